"""What the extraction room hands on: numbers, dates, targets and measures with clean-text spans.

The pipeline turns them into the contract's types (source spans, ids, sections, labels).
"""

from __future__ import annotations

from dataclasses import dataclass

from plantext.model import Comparator, DateRole, DateType, Force, Frequency, Per, Span, TargetKind


@dataclass(frozen=True, slots=True)
class DateMention:
    """A calendar expression; ``sentence`` is the index of the sentence it stands in."""

    span: Span
    type: DateType
    value: str
    role: DateRole
    sentence: int


@dataclass(frozen=True, slots=True)
class TargetMention:
    """A quantified statement; ``span`` is the smallest text with value, unit and comparator word.

    ``indicator_span`` is where the indicator's words stand (elsewhere in the sentence, or in a table's row head).
    """

    span: Span
    indicator: str
    indicator_span: Span | None
    comparator: Comparator
    value: float
    value_to: float | None
    unit: str
    scope: str | None
    due: str | None
    kind: TargetKind
    period: Per | None
    sentence: int


@dataclass(frozen=True, slots=True)
class MeasureMention:
    """One tickable thing; ``targets`` and ``dates`` are indexes into the document's mentions."""

    span: Span
    force: Force
    actors: tuple[str, ...]
    due: str | None
    frequency: Frequency | None
    targets: tuple[int, ...]
    dates: tuple[int, ...]
    sentence: int


@dataclass(frozen=True, slots=True)
class CitationMention:
    """A cited document with its title and number as far as they are printed."""

    span: Span
    title: str | None
    doc_number: str | None


@dataclass(frozen=True, slots=True)
class Metadata:
    """Who says it, when and for which time; all as printed save the EDTF values ``issued`` and ``period``."""

    issuer: str | None = None
    doc_number: str | None = None
    issued: str | None = None
    period: str | None = None
    region: tuple[str, ...] | None = None
    organisation: str | None = None
    citations: tuple[CitationMention, ...] = ()


@dataclass(frozen=True, slots=True)
class Items:
    """Everything that extraction finds in one document."""

    dates: tuple[DateMention, ...]
    targets: tuple[TargetMention, ...]
    measures: tuple[MeasureMention, ...]
    metadata: Metadata

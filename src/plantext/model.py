"""The data contract ``plantext/1``: every type that leaves the program.

Everything a person sees is made from these objects. They are frozen dataclasses; ``to_dict`` gives plain JSON
values and ``from_dict`` reads them back (unknown fields are ignored, so that newer files can be read).

Provenance, the rule everything rests on: a ``span`` is ``(start, end)`` in characters of the source text, end
exclusive, and ``source_text[start:end] == text`` to the letter. Repairs (``L凝炼`` is item 11) go into normalised fields.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, Self

import msgspec

SCHEMA = "plantext/1"

Span = tuple[int, int]
"""``(start, end)`` in characters, end exclusive."""

DocType = Literal["directive", "plan", "summary", "report", "paper", "other"]
RemovedReason = Literal["furniture", "page_break", "metadata", "advert", "duplicate_title"]
Force = Literal["must", "should", "may", "must_not"]
Comparator = Literal[">=", "<=", "=", ">", "<", "~", "range", "rank<="]
TargetKind = Literal["target", "baseline"]
DateType = Literal["DATE", "RANGE", "DURATION", "SET"]
DateRole = Literal["deadline", "start", "end", "period", "horizon", "recurrence", "issued", "cited", "event", "other"]
Per = Literal["term", "school-year", "year", "month", "week", "day", "lesson"]
CoverageStatus = Literal["covered", "partial", "missing"]
Gap = Literal[
    "target_weaker",
    "target_absent",
    "deadline_later",
    "deadline_absent",
    "scope_narrower",
    "part_missing",
    "contradicts",
]
Note = Literal["target_exceeded", "commitment_softer", "deadline_inherited", "not_comparable"]
FollowUpStatus = Literal["fulfilled", "partial", "unmet", "unreported"]
FollowUpReason = Literal[
    "figure_met", "figure_missed", "done", "partly_done", "intention_only", "not_mentioned", "opposite"
]


class Record:
    """What all contract types share: the way to plain JSON values and back."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the object as plain dicts, lists, strings, numbers, booleans and None."""
        plain: dict[str, Any] = msgspec.json.decode(self.to_json())
        return plain

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the object as JSON text in UTF-8 characters; the same object always gives the same text."""
        packed = msgspec.json.encode(self)
        return (packed if indent is None else msgspec.json.format(packed, indent=indent)).decode("utf-8")

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Self:
        """Build the object from what `to_dict` gave.

        Raises:
            msgspec.ValidationError: a field is missing or of the wrong type; the message names its path.
        """
        return msgspec.convert(values, cls)


@dataclass(frozen=True, slots=True)
class Where(Record):
    """A place that a reviewer can open the file at; counts start with 1. ``paragraph`` counts printed paragraphs."""

    page: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class SourceInfo(Record):
    """The file as it came. ``chars`` is the length of the source text that all spans point into."""

    name: str
    sha256: str
    media_type: str
    encoding: str | None
    pages: int | None
    chars: int


@dataclass(frozen=True, slots=True)
class Removed(Record):
    """A stretch of source text that belongs to no document."""

    span: Span
    reason: RemovedReason


@dataclass(frozen=True, slots=True)
class Notice(Record):
    """Something a person should know about how the file was read (the contract's ``warnings``)."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Citation(Record):
    """A cited document: ``《…规划》(国发〔2017〕4号)``."""

    span: Span
    text: str
    title: str | None
    doc_number: str | None


@dataclass(frozen=True, slots=True)
class SectionNumber(Record):
    """``printed`` as it stands (``IL``), ``style`` as it was meant (``1.``), ``value`` the ordinal (11)."""

    printed: str
    style: str
    value: int


@dataclass(frozen=True, slots=True)
class Section(Record):
    """A heading and what stands under it, up to the next section of the same or a higher level."""

    id: str
    parent: str | None
    level: int
    number: SectionNumber | None
    title: str | None
    span: Span
    heading_span: Span
    themes: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frequency(Record):
    """``每学期2次`` is ``Frequency("term", 2)``; ``每两周1次`` is ``Frequency("week", 0.5)``."""

    per: Per
    count: float | None = None


@dataclass(frozen=True, slots=True)
class Measure(Record):
    """One thing to do or to hold to, as one would tick it off on a list."""

    id: str
    section: str | None
    span: Span
    text: str
    force: Force
    themes: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    due: str | None = None
    frequency: Frequency | None = None
    targets: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class Target(Record):
    """A quantified statement; one row per value. ``due`` is EDTF. ``period`` is the period of a frequency."""

    id: str
    section: str | None
    measure: str | None
    span: Span
    text: str
    indicator: str
    indicator_id: str | None
    comparator: Comparator
    value: float
    value_to: float | None
    unit: str
    scope: str | None
    due: str | None
    kind: TargetKind
    period: Per | None = None
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class DateExpression(Record):
    """A calendar expression (the contract's ``Date``); ``value`` is EDTF, ISO 8601-2."""

    id: str
    section: str | None
    span: Span
    text: str
    type: DateType
    value: str
    role: DateRole
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class Document(Record):
    """One document inside a file."""

    id: str
    title: str | None
    doc_type: DocType
    span: Span
    doc_type_reason: str = ""
    duplicate_of: str | None = None
    issuer: str | None = None
    doc_number: str | None = None
    issued: str | None = None
    period: str | None = None
    region: tuple[str, ...] | None = None
    organisation: str | None = None
    citations: tuple[Citation, ...] = ()
    sections: tuple[Section, ...] = ()
    measures: tuple[Measure, ...] = ()
    targets: tuple[Target, ...] = ()
    dates: tuple[DateExpression, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction(Record):
    """Everything found in one file: what ``plantext extract FILE`` prints."""

    schema: Literal["plantext/1"] = field(default="plantext/1", kw_only=True)
    source: SourceInfo
    documents: tuple[Document, ...]
    removed: tuple[Removed, ...]
    warnings: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class TargetValue(Record):
    """The figure that a requirement or commitment carries."""

    indicator: str
    comparator: Comparator
    value: float
    unit: str
    value_to: float | None = None
    indicator_id: str | None = None
    scope: str | None = None
    period: Per | None = None


@dataclass(frozen=True, slots=True)
class Evidence(Record):
    """The smallest clause group of the other document that shows the point; at most 300 characters."""

    span: Span
    text: str
    measure: str | None
    score: float
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class Candidate(Record):
    """A near passage that was looked at and rejected, and why."""

    span: Span
    text: str
    score: float
    why_not: str
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class Requirement(Record):
    """One required item of a directive with the judgement on it. ``status`` is None where it is not applicable."""

    id: str
    span: Span
    text: str
    section: str | None
    force: Force
    themes: tuple[str, ...]
    target: TargetValue | None
    due: str | None
    applicable: bool
    status: CoverageStatus | None
    gaps: tuple[Gap, ...]
    notes: tuple[Note, ...]
    confidence: float
    why: str
    evidence: tuple[Evidence, ...]
    candidates: tuple[Candidate, ...] = ()
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class CoverageScore(Record):
    """Counts of requirements; ``rate`` = (covered + partial / 2) / applicable, 0 where nothing is applicable."""

    covered: int
    partial: int
    missing: int
    not_applicable: int
    rate: float


@dataclass(frozen=True, slots=True)
class DocumentReference(Record):
    """Which document of which file a judgement speaks of."""

    name: str
    sha256: str
    document: str
    title: str | None
    doc_type: DocType
    issuer: str | None = None
    organisation: str | None = None
    period: str | None = None
    issued: str | None = None


@dataclass(frozen=True, slots=True)
class Coverage(Record):
    """What ``plantext check PLAN --against DIRECTIVE`` returns."""

    schema: Literal["plantext/1"] = field(default="plantext/1", kw_only=True)
    kind: Literal["coverage"] = field(default="coverage", kw_only=True)
    plan: DocumentReference
    directive: DocumentReference
    score: CoverageScore
    requirements: tuple[Requirement, ...]
    extras: tuple[Measure, ...]
    warnings: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Reported(Record):
    """The figure that the summary itself gives, worked out where it gives it in parts."""

    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Commitment(Record):
    """One promise of a plan and what became of it."""

    id: str
    span: Span
    text: str
    section: str | None
    themes: tuple[str, ...]
    target: TargetValue | None
    due: str | None
    status: FollowUpStatus
    reason: FollowUpReason
    reported: Reported | None
    confidence: float
    why: str
    evidence: tuple[Evidence, ...]
    candidates: tuple[Candidate, ...] = ()
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class FollowUpScore(Record):
    """Counts of commitments; ``rate`` = (fulfilled + partial / 2) / all, 0 where there is none."""

    fulfilled: int
    partial: int
    unmet: int
    unreported: int
    rate: float


@dataclass(frozen=True, slots=True)
class FollowUp(Record):
    """What ``plantext followup PLAN --summary SUMMARY`` returns."""

    schema: Literal["plantext/1"] = field(default="plantext/1", kw_only=True)
    kind: Literal["followup"] = field(default="followup", kw_only=True)
    plan: DocumentReference
    summary: DocumentReference
    score: FollowUpScore
    commitments: tuple[Commitment, ...]
    unplanned: tuple[Measure, ...]
    warnings: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Label(Record):
    """A theme or stage with its score and the spans of the words that speak for it."""

    id: str
    score: float
    cues: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelledLine(Record):
    """One line of text with its themes (the primary one first), stages and indicators."""

    text: str
    themes: tuple[Label, ...] = ()
    stages: tuple[Label, ...] = ()
    indicators: tuple[Label, ...] = ()


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of the three top-level results and of a labelled line, as published in ``schema/``."""
    (extraction, coverage, followup, label), definitions = msgspec.json.schema_components(
        (Extraction, Coverage, FollowUp, LabelledLine), ref_template="#/$defs/{name}"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "plantext-1.json",
        "title": SCHEMA,
        "anyOf": [extraction, coverage, followup, label],
        "$defs": definitions,
    }

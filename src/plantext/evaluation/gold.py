"""The annotated rows and where they lie: case folders, annotated texts, labelled lines.

Three layouts are known, each may lie below a folder that is given (``corpus/`` holds all three):

- a case: ``plan.txt`` with ``directive.txt`` and ``coverage.jsonl``, or with ``summary.txt`` and ``followup.jsonl``;
- annotated texts: ``texts/NNN_….txt`` with ``gold/<kind>/NNN.jsonl``;
- labelled lines: ``lines.jsonl``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from plantext.errors import PlantextError
from plantext.model import Comparator, CoverageStatus, DateRole, DateType, FollowUpReason, FollowUpStatus, Gap, Span
from plantext.model import TargetKind as Kind

T = TypeVar("T")

MAX_DEPTH = 3
"""How deep below a given folder annotation is looked for."""


@dataclass(frozen=True, slots=True)
class Quote:
    """What all rows on a text have: ``text[start:end] == quote``. ``ignore`` rows are neither rewarded nor punished."""

    start: int
    end: int
    quote: str = ""
    ignore: bool = False

    @property
    def span(self) -> Span:
        """Where the row stands."""
        return self.start, self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDate(Quote):
    """A date; ``accept`` and ``accept_role`` list further right answers."""

    type: DateType = "DATE"
    value: str = ""
    role: DateRole = "other"
    accept: tuple[str, ...] = ()
    accept_role: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldTarget(Quote):
    """A quantified statement."""

    indicator: str | None = None
    comparator: Comparator = "="
    value: float = 0.0
    unit: str | None = None
    kind: Kind = "target"
    scope: str | None = None
    due: str | None = None
    accept_comparator: tuple[Comparator, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldHeading(Quote):
    """A heading of the outline."""

    level: int = 1
    number_value: int | None = None
    title: str | None = None
    title_alt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDocument(Quote):
    """A document inside a file."""

    title: str | None = None
    doc_type: str = "other"
    accept: tuple[str, ...] = ()
    duplicate_of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldFurniture(Quote):
    """Text that belongs to no document; ``metadata`` rows are not scored."""

    reason: str = "furniture"


@dataclass(frozen=True, slots=True)
class GoldLabels:
    """A labelled line; themes of ``optional`` are never scored."""

    text: str
    themes: frozenset[str]
    stages: frozenset[str] = frozenset()
    primary: str | None = None
    optional: frozenset[str] = frozenset()
    optional_stages: frozenset[str] = frozenset()
    accept_primary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldRequirement:
    """A requirement of a directive and how the plan meets it."""

    id: str
    quote: str
    status: CoverageStatus
    gaps: tuple[Gap, ...] = ()
    evidence: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldCommitment:
    """A commitment of a plan and what became of it."""

    id: str
    quote: str
    status: FollowUpStatus
    reason: FollowUpReason | None = None
    evidence: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """A text with the folder of its rows."""

    text: Path
    gold: Path

    def rows_file(self, kind: str) -> Path:
        """Return the file with the rows of a kind; it need not exist."""
        return self.gold / kind / f"{self.text.name[:3]}.jsonl"


@dataclass(frozen=True, slots=True)
class GoldSet:
    """All annotation found."""

    cases: tuple[Path, ...]
    texts: tuple[AnnotatedText, ...]
    lines: tuple[Path, ...]


def find_gold(folders: list[Path]) -> GoldSet:
    """Find all annotation in and below folders.

    Raises:
        PlantextError: ``not-found``, or ``bad-gold`` where there is none.
    """
    cases: list[Path] = []
    texts: list[AnnotatedText] = []
    lines: list[Path] = []
    for folder in folders:
        if not folder.is_dir():
            raise PlantextError("not-found", str(folder))
        before = len(cases) + len(texts) + len(lines)
        for place in _folders(folder, MAX_DEPTH):
            if (place / "plan.txt").is_file() and any((place / f"{kind}.jsonl").is_file() for kind in JUDGED):
                cases.append(place)
            if (place / "gold").is_dir() and (place / "texts").is_dir():
                texts += [AnnotatedText(text, place / "gold") for text in sorted((place / "texts").glob("*.txt"))]
            if (place / "lines.jsonl").is_file():
                lines.append(place / "lines.jsonl")
        if before == len(cases) + len(texts) + len(lines):
            raise PlantextError("bad-gold", str(folder), "no annotation found")
    return GoldSet(tuple(cases), tuple(texts), tuple(lines))


JUDGED = ("coverage", "followup")


def _folders(folder: Path, depth: int) -> Iterator[Path]:
    """Yield a folder and those below it."""
    yield folder
    if depth:
        for below in sorted(path for path in folder.iterdir() if path.is_dir()):
            yield from _folders(below, depth - 1)


def rows(path: Path, shape: type[T]) -> list[T]:
    """Return the rows of a file.

    Raises:
        PlantextError: ``bad-gold`` with line and field.
    """
    found = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if line.strip():
            try:
                found.append(msgspec.json.decode(line, type=shape))
            except (msgspec.ValidationError, msgspec.DecodeError) as error:
                raise PlantextError("bad-gold", str(path), f"line {number}: {error}") from error
    return found


def quote_span(text: str, quote: str, path: Path) -> Span:
    """Return where a quote stands in a text.

    Raises:
        PlantextError: ``bad-gold`` where it does not.
    """
    start = text.find(quote)
    if start < 0:
        raise PlantextError("bad-gold", str(path), f"not in the text: {quote[:40]}")
    return start, start + len(quote)

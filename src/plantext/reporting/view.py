"""What a coverage and a follow-up report have in common, in words: the one shape that terminal, page and workbook show.

`judgements` puts the contract's objects into this shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from plantext.catalogue import Wording
from plantext.model import DocumentReference, Notice, Span

Kind = Literal["coverage", "followup"]
Tone = Literal["good", "half", "bad", "none"]
"""How a status is drawn; every tone has its symbol, so that black and white is enough."""

SYMBOLS: dict[Tone, str] = {"good": "✓", "half": "◐", "bad": "✗", "none": "○"}
COVERAGE_STATUSES: dict[str, Tone] = {"covered": "good", "partial": "half", "missing": "bad", "not_applicable": "none"}
FOLLOWUP_STATUSES: dict[str, Tone] = {"fulfilled": "good", "partial": "half", "unmet": "bad", "unreported": "none"}
CONFIDENCE_FLOOR = 0.6
"""Below this confidence a report asks a person to look."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status with its tone, symbol and word."""

    id: str
    tone: Tone
    symbol: str
    word: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many items have a verdict, and which share of the counted ones that is (0 for what is not counted)."""

    verdict: Verdict
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Passage:
    """Evidence or a rejected candidate; ``where`` in words, ``anchor`` the name of its mark in the full text."""

    anchor: str
    text: str
    span: Span
    where: str
    where_exact: str
    score: float
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A requirement or commitment with its verdict, all in words.

    Attributes:
        number: counts from 1 in the order given.
        findings: gap words (or the follow-up's reason); ``remark`` the same as one text, empty where it would only
            repeat the verdict (已兑现: 已经完成); ``notes`` what is worth a look.
        why: the sentence of the judgement; ``comment`` the same, empty where ``absence`` says it already.
        absence: what stands in the place of evidence where there is none.
        facts: label and value of figure, deadline, force and reported figure, where there are any.
    """

    id: str
    number: int
    verdict: Verdict
    text: str
    span: Span
    where: str
    where_exact: str
    section: str
    themes: tuple[str, ...]
    theme_names: str
    force: str
    figure: str
    due: str
    reported: str
    findings: tuple[str, ...]
    remark: str
    notes: tuple[str, ...]
    why: str
    comment: str
    absence: str
    confidence: float
    confidence_words: str
    doubtful: bool
    evidence: tuple[Passage, ...]
    candidates: tuple[Passage, ...]
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The items of one section."""

    title: str
    items: tuple[Item, ...]
    tallies: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """How the items of one theme came out."""

    id: str
    name: str
    total: int
    tallies: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class Extra:
    """A measure that nothing asked for."""

    text: str
    span: Span
    where: str
    theme_names: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Report:
    """A judgement ready to be shown. ``left`` holds the items, ``right`` the evidence."""

    kind: Kind
    say: Wording
    left: DocumentReference
    right: DocumentReference
    rate: float
    rate_words: str
    sentence: str
    tallies: tuple[Tally, ...]
    groups: tuple[Group, ...]
    themes: tuple[ThemeRow, ...]
    extras: tuple[Extra, ...]
    warnings: tuple[Notice, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in order."""
        return tuple(item for group in self.groups for item in group.items)

    def words(self, key: str) -> str:
        """Return the sentence ``coverage.key`` or ``followup.key``."""
        return self.say(f"{self.kind}.{key}")


def verdicts(kind: Kind, say: Wording) -> dict[str, Verdict]:
    """Return all verdicts of a kind by status id, in the order they are listed."""
    tones = COVERAGE_STATUSES if kind == "coverage" else FOLLOWUP_STATUSES
    other_words = {"partial": "partly"} if kind == "followup" else {}
    return {
        status: Verdict(status, tone, SYMBOLS[tone], say(f"status.{other_words.get(status, status)}"))
        for status, tone in tones.items()
    }

"""What a coverage and a follow-up report have in common, in words: the one shape that terminal, page and workbook show.

Nothing is judged or counted anew here except how the given statuses are spread over themes and sections.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from plantext.model import (
    Candidate,
    Commitment,
    Coverage,
    DocumentReference,
    Evidence,
    FollowUp,
    Measure,
    Notice,
    Requirement,
    Section,
    Span,
)
from plantext.reporting import wording
from plantext.reporting.catalogue import Wording

Kind = Literal["coverage", "followup"]
Tone = Literal["good", "half", "bad", "none"]
"""How a status is drawn; every tone has its symbol, so that black and white is enough."""

SYMBOLS: dict[Tone, str] = {"good": "✓", "half": "◐", "bad": "✗", "none": "○"}
COVERAGE_STATUSES: dict[str, Tone] = {"covered": "good", "partial": "half", "missing": "bad", "not_applicable": "none"}
FOLLOWUP_STATUSES: dict[str, Tone] = {"fulfilled": "good", "partial": "half", "unmet": "bad", "unreported": "none"}
CANDIDATES_SHOWN = 3
HEADINGS_SHOWN = 3
HEADING_LENGTH = 32
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
            repeat the verdict (已兑现: 已经完成); ``notes`` what is worth a look; ``why`` the sentence.
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


def coverage_report(coverage: Coverage, say: Wording, sections: Sequence[Section] = ()) -> Report:
    """Put a coverage into words; ``sections`` are the directive's, for the headings."""
    named = verdicts("coverage", say)
    score = coverage.score
    counts = {
        "covered": score.covered,
        "partial": score.partial,
        "missing": score.missing,
        "not_applicable": score.not_applicable,
    }
    titles = _SectionTitles(sections, say)
    items = [
        _requirement(number, requirement, named, titles, say)
        for number, requirement in enumerate(coverage.requirements, 1)
    ]
    return _report("coverage", coverage, coverage.directive, coverage.plan, counts, items, coverage.extras, say)


def followup_report(followup: FollowUp, say: Wording, sections: Sequence[Section] = ()) -> Report:
    """Put a follow-up into words; ``sections`` are the plan's, for the headings."""
    named = verdicts("followup", say)
    score = followup.score
    counts = {
        "fulfilled": score.fulfilled,
        "partial": score.partial,
        "unmet": score.unmet,
        "unreported": score.unreported,
    }
    titles = _SectionTitles(sections, say)
    items = [
        _commitment(number, commitment, named, titles, say) for number, commitment in enumerate(followup.commitments, 1)
    ]
    return _report("followup", followup, followup.plan, followup.summary, counts, items, followup.unplanned, say)


def report(result: Coverage | FollowUp, say: Wording, sections: Sequence[Section] = ()) -> Report:
    """Put either judgement into words."""
    return (
        coverage_report(result, say, sections)
        if isinstance(result, Coverage)
        else followup_report(result, say, sections)
    )


def verdicts(kind: Kind, say: Wording) -> dict[str, Verdict]:
    """Return all verdicts of a kind by status id, in the order they are listed."""
    tones = COVERAGE_STATUSES if kind == "coverage" else FOLLOWUP_STATUSES
    other_words = {"partial": "partly"} if kind == "followup" else {}
    return {
        status: Verdict(status, tone, SYMBOLS[tone], say(f"status.{other_words.get(status, status)}"))
        for status, tone in tones.items()
    }


class _SectionTitles:
    """Headings by section id; where no headings were handed in, sections are numbered as they come."""

    def __init__(self, sections: Sequence[Section], say: Wording) -> None:
        self.say = say
        self.sections = {section.id: section for section in sections}
        self.seen: dict[str, str] = {}

    def __call__(self, section: str | None) -> str:
        if section is None:
            return self.say("page.elsewhere")
        if section not in self.seen:
            self.seen[section] = (
                self._path(self.sections[section])
                if section in self.sections
                else self.say("page.section_n", number=len(self.seen) + 1)
            )
        return self.seen[section]

    def _path(self, section: Section) -> str:
        """Return the headings from the outermost to this one: 三、课后服务 › （二）课外阅读."""
        titles: list[str] = []
        above: Section | None = section
        while above is not None and len(titles) < HEADINGS_SHOWN:
            titles.append(wording.clipped(wording.heading(above, self.say), HEADING_LENGTH))
            above = self.sections.get(above.parent) if above.parent else None
        return " › ".join(reversed(titles))


def _requirement(
    number: int, requirement: Requirement, named: dict[str, Verdict], titles: _SectionTitles, say: Wording
) -> Item:
    status = requirement.status if requirement.applicable and requirement.status else "not_applicable"
    return _item(
        number,
        requirement,
        named[status],
        titles(requirement.section),
        say,
        force=say(f"force.{requirement.force}"),
        findings=tuple(say(f"gap.{gap}") for gap in requirement.gaps),
        notes=tuple(say(f"note.{note}") for note in requirement.notes),
    )


def _commitment(
    number: int, commitment: Commitment, named: dict[str, Verdict], titles: _SectionTitles, say: Wording
) -> Item:
    reported = commitment.reported
    return _item(
        number,
        commitment,
        named[commitment.status],
        titles(commitment.section),
        say,
        findings=(say(f"reason.{commitment.reason}"),),
        reported=f"{wording.number(reported.value, say)}{wording.visible(reported.unit)}" if reported else "",
    )


def _item(
    number: int,
    judged: Requirement | Commitment,
    verdict: Verdict,
    section: str,
    say: Wording,
    *,
    force: str = "",
    findings: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
    reported: str = "",
) -> Item:
    figure, due = wording.figure(judged.target, say), wording.edtf(judged.due, say)
    labelled = (("field.force", force), ("field.target", figure), ("field.due", due), ("field.reported", reported))
    return Item(
        id=judged.id,
        number=number,
        verdict=verdict,
        text=judged.text,
        span=judged.span,
        where=wording.place(judged.where, judged.span, say),
        where_exact=wording.place(judged.where, judged.span, say, offset=True),
        section=section,
        themes=judged.themes,
        theme_names=say.names(judged.themes),
        force=force,
        figure=figure,
        due=due,
        reported=reported,
        findings=findings,
        remark=say("mark.comma").join(findings) if judged.why or verdict.tone in ("half", "bad") else "",
        notes=notes,
        why=judged.why,
        confidence=judged.confidence,
        confidence_words=wording.percent(judged.confidence, say, decimals=0),
        doubtful=judged.confidence < CONFIDENCE_FLOOR and verdict.id != "not_applicable",
        evidence=tuple(_passage(f"e{number}-{index}", found, say) for index, found in enumerate(judged.evidence, 1)),
        candidates=tuple(
            _passage(f"c{number}-{index}", found, say)
            for index, found in enumerate(judged.candidates[:CANDIDATES_SHOWN], 1)
        ),
        facts=tuple((say(key), value) for key, value in labelled if value),
    )


def _passage(anchor: str, found: Evidence | Candidate, say: Wording) -> Passage:
    return Passage(
        anchor=anchor,
        text=found.text,
        span=found.span,
        where=wording.place(found.where, found.span, say),
        where_exact=wording.place(found.where, found.span, say, offset=True),
        score=found.score,
        why_not=found.why_not if isinstance(found, Candidate) else "",
    )


def _report(
    kind: Kind,
    result: Coverage | FollowUp,
    left: DocumentReference,
    right: DocumentReference,
    counts: dict[str, int],
    items: list[Item],
    extras: tuple[Measure, ...],
    say: Wording,
) -> Report:
    named = verdicts(kind, say)
    rate = wording.percent(result.score.rate, say)
    tallies = _tallies(counts, named)
    counted = [tally for tally in tallies if tally.verdict.id != "not_applicable"]
    return Report(
        kind=kind,
        say=say,
        left=left,
        right=right,
        rate=result.score.rate,
        rate_words=rate,
        sentence=say(
            f"{kind}.sentence",
            total=sum(counts.values()),
            counted=sum(tally.count for tally in counted),
            counts=say("mark.comma").join(
                say(f"{kind}.counts", word=tally.verdict.word, count=tally.count) for tally in counted
            ),
            rate=rate,
        ),
        tallies=tallies,
        groups=_groups(items, named),
        themes=_theme_rows(items, named, say),
        extras=tuple(
            Extra(
                text=measure.text,
                span=measure.span,
                where=wording.place(measure.where, measure.span, say),
                theme_names=say.names(measure.themes),
                anchor=f"x{index}",
            )
            for index, measure in enumerate(extras, 1)
        ),
        warnings=result.warnings,
    )


def _tallies(counts: Mapping[str, int], named: dict[str, Verdict]) -> tuple[Tally, ...]:
    counted = sum(counts.get(status, 0) for status in named if status != "not_applicable")
    return tuple(
        Tally(
            verdict,
            counts.get(status, 0),
            counts.get(status, 0) / counted if counted and status != "not_applicable" else 0.0,
        )
        for status, verdict in named.items()
    )


def _groups(items: Iterable[Item], named: dict[str, Verdict]) -> tuple[Group, ...]:
    """Group neighbours of the same heading; the order of the items stays."""
    return tuple(
        Group(title, members, _tallies(Counter(item.verdict.id for item in members), named))
        for title, members in ((title, tuple(found)) for title, found in groupby(items, lambda item: item.section))
    )


def _theme_rows(items: list[Item], named: dict[str, Verdict], say: Wording) -> tuple[ThemeRow, ...]:
    """Return the themes that occur, the most frequent first; an item counts under each of its themes."""
    by_theme: dict[str, Counter[str]] = {}
    for item in items:
        for theme in item.themes:
            by_theme.setdefault(theme, Counter())[item.verdict.id] += 1
    order = sorted(by_theme, key=lambda theme: (-by_theme[theme].total(), theme))
    return tuple(
        ThemeRow(theme, say.name(theme), by_theme[theme].total(), _tallies(by_theme[theme], named)) for theme in order
    )

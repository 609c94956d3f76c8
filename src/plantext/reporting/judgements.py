"""Putting a coverage or a follow-up into words: the contract's objects in, a `view.Report` out.

Nothing is judged or counted anew here except how the given statuses are spread over themes and sections.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from plantext.catalogue import Wording, wording
from plantext.model import (
    Candidate,
    Commitment,
    Coverage,
    DocumentReference,
    Evidence,
    FollowUp,
    Measure,
    Requirement,
    Section,
)
from plantext.reporting.view import (
    CONFIDENCE_FLOOR,
    Extra,
    Group,
    Item,
    Kind,
    Passage,
    Report,
    Tally,
    ThemeRow,
    Verdict,
    verdicts,
)

CANDIDATES_SHOWN = 3
HEADINGS_SHOWN = 3
HEADING_LENGTH = 32


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
    # nothing was found and there is no more to say than that: it is said once
    quiet = not judged.evidence and not (isinstance(judged, Requirement) and judged.gaps) and verdict.tone != "half"
    kind = "coverage" if isinstance(judged, Requirement) else "followup"
    absence = f"{kind}.{'not_applicable' if verdict.id == 'not_applicable' else 'no_evidence'}"
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
        remark="" if quiet or not (judged.why or verdict.tone in ("half", "bad")) else say("mark.comma").join(findings),
        notes=notes,
        why=judged.why,
        comment="" if quiet else judged.why,
        absence="" if judged.evidence else (judged.why if quiet and judged.why else say(absence)),
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

"""Coverage: which required items of a directive a plan meets, with evidence; fields decide, similarity only finds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from plantext.aligning.comparison import Units, units
from plantext.aligning.fields import (
    FigurePair,
    answered_in_words,
    best_figure,
    frequency_figure,
    grades_conflict,
    indicator_likeness,
    narrower,
    printed,
    roles_conflict,
)
from plantext.aligning.figures import compare
from plantext.aligning.finding import calibration, competition, features, logit
from plantext.aligning.requirements import RequiredItem, query
from plantext.aligning.rules import Rules
from plantext.aligning.search import Passage, Ranking, Searcher
from plantext.aligning.statements import LONGEST_EVIDENCE, Statement, says
from plantext.aligning.times import days_later, last_day, school_year_end
from plantext.catalogue import Wording
from plantext.catalogue.wording import edtf
from plantext.extraction.cues import Cue
from plantext.lexicon import Lexicon
from plantext.model import (
    Candidate,
    CoverageStatus,
    Evidence,
    Gap,
    Note,
    Requirement,
    Target,
    TargetValue,
)

LOOKED_AT = 12
"""So many of the best-ranked passages are compared field by field."""

COUNTED_FAMILIES = ("occasions", "lessons", "things")
COUNTED_PERIODS = ("term", "school-year", "year")

SAME_MATTER = 0.3
"""Further evidence may answer a figure where its indicator shares so much with the required one."""

OTHER_GRADES = 0.3
OTHER_PEOPLE = 0.6
CALENDAR = 0.85
"""An entry of the calendar says less than the clause that promises the same."""

OTHER_RATE = 0.4
FIGURE_BONUS = 0.35
NOT_FORBIDDING = 0.75
"""A passage that forbids nothing may still answer a prohibition (代之以…), but less surely."""

NO_PROMISE = 0.4
"""What a plan tells without promising it (全园10个班、286名幼儿) counts less as evidence."""

PLAINLY_ANSWERED = 0.4
EVEN = 0.5

_PARTS = re.compile(r"[,，;；]\s*(?:并|且|同时|还)?")
SHORTEST_PART = 5


@dataclass(slots=True)
class Findings:
    """What was found out about one requirement on the way to its verdict.

    ``entries`` are calendar entries that were counted; they stand beside the evidence.
    """

    gaps: list[Gap] = field(default_factory=list)
    entries: list[tuple[int, float]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    why: list[str] = field(default_factory=list)


class CoverageJudge:
    """Judges the required items of a directive against the statements of a plan.

    Args:
        items: the required items.
        offered: the plan's statements.
        period: EDTF period of the plan.
        search: the evidence search.
        lexicon: thresholds, units, sentences.
        language: of ``why``.
    """

    def __init__(
        self,
        items: list[RequiredItem],
        offered: list[Statement],
        period: str | None,
        search: Searcher,
        lexicon: Lexicon,
        rules: Rules,
        say: Wording,
    ) -> None:
        self.items = items
        self.offered = offered
        self.period_end = school_year_end(period)
        self.rules = rules
        self.say = say
        self.units: Units = units(lexicon)
        self.calibration = calibration(lexicon).coverage
        self.parts, part_queries = _parts(items)
        passages = [replace(query(statement), background=statement.only_tells) for statement in offered]
        queries = [query(item.statement) for item in items] + part_queries
        self.ranking: Ranking = search.rank(queries, passages)
        self.competition = competition(self.ranking, len(self.items))

    def judge(self, index: int, found: float | None = None) -> Requirement:
        """Return the judgement on one item; ``found`` overrides how surely the plan speaks of it (for calibration)."""
        item = self.items[index]
        if item.applicable != "applicable":
            return self._requirement(index, None, Findings(why=[self.say(f"why.{item.applicable}")]), [], 0.9, [])
        order = self.reranked(index)
        if found is None:
            found = self.calibration.found.probability(self.features(index, order))
        threshold = self.rules.thresholds
        if not order or found < threshold.found:
            return self._requirement(index, "missing", Findings(why=[self.say("why.missing")]), [], 1 - found, order)
        best = order[0]
        statement = self.offered[best[0]]
        if self._contradicts(item.statement, statement):
            if found >= threshold.contradicts:
                findings = Findings(gaps=["contradicts"], why=[self.say("why.contradicts")])
                return self._requirement(index, "missing", findings, order[:1], found, order)
            return self._requirement(
                index, "missing", Findings(why=[self.say("why.missing")]), [], 1 - found / 2, order
            )
        evidence = self._evidence(order)
        findings = self._compare(index, [self.offered[number] for number, _ in evidence])
        status: CoverageStatus = "partial" if findings.gaps else "covered"
        if not findings.why:
            findings.why.append(self.say("why.covered"))
        shown = evidence + [entry for entry in findings.entries if entry not in evidence]
        return self._requirement(index, status, findings, shown, found, order)

    def features(self, index: int, order: list[tuple[int, float]]) -> dict[str, float]:
        """Return what the model of being found looks at for one item."""
        item = self.items[index].statement
        wanted = _figure(item)
        pair = best_figure(wanted, self.offered[order[0][0]], self.units) if wanted is not None and order else None
        return features(self.ranking, index, len(self.items), order, len(item.clean), figure=pair is not None)

    # --- which passages ---------------------------------------------------------------------------

    def reranked(self, index: int) -> list[tuple[int, float]]:
        """Return the best passages with their presence, moved up or down by what their fields say."""
        item = self.items[index].statement
        wanted = _figure(item)
        order = []
        for number in self.ranking.best(index, LOOKED_AT):
            offered = self.offered[number]
            presence = float(self.ranking.presence[index, number] * self.competition[index, number])
            if grades_conflict(item, offered):
                presence *= OTHER_GRADES
            if roles_conflict(item, offered):
                presence *= OTHER_PEOPLE
            if offered.month is not None:
                presence *= CALENDAR
            presence = self._by_figure(wanted, offered, presence)
            if self._forbids(item) and not self._forbids(offered):
                presence *= NOT_FORBIDDING
            if offered.measure is None and not offered.row:
                presence *= NO_PROMISE
            if says(offered, Cue.MUST_NOT) and not self._forbids(item):
                presence *= 0.8
            order.append((number, presence))
        return sorted(order, key=lambda pair: -pair[1])

    def _by_figure(self, wanted: Target | None, offered: Statement, presence: float) -> float:
        """Move a presence up where the passage gives the required indicator, down where it gives another rate.

        ``参考学生一次通过率达到85%`` is no evidence for ``持证率≥50%``, however near the words are.
        """
        pair = best_figure(wanted, offered, self.units) if wanted is not None else None
        if wanted is None or pair is None:
            return presence
        likeness = indicator_likeness(wanted, pair.offered) if pair.offered else SAME_MATTER
        if wanted.unit == "%" and likeness < SAME_MATTER:
            return presence * OTHER_RATE
        return presence + (1 - presence) * FIGURE_BONUS * likeness

    def _evidence(self, order: list[tuple[int, float]]) -> list[tuple[int, float]]:
        threshold = self.rules.thresholds
        floor = order[0][1] * threshold.second
        return [pair for pair in order if pair[1] >= floor][: self.rules.evidence_passages]

    # --- what the fields say ----------------------------------------------------------------------

    def _forbids(self, statement: Statement) -> bool:
        return statement.force == "must_not"

    def _contradicts(self, required: Statement, offered: Statement) -> bool:
        """Tell whether the plan does what the directive forbids: 严禁要求家长批改作业 against 请家长核对作业并签字."""
        if not self._forbids(required) or offered.measure is None:
            return False
        return not any(word in offered.clean for word in self.rules.refusals)

    def _compare(self, index: int, evidence: list[Statement]) -> Findings:
        findings = Findings()
        item = self.items[index]
        self._compare_figures(index, evidence, findings)
        self._compare_deadlines(item, evidence, findings)
        if all(narrower(item.statement, offered) for offered in evidence):
            findings.gaps.append("scope_narrower")
            findings.why.append(
                self.say("why.scope_narrower", required=item.statement.clean[:40], offered=evidence[0].clean[:40])
            )
        self._compare_parts(index, findings, float(self.ranking.presence[index].max()))
        if item.statement.force == "must" and evidence[0].force in ("should", "may"):
            findings.notes.append("commitment_softer")
        return findings

    def _compare_figures(self, index: int, evidence: list[Statement], findings: Findings) -> None:
        wanted = [target for target in self.items[index].statement.targets if target.kind == "target"]
        for required in wanted:
            pair = self._answer(required, evidence)
            if pair is None and any(answered_in_words(required, offered) for offered in evidence):
                continue
            pair = pair or self._counted(index, required, findings)
            if pair is None:
                findings.gaps.append("target_absent")
                findings.why.append(self.say("why.target_absent", required=printed(required, self.say)))
            else:
                self._note_figure(pair, findings)

    def _answer(self, required: Target, evidence: list[Statement]) -> FigurePair | None:
        """Return the figure that answers a required one: the surest passage's, else one of the same indicator."""
        incomparable = None
        for place, offered in enumerate(evidence):
            pair = best_figure(required, offered, self.units) or frequency_figure(required, offered, self.units)
            if pair is None:
                if place == 0 and answered_in_words(required, offered):
                    return None
                continue
            alike = pair.offered is None or indicator_likeness(required, pair.offered) >= SAME_MATTER
            if pair.match.outcome == "not_comparable":
                incomparable = incomparable or pair
            elif place == 0 or alike:
                return pair
        return incomparable

    def _counted(self, index: int, required: Target, findings: Findings) -> FigurePair | None:
        """Count the calendar entries that speak of the matter: six drills over the months answer 每学期不少于3次."""
        if self.units.family(required.unit)[0] not in COUNTED_FAMILIES or required.period not in COUNTED_PERIODS:
            return None
        presence = self.ranking.presence[index]
        floor = max(self.rules.thresholds.calendar_entry, float(presence.max()) * self.rules.thresholds.calendar_share)
        entries = [
            (number, float(presence[number]))
            for number, offered in enumerate(self.offered)
            if offered.month is not None and presence[number] >= floor
        ]
        if not entries:
            return None
        offered = replace(required, comparator="=", value=float(len(entries)), value_to=None, period="school-year")
        findings.entries += entries
        findings.why.append(self.say("why.counted", count=len(entries)))
        return FigurePair(required, offered, compare(required, offered, self.units))

    def _note_figure(self, pair: FigurePair, findings: Findings) -> None:
        required = printed(pair.required, self.say)
        offered = printed(pair.offered, self.say) if pair.offered else required
        assumed = self.say("why.assumed", **self.units.periods) if pair.match.assumed and pair.offered else ""
        match pair.match.outcome:
            case "weaker":
                findings.gaps.append("target_weaker")
                findings.why.append(self.say("why.target_weaker", required=required, offered=offered) + assumed)
            case "not_comparable":
                findings.notes.append("not_comparable")
                findings.why.append(self.say("why.not_comparable", required=required, offered=offered))
            case "exceeded":
                findings.notes.append("target_exceeded")
                if pair.offered:
                    findings.why.append(self.say("why.target_exceeded", required=required, offered=offered) + assumed)

    def _compare_deadlines(self, item: RequiredItem, evidence: list[Statement], findings: Findings) -> None:
        wanted = last_day(item.due)
        if wanted is None or item.due is None:
            return
        dues = [due for offered in evidence if (due := _due(offered))]
        if not dues:
            if self.period_end is not None and (self.period_end - wanted).days <= self.rules.plan_end_grace_days:
                findings.notes.append("deadline_inherited")
            else:
                findings.gaps.append("deadline_absent")
                findings.why.append(self.say("why.deadline_absent", required=edtf(item.due, self.say)))
            return
        best = min(dues, key=lambda due: days_later(item.due, due) or 0)
        if (days_later(item.due, best) or 0) > self.rules.deadline_grace_days:
            findings.gaps.append("deadline_later")
            findings.why.append(
                self.say("why.deadline_later", required=edtf(item.due, self.say), offered=edtf(best, self.say))
            )

    def _compare_parts(self, index: int, findings: Findings, presence: float) -> None:
        """Look for every part of a requirement; one that nothing in the plan answers is missing.

        Where the requirement as a whole is plainly answered, a part must be farther off to count as missing.
        """
        floor = self.rules.thresholds.part * (PLAINLY_ANSWERED if presence >= EVEN else 1)
        for text, number in self.parts.get(index, []):
            best = float(self.ranking.presence[number].max())
            if best < floor:
                findings.gaps.append("part_missing")
                findings.why.append(self.say("why.part_missing", required=text))
                return

    # --- the result -------------------------------------------------------------------------------

    def _requirement(
        self,
        index: int,
        status: CoverageStatus | None,
        findings: Findings,
        evidence: list[tuple[int, float]],
        confidence: float,
        order: list[tuple[int, float]],
    ) -> Requirement:
        item = self.items[index]
        statement = item.statement
        chosen = {number for number, _ in evidence}
        rejected = [pair for pair in order if pair[0] not in chosen][: self.rules.candidates]
        if status is not None:
            sure = self.calibration.sure.get(status)
            confidence = sure.probability({"found": logit(confidence)}) if sure else confidence
        return Requirement(
            id=f"r{index + 1}",
            span=statement.span,
            text=statement.text,
            section=statement.section,
            force=statement.force,
            themes=statement.themes,
            target=target_value(_figure(statement)),
            due=item.due,
            applicable=status is not None,
            status=status,
            gaps=tuple(dict.fromkeys(findings.gaps)),
            notes=tuple(dict.fromkeys(findings.notes)),
            confidence=round(min(max(confidence, 0.0), 1.0), 3),
            why="".join(findings.why) if self.say.language == "zh" else " ".join(findings.why),
            evidence=tuple(self._shown(number, score) for number, score in evidence),
            candidates=tuple(
                self._rejected(statement, number, score, bool(evidence)) for number, score in rejected if status
            ),
            where=statement.where,
        )

    def _shown(self, number: int, score: float) -> Evidence:
        statement = self.offered[number]
        start, end = statement.span
        end = min(end, start + LONGEST_EVIDENCE)
        measure = statement.measure.id if statement.measure else None
        return Evidence((start, end), statement.text[: end - start], measure, round(score, 3), statement.where)

    def _rejected(self, required: Statement, number: int, score: float, found: bool) -> Candidate:
        statement = self.offered[number]
        wanted = _figure(required)
        if grades_conflict(required, statement):
            reason = self.say("why.other_grade")
        elif found:
            reason = self.say("why.less_close")
        elif wanted is not None and statement.targets and best_figure(wanted, statement, self.units) is None:
            reason = self.say("why.other_unit")
        elif self._contradicts(required, statement):
            reason = self.say("why.no_prohibition")
        else:
            reason = self.say("why.far", score=f"{score:.2f}")
        start, end = statement.span
        end = min(end, start + LONGEST_EVIDENCE)
        return Candidate((start, end), statement.text[: end - start], round(score, 3), reason, statement.where)


def _figure(statement: Statement) -> Target | None:
    return next((target for target in statement.targets if target.kind == "target"), None)


def _due(statement: Statement) -> str | None:
    """Return the deadline of a passage, else the month of the calendar row it stands in."""
    if statement.due and last_day(statement.due):
        return statement.due
    for date in statement.dates:
        if date.type in ("DATE", "RANGE") and date.role not in ("cited", "issued") and last_day(date.value):
            return date.value
    return statement.month


def _parts(items: list[RequiredItem]) -> tuple[dict[int, list[tuple[str, int]]], list[Passage]]:
    """Cut requirements into the parts that are looked for one by one: 建成心理辅导室，并配备…教师.

    Returns:
        For each item its parts with the number of their query, and the queries, which stand behind those of the items.
    """
    parts: dict[int, list[tuple[str, int]]] = {}
    queries: list[Passage] = []
    for index, item in enumerate(items):
        pieces = [piece.strip() for piece in _PARTS.split(item.statement.clean)]
        pieces = [piece for piece in pieces if len(piece) >= SHORTEST_PART]
        if len(pieces) < 2:
            continue
        parts[index] = []
        for piece in pieces:
            parts[index].append((piece, len(items) + len(queries)))
            queries.append(Passage(piece, item.statement.headings))
    return parts, queries


def target_value(target: Target | None) -> TargetValue | None:
    """Return the figure that a row carries."""
    if target is None:
        return None
    return TargetValue(
        indicator=target.indicator,
        comparator=target.comparator,
        value=target.value,
        unit=target.unit,
        value_to=target.value_to,
        indicator_id=target.indicator_id,
        scope=target.scope,
        period=target.period,
    )

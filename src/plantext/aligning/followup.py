"""Follow-up: what became of each promise of a plan, by what the summary says of it."""

from __future__ import annotations

from dataclasses import dataclass

from plantext.aligning.comparison import Units, units
from plantext.aligning.coverage import LOOKED_AT, OTHER_GRADES, OTHER_PEOPLE, target_value
from plantext.aligning.fields import best_figure, grades_conflict, printed, roles_conflict
from plantext.aligning.finding import calibration, competition, features, logit
from plantext.aligning.reported import FigureReader, ReportedFigure, totals
from plantext.aligning.requirements import query
from plantext.aligning.rules import Rules
from plantext.aligning.search import Ranking, Searcher
from plantext.aligning.statements import LONGEST_EVIDENCE, Statement, says
from plantext.aligning.times import days_later, last_day
from plantext.catalogue import Wording
from plantext.catalogue.wording import edtf, number
from plantext.extraction.cues import Cue
from plantext.lexicon import Lexicon
from plantext.model import (
    Candidate,
    Commitment,
    Evidence,
    FollowUpReason,
    FollowUpStatus,
    Reported,
    Target,
)

ENOUGH_ALIKE = 0.3
"""A reported figure whose indicator shares so much with the promised one may decide alone."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement on one commitment."""

    status: FollowUpStatus
    reason: FollowUpReason
    why: str
    confidence: float
    evidence: tuple[tuple[int, float], ...] = ()
    reported: Reported | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The statements found for a commitment, with their presence, by what they tell."""

    done: tuple[tuple[int, float], ...]
    problem: tuple[tuple[int, float], ...]
    undone: tuple[tuple[int, float], ...]
    intended: tuple[tuple[int, float], ...]

    def all(self) -> tuple[tuple[int, float], ...]:
        """Return all of them, the surest first."""
        return tuple(sorted(self.done + self.problem + self.undone + self.intended, key=lambda pair: -pair[1]))


def commitments(statements: list[Statement], rules: Rules, search: Searcher) -> list[Statement]:
    """Select a plan's promises: its measures and the rows of its indicator tables.

    Calendar entries that every school has (开学准备), or that only give the month of what the text promises, are left out.
    """
    chosen = []
    for statement in statements:
        routine = statement.month is not None and any(word in statement.clean for word in rules.routine)
        if statement.promised_row or (
            statement.measure is not None and not routine and not says(statement, Cue.POINTER)
        ):
            chosen.append(statement)
    body = [statement for statement in chosen if statement.month is None]
    entries = [statement for statement in chosen if statement.month is not None]
    if not body or not entries:
        return chosen
    ranking = search.rank([query(statement) for statement in entries], [query(statement) for statement in body])
    repeated = {
        statement.span
        for statement, presence in zip(entries, ranking.presence.max(axis=1), strict=True)
        if presence >= rules.thresholds.calendar_repeat
    }
    return [statement for statement in chosen if statement.span not in repeated]


class FollowUpJudge:
    """Judges the commitments of a plan by the statements of a summary."""

    def __init__(
        self,
        promises: list[Statement],
        told: list[Statement],
        search: Searcher,
        lexicon: Lexicon,
        rules: Rules,
        say: Wording,
    ) -> None:
        self.promises = promises
        self.told = told
        self.rules = rules
        self.say = say
        self.units: Units = units(lexicon)
        self.calibration = calibration(lexicon).followup
        self.figures = FigureReader(self.units, rules, totals(promises + told))
        self.ranking: Ranking = search.rank(
            [query(statement) for statement in promises], [query(statement) for statement in told]
        )
        self.competition = competition(self.ranking, len(self.promises))

    def judge(self, index: int, found: float | None = None) -> Commitment:
        """Return the judgement on one commitment; ``found`` overrides how surely it is told of (for calibration)."""
        order = self.reranked(index)
        if found is None:
            found = self.calibration.found.probability(self.features(index, order))
        verdict = self._verdict(index, order, found)
        promise = self.promises[index]
        chosen = {number for number, _ in verdict.evidence}
        rejected = [pair for pair in order if pair[0] not in chosen][: self.rules.candidates]
        sure = self.calibration.sure.get(verdict.status)
        confidence = sure.probability({"found": logit(verdict.confidence)}) if sure else verdict.confidence
        return Commitment(
            id=f"p{index + 1}",
            span=promise.span,
            text=promise.text,
            section=promise.section,
            themes=promise.themes,
            target=target_value(_promised(promise)),
            due=promise.due,
            status=verdict.status,
            reason=verdict.reason,
            reported=verdict.reported,
            confidence=round(min(max(confidence, 0.0), 1.0), 3),
            why=verdict.why,
            evidence=tuple(self._shown(number, score) for number, score in verdict.evidence),
            candidates=tuple(self._rejected(promise, number, score) for number, score in rejected),
            where=promise.where,
        )

    def features(self, index: int, order: list[tuple[int, float]]) -> dict[str, float]:
        """Return what the model of being found looks at for one promise."""
        promise = self.promises[index]
        wanted = _promised(promise)
        pair = (
            best_figure(wanted, self.told[order[0][0]], self.units, promised=False)
            if wanted is not None and order
            else None
        )
        return features(self.ranking, index, len(self.promises), order, len(promise.clean), figure=pair is not None)

    # --- which statements -------------------------------------------------------------------------

    def reranked(self, index: int) -> list[tuple[int, float]]:
        """Return the best statements with their presence, moved up or down by what their fields say."""
        promise = self.promises[index]
        wanted = _promised(promise)
        order = []
        for number_ in self.ranking.best(index, LOOKED_AT):
            told = self.told[number_]
            presence = float(self.ranking.presence[index, number_] * self.competition[index, number_])
            if grades_conflict(promise, told):
                presence *= OTHER_GRADES
            if roles_conflict(promise, told):
                presence *= OTHER_PEOPLE
            if wanted is not None and best_figure(wanted, told, self.units, promised=False) is not None:
                presence += (1 - presence) * 0.2
            order.append((number_, presence))
        return sorted(order, key=lambda pair: -pair[1])

    def _sorted(self, found: list[tuple[int, float]]) -> Found:
        """Sort statements by what they tell: done, a problem, not done, or only meant."""
        done, problem, undone, intended = [], [], [], []
        for pair in found:
            told = self.told[pair[0]]
            if says(told, Cue.UNDONE) and not told.row:
                undone.append(pair)
            elif told.standing == "intention" or (
                says(told, Cue.INTENTION)
                and not says(told, Cue.DONE)
                and told.clean.startswith(("将", "下一步", "拟", "计划", "准备", "今后", "下学"))
            ):
                intended.append(pair)
            elif told.standing == "problem":
                problem.append(pair)
            else:
                done.append(pair)
        return Found(tuple(done), tuple(problem), tuple(undone), tuple(intended))

    # --- the verdict ------------------------------------------------------------------------------

    def _verdict(self, index: int, order: list[tuple[int, float]], found: float) -> Verdict:
        threshold = self.rules.thresholds
        if not order or found < threshold.found:
            return Verdict("unreported", "not_mentioned", self.say("why.not_mentioned"), 1 - found)
        best = (order[0][0], found)
        kinds = self._sorted([pair for pair in order if pair[1] >= order[0][1] * threshold.second])
        evidence = self._evidence(kinds)
        if any(word in self.told[best[0]].clean for word in self.rules.opposites) and not self._ends_well(index):
            return Verdict("unmet", "opposite", self.say("why.opposite"), best[1], evidence)
        if not kinds.done:
            if kinds.undone or kinds.intended:
                key = "intention_only" if kinds.intended else "undone"
                return Verdict("unmet", "intention_only", self.say(f"why.{key}"), best[1], evidence)
            return Verdict("partial", "partly_done", self.say("why.partly_done"), best[1] * 0.8, evidence)
        figure = self._figure_verdict(index, kinds, best[1], evidence)
        if figure is not None:
            return figure
        return self._done_verdict(index, kinds, best[1], evidence)

    def _ends_well(self, index: int) -> bool:
        """Tell whether the promise itself was to stop something (取消周末补课): then 取消 is no opposite."""
        return any(word in self.promises[index].clean for word in self.rules.opposites)

    def _figure_verdict(
        self, index: int, kinds: Found, confidence: float, evidence: tuple[tuple[int, float], ...]
    ) -> Verdict | None:
        promise = self.promises[index]
        wanted = _promised(promise)
        if wanted is None:
            return None
        near = [self.told[number_] for number_, _ in kinds.done + kinds.problem]
        figures = self.figures.all(wanted, promise.clean, near)
        alike = [figure for figure in figures if figure.likeness >= ENOUGH_ALIKE] or figures[:1]
        if not alike:
            return None
        missed = [figure for figure in alike if not figure.met]
        shown = missed[0] if missed else alike[0]
        reported = Reported(shown.value, shown.unit)
        fields = {"required": printed(wanted, self.say), "offered": f"{number(shown.value, self.say)}{shown.unit}"}
        if not missed:
            return Verdict(
                "fulfilled", "figure_met", self.say("why.figure_met", **fields), confidence, evidence, reported
            )
        why = self.say("why.figure_missed", **fields)
        some = len(missed) < len(alike) or self._counts(wanted, shown)
        status: FollowUpStatus = "partial" if some else "unmet"
        return Verdict(status, "figure_missed", why, confidence, evidence, reported)

    def _counts(self, wanted: Target, shown: ReportedFigure) -> bool:
        """Tell whether part of a promise can be delivered: 4 of 6 lessons can, a rate of 93 % for 95 % cannot."""
        return self.units.family(wanted.unit)[0] not in ("percent", "points", "ratio") and shown.value > 0

    def _done_verdict(
        self, index: int, kinds: Found, confidence: float, evidence: tuple[tuple[int, float], ...]
    ) -> Verdict:
        promise = self.promises[index]
        due = promise.due
        told = [self.told[number_] for number_, _ in kinds.done[:2]]
        finished = [
            date.value
            for statement in told
            for date in statement.dates
            if date.type == "DATE" and last_day(date.value) and len(date.value) >= len("2023-10")
        ]
        if (
            due
            and finished
            and all((days_later(due, value) or 0) > self.rules.deadline_grace_days for value in finished)
        ):
            why = self.say("why.late", required=edtf(due, self.say), offered=edtf(finished[0], self.say))
            return Verdict("partial", "partly_done", why, confidence * 0.9, evidence)
        held_back = any(word in statement.clean for statement in told[:1] for word in self.rules.shortfall)
        if held_back or kinds.undone or kinds.problem:
            return Verdict("partial", "partly_done", self.say("why.partly_done"), confidence * 0.8, evidence)
        return Verdict("fulfilled", "done", self.say("why.done"), confidence, evidence)

    def _evidence(self, kinds: Found) -> tuple[tuple[int, float], ...]:
        found = kinds.all()
        floor = found[0][1] * self.rules.thresholds.second
        return tuple(pair for pair in found if pair[1] >= floor)[: self.rules.evidence_passages]

    # --- the result -------------------------------------------------------------------------------

    def _shown(self, index: int, score: float) -> Evidence:
        statement = self.told[index]
        start, end = statement.span
        end = min(end, start + LONGEST_EVIDENCE)
        measure = statement.measure.id if statement.measure else None
        return Evidence((start, end), statement.text[: end - start], measure, round(score, 3), statement.where)

    def _rejected(self, promise: Statement, index: int, score: float) -> Candidate:
        statement = self.told[index]
        key = "other_grade" if grades_conflict(promise, statement) else "far"
        if score >= self.rules.thresholds.found:
            key = "less_close"
        start, end = statement.span
        end = min(end, start + LONGEST_EVIDENCE)
        reason = self.say(f"why.{key}", score=f"{score:.2f}")
        return Candidate((start, end), statement.text[: end - start], round(score, 3), reason, statement.where)


def _promised(statement: Statement) -> Target | None:
    return next((target for target in statement.targets if target.kind == "target"), None)

"""Scoring coverage and follow-up: the status of each annotated row is that of the prediction that overlaps it most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from plantext.aligning import check_coverage, check_followup
from plantext.evaluation.figures import Confusion, Score, precision_recall_f1, share, status_scores
from plantext.evaluation.gold import GoldCommitment, GoldRequirement, quote_span, rows
from plantext.evaluation.matching import overlap
from plantext.lexicon import Lexicon
from plantext.model import Commitment, Requirement, Span
from plantext.pipeline import ReadFile, read_file
from plantext.reading import read

NOT_EXTRACTED = "(not extracted)"
STATUSES = {
    "coverage": ("covered", "partial", "missing"),
    "followup": ("fulfilled", "partial", "unmet", "unreported"),
}
LONGEST_EVIDENCE = 300
"""Longer evidence shows nothing and is not counted."""

LEAST_OVERLAP = 6
"""Characters that a prediction must share with a row (half of it, where it is shorter than twice this)."""

CALIBRATION_BINS = 5

Judgement = Requirement | Commitment
GoldRow = GoldRequirement | GoldCommitment


@dataclass(slots=True)
class Tally:
    """What is counted over all cases."""

    table: Counter[tuple[str, str]] = field(default_factory=Counter)
    evidence: Counter[str] = field(default_factory=Counter)
    calibration: list[tuple[float, bool]] = field(default_factory=list)
    details: int = 0
    details_right: int = 0
    not_extracted: int = 0
    spurious: int = 0
    predicted: int = 0
    mistakes: list[str] = field(default_factory=list)


def score_coverage(cases: Sequence[Path], lexicon: Lexicon) -> Score:
    """Score which requirements plans cover; ``detail_acc`` is how often a partial one has a right gap."""
    tally = Tally()
    for case in cases:
        directive, plan = (read_file(read(case / f"{name}.txt"), lexicon) for name in ("directive", "plan"))
        gold = rows(case / "coverage.jsonl", GoldRequirement)
        _count_case(tally, case, gold, check_coverage(plan, directive, lexicon).requirements, directive, plan)
    return _score("coverage", tally)


def score_followup(cases: Sequence[Path], lexicon: Lexicon) -> Score:
    """Score what became of commitments; ``detail_acc`` is how often a right status has the right reason."""
    tally = Tally()
    for case in cases:
        plan, summary = (read_file(read(case / f"{name}.txt"), lexicon) for name in ("plan", "summary"))
        gold = rows(case / "followup.jsonl", GoldCommitment)
        _count_case(tally, case, gold, check_followup(plan, summary, lexicon).commitments, plan, summary)
    return _score("followup", tally)


def _count_case(
    tally: Tally,
    case: Path,
    gold: Sequence[GoldRow],
    predicted: Sequence[Judgement],
    left: ReadFile,
    right: ReadFile,
) -> None:
    used: set[int] = set()
    for row in gold:
        span = quote_span(left.source.text, row.quote, case)
        shared = [overlap(span, item.span) for item in predicted]
        used.update(place for place, characters in enumerate(shared) if characters)
        best = max(range(len(predicted)), key=shared.__getitem__, default=None)
        enough = best is not None and shared[best] >= min(LEAST_OVERLAP, 0.5 * (span[1] - span[0])) and shared[best] > 0
        wanted = [quote_span(right.source.text, quote, case) for quote in row.evidence]
        _count_row(tally, case.name, row, predicted[best] if best is not None and enough else None, wanted)
    tally.spurious += len(predicted) - len(used)
    tally.predicted += len(predicted)


def _count_row(tally: Tally, case: str, row: GoldRow, given: Judgement | None, wanted: list[Span]) -> None:
    status: str = (given.status or "not_applicable") if given else NOT_EXTRACTED
    if status in row.accept:
        status = row.status
    tally.not_extracted += given is None
    tally.table[row.status, status] += 1
    evidence = [item.span for item in given.evidence] if given else []
    _count_evidence(tally, wanted, [span for span in evidence if span[1] - span[0] <= LONGEST_EVIDENCE])
    if given is not None:
        tally.calibration.append((given.confidence, status == row.status))
        detail_right = _detail_right(row, given, status)
        if detail_right is not None:
            tally.details += 1
            tally.details_right += detail_right
    if status != row.status:
        shown = " | ".join(item.text[:30] for item in given.evidence[:2]) if given else ""
        tally.mistakes.append(f"{case} {row.id} {row.status} → {status}: {row.quote[:50]} [{shown}]")


def _count_evidence(tally: Tally, wanted: list[Span], given: list[Span]) -> None:
    """Count evidence right where any given span overlaps any annotated one; a wrong one is both extra and missed."""
    hit = any(overlap(one, other) for one in wanted for other in given)
    tally.evidence["right"] += hit
    tally.evidence["extra"] += bool(given) and not hit
    tally.evidence["missed"] += bool(wanted) and not hit


def _detail_right(row: GoldRow, given: Judgement, status: str) -> bool | None:
    """Return whether gap or reason is right, None where it is not asked."""
    if isinstance(row, GoldRequirement) and isinstance(given, Requirement):
        return bool(set(row.gaps) & set(given.gaps)) if row.status == status == "partial" else None
    if isinstance(row, GoldCommitment) and isinstance(given, Commitment) and row.reason:
        return row.reason == given.reason if status == row.status else None
    return None


def _score(kind: Literal["coverage", "followup"], tally: Tally) -> Score:
    classes = status_scores(tally.table, STATUSES[kind])
    total, counts = sum(tally.table.values()), tally.evidence
    right = sum(tally.table[status, status] for status in STATUSES[kind])
    figures = {
        "f1_macro": sum(item.f1 for item in classes) / len(classes),
        "accuracy": share(right, total),
        "extracted": 1 - share(tally.not_extracted, total),
        "spurious": share(tally.spurious, tally.predicted),
        "evidence_f1": precision_recall_f1(counts["right"], counts["extra"], counts["missed"])[2],
        "detail_acc": share(tally.details_right, tally.details),
        "ece": calibration_error(tally.calibration),
    }
    table = tuple(Confusion(gold, given, count) for (gold, given), count in sorted(tally.table.items()))
    return Score(kind, total, figures, classes, table, tuple(tally.mistakes))


def calibration_error(calls: Sequence[tuple[float, bool]]) -> float:
    """Return the expected calibration error over five equal bins: how far confidence and share of right calls differ."""
    error = 0.0
    for number in range(CALIBRATION_BINS):
        inside = [call for call in calls if min(int(call[0] * CALIBRATION_BINS), CALIBRATION_BINS - 1) == number]
        if inside:
            confidence = sum(call[0] for call in inside) / len(inside)
            accuracy = sum(call[1] for call in inside) / len(inside)
            error += len(inside) / len(calls) * abs(confidence - accuracy)
    return error

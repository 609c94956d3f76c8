"""What an evaluation returns: figures a kind, per class, a confusion table and the mistakes themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from plantext.model import Record

Kind = Literal["documents", "furniture", "outline", "dates", "targets", "themes", "provenance", "coverage", "followup"]


@dataclass(frozen=True, slots=True)
class ClassScore(Record):
    """Precision, recall and F1 of one class (a status, a theme), and how many gold rows have it."""

    name: str
    precision: float
    recall: float
    f1: float
    count: int


@dataclass(frozen=True, slots=True)
class Confusion(Record):
    """How often a gold class was given as another one."""

    gold: str
    given: str
    count: int


@dataclass(frozen=True, slots=True)
class Score(Record):
    """How one kind of result fares.

    Attributes:
        kind: what was scored.
        rows: how many gold rows were looked at (for ``furniture`` files, for ``provenance`` items).
        figures: name → value; the main one first.
        classes: one row a class, where the kind has classes.
        confusion: gold class × given class, where the kind has classes that exclude each other.
        mistakes: one line a mistake, with file and quote.
    """

    kind: Kind
    rows: int
    figures: dict[str, float]
    classes: tuple[ClassScore, ...] = ()
    confusion: tuple[Confusion, ...] = ()
    mistakes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation(Record):
    """All scores of a run, with what they were measured with."""

    version: str
    lexicon: str
    folders: tuple[str, ...]
    scores: tuple[Score, ...]

    def score(self, kind: str) -> Score | None:
        """Return the score of a kind, None where nothing of it was annotated."""
        return next((score for score in self.scores if score.kind == kind), None)


def precision_recall_f1(right: int, extra: int, missed: int) -> tuple[float, float, float]:
    """Return precision, recall and F1 from counts; 0 where nothing was given or nothing was there."""
    precision = right / (right + extra) if right + extra else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def share(part: int, whole: int) -> float:
    """Return ``part / whole``, 0 where there is nothing."""
    return part / whole if whole else 0.0


def class_scores(counts: Mapping[str, tuple[int, int, int]], order: Iterable[str]) -> tuple[ClassScore, ...]:
    """Return one row a class from (right, extra, missed)."""
    return tuple(
        ClassScore(name, *precision_recall_f1(*counts[name]), counts[name][0] + counts[name][2]) for name in order
    )


def status_scores(table: Counter[tuple[str, str]], classes: tuple[str, ...]) -> tuple[ClassScore, ...]:
    """Return one row a status from counts of (gold, given)."""
    counts = {
        name: (
            table[name, name],
            sum(count for (gold, given), count in table.items() if given == name != gold),
            sum(count for (gold, given), count in table.items() if gold == name != given),
        )
        for name in classes
    }
    return class_scores(counts, classes)

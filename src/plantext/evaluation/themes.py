"""Scoring labels: themes, the primary theme and stages of lines."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from plantext.evaluation.figures import Score, class_scores, precision_recall_f1, share
from plantext.evaluation.gold import GoldLabels, rows
from plantext.model import LabelledLine
from plantext.normalising import Labeller

RIGHT, EXTRA, MISSED = range(3)


def score_themes(files: tuple[Path, ...], labels: Labeller) -> Score:
    """Score the labels of annotated lines; optional themes are neither rewarded nor punished."""
    gold = [row for file in files for row in rows(file, GoldLabels)]
    per_theme: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    stages = [0, 0, 0]
    primaries = primaries_right = exact = 0
    mistakes = []
    for row in gold:
        line = labels.label(row.text)
        given = [theme.id for theme in line.themes]
        counted = set(given) - (row.optional - row.themes)
        for theme in row.themes | counted:
            per_theme[theme][_outcome(theme, row.themes, counted)] += 1
        given_stages = {stage.id for stage in line.stages} - row.optional_stages
        for stage in row.stages | given_stages:
            stages[_outcome(stage, row.stages, given_stages)] += 1
        if row.primary:
            primaries += 1
            primaries_right += _primary_right(row, line)
        exact += counted == row.themes
        if counted != row.themes:
            mistakes.append(f"got {sorted(counted)} for {sorted(row.themes)}: {row.text[:60]}")
    right, extra, missed = (sum(counts[outcome] for counts in per_theme.values()) for outcome in range(3))
    precision, recall, f1 = precision_recall_f1(right, extra, missed)
    counts = {theme: (found[RIGHT], found[EXTRA], found[MISSED]) for theme, found in per_theme.items()}
    classes = class_scores(counts, sorted(counts))
    figures = {
        "f1_micro": f1,
        "precision": precision,
        "recall": recall,
        "f1_macro": sum(item.f1 for item in classes) / len(classes) if classes else 0.0,
        "primary_acc": share(primaries_right, primaries),
        "exact": share(exact, len(gold)),
        "stages_f1": precision_recall_f1(stages[RIGHT], stages[EXTRA], stages[MISSED])[2],
    }
    return Score("themes", len(gold), figures, classes, mistakes=tuple(mistakes))


def _outcome(label: str, gold: frozenset[str], given: set[str]) -> int:
    if label not in gold:
        return EXTRA
    return RIGHT if label in given else MISSED


def _primary_right(row: GoldLabels, line: LabelledLine) -> bool:
    return bool(line.themes) and line.themes[0].id in (row.primary, *row.accept_primary)

"""An evaluation as plain text, and floors that its figures must reach."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import click

from plantext.evaluation import Evaluation, Score


@dataclass(frozen=True, slots=True)
class Floor:
    """A figure and the least value that is accepted."""

    kind: str
    name: str
    least: float

    def value(self, evaluation: Evaluation) -> float | None:
        """Return the figure, None where it was not measured."""
        score = evaluation.score(self.kind)
        return None if score is None else score.figures.get(self.name)

    def is_met(self, evaluation: Evaluation) -> bool:
        """Tell whether the figure was measured and reaches the floor."""
        value = self.value(evaluation)
        return value is not None and value >= self.least

    def complaint(self, evaluation: Evaluation) -> str:
        """Return the line that tells what falls short."""
        value = self.value(evaluation)
        return f"{self.kind}.{self.name} {'—' if value is None else format(value, '.3f')} < {self.least:g}"


def floor(text: str) -> Floor:
    """Read ``coverage.f1_macro=0.7``.

    Raises:
        click.UsageError: it is written differently.
    """
    figure, _, least = text.partition("=")
    kind, _, name = figure.partition(".")
    try:
        value = float(least)
        if math.isnan(value):
            raise ValueError(least)
        return Floor(kind, name, value)
    except ValueError as error:
        raise click.UsageError(f"--floor {text}: KIND.NAME=VALUE") from error


def board(evaluation: Evaluation, mistakes: int) -> str:
    """Return all scores as text, with the first mistakes of each kind."""
    lines = [f"plantext {evaluation.version}, lexicons {evaluation.lexicon[:12]}, {', '.join(evaluation.folders)}"]
    for score in evaluation.scores:
        lines += ["", *_score_lines(score, mistakes)]
    return "\n".join(lines) + "\n"


def _score_lines(score: Score, mistakes: int) -> Iterator[str]:
    figures = "  ".join(f"{name} {value:.3f}" for name, value in score.figures.items())
    yield f"{score.kind} ({score.rows})"
    yield f"  {figures}"
    for item in score.classes:
        yield (
            f"  {item.name:13s} precision {item.precision:.3f}  recall {item.recall:.3f}  f1 {item.f1:.3f}"
            f"  rows {item.count}"
        )
    if score.confusion:
        yield "  annotated → given:"
        for entry in score.confusion:
            yield f"    {entry.gold:11s} → {entry.given:15s} {entry.count:4d}"
    for mistake in score.mistakes[:mistakes]:
        yield f"    {mistake}"
    if mistakes and len(score.mistakes) > mistakes:
        yield f"    … {len(score.mistakes) - mistakes} more"

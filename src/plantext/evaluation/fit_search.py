"""Fit the numbers of the evidence search on annotated cases: ``python -m plantext.evaluation.fit_search CASE… [-o FILE]``.

Two things are fitted, both with non-negative weights that a person can read:

- the channels' weights of the ranking: a passage with gold evidence should win among all passages of its document;
- the presence: a logistic model of the best passages of each row, evidence or not.

Each is judged leave-one-case-out: what is printed for a case comes from weights fitted on the others. What is written comes
from all cases given.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from plantext.aligning.search import Presence, Ranking, Searcher, SearchWeights, searcher
from plantext.evaluation.retrieval import SIDES, Questions, figures, questions
from plantext.lexicon import builtin, builtin_folder

Doubles = npt.NDArray[np.float64]

RANKING = (
    "duty",
    "linear",
    "latent",
    "posterior",
    "characters",
    "words",
    "concepts",
    "title",
    "headings",
    "length",
    "statement",
)
PRESENCE = ("sharp", "words", "concepts", "length")
RANKING_PENALTY = 3.0
PRESENCE_PENALTY = 2.0
LOOKED_AT = 3
"""So many of a row's best passages teach what presence is."""
STEPS, PACE = 1500, 0.03


Slope = Callable[[Doubles], Doubles]


@dataclass(frozen=True, slots=True)
class Case:
    """One task of one case with what the channels say; ``channels`` has shape ``(channel, queries, passages)``."""

    questions: Questions
    channels: dict[str, Doubles]

    def stack(self, names: Sequence[str]) -> Doubles:
        """Return the named channels, shape ``(queries, passages, channels)``."""
        return np.stack([self.channels[name] for name in names], axis=-1)


def read_cases(folders: Sequence[Path], search: Searcher) -> list[Case]:
    """Read all tasks of the cases and ask all channels."""
    lexicon = builtin()
    asked = [found for folder in folders for task in SIDES if (found := questions(folder, task, lexicon))]
    return [
        Case(one, {k: v.astype(np.float64) for k, v in search.channels(one.queries, one.passages).items()})
        for one in asked
    ]


def fit_ranking(cases: Sequence[Case]) -> dict[str, float]:
    """Fit the channels' weights: softmax over the passages of each row that has evidence."""
    rows = [
        (features[row], case.questions.relevant[row])
        for case in cases
        for features in [case.stack(RANKING)]
        for row in range(len(case.questions.rows))
        if case.questions.relevant[row].any()
    ]
    spread = _spread(np.concatenate([features for features, _ in rows]))

    def slope(weights: Doubles) -> Doubles:
        total = np.zeros_like(weights)
        for features, relevant in rows:
            scaled = features / spread
            chances = _softmax(scaled @ weights)
            right = chances * relevant
            total += scaled.T @ (chances - right / max(right.sum(), 1e-12))
        mean: Doubles = (total + 2 * RANKING_PENALTY * weights) / len(rows)
        return mean

    weights = _descend(slope, np.full(len(RANKING), 0.5), np.ones(len(RANKING), dtype=bool)) / spread
    return {name: round(float(weight), 2) for name, weight in zip(RANKING, weights, strict=True)}


def fit_presence(cases: Sequence[Case], channels: dict[str, float]) -> Presence:
    """Fit the presence on the best passages of each row; what the other side forbids or contradicts is left out."""
    pairs, answers = [], []
    for case in cases:
        score = _score(case, channels)
        features = case.stack(PRESENCE)
        for row in np.flatnonzero(case.questions.met >= 0):
            for place in np.argsort(-score[row], kind="stable")[:LOOKED_AT]:
                pairs.append(features[row, place])
                answers.append(case.questions.relevant[row, place])
    table, right = np.array(pairs), np.array(answers, dtype=np.float64)
    spread = _spread(table)
    inputs = np.hstack([table / spread, np.ones((len(table), 1))])

    def slope(weights: Doubles) -> Doubles:
        wrong = 1 / (1 + np.exp(-(inputs @ weights))) - right
        penalty = np.append(2 * PRESENCE_PENALTY * weights[:-1], 0)
        mean: Doubles = (inputs.T @ wrong + penalty) / len(right)
        return mean

    bounded = np.append(np.ones(len(PRESENCE), dtype=bool), False)
    weights = _descend(slope, np.zeros(len(PRESENCE) + 1), bounded)
    named = zip(PRESENCE, weights[:-1] / spread, strict=True)
    return Presence(round(float(weights[-1]), 2), {name: round(float(weight), 2) for name, weight in named})


def _descend(slope: Slope, start: Doubles, bounded: npt.NDArray[np.bool_]) -> Doubles:
    """Walk down with momentum and a step size of its own for each weight (Adam); bounded weights stay non-negative."""
    weights, first, second = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, STEPS + 1):
        down = slope(weights)
        first = 0.9 * first + 0.1 * down
        second = 0.999 * second + 0.001 * down**2
        pace = PACE * (1 - step / STEPS)
        weights = weights - pace * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-9)
        weights = np.where(bounded, np.maximum(weights, 0), weights)
    return weights


def _spread(table: Doubles) -> Doubles:
    spread: Doubles = table.reshape(-1, table.shape[-1]).std(axis=0)
    return np.where(spread > 0, spread, 1.0)


def _softmax(odds: Doubles) -> Doubles:
    raised = np.exp(odds - odds.max())
    chances: Doubles = raised / raised.sum()
    return chances


def _score(case: Case, channels: dict[str, float]) -> Doubles:
    total: Doubles = case.stack(tuple(channels)) @ np.array(list(channels.values()))
    return total


def _ranking(case: Case, weights: SearchWeights) -> Ranking:
    odds = weights.presence.bias + _score(case, weights.presence.weights)
    score = _score(case, weights.channels)
    return Ranking(score.astype(np.float32), (1 / (1 + np.exp(-odds))).astype(np.float32), {})


def fit(cases: Sequence[Case]) -> SearchWeights:
    """Fit both on the given cases."""
    channels = fit_ranking(cases)
    return SearchWeights(channels, fit_presence(cases, channels))


def left_out(cases: Sequence[Case]) -> list[Ranking]:
    """Rank each case by weights fitted on the other cases."""
    names = sorted({case.questions.case for case in cases})
    weights = {name: fit([case for case in cases if case.questions.case != name]) for name in names}
    return [_ranking(case, weights[case.questions.case]) for case in cases]


def written(weights: SearchWeights, command: str) -> str:
    """Return the weights as the text of ``weights.yaml``."""
    lines = [
        "# Fitted, not written by hand: the numbers of the evidence search (plantext/aligning/search.py says what each channel",
        "# means). Every channel lies between 0 and 1; none is a gate.",
        "# Fitted with:",
        f"#   {command}",
        "",
        "search:",
        "  # what each channel counts in the ranking score",
        "  channels:",
        *(f"    {name}: {weight}" for name, weight in weights.channels.items()),
        "  # probability that a passage speaks of the query's matter: logistic of these",
        "  presence:",
        f"    bias: {weights.presence.bias}",
        "    weights:",
        *(f"      {name}: {weight}" for name, weight in weights.presence.weights.items()),
    ]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, print the figures leave-one-case-out, write the weights."""
    parser = argparse.ArgumentParser(prog="python -m plantext.evaluation.fit_search", description=__doc__)
    parser.add_argument("cases", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=builtin_folder() / "weights.yaml")
    options = parser.parse_args(arguments)
    cases = read_cases(options.cases, searcher(builtin()))
    rankings = left_out(cases)
    for task in SIDES:
        chosen = [number for number, case in enumerate(cases) if case.questions.task == task]
        if chosen:
            found = figures([cases[number].questions for number in chosen], [rankings[number] for number in chosen])
            sys.stdout.write(f"{task}, each case left out: {found}\n")
    names = " ".join(folder.name for folder in options.cases)
    text = written(fit(cases), f"python -m plantext.evaluation.fit_search {names}")
    options.output.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

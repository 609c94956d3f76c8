"""Found or not found: how sure it is that the other document speaks of a requirement or a promise at all.

The presence of a single pair says too little: a vague requirement is near to everything, and a passage that answers a
sibling better answers this one less. A small logistic model over a few readable features decides; its weights stand in
``lexicons/calibration.yaml`` with the command that fitted them and the cases they were fitted on.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from plantext.aligning.search import Ranking
from plantext.lexicon import Lexicon
from plantext.normalising.ngrams import Floats

FEATURES = ("best", "margin", "rival", "characters", "words", "duty", "posterior", "figure", "length", "kinship")
EDGE = 1e-4
RIVALRY = 0.5
"""How strongly siblings compete for a passage: 0 not at all, 1 in proportion to their presence."""

BELONGING = -1.2
"""Documents that belong together lie above this mean log odds (cases: -1.4 to 0.1, foreign ones -1.3 to -2.4).

Fitting even better says nothing more about a single requirement.
"""


@dataclass(frozen=True, slots=True)
class Logistic:
    """``1 / (1 + exp(-(bias + sum of weight times feature)))``."""

    bias: float = 0.0
    weights: dict[str, float] = field(default_factory=dict)

    def probability(self, features: dict[str, float]) -> float:
        """Return the probability for a row of features by name; one that is not given counts 0."""
        odds = self.bias + sum(weight * features.get(name, 0.0) for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


@dataclass(frozen=True, slots=True)
class TaskCalibration:
    """For one task: the model of being found, and for each status how sure a verdict of it is.

    ``sure`` maps the probability of being found (for missing: of not being found) to the probability that the verdict
    is right.
    """

    found: Logistic = Logistic(-0.5, {"best": 1.0})
    sure: dict[str, Logistic] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Calibration:
    """The shape of ``calibration.yaml``."""

    coverage: TaskCalibration = TaskCalibration()
    followup: TaskCalibration = TaskCalibration()
    fitted: dict[str, str] = field(default_factory=dict)


def calibration(lexicon: Lexicon) -> Calibration:
    """Return the calibration of a lexicon."""
    return lexicon.get("calibration", Calibration)


def features(
    ranking: Ranking, row: int, rows: int, order: list[tuple[int, float]], length: int, *, figure: bool
) -> dict[str, float]:
    """Return what the model looks at for one requirement.

    Args:
        ranking: scores of all pairs.
        row: the requirement.
        rows: how many of the ranking's first rows are requirements (parts of requirements stand behind them).
        order: its best passages with their presence after the fields were looked at, best first.
        length: characters of the requirement.
        figure: whether the best passage carries a figure that can be compared with the required one.
    """
    if not order:
        return dict.fromkeys(FEATURES, 0.0) | {"best": logit(0.0)}
    best, presence = order[0]
    rivals = np.delete(ranking.presence[:rows, best], row) if rows > 1 else np.zeros(1)
    channels = ranking.channels
    return {
        "best": logit(presence),
        "margin": logit(presence) - logit(order[2][1] if len(order) > 2 else 0.0),
        "rival": max(0.0, logit(float(rivals.max())) - logit(presence)),
        "characters": float(channels["characters"][row, best]),
        "words": float(channels["words"][row, best]),
        "duty": float(channels["duty"][row, best]),
        "posterior": float(channels["posterior"][row, best]),
        "figure": float(figure),
        "length": math.log(max(length, 1)),
        "kinship": kinship(ranking, rows),
    }


def competition(ranking: Ranking, rows: int) -> Floats:
    """Return by what each presence is scaled because a sibling fits the passage better, shape ``(rows, passages)``.

    ``实习责任险由学校统一买`` answers the requirement of insurance, not every requirement of internships: two of three wrong
    finds are passages that belong to a sibling (../shared/research/alignment.md, section 4a).
    """
    presence = ranking.presence[:rows]
    scaled: Floats = (presence / np.maximum(presence.max(axis=0, keepdims=True), EDGE)) ** RIVALRY
    return scaled


def kinship(ranking: Ranking, rows: int) -> float:
    """Return how well the two documents fit altogether: the mean log odds of each row's best presence.

    A plan written for a directive answers most of it; in a foreign one single passages are near by chance.
    """
    mean = float(np.mean([logit(float(best)) for best in ranking.presence[:rows].max(axis=1)]))
    return min(mean, BELONGING)


def logit(probability: float) -> float:
    """Return the log odds, kept finite."""
    clipped = min(max(probability, EDGE), 1 - EDGE)
    return math.log(clipped / (1 - clipped))

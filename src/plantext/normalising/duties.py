"""The duty space: which typical duties of school work a text speaks of, found by the phrasebook's sayings.

A directive says 不得布置书面家庭作业, a teacher says 放学后不留笔头任务: no character of the matter is shared, yet both are near
to sayings of one duty in `lexicons/phrasebook`. A text is placed in this space in two ways:

- by *exemplars*: cosine of its character runs (TF-IDF) with each saying; a duty's score is the mean of its three best;
- by a *linear model* over duties, fitted by ``python -m plantext.normalising.train``, whose posterior names the duty.

Both need numpy alone. The model file ``duties.npz`` is made by the same command, and is the same bytes from the same phrasebook.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from plantext.errors import PlantextError
from plantext.lexicon import Lexicon
from plantext.normalising.ngrams import Codes, Floats, Integers, columns, distinct, grams

MODEL_FILE = "duties.npz"
BEST_SAYINGS = 3
"""A duty's exemplar score is the mean of so many best similarities to its sayings."""
NEAREST_DUTIES = 8
"""A text is described by so many nearest duties."""
LIKELY_DUTIES = 32
"""The posterior is kept for so many likeliest duties."""
BATCH = 64
"""Texts worked on at once: the table of similarities (64 by 16,000 sayings) then fits into the cache's neighbourhood."""
SHARPNESS = 24.0
"""What turns the linear scores (cosines) into a posterior."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A typical duty of school work: its id, themes (the first is its own), stage, and one plain sentence."""

    id: str
    themes: tuple[str, ...]
    stage: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class DutyReading:
    """Where ``n`` texts stand in the duty space; duties are indexes into `DutyModel.duties`, -1 where there are fewer.

    Attributes:
        nearest: shape ``(n, 8)``, the duties with the best exemplar score, best first.
        closeness: shape ``(n, 8)``, their exemplar scores, 0..1 (not squared).
        likely: shape ``(n, 32)``, the duties with the highest posterior, best first.
        posterior: shape ``(n, 32)``, their probabilities.
        best: shape ``(n,)``, the raw similarity to the nearest saying of all, 0..1: how much is known of the text at all.
    """

    nearest: Integers
    closeness: Floats
    likely: Integers
    posterior: Floats
    best: Floats

    def __len__(self) -> int:
        return len(self.best)


class DutyModel:
    """The phrasebook as numbers.

    Args:
        path: the model file.

    Raises:
        PlantextError: ``lexicon`` where the file is missing or damaged.
    """

    def __init__(self, path: Path) -> None:
        try:
            with np.load(path, allow_pickle=False) as stored:
                arrays = {name: stored[name] for name in stored.files}
            self._unpack(arrays)
        except (OSError, ValueError, KeyError) as error:
            raise PlantextError("lexicon", str(path), f"{error}; python -m plantext.normalising.train") from error

    def _unpack(self, arrays: dict[str, npt.NDArray[np.generic]]) -> None:
        self.vocabulary: Codes = np.cumsum(arrays["vocabulary"], dtype=np.uint64)
        spread = arrays["spread"].astype(np.int64)
        self.ends = np.cumsum(spread)
        self.starts = self.ends - spread
        self.spread = spread
        self.postings = arrays["postings"].astype(np.int64)
        per_duty = arrays["per_duty"].astype(np.int64)
        self.sayings = int(per_duty.sum())
        self.first_saying = np.cumsum(per_duty) - per_duty
        self.weights: Floats = (np.log((1 + self.sayings) / (1 + spread)) + 1).astype(np.float32)
        squares = np.bincount(self.postings, np.repeat(self.weights**2, spread), minlength=self.sayings)
        self.scale: Floats = (1 / np.sqrt(np.maximum(squares, 1e-9))).astype(np.float32)
        self.duty_scale = arrays["duty_scale"].astype(np.float32)
        lines = bytes(arrays["duties"].astype(np.uint8)).decode("utf-8").split("\n")
        self.duties = tuple(_duty(line) for line in lines)
        self.index = {duty.id: number for number, duty in enumerate(self.duties)}

    def read(self, texts: Sequence[str]) -> DutyReading:
        """Place texts in the duty space."""
        rows, cells = distinct(*self._cells(texts), len(self.vocabulary))
        bounds = np.searchsorted(rows, np.arange(0, len(texts) + BATCH, BATCH))
        parts = [
            self._batch(rows[low:high] - number * BATCH, cells[low:high], min(BATCH, len(texts) - number * BATCH))
            for number, (low, high) in enumerate(itertools.pairwise(bounds))
            if number * BATCH < len(texts)
        ]
        if not parts:
            parts = [self._batch(rows, cells, 0)]
        return DutyReading(*(np.concatenate([getattr(part, name) for part in parts]) for name in DutyReading.__slots__))

    def duties_of(self, text: str, most: int = 5) -> list[tuple[str, float]]:
        """Return the likeliest duties of a text with their probabilities, for showing."""
        reading = self.read([text])
        return [
            (self.duties[duty].id, round(float(chance), 4))
            for duty, chance in zip(reading.likely[0, :most], reading.posterior[0, :most], strict=True)
            if duty >= 0
        ]

    def _cells(self, texts: Sequence[str]) -> tuple[Integers, Integers]:
        rows, codes = grams(texts)
        return rows, columns(codes, self.vocabulary)

    def _batch(self, rows: Integers, cells: Integers, count: int) -> DutyReading:
        table = self._similarities(rows, cells, count)
        best = np.maximum.reduceat(table, self.first_saying, axis=1)
        linear = np.add.reduceat(table, self.first_saying, axis=1) * self.duty_scale
        nearest = _largest(best, 4 * NEAREST_DUTIES)
        closeness = self._mean_of_best(table, nearest)
        order = _largest(closeness, NEAREST_DUTIES)
        nearest, closeness = np.take_along_axis(nearest, order, 1), np.take_along_axis(closeness, order, 1)
        likely = _largest(linear, LIKELY_DUTIES)
        odds = np.exp(SHARPNESS * (linear - linear.max(axis=1, keepdims=True, initial=0)))
        posterior = np.take_along_axis(odds / odds.sum(axis=1, keepdims=True), likely, 1)
        return DutyReading(nearest, closeness, likely, posterior.astype(np.float32), best.max(axis=1, initial=0))

    def _similarities(self, rows: Integers, cells: Integers, count: int) -> Floats:
        """Return the cosine of each text with each saying, shape ``(count, sayings)``."""
        weights = self.weights[cells]
        lengths = np.sqrt(np.bincount(rows, weights**2, minlength=count))
        spread = self.spread[cells]
        offsets = np.arange(spread.sum()) - np.repeat(np.cumsum(spread) - spread, spread)
        hits = self.postings[np.repeat(self.starts[cells], spread) + offsets] + np.repeat(rows * self.sayings, spread)
        table = np.bincount(hits, np.repeat(weights**2, spread), minlength=count * self.sayings)
        scaled = table.reshape(count, self.sayings).astype(np.float32) * self.scale
        scaled /= np.maximum(lengths, 1e-9).astype(np.float32)[:, None]
        return scaled

    def _mean_of_best(self, table: Floats, chosen: Integers) -> Floats:
        """Return the mean of the three best similarities to each chosen duty's sayings, shape of ``chosen``."""
        sizes = np.diff(np.append(self.first_saying, self.sayings))
        places = self.first_saying[chosen][:, :, None] + np.arange(sizes.max())
        inside = np.arange(sizes.max()) < sizes[chosen][:, :, None]
        values = np.where(inside, table[np.arange(len(table))[:, None, None], np.minimum(places, self.sayings - 1)], 0)
        kept = min(BEST_SAYINGS, values.shape[2])
        top: Floats = np.partition(values, -kept, axis=2)[:, :, -kept:]
        means: Floats = top.mean(axis=2, dtype=np.float32)
        return means


def duty_model(lexicon: Lexicon) -> DutyModel:
    """Return the duty model of a lexicon (the last folder that has one wins), loaded once."""
    built: DutyModel = lexicon.memo("duties", _load)
    return built


def _load(lexicon: Lexicon) -> DutyModel:
    for folder in reversed(lexicon.folders):
        if (folder / MODEL_FILE).is_file():
            return DutyModel(folder / MODEL_FILE)
    return DutyModel(lexicon.folders[0] / MODEL_FILE)


def _duty(line: str) -> Duty:
    name, themes, stage, sentence = line.split("\t")
    return Duty(name, tuple(themes.split(",")), stage or None, sentence)


def _largest(table: Floats, count: int) -> Integers:
    """Return the columns of the ``count`` largest values of each row, largest first (the lower column where equal)."""
    count = min(count, table.shape[1])
    chosen = np.sort(np.argpartition(-table, count - 1, axis=1)[:, :count], axis=1)
    order = np.argsort(-np.take_along_axis(table, chosen, 1), axis=1, kind="stable")
    return np.take_along_axis(chosen, order, 1)

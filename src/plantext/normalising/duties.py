"""The duty space: which typical duties of school work a text speaks of, found by the phrasebook's sayings.

A directive says 不得布置书面家庭作业, a teacher says 放学后不留笔头任务: no character of the matter is shared, yet both are near
to sayings of one duty in `lexicons/phrasebook`. A text is placed in this space in three ways:

- by *exemplars*: cosine of its character runs (TF-IDF) with each saying; a duty's score is the mean of its three best;
- by a *linear model*: the cosines with the duties' centres, mapped by a ridge regression to the duty that is meant. It learned
  from sayings that were left out of their own centre, so it knows which duties borrow each other's words;
- by *latent* directions: the same cosines in the main directions in which duties differ, so that 娃娃 and 学生 come together.

All need numpy alone. The model file ``duties.npz`` is made by ``python -m plantext.normalising.train``, and is the same bytes
from the same phrasebook.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
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
COMMON_SHARE, LEAST_COMMON = 0.15, 20
"""A run that more than this share of the duties use, and more than so many, is common."""
BATCH = 32
"""Texts worked on at once: the table of similarities (32 by 16,000 sayings) then fits into the cache."""
SHARPNESS = 100.0
"""What turns the linear scores into probabilities; chosen on sayings left out: of those
named with probability p, a share of p is right."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A typical duty of school work: its id, themes (the first is its own), stage, and one plain sentence."""

    id: str
    themes: tuple[str, ...]
    stage: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class DutyReading:
    """Where ``n`` texts stand in the duty space; duties are indexes into `DutyModel.duties`.

    Attributes:
        nearest: shape ``(n, 8)``, the duties with the best exemplar score, best first.
        closeness: shape ``(n, 8)``, their exemplar scores, 0..1.
        linear: shape ``(n, duties)``, the scores of the linear model.
        centres: shape ``(n, duties)``, the cosines with the duties' centres, from which both models start.
        latent: shape ``(n, directions)``, unit vectors (0 for a text that shares nothing with the phrasebook).
        best: shape ``(n,)``, the raw similarity to the nearest saying of all, 0..1: how much is known of the text at all.
    """

    nearest: Integers
    closeness: Floats
    linear: Floats
    centres: Floats
    latent: Floats
    best: Floats

    def __len__(self) -> int:
        return len(self.best)

    def posterior(self) -> Floats:
        """Return how probable each duty is for each text, shape ``(n, duties)``."""
        odds = np.exp(SHARPNESS * (self.linear - self.linear.max(axis=1, keepdims=True, initial=-1)))
        chances: Floats = (odds / odds.sum(axis=1, keepdims=True)).astype(np.float32)
        return chances


class DutyModel:
    """The phrasebook as numbers.

    Args:
        arrays: the model file's arrays, as `plantext.normalising.train` makes them.
    """

    def __init__(self, arrays: Mapping[str, npt.NDArray[np.generic]]) -> None:
        lines = bytes(arrays["duties"].astype(np.uint8)).decode("utf-8").split("\n")
        self.duties = tuple(_duty(line) for line in lines)
        self.index = {duty.id: number for number, duty in enumerate(self.duties)}
        self.vocabulary: Codes = np.cumsum(arrays["vocabulary"], dtype=np.uint64)
        spread = arrays["spread"].astype(np.int64)
        self.starts = np.cumsum(spread) - spread
        self.spread = spread
        self.postings = arrays["postings"].astype(np.int64)
        per_duty = arrays["per_duty"].astype(np.int64)
        self.sayings = int(per_duty.sum())
        # Where a saying stands in a table of shape (most sayings of a duty, duties): sums over a duty are then fast.
        rank = np.arange(self.sayings) - np.repeat(np.cumsum(per_duty) - per_duty, per_duty)
        self.slots = int(per_duty.max())
        self.cells_of_sayings = rank * len(per_duty) + np.repeat(np.arange(len(per_duty)), per_duty)
        self.weights: Floats = run_weights(arrays["duty_spread"].astype(np.int64), len(per_duty))
        squares = np.bincount(self.postings, np.repeat(self.weights**2, spread), minlength=self.sayings)
        self.scale: Floats = (1 / np.sqrt(np.maximum(squares, 1e-9))).astype(np.float32)
        self.duty_scale: Floats = arrays["duty_scale"].astype(np.float32)
        self.common_place, self.common = self._common(arrays["duty_spread"].astype(np.int64), per_duty)
        self.linear: Floats = _restored(arrays, "linear")
        self.linear[np.diag_indices(len(per_duty))] += arrays["linear_own"].astype(np.float32)
        self.latent: Floats = _restored(arrays, "latent")

    def _common(self, duty_spread: Integers, per_duty: Integers) -> tuple[Integers, Floats]:
        """Sum up what common runs give to the duties' centres.

        The few runs that a good part of the duties share (学, 师, 每) make most of the work and tell no two sayings of a duty
        apart; they count for the centres alone.

        Returns:
            for each run of the vocabulary its row, -1 for the others; shape ``(common runs, duties)``.
        """
        common = np.flatnonzero(duty_spread > max(COMMON_SHARE * len(per_duty), LEAST_COMMON))
        place = np.full(len(duty_spread), -1, dtype=np.int64)
        place[common] = np.arange(len(common))
        duty_of = np.repeat(np.arange(len(per_duty)), per_duty)
        hits, runs = self._postings_of(common)
        cells = runs * len(per_duty) + duty_of[hits]
        sums = np.bincount(cells, self.scale[hits], minlength=len(common) * len(per_duty))
        table = sums.reshape(len(common), len(per_duty)) * self.weights[common, None] ** 2 * self.duty_scale
        return place, table.astype(np.float32)

    def _postings_of(self, cells: Integers) -> tuple[Integers, Integers]:
        """Return the sayings that hold the given runs, and for each which of the given it is."""
        spread = self.spread[cells]
        offsets = np.arange(spread.sum()) - np.repeat(np.cumsum(spread) - spread, spread)
        owner = np.repeat(np.arange(len(cells)), spread)
        return self.postings[self.starts[cells][owner] + offsets], owner

    def read(self, texts: Sequence[str]) -> DutyReading:
        """Place texts in the duty space."""
        count = len(texts)
        rows, codes = grams(texts)
        rows, cells = distinct(rows, columns(codes, self.vocabulary), len(self.vocabulary))
        lengths = np.sqrt(np.bincount(rows, self.weights[cells] ** 2, minlength=count))
        lengths = np.maximum(lengths, 1e-9).astype(np.float32)[:, None]
        common = self.common_place[cells] >= 0
        shared: Floats = np.zeros((count, len(self.common)), dtype=np.float32)
        shared[rows[common], self.common_place[cells[common]]] = 1
        rows, cells = rows[~common], cells[~common]
        bounds = np.searchsorted(rows, np.arange(0, count + BATCH, BATCH))
        batches = [
            self._batch(rows[low:high] - first, cells[low:high], lengths[first : first + BATCH])
            for first, (low, high) in zip(range(0, max(count, 1), BATCH), itertools.pairwise(bounds), strict=False)
        ] or [self._batch(rows, cells, lengths)]
        nearest, closeness, best, sums = (np.concatenate(parts) for parts in zip(*batches, strict=True))
        centres: Floats = sums * self.duty_scale + shared @ self.common / lengths
        return DutyReading(
            nearest=nearest,
            closeness=closeness,
            linear=unit(centres) @ self.linear,
            centres=centres,
            latent=unit(centres @ self.latent),
            best=best,
        )

    def duties_of(self, text: str, most: int = 5) -> list[tuple[str, float]]:
        """Return the likeliest duties of a text with their probabilities, for showing."""
        posterior = self.read([text]).posterior()[0]
        order = np.argsort(-posterior, kind="stable")[:most]
        return [(self.duties[duty].id, round(float(posterior[duty]), 4)) for duty in order]

    def _batch(self, rows: Integers, cells: Integers, lengths: Floats) -> tuple[Integers, Floats, Floats, Floats]:
        """Return nearest duties, their closeness, the best similarity and the sums over each duty's sayings."""
        table = self._similarities(rows, cells, len(lengths)) / lengths[:, :, None]
        best = table.max(axis=1)
        nearest = largest(best, 4 * NEAREST_DUTIES)
        values = np.take_along_axis(table, nearest[:, None, :], 2)
        kept = min(BEST_SAYINGS, self.slots)
        closeness = np.partition(values, -kept, axis=1)[:, -kept:].mean(axis=1)
        order = largest(closeness, NEAREST_DUTIES)
        nearest, closeness = np.take_along_axis(nearest, order, 1), np.take_along_axis(closeness, order, 1)
        return nearest, closeness, best.max(axis=1, initial=0), table.sum(axis=1)

    def _similarities(self, rows: Integers, cells: Integers, count: int) -> Floats:
        """Return the product of each text with each saying of length 1, common runs left out.

        Returns:
            shape ``(count, slots, duties)``; the slots that a duty does not fill are 0.
        """
        sayings, owner = self._postings_of(cells)
        size = self.slots * len(self.duties)
        hits = self.cells_of_sayings[sayings] + (rows * size)[owner]
        values = (self.weights[cells] ** 2)[owner] * self.scale[sayings]
        table = np.bincount(hits, values, minlength=count * size)
        return table.reshape(count, self.slots, len(self.duties)).astype(np.float32)


def run_weights(duty_spread: Integers, duties: int) -> Floats:
    """Return how much each run says: the fewer duties use it, the more."""
    weights: Floats = (np.log((1 + duties) / (1 + duty_spread)) + 0.5).astype(np.float32)
    return weights


def unit(table: Floats) -> Floats:
    """Return the rows brought to length 1; a row of zeros stays so."""
    lengths = np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
    rows: Floats = (table / lengths).astype(np.float32)
    return rows


def _restored(arrays: Mapping[str, npt.NDArray[np.generic]], name: str) -> Floats:
    """Return a matrix stored as bytes with a scale a row."""
    rows: Floats = arrays[name].astype(np.float32) * arrays[f"{name}_scale"].astype(np.float32)[:, None]
    return rows


def duty_model(lexicon: Lexicon) -> DutyModel:
    """Return the duty model of a lexicon (the last folder that has one wins), loaded once.

    Raises:
        PlantextError: ``lexicon`` where it is missing or damaged.
    """
    built: DutyModel = lexicon.memo("duties", _load)
    return built


def load_model(path: Path) -> DutyModel:
    """Read a model file.

    Raises:
        PlantextError: ``lexicon`` where it is missing or damaged.
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            return DutyModel({name: stored[name] for name in stored.files})
    except (OSError, ValueError, KeyError) as error:
        raise PlantextError("lexicon", str(path), f"{error}; python -m plantext.normalising.train") from error


def _load(lexicon: Lexicon) -> DutyModel:
    found = [folder / MODEL_FILE for folder in lexicon.folders if (folder / MODEL_FILE).is_file()]
    return load_model(found[-1] if found else lexicon.folders[0] / MODEL_FILE)


def _duty(line: str) -> Duty:
    name, themes, stage, sentence = line.split("\t")
    return Duty(name, tuple(themes.split(",")), stage or None, sentence)


def largest(table: Floats, count: int) -> Integers:
    """Return the columns of the ``count`` largest values of each row, largest first (the lower column where equal)."""
    count = min(count, table.shape[1])
    chosen = np.sort(np.argpartition(-table, count - 1, axis=1)[:, :count], axis=1)
    order = np.argsort(-np.take_along_axis(table, chosen, 1), axis=1, kind="stable")
    return np.take_along_axis(chosen, order, 1)

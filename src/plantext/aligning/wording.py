"""Shared wording of two groups of texts: cosine of their character runs, weighted by how rare a run is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from plantext.normalising.duties import DutyModel
from plantext.normalising.ngrams import Codes, Floats, Integers, code, columns, distinct, grams

FUNCTION_CHARACTERS = "的了和与及或在是为对等把被将并要应须不得可各每个一二三四五六七八九十0"
"""Characters of grammar and figures: a pair of characters with one of them is no content word."""


class Wording:
    """Compares texts of one document with texts of another.

    How rare a run is comes from the phrasebook's sayings and the two documents together.

    Args:
        left: ``n`` texts.
        right: ``m`` texts.
        known: the duty model, whose vocabulary says how rare a run is.
    """

    def __init__(self, left: Sequence[str], right: Sequence[str], known: DutyModel) -> None:
        self.split = len(left)
        self.count = len(left) + len(right)
        rows, codes = grams([*left, *right])
        self.vocabulary: Codes = np.unique(codes)
        self.rows, self.cells = distinct(rows, columns(codes, self.vocabulary), len(self.vocabulary))
        place = columns(self.vocabulary, known.vocabulary)
        spread = np.bincount(self.cells, minlength=len(self.vocabulary))
        spread = spread + np.where(place >= 0, known.spread[place], 0)
        self.weights: Floats = (np.log((1 + known.sayings + self.count) / (1 + spread)) + 1).astype(np.float32)

    def characters(self) -> Floats:
        """Return the cosine over runs of one to three characters, shape ``(n, m)``."""
        return self._cosine(np.ones(len(self.vocabulary), dtype=bool))

    def words(self) -> Floats:
        """Return the cosine over pairs of content characters, which stand for words, shape ``(n, m)``."""
        bits, mask = np.uint64(21), np.uint64(0x1FFFFF)
        second, first = self.vocabulary & mask, (self.vocabulary >> bits) & mask
        function = np.array([code(character) for character in FUNCTION_CHARACTERS], dtype=np.uint64)
        pair = (first > 0) & (self.vocabulary >> np.uint64(42) == 0)
        return self._cosine(pair & ~np.isin(first, function) & ~np.isin(second, function))

    def _cosine(self, counted: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Floats:
        use = counted[self.cells]
        rows, cells = self.rows[use], self.cells[use]
        weights = self.weights[cells]
        lengths = np.sqrt(np.bincount(rows, weights**2, minlength=self.count))
        values = weights / np.maximum(lengths, 1e-9)[rows].astype(np.float32)
        left = rows < self.split
        shared = _shared(cells, left, len(self.vocabulary))
        place = np.cumsum(shared) - 1
        table: Floats = np.zeros((self.count, max(1, int(shared.sum()))), dtype=np.float32)
        both = shared[cells]
        table[rows[both], place[cells[both]]] = values[both]
        cosine: Floats = np.clip(table[: self.split] @ table[self.split :].T, 0, 1)
        return cosine


def _shared(
    cells: Integers, left: np.ndarray[tuple[int], np.dtype[np.bool_]], width: int
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Tell for each run whether it stands on both sides: only those can count."""
    on_left, on_right = np.zeros(width, dtype=bool), np.zeros(width, dtype=bool)
    on_left[cells[left]] = True
    on_right[cells[~left]] = True
    shared: np.ndarray[tuple[int], np.dtype[np.bool_]] = on_left & on_right
    return shared

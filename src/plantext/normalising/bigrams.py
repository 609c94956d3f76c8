"""What pairs of characters say of themes: evidence for wording that no list names (``挖红薯``, ``把心里话说出来``).

A text is the set of its pairs of neighbouring characters; each pair falls into one of 65,536 buckets, and a table of small
whole numbers says how much a bucket speaks for each theme. The table is fitted by ``python -m plantext.normalising.fit``
on the phrasebook, the labels of the lexicon and the project's labelled lines. It stands beside the written words and
never gives a theme alone: a theme needs at least one written word.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.uint32]
Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

FILE = "theme_bigrams.npz"
BUCKETS = 1 << 16
_FIRST, _SECOND, _SHIFT = np.uint64(0x9E3779B1), np.uint64(0x85EBCA77), np.uint64(15)
_ZERO, _NINE = ord("0"), ord("9")


def points_of(text: str) -> Points:
    """Return the characters of a text as numbers, all digits as 0 (figures vary freely)."""
    points: Points = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).copy()
    points[(points >= _ZERO) & (points <= _NINE)] = _ZERO
    return points


def pairs(points: Points) -> tuple[Integers, Integers]:
    """Return where pairs of neighbouring characters start and the bucket of each; marks and spaces make no pair."""
    speaks = (
        ((points >= 0x4E00) & (points <= 0x9FFF)) | ((points >= _ZERO) & (points <= ord("z"))) | (points == ord("%"))
    )
    places = np.flatnonzero(speaks[:-1] & speaks[1:])
    mixed = points[places].astype(np.uint64) * _FIRST + points[places + 1].astype(np.uint64) * _SECOND
    mixed ^= mixed >> _SHIFT
    return places, (mixed & np.uint64(BUCKETS - 1)).astype(np.int64)


class ThemeBigrams:
    """The fitted table.

    Args:
        table: whole numbers, buckets × themes.
        unit: what 1 in the table counts.
    """

    def __init__(self, table: npt.NDArray[np.int8], unit: float) -> None:
        self.table = table
        self.unit = unit

    @classmethod
    def read(cls, path: Path, themes: tuple[str, ...]) -> ThemeBigrams:
        """Read the table of a file; an empty one if the file does not exist or was fitted for other themes."""
        if path.is_file():
            with np.load(io.BytesIO(path.read_bytes())) as stored:
                if tuple(stored["themes"].tolist()) == themes:
                    return cls(stored["table"], float(stored["unit"]))
        return cls(np.zeros((BUCKETS, len(themes)), dtype=np.int8), 0.0)

    def write(self, path: Path, themes: tuple[str, ...]) -> None:
        """Write the table; the same table gives the same bytes."""
        stored: dict[str, Any] = {"table": self.table, "unit": np.float32(self.unit), "themes": np.array(themes)}
        np.savez_compressed(path, **stored)

    def scores(self, points: Points, starts: Integers) -> Floats:
        """Return what each clause says of each theme, clauses × themes.

        Args:
            points: the characters of one or many texts.
            starts: where each clause starts, ascending, the first 0; a clause ends where the next one starts.
        """
        places, buckets = pairs(points)
        scores = np.zeros((len(starts), self.table.shape[1]), dtype=np.float32)
        if not len(places):
            return scores
        first = np.searchsorted(places, starts)
        counts = np.diff(np.append(first, len(places)))
        filled = counts > 0
        sums = np.add.reduceat(self.table[buckets], first[filled], axis=0, dtype=np.int32)
        scores[filled] = sums * (self.unit / np.sqrt(counts[filled]))[:, None]
        return scores

"""Character n-grams of many texts at once, as numbers: what the duty space and the sparse text channels are made of.

Officialese has no word spaces, and what two sayings of one duty share is often two or three characters (留笔头任务, 布置笔头作业).
So a text is the set of its runs of one to three characters. Figures vary freely between a duty's sayings and count as one
sign; marks and spaces cut runs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint64]

LONGEST = 3
_BITS = 21  # a Unicode character fits into 21 bits, three of them into one 64-bit number
_SPACE = 0x20

# Full-width digits, letters and marks fold to half width, as the cleaning room does.
_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: _SPACE}
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_DATE = re.compile("0年(?:0月)?(?:0日)?|0月(?:0日)?|0日")
_MARKS = re.compile(r"[^\w%]+|_+")


def fold(text: str) -> str:
    """Return the text as n-grams see it: ``2025年6月底前每学期≥10节（必修）`` becomes ``底前每学期 0节 必修``.

    Dates go out: two texts that both name a day are no nearer to each other (deadlines are compared elsewhere).
    """
    figures = _FIGURE.sub("0", text.translate(_FOLD)).lower()
    return _MARKS.sub(" ", _DATE.sub(" ", figures)).strip()


def grams(texts: Sequence[str]) -> tuple[Integers, Codes]:
    """Return all runs of one to three characters of the folded texts.

    Returns:
        ``rows`` (the index of the text) and ``codes`` (the run as a number), both of shape ``(runs,)``; a run that stands
        twice in a text is given twice.
    """
    folded = [fold(text) for text in texts]
    joined = " ".join(folded) + " " * LONGEST
    points = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    lengths = np.fromiter((len(text) + 1 for text in folded), dtype=np.int64, count=len(folded))
    owner = np.repeat(np.arange(len(folded), dtype=np.int64), lengths)
    size = len(owner)
    solid = points != _SPACE
    rows, codes = [], []
    run, whole = points[:size].copy(), solid[:size].copy()
    for length in range(1, LONGEST + 1):
        if length > 1:
            run = (run << np.uint64(_BITS)) | points[length - 1 : size + length - 1]
            whole = whole & solid[length - 1 : size + length - 1]
        rows.append(owner[whole])
        codes.append(run[whole])
    return np.concatenate(rows), np.concatenate(codes)


def code(run: str) -> int:
    """Return the number of one run of one to three characters."""
    number = 0
    for character in run:
        number = (number << _BITS) | ord(character)
    return number


def columns(codes: Codes, vocabulary: Codes) -> Integers:
    """Return where each run stands in an ascending vocabulary, -1 where it is unknown; shape ``(runs,)``."""
    if not len(vocabulary):
        return np.full(len(codes), -1, dtype=np.int64)
    found = np.searchsorted(vocabulary, codes)
    found[found == len(vocabulary)] = 0
    known: Any = vocabulary[found] == codes
    return np.where(known, found, -1)


def distinct(rows: Integers, cells: Integers, width: int) -> tuple[Integers, Integers]:
    """Return each (row, column) pair once, ordered by row and column; columns below zero are left out."""
    kept = cells >= 0
    pairs = np.unique(rows[kept] * width + cells[kept])
    return pairs // width, pairs % width

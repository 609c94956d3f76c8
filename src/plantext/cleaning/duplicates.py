"""Documents of a file that repeat an earlier one: nearly the same text printed twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

CONTAINED = 0.75
"""Share of the shorter text's shingles that the longer one must hold."""
LEAST_RATIO = 0.4
"""A text much shorter than the other is a quotation, not a repetition."""
LEAST_SHINGLES = 5
MOST_COMPARED = 5
"""A text is compared with so many earlier ones, those that share most with it."""

_MARKS = "\n ,。;:、()“”!?.-"
"""Marks that two prints of a text may differ in."""
# Runs of six characters that start with one of the commonest: a sample that is the same for the same text.
_SAMPLE = re.compile(r"(?=([的学教生一工作育和化].{5}))")


def duplicates(texts: Sequence[str]) -> list[int | None]:
    """Return for each text the index of the earliest text it repeats, or None."""
    if len(texts) < 2:
        return [None] * len(texts)
    shingles = [_shingles(text) for text in texts]
    holder: dict[str, int] = {}  # run of characters → the earliest text that holds it
    result: list[int | None] = []
    for index, mine in enumerate(shingles):
        shared = Counter(map(holder.get, mine))
        del shared[None]
        likely = sorted(other for other, _ in shared.most_common(MOST_COMPARED) if other is not None)
        earlier = next((other for other in likely if _same(shingles[other], mine)), None)
        result.append(earlier)
        if earlier is None:
            holder.update(dict.fromkeys(mine.difference(holder), index))
    return result


def _shingles(text: str) -> set[str]:
    for mark in _MARKS:  # several times faster than one pattern
        text = text.replace(mark, "")
    return set(_SAMPLE.findall(text))


def _same(first: set[str], second: set[str]) -> bool:
    smaller, larger = sorted((first, second), key=len)
    if len(smaller) < LEAST_SHINGLES or len(smaller) < LEAST_RATIO * len(larger):
        return False
    return len(smaller & larger) >= CONTAINED * len(smaller)

"""Which prediction stands for which annotated row: by overlap of spans, one to one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from plantext.model import Span

G = TypeVar("G")
P = TypeVar("P")

_NOISE = re.compile(r"[\s,。.、:;“”‘’\"'()《》]")
LIKE_SHARE = 0.75
"""Two indicator names are the same where this share of the shorter one's characters stands in the other."""


@dataclass(frozen=True, slots=True)
class Pairing(Generic[G, P]):
    """Pairs of annotated row and prediction, and what is left on both sides."""

    pairs: tuple[tuple[G, P], ...]
    missed: tuple[G, ...]
    extra: tuple[P, ...]


def overlap(one: Span, other: Span) -> int:
    """Return how many characters two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def is_close(one: Span, other: Span) -> bool:
    """Tell whether two spans share at least half of the shorter one."""
    shared = overlap(one, other)
    return shared > 0 and shared >= 0.5 * max(1, min(one[1] - one[0], other[1] - other[0]))


def pair(
    gold: Sequence[G], predicted: Sequence[P], gold_span: Callable[[G], Span], predicted_span: Callable[[P], Span]
) -> Pairing[G, P]:
    """Pair rows and predictions one to one, the largest overlaps first."""
    spans = [predicted_span(prediction) for prediction in predicted]
    candidates = sorted(
        (
            (overlap(gold_span(row), span), i, j)
            for i, row in enumerate(gold)
            for j, span in enumerate(spans)
            if is_close(gold_span(row), span)
        ),
        reverse=True,
    )
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    pairs = []
    for _, i, j in candidates:
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            pairs.append((gold[i], predicted[j]))
    return Pairing(
        tuple(pairs),
        tuple(row for i, row in enumerate(gold) if i not in used_gold),
        tuple(prediction for j, prediction in enumerate(predicted) if j not in used_predicted),
    )


def plain(text: str | None) -> str:
    """Return a text without marks and blanks, full-width characters folded: what counts when titles are compared."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text or ""))


def same_name(one: str | None, other: str | None) -> bool:
    """Tell whether two indicator or scope names mean the same: one holds the other, or most characters are shared."""
    first, second = plain(one), plain(other)
    if not first or not second:
        return False
    if first in second or second in first:
        return True
    letters, others = set(first), set(second)
    return len(letters & others) / min(len(letters), len(others)) >= LIKE_SHARE

"""Levels from evidence: which style nests in which is read off the document, and only a tie falls back on custom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """What levels depend on: a heading's style, its value (None without a number) and its level in the file's styles."""

    style: str
    value: int | None
    hint: int | None = None


BETWEEN, BEHIND = 2, 1
"""What each kind of evidence weighs."""


def levels(marks: Sequence[Mark], rank: Callable[[str], int]) -> list[int]:
    """Return the nesting depth of each heading, 1 for the highest.

    Args:
        marks: the headings in order.
        rank: the customary depth of a style, smaller for outer ones.
    """
    above = _nesting(marks, rank)
    open_marks: list[Mark] = []
    depths = []
    for mark in marks:
        if mark.style == "top":
            open_marks = []
        else:
            _close(open_marks, mark, above)
        open_marks.append(mark)
        depths.append(len(open_marks))
    return depths


def _close(open_marks: list[Mark], mark: Mark, above: Callable[[str, str], bool]) -> None:
    """Close the sections that the new heading does not stand under."""
    for depth in range(len(open_marks) - 1, -1, -1):
        if open_marks[depth].style == mark.style:
            del open_marks[depth:]
            return
    while open_marks and not _stands_under(mark, open_marks[-1], above):
        open_marks.pop()


def _stands_under(mark: Mark, upper: Mark, above: Callable[[str, str], bool]) -> bool:
    if mark.hint is not None and upper.hint is not None:
        return mark.hint > upper.hint
    return above(upper.style, mark.style)


def _nesting(marks: Sequence[Mark], rank: Callable[[str], int]) -> Callable[[str, str], bool]:
    """Count, for each pair of styles, how often one begins anew between two neighbours of the other, or behind it.

    ``(1) 1、 2、 (2) 1、 2、 (3)`` shows 1、 inside (1), whatever is customary; so does, more weakly, ``⑵ A. B.``.
    """
    counts: dict[tuple[str, str], int] = defaultdict(int)
    begins = Counter(mark.style for mark in marks if mark.value in (None, 1))
    last: dict[str, int] = {}
    begun: dict[str, int] = {}
    for position, mark in enumerate(marks):
        before = last.get(mark.style)
        if before is not None and (mark.value is None or mark.value == (marks[before].value or 0) + 1):
            for style, start in begun.items():
                # two headings without numbers (序言 … 附表) may stand around the whole outline: it must begin anew
                if start > before and style != mark.style and (mark.value is not None or begins[style] > 1):
                    counts[mark.style, style] += BETWEEN
        last[mark.style] = position
        if mark.value is None or mark.value == 1:
            begun[mark.style] = position
            follows = position > 0 and marks[position - 1].value is not None and mark.value is not None
            if follows and marks[position - 1].style != mark.style:
                counts[marks[position - 1].style, mark.style] += BEHIND

    def above(upper: str, lower: str) -> bool:
        inside, outside = counts[upper, lower], counts[lower, upper]
        return inside > outside if inside != outside else rank(upper) < rank(lower)

    return above

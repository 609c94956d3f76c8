"""Laying marks over a full text: cut into lines and pieces, so that a template can draw each mark and its links.

Marks may overlap and may run over several lines: 开展家访 can be evidence for requirement 3 while the whole sentence is
evidence for requirement 7. Every piece knows the marks that lie over it, which of them begin and which end there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from plantext.catalogue.wording import visible
from plantext.model import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text that something points to.

    Attributes:
        anchor: the name that links lead to.
        href: the anchor that the mark leads back to.
        label: the small number shown after it.
        tone: how it is drawn.
        title: what a pointer resting on the number shows.
    """

    span: Span
    anchor: str
    href: str
    label: str
    tone: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch over which the same marks lie; ``starts`` begin and ``ends`` end with it."""

    text: str
    tone: str
    starts: tuple[Mark, ...] = ()
    ends: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source text; ``start`` is its offset, ``row`` is True where tabs make it a table row."""

    start: int
    pieces: tuple[Piece, ...]
    row: bool


TONE_ORDER = ("bad", "half", "good", "none", "extra", "plain")
"""Where marks of several tones lie over each other the earliest of these is drawn."""


def lines(text: str, marks: Iterable[Mark]) -> list[Line]:
    """Cut ``text`` into its non-empty lines, each into pieces by the marks; marks beyond the text are cut short."""
    inside = [
        (start, end, mark) for mark in marks if (start := max(0, mark.span[0])) < (end := min(len(text), mark.span[1]))
    ]
    inside.sort(key=lambda entry: entry[:2])
    edges = sorted({edge for start, end, _ in inside for edge in (start, end)})
    overlaps = _overlaps(inside, edges)
    begins: dict[int, list[Mark]] = {}
    closes: dict[int, list[Mark]] = {}
    for start, end, mark in inside:
        begins.setdefault(start, []).append(mark)
        closes.setdefault(end, []).append(mark)
    result: list[Line] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
        if bare.strip():
            pieces = _pieces(text, offset, offset + len(bare), edges, overlaps, begins, closes, len(line) - len(bare))
            result.append(Line(offset, pieces, "\t" in bare))
        offset += len(line)
    return result


def _overlaps(inside: list[tuple[int, int, Mark]], edges: list[int]) -> list[str]:
    """Return the tone between each edge and the next."""
    tones: list[set[str]] = [set() for _ in edges]
    for start, end, mark in inside:
        for index in range(bisect_left(edges, start), bisect_left(edges, end)):
            tones[index].add(mark.tone)
    return [next((tone for tone in TONE_ORDER if tone in found), "") for found in tones]


def _pieces(
    text: str,
    start: int,
    end: int,
    edges: list[int],
    overlaps: list[str],
    begins: dict[int, list[Mark]],
    closes: dict[int, list[Mark]],
    newline: int,
) -> tuple[Piece, ...]:
    cuts = [start, *edges[bisect_right(edges, start) : bisect_left(edges, end)], end]
    pieces = []
    for left, right in pairwise(cuts):
        index = bisect_right(edges, left) - 1
        # a mark may end with the newline; it is closed at the end of its last line
        ending = closes.get(right, [])
        if right == end:
            ending = [mark for edge in range(right, right + newline + 1) for mark in closes.get(edge, [])]
        pieces.append(
            Piece(
                text=visible(text[left:right]),
                tone=overlaps[index] if index >= 0 else "",
                starts=tuple(begins.get(left, ())),
                ends=tuple(ending),
            )
        )
    return tuple(pieces)

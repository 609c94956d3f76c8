"""Tables by their ruling lines, for PDF and OFD alike: lines to a grid, grid places to cells, merged ones found.

A cell ends where a line is drawn; two grid places without a line between them are one merged cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SNAP = 2.5
"""Lines nearer than this (points; a millimetre is 2.83) are the same line."""

TOUCH = 3.5
"""Lines whose ends are nearer than this touch."""

MIN_LENGTH = 5.0
"""A shorter stroke is no ruling."""

MAX_RULINGS = 20_000
"""Pages with more strokes are drawings."""

MAX_GRID = 20_000
"""Grids with more places are drawings."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies in it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its first row and column, how many it covers, its box."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


@dataclass(frozen=True, slots=True)
class Lattice:
    """A table drawn with lines."""

    box: Box
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]


@dataclass(slots=True)
class _Stroke:
    """A horizontal or vertical line: ``at`` its fixed coordinate, from ``start`` to ``end``."""

    at: float
    start: float
    end: float


def find_lattices(boxes: Sequence[Box]) -> list[Lattice]:
    """Return the tables that thin boxes (drawn lines) make, from top to bottom; a table has two columns at least."""
    if len(boxes) > MAX_RULINGS:
        return []
    across = [
        _Stroke((b.top + b.bottom) / 2, b.left, b.right)
        for b in boxes
        if b.right - b.left >= MIN_LENGTH > b.bottom - b.top
    ]
    down = [
        _Stroke((b.left + b.right) / 2, b.top, b.bottom)
        for b in boxes
        if b.bottom - b.top >= MIN_LENGTH > b.right - b.left
    ]
    # Short cells have short sides: a dot in both directions is neither.
    across, down = _merged(across), _merged(down)
    found = (_lattice(h, v) for h, v in _components(across, down))
    return sorted((lattice for lattice in found if lattice), key=lambda each: (each.box.top, each.box.left))


def _merged(strokes: list[_Stroke]) -> list[_Stroke]:
    """Snap strokes to common coordinates and join those that continue each other."""
    strokes.sort(key=lambda stroke: stroke.at)
    groups: list[list[_Stroke]] = []
    for stroke in strokes:
        if groups and stroke.at - groups[-1][-1].at <= SNAP and stroke.at - groups[-1][0].at <= 2 * SNAP:
            groups[-1].append(stroke)
        else:
            groups.append([stroke])
    merged: list[_Stroke] = []
    for group in groups:
        at = sum(stroke.at for stroke in group) / len(group)
        group.sort(key=lambda stroke: stroke.start)
        current: _Stroke | None = None
        for stroke in group:
            if current is not None and stroke.start <= current.end + TOUCH:
                current.end = max(current.end, stroke.end)
            else:
                current = _Stroke(at, stroke.start, stroke.end)
                merged.append(current)
    return merged


def _components(across: list[_Stroke], down: list[_Stroke]) -> Iterable[tuple[list[_Stroke], list[_Stroke]]]:
    """Yield the groups of strokes that touch each other."""
    strokes = across + down
    leader = list(range(len(strokes)))

    def find(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    for i, h in enumerate(across):
        for j, v in enumerate(down, len(across)):
            if h.start - TOUCH <= v.at <= h.end + TOUCH and v.start - TOUCH <= h.at <= v.end + TOUCH:
                leader[find(i)] = find(j)
    groups: dict[int, tuple[list[_Stroke], list[_Stroke]]] = {}
    for index, stroke in enumerate(strokes):
        group = groups.setdefault(find(index), ([], []))
        group[index >= len(across)].append(stroke)
    return groups.values()


def _lattice(across: list[_Stroke], down: list[_Stroke]) -> Lattice | None:
    if not across or not down:
        return None
    left, right = min(h.start for h in across), max(h.end for h in across)
    top, bottom = min(v.start for v in down), max(v.end for v in down)
    xs, ys = _distinct([v.at for v in down]), _distinct([h.at for h in across])
    # A table without side lines: the horizontal ones tell how far it goes.
    if xs[0] - left > MIN_LENGTH:
        xs, down = [left, *xs], [*down, _Stroke(left, top, bottom)]
    if right - xs[-1] > MIN_LENGTH:
        xs, down = [*xs, right], [*down, _Stroke(right, top, bottom)]
    if ys[0] - top > MIN_LENGTH:
        ys, across = [top, *ys], [*across, _Stroke(top, left, right)]
    if bottom - ys[-1] > MIN_LENGTH:
        ys, across = [*ys, bottom], [*across, _Stroke(bottom, left, right)]
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 2 or rows < 1 or columns * rows > MAX_GRID:
        return None
    cells = _cells(xs, ys, across, down)
    if len(cells) < 2:
        return None
    return Lattice(Box(xs[0], ys[0], xs[-1], ys[-1]), tuple(xs), tuple(ys), tuple(cells))


def _distinct(values: list[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > SNAP:
            found.append(value)
    return found


def _drawn(strokes: list[_Stroke], at: float, middle: float) -> bool:
    return any(
        abs(stroke.at - at) <= SNAP and stroke.start - TOUCH <= middle <= stroke.end + TOUCH for stroke in strokes
    )


def _cells(xs: list[float], ys: list[float], across: list[_Stroke], down: list[_Stroke]) -> list[GridCell]:
    """Return the cells: grid places joined where no line parts them, row by row."""
    columns, rows = len(xs) - 1, len(ys) - 1
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    cells: list[GridCell] = []
    sides = {c: [v for v in down if abs(v.at - xs[c]) <= SNAP] for c in range(columns + 1)}
    floors = {r: [h for h in across if abs(h.at - ys[r]) <= SNAP] for r in range(rows + 1)}
    for r in range(rows):
        middle_y = (ys[r] + ys[r + 1]) / 2
        for c in range(columns):
            if (r, c) in owner:
                continue
            width = 1
            while (
                c + width < columns
                and (r, c + width) not in owner
                and not _drawn(sides[c + width], xs[c + width], middle_y)
            ):
                width += 1
            middle_x = (xs[c] + xs[c + width]) / 2
            height = 1
            while (
                r + height < rows
                and not _drawn(floors[r + height], ys[r + height], middle_x)
                and not any((r + height, c + k) in owner for k in range(width))
            ):
                height += 1
            owner.update({(r + i, c + k): (r, c) for i in range(height) for k in range(width)})
            cells.append(GridCell(r, c, height, width, Box(xs[c], ys[r], xs[c + width], ys[r + height])))
    return cells

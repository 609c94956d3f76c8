"""Tables of web pages: data or mere layout, merged cells resolved to a grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plantext.reading.html_tree import Element
from plantext.reading.layout import join_cell
from plantext.reading.limits import MAX_SHEET_ROWS, MAX_SPAN, MAX_TABLE_COLUMNS

LONG_CELL = 400
"""A cell with more characters in several paragraphs makes the table layout, not data."""

MAX_DIGITS = 20
"""Digits of a span that are worth reading."""

_BLOCKS = frozenset(
    ["p", "div", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dd", "dt", "section", "tr"]
)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a cell in every place.

    Attributes:
        rows: cells as text, or (row, column) of the cell that a merged one continues.
        header_rows: how many leading rows are marked as head (``thead``, or nothing but ``th``).
    """

    rows: tuple[tuple[str | tuple[int, int], ...], ...]
    header_rows: int


def table_rows(table: Element) -> Iterator[tuple[Element, bool]]:
    """Yield the rows of a table itself (not of tables inside it), and whether each stands in ``thead``."""
    stack = [(child, False) for child in reversed(table.children)]
    while stack:
        element, head = stack.pop()
        if element.tag == "tr":
            yield element, head
        elif element.tag in ("thead", "tbody", "tfoot", "form"):
            stack.extend((child, element.tag == "thead") for child in reversed(element.children))


def is_data_table(table: Element) -> bool:
    """Tell data from layout: more than one row and column, no table inside, no cell that is an article."""
    rows = [[cell for cell in row.children if cell.tag in ("td", "th")] for row, _ in table_rows(table)]
    filled = [[cell for cell in row if cell.length] for row in rows]
    if sum(len(row) > 1 for row in rows) == 0 or max(map(len, filled), default=0) < 2:
        return False
    if sum(bool(row) for row in filled) < 2 and not any(cell.tag == "th" for row in rows for cell in row):
        return False
    for row in filled:
        for cell in row:
            if any(each.tag == "table" and each.length for each in cell.walk()):
                return False
            if (
                cell.length > LONG_CELL
                and sum(each.tag in ("p", "br", "div") for each in cell.walk()) > 3
                and cell.length > table.length / 2
            ):
                return False
    return True


def read_grid(table: Element) -> Grid:
    """Return the table with ``rowspan`` and ``colspan`` resolved."""
    grid: list[list[str | tuple[int, int]]] = []
    pending: dict[tuple[int, int], tuple[int, int]] = {}
    header_rows, still_head = 0, True
    rows = list(table_rows(table))[:MAX_SHEET_ROWS]
    for r, (row, in_head) in enumerate(rows):
        cells = [cell for cell in row.children if cell.tag in ("td", "th")]
        head = in_head or (bool(cells) and all(cell.tag == "th" for cell in cells))
        still_head = still_head and head
        header_rows += still_head
        grid.append(_row(cells, r, len(rows), pending, head=still_head or r == 0))
    width = max(map(len, grid), default=0)
    full = tuple(tuple(row + [""] * (width - len(row))) for row in grid)
    return Grid(full, header_rows)


def _row(
    cells: list[Element], r: int, count: int, pending: dict[tuple[int, int], tuple[int, int]], *, head: bool
) -> list[str | tuple[int, int]]:
    """Return one row; ``pending`` holds the places that merged cells above and here still cover, of ``count`` rows."""
    row: list[str | tuple[int, int]] = []

    def fill() -> None:
        while (r, len(row)) in pending and len(row) < MAX_TABLE_COLUMNS:
            row.append(pending.pop((r, len(row))))

    for cell in cells:
        fill()
        if len(row) >= MAX_TABLE_COLUMNS:
            break
        origin = (r, len(row))
        across, down = _span(cell, "colspan"), _span(cell, "rowspan")
        row.append(join_cell(cell_lines(cell), header=head))
        row.extend([origin] * min(across - 1, MAX_TABLE_COLUMNS - len(row)))
        if down > 1:
            width = len(row) - origin[1]
            pending.update(
                {(r + k, origin[1] + c): origin for k in range(1, min(down, count - r)) for c in range(width)}
            )
    fill()
    return row


def _span(cell: Element, name: str) -> int:
    value = cell.attributes.get(name, "1").strip()
    return max(1, min(int(value), MAX_SPAN)) if value.isascii() and value.isdigit() and len(value) < MAX_DIGITS else 1


def cell_lines(cell: Element) -> list[str]:
    """Return the lines of a cell, parted where block elements or ``<br>`` part them."""
    from plantext.reading.html import collapse

    lines: list[list[str]] = [[]]
    stack: list[Element | None] = list(reversed(cell.children))
    while stack:
        element = stack.pop()
        if element is None:
            lines.append([])
        elif not element.tag:
            lines[-1].append(element.text)
        elif element.tag in _BLOCKS:
            lines.append([])
            stack.append(None)
            stack.extend(reversed(element.children))
        else:
            stack.extend(reversed(element.children))
    return [text for line in lines if (text := collapse("".join(line)))]

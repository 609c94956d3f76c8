"""Fixed pages (PDF, OFD) to a source text: running heads off, tables over page breaks, paragraphs over page breaks.

Both readers hand over pages with lines and tables; everything that makes a text of them stands here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from plantext.model import RemovedReason, Span, Where
from plantext.reading.geometry import (
    CONTENTS_LINE,
    Glyph,
    Line,
    Margins,
    columns,
    goes_on,
    join_cell_lines,
    join_lines,
    lines_of,
    margins,
)
from plantext.reading.layout import Layout
from plantext.reading.rulings import GridCell, Lattice

EDGE = 0.1
"""Share of the page's height, at its top and bottom, where running heads and page numbers stand."""

NUMBER_EDGE = 0.16
"""The same for a page number in dashes (—1—): the standard for official documents (GB/T 9704) sets it inside the margin."""

REPEATED_SHARE = 0.4
"""Share of the pages (odd and even ones may differ) on which a running head comes back."""

MIN_FILLED_CELLS = 2
"""A frame with fewer filled cells is no table."""

SURE_ROWS = 3
"""Body rows from which an always filled column is no chance."""

SAME_COLUMN = 4.0
"""Points that the column edges of a table may differ after a page break."""

Cell = str | tuple[int, int]
"""A cell's text, or the (row, column) of the cell that a merged one continues."""

_DIGITS = re.compile(r"\d+")
_NO_LETTER = re.compile(r"[\W_]+")
_PAGE_NUMBER = re.compile(
    r"[-—–－·~\s]*(?:第\s*)?(?:\d{1,4}|[ivxlcIVXLC]{1,6}|[一二三四五六七八九十]{1,3})(?:\s*页)?[-—–－·~\s]*(?:[,，/／|]?\s*共?\s*\d{1,4}\s*页?)?[-—–－·~\s]*"
)
_DASHED_NUMBER = re.compile(r"[-—–－]+\s*\d{1,4}\s*[-—–－]+|第\s*\d{1,4}\s*页.{0,10}")
_SENTENCE_END = re.compile(r"[。；;！？!?]$")


@dataclass(slots=True)
class PageTable:
    """A table on a page: where it stands, its column edges, its cells.

    A cell is its text, or the (row, column) of the cell that a merged one continues.
    """

    top: float
    bottom: float
    xs: tuple[float, ...]
    rows: list[list[Cell]]


@dataclass(slots=True)
class Page:
    """A page as a reader finds it; ``lines`` in reading order, without those inside tables."""

    number: int
    width: float
    height: float
    lines: list[Line]
    tables: list[PageTable] = field(default_factory=list)


def fill_table(lattice: Lattice, glyphs: Sequence[Glyph], page: int) -> PageTable | None:
    """Fill the cells of a lattice with the characters that lie in them; None where there is next to nothing in it."""
    rows: list[list[Cell]] = [[""] * (len(lattice.xs) - 1) for _ in range(len(lattice.ys) - 1)]
    owner: dict[tuple[int, int], GridCell] = {}
    for cell in lattice.cells:
        for r in range(cell.row, cell.row + cell.rows):
            for c in range(cell.column, cell.column + cell.columns):
                owner[r, c] = cell
                rows[r][c] = (cell.row, cell.column)
    inside: dict[tuple[int, int], list[Glyph]] = {(cell.row, cell.column): [] for cell in lattice.cells}
    for glyph in glyphs:
        x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        if lattice.box.holds(x, y):
            place = owner.get((bisect_right(lattice.ys, y) - 1, bisect_right(lattice.xs, x) - 1))
            if place is not None:
                inside[place.row, place.column].append(glyph)
    for cell in lattice.cells:
        own = inside[cell.row, cell.column]
        rows[cell.row][cell.column] = (
            join_cell_lines(lines_of(own, page), cell.box.right - cell.box.left) if own else ""
        )
    if sum(bool(text) for row in rows for text in row if isinstance(text, str)) < MIN_FILLED_CELLS:
        return None
    return PageTable(lattice.box.top, lattice.box.bottom, lattice.xs, rows)


def lay_out(pages: Sequence[Page], headings: Mapping[str, int]) -> Layout:
    """Write the pages to a layout.

    Args:
        pages: in order.
        headings: level of each bookmark by its title without white space.
    """
    running = _running_lines(pages)
    flow = _Flow(headings, _document_margins(pages, running))
    for page in pages:
        flow.page(page, running)
    flow.end()
    return flow.layout


def _running_lines(pages: Sequence[Page]) -> dict[int, RemovedReason]:
    """Return the running heads and page numbers: reason by the line's identity."""
    found: dict[int, RemovedReason] = {
        id(line): "page_break"
        for page in pages
        for line in page.lines
        if _at_edge(line, page, NUMBER_EDGE) and _DASHED_NUMBER.fullmatch(line.text)
    }
    edges = [line for page in pages for line in page.lines if _at_edge(line, page)]
    heights = Counter((_mask(line.text), round(line.middle / (line.size or 1))) for line in edges)
    texts: Counter[str] = Counter()
    for page in pages:
        texts.update({_mask(line.text) for line in page.lines if _at_edge(line, page)})
    floor = max(2.0, REPEATED_SHARE * len(pages))
    for line in edges:
        masked = _mask(line.text)
        if _PAGE_NUMBER.fullmatch(line.text):
            found[id(line)] = "page_break"
        elif (
            texts[masked] >= floor
            and max(heights[masked, round(line.middle / (line.size or 1)) + k] for k in (-1, 0, 1)) > 1
        ):
            found[id(line)] = "furniture"
    return found


def _mask(text: str) -> str:
    """Return what is the same in a running head on every page: letters, with 0 for each figure."""
    return _NO_LETTER.sub("", _DIGITS.sub("0", text))


def _at_edge(line: Line, page: Page, edge: float = EDGE) -> bool:
    return line.bottom < edge * page.height or line.top > (1 - edge) * page.height


def _document_margins(pages: Sequence[Page], running: Mapping[int, RemovedReason]) -> dict[float, Margins]:
    """Measure the text column of each page width (upright and landscape pages differ)."""
    by_width: dict[float, list[Line]] = {}
    for page in pages:
        by_width.setdefault(round(page.width), []).extend(line for line in page.lines if id(line) not in running)
    return {width: margins(lines) for width, lines in by_width.items() if lines}


class _Flow:
    """Collects lines to paragraphs and tables to tables, over page breaks, and writes them."""

    def __init__(self, headings: Mapping[str, int], document: Mapping[float, Margins]) -> None:
        self.layout = Layout()
        self._headings = headings
        self._document = document
        self._paragraph: list[Line] = []
        self._table: _OpenTable | None = None
        self._deferred: list[tuple[Line, RemovedReason]] = []
        self._tables = self._paragraphs = 0

    def page(self, page: Page, running: Mapping[int, RemovedReason]) -> None:
        """Take in a page."""
        body = [line for line in page.lines if id(line) not in running]
        self._deferred += [(line, running[id(line)]) for line in page.lines if id(line) in running]
        tables = sorted(page.tables, key=lambda table: table.top)
        parts = columns(body, page.width)
        for column in parts:
            edges = self._edges(column, page, alone=len(parts) == 1)
            for line in column:
                while tables and tables[0].top < line.top:
                    self._take_table(tables.pop(0), page)
                self._take_line(line, edges)
        for table in tables:
            self._take_table(table, page)

    def _edges(self, column: list[Line], page: Page, *, alone: bool) -> Margins:
        """Return the column's margins: the document's for a single column, its own for one of several."""
        document = self._document.get(round(page.width))
        if document is None or not alone:
            return margins(column)
        return document

    def end(self) -> None:
        """Write what is still open."""
        self._close_paragraph()
        self._close_table()
        self._write_deferred()

    def _take_line(self, line: Line, edges: Margins) -> None:
        self._close_table()
        if self._paragraph and not goes_on(self._paragraph, line, edges):
            self._close_paragraph()
        self._paragraph.append(line)

    def _close_paragraph(self) -> None:
        lines = self._paragraph
        if not lines:
            return
        self._paragraph = []
        if self._deferred and self._deferred[-1][0].page < lines[0].page:
            self._write_deferred()
        else:
            # What came between the pages of this paragraph stands after it, what came before its page before it.
            earlier = [each for each in self._deferred if each[0].page < lines[0].page]
            self._write_running(earlier)
            self._deferred = [each for each in self._deferred if each[0].page >= lines[0].page]
        self._paragraphs += 1
        text = join_lines([line.text for line in lines])
        level = self._headings.get("".join(text.split()))
        where = Where(page=lines[0].page, paragraph=self._paragraphs)
        if CONTENTS_LINE.fullmatch(text):
            self.layout.line(text, where=where, removed="furniture")
            return
        self.layout.line(text, kind="heading" if level else "paragraph", level=level, where=where)

    def _write_deferred(self) -> None:
        self._write_running(self._deferred)
        self._deferred = []

    def _write_running(self, lines: Sequence[tuple[Line, RemovedReason]]) -> None:
        for line, reason in lines:
            self.layout.line(line.text, where=Where(page=line.page), removed=reason)

    def _take_table(self, table: PageTable, page: Page) -> None:
        self._close_paragraph()
        if self._table is not None and self._table.continued_by(table, page.number):
            self._table.add(table, page.number)
            return
        self._close_table()
        self._tables += 1
        self._table = _OpenTable(self._tables, table, page.number)

    def _close_table(self) -> None:
        if self._table is None:
            return
        table, self._table = self._table, None
        first = table.rows[0].page if table.rows else 0
        self._write_running([each for each in self._deferred if each[0].page < first])
        self._deferred = [each for each in self._deferred if each[0].page >= first]
        table.write(self.layout)


@dataclass(slots=True)
class _Row:
    cells: list[Cell]
    page: int
    repeated: bool = False


class _OpenTable:
    """A table being collected, perhaps over several pages."""

    def __init__(self, number: int, table: PageTable, page: int) -> None:
        self.number = number
        self.xs = table.xs
        self.rows = [_Row(list(row), page) for row in table.rows]
        self.page = page
        self.head_repeats = False

    def continued_by(self, table: PageTable, page: int) -> bool:
        """Tell whether a table at the top of the next page has the same columns."""
        return (
            page == self.page + 1
            and len(table.xs) == len(self.xs)
            and all(abs(a - b) < SAME_COLUMN for a, b in zip(table.xs, self.xs, strict=True))
        )

    def add(self, table: PageTable, page: int) -> None:
        """Add the rows of the next page: a repeated head is noted as such, a row cut in two is put together."""
        heads = 0
        while heads < len(table.rows) and heads < len(self.rows) and _same(table.rows[heads], self.rows[heads].cells):
            heads += 1
        self.head_repeats = self.head_repeats or heads > 0
        self.page = page
        last = max((index for index, row in enumerate(self.rows) if not row.repeated), default=0)
        places: list[int] = []
        """Where each row of the new page went, for the cells that continue one of them."""
        for index, row in enumerate(table.rows):
            moved: list[Cell] = [
                cell if isinstance(cell, str) else (places[cell[0]] if cell[0] < index else len(self.rows), cell[1])
                for cell in row
            ]
            if index == heads and self._cut_in_two(moved, last):
                before = self.rows[last].cells
                self.rows[last].cells = [_together(a, b) for a, b in zip(before, moved, strict=True)]
                places.append(last)
                continue
            if index == heads:
                moved = self._continued(moved, last)
            places.append(len(self.rows))
            self.rows.append(_Row(self._resolved(moved), page, repeated=index < heads))

    def _resolved(self, cells: list[Cell]) -> list[Cell]:
        """Let each continuation point at the origin itself, over any number of pages."""
        return [self._origin(cell) if isinstance(cell, tuple) and cell[0] < len(self.rows) else cell for cell in cells]

    def _origin(self, cell: tuple[int, int]) -> tuple[int, int]:
        target = self.rows[cell[0]].cells[cell[1]]
        return target if isinstance(target, tuple) else cell

    def _cut_in_two(self, row: Sequence[Cell], last: int) -> bool:
        """Tell whether the first row of a page is the rest of the last row of the page before.

        A column that every other row fills (``序号``) is empty in it, and whatever it holds has a beginning above.
        """
        above = self.rows[last].cells
        body = [each.cells for each in self.rows[1 : last + 1] if not each.repeated and len(each.cells) == len(row)]
        if len(above) != len(row) or not body:
            return False
        keyless = any(
            cell == "" and all(isinstance(cells[c], str) and cells[c] for cells in body) for c, cell in enumerate(row)
        )
        begun = [before for before, after in zip(above, row, strict=True) if isinstance(after, str) and after]
        if not keyless or not begun or not all(isinstance(before, str) and before for before in begun):
            return False
        unfinished = any(isinstance(before, str) and not _SENTENCE_END.search(before) for before in begun)
        return unfinished or len(body) >= SURE_ROWS

    def _continued(self, row: list[Cell], last: int) -> list[Cell]:
        """Let the empty cells at the start of a page's first row continue the merged cells of the row above.

        A cell that stands over several rows (``德育``) is drawn again, without its text, on the next page.
        """
        above = self.rows[last].cells
        found: list[Cell] = []
        for column, cell in enumerate(row):
            if cell != "" or column >= len(above):
                return found + row[column:]
            column_cells = [each.cells[column] for each in self.rows[1 : last + 1] if column < len(each.cells)]
            upper = above[column]
            if not upper or "" in column_cells:
                return found + row[column:]
            found.append(upper if isinstance(upper, tuple) else (last, column))
        return found

    def write(self, layout: Layout) -> None:
        """Write the table."""
        spans: list[tuple[Span, ...]] = []
        count = 0
        for index, row in enumerate(self.rows):
            count += not row.repeated
            cells: list[str | Span] = []
            for column, cell in enumerate(row.cells):
                if isinstance(cell, str):
                    cells.append(cell)
                elif cell[0] == index:
                    cells.append((cell[1] - column, cell[1] - column))
                else:
                    cells.append(spans[cell[0]][cell[1]])
            where = Where(page=row.page, table=self.number, row=None if row.repeated else count)
            header = index == 0 and self.head_repeats
            removed: RemovedReason | None = "page_break" if row.repeated else None
            spans.append(layout.row(cells, where=where, header=header, removed=removed))


def _same(row: Sequence[Cell], head: Sequence[Cell]) -> bool:
    """Tell whether a row repeats a head row: all texts equal, and not the figures of a body row."""
    texts, wanted = (["".join(cell.split()) if isinstance(cell, str) else "" for cell in each] for each in (row, head))
    return texts == wanted and any(texts) and not any(text.isdigit() for text in texts)


def _together(above: Cell, below: Cell) -> Cell:
    if isinstance(above, str) and isinstance(below, str):
        return join_lines([above, below]) if above and below else above or below
    return above

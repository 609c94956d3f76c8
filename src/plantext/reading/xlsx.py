"""Spreadsheets (xlsx): each visible sheet's blocks of rows as tables, lone cells above them as paragraphs."""

from __future__ import annotations

import contextlib
import datetime
import io
import re
import warnings
from collections.abc import Iterator
from typing import Any

from plantext.errors import PlantextError
from plantext.model import Span, Where
from plantext.reading.archive import BAD_ZIP, Archive
from plantext.reading.layout import Layout, join_cell, notice
from plantext.reading.limits import MAX_MERGED_CELLS, MAX_SHEET_ROWS, MAX_TABLE_COLUMNS
from plantext.reading.source import SourceText

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

DOCTYPE_WITHIN = 2_000
"""Where an XML part could declare entities; office files never do."""

_DEFAULT_NAME = re.compile(r"(?:Sheet|工作表|表)\s*\d*", re.IGNORECASE)
_PERCENT = re.compile(r"0(?:\.(0+))?%")

_MERGED = re.compile(rb"""mergeCell\s[^>]*?ref=["']\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})["']""")

Row = list[str | tuple[int, int]]
"""Cells of a row: text, or (row, column) in the block of the cell that a merged one continues."""


def read_xlsx(data: bytes, name: str) -> SourceText:
    """Read a spreadsheet.

    Raises:
        PlantextError: ``damaged``, ``empty``, ``too-large``.
    """
    _check(data, name)
    import openpyxl

    # openpyxl warns of every extension that it does not know, and prints what it finds wrong.
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        except (*BAD_ZIP, TypeError, AttributeError, IndexError, SyntaxError) as error:
            raise PlantextError("damaged", name, str(error)[:80]) from error
    layout = Layout()
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    tables = 0
    for sheet in sheets:
        if len(sheets) > 1 and not _DEFAULT_NAME.fullmatch(sheet.title.strip()):
            layout.line(sheet.title, kind="heading", level=1)
        for block in _blocks(sheet):
            tables = _write(layout, block, tables)
    hidden = len(book.worksheets) - len(sheets)
    if hidden:
        layout.warnings.append(notice("left-out", name=name, detail=f"{hidden} hidden sheets"))
    return layout.source(data, name, MEDIA_TYPE)


def _check(data: bytes, name: str) -> None:
    """Refuse what openpyxl would not: bombs, entity declarations, endless merged areas."""
    archive = Archive(data, name)
    for part in archive.names:
        if part.endswith((".xml", ".rels", ".vml")):
            content = archive.read(part) or b""
            head = content[:DOCTYPE_WITHIN]
            if b"<!DOCTYPE" in head or head.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise PlantextError("damaged", name, "XML entities are not allowed")
            if _merged_cells(content) > MAX_MERGED_CELLS:
                raise PlantextError("too-large", name, f"more than {MAX_MERGED_CELLS} merged cells")


def _merged_cells(sheet: bytes) -> int:
    """Return how many cells of a sheet's XML are merged: openpyxl makes an object of each."""
    from openpyxl.utils import column_index_from_string

    total = 0
    for first, top, last, bottom in _MERGED.findall(sheet):
        columns = column_index_from_string(last.decode()) - column_index_from_string(first.decode()) + 1
        total += max(0, columns) * max(0, int(bottom) - int(top) + 1)
    return total


def _blocks(sheet: Any) -> Iterator[list[tuple[int, Row]]]:
    """Yield the runs of rows that are not blank, each row with its number in the sheet; merged cells resolved."""
    origins = {
        (r, c): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for r in range(area.min_row, min(area.max_row, area.min_row + MAX_SHEET_ROWS) + 1)
        for c in range(area.min_col, min(area.max_col, area.min_col + MAX_TABLE_COLUMNS) + 1)
    }
    block: list[tuple[int, Row]] = []
    last = 0
    for number, row in _rows(sheet, origins):
        if block and any(not _is_hidden(sheet, between) for between in range(last + 1, number)):
            yield block
            block = []
        block.append((number, row))
        last = number
    if block:
        yield block


def _rows(sheet: Any, origins: dict[tuple[int, int], tuple[int, int]]) -> Iterator[tuple[int, Row]]:
    """Yield the rows that are neither blank nor hidden, with their numbers.

    Only cells that are there are looked at: a lone cell at the far end of a sheet makes it a thousand million cells large.
    """
    rows: dict[int, dict[int, Any]] = {}
    for (number, column), cell in sheet._cells.items():
        if number <= MAX_SHEET_ROWS and column <= MAX_TABLE_COLUMNS:
            rows.setdefault(number, {})[column] = cell
    for number in sorted(rows):
        cells = rows[number]
        row: Row = [""] * max(cells)
        for column, cell in cells.items():
            row[column - 1] = _place(cell, origins)
        if any(row) and not _is_hidden(sheet, number):
            yield number, row


def _is_hidden(sheet: Any, number: int) -> bool:
    return number in sheet.row_dimensions and bool(sheet.row_dimensions[number].hidden)


def _place(cell: Any, origins: dict[tuple[int, int], tuple[int, int]]) -> str | tuple[int, int]:
    place = (cell.row, cell.column)
    origin = origins.get(place)
    return origin if origin is not None and origin != place else shown(cell.value, cell.number_format)


def shown(value: object, number_format: str) -> str:
    """Return a cell's value as the sheet shows it: 0.95 in the format ``0%`` is 95%, dates as printed in China."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.datetime | datetime.date):
        return f"{value.year}年{value.month}月" + (
            f"{value.day}日" if "d" in number_format.lower() or "年" not in number_format else ""
        )
    if isinstance(value, int | float):
        percent = _PERCENT.search(number_format)
        if percent:
            return f"{value * 100:.{len(percent.group(1) or '')}f}%"
        return f"{value:.10g}"
    return join_cell(str(value).splitlines(), header=False)


def _write(layout: Layout, block: list[tuple[int, Row]], tables: int) -> int:
    """Write a block: lone cells at its top (a title, a unit) and bottom (a note) as paragraphs, the rest as a table."""
    width = max((column for _, row in block for column, cell in enumerate(row, 1) if cell), default=0)
    first = next((i for i, (_, row) in enumerate(block) if not _is_lone(row)), len(block))
    last = next((i for i in range(len(block), first, -1) if not _is_lone(block[i - 1][1])), first)
    for number, row in block[:first]:
        _paragraph(layout, number, row)
    if first < last:
        tables += 1
        spans: dict[int, tuple[Span, ...]] = {}
        for count, (number, row) in enumerate(block[first:last], 1):
            cells = [_cell(cell, number, column, spans) for column, cell in enumerate(_padded(row, width), 1)]
            spans[number] = layout.row(cells, where=Where(table=tables, row=count))
    for number, row in block[last:]:
        _paragraph(layout, number, row)
    return tables


def _padded(row: Row, width: int) -> Row:
    return [*row[:width], *[""] * (width - len(row))]


def _is_lone(row: Row) -> bool:
    return sum(isinstance(cell, str) and bool(cell) for cell in row) <= 1


def _paragraph(layout: Layout, number: int, row: Row) -> None:
    layout.line(next((cell for cell in row if isinstance(cell, str) and cell), ""), where=Where(row=number))


def _cell(cell: str | tuple[int, int], row: int, column: int, spans: dict[int, tuple[Span, ...]]) -> str | Span:
    if isinstance(cell, str):
        return cell
    if cell[0] == row:
        return (cell[1] - column, cell[1] - column)
    above = spans.get(cell[0])
    return above[cell[1] - 1] if above is not None and cell[1] <= len(above) else ""

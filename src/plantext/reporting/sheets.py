"""Building workbooks that are safe, printable and the same to the byte: the part of `xlsx` that knows openpyxl.

A cell never holds a formula: every text is written as a string, and one that begins like a formula is marked with
``quotePrefix`` as if a person had typed an apostrophe before it.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plantext.catalogue.wording import visible

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | None

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
CELL_LIMIT = 32_767
"""Excel's limit of characters in a cell."""

EPOCH = datetime.datetime(2020, 1, 1)
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
FONT = "微软雅黑"
HEADER_FILL, INPUT_FILL, LINE = "FFE9ECEF", "FFFFFBE6", "FFBFC5CC"
TONE_FILLS = {"good": "FFE3F0E8", "half": "FFFBF0D6", "bad": "FFF9E3E2", "none": "FFECEFF2"}
LINE_HEIGHT = 15.5
MAX_HEIGHT = 400.0
TALLEST_HEADER = 33.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet.

    Attributes:
        title: what stands in the header row.
        width: in characters of the default font; a Chinese character takes two.
        explain: what the column means, for the sheet that explains the columns.
        hidden: True for keys that programs need and people do not.
        entry: True for a column that a reviewer fills in.
        centred: True for short values.
    """

    title: str
    width: float
    explain: str
    hidden: bool = False
    entry: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of values, one a column; ``tone`` colours the cell in column ``toned``."""

    values: tuple[Value, ...]
    tone: str = ""
    toned: int = -1


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table on a sheet of its own; ``freeze`` is the first column that scrolls (1 for none frozen),
    ``printed`` how many columns are printed (None for all): more would make the letters too small."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Row] = field(default=())
    freeze: int = 1
    printed: int | None = None


def new_workbook(title: str, *, streaming: bool = False) -> Workbook:
    """Return a workbook without sheets; ``streaming`` keeps rows on disk while they are appended."""
    from openpyxl import Workbook

    book = Workbook(write_only=streaming)
    for sheet in book.worksheets:
        book.remove(sheet)
    book.properties.title = visible(title)
    book.properties.creator = "plantext"
    book.properties.created = EPOCH
    return book


def add_table(book: Workbook, sheet: Sheet, footer: str) -> Worksheet:
    """Write a table: frozen header, filter, wrapped text, column widths, row heights, landscape print set-up."""
    from openpyxl.utils import get_column_letter

    page: Worksheet = book.create_sheet(_sheet_title(sheet.title))
    for index, column in enumerate(sheet.columns, 1):
        letter = get_column_letter(index)
        page.column_dimensions[letter].width = column.width
        page.column_dimensions[letter].hidden = column.hidden
        _header(put(page, 1, index, column.title), entry=column.entry)
    page.row_dimensions[1].height = TALLEST_HEADER
    for number, row in enumerate(sheet.rows, 2):
        for index, (column, value) in enumerate(zip(sheet.columns, row.values, strict=True), 1):
            tone = row.tone if index - 1 == row.toned else ""
            _body(put(page, number, index, value), column, tone)
        page.row_dimensions[number].height = _height(sheet.columns, row.values)
    last = get_column_letter(len(sheet.columns))
    page.auto_filter.ref = f"A1:{last}{max(1, len(sheet.rows) + 1)}"
    page.freeze_panes = f"{get_column_letter(sheet.freeze)}2"
    set_up_print(page, footer, repeat_header=True)
    if sheet.printed is not None:
        page.print_area = f"A1:{get_column_letter(sheet.printed)}{len(sheet.rows) + 1}"
    return page


def set_up_print(page: Worksheet, footer: str, *, repeat_header: bool) -> None:
    """Print on A4 landscape, as wide as the paper, the header row on every page, page numbers at the foot."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9  # A4
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    if page.sheet_properties.pageSetUpPr is not None:
        page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top, page.page_margins.bottom = 0.75, 0.75
    page.page_margins.header = page.page_margins.footer = 0.35
    for heading, text in ((page.oddFooter, footer), (page.oddHeader, "&A")):
        if heading is not None and heading.center is not None:
            heading.center.text = text
    if repeat_header:
        page.print_title_rows = "1:1"


def put(page: Worksheet, row: int, column: int, value: Value) -> Cell:
    """Write a value into a cell; a text stays a text, whatever it begins with."""
    cell: Cell = page.cell(row=row, column=column)  # type: ignore[assignment]  # never a merged cell here
    if isinstance(value, str):
        text = visible(value)[:CELL_LIMIT]
        cell.value = text
        cell.data_type = "s"
        if text.startswith(FORMULA_STARTS):
            cell.quotePrefix = True
    elif value is not None:
        cell.value = value
    return cell


def to_bytes(book: Workbook) -> bytes:
    """Return the workbook as bytes that depend on its content only, not on the time of day."""
    raw = io.BytesIO()
    book.save(raw)
    packed = io.BytesIO()
    stamp = EPOCH.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            fixed = zipfile.ZipInfo(entry.filename, ZIP_DATE)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.external_attr = 0o600 << 16
            target.writestr(fixed, content)
    return packed.getvalue()


def _sheet_title(title: str) -> str:
    return re.sub(r"[\\/*?:\[\]]", " ", title)[:31]


def _header(cell: Cell, *, entry: bool) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell.font = Font(name=FONT, size=10.5, bold=True)
    cell.fill = PatternFill("solid", fgColor=INPUT_FILL if entry else HEADER_FILL)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.border = Border(*(Side("thin", LINE),) * 3, Side("medium", "FF1D2126"))


def _body(cell: Cell, column: Column, tone: str) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell.font = Font(name=FONT, size=10, bold=bool(tone))
    cell.alignment = Alignment(
        horizontal="center" if column.centred else "left", vertical="top", wrap_text=not column.hidden
    )
    cell.border = Border(*(Side("thin", LINE),) * 4)
    if tone:
        cell.fill = PatternFill("solid", fgColor=TONE_FILLS[tone])
    elif column.entry:
        cell.fill = PatternFill("solid", fgColor=INPUT_FILL)
        from openpyxl.styles import Protection

        cell.protection = Protection(locked=False)


def _height(columns: Sequence[Column], values: Sequence[Value]) -> float:
    """Return a row height that shows the longest cell: Excel does not fit wrapped rows that a program wrote."""
    lines = 1
    for column, value in zip(columns, values, strict=True):
        if isinstance(value, str) and not column.hidden:
            room = max(1.0, column.width - 1)
            lines = max(lines, sum(max(1, -(-_cells(line) // int(room))) for line in value.split("\n")))
    return min(MAX_HEIGHT, lines * LINE_HEIGHT + 4)


def _cells(text: str) -> int:
    return sum(1 if character < "\u2e80" else 2 for character in text)

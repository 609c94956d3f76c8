"""Tables of Word documents: rows with a cell for every grid column, merged cells pointing to their origin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from plantext.reading.docx_styles import flag, number, value, w
from plantext.reading.limits import MAX_SHEET_ROWS, MAX_TABLE_COLUMNS


@dataclass(frozen=True, slots=True)
class Cell:
    """A grid place: a cell of its own (``element``), or the continuation of one.

    Attributes:
        element: the ``tc`` element, None for a continuation or a gap.
        left: how many columns to the left the origin stands, 0 if not to the left.
        above: how many rows above the origin row (or a row that continues it) stands, 0 if not above.
    """

    element: Any | None = None
    left: int = 0
    above: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A table row."""

    cells: tuple[Cell, ...]
    header: bool


def table_rows(table: Any) -> list[Row]:
    """Return the rows of a ``tbl`` element; rows deleted with tracking are left out."""
    rows: list[Row] = []
    for element in _children(table, w("tr")):
        if len(rows) >= MAX_SHEET_ROWS:
            break
        properties = element.find(w("trPr"))
        if properties is not None and properties.find(w("del")) is not None:
            continue
        header = properties is not None and flag(properties.find(w("tblHeader")))
        rows.append(Row(tuple(_row_cells(element, properties)), header))
    return rows


def _children(parent: Any, tag: str) -> Iterator[Any]:
    """Yield children of a kind, also those inside content controls and tracked insertions."""
    for element in parent.iterchildren():
        if element.tag == tag:
            yield element
        elif element.tag == w("sdt"):
            content = element.find(w("sdtContent"))
            if content is not None:
                yield from _children(content, tag)
        elif element.tag in (w("ins"), w("customXml"), w("moveTo")):
            yield from _children(element, tag)


def _row_cells(row: Any, properties: Any | None) -> Iterator[Cell]:
    count = 0
    for _ in range(min(number(value(properties, "gridBefore"), 0), MAX_TABLE_COLUMNS)):
        count += 1
        yield Cell()
    for element in _children(row, w("tc")):
        tc = element.find(w("tcPr"))
        merge = tc.find(w("vMerge")) if tc is not None else None
        across = tc.find(w("hMerge")) if tc is not None else None
        width = max(1, min(number(value(tc, "gridSpan"), 1), MAX_TABLE_COLUMNS - count))
        if across is not None and across.get(w("val"), "continue") == "continue" and count:
            yield Cell(left=1)
        elif merge is not None and merge.get(w("val"), "continue") == "continue":
            yield Cell(above=1)
        else:
            yield Cell(element)
        for offset in range(1, width):
            yield Cell(left=offset)
        count += width
        if count >= MAX_TABLE_COLUMNS:
            return

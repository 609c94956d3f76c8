"""What the structure room hands on: headings, tables, sentences and clauses, all in clean-text offsets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from plantext.model import SectionNumber, Span

TableKind = Literal["task_list", "indicators", "calendar", "other"]
ColumnRole = Literal[
    "number", "task", "requirement", "actor", "due", "month", "indicator", "baseline", "value", "note", "other"
]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the outline.

    Attributes:
        level: nesting depth inside the document, 1 for the highest.
        parent: index of the heading above it, None at level 1.
        number: printed number, its style and value; None for an unnumbered heading.
        title: the heading's words without number and closing mark; None for a numbered paragraph without a heading.
        span: number and title; ``end`` is where the section's body ends.
        run_in: True where the text goes on in the same line (``1、提升…质量。坚持…``).
    """

    level: int
    parent: int | None
    number: SectionNumber | None
    title: str | None
    span: Span
    end: int
    run_in: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, a table cell or a heading line.

    Attributes:
        span: without leading white space and numbering.
        clauses: spans of its parts between 、-free commas and semicolons; they cover the span in order. A clause keeps
            its closing mark out. Quotes, brackets and book-title marks are never cut.
        section: index of the heading it stands under, None before the first one.
        block: index of the clean block.
        table, row, column: position in the document's tables where it is a cell.
        heading: True where the sentence is a heading's title (run-in or on its own line).
    """

    span: Span
    clauses: tuple[Span, ...]
    section: int | None
    block: int
    table: int | None = None
    row: int | None = None
    column: int | None = None
    heading: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A body row of a table: the clean block and the clean span of each column's cell (merged cells resolved)."""

    block: int
    cells: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table understood: what kind it is and what each column means.

    Attributes:
        kind: task list (序号/任务/要求/责任单位/完成时限), indicators (指标/基数/2024/2025), calendar (月份/工作) or other.
        header: spans of the header cells.
        roles: what each column means, as long as the rows' cells.
        years: the year a column stands for (EDTF), None where it stands for none.
        rows: body rows; repeated header rows after a page break are left out.
    """

    kind: TableKind
    header: tuple[Span, ...]
    roles: tuple[ColumnRole, ...]
    years: tuple[str | None, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """The structure of one document."""

    headings: tuple[Heading, ...]
    tables: tuple[Table, ...]
    sentences: tuple[Sentence, ...]

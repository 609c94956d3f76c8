"""Tables understood: what kind a table is, what its columns mean, which rows are its head and which its body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from plantext.cleaning import CleanBlock, CleanDocument
from plantext.lexicon import Lexicon
from plantext.model import Span
from plantext.structure.units import ColumnRole, Table, TableKind, TableRow

LONGEST_HEAD = 16
"""A header cell is no longer than this."""
LONGEST_SECTION = 30
LINE_ENDS = ("。", ":", "：", ";", "；")
MOST_HEAD_ROWS = 3
LEAST_SHAPED_ROWS = 2
"""A head without known words needs at least so many rows below it."""
HEAD_SHARE = 0.5
"""So large a part of a row's cells must read like column heads."""
CELL_SHARE = 0.6
"""So large a part of a column's cells must be figures, months or units to tell what an ambiguous head means."""
CARRIED: tuple[ColumnRole, ...] = ("number", "task", "month", "indicator", "actor", "due")
"""Columns whose empty cells, in a row that begins with one, continue the cell above (merged cells in plain text)."""


@dataclass(frozen=True)
class RolePattern:
    """A column's meaning and the pattern of its head."""

    role: ColumnRole
    pattern: str


@dataclass(frozen=True)
class TableWords:
    """The shape of lexicons/tables.yaml."""

    roles: tuple[RolePattern, ...]
    time_head: str
    unit_head: str
    done_head: str
    goal_head: str
    no_figure_head: str
    part_head: str
    person_head: str
    date_cell: str
    month_cell: str
    figure_cell: str
    unit_cell: str
    year_head: str
    continued: str


@dataclass(frozen=True)
class Patterns:
    """The compiled words."""

    roles: tuple[tuple[ColumnRole, re.Pattern[str]], ...] = field(repr=False)
    time_head: re.Pattern[str] = field(repr=False)
    unit_head: re.Pattern[str] = field(repr=False)
    done_head: re.Pattern[str] = field(repr=False)
    goal_head: re.Pattern[str] = field(repr=False)
    no_figure_head: re.Pattern[str] = field(repr=False)
    part_head: re.Pattern[str] = field(repr=False)
    person_head: re.Pattern[str] = field(repr=False)
    date_cell: re.Pattern[str] = field(repr=False)
    month_cell: re.Pattern[str] = field(repr=False)
    figure_cell: re.Pattern[str] = field(repr=False)
    unit_cell: re.Pattern[str] = field(repr=False)
    year_head: re.Pattern[str] = field(repr=False)
    continued: re.Pattern[str] = field(repr=False)

    def role(self, head: str) -> ColumnRole | None:
        """Return the meaning that a head's words give."""
        return next((role for role, pattern in self.roles if pattern.search(head)), None)

    def year(self, head: str) -> str | None:
        """Return the year that a head names: ``2024年目标`` gives ``2024``, ``2024—2025学年`` gives ``2024/2025``."""
        found = self.year_head.search(head)
        if found is None:
            return None
        return f"{found['from']}/{found['to']}" if found["to"] else found["from"]


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a document.

    Attributes:
        tables: in order.
        rows: every block that belongs to a table; they hold no headings.
        heads: for each block of a header row, or of a row that names the rows below it, its table; repeated heads are
            left out.
    """

    tables: tuple[Table, ...]
    rows: frozenset[int]
    heads: dict[int, int]


def read_tables(document: CleanDocument, lexicon: Lexicon) -> Tables:
    """Read the tables of a document from its table rows."""
    patterns: Patterns = lexicon.memo("structure.tables", _compile)
    tables: list[Table] = []
    blocks: set[int] = set()
    heads: dict[int, int] = {}
    for group in _groups(document, patterns):
        reader = _TableReader(document, group, patterns)
        heads |= dict.fromkeys(reader.head + reader.sections, len(tables))
        blocks.update(group)
        tables.append(reader.table())
    return Tables(tuple(tables), frozenset(blocks), heads)


def _compile(lexicon: Lexicon) -> Patterns:
    words = lexicon.get("tables", TableWords)
    return Patterns(
        tuple((one.role, re.compile(one.pattern)) for one in words.roles),
        *(
            re.compile(pattern)
            for pattern in (
                words.time_head,
                words.unit_head,
                words.done_head,
                words.goal_head,
                words.no_figure_head,
                words.part_head,
                words.person_head,
                words.date_cell,
                words.month_cell,
                words.figure_cell,
                words.unit_cell,
                words.year_head,
                words.continued,
            )
        ),
    )


def _groups(document: CleanDocument, patterns: Patterns) -> Iterator[list[int]]:
    """Give the blocks of each table; one that goes on after a page break (a 续表 line, the same head) is one table."""
    text, group = document.clean.text, list[int]()
    for index, block in enumerate(document.blocks):
        if block.kind == "table_row" and len(set(block.cells)) > 0 and len(block.cells) > 1:
            parted = bool(group) and group[-1] == index - 2 and _parts(document, group, index - 1)
            if group and not parted and not _goes_on(document, group, index, patterns):
                yield group
                group = []
            group.append(index)
        elif group and not patterns.continued.match(text[slice(*block.span)].strip()):
            following = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
            if following is None or following.kind != "table_row" or not _parts(document, group, index):
                yield group
                group = []
    if group:
        yield group


def _parts(document: CleanDocument, group: list[int], index: int) -> bool:
    """Tell whether a line between two rows names the rows below it: ``一、学前教育`` between rows of the same width."""
    block, before, after = (document.blocks[place] for place in (index, group[-1], index + 1))
    if block.kind == "table_row":
        return True
    line = document.clean.text[slice(*block.span)].strip()
    return len(line) <= LONGEST_SECTION and not line.endswith(LINE_ENDS) and len(before.cells) == len(after.cells)


def _goes_on(document: CleanDocument, group: list[int], index: int, patterns: Patterns) -> bool:
    before, block = document.blocks[group[-1]], document.blocks[index]
    number = before.where.table if before.where else None
    same = number == (block.where.table if block.where else None)
    if same and index == group[-1] + 1:
        return True
    first = document.blocks[group[0]]
    if _words(document, first) == _words(document, block):
        return True
    head = [patterns.role(word) or patterns.year(word) for word in _words(document, block)]
    return len(before.cells) == len(block.cells) and not block.header and not any(head)


def _words(document: CleanDocument, block: CleanBlock) -> list[str]:
    return [re.sub(r"\s", "", document.clean.text[slice(*cell)]) for cell in block.cells]


class _TableReader:
    """Reads one table from its blocks."""

    def __init__(self, document: CleanDocument, group: list[int], patterns: Patterns) -> None:
        self.document = document
        self.text = document.clean.text
        self.patterns = patterns
        self.width = max(len(document.blocks[index].cells) for index in group)
        self.cells = {index: self._padded(document.blocks[index]) for index in group}
        count = self._head_rows(group)
        self.head, rest = group[:count], group[count:]
        repeated = [self._row_words(index) for index in self.head]
        rest = [index for index in rest if self._row_words(index) not in repeated]
        self.sections = [index for index in rest if self._is_section(index)]
        self.body = [index for index in rest if not self._is_section(index) and self._filled(index)]
        self.heads = [self._column_head(column) for column in range(self.width)]

    def _padded(self, block: CleanBlock) -> list[Span]:
        return [*block.cells, *[(block.span[1], block.span[1])] * (self.width - len(block.cells))]

    def _filled(self, index: int) -> list[Span]:
        return [span for span in self.cells[index] if self.text[slice(*span)].strip()]

    def _word(self, span: Span) -> str:
        return re.sub(r"\s", "", self.text[slice(*span)])

    def _row_words(self, index: int) -> list[str]:
        return [self._word(span) for span in self.cells[index]]

    def _is_section(self, index: int) -> bool:
        """Tell whether a row is one cell over all columns (``一、德育工作``), which names the rows below it."""
        filled = self._filled(index)
        alone = len(set(filled)) == 1 and (len(filled) == self.width or self.cells[index][0] == filled[0])
        return self.width > 2 and alone and len(self._word(filled[0])) <= LONGEST_SECTION

    def _head_rows(self, group: list[int]) -> int:
        """Count the rows of the head: marked by the format, or by their words."""
        count = 0
        for index in group[:MOST_HEAD_ROWS]:
            if not (self.document.blocks[index].header or self._reads_like_head(index, count)):
                break
            count += 1
        if count == 0 and self._stands_out(group):
            return 1
        return count if count < len(group) else 0

    def _stands_out(self, group: list[int]) -> bool:
        """Tell whether the first row is a head by its shape: short words without figures over columns of figures or dates.

        ``项目 年初想到的 年末做到的`` over ``听课 30节 34节``.
        """
        cells = self.cells[group[0]]
        words = [self._word(span) for span in dict.fromkeys(self._filled(group[0]))]
        if len(group) <= LEAST_SHAPED_ROWS or len(words) < 2 or len(words) < len(set(cells)) - 1:
            return False
        if len(set(words)) < len(words) or any(len(word) > LONGEST_HEAD or self._tells(word) for word in words):
            return False
        return any(
            bool(self._word(cell)) and self._told(group[1:], column) >= CELL_SHARE for column, cell in enumerate(cells)
        )

    def _tells(self, word: str) -> bool:
        """Tell whether a cell holds a figure or a date and so belongs to the body."""
        if self.patterns.year(word):
            return False
        return bool(self.patterns.figure_cell.match(word) or self.patterns.date_cell.match(word))

    def _told(self, rows: list[int], column: int) -> float:
        """Return the share of a column's cells that hold a figure or a date."""
        words = [word for index in rows if (word := self._word(self.cells[index][column]))]
        return sum(map(self._tells, words)) / len(rows) if words else 0.0

    def _reads_like_head(self, index: int, above: int) -> bool:
        words = [self._word(span) for span in dict.fromkeys(self._filled(index))]
        if not words or any(len(word) > LONGEST_HEAD for word in words):
            return False
        known = sum(bool(self.patterns.role(word) or self.patterns.year(word)) for word in words)
        if above == 0:
            return known >= 2 and known >= HEAD_SHARE * len(words)
        # a second line of a head stands under a merged cell: 目标值 | 2024年 | 2025年
        first = next(iter(self.cells))
        shared = set(self.cells[index]) & set(self.cells[first]) or len(self._filled(index)) < self.width
        years = sum(bool(self.patterns.year(word)) and len(word) <= 8 for word in words)
        figures = sum(bool(self.patterns.figure_cell.match(word)) for word in words)
        return bool(shared) and known == len(words) and (years > 1 or figures == 0)

    def _column_head(self, column: int) -> str:
        return "".join(dict.fromkeys(self._word(self.cells[index][column]) for index in self.head))

    def _head_cell(self, column: int) -> Span:
        """Return the lowest head cell of a column that has words."""
        cells = [self.cells[index][column] for index in self.head]
        return next((cell for cell in reversed(cells) if self._word(cell)), cells[-1])

    def _share(self, column: int, pattern: re.Pattern[str]) -> float:
        words = [word for index in self.body if (word := self._word(self.cells[index][column]))]
        return sum(bool(pattern.match(word)) for word in words) / len(words) if words else 0.0

    def table(self) -> Table:
        """Return the table with the meaning of its columns."""
        roles = [self._role(column) for column in range(self.width)]
        self._read_figures(roles)
        years = tuple(self.patterns.year(head) for head in self.heads)
        kind = self._kind(roles, years)
        self._settle(roles, kind)
        header = tuple(map(self._head_cell, range(self.width))) if self.head else ()
        return Table(kind, header, tuple(roles), years, tuple(self._rows(roles)))

    def _role(self, column: int) -> ColumnRole:
        head, patterns = self.heads[column], self.patterns
        if not head:
            return (
                "number"
                if column == 0 and self._share(column, re.compile(r"\d{1,3}[.、]?$")) >= CELL_SHARE
                else "other"
            )
        if patterns.time_head.search(head):
            return "month" if self._share(column, patterns.month_cell) >= CELL_SHARE and column <= 1 else "due"
        if patterns.unit_head.search(head):
            return "other" if self._share(column, patterns.unit_cell) >= CELL_SHARE else "actor"
        if patterns.done_head.search(head):
            return "baseline" if self._share(column, patterns.figure_cell) >= CELL_SHARE else "other"
        if patterns.goal_head.search(head):
            return "value" if self._share(column, patterns.figure_cell) >= CELL_SHARE else "requirement"
        role = patterns.role(head)
        if patterns.year(head) and role not in ("baseline", "due", "indicator", "actor"):
            return "value"
        return role or "other"

    def _read_figures(self, roles: list[ColumnRole]) -> None:
        """Give columns of figures a meaning where their heads have none: ``学科 平均分 及格率``; a single one stays as it is."""
        unknown = [
            column
            for column in range(1, self.width)
            if roles[column] == "other" and self._share(column, self.patterns.figure_cell) >= CELL_SHARE
            if self.heads[column] and not self.patterns.no_figure_head.search(self.heads[column])
            if self._share(column, self.patterns.date_cell) < CELL_SHARE
        ]
        known = sum(role in ("value", "baseline") for role in roles)
        if not unknown or len(unknown) + known < 2 or self.patterns.person_head.search(self.heads[0]):
            return
        planned = self.document.doc_type in ("plan", "directive")
        for column in unknown:
            part = "value" in roles or self.patterns.part_head.search(self.heads[column])
            roles[column] = "value" if planned and part else "baseline"

    def _kind(self, roles: list[ColumnRole], years: tuple[str | None, ...]) -> TableKind:
        figures = [column for column, role in enumerate(roles) if role in ("value", "baseline")]
        dated = sum(year is not None for year in years)
        numeric = any(self._share(column, self.patterns.figure_cell) >= CELL_SHARE for column in figures)
        if figures and (
            ("indicator" in roles and numeric) or (dated > 1 and numeric) or (len(figures) > 1 and numeric)
        ):
            return "indicators"
        if "month" in roles and any(role in roles for role in ("task", "requirement")):
            return "calendar"
        months = self._share(0, self.patterns.month_cell) >= CELL_SHARE
        if months and self.width > 1:
            return "calendar"
        work = [role for role in roles if role in ("task", "requirement")]
        if work and ("actor" in roles or "due" in roles or len(work) > 1):
            return "task_list"
        return "other"

    def _settle(self, roles: list[ColumnRole], kind: TableKind) -> None:
        """Let the kind of the table decide what its ambiguous columns mean."""
        if kind == "indicators" and "indicator" not in roles:
            first = next(
                (column for column, role in enumerate(roles) if role in ("task", "other", "requirement")), None
            )
            if first is not None:
                roles[first] = "indicator"
        if kind == "calendar":
            if "month" not in roles:
                roles[0] = "month"
            if "task" not in roles:  # 月份 德育 教学 安全: each column a field of work
                work = [column for column, role in enumerate(roles) if role == "requirement"]
                work = work or [column for column, role in enumerate(roles) if role == "other"]
                for column in work:
                    roles[column] = "task"

    def _rows(self, roles: list[ColumnRole]) -> Iterator[TableRow]:
        above: list[Span] = []
        for index in self.body:
            cells = self.cells[index]
            lead = next((column for column, role in enumerate(roles) if role in CARRIED), None)
            if above and lead is not None and not self._word(cells[lead]):
                cells = [
                    above[column] if roles[column] in CARRIED and not self._word(cell) else cell
                    for column, cell in enumerate(cells)
                ]
            above = cells
            yield TableRow(index, tuple(cells))

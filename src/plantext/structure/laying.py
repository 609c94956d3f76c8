"""Laying out a document's sentences: headings, table cells and body text, each in its section."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from plantext.cleaning import CleanBlock, CleanDocument
from plantext.model import Span
from plantext.structure.sentences import cut
from plantext.structure.tables import Tables
from plantext.structure.units import Heading, Sentence

MARKS_AFTER_HEADING = "。.:：,，、;；．】"


@dataclass(frozen=True, slots=True)
class Outline:
    """The headings of a document and where each one's title stands (None for a number alone)."""

    headings: tuple[Heading, ...]
    titles: tuple[Span | None, ...]


def lay_sentences(document: CleanDocument, outline: Outline, tables: Tables) -> tuple[Sentence, ...]:
    """Give every sentence of a document in order.

    The title and what stands with it (``title_block`` leading blocks) count as heading sentences, as do the header cells
    of a table; a cell that several rows or columns share is given once.
    """
    return tuple(_Layout(document, outline, tables).sentences())


class _Layout:
    """Walks the blocks with the headings and table rows that stand in them."""

    def __init__(self, document: CleanDocument, outline: Outline, tables: Tables) -> None:
        self.document = document
        self.text = document.clean.text
        self.outline = outline
        self.starts = [heading.span[0] for heading in outline.headings]
        self.body_rows = {
            row.block: (number, position)
            for number, table in enumerate(tables.tables)
            for position, row in enumerate(table.rows)
        }
        self.tables = tables

    def sentences(self) -> Iterator[Sentence]:
        """Give the sentences block by block."""
        for index, block in enumerate(self.document.blocks):
            if index in self.body_rows:
                yield from self._body_row(index)
            elif index in self.tables.heads:
                yield from self._cells(index, block, self.tables.heads[index])
            elif index not in self.tables.rows:
                yield from self._block(index, block)

    def _section(self, offset: int) -> int | None:
        found = bisect_right(self.starts, offset) - 1
        return found if found >= 0 else None

    def _body_row(self, index: int) -> Iterator[Sentence]:
        table, row = self.body_rows[index]
        block = self.document.blocks[index]
        seen = set()
        for column, span in enumerate(self.tables.tables[table].rows[row].cells):
            inside = block.span[0] <= span[0] and span[1] <= block.span[1]
            if span in seen or not inside or not self.text[slice(*span)].strip():
                continue
            seen.add(span)
            section = self._section(block.span[0])
            clauses = [clause for _, parts in cut(self.text, *span) for clause in parts]
            yield Sentence(span, tuple(clauses) or (span,), section, index, table, row, column)

    def _cells(self, index: int, block: CleanBlock, table: int) -> Iterator[Sentence]:
        section = self._section(block.span[0])
        for column, span in enumerate(block.cells):
            first = column == block.cells.index(span) and block.span[0] <= span[0]
            if first and self.text[slice(*span)].strip():
                yield Sentence(span, (span,), section, index, table, None, column, heading=True)

    def _block(self, index: int, block: CleanBlock) -> Iterator[Sentence]:
        start, end = block.span
        above = index < self.document.title_block
        number = bisect_right(self.starts, start - 1)
        while number < len(self.starts) and self.starts[number] < end:
            heading, title = self.outline.headings[number], self.outline.titles[number]
            yield from self._body(index, (start, heading.span[0]), number, above)
            if title is not None:
                clauses = [clause for _, parts in cut(self.text, *title) for clause in parts]
                yield Sentence(title, tuple(clauses) or (title,), number, index, heading=True)
            start = heading.span[1]
            number += 1
        yield from self._body(index, (start, end), number, above)

    def _body(self, index: int, span: Span, number: int, heading: bool) -> Iterator[Sentence]:
        """Give the sentences of body text that stands before the heading with this number."""
        start, end = span
        while start < end and (self.text[start].isspace() or self.text[start] in MARKS_AFTER_HEADING):
            start += 1
        section = number - 1 if number else None
        for sentence, clauses in cut(self.text, start, end):
            yield Sentence(sentence, clauses, section, index, heading=heading)

"""Putting the clean text of a document together from segments of the source text."""

from __future__ import annotations

from plantext.cleaning.clean import CleanBlock, CleanText
from plantext.cleaning.damage import Damage, gaps, invisible, is_suspect, repair_figures
from plantext.cleaning.lines import Line
from plantext.model import Span


class Assembler:
    """Collects segments; each clean character stands for one source character, save the ``\\n`` between blocks."""

    def __init__(self, damage: Damage, *, spaced_out: bool = False) -> None:
        self.damage = damage
        self.spaced_out = spaced_out
        self.parts: list[str] = []
        self.starts: list[int] = []
        self.origins: list[int] = []
        self.length = 0
        self.blocks: list[CleanBlock] = []
        self._cells: dict[Span, Span] = {}

    def add(self, group: list[Line]) -> None:
        """Add the lines of one block: one line, or several that belong to one sentence."""
        if self.length:
            self._newline()
        begin = self.length
        for line in group:
            self._add_line(line)
        first = group[0].block
        self.blocks.append(
            CleanBlock(
                (begin, self.length),
                kind=first.kind,
                level=first.level,
                where=first.where,
                cells=self._clean_cells(group[0]) if first.cells else (),
                header=first.header,
            )
        )

    def result(self) -> tuple[CleanText, tuple[CleanBlock, ...]]:
        """Return the clean text and its blocks."""
        if not self.starts:
            self.starts, self.origins = [0], [0]
        return CleanText("".join(self.parts), tuple(self.starts), tuple(self.origins)), tuple(self.blocks)

    def _newline(self) -> None:
        """Put the line break between two blocks; it stands for the character behind the last one."""
        self.parts.append("\n")
        self.length += 1

    def _segment(self, text: str, origin: int) -> None:
        if text:
            self.starts.append(self.length)
            self.origins.append(origin)
            self.parts.append(text)
            self.length += len(text)

    def _add_line(self, line: Line) -> None:
        if not line.cuts and not is_suspect(line.text):
            self._segment(line.text, line.start)
            return
        text = repair_figures(line.text, self.damage)
        left_out = [(start - line.start, end - line.start) for start, end in line.cuts]
        left_out += [] if line.is_row else gaps(text, self.damage, spaced_out=self.spaced_out)
        left_out += invisible(text)
        position = 0
        for start, end in sorted(left_out):
            if start > position:
                self._segment(text[position:start], line.start + position)
            position = max(position, end)
        self._segment(text[position:], line.start + position)

    def _clean_cells(self, line: Line) -> tuple[Span, ...]:
        """Return the clean spans of a row's cells; a merged cell keeps the span of its origin in an earlier row."""
        cells = []
        for cell in line.block.cells:
            if cell not in self._cells:
                start, end = cell
                if line.start <= start <= end <= line.end:
                    self._cells[cell] = self._clean_span(start, end)
                else:
                    self._cells[cell] = (self.blocks[-1].span[1],) * 2 if self.blocks else (0, 0)
            cells.append(self._cells[cell])
        return tuple(cells)

    def _clean_span(self, start: int, end: int) -> Span:
        return self._offset(start), self._offset(end)

    def _offset(self, offset: int) -> int:
        """Return the clean offset of a source offset inside the line just added."""
        for index in range(len(self.starts) - 1, -1, -1):
            if self.origins[index] <= offset:
                end = self.starts[index + 1] if index + 1 < len(self.starts) else self.length
                return min(self.starts[index] + offset - self.origins[index], end)
        return 0

"""Laying out a source text: one block a line, cells joined by tabs, every span known as it is written."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from plantext.errors import PlantextError, message
from plantext.model import Notice, RemovedReason, SourceInfo, Span, Where
from plantext.reading.source import Block, BlockKind, SourceText

_BREAKS = re.compile(
    r"[\s\x00-\x1f\x7f\ufeff\u200b]*[\n\r\t\f\v\x00-\x1f\x85\u2028\u2029\ufeff\u200b][\s\x00-\x1f\x7f\ufeff\u200b]*"
)
_INVISIBLE = str.maketrans(dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad\x00"))


def one_line(text: str) -> str:
    """Return text without line breaks, tabs, control and invisible characters, and without blanks at its ends."""
    return _BREAKS.sub(" ", text.translate(_INVISIBLE)).strip()


def join_cell(lines: Sequence[str], *, header: bool) -> str:
    """Join the paragraphs of a table cell to one line.

    A head broken for want of width (``责任`` / ``单位``) is one word; elsewhere a break parts things (``教务处`` / ``德育处``).
    """
    kept = [line for line in map(one_line, lines) if line]
    broken_word = header and len(kept) > 1 and all(len(line) <= HEAD_WORD and line.isalpha() for line in kept)
    return ("" if broken_word else " ").join(kept)


HEAD_WORD = 4
"""Longest piece of a table head that may be half a word."""


def notice(code: str, span: Span | None = None, **fields: object) -> Notice:
    """Return the warning ``code`` with its sentence from the catalogue."""
    return Notice(code, message(code, "zh", **fields), span)


class Layout:
    """Writes a source text line by line and remembers the blocks.

    Attributes:
        blocks: the blocks so far.
        metadata: fields of the document with the span of their value, for `SourceText.metadata`.
        warnings: what a person should know.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.metadata: dict[str, tuple[str, Span | None]] = {}
        self.warnings: list[Notice] = []
        self._parts: list[str] = []
        self._length = 0

    def line(
        self,
        text: str,
        *,
        kind: BlockKind = "paragraph",
        level: int | None = None,
        where: Where | None = None,
        removed: RemovedReason | None = None,
    ) -> Span | None:
        """Write a paragraph or heading; nothing is written for a blank one. Returns its span."""
        text = one_line(text)
        if not text:
            return None
        span = self._write(text)
        self.blocks.append(Block(span, kind, level, where, removed=removed))
        return span

    def row(
        self,
        cells: Sequence[str | Span],
        *,
        where: Where | None = None,
        header: bool = False,
        removed: RemovedReason | None = None,
    ) -> tuple[Span, ...]:
        """Write a table row; a cell given as a span continues a merged cell and is empty in the text.

        A span of ``(-k, -k)`` stands for the cell k columns to the left. Returns the spans of the cells.
        """
        texts = [one_line(cell) if isinstance(cell, str) else "" for cell in cells]
        written = "\t".join(texts)
        spans: list[Span] = []
        offset = self._length
        for cell, text in zip(cells, texts, strict=True):
            if isinstance(cell, str):
                spans.append((offset, offset + len(text)))
            else:
                spans.append(spans[len(spans) + cell[0]] if cell[0] < 0 else cell)
            offset += len(text) + 1
        if not written.strip():
            return tuple(spans)
        span = self._write(written)
        self.blocks.append(Block(span, "table_row", None, where, tuple(spans), header, removed))
        return tuple(spans)

    @property
    def text(self) -> str:
        """The source text so far."""
        return "\n".join(self._parts)

    def _write(self, text: str) -> Span:
        start = self._length
        self._parts.append(text)
        self._length += len(text) + 1
        return start, start + len(text)

    def source(
        self, data: bytes, name: str, media_type: str, *, pages: int | None = None, encoding: str | None = None
    ) -> SourceText:
        """Return the finished source text.

        Raises:
            PlantextError: ``empty`` where nothing was written.
        """
        if not self.blocks:
            raise PlantextError("empty", name)
        text = self.text
        info = SourceInfo(name, hashlib.sha256(data).hexdigest(), media_type, encoding, pages, len(text))
        metadata: Mapping[str, tuple[str, Span | None]] = MappingProxyType(self.metadata)
        return SourceText(text, tuple(self.blocks), info, metadata, tuple(self.warnings))

"""What every reader produces: the source text, its blocks and where each stands in the file.

Nothing after this room knows a file format. For plain text the source text is the decoded file to the letter (newlines
as they are, a byte order mark left off); for every other format it is the plain text that the reader lays out: one block
a line, joined by ``\\n``, table cells joined by ``\\t``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from plantext.model import Notice, RemovedReason, SourceInfo, Span, Where

BlockKind = Literal["paragraph", "heading", "table_row"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading (by style) or a table row of the source text; blocks do not overlap and stand in order.

    Attributes:
        span: where the block stands in the source text, without its closing newline.
        kind: ``heading`` only where the format says so (a Word heading style, ``<h2>``, a PDF bookmark).
        level: outline level of a heading as the format gives it, 1 for the highest; None otherwise.
        where: page, paragraph, or table and row in the file.
        cells: the spans of a table row's cells, one a grid column. A cell that continues a merged one has the span of
            the merged cell's origin (which may stand in an earlier row), so that every column has its meaning.
        header: True for a table row that the format marks as a header row.
        removed: set where the reader itself knows that the block belongs to no document (a navigation bar, a running
            head): it stays in the source text and goes to ``removed`` with this reason.
    """

    span: Span
    kind: BlockKind = "paragraph"
    level: int | None = None
    where: Where | None = None
    cells: tuple[Span, ...] = ()
    header: bool = False
    removed: RemovedReason | None = None


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file as text.

    Attributes:
        text: the source text that every span points into.
        blocks: in order; every character that is not white space lies in one of them.
        info: name, hash, media type, encoding, pages, length.
        metadata: what the format itself knows of the document, by the field's printed name (``发文字号``, ``title``),
            each with its value and, where it stands in the text, its span.
        warnings: a guessed encoding, a mislabelled file, lost pages.
    """

    text: str
    blocks: tuple[Block, ...]
    info: SourceInfo
    metadata: Mapping[str, tuple[str, Span | None]] = field(default_factory=lambda: MappingProxyType({}))
    warnings: tuple[Notice, ...] = ()

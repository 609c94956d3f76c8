"""What the cleaning room hands on: documents with a clean text that maps back to the source text.

The clean text of a document has one paragraph, heading or table row a line: furniture and page artefacts are cut out,
sentences that a page break tore apart are joined, full-width digits, letters, brackets and marks that pattern matching
needs are folded to half width one character for one (``２０２３`` to ``2023``, ``（`` to ``(``, ``：`` to ``:``). Nothing is ever
inserted except the ``\\n`` between blocks, so each clean character stands for exactly one source character.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from plantext.model import DocType, Notice, Removed, Span, Where
from plantext.reading.source import BlockKind, SourceText


@dataclass(frozen=True, slots=True)
class CleanText:
    """Text cut out of the source text in segments.

    Attributes:
        text: the clean text.
        starts: where each segment starts in the clean text, ascending, the first 0.
        origins: where each segment starts in the source text, ascending, as long as ``starts``.
    """

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def source_offset(self, offset: int) -> int:
        """Return the source offset of the clean character at ``offset`` (0 <= offset < len(text))."""
        segment = bisect_right(self.starts, offset) - 1
        return self.origins[segment] + offset - self.starts[segment]

    def source_span(self, span: Span) -> Span:
        """Return the source span of a non-empty clean span; it may enclose an artefact that the clean text left out."""
        start, end = span
        return self.source_offset(start), self.source_offset(end - 1) + 1

    def clean_offset(self, offset: int) -> int:
        """Return the clean offset of the first clean character at or after a source offset (may be len(text))."""
        segment = bisect_right(self.origins, offset) - 1
        if segment < 0:
            return 0
        clean = self.starts[segment] + offset - self.origins[segment]
        end = self.starts[segment + 1] if segment + 1 < len(self.starts) else len(self.text)
        return min(clean, end)


@dataclass(frozen=True, slots=True)
class CleanBlock:
    """A line of the clean text: a paragraph, a heading by style, or a table row with the clean spans of its cells.

    A merged cell's origin may lie in an earlier block. A cell span may be empty (start == end).
    """

    span: Span
    kind: BlockKind = "paragraph"
    level: int | None = None
    where: Where | None = None
    cells: tuple[Span, ...] = ()
    header: bool = False


@dataclass(frozen=True, slots=True)
class CleanDocument:
    """One document of a file, ready for reading its structure.

    Attributes:
        span: source span from the title to the last body character.
        title: the printed title nearest to the body, one line, without notes such as ``(精选6篇)``; None if there is none.
        title_block: how many leading blocks are title, document number or salutation lines that are no body text.
        doc_type, doc_type_reason: what it is by content, and the words that say so.
        duplicate_of: index of an earlier document of the file that it repeats.
        metadata: fields of a government page's head table by printed name (``索引号``, ``成文日期`` …).
        clean: the clean text; ``blocks`` its lines.
    """

    span: Span
    title: str | None
    title_block: int
    doc_type: DocType
    doc_type_reason: str
    duplicate_of: int | None
    metadata: tuple[tuple[str, str], ...]
    clean: CleanText
    blocks: tuple[CleanBlock, ...]


@dataclass(frozen=True, slots=True)
class CleanSource:
    """A file taken apart: its documents, and everything that belongs to none of them."""

    source: SourceText
    documents: tuple[CleanDocument, ...]
    removed: tuple[Removed, ...]
    warnings: tuple[Notice, ...]

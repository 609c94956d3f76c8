"""Short documents for the table tests of the extraction room."""

from __future__ import annotations

from plantext.cleaning import CleanBlock, CleanDocument, CleanText
from plantext.lexicon import builtin
from plantext.model import DocType
from plantext.structure import Structure, read_structure


def short_document(
    body: str, *, title: str | None = None, doc_type: DocType = "plan", metadata: tuple[tuple[str, str], ...] = ()
) -> tuple[CleanDocument, Structure]:
    """Lay out a document of a title line and body lines, and read its structure."""
    text = f"{title}\n{body}" if title else body
    blocks, position = [], 0
    for line in text.split("\n"):
        cells, start = [], position
        for cell in line.split("\t"):
            cells.append((start, start + len(cell)))
            start += len(cell) + 1
        row = len(cells) > 1
        span = (position, position + len(line))
        blocks.append(CleanBlock(span, "table_row" if row else "paragraph", cells=tuple(cells) if row else ()))
        position += len(line) + 1
    document = CleanDocument(
        span=(0, len(text)),
        title=title,
        title_block=1 if title else 0,
        doc_type=doc_type,
        doc_type_reason="",
        duplicate_of=None,
        metadata=metadata,
        clean=CleanText(text, (0,), (0,)),
        blocks=tuple(blocks),
    )
    return document, read_structure(document, builtin())

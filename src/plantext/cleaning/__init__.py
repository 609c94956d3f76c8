"""Cleaning: furniture and page artefacts off, one file into its documents, each with its type."""

from __future__ import annotations

from plantext.cleaning.clean import CleanBlock, CleanDocument, CleanSource, CleanText
from plantext.lexicon import Lexicon
from plantext.reading.source import SourceText

__all__ = ["CleanBlock", "CleanDocument", "CleanSource", "CleanText", "clean"]


def clean(source: SourceText, lexicon: Lexicon) -> CleanSource:
    """Take a file apart into documents and what belongs to none of them."""
    lines, blocks, position = [], [], 0
    for block in source.blocks:
        line = source.text[slice(*block.span)]
        blocks.append(CleanBlock((position, position + len(line)), where=block.where))
        lines.append(line)
        position += len(line) + 1
    text = CleanText("\n".join(lines), tuple(b.span[0] for b in blocks), tuple(b.span[0] for b in source.blocks))
    span = (source.blocks[0].span[0], source.blocks[-1].span[1])
    document = CleanDocument(span, lines[0].strip(), 1, "other", "", None, (), text, tuple(blocks))
    return CleanSource(source, (document,), (), ())

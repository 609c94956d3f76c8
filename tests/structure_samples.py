"""Documents for the structure tests, built without the rooms before it."""

from __future__ import annotations

from plantext.cleaning import CleanBlock, CleanDocument, CleanText
from plantext.lexicon import builtin
from plantext.structure import Heading, Structure, read_structure


def document(text: str, title: str | None = None) -> CleanDocument:
    """Return a clean document of the lines of a text; a line with tabs is a table row."""
    blocks, position = [], 0
    for line in text.split("\n"):
        cells, start = [], position
        for cell in line.split("\t") if "\t" in line else ():
            cells.append((start, start + len(cell)))
            start += len(cell) + 1
        kind = "table_row" if cells else "paragraph"
        blocks.append(CleanBlock((position, position + len(line)), kind, cells=tuple(cells)))
        position += len(line) + 1
    clean = CleanText(text, (0,), (0,))
    return CleanDocument((0, len(text)), title, 0, "plan", "", None, (), clean, tuple(blocks))


def structure(text: str, title: str | None = None) -> Structure:
    return read_structure(document(text, title), builtin())


def line(heading: Heading) -> str:
    """Return a heading as the tests write it: level, number's value, title (``-`` where there is none)."""
    value = "-" if heading.number is None else heading.number.value
    return f"{heading.level} {value} {heading.title or '-'}"

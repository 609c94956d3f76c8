"""Plain text: which encoding, and one block a line."""

from __future__ import annotations

import hashlib
import re

from plantext.errors import PlantextError
from plantext.model import SourceInfo, Where
from plantext.reading.source import Block, SourceText

_LINE = re.compile(r"[^\r\n]+")


def read_text(data: bytes, name: str) -> SourceText:
    """Read plain text; a tab-separated line becomes a table row."""
    text = data.decode("utf-8-sig")
    if not text.strip():
        raise PlantextError("empty", name)
    info = SourceInfo(name, hashlib.sha256(data).hexdigest(), "text/plain", "utf-8", None, len(text))
    return SourceText(text, tuple(_blocks(text)), info)


def _blocks(text: str) -> list[Block]:
    """Return a block for each line that is not blank."""
    blocks = []
    for number, line in enumerate(_LINE.finditer(text), 1):
        if line.group().strip():
            blocks.append(Block(line.span(), where=Where(paragraph=number)))
    return blocks

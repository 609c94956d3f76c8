"""Folding to half width, one character for one, so that every offset stays what it is."""

from __future__ import annotations

import re
import unicodedata


def _table() -> dict[int, str]:
    """Full-width forms, odd spaces, compatibility ideographs and radicals (``⼀`` of a PDF font) and their plain form."""
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= dict.fromkeys((0x3000, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F), " ")
    for code in (*range(0xF900, 0xFB00), *range(0x2E80, 0x2FE0), *range(0xFE50, 0xFE6C)):
        folded = unicodedata.normalize("NFKC", chr(code))
        if len(folded) == 1 and folded != chr(code):
            table[code] = folded
    return table


FOLDED = _table()
_FOLDABLE = re.compile("[" + re.escape("".join(map(chr, FOLDED))) + "]")


def fold(text: str) -> str:
    """Return the text in half width; the result is exactly as long as the text.

    ``２０２３年（第１期）：`` becomes ``2023年(第1期):``; ``。`` ``、`` and quotes stay as they are.
    """
    if _FOLDABLE.search(text) is None:
        return text
    return text.translate(FOLDED)

"""A table of contents at the top of a file: furniture, for the text itself follows."""

from __future__ import annotations

import re
from collections import Counter

from plantext.cleaning.lines import Line, is_sentence
from plantext.cleaning.titles import bare
from plantext.cleaning.words import Furniture

LONGEST_ENTRY = 80
SHORTEST_PART = 4
"""A key so long may also stand inside a longer line: 第一章 总则 in 第一章 总则(试行)."""
MOST_CATALOGUES, MOST_ENTRIES = 20, 500
_PAGE = re.compile(r"(\.{3,}|…+|·{3,}|\s{2,})\s*\d+$")
_NUMBER = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}\s*[、.,]|[(][一二三四五六七八九十\d]{1,3}[)]|\d{1,2}\s*[、.,](?!\d)|第[一二三四五六七八九十\d]{1,3}[篇章部节]分?)\s*"
)
_PAGE_NUMBER = re.compile(r"(\.{3,}|…+|·{3,}|\s{2,})?\s*\d*$")


def drop_catalogue(lines: list[Line], furniture: Furniture) -> None:
    """Mark tables of contents: the word 目录 and under it short lines that stand again further down."""
    words = [index for index, line in enumerate(lines) if line.reason is None and line.text in furniture.catalogue]
    if not words:
        return
    keys = [_entry(line.text) if len(line.text) <= LONGEST_ENTRY else "" for line in lines]
    counts = Counter(keys[words[0] :])
    printed = "\n".join(keys[words[0] :])
    for index in words[:MOST_CATALOGUES]:
        entries = _entries(lines, index, keys, counts, printed)
        for place in (index, *entries) if entries else ():
            lines[place].reason, lines[place].place = "furniture", "any"


def _entries(lines: list[Line], index: int, keys: list[str], counts: Counter[str], printed: str) -> list[int]:
    """Return the entries under the word 目录: with a page number, or printed again below."""
    entries: list[int] = []
    for place in range(index + 1, min(len(lines), index + MOST_ENTRIES)):
        text, key = lines[place].text, keys[place]
        if len(text) > LONGEST_ENTRY or is_sentence(text):
            break
        again = counts[key] >= 2 or (len(key) >= SHORTEST_PART and printed.find(key, printed.find(key) + 1) >= 0)
        first_again = bool(entries) and key == keys[entries[0]]  # here the text itself starts
        if _PAGE.search(text) is None and (not again or first_again):
            break
        entries.append(place)
    return entries


def _entry(text: str) -> str:
    """Return what two prints of an entry share: ``一、教学计划......3`` and ``教学计划``."""
    return bare(_NUMBER.sub("", _PAGE_NUMBER.sub("", text), count=1))

"""A table of contents at the top of a file: furniture, for the text itself follows."""

from __future__ import annotations

import re
from collections import Counter

from plantext.cleaning.lines import Line, is_sentence
from plantext.cleaning.titles import bare
from plantext.cleaning.words import Furniture

LONGEST_ENTRY = 80
_PAGE = re.compile(r"(\.{3,}|…+|·{3,}|\s{2,})\s*\d+$")
_NUMBER = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}\s*[、.,]|[(][一二三四五六七八九十\d]{1,3}[)]|\d{1,2}\s*[、.,](?!\d)|第[一二三四五六七八九十\d]{1,3}[篇章部节]分?)\s*"
)
_PAGE_NUMBER = re.compile(r"(\.{3,}|…+|·{3,}|\s{2,})?\s*\d*$")


def drop_catalogue(lines: list[Line], furniture: Furniture) -> None:
    """Mark a table of contents: the word 目录 and under it short lines that stand again further down."""
    for index, line in enumerate(lines):
        if line.reason is None and line.text in furniture.catalogue:
            entries = _entries(lines, index)
            for place in (index, *entries) if entries else ():
                lines[place].reason, lines[place].place = "furniture", "any"


def _entries(lines: list[Line], index: int) -> list[int]:
    """Return the entries under the word 目录: with a page number, or printed again below."""
    counts = Counter(_entry(line.text) for line in lines[index + 1 :] if len(line.text) <= LONGEST_ENTRY)
    entries: list[int] = []
    for place in range(index + 1, len(lines)):
        text = lines[place].text
        if len(text) > LONGEST_ENTRY or is_sentence(text):
            break
        key = _entry(text)
        paged = _PAGE.search(text) is not None
        again = counts[key] >= 2 or any(key in other for other in counts if other != key and len(key) >= 4)
        if not paged and (not again or (entries and key == _entry(lines[entries[0]].text))):
            break  # no entry; or the first entry again: here the text itself starts
        entries.append(place)
    return entries


def _entry(text: str) -> str:
    """Return what two prints of an entry share: ``一、教学计划......3`` and ``教学计划``."""
    return bare(_NUMBER.sub("", _PAGE_NUMBER.sub("", text), count=1))

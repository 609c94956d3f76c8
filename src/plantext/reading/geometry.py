"""Text on a page by its geometry, for PDF and OFD alike: glyphs to lines, lines to paragraphs, columns, running heads.

The measured rule (research/readers.md §1: 368 of 375 paragraphs against 199 by punctuation alone): a line goes on in the
next one when it reaches the right margin and the next one is not indented. Lengths are in the page's units, y grows
downwards.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

CJK = "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…·"

REACH_SLACK = 1.2
"""Free ems, beside the room for the next line's first word, at the end of a line that still counts as full."""

CELL_SLACK = 1.7
"""The same in a table cell, whose inner margins are not known."""

INDENT = 0.8
"""Ems from which a line counts as indented."""

HANG = 4.0
"""Ems that a hanging indent may have (``（一）`` with the text set beside it)."""

WORD_GAP = 0.6
"""Ems of white space that part words; Word's and LibreOffice's space between Chinese and figures has a quarter."""

PITCH_SLACK = 1.4
"""Line distance, in usual distances, from which a new paragraph begins."""

SIZE_SLACK = 0.08
"""Relative difference of font size that a line of the same paragraph may have."""

TITLE_SIZE = 1.15
"""Font size, in body sizes, from which a centred line is a title line."""

MARGIN_SHARE = 0.95
"""The right margin is where so many of the lines have ended."""

COLUMN_SHARE = 0.3
"""Share of the lines that must stand wholly in each half of a page with two columns."""

_MARK = re.compile(
    r"(?:第[一二三四五六七八九十百零〇○\d]+[章节条部编款]|[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]"
    r"|\d{1,2}[、.．)）](?!\d)|[①-⑳●•·■◆➢]|附件|附表)"
)
# Lines that never join with another: 附件1, 青禾县教育局文件, 青教发〔2025〕3号.
_ALONE = re.compile(
    r"附[件表录]\s*[一二三四五六七八九十\d]*\s*[:：]?|.{2,30}(?:文件|〔\d{4}〕\s*第?\d+号)|.{0,6}[〔\[【]\d{4}[〕\]】]\s*第?\d+号"
)
# 一、总体要求……………3: a line of a table of contents.
CONTENTS_LINE = re.compile(r".*(?:[.．·…]\s*){4,}\d{1,3}\s*")
_CLOSED = re.compile(r"[。；;!！?？:：]['\"”’)）】》]*$")
# What no line break can part: a mark that opens or closes keeps to its neighbour, letters and figures to each other.
_WORD = re.compile(r"[（《“‘【〔(]*(?:[!-~]+|.)[，。、；：！？）》”’】〕…—,.;:!?)%％]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on a page; ``size`` is the font size."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    page: int

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character, or a few set together, with its box."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class Margins:
    """Left and right edge of a text column, the usual line distance and the usual font size."""

    left: float
    right: float
    pitch: float
    size: float


def lines_of(glyphs: Sequence[Glyph], page: int) -> list[Line]:
    """Group glyphs to lines by their height and join each line from left to right."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda each: (each.top + each.bottom) / 2):
        middle = (glyph.top + glyph.bottom) / 2
        if rows and abs(middle - _row_middle(rows[-1])) < 0.5 * max(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [joined(sorted(row, key=lambda each: each.left), page) for row in rows]


def _row_middle(row: Sequence[Glyph]) -> float:
    return (row[0].top + row[0].bottom) / 2


def joined(row: Sequence[Glyph], page: int) -> Line:
    """Join the glyphs of one line; a gap that parts words becomes a blank."""
    parts = [row[0].text]
    for before, glyph in pairwise(row):
        gap = glyph.left - before.right
        latin = (
            before.text[-1:].isascii()
            and glyph.text[:1].isascii()
            and before.text[-1:].isalnum()
            and glyph.text[:1].isalnum()
        )
        if gap > (WORD_GAP if not latin else 0.15) * glyph.size and not before.text.endswith(" "):
            parts.append(" ")
        parts.append(glyph.text)
    return Line(
        "".join(parts).strip(),
        row[0].left,
        min(glyph.top for glyph in row),
        max(glyph.right for glyph in row),
        max(glyph.bottom for glyph in row),
        median(glyph.size for glyph in row),
        page,
    )


def columns(lines: Sequence[Line], width: float) -> list[list[Line]]:
    """Return the lines of a page parted into columns in reading order; mostly one column with all lines."""
    if not lines:
        return []
    half = width / 2
    left = [line for line in lines if line.right < half + line.size / 2]
    right = [line for line in lines if line.left > half - line.size / 2]
    floor = max(6.0, COLUMN_SHARE * len(lines))
    if len(left) < floor or len(right) < floor or max(each.right for each in left) > min(each.left for each in right):
        return [list(lines)]
    # Two blocks one above the other (a list, then signatures at the right) are no columns.
    if min(each.top for each in right) > max(each.top for each in left):
        return [list(lines)]
    narrow = {id(line) for line in (*left, *right)}
    top = min(each.top for each in (*left, *right))
    above = [line for line in lines if id(line) not in narrow and line.top <= top]
    below = [line for line in lines if id(line) not in narrow and line.top > top]
    return [part for part in (above, left, right, below) if part]


def margins(lines: Sequence[Line]) -> Margins:
    """Measure a text column."""
    rights = sorted(line.right for line in lines)
    lefts = sorted(line.left for line in lines)
    gaps = [b.top - a.top for a, b in pairwise(lines) if a.page == b.page and 0 < b.top - a.top < 4 * a.size]
    size = median(line.size for line in lines)
    pitch = median(gaps) if gaps else 1.5 * size
    return Margins(lefts[len(lefts) // 20], rights[min(len(rights) - 1, int(MARGIN_SHARE * len(rights)))], pitch, size)


def goes_on(paragraph: Sequence[Line], line: Line, edges: Margins) -> bool:
    """Tell whether ``line`` continues the paragraph that ``paragraph`` holds so far."""
    last = paragraph[-1]
    if abs(line.size - last.size) > SIZE_SLACK * max(line.size, last.size) + 0.3:
        return False
    same_page = line.page == last.page
    pitch = edges.pitch * max(1.0, line.size / edges.size)
    if same_page and line.top - last.top > PITCH_SLACK * pitch:
        return False
    if any(_ALONE.fullmatch(each.text) or CONTENTS_LINE.fullmatch(each.text) for each in (line, last)):
        return False
    if _both_title(last, line, edges):
        return same_page and not _MARK.match(line.text)
    if not _reaches(last, line, edges):
        return False
    if _MARK.match(line.text) and (_CLOSED.search(last.text) or line.left > edges.left + INDENT * line.size):
        return False
    if line.left <= edges.left + INDENT * line.size:
        return True
    return _hangs(paragraph, line)


def first_word(text: str) -> float:
    """Return the width in ems of what a line break cannot part from the start of a text."""
    word = _WORD.match(text)
    return sum(0.55 if "!" <= character <= "~" else 1.0 for character in word.group()) if word else 1.0


def _reaches(last: Line, line: Line, edges: Margins) -> bool:
    """Tell whether a line is so full that the next one's first word did not fit."""
    if last.left > edges.left + HANG * last.size:  # a date or a name set to the right
        return False
    return edges.right - last.right < (REACH_SLACK + first_word(line.text)) * line.size


def _hangs(paragraph: Sequence[Line], line: Line) -> bool:
    """Tell whether a line stands under the text of a list item whose number is set in front."""
    last = paragraph[-1]
    if len(paragraph) > 1:
        return abs(line.left - last.left) < 0.5 * line.size
    return bool(_MARK.match(last.text)) and last.left + 0.5 * line.size < line.left <= last.left + HANG * line.size


def _both_title(last: Line, line: Line, edges: Margins) -> bool:
    """Tell whether both lines are centred and larger than body text: a title over two lines."""
    return all(
        each.size > TITLE_SIZE * edges.size
        and abs((each.left + each.right) - (edges.left + edges.right)) < 3 * each.size
        for each in (last, line)
    )


def join_lines(lines: Sequence[str]) -> str:
    """Join the lines of a paragraph: Chinese without a blank, Latin words with one."""
    text = ""
    for line in lines:
        latin = text[-1:].isascii() and text[-1:].isalnum() and line[:1].isascii() and line[:1].isalpha()
        text += (" " if latin else "") + line
    return text


def join_cell_lines(lines: Sequence[Line], width: float) -> str:
    """Join the lines of a table cell: directly where a line was full, with a blank where it ended of itself."""
    text = ""
    for index, line in enumerate(lines):
        if index:
            before = lines[index - 1]
            full = width - (before.right - before.left) < (CELL_SLACK + first_word(line.text)) * line.size
            latin = (
                before.text[-1:].isascii()
                and before.text[-1:].isalpha()
                and line.text[:1].isascii()
                and line.text[:1].isalpha()
            )
            text += "" if full and not latin else " "
        text += line.text
    return text

"""The lines of a source text as cleaning works on them: trimmed, folded, each with what became of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from plantext.cleaning.folding import fold
from plantext.model import RemovedReason, Span
from plantext.reading.source import Block, SourceText

SENTENCE_END = frozenset("。!?;:…!?;:")
CLOSING = "”’\"')》】]〉」』)"
INVISIBLE = " \t\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\ufffc"
CUT_OFF = re.compile(r"(\.{2,}|…+|\[详情\]|\[详细\]|>>)$")

HEADING_NUMBER = re.compile(
    r"(?:第[一二三四五六七八九十百零\d]{1,4}[章节条部编篇](?:分)?|[一二三四五六七八九十]{1,3}\s*[、.,:]|[(][一二三四五六七八九十\d]{1,3}[)]"
    r"|\d{1,2}(?:\.\d{1,2})+|\d{1,2}\s*[、.,](?!\d)|[①-⑳⑴-⒇]|第[一二三]年|阶段[一二三四\d])"
)
LONGEST_HEADING = 26
TOP_NUMBER = re.compile(r"([一二三四五六七八九十]{1,3})\s*[、.]")


@dataclass(slots=True)
class Line:
    """A line (or a part of one, where a title runs into the body).

    Attributes:
        start, end: source span without white space at the edges.
        text: the folded text between them.
        block: the reader's block it comes from.
        reason: why it is removed; None while it is kept.
        place: how sure that is: "any", or "edge" where only its place can tell (see lexicons/furniture.yaml); "page" for a
            running head, "list" for a line of a list of recommendations.
        section: True where it opens a list of recommendations.
        ends: True where the page ends with it.
        cuts: source spans inside the line that the clean text leaves out as page artefacts.
        joined: True where its sentence goes on in the next line.
        is_title: True where the line was cut off as the title of the text behind it.
        worded: True where the line holds a word of furniture.
    """

    start: int
    end: int
    text: str
    block: Block
    reason: RemovedReason | None = None
    place: str = ""
    section: bool = False
    ends: bool = False
    cuts: list[Span] = field(default_factory=list)
    joined: bool = False
    is_title: bool = False
    worded: bool = False
    _body: bool | None = None

    @property
    def is_row(self) -> bool:
        """True for a table row."""
        return self.block.kind == "table_row"


def read_lines(source: SourceText) -> tuple[str, list[Line]]:
    """Return the folded source text and its lines; a line that holds white space alone is left out."""
    folded = fold(source.text)
    lines = []
    for block in source.blocks:
        start, end = block.span
        text = folded[start:end]
        trimmed = text.strip()
        if not trimmed.strip(INVISIBLE):
            continue
        if block.kind != "table_row":
            start += len(text) - len(text.lstrip())
            end = start + len(trimmed)
        else:
            trimmed = text
        lines.append(Line(start, end, trimmed, block, block.removed))
    return folded, lines


def split_line(line: Line, offset: int) -> list[Line]:
    """Cut a line in two at a source offset; the parts keep their share of the cuts."""
    parts = []
    for begin, end in ((line.start, offset), (offset, line.end)):
        text = line.text[begin - line.start : end - line.start]
        trimmed = text.strip()
        if not trimmed:
            continue
        start = begin + len(text) - len(text.lstrip())
        cuts = [cut for cut in line.cuts if start <= cut[0] < end]
        parts.append(Line(start, start + len(trimmed), trimmed, line.block, line.reason, line.place, cuts=cuts))
    return parts


def ends_sentence(text: str) -> bool:
    """Tell whether a line ends where a sentence, or an item of a list, ends."""
    bare = text.rstrip(CLOSING)
    return bool(bare) and (bare[-1] in SENTENCE_END or (bare[-1] == "." and not bare[-2:-1].isdigit()))


def is_numbered(text: str) -> bool:
    """Tell whether a line starts with a heading's or an item's number."""
    return HEADING_NUMBER.match(text) is not None


def is_body(line: Line) -> bool:
    """Tell whether a line is body text by its shape: a row, an item, a paragraph of sentences."""
    if line._body is None:
        text = line.text
        line._body = line.is_row or (CUT_OFF.search(text) is None and (is_numbered(text) or is_sentence(text)))
    return line._body


def could_head(line: Line) -> bool:
    """Tell whether a line may be the words of a heading whose number stands on the line above."""
    text = line.text
    plain = line.reason is None and not line.is_row and 2 <= len(text) <= LONGEST_HEADING
    return plain and not ends_sentence(text) and not is_numbered(text) and not text.isdigit()


def is_sentence(text: str) -> bool:
    """Tell whether a line holds sentences and is no preview that breaks off."""
    if len(text) < 8 or CUT_OFF.search(text):
        return False
    if ends_sentence(text):
        return True
    return len(text) >= 40 and ("。" in text or text.count(",") >= 2 or text.count("、") >= 3)

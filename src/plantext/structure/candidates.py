"""Which of the printed numbers are the numbers of headings and list items.

At the start of a line nearly every number is one. Inside a line (``…不断升华。2 .完善…``, ``…机构职能3 .规范…``) a number
must fit the sequence it stands in: follow the one before, or be followed by the next.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import IntEnum

from plantext.cleaning import CleanDocument
from plantext.structure.numbering import Number, Numbering
from plantext.structure.sentences import BULLETS, CLAUSE_MARKS, FULL_STOPS
from plantext.structure.titles import TitleWords


class Place(IntEnum):
    """Where a number stands, from the strongest sign of a heading to the weakest."""

    LINE = 0  # at the start of a line
    SENTENCE = 1  # after the end of a sentence
    CLAUSE = 2  # after a colon, a semicolon, a comma or white space
    GLUED = 3  # in the middle of words


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that may be a heading's, the block it stands in and its place there."""

    number: Number
    block: int
    place: Place

    @property
    def family(self) -> str:
        """The style; marks behind Arabic numbers are mixed so often that they make no difference here."""
        return "1." if self.number.style == "1、" else self.number.style


STREAM_NUMBERS = 2
"""So many numbers after full stops, and more of them than at line starts, show that line breaks were lost."""

LONGEST_GAP = 4
"""In a text without line breaks a number may jump so far: (二) (四)."""

LOOK_AHEAD = 6
"""How many numbers of the same style ahead the next one may stand; between them stand false ones."""

LONGEST_TITLE = 25
ORNAMENTS = "*#▌▍▎█┃│◎❖✦✧✿♦❀" + BULLETS
"""What may stand before a heading's number or words."""

_PUNCTUATION = re.compile(r"[。,，;；:：!?！？]")
_ROMAN = re.compile(r"I{1,2}\s?[.、．]")
_CITED = re.compile(r"\s*(?:规定|之规定|第|所|的|中|款|项|[、和至,，])")
_WORD_END = re.compile(r"[一-鿿A-Za-z”’》】)）%％‰…]")
_TITLE_FOLLOWS = re.compile(r"\s*(?:$|[:：(（\s\d]|[一二三四五六七八九十]、)")


def numbered(document: CleanDocument, skip: frozenset[int], numbering: Numbering, words: TitleWords) -> list[Candidate]:
    """Return the numbers of headings and list items in order.

    Args:
        document: the document.
        skip: blocks that hold no headings (the title's, table rows).
        numbering: the compiled numbering.
        words: the compiled title words.
    """
    found: list[Candidate] = []
    for index in range(len(document.blocks)):
        if index not in skip:
            found += _in_block(document, index, numbering, words)
    return _accepted(found, document.clean.text, numbering)


def line_start(document: CleanDocument, index: int) -> int:
    """Return where a block's words start: after white space, and after the title where it is glued to what follows."""
    text = document.clean.text
    start, end = document.blocks[index].span
    while start < end and (text[start].isspace() or text[start] in ORNAMENTS):
        start += 1
    title = document.title
    if title and text.startswith(title, start, end) and start + len(title) < end:
        start += len(title)
    return start


def _in_block(document: CleanDocument, index: int, numbering: Numbering, words: TitleWords) -> list[Candidate]:
    found = []
    text, end = document.clean.text, document.blocks[index].span[1]
    position = at_line = line_start(document, index)
    known = words.known_end(text, position, end)
    if known is not None and numbering.at(text, known, end):
        position = known  # 行动计划第一年1. 制定…: usual heading words before the number
    # 第一年1. 制定…, 第一阶段(一)…: a number straight behind a number starts a line of its own
    while number := numbering.at(text, position, end):
        found.append(Candidate(number, index, Place.LINE))
        position = number.end
        if not number.closed:
            break
    behind = found[-1].number.end if found and not found[-1].number.closed else -1
    for number in numbering.inside(text, position, end):
        place = _place(text, at_line, number)
        named = number.closed and number.start == behind  # (1)第一年:… is item (1), and 第一年 its name
        if not named and _may_stand(text, number, place, numbering):
            found.append(Candidate(number, index, place))
        behind = -1 if number.closed else number.end
    return found


def _place(text: str, line_start: int, number: Number) -> Place:
    before = number.start - 1
    spaced = before >= line_start and text[before].isspace()
    while before >= line_start and text[before].isspace():
        before -= 1
    if before < line_start:
        return Place.LINE
    mark = text[before]
    if mark in FULL_STOPS or mark == "…" or (mark in ".．" and not text[before - 1 : before].isdigit()):
        return Place.SENTENCE
    if mark in "”’』」)）》" and text[before - 1 : before] in FULL_STOPS:
        return Place.SENTENCE
    return Place.CLAUSE if mark in CLAUSE_MARKS or spaced else Place.GLUED


def _may_stand(text: str, number: Number, place: Place, numbering: Numbering) -> bool:
    """Tell whether a number inside a line may be one at all: 统一、规范 holds none, nor does 第三条."""
    if number.at_line:
        return place == Place.LINE
    before = text[number.start - 1 : number.start]
    if number.style.startswith("第"):
        # 第三条 is cited oftener than printed: 《…办法》第三条, 按照第三条规定
        spaced = number.closed and before.isspace()  # …时间安排 第一阶段:…
        return (
            place <= Place.SENTENCE or spaced or (place == Place.GLUED and before not in "按照据依和及与至在》〉、(（")
        )
    if place == Place.GLUED:
        if number.style in ("一、", "(一)") and number.printed[0] not in "(（〔【<〈":
            barred = numbering.not_after_one if number.value == 1 else numbering.not_after_chinese
            return before != "、" and not barred.search(text, max(0, number.start - 2), number.start)
        return bool(_WORD_END.match(before)) and before not in "和与至到约近达每共有为、"
    return before != "、"


def is_stream(candidates: list[Candidate]) -> bool:
    """Tell whether the document lost its line breaks: its numbers stand behind sentences, or glued to words in a row."""
    inside = lines = 0
    last: dict[str, int] = {}
    for one in candidates:
        if not one.number.sure:
            continue
        in_row = one.number.value == last.get(one.family, 0) + 1
        lines += one.place == Place.LINE
        opens = one.place == Place.CLAUSE and one.number.value == 1 and one.family == "一、"  # 现总结如下:一、…
        inside += one.place == Place.SENTENCE or opens or (one.place == Place.GLUED and in_row)
        if in_row or one.place <= Place.SENTENCE:
            last[one.family] = one.number.value
    return inside >= STREAM_NUMBERS and inside > lines


def _accepted(found: list[Candidate], text: str, numbering: Numbering) -> list[Candidate]:
    """Keep the numbers that their place or their neighbours prove."""
    found = _romans(found)
    sequence = _Sequence(text, is_stream(found), numbering)
    by_family: dict[str, list[Candidate]] = {}
    for one in found:
        by_family.setdefault(one.family, []).append(one)
    seen: dict[str, int] = {}
    kept: list[Candidate] = []
    for one in found:
        order = seen[one.family] = seen.get(one.family, 0) + 1
        fitted = sequence.fitted(one, by_family[one.family][order : order + LOOK_AHEAD])
        if fitted is not None:
            kept.append(fitted)
    return kept


def _romans(found: list[Candidate]) -> list[Candidate]:
    """Read I. and II. as Roman where III. or IV. shows them to be; elsewhere they are a damaged 1. and 11."""
    if not any(one.family == "Ⅰ." for one in found):
        return found
    return [_roman(one) for one in found]


def _roman(one: Candidate) -> Candidate:
    number = one.number
    if number.damaged and _ROMAN.fullmatch(number.printed):
        value = len(number.printed.rstrip(" .、．"))
        return replace(one, number=replace(number, style="Ⅰ.", value=value, damaged=False, sure=True))
    return replace(one, number=replace(number, sure=True)) if one.family == "Ⅰ." else one


class _Sequence:
    """The numbers accepted so far, and whether the next one fits them."""

    def __init__(self, text: str, stream: bool, numbering: Numbering) -> None:
        self.text = text
        self.stream = stream
        self.numbering = numbering
        self.last: dict[str, Candidate] = {}
        self.before: Candidate | None = None
        self.fresh: set[str] = set()

    def fitted(self, one: Candidate, following: list[Candidate]) -> Candidate | None:
        """Return the candidate, a damaged number read as the sequence means it, or None where it is no heading's."""
        last = self.last.get(one.family)
        if one.number.damaged:
            one = replace(one, number=_mended(one.number, last))
        value = one.number.value
        backward = last is not None and value == last.number.value + 1
        ahead = _next_of(one, following)
        if not self._good(one, backward, ahead, bool(following) and following[0] is ahead):
            return None
        rank = self.numbering.rank(one.family)
        self.fresh = {style for style in self.last if self.numbering.rank(style) > rank} | self.fresh - {one.family}
        self.last[one.family] = self.before = one
        return one

    def _good(self, one: Candidate, backward: bool, ahead: Candidate | None, next_is_ahead: bool) -> bool:
        number, last = one.number, self.last.get(one.family)
        first = number.value == 1
        forward = ahead is not None and (first or next_is_ahead or self.stream)
        if one.place == Place.LINE:
            if number.closed:
                return backward or forward or bool(_TITLE_FOLLOWS.match(self.text[number.end : number.end + 4]))
            return number.sure or backward or (forward and ahead is not None and ahead.place == Place.LINE)
        if number.style.startswith("第") and _CITED.match(self.text, number.end):
            return False
        if one.place == Place.SENTENCE:
            anew = self.stream and first and (number.sure or one.family in self.fresh)
            gap = (
                self.stream
                and number.sure
                and last is not None
                and 0 <= number.value - last.number.value <= LONGEST_GAP
            )
            return backward or (forward and (number.sure or first)) or anew or gap
        if first and ahead is not None and ahead.place <= self._proof(one):
            return True
        gap = self.stream and number.sure and last is not None and 0 < number.value - last.number.value <= LONGEST_GAP
        if one.place == Place.CLAUSE and gap and self.text[number.start - 1] in ";；":
            return True
        if one.place == Place.CLAUSE and not self.stream:
            listed = last is not None and (last.place <= Place.SENTENCE or last.block == one.block)
            return backward and listed and self.text[number.start - 1].isspace()
        if first and number.sure and one.family in self.fresh and self._title_before(one):
            return True
        return self.stream and (number.sure or number.damaged) and (backward or forward)

    def _proof(self, one: Candidate) -> Place:
        """How good a place the second of a list must have for the first one to count."""
        if self.stream:
            return Place.CLAUSE
        return Place.SENTENCE if one.place == Place.CLAUSE else Place.LINE

    def _title_before(self, one: Candidate) -> bool:
        """Tell whether nothing but a short title stands between the last heading's number and this one: 七、加强支持1. 加大…"""
        if self.before is None or self.before.block != one.block:
            return False
        between = self.text[self.before.number.end : one.number.start]
        return 2 <= len(between) <= LONGEST_TITLE and not _PUNCTUATION.search(between)


def _next_of(one: Candidate, following: list[Candidate]) -> Candidate | None:
    """Return the number that goes on from this one, unless the list begins anew before."""
    for other in following:
        if other.number.value == one.number.value + 1:
            return other
        if other.number.value == 1 and other.place == Place.LINE:
            return None
    return None


def _mended(number: Number, last: Candidate | None) -> Number:
    """Read a damaged number as the sequence means it: L after 10 is 11, before 2 it is 1."""
    expected = last.number.value + 1 if last is not None else 1
    if number.value == 1 and expected == 11:
        return replace(number, value=11)
    return number

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
from plantext.structure.sentences import CLAUSE_MARKS, FULL_STOPS


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


STREAM_NUMBERS = 3
"""So many numbers after full stops, and more of them than at line starts, show that line breaks were lost."""

LOOK_AHEAD = 6
"""How many numbers of the same style ahead the next one may stand; between them stand false ones."""

_BRANCH = ("一、", "(一)", "1.")
_WORD_END = re.compile(r"[一-鿿A-Za-z”》)）]")
_TITLE_FOLLOWS = re.compile(r"\s*(?:$|[:：(（\s\d]|[一二三四五六七八九十]、)")


def numbered(document: CleanDocument, skip: frozenset[int], numbering: Numbering) -> list[Candidate]:
    """Return the numbers of headings and list items in order.

    Args:
        document: the document.
        skip: blocks that hold no headings (the title's, table rows, entries of a list of references).
        numbering: the compiled numbering.
    """
    found: list[Candidate] = []
    for index, block in enumerate(document.blocks):
        if index not in skip:
            found += _in_block(document.clean.text, index, *block.span, numbering)
    return _accepted(found, document.clean.text, numbering)


def _in_block(text: str, index: int, start: int, end: int, numbering: Numbering) -> list[Candidate]:
    found = []
    position = start
    while position < end and (text[position].isspace() or text[position] in "*#"):
        position += 1
    at_line = position
    # 第一年1. 制定…, 一、总体要求(一)指导思想: a number straight behind a number starts a line of its own
    while number := numbering.at(text, position, end):
        found.append(Candidate(number, index, Place.LINE))
        position = number.end
        if not number.closed:
            break
    for number in numbering.inside(text, max(position, at_line), end):
        place = _place(text, at_line, number)
        if _may_stand(text, number, place, numbering):
            found.append(Candidate(number, index, place))
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
    before = text[number.start - 1 : number.start]
    if number.closed or number.style.startswith("第"):
        return place <= Place.SENTENCE and not number.closed
    if place == Place.GLUED:
        if number.style == "一、":
            return before not in numbering.words.not_after_chinese and bool(_WORD_END.match(before))
        return bool(_WORD_END.match(before)) and before not in "第和与至到约近达每共有为、"
    return before != "、"


def is_stream(candidates: list[Candidate]) -> bool:
    """Tell whether the document lost its line breaks."""
    branches = [one for one in candidates if one.family in _BRANCH]
    inside = sum(one.place == Place.SENTENCE for one in branches)
    return inside >= STREAM_NUMBERS and inside > sum(one.place == Place.LINE for one in branches)


def _accepted(found: list[Candidate], text: str, numbering: Numbering) -> list[Candidate]:
    """Keep the numbers that their place or their neighbours prove."""
    stream = is_stream(found)
    by_family: dict[str, list[int]] = {}
    for position, one in enumerate(found):
        by_family.setdefault(one.family, []).append(position)
    following: dict[int, list[Candidate]] = {}
    for positions in by_family.values():
        for order, position in enumerate(positions):
            following[position] = [found[p] for p in positions[order + 1 : order + 1 + LOOK_AHEAD]]
    kept: list[Candidate] = []
    last: dict[str, Candidate] = {}
    for position, one in enumerate(found):
        fitted = _fitted(one, last.get(one.family), following[position], stream, text)
        if fitted is not None:
            last[one.family] = fitted
            kept.append(fitted)
    return kept


def _fitted(
    one: Candidate, last: Candidate | None, following: list[Candidate], stream: bool, text: str
) -> Candidate | None:
    """Return the candidate, its damaged number read as the sequence means it, or None where it is no heading's."""
    number = one.number
    if number.damaged:
        number = _mended(number, last, following)
        one = replace(one, number=number)
    value = number.value
    backward = last is not None and value == last.number.value + 1
    ahead = next((other for other in following if other.number.value == value + 1), None)
    forward = ahead is not None and (value == 1 or following[0] is ahead or stream)
    if one.place == Place.LINE:
        if number.closed:
            good = bool(_TITLE_FOLLOWS.match(text[number.end : number.end + 4])) or forward or backward
        else:
            good = number.sure or backward or (forward and ahead is not None and ahead.place == Place.LINE)
    elif one.place == Place.SENTENCE:
        good = backward or (forward and (number.sure or value == 1)) or (stream and number.sure and value == 1)
    else:
        joined = ahead is not None and ahead.place <= (
            Place.SENTENCE if one.place == Place.CLAUSE or stream else Place.LINE
        )
        good = (value == 1 and joined) or (
            stream and number.sure and (backward or forward) and one.place == Place.GLUED
        )
        good = good or (
            one.place == Place.CLAUSE
            and backward
            and last is not None
            and last.place <= Place.SENTENCE
            and text[number.start - 1].isspace()
        )
        good = good or (stream and number.damaged and (backward or joined))
    return one if good else None


def _mended(number: Number, last: Candidate | None, following: list[Candidate]) -> Number:
    """Read a damaged number as the sequence means it: L after 10 is 11, before 2 it is 1."""
    expected = last.number.value + 1 if last is not None else 1
    if number.value == 1 and expected == 11:
        return replace(number, value=11)
    return number

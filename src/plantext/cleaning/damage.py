"""Damage that scanning, conversion and copying did: what the clean text leaves out or folds, and which lines belong together.

Repairs either delete characters or replace one character by one; the source text stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from plantext.cleaning.lines import CLOSING, Line, could_head, ends_sentence, is_numbered
from plantext.cleaning.words import DamageWords, alternation
from plantext.lexicon import Lexicon
from plantext.model import Span

CJK = "\u3400-\u4dbf\u4e00-\u9fff〇"
LEAST_PROSE = 30
"""Characters from which a line counts as prose."""
DENSE_GAPS, CHARACTERS_A_GAP = 3, 60
"""From so many gaps between characters on, and one in so many characters, a line of prose is damaged all over. Fewer, or
as many as stand behind full stops, part headings from their text in a line that lost its breaks (``一、指导思想 以…。 二、``)."""
LEAST_WRAPPED_SHARE = 0.5
WRAP_TOLERANCE = 5
LEAST_WRAP, MOST_WRAP = 14, 90
LEAST_TORN = 40
"""A paragraph shorter than this that ends without a mark is a line of its own (where lines are not wrapped)."""


@dataclass(frozen=True)
class Damage:
    """Compiled patterns of damage."""

    number_gap: re.Pattern[str]
    spaced_number: re.Pattern[str]
    letter: re.Pattern[str]
    lookalike: re.Pattern[str]
    plain: dict[int, str]
    own_start: re.Pattern[str]


def patterns(lexicon: Lexicon) -> Damage:
    """Return the compiled patterns of damage."""
    compiled: Damage = lexicon.memo("cleaning.damage", _compile)
    return compiled


def _compile(lexicon: Lexicon) -> Damage:
    words = lexicon.get("damage", DamageWords)
    units = alternation(words.units)
    letters = re.escape("".join(words.lookalikes))
    return Damage(
        number_gap=re.compile(
            rf"(?<=\d)[ \t]+(?=(?:{units}))"  # 95 %, 2023 年
            rf"|(?<=^\d)[ \t]+(?=[.、,])|(?<=^\d\d)[ \t]+(?=[.、,])"  # 2 .10月底前
            rf"|(?<=\d)[ \t]+(?=[.、,)][^\d])"  # 18 .局, 3 、
            rf"|(?<=\d)[ \t]*(?=\.[ \t]+\d+[ \t]*%)|(?<=[{CJK}]\d\.)[ \t]+(?=\d+[ \t]*%)|(?<=[{CJK}]\d\d\.)[ \t]+(?=\d+[ \t]*%)"  # 99. 05%
            rf"|(?<=[{CJK}])[ \t](?=\d+(?:\.\d+)?[ \t]*(?:{units}))"  # 不少于 20 节
            rf"|(?<=[年月第])[ \t]+(?=\d)"
            rf"|(?<=\d:)[ \t]+(?=\d)|(?<=\d[ \t]:)[ \t]+(?=\d)"  # 18 : 1
            rf"|(?<=[(])[ \t]+(?=[一二三四五六七八九十\d])|(?<=[一二三四五六七八九十\d])[ \t]+(?=[)])"  # ( 一 )
            rf"|(?<=[一二三四五六七八九十])[ \t]+(?=、)"  # 一 、
            rf"|(?<=第)[ \t]+(?=[一二三四五六七八九十\d])|(?<=第[一二三四五六七八九十\d])[ \t]+(?=[章条节])"  # 第 一 章
        ),
        letter=re.compile(f"[{letters}]"),
        # 达到9 8.5%, (2 0 23—2025年), 〔2 023〕1 7号; at the start of a line and behind marks only a year: 2 0 23年5月
        spaced_number=re.compile(
            rf"(?<=[{CJK}≥≤><=~ (〔\[〕\]:])(?<![\d.] )\d{{1,3}}(?:[ \t]+[\d.]{{1,3}}){{1,5}}(?=[ \t]*(?:{units}|[—–~至-]+[ \t]*\d|[〕\])]))"
            r"|(?:^|(?<=[,。;、]))(?:1[ \t]*9|2[ \t]*0)[ \t]*\d[ \t]*\d(?=[ \t]*年)"
        ),
        # 2O23年, 4 O%, 不高于l8 : 1, (2023—2O25年); a letter alone only before what is counted: 每学期l次
        lookalike=re.compile(
            rf"(?<![A-Za-z\d{letters}])(?=[{letters} \t]{{0,9}}\d)[\d{letters}](?:[ \t]?[\d{letters}]){{0,9}}(?![\d{letters}])"
            rf"(?=[ \t]*(?:{units}|[:.][ \t]*\d|[—–~至-]+[ \t]*\d|[〕)]))"
            rf"|(?<=\d\.)[{letters}]+(?=%)|(?:(?<=\d:)|(?<=\d[ \t]:[ \t]))[\d{letters}]{{1,3}}(?![A-Za-z])|(?<=[{CJK}])l(?=[ \t]*(?:{alternation(words.counted)}))|(?<![A-Za-z\d])[lI][\dlIOo]?(?=[ \t]*[月日])|(?<=为)[Oo](?=[,。;、]|$)"
        ),
        plain={ord(letter): figure for letter, figure in words.lookalikes.items()},
        own_start=re.compile("|".join(words.own_start)),
    )


_GAP = re.compile(rf"(?<=[{CJK}])[ \t]+(?=[{CJK}])")
_ANY_GAP = re.compile(r"[ \t]")
_GAPS = re.compile(r"[ \t]+")
_MARK_GAP = re.compile(
    rf"(?<=\S)[ \t]+(?=[,。;:!?、)》”])|(?<=[,。;!?、(《“])[ \t]+(?=[{CJK}])|(?<=[,。;!?、])[ \t]+(?=\d)"
)
_PARTING = re.compile(rf"(?<=[。!?])[ \t]+(?=[{CJK}(\d])")
_SPACED_OUT = re.compile(rf"[{CJK}][ \t][{CJK}][ \t][{CJK}][ \t][{CJK}]")
LEAST_SPACED_LINES, LEAST_BEFORE_MARKS = 2, 5
_BEFORE_MARK = re.compile(rf"(?<=[{CJK}])[ \t]+(?=[,。;、])")
_PIECE_STOP = re.compile(rf"[^{CJK}\dA-Za-z]")
_SUSPECT = re.compile("[ \t*|丨A-Za-z\u200b-\u200f\u2060\ufeff\u00ad\ufffc]")
# … and the stars of Markdown: **教学质量**
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad\ufffc]|(?<!\*)\*\*(?!\*)")


def is_suspect(text: str) -> bool:
    """Tell whether a text holds anything that a repair could be about: white space, letters, invisible characters."""
    return _SUSPECT.search(text) is not None


def invisible(text: str) -> list[Span]:
    """Return the spans of characters that show nothing (zero-width spaces, soft hyphens)."""
    return [match.span() for match in _INVISIBLE.finditer(text)]


def is_spaced_out(texts: Iterable[str]) -> bool:
    """Tell whether recognition put spaces between the characters of a document.

    ``教 学 质 量`` in several lines, or white space before marks again and again (``条件 ,用于…`` ``培训 。``).
    """
    lines = before_marks = 0
    for text in texts:
        if " " in text or "\t" in text:
            lines += _SPACED_OUT.search(text) is not None
            before_marks += sum(1 for _ in _BEFORE_MARK.finditer(text))
    return lines >= LEAST_SPACED_LINES or before_marks >= LEAST_BEFORE_MARKS


def gaps(text: str, damage: Damage, *, spaced_out: bool = False) -> list[Span]:
    """Return the spans of white space that damage left inside words, numbers and before marks.

    A space between two phrases (names in a list, a heading and its text) stays, unless the whole document is spaced out.
    """
    if _ANY_GAP.search(text) is None:
        return []
    found, between = [], []
    for gap in _GAPS.finditer(text):
        start, end = gap.span()
        number, mark = damage.number_gap.match(text, start), _MARK_GAP.match(text, start)
        if (number is not None and number.end() > start) or mark is not None:
            found.append((start, end))
        elif _GAP.match(text, start):
            between.append((start, end))
    for spaced in damage.spaced_number.finditer(text):  # 9 8.5%, 1 0 0人
        found += [(spaced.start() + gap.start(), spaced.start() + gap.end()) for gap in _GAPS.finditer(spaced[0])]
    if between:
        prose = "。" in text or text.count(",") >= 2
        dense = len(between) >= max(DENSE_GAPS, len(text) / CHARACTERS_A_GAP)
        parted = sum(1 for _ in _PARTING.finditer(text)) * 2 >= len(between)
        all_over = prose and (spaced_out or (len(text) >= LEAST_PROSE and dense and not parted))
        lengths = [_piece(text, start, end) for start, end in between]
        runs = _is_name_list(lengths)
        found += [
            span
            for span, (left, right) in zip(between, lengths, strict=True)
            if (all_over and not runs)
            or (left == 1 and right == 1)
            or (min(left, right) == 1 and max(left, right) >= 4)
        ]
    return _merged(found)


def _piece(text: str, start: int, end: int) -> tuple[int, int]:
    """Return how many characters stand together on the left and on the right of a gap (counted up to 12)."""
    left = right = 0
    while left < 12 and start - left > 0 and _PIECE_STOP.match(text[start - left - 1]) is None:
        left += 1
    while right < 12 and end + right < len(text) and _PIECE_STOP.match(text[end + right]) is None:
        right += 1
    return left, right


def _is_name_list(lengths: list[tuple[int, int]]) -> bool:
    """Tell whether most pieces have two to four characters: names with spaces between."""
    like_names = sum(2 <= left <= 4 and 2 <= right <= 4 for left, right in lengths)
    return len(lengths) > 1 and like_names * 2 > len(lengths)


def _merged(spans: list[Span]) -> list[Span]:
    spans = sorted(set(spans))
    merged: list[Span] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def repair_figures(text: str, damage: Damage) -> str:
    """Return the text with letters that stand for figures put right, one for one: ``2O23年`` becomes ``2023年``."""
    if damage.letter.search(text) is None:
        return text
    return damage.lookalike.sub(lambda match: match[0].translate(damage.plain), text)


# ---- lines that belong together --------------------------------------------------------------------------------------


def join_lines(lines: list[Line], damage: Damage) -> None:
    """Set `joined` where a sentence that conversion broke over two lines goes on in the next one.

    Headings, items, table rows and lines that are short by themselves stay as they are.
    """
    kept = [index for index, line in enumerate(lines) if line.reason is None]
    width = wrap_width([lines[index] for index in kept])
    for index, below in pairwise(kept):
        line = lines[index]
        torn = any(lines[between].reason == "page_break" for between in range(index + 1, below))
        if not line.joined and _goes_on(line, lines[below], width, damage, torn=torn):
            line.joined = True


def wrap_width(lines: list[Line]) -> int | None:
    """Return the width (in characters) at which the text is wrapped; None where a line is a paragraph."""
    lengths = [_width(line.text) for line in lines if not line.is_row]
    if len(lengths) < 6:
        return None
    open_ended = [
        _width(line.text)
        for line in lines
        if not line.is_row and not ends_sentence(line.text) and len(line.text) >= LEAST_WRAP
    ]
    if len(open_ended) < 4:
        return None
    open_ended.sort()
    width = open_ended[int(len(open_ended) * 0.8)]
    if not LEAST_WRAP <= width <= MOST_WRAP:
        return None
    full = sum(width - WRAP_TOLERANCE <= length <= width + WRAP_TOLERANCE for length in open_ended)
    longer = sum(length > width + 2 * WRAP_TOLERANCE for length in lengths)
    if full < LEAST_WRAPPED_SHARE * len(open_ended) or longer > 0.1 * len(lengths):
        return None
    return width


def _width(text: str) -> int:
    """Return the printed width in full characters; figures and letters take half."""
    return (len(text) + len(text.encode("utf-8", "surrogatepass"))) // 4


_NUMBER_ALONE = re.compile(
    r"0[1-9]|\d{1,2}|(?:PART|Part|NO|No)[.·\s]{0,2}\d{1,2}|第[一二三四五六七八九十]{1,3}(?:[章节篇编]|部分)"
    r"|[一二三四五六七八九十]{1,3}[、.]?|[(][一二三四五六七八九十]{1,3}[)]|[壹贰叁肆伍陆柒捌玖拾][、.]?"
)


def _goes_on(line: Line, following: Line, width: int | None, damage: Damage, *, torn: bool) -> bool:
    text, below = line.text, following.text
    if _NUMBER_ALONE.fullmatch(text) and could_head(following):
        return True  # 01 / 党建引领; 第一章 / 总则
    if line.is_row or following.is_row or line.block.kind == "heading" or following.block.kind == "heading":
        return False
    if ends_sentence(text) or (damage.own_start.match(below) and not (text[-1] in ",、" and not is_numbered(below))):
        return False
    last = text[-1]
    if last in ",、" or below[0] in ",。;、)》”":
        return len(text) >= 4
    if last == "/" and "http" in text:  # a web address broken in two
        return below.isascii() or below[0].isascii()
    if last in CLOSING and last != ")":
        return False
    indented = following.start - following.block.span[0] >= 2
    if torn:  # the end of a page stands between them
        return _may_break(text) and (_has_stop(text) or (len(text) >= 12 and ends_sentence(below)))
    if width is not None:
        if indented or not _may_break(text):
            return False
        # a short line amid wrapped ones goes on where it is a sentence that has begun: …检测一次,两次检测 / 结果均须…
        return _width(text) >= width - WRAP_TOLERANCE or (
            _width(text) * 2 >= width and "," in text and _has_stop(below)
        )
    return (
        len(text) >= LEAST_TORN and _may_break(text) and _has_stop(text) and _has_stop(below) and ends_sentence(below)
    )


def _may_break(text: str) -> bool:
    """Tell whether a sentence may have been torn at the end of this line: ``(一)组织领导`` is complete in itself."""
    return not is_numbered(text) or len(text) > 24 or _has_stop(text)


def _has_stop(text: str) -> bool:
    return any(mark in text for mark in ",。;、:")

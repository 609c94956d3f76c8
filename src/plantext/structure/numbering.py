"""The numbers of headings: every style that offices use, what each one's value is, and how damage reads.

A `Number` is what stands printed at one place; whether it is a heading's is decided in `structure.candidates`, where
its neighbours in the sequence are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from plantext.lexicon import Lexicon


@dataclass(frozen=True)
class Ordinal:
    """A word after 第N; see lexicons/numbering.yaml."""

    word: str
    rank: int
    closed: bool = False
    not_before: str = ""


@dataclass(frozen=True)
class NumberingWords:
    """The shape of lexicons/numbering.yaml."""

    ordinals: tuple[Ordinal, ...]
    worded: tuple[str, ...]
    ranks: dict[str, int]
    not_after_chinese: str
    not_after_one: str
    not_before_chinese: str
    unit_after: str
    measure_after: str
    title_heads: tuple[str, ...]
    title_modifiers: tuple[str, ...]
    title_phrases: tuple[str, ...]
    title_joiners: tuple[str, ...]
    title_not_before: str
    openers: tuple[str, ...]
    opener_patterns: tuple[str, ...]
    title_finals: tuple[str, ...]
    title_starts: tuple[str, ...]
    clause_starts: tuple[str, ...]
    top_titles: tuple[str, ...]
    entry_lists: tuple[str, ...]
    statements: tuple[str, ...]
    label_not: str
    bare_not_before: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed at one place.

    Attributes:
        start: offset of its first character.
        end: offset after its mark and the white space that follows.
        style: how it is written, by its first member (``一、``, ``(一)``, ``1.``, ``1、``, ``第一章``).
        printed: its characters without white space around.
        value: the ordinal.
        sure: False for forms that only their neighbours in the sequence can prove (``6 确保``, ``L凝炼``, ``A.``).
        closed: True for a word that needs a title, a colon or a number behind it (``第一年``).
        damaged: True where a letter stands for a digit.
        at_line: True for forms that number a heading only at the start of a line (``01 党建引领``).
    """

    start: int
    end: int
    style: str
    printed: str
    value: int
    sure: bool = True
    closed: bool = False
    damaged: bool = False
    at_line: bool = False


CHINESE_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    # katakana that text recognition prints for numerals
    "ニ": 2,
    "ミ": 3,
    "ハ": 8,
}
DASHES_FOR_ONE = "—ー–-_―─━‐"
DASHES_FOR_TWO = "=＝"
STEMS = "甲乙丙丁戊"
FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖拾"
_CHINESE = "[一二三四五六七八九十百零〇ニミハ]{1,4}"
_DIGIT_OF_LETTER = str.maketrans("lLI|ioO", "1111100")
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_SINGLES = (
    ("①", 20, "①"),
    ("⑴", 20, "(1)"),
    ("⒈", 20, "1."),
    ("㈠", 10, "(一)"),
    ("㊀", 10, "(一)"),
    ("Ⅰ", 12, "Ⅰ."),
    ("❶", 10, "①"),
    ("⑵", 0, ""),
)
SINGLES = {chr(ord(first) + offset): (offset + 1, style) for first, count, style in _SINGLES for offset in range(count)}


def chinese_value(digits: str) -> int:
    """Return the value of a Chinese numeral below 1000: ``十二`` is 12, ``一百零三`` 103, ``—`` (a dash for 一) 1."""
    if digits in DASHES_FOR_ONE:
        return 1
    if digits in DASHES_FOR_TWO:
        return 2
    total, current = 0, 0
    for digit in digits:
        if digit == "十":
            total, current = total + (current or 1) * 10, 0
        elif digit == "百":
            total, current = total + (current or 1) * 100, 0
        else:
            current = (
                current * 10 + CHINESE_DIGITS[digit]
                if "十" not in digits and "百" not in digits
                else (CHINESE_DIGITS[digit])
            )
    return total + current


@dataclass(frozen=True)
class Numbering:
    """The compiled pattern of numbers and the words that it was made from."""

    words: NumberingWords
    pattern: re.Pattern[str] = field(repr=False)
    ordinal_words: dict[str, Ordinal] = field(repr=False)
    not_after_chinese: re.Pattern[str] = field(repr=False)
    not_after_one: re.Pattern[str] = field(repr=False)

    def at(self, text: str, start: int, end: int) -> Number | None:
        """Return the number that starts exactly at ``start``, in any style."""
        found = self.pattern.match(text, start, end)
        return self._number(found) if found else None

    def inside(self, text: str, start: int, end: int) -> Iterator[Number]:
        """Give the numbers that may stand within a line, in order."""
        for found in self.pattern.finditer(text, start, end):
            yield self._number(found)

    def rank(self, style: str) -> int:
        """Return the typical depth of a style, outermost first."""
        if style.startswith("styled"):
            return self.words.ranks["plain"]
        if style.startswith("第") and style != "第一、":
            return self.ordinal_words[style[2:]].rank
        return self.words.ranks.get(style, self.words.ranks["worded"])

    def _number(self, found: re.Match[str]) -> Number:
        kind = found.lastgroup or ""
        printed = found[0].strip()
        start, end = found.span()
        body = found[kind]
        if kind == "ordinal":
            word = self.ordinal_words[body]
            return Number(start, end, f"第一{body}", printed, _value(found["ordinal_digits"]), closed=word.closed)
        if kind == "worded":
            return Number(start, end, found["word"] + "一", printed, _value(body), closed=True)
        if kind in ("chinese", "chinese_space"):
            return Number(start, end, "一、", printed, chinese_value(body), sure=kind == "chinese")
        if kind == "ordinal_bare":
            return Number(start, end, "第一、", printed, chinese_value(body), sure=False)
        if kind in ("part", "zero"):
            return Number(start, end, "Part 1" if kind == "part" else "01", printed, int(body), at_line=True)
        if kind == "formal_bare":
            return Number(start, end, "壹、", printed, FORMAL_DIGITS.index(body), sure=False, at_line=True)
        if kind == "barred":
            return Number(start, end, "一、", printed, chinese_value(body), at_line=True)
        if kind == "stem":
            return Number(start, end, "甲、", printed, STEMS.index(body) + 1, sure=False)
        if kind == "formal":
            digits = body.translate(str.maketrans(FORMAL_DIGITS, "零一二三四五六七八九十"))
            return Number(start, end, "壹、", printed, chinese_value(digits))
        if kind in ("chinese_bracket", "chinese_half"):
            return Number(start, end, "(一)", printed, chinese_value(body), sure=kind == "chinese_bracket")
        if kind == "levels":
            parts = body.split(".")
            return Number(start, end, ".".join("1" * len(parts)), printed, int(parts[-1]))
        if kind == "single":
            value, style = SINGLES[body]
            return Number(start, end, style, printed, value)
        if kind in ("letter", "letter_bracket"):
            style = "A" if body.isupper() else "a"
            style = f"{style}." if kind == "letter" else f"({style})"
            return Number(start, end, style, printed, ord(body.upper()) - ord("A") + 1, sure=False)
        if kind == "roman":
            return Number(start, end, "Ⅰ.", printed, _ROMAN.index(body), sure=False)
        return _arabic(kind, body, printed, start, end)


def _arabic(kind: str, body: str, printed: str, start: int, end: int) -> Number:
    body = re.sub(r"\s", "", body)
    damaged = not body.isdigit()
    value = int(body.translate(_DIGIT_OF_LETTER))
    if kind == "arabic_bracket":
        return Number(start, end, "(1)", printed, value, sure=not damaged, damaged=damaged)
    if kind == "half_bracket":
        return Number(start, end, "1)", printed, value)
    style = "1、" if printed.endswith("、") else "1."
    return Number(start, end, style, printed, value, sure=kind == "arabic" and not damaged, damaged=damaged)


def _value(digits: str) -> int:
    return int(digits) if digits.isdigit() else chinese_value(digits)


def numbering(lexicon: Lexicon) -> Numbering:
    """Return the compiled numbering of a lexicon."""
    built: Numbering = lexicon.memo("structure.numbering", _build)
    return built


def _build(lexicon: Lexicon) -> Numbering:
    words = lexicon.get("numbering", NumberingWords)
    ordinal_words = sorted(words.ordinals, key=lambda ordinal: -len(ordinal.word))
    ordinal = "|".join(
        re.escape(one.word) + (f"(?!{one.not_before})" if one.not_before else "") for one in ordinal_words
    )
    worded = "|".join(sorted(map(re.escape, words.worded), key=len, reverse=True))
    # One lookahead over all first characters keeps the scan fast: most characters start no number.
    parts = [
        rf"第\s?(?P<ordinal_digits>{_CHINESE}|\d{{1,3}})\s?(?P<ordinal>{ordinal})[、.]?\s*",
        # III. IV. prove themselves; I. and II. look like a damaged 1. and 11.
        r"(?P<roman>VI{0,3}|I[VX]|III|XI{0,2}|V)\s?[.、．]\s*(?=[一-鿿“《])",
        # 一、 一. 一, 一: and a dash for 一
        rf"(?P<chinese>{_CHINESE}|[—ー–_=＝―─━‐-](?=\s?[、丶]))\s?[、丶.．](?!{words.not_before_chinese})\s*",
        rf"(?P<chinese_space>{_CHINESE})(?:\s+|\s*[,，:：。]\s*)(?=[一-鿿“《])(?!{words.not_before_chinese})",
        rf"(?P<chinese_half>{_CHINESE})[)）][、.]?\s*",
        rf"[(（〔【<〈]\s?(?P<chinese_bracket>{_CHINESE}|[—ー–_=―─━‐-])\s?[)）〕】>〉](?!{words.not_before_chinese})[、.,]?\s*",
        # 2.1 学生…, but not 3.5小时, 2020.5.1, 9.5%
        rf"(?P<levels>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?![\d.]|\s*{words.unit_after})[.、]?\s*(?=[一-鿿“《])",
        rf"(?P<arabic>(?<!\d[:：])[1-9]\d?|\d\s\d|1\d\d|(?=\d?[lLIO|])[\dlLIO|]{{1,2}})\s?(?:[.．、丶,，。·](?!\d(?!\d{{3}}(?:学?年|[-—–~至]\d{{4}})))){{1,2}}"
        rf"(?!\s*{words.unit_after})\s*",
        r"[(（]\s?(?P<arabic_bracket>\d{1,2}|[lI])\s?[)）][、.,]?\s*",
        rf"(?P<single>[{''.join(SINGLES)}])[、.．]?\s*",
        rf"(?P<bare>\d{{1,2}})(?:\s+|\s?[:：]\s*)(?!\s*{words.measure_after})(?=[一-鿿“《])",
        # L凝炼, IL教师: letters of a damaged number, straight before the words
        r"(?P<damaged>(?<![A-Za-z\d])[lLI][lLI0-9oO]?)\s?(?=[一-鿿])",
    ]
    parts += [
        rf"(?<![一-鿿])(?P<word>{worded})\s?(?P<worded>{_CHINESE}(?=[、.])|(?:{_CHINESE}|\d{{1,2}})(?=\s*[:：(（]|\s|$))[、.]?\s*",
        r"[(（]\s?(?P<letter_bracket>[A-Ha-h])\s?[)）][、.]?\s*",
        r"(?P<half_bracket>\d{1,2})\s?[)）]\s*",
        rf"第(?P<ordinal_bare>{_CHINESE})[、丶]\s*(?!{words.not_before_chinese})",
        r"(?P<stem>[甲乙丙丁戊])[、丶]\s*(?=[一-鿿“《])",
        rf"(?P<formal>[{FORMAL_DIGITS}]{{1,3}})\s?[、.|丨]\s*",
        r"(?P<letter>(?<![A-Za-z])[A-Ha-h])\s?[.、．)）]\s*(?=[一-鿿“《])",
        # PART.01 德育篇, No.2 …; 01 党建引领; 一 | 党建引领: only at the start of a line
        r"(?:PART|Part|NO|No|STEP|Step)[.·\s]{0,2}(?P<part>\d{1,2})\s*[.、:：|丨/]?\s*",
        r"(?P<zero>0[1-9])\s*[.、:：|丨/]?\s*(?=[一-鿿“《])",
        rf"(?P<formal_bare>[{FORMAL_DIGITS[1:]}])(?=[一-鿿“《])",
        rf"(?P<barred>{_CHINESE})\s?[|丨∣︱/]\s*(?=[一-鿿“《])",
    ]
    first = (
        "-_=＝―─━‐A-Ha-hVXPNS"
        + FORMAL_DIGITS
        + STEMS
        + "".join({word[0] for word in words.worded})
        + "第一二三四五六七八九十百ニミハ—ー–(（〔【<〈0-9lLIO|"
        + "".join(SINGLES)
    )
    inside = f"(?=[{first}])(?<!第)(?!(?<=[A-Za-z\\d])[A-Za-z\\d])(?!(?<=\\d\\.)\\d)(?:{'|'.join(parts)})"
    return Numbering(
        words,
        re.compile(inside),
        {one.word: one for one in words.ordinals},
        re.compile(words.not_after_chinese),
        re.compile(words.not_after_one),
    )

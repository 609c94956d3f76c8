"""How Word writes a number in each of its numbering formats (ECMA-376 part 1, 17.18.59 ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "○一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")

MAX_CHINESE = 9_999
"""Above this, Chinese numbers are written in Arabic digits."""


def format_number(value: int, number_format: str) -> str:
    """Return ``value`` as Word shows it: ``format_number(12, "chineseCounting")`` is ``十二``."""
    return _FORMATS.get(number_format, str)(value)


def _positional(value: int) -> str:
    """Digit for digit: 10 is 一○, 101 is 一○一."""
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _spoken(value: int, digits: str, units: str, *, short_ten: bool, one_before: bool = True, zero: str = "零") -> str:
    """Return a spoken number below 10,000.

    Args:
        value: the number.
        digits: characters for 0 to 9.
        units: characters for 10, 100, 1000.
        short_ten: 十二 rather than 一十二.
        one_before: 一百 rather than 百 (Japanese).
        zero: what stands for skipped places (一百零二), empty for none (百二).
    """
    if not 0 < value <= MAX_CHINESE:
        return str(value)
    parts: list[str] = []
    skipped = False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if digit == 0:
            skipped = bool(parts)
            continue
        if skipped and zero:
            parts.append(zero)
        skipped = False
        unit = units[place - 1] if place else ""
        lone_one = digit == 1 and place > 0 and (not one_before or (place == 1 and short_ten and not parts))
        parts.append(("" if lone_one else digits[digit]) + unit)
    return "".join(parts)


def _chinese_counting(value: int) -> str:
    """一, 十, 十二, 九十九, then digit for digit: 一○○."""
    return _spoken(value, _DIGITS, "十百千", short_ten=True) if value < 100 else _positional(value)


def _chinese_thousand(value: int) -> str:
    return _spoken(value, _DIGITS, "十百千", short_ten=True)


def _japanese(value: int) -> str:
    return _spoken(value, _DIGITS, "十百千", short_ten=True, one_before=False, zero="")


def _legal(value: int) -> str:
    return _spoken(value, _LEGAL, "拾佰仟", short_ten=False)


def _legal_traditional(value: int) -> str:
    return _spoken(value, _LEGAL_TRADITIONAL, "拾佰仟", short_ten=False)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    letters = ""
    for amount, numeral in _ROMAN:
        count, value = divmod(value, amount)
        letters += numeral * count
    return letters


def _letters(value: int) -> str:
    """A to Z, then AA, BB … as Word counts."""
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1) if 0 < value <= 780 else str(value)


def _enclosed(first: int, last: int, start: str, more: tuple[tuple[int, int, str], ...] = ()) -> Callable[[int], str]:
    """Return a function for numbers with characters of their own (①), plain digits beyond them."""
    ranges = ((first, last, start), *more)

    def write(value: int) -> str:
        for low, high, character in ranges:
            if low <= value <= high:
                return chr(ord(character) + value - low)
        return str(value)

    return write


def _cycle(characters: str) -> Callable[[int], str]:
    return lambda value: characters[(value - 1) % len(characters)] if value > 0 else str(value)


def _sexagenary(value: int) -> str:
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12] if value > 0 else str(value)


def _ordinal(value: int) -> str:
    suffix = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{suffix}"


_CIRCLE = _enclosed(0, 0, "⓪", ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")))
_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": _CIRCLE,
    "decimalEnclosedCircleChinese": _CIRCLE,
    "decimalEnclosedParen": _enclosed(1, 20, "⑴"),
    "decimalEnclosedFullstop": _enclosed(1, 20, "⒈"),
    "ideographEnclosedCircle": _enclosed(1, 10, "㊀"),
    "numberInDash": lambda value: f"- {value} -",
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
    "ordinal": _ordinal,
    "chineseCounting": _chinese_counting,
    "chineseCountingThousand": _chinese_thousand,
    "taiwaneseCounting": _chinese_counting,
    "taiwaneseCountingThousand": _chinese_thousand,
    "japaneseCounting": _japanese,
    "koreanCounting": str,
    "ideographDigital": _positional,
    "japaneseDigitalTenThousand": _positional,
    "taiwaneseDigital": _positional,
    "koreanDigital": str,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal_traditional,
    "japaneseLegal": _legal_traditional,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "none": lambda _: "",
}

"""Numbers as Chinese officialese prints them: Arabic, Chinese, financial, mixed with 万 and 亿, fractions, 成.

Two things live here: the pattern sources from which dates and targets build their expressions, and the functions that
turn what such a pattern matched into a number.
"""

from __future__ import annotations

import re
from functools import lru_cache

DIGITS = {
    **dict(zip("零一二三四五六七八九", range(10), strict=True)),
    **dict(zip("〇壹贰叁肆伍陆柒捌玖", range(10), strict=True)),
    **dict(zip("○壱貳參弌", (0, 1, 2, 3, 1), strict=True)),
    **{"两": 2, "俩": 2, "仨": 3, "Ｏ": 0, "O": 0, "貮": 2, "陸": 6},
}
"""One character, one digit; 〇 and ○ stand in dates, 壹 to 玖 in sums of money."""

POWERS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8}
TENS = {"廿": 20, "卅": 30}
"""廿三 is 23, 卅 is 30."""

ARABIC = r"(?<![A-Za-z])[lI][0-9OolI]{1,4}(?![A-Za-z])|[0-9][0-9OolI]{1,5}(?<=[OolI])(?![A-Za-z])|[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]+)?|[0-9]{1,12}(?:\.[0-9]{1,6})?"
"""``1,250.5``, ``83.9`` or misread ``1OO``; bounded so that a long run of digits costs no more than its length."""

CHINESE = r"[零一二三四五六七八九两十百千壹贰叁肆伍陆柒捌玖拾佰仟廿卅]{1,12}(?:点[零一二三四五六七八九]{1,6})?"
"""``三百二十``, ``百分之`` not included, ``一点五``."""

SMALL = r"[lI]?[0-9]{1,3}|[一二三四五六七八九两十]{1,3}|半"
"""A small count in front of 年, 个月, 天: ``3``, ``三``, ``十二``, ``半``."""

RANGE_MARK = "(?:[-—–―－~～〜]{1,2}|至|到|(?<=[0-9年月日%])一{1,2}(?=[0-9]))"
"""What stands between two ends: ``5-8名``, ``2018——2020年``, ``三至五次``; a scanner reads a dash for 一."""


@lru_cache(maxsize=4096)
def parse_number(text: str) -> float | None:
    """Return the number that ``text`` writes, None where it writes none.

    Args:
        text: digits only, without unit: ``1,250``, ``三百二十``, ``3万``, ``一点五``, ``半``, ``贰佰``, ``二〇二三``.
    """
    text = text.strip().replace(",", "").replace("，", "")
    if text.isascii():
        text = text.translate(MISREAD)
    if text == "半":
        return 0.5
    try:
        return float(text)
    except ValueError:
        pass
    mixed = re.fullmatch(r"(-?[0-9]+(?:\.[0-9]+)?)([十百千万亿]{1,2})", text)
    if mixed:
        factor = 1
        for power in mixed[2]:
            factor *= POWERS[power]
        return round(float(mixed[1]) * factor, 6)
    whole, _, decimals = text.partition("点")
    value = _chinese_integer(whole)
    if value is None or not decimals:
        return value
    if not all(character in DIGITS for character in decimals):
        return None
    return float(f"{int(value)}.{''.join(str(DIGITS[character]) for character in decimals)}")


def _chinese_integer(text: str) -> float | None:
    """``三百二十`` by powers, ``二〇二三`` digit by digit."""
    if not text:
        return None
    if all(character in DIGITS for character in text):
        return float("".join(str(DIGITS[character]) for character in text))
    total = section = digit = 0
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in TENS:
            section += TENS[character]
        elif character in POWERS:
            power = POWERS[character]
            if power >= 10**8:
                # 二十三万亿: everything so far counts hundred millions.
                total = (total + section + digit) * power
                section = digit = 0
            elif power >= 10**4:
                # 一亿二千万: only what stands behind 亿 counts ten thousands.
                total += (section + digit) * power
                section = digit = 0
            else:
                # 十二: a power without a digit in front of it counts once.
                section += (digit or 1) * power
                digit = 0
        else:
            return None
    return float(total + section + digit)


def parse_fraction(text: str) -> float | None:
    """Return the share in percent of ``三分之二``, ``百分之九十五``, ``1/2``, ``七成``, ``七成五``, ``一半``; None for others."""
    if text in ("一半", "半数", "过半"):
        return 50.0
    parts = re.fullmatch(r"(.{1,4})分之(.{1,12})", text)
    if parts:
        below, above = parse_number(parts[1]), parse_number(parts[2])
    elif slash := re.fullmatch(r"([0-9]{1,3})/([0-9]{1,4})", text):
        above, below = float(slash[1]), float(slash[2])
    elif tenth := re.fullmatch(r"(.{1,3})成([一二三四五六七八九半]?)", text):
        whole, half = parse_number(tenth[1]), parse_number(tenth[2]) if tenth[2] else 0.0
        if whole is None or half is None:
            return None
        return round(whole * 10 + (half * 10 if tenth[2] == "半" else half), 6)
    else:
        return None
    return None if above is None or not below else round(above / below * 100, 2)


MISREAD = str.maketrans("OolI", "0011")
"""Letters that a scanner reads for digits: 2O23年, l0月."""


def ordinal_year(text: str) -> int | None:
    """Return the year that four digits write, Arabic or Chinese: ``2023``, ``二〇二三``, ``二零二三``; None otherwise."""
    if text.isascii():
        text = text.translate(MISREAD).replace(" ", "")
    if text.isdecimal():
        return int(text)
    if len(text) == 4 and all(character in DIGITS for character in text):
        return int("".join(str(DIGITS[character]) for character in text))
    return None

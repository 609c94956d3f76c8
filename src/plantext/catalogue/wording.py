"""Contract values in words: EDTF dates, figures, frequencies, places and numbers, as each language writes them."""

from __future__ import annotations

import re

from plantext.catalogue import Wording
from plantext.model import Frequency, Section, SectionNumber, Span, Target, TargetValue, Where

_DATE = re.compile(r"(\d{4}|X{4})(?:-(\d\d|XX))?(?:-(\d\d|XX))?[~?%]?")
_YEAR = re.compile(r"\d{4}")
_DURATION = re.compile(r"P(\d+(?:\.\d+)?)([YMWD])")
_RECURRENCE = re.compile(r"R\d*/(?:P(\d*)([YMWD])|([a-z-]+))")
_COMPARATORS = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "=": "＝", "~": "≈", "range": "", "rank<=": "≤"}
_RECURRENCE_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}

_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_AFTER_CHINESE = re.compile(r"(?<=[\u4e00-\u9fff])[,;:?!]")
_BRACKETS = re.compile(r"\(([^()]*[\u4e00-\u9fff][^()]*)\)")

# Control characters would act on a terminal and break XML; direction marks would let a name show backwards.
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_CONTROL_PICTURES = 0x2400
_FIRST_PRINTABLE = 0x20


def visible(text: str) -> str:
    """Return the text with every character that acts instead of showing replaced by a visible one, one for one."""
    return _INVISIBLE.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code == ord("\r"):
        return " "
    return chr(_CONTROL_PICTURES + code) if code < _FIRST_PRINTABLE else "\ufffd"


def clipped(text: str, length: int) -> str:
    """Return the text on one line, cut with an ellipsis after ``length`` characters."""
    line = " ".join(visible(text).split())
    return line if len(line) <= length else line[: length - 1].rstrip("，,、；; ") + "…"


def number(value: float, say: Wording) -> str:
    """Return a number without needless zeros; English groups thousands: ``12,000``."""
    plain = f"{value:.4f}".rstrip("0").rstrip(".")
    if say.language == "zh":
        return plain
    whole, point, decimals = plain.partition(".")
    return f"{int(whole):,}{point}{decimals}" if whole not in ("", "-", "-0") else plain


def percent(share: float, say: Wording, decimals: int = 1) -> str:
    """Return a share of one as a percentage: ``52.4%``, in English ``52.4 %``."""
    return f"{share * 100:.{decimals}f}{'%' if say.language == 'zh' else ' %'}"


def edtf(value: str | None, say: Wording) -> str:
    """Return an EDTF value in words: ``2024-09`` is 2024年9月, ``R/term`` 每学期; the value itself if it is no known form."""
    if not value:
        return ""
    if recurrence := _RECURRENCE.fullmatch(value):
        return _recurrence(recurrence, say) or value
    if duration := _DURATION.fullmatch(value):
        gap = "" if say.language == "zh" else " "
        return f"{number(float(duration[1]), say)}{gap}{say(f'span_of.{duration[2]}')}"
    if "/" in value:
        start, _, end = value.partition("/")
        return _range(start, end, value, say)
    return _day(value, say) or value


def _recurrence(match: re.Match[str], say: Wording) -> str | None:
    count, unit, school = match.groups()
    if school:
        return say(f"per.{school}") if school in {"term", "school-year", "lesson"} else None
    if count and count != "1":
        return say("per.every", count=count, unit=say(f"span_of.{unit}"))
    return say(f"per.{_RECURRENCE_UNITS[unit]}")


def _range(start: str, end: str, value: str, say: Wording) -> str:
    if _YEAR.fullmatch(start) and _YEAR.fullmatch(end):
        return say("date.years", start=start, end=end)
    first, last = _day(start, say), _day(end, say)
    if start in ("", "..") and last:
        return say("date.until", end=last)
    if end in ("", "..") and first:
        return say("date.since", start=first)
    return say("date.range", start=first, end=last) if first and last else value


def _day(value: str, say: Wording) -> str | None:
    match = _DATE.fullmatch(value)
    if not match:
        return None
    year, month, day = match.groups()
    if month in ("21", "22", "23", "24"):
        return say("date.season", year=year, season=say(f"season.{month}"))
    known_year, known_month = year != "XXXX", month is not None and month != "XX"
    if month is not None and known_month and not 1 <= int(month) <= 12:
        return None
    month_name = say("month.names").split()[int(month) - 1] if month is not None and known_month else ""
    day_number = int(day) if day and day != "XX" else None
    if not known_month:
        return say("date.year", year=year) if known_year else None
    if day_number is None:
        return say("date.month" if known_year else "date.month_only", year=year, month=month_name)
    return say("date.day" if known_year else "date.day_only", year=year, month=month_name, day=day_number)


def figure(target: TargetValue | Target | None, say: Wording) -> str:
    """Return a target in words: ``听课 ≥25节（每学期）``."""
    if target is None:
        return ""
    words = f"{visible(target.indicator)} {amount(target, say)}".strip()
    narrowing = [visible(target.scope)] if target.scope else []
    narrowing += [say(f"per.{target.period}")] if target.period else []
    return words + (say("mark.brackets", text=say("mark.comma").join(narrowing)) if narrowing else "")


def amount(target: TargetValue | Target, say: Wording) -> str:
    """Return comparator, value and unit of a target: ``≥95%``, ``1:19``, ``8–10节``."""
    low = number(target.value, say)
    if target.unit == "1:n":
        low = f"1:{low}"
    if target.value_to is not None:
        low = f"{low}–{number(target.value_to, say)}"
    unit = "" if target.unit == "1:n" else visible(target.unit)
    return f"{_COMPARATORS[target.comparator]}{low}{unit}"


def frequency(value: Frequency | None, say: Wording) -> str:
    """Return ``每学期2次`` for ``Frequency("term", 2)``."""
    if value is None:
        return ""
    per = say(f"per.{value.per}")
    return per if value.count is None else say("per.times", per=per, count=number(value.count, say))


def place(where: Where | None, span: Span, say: Wording, *, offset: bool = False) -> str:
    """Return where a passage stands in its file: ``第3页，第12段``; the characters where nothing else is known.

    Args:
        where: page, paragraph, table and row as far as the format knows them.
        span: characters of the source text.
        say: the language.
        offset: True gives the characters in any case.
    """
    parts = [
        say(f"place.{kind}", number=getattr(where, kind))
        for kind in ("page", "table", "row", "paragraph")
        if where is not None and getattr(where, kind) is not None
    ]
    if offset or not parts:
        parts.append(say("place.offset", start=span[0], end=span[1]))
    return say("place.separator").join(parts)


def heading(section: Section, say: Wording) -> str:
    """Return a heading with its number as it was meant: ``11.凝炼…`` where the scan prints ``L凝炼…``."""
    printed = ordinal(section.number) if section.number else ""
    title = visible(section.title) if section.title else ""
    return typeset(printed + title) or say("page.untitled")


def typeset(text: str) -> str:
    """Return a normalised title with the full-width marks that Chinese is printed with: 劳动育人,资助 is 劳动育人，资助."""
    text = _AFTER_CHINESE.sub(lambda match: _FULL_WIDTH[match.group()], text)
    return _BRACKETS.sub(r"（\1）", text)


def ordinal(found: SectionNumber) -> str:
    """Return a section's number in its style; an unreadable printed number is given by its value."""
    mark = re.search(r"\d+(?:\.\d+)*|[一二三四五六七八九十百]+", found.style)
    if mark is None:
        return visible(found.printed)
    if mark.group()[0].isdigit():
        readable = re.search(r"\d+(?:\.\d+)*", found.printed)
        digits = readable.group() if readable else str(found.value)
        return found.style[: mark.start()] + digits + found.style[mark.end() :]
    numeral = re.search(r"[一二三四五六七八九十百零〇]+", found.printed)
    return found.style[: mark.start()] + (numeral.group() if numeral else str(found.value)) + found.style[mark.end() :]

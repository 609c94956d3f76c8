"""From a matched calendar expression to its parts, and from the parts with a year to EDTF (ISO 8601-2)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from plantext.extraction.date_patterns import DatePatterns
from plantext.extraction.date_words import DateWords
from plantext.extraction.numbers import ordinal_year, parse_number
from plantext.model import DateType, Span

Form = Literal[
    "calendar",
    "day",
    "decade",
    "recurrence",
    "duration",
    "plan",
    "festival",
    "cited_year",
    "weekday",
    "week_day",
    "term",
]

UNKNOWN_YEAR = "XXXX"
FIRST_AUTUMN_MONTH = 9
"""A school year starts in September; a school-year plan's January to August lie in its second year."""

TERM_MONTHS = {1: (9, 13), 2: (2, 7)}
"""First and last month of the autumn and the spring term; 13 is January of the next year."""

SCHOOL_YEAR_PARTS = {(12, 12): (True, 7), (7, 7): (True, 7), (1, 1): (False, 9), (9, 9): (False, 9)}
"""末 and 初 of a school year, by the months they are of a calendar year: in its second year or not, and the month."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point or period of the calendar as far as the words give it.

    Attributes:
        year: the year printed; None where it is left to the context.
        blank: the printed placeholder for a year, ``20XX`` or ``XXXX``.
        offset: 今年 0, 去年 -1; None where no relative year is printed.
        month, day: as printed. ``months`` instead of ``month`` for 上半年 or 暑假 (12 and more: of the next year).
        month_offset: 本月 0, 下月 1.
        season: 21 or 23 for a term named by its season.
        half: 1 or 2 for the terms of a school year, 0 where only the document's own term can say.
        school_year: the year is the first of a school year.
        edge: start, middle or end of a term.
        holiday: 暑假, 寒假.
        years_to: last year of a school year or of a range printed as one (2018—2020学年).
    """

    year: int | None = None
    blank: str | None = None
    offset: int | None = None
    month: int | None = None
    day: int | None = None
    months: tuple[int, int] | None = None
    month_offset: int | None = None
    season: int | None = None
    half: int | None = None
    school_year: bool = False
    edge: str | None = None
    holiday: bool = False
    years_to: int | None = None
    relative_alone: bool = True

    @property
    def has_year(self) -> bool:
        """True where the words themselves say the year."""
        return self.year is not None or self.blank is not None

    @property
    def only_year(self) -> bool:
        """True for 2020年 and 今年."""
        parts = (self.month, self.months, self.half, self.month_offset, self.day)
        return all(part is None for part in parts)


@dataclass(frozen=True, slots=True)
class Expression:
    """A matched expression: what it is and its parts, before the context gives it a year and a role."""

    span: Span
    form: Form
    type: DateType
    start: Point | None = None
    end: Point | None = None
    value: str = ""
    tail: str = ""
    started: bool = False


def read_match(match: re.Match[str], patterns: DatePatterns) -> Expression | None:
    """Return the expression that a match of `DatePatterns.expression` stands for, None where it is none after all."""
    found = match.groupdict()
    words = patterns.words
    if found["set"] or found["set_word"] or found["each"]:
        return _recurrence(match, found, words)
    if found["week_range"] or found["fixed_day"]:
        return Expression(match.span(), "recurrence", "SET", value="R/P1W")
    if found["century"]:
        return _decade(match, found)
    if found["week_day"]:
        return Expression(match.span(), "week_day", "DATE")
    if found["weekday"]:
        return Expression(match.span(), "weekday", "SET", value="R/P1W")
    if found["span"] or found["plain"] or found["used"] or found["only"]:
        return _duration(match, found, words)
    if found["cal"]:
        return _calendar(match, found, patterns)
    if found["plan"]:
        return _plan(match, found, words)
    if found["festival"]:
        day = next(entry for entry in words.festivals if entry.word == found["festival"])
        year = found["festival_year"]
        point = Point(
            year=ordinal_year(year) if year else None,
            offset=patterns.relative_years[found["festival_rel"]] if found["festival_rel"] else None,
            month=day.month,
            day=day.day,
        )
        return Expression(match.span(), "festival", "DATE", point, tail=found["festival_tail"] or "")
    if found["day_m"]:
        point = Point(month=int(found["day_m"]), day=int(found["day_d"]))
        return Expression(match.span(), "festival", "DATE", point)
    if found["term_word"] or found["own_edge"]:
        return _own_term(match, found)
    if found["day_only"]:
        last = _int(found["day_to"])
        return Expression(
            match.span(),
            "day",
            "DATE" if last is None else "RANGE",
            Point(day=_int(found["day_only"])),
            None if last is None else Point(day=last),
            tail=found["day_tail"] or "",
        )
    for group in ("doc_year", "doc_year2", "ref_year"):
        if found[group]:
            return Expression(match.span(group), "cited_year", "DATE", Point(year=ordinal_year(found[group])))
    return None


def _recurrence(match: re.Match[str], found: dict[str, str | None], words: DateWords) -> Expression | None:
    if found["set_word"]:
        period = words.set_words[found["set_word"]]
    elif found["set_count"] or found["each"]:
        unit = (found["set_count_unit"] or found["each_unit"] or "").removeprefix("个")
        count = parse_number(found["set_count"] or found["each_count"] or "") or 1
        period = _multiple(words.set_units[unit], count)
    else:
        # 每隔一周 is every second week.
        period = _multiple(words.set_units[found["set_unit"] or "年"], 2 if found["set_gap"] else 1)
    return Expression(match.span(), "recurrence", "SET", value=f"R/{period}")


def _multiple(period: str, count: float) -> str:
    """每两周: P1W twice is P2W; 每半年: P1Y by half is P6M. School units keep their name when counted."""
    if count == 1:
        return period
    matched = re.fullmatch(r"P(\d+)([YMWD])", period)
    if not matched:
        return period if count < 1 else f"P{count:g}{period}"
    amount, unit = int(matched[1]) * count, matched[2]
    if amount == 0.5:
        return {"Y": "P6M", "M": "P15D"}.get(unit, "P1D")
    return f"P{amount:g}{unit}"


def _duration(match: re.Match[str], found: dict[str, str | None], words: DateWords) -> Expression | None:
    name = next(group for group in ("span", "plain", "used", "only") if found[group])
    count, last = parse_number(found[f"{name}_count"] or ""), parse_number(found[f"{name}_to"] or "")
    shape = words.duration_units[found[f"{name}_unit"] or ""]
    if count is None or not shape or not _bounds(match, name, shape, found, words):
        return None
    if count == 0.5:
        shape, count = {"P{}Y": ("P{}M", 6.0), "P{}M": ("P{}D", 15.0), "P{}D": ("PT{}H", 12.0)}.get(
            shape, ("PT{}M", 30.0)
        )
    value = shape.format(f"{count:g}")
    if name == "only" and found["only_half"]:
        value += {"Y": "6M", "M": "15D", "D": "T12H", "H": "30M"}.get(value[-1], "")
    if last is not None:
        value += "/" + shape.format(f"{last:g}")
    tail = found.get(f"{name}_tail") or ""
    return Expression(match.span(name), "duration", "DURATION", value=value, tail=found["span_head"] or tail)


def _bounds(match: re.Match[str], name: str, shape: str, found: dict[str, str | None], words: DateWords) -> bool:
    """三年内 bounds the work; 一小时内能做完, 55分钟以内 and 辍学一年以内的学生 say how much or who."""
    after = match.string[match.end() : match.end() + 1]
    if name == "only":
        return True
    if shape.startswith("PT"):
        able = match.string[match.end() : match.end() + 1] in ("的", "能", "可")
        return not able and (found["plain_tail"] or "") in words.duration_bounds
    return not (name == "plain" and found["plain_tail"] in words.duration_bounds and after == "的")


def _decade(match: re.Match[str], found: dict[str, str | None]) -> Expression:
    """20世纪90年代 is 199X."""
    named = found["century"] or ""
    century = {"上": 20, "本": 21}.get(named) or int(parse_number(named) or 0)
    decade = int(parse_number(found["decade"] or "") or 0) // 10
    return Expression(match.span(), "decade", "DATE", Point(blank=f"{century - 1}{decade}X"))


def _plan(match: re.Match[str], found: dict[str, str | None], words: DateWords) -> Expression:
    first, last = next(plan.years for plan in words.plans if plan.word == found["plan"])
    tail = found["plan_tail"] or ""
    span = (match.start("plan"), match.end() if tail else match.end("plan"))
    if tail in ("末", "期末", "末期"):
        return Expression(span, "plan", "DATE", Point(year=last), tail=tail)
    if tail == "初":
        return Expression(span, "plan", "DATE", Point(year=first), tail=tail)
    return Expression(span, "plan", "RANGE", Point(year=first), Point(year=last), tail=tail)


def _own_term(match: re.Match[str], found: dict[str, str | None]) -> Expression:
    """本学期 0, 上学期 -1, 下学期 1 (as ``offset`` of the document's own term); 学期末前 is the own term's end."""
    words = {"本": 0, "这": 0, "新": 0, "上": -1, "上一": -1, "下": 1, "下一": 1}
    edge = "end" if "末" in (found["term_edge"] or "") or found["own_edge"] else None
    if (found["term_edge"] or "") in ("初", "开学") or found["term_tail"] == "初":
        edge = "start"
    before = match.group().endswith("前")
    point = Point(half=0, offset=words.get(found["term_word"] or "", 0), edge=edge)
    return Expression(match.span(), "term", "DATE", point, tail="前" if before else "")


def _calendar(match: re.Match[str], found: dict[str, str | None], patterns: DatePatterns) -> Expression | None:
    start = _read_point(found, "a", patterns)
    tail = found["tail"] or ""
    if found["mark"] == "、" and found["b_n"] and _numbers_item(match, found):
        point = _read_point(found, "b", patterns)
        return Expression((match.start("b_n"), match.end()), "calendar", "DATE", point, tail=tail)
    if tail == "至今" and start is not None and not found["mark"]:
        return Expression(match.span(), "calendar", "RANGE", start, tail=tail)
    if not found["mark"]:
        if start is None or (start.only_year and start.offset is not None and not start.relative_alone):
            return None
        kind: DateType = "RANGE" if start.years_to and start.half is None else "DATE"
        return Expression(match.span(), "calendar", kind, start, tail=tail, started=bool(found["started"]))
    if found["a_bare"]:
        start = Point(year=ordinal_year(found["a_bare"]))
    end = Point(day=_int(found["b_bareday"])) if found["b_bareday"] else _read_point(found, "b", patterns)
    if start is None or end is None:
        return None
    return Expression(
        match.span(), "calendar", "RANGE", start, inherit(end, start), tail=tail, started=bool(found["started"])
    )


def _numbers_item(match: re.Match[str], found: dict[str, str | None]) -> bool:
    """3、4月份召开…, 一、9月30日前: what stands in front of the mark numbers the item."""
    number, month = found["a_n"], found["b_n"] or ""
    if number is None:
        return False
    if number.isascii() != month.isascii():
        # 一、9月: one list of months is written with one kind of digits.
        return True
    starts = match.start() == 0 or match.string[match.start() - 1] in "\n 　"
    return starts and (number.isascii() or found["b_nd"] is not None)


def inherit(end: Point, start: Point) -> Point:
    """Fill what the end of a range leaves to its start: 2020年8-12月, 4月1日至15日, 今年4月至年底."""
    if end.month is None and end.day is not None:
        end = replace(end, month=start.month, month_offset=start.month_offset)
    if end.year is None and end.blank is None and end.offset is None:
        first, last = start.month, end.month or (end.months and end.months[0])
        # 2023年11月至3月 ends in the next year.
        over = 1 if first and last and last < first else 0
        end = replace(
            end,
            year=None if start.year is None else start.year + over,
            blank=start.blank,
            offset=None if start.offset is None else start.offset + over,
        )
    return end


def _read_point(found: dict[str, str | None], name: str, patterns: DatePatterns) -> Point | None:
    """Read the groups of one point of the pattern."""

    def group(tag: str) -> str | None:
        return found.get(f"{name}_{tag}")

    if group("iy"):
        return Point(year=_int(group("iy")), month=_int(group("im")), day=_int(group("id")))
    if group("jy"):
        return Point(year=_int(group("jy")), month=_int(group("jm") or group("km")))
    point = _read_year(found, name, patterns)
    for tag in ("m", "n"):
        if group(tag) or group(f"{tag}r"):
            month = _int(group(tag)) if group(tag) else None
            shift = patterns.relative_months[group(f"{tag}r") or ""] if group(f"{tag}r") else None
            point = replace(point, month=month, month_offset=shift, day=_int(group(f"{tag}d")))
            if shift is not None and group(f"{tag}d") is None and (group(f"{tag}r") or "") not in patterns.alone:
                return None  # 当月教育主题
            return point if month is None or 1 <= month <= 12 else None
    if group("first"):
        last = (_int(group("first")) or 1) * (3 if group("firsts") == "季度" else 1)
        return replace(point, months=(1, last))
    if part := group("yp") or group("zp"):
        whole = patterns.year_parts[part]
        if whole == (1, 12):
            return replace(point, offset=0) if not point.has_year and point.offset is None else point
        if point.school_year and whole in SCHOOL_YEAR_PARTS:
            # 2025—2026学年末 is July of the second year.
            later, month = SCHOOL_YEAR_PARTS[whole]
            year = (point.years_to or (point.year or 0) + 1) if later else point.year
            return Point(year=year, month=month)
        if whole[0] == whole[1]:
            return replace(point, month=whole[0])
        return replace(point, months=whole, holiday=part in patterns.holidays)
    if term := group("t") or group("zt"):
        return _read_term(point, term, group("te") or group("zte"), patterns.words)
    return point


def _read_year(found: dict[str, str | None], name: str, patterns: DatePatterns) -> Point:
    if first := found.get(f"{name}_s1"):
        last = found[f"{name}_s2"] or first
        year, end = ordinal_year(first) or 0, ordinal_year(last) or 0
        return Point(year=year, school_year=True, years_to=end if len(last) == 4 else year // 100 * 100 + end)
    if single := found.get(f"{name}_s"):
        year = ordinal_year(single) or 0
        return Point(year=year, school_year=True, years_to=year + 1)
    if printed := found.get(f"{name}_y"):
        known = ordinal_year(printed)
        if known is not None:
            return Point(year=known)
        return Point(blank=printed.replace("x", "X").replace("×", "X") if printed.startswith("20") else UNKNOWN_YEAR)
    if relative := found.get(f"{name}_rel"):
        return Point(offset=patterns.relative_years[relative], relative_alone=relative in patterns.alone)
    return Point()


def _read_term(point: Point, word: str, edge: str | None, words: DateWords) -> Point:
    term = next(entry for entry in words.terms if entry.word == word)
    half, season = term.half, term.season
    if word[0] in "上下" and point.year is not None and not point.school_year:
        # 2024年上学期 counts in the calendar year: the spring comes first.
        half = 3 - half
    place = next((entry.edge for entry in words.term_edges if entry.word == edge), None)
    return replace(point, half=half, season=None if point.school_year else season, edge=place)


def _int(text: str | None) -> int | None:
    if text == "元":
        return 1  # 元月
    value = parse_number(text) if text else None
    return None if value is None else int(value)


def edtf(point: Point, year: int | None, *, as_point: bool = False) -> str:
    """Return the EDTF value of a point in a year.

    Args:
        point: what the words say.
        year: the year that the words or the context give it (a school year's first year where ``school_year``).
        as_point: a period (暑期) is named as the point by which something is done, so its first month stands for it.
    """
    if point.half is not None:
        return _term_value(point, year)
    name = point.blank or (UNKNOWN_YEAR if year is None else f"{year:04d}")
    if point.school_year and point.years_to is not None and point.month is None:
        return f"{name}/{point.years_to}"
    if point.months is not None:
        first, last = point.months
        return _month(name, year, first) if as_point else f"{_month(name, year, first)}/{_month(name, year, last)}"
    if point.month is None:
        return name
    return f"{name}-{point.month:02d}" + (f"-{point.day:02d}" if point.day else "")


def _month(name: str, year: int | None, month: int) -> str:
    if month > 12:
        return f"{UNKNOWN_YEAR if year is None else year + 1}-{month - 12:02d}"
    return f"{name}-{month:02d}"


def _term_value(point: Point, year: int | None) -> str:
    """A term: its season (2024-21), its months (2023-09/2024-01) or, with an edge, one month of it."""
    if year is None:
        return UNKNOWN_YEAR
    if point.school_year and point.half == 2:
        year += 1
    first, last = TERM_MONTHS[point.half or 1]
    name = f"{year:04d}"
    if point.edge == "start":
        return _month(name, year, first)
    if point.edge == "end":
        return _month(name, year, last)
    if point.edge == "middle":
        return _month(name, year, (first + last) // 2)
    if point.season:
        return f"{name}-{point.season}"
    return f"{_month(name, year, first)}/{_month(name, year, last)}"

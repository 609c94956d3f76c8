"""The year of a date that does not print one, from what stands nearest to it.

In order: an earlier date of the same sentence, the table column, the headings above, the document's period (its title),
its issue date, the nearest date before, the nearest after. Where nothing says it the year stays unknown (``XXXX``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from plantext.cleaning import CleanDocument
from plantext.extraction.date_patterns import DatePatterns
from plantext.extraction.date_values import FIRST_AUTUMN_MONTH, Expression, Point, read_match
from plantext.model import DocType
from plantext.structure import Structure

LOOK_BACK = 3
"""A plan of March speaks of January to December; a month more than three before the issue lies in the next year."""

MONTHS = 12
BARE_YEAR = re.compile("(?<![0-9.—-])20[0-9]{2}(?![0-9.年—-])")
"""回眸2025: a title's year without 年."""

FINISHED: tuple[DocType, ...] = ("summary", "report")
"""Documents that look back: their dates lie before the issue."""


@dataclass(frozen=True, slots=True)
class Period:
    """The time a document (or a heading) speaks of: its first and last month, and whether it is a school year."""

    first: tuple[int, int]
    last: tuple[int, int]

    def year_of(self, month: int | None) -> int | None:
        """Return the year in which ``month`` falls inside the period; None where it is open (several, or none)."""
        if month is None:
            return self.first[0] if self.first[0] == self.last[0] else None
        years = [year for year in range(self.first[0], self.last[0] + 1) if self.first <= (year, month) <= self.last]
        return years[0] if len(years) == 1 else None


@dataclass(frozen=True, slots=True)
class Times:
    """What a document as a whole says of its time.

    Attributes:
        issued: year and month of issue.
        period: the period that its title names, None where it names none.
        term: the term that its title names (half, first year of the school year).
        finished: the document looks back.
    """

    issued: tuple[int, int] | None = None
    period: Period | None = None
    term: tuple[int, int] | None = None
    finished: bool = False

    @property
    def this_year(self) -> int | None:
        """今年: the year of the title where it is one, else that of issue."""
        if self.period is not None:
            first, last = self.period.first, self.period.last
            if first[0] == last[0]:
                return first[0]
            if self.issued and first[0] <= self.issued[0] <= last[0]:
                return self.issued[0]
            if last[0] - first[0] == 1 and first[1] >= FIRST_AUTUMN_MONTH - 1:
                # A school year: its plan is written in the first year, its summary in the second.
                return last[0] if self.finished else first[0]
        return self.issued[0] if self.issued else None


def period_of(expression: Expression) -> Period | None:
    """Return the months that an expression with a year covers."""
    start, end = expression.start, expression.end
    if start is None or start.year is None:
        return None
    if end is not None and end.year is not None:
        return Period(_first_month(start, start.year), _last_month(end, end.year))
    return Period(_first_month(start, start.year), _last_month(start, start.year))


def _first_month(point: Point, year: int) -> tuple[int, int]:
    if point.half is not None:
        spring = point.half == 2
        return (year + (1 if spring and point.school_year else 0), 1 if spring else 8)
    if point.school_year:
        return (year, FIRST_AUTUMN_MONTH)
    month = point.month or (point.months[0] if point.months else 1)
    return (year, month)


def _last_month(point: Point, year: int) -> tuple[int, int]:
    if point.half is not None:
        spring = point.half == 2
        return (year + (1 if spring and point.school_year else 0), 8) if spring else (year + 1, 2)
    if point.school_year:
        # 2018—2020学年: to the end of the last year that is named.
        return (point.years_to or year + 1, FIRST_AUTUMN_MONTH - 1)
    month = point.month or (point.months[1] if point.months else MONTHS)
    return (year + 1, month - MONTHS) if month > MONTHS else (year, month)


def read_times(document: CleanDocument, patterns: DatePatterns, issued: str | None, dated: str | None) -> Times:
    """Read what the document as a whole says of its time.

    Args:
        document: its title and type.
        issued: EDTF date that a person gives.
        dated: EDTF date of issue that the document itself prints, the first argument goes before it.
    """
    period, term = None, None
    for match in patterns.expression.finditer(document.title or ""):
        expression = read_match(match, patterns)
        if expression is None or expression.form != "calendar":
            continue
        period = period_of(expression)
        start = expression.start
        if start is not None and start.half and start.year is not None:
            first = start.year if start.school_year or start.half == 1 else start.year - 1
            term = (start.half, first)
        if period is not None:
            break
    if period is None and (bare := BARE_YEAR.search(document.title or "")):
        period = Period((int(bare[0]), 1), (int(bare[0]), MONTHS))
    known = _year_month(issued) or _year_month(dated)
    # A text on 2024 that is dated January 2025 looks back, whatever it is called.
    over = period is not None and known is not None and known > period.last
    return Times(known, period, term, document.doc_type in FINISHED or over)


def _year_month(value: str | None) -> tuple[int, int] | None:
    if not value or not value[:4].isdecimal():
        return None
    return int(value[:4]), int(value[5:7]) if value[5:7].isdecimal() else 1


@dataclass(slots=True)
class YearFinder:
    """Gives yearless dates of one document their year; `note` tells it of dates that print one, in text order.

    Attributes:
        times: the document's own time.
        structure: headings and tables.
        next_heading: headings under which a document that looks back speaks of what is to come.
        explicit: all dates with a printed year that may serve as anchors (position, period), in text order.
    """

    times: Times
    structure: Structure
    explicit: Sequence[tuple[int, Period]]
    next_heading: re.Pattern[str]
    sentence: int = -1
    in_sentence: Period | None = None
    _headings: dict[int, Period] = field(default_factory=dict)
    _positions: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        starts = [heading.span[0] for heading in self.structure.headings]
        self._positions = [position for position, _ in self.explicit]
        for position, period in self.explicit:
            index = bisect_right(starts, position) - 1
            if index >= 0 and position < self.structure.headings[index].span[1] + 1:
                self._headings.setdefault(index, period)

    def note(self, sentence: int, period: Period) -> None:
        """Remember a date with a year; later dates of its sentence inherit from it."""
        self.sentence, self.in_sentence = sentence, period

    def year(self, point: Point, position: int, sentence: int, *, ahead: bool = False) -> int | None:
        """Return the year of a point that prints none; ``ahead`` where it is a deadline, also in a summary."""
        if point.offset is not None and point.half is None:
            this_year = self.times.this_year
            if this_year is None:
                this_year = self._nearest(position)
            return None if this_year is None else this_year + point.offset
        ahead = ahead or (self.times.finished and self._looks_ahead(sentence))
        month = point.month or (point.months[0] if point.months else None)
        if sentence == self.sentence and self.in_sentence is not None:
            found = self._after(self.in_sentence, month)
            if found is not None:
                return found
        return (
            self._from_structure(sentence, month)
            or self._from_document(month, ahead=ahead)
            or self._nearest(position, month)
        )

    def _looks_ahead(self, sentence: int) -> bool:
        """True under 下一步打算 and the like."""
        section = self.structure.sentences[sentence].section if 0 <= sentence < len(self.structure.sentences) else None
        while section is not None:
            heading = self.structure.headings[section]
            if self.next_heading.search(heading.title or ""):
                return True
            section = heading.parent
        return False

    def _after(self, period: Period, month: int | None) -> int | None:
        """2022年4月开始,年底结束: 2022; 2023年11月启动,1月底前上报: 2024."""
        if month is None:
            return period.last[0]
        inside = period.year_of(month)
        if inside is not None:
            return inside
        year, last = period.last
        return year + 1 if last - month > MONTHS // 2 and not self.times.finished else year

    def _from_structure(self, sentence: int, month: int | None) -> int | None:
        unit = self.structure.sentences[sentence] if sentence < len(self.structure.sentences) else None
        if unit is None:
            return None
        if unit.table is not None and unit.column is not None and unit.table < len(self.structure.tables):
            years = self.structure.tables[unit.table].years
            printed = years[unit.column] if unit.column < len(years) else None
            if printed and printed[:4].isdecimal():
                return int(printed[:4])
        section = unit.section
        while section is not None:
            if section in self._headings:
                found = self._headings[section].year_of(month)
                if found is not None:
                    return found
            section = self.structure.headings[section].parent
        return None

    def _from_document(self, month: int | None, *, ahead: bool) -> int | None:
        period, issued = self.times.period, self.times.issued
        if period is not None and ahead and self.times.finished and month is not None:
            # What a summary still sets a date for lies behind the time it sums up.
            year, last = period.last
            return year if month > last else year + 1
        if period is not None:
            found = period.year_of(month)
            if found is None and period.first[0] == period.last[0]:
                # A term plan of spring 2024 that speaks of September means that September.
                found = period.first[0]
            if found is not None:
                return found
            if issued is None and period.last[0] - period.first[0] == 1:
                return period.first[0] if month is None or month >= FIRST_AUTUMN_MONTH else period.last[0]
        if issued is None:
            return None
        year, issue_month = issued
        if month is None:
            return year
        if self.times.finished and not ahead:
            return year if month <= issue_month else year - 1
        if issue_month - month > LOOK_BACK:
            return year + 1
        return year - 1 if month - issue_month > MONTHS - LOOK_BACK + 1 else year

    def _nearest(self, position: int, month: int | None = None) -> int | None:
        """The nearest printed year before, or after where none stands before."""
        index = bisect_right(self._positions, position) - 1
        for candidate in (index, index + 1):
            if 0 <= candidate < len(self.explicit):
                period = self.explicit[candidate][1]
                return period.year_of(month) or period.first[0]
        return None

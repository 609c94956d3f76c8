"""Calendar expressions of a document: found in one pass, given a year by their context, and a role."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date, timedelta

from plantext.cleaning import CleanDocument
from plantext.extraction.date_context import Period, YearFinder, period_of, read_times
from plantext.extraction.date_patterns import DatePatterns, any_of, date_patterns
from plantext.extraction.date_roles import RoleCues, RoleFinder, build_cues
from plantext.extraction.date_values import UNKNOWN_YEAR, Expression, Point, edtf, read_match
from plantext.extraction.items import DateMention
from plantext.lexicon import Lexicon
from plantext.model import DateRole, DateType
from plantext.structure import Structure

ISSUE_FIELDS = ("成文日期", "发文日期", "印发日期", "发布日期", "生成日期", "公开日期", "发布时间")
"""Fields of a government page's head table that say when the document was issued, best first."""

NEXT_WORDS = 60
"""How far in front of a date 下一步 may stand in its sentence."""

WEEK_REACH = 1500
"""How far behind the dates of a week its days may stand."""

DATES_BACK = 40

OPEN_TAILS = ("以来", "至今")
"""2018年以来: an interval without end."""

NEEDS_TAIL_BEFORE = "在于利用从自"
"""寒假 and 秋季学期 by themselves are adjectives (暑假作业); with one of these in front or a tail behind they are times."""


@dataclass(frozen=True, slots=True)
class DateContext:
    """What a person tells about the time of a document: the EDTF date of issue."""

    issued: str | None = None


def find_dates(
    document: CleanDocument, structure: Structure, lexicon: Lexicon, context: DateContext
) -> tuple[DateMention, ...]:
    """Find the calendar expressions of a document, in text order.

    Args:
        document: the clean document.
        structure: its headings, tables and sentences; a date belongs to the sentence it stands in.
        lexicon: the words of ``dates.yaml``.
        context: the issue date where a person gives it.
    """
    patterns = date_patterns(lexicon)
    cues: RoleCues = lexicon.memo("date-role-cues", _cues)
    text = document.clean.text
    expressions = [
        expression
        for match in patterns.expression.finditer(text)
        if (expression := read_match(match, patterns)) is not None
    ]
    return _DateFinder(
        document, structure, expressions, RoleFinder(document, structure, cues), patterns, context
    ).mentions()


def _cues(lexicon: Lexicon) -> RoleCues:
    return build_cues(date_patterns(lexicon))


class _DateFinder:
    """Takes the expressions of one document in text order and gives each its year, value and role."""

    def __init__(
        self,
        document: CleanDocument,
        structure: Structure,
        expressions: list[Expression],
        roles: RoleFinder,
        patterns: DatePatterns,
        context: DateContext,
    ) -> None:
        self.text = document.clean.text
        self.structure = structure
        self.expressions = expressions
        self.sentence_starts = [sentence.span[0] for sentence in structure.sentences]
        self.located = [(expression, self._sentence(expression.span[0])) for expression in expressions]
        self.roles = roles
        self.role_of: dict[int, DateRole] = {}
        for index, (expression, sentence) in enumerate(self.located):
            unit = structure.sentences[sentence] if structure.sentences else None
            self.role_of[index] = roles.role(expression, unit)
        self.times = read_times(document, patterns, context.issued, self._issued(document))
        self._join_deadlines()
        self.line_month: tuple[int, Point] | None = None
        self.next_words = re.compile(any_of(patterns.words.next_words))
        next_heading = re.compile(any_of(patterns.words.next_headings))
        self.years = YearFinder(self.times, structure, self._anchors(), next_heading)

    def mentions(self) -> tuple[DateMention, ...]:
        """Return what was found, each with its value."""
        found: list[DateMention] = []
        recurring = -1
        for index, (expression, sentence) in enumerate(self.located):
            if expression.form == "recurrence":
                recurring = sentence
            role = self.role_of[index]
            if expression.form in ("weekday", "week_day") and recurring != sentence:
                if (day := self._day_of_week(expression, found)) is not None:
                    found.append(DateMention(expression.span, "DATE", day, self._day_role(expression), sentence))
                continue
            if expression.form == "week_day":
                continue
            if expression.form == "day" and (whole := self._in_month(expression, found, sentence)) is not None:
                expression = whole  # noqa: PLW2901
            value = expression.value or self._value(expression, role, sentence)
            if value is None:
                continue
            span = "/" in value and expression.type == "DATE"
            kind: DateType = "RANGE" if span else expression.type
            found.append(DateMention(expression.span, kind, value, role, sentence))
        return tuple(found)

    def _day_of_week(self, expression: Expression, found: list[DateMention]) -> str | None:
        """周三 under 第6周(10月13日—17日): the day of the week whose dates stand last in front."""
        for mention in reversed(found[-DATES_BACK:]):
            if expression.span[0] - mention.span[1] > WEEK_REACH:
                return None
            first, _, last = mention.value.partition("/")
            if mention.type != "RANGE" or len(first) != 10 or len(last) != 10 or not first[:4].isdecimal():
                continue
            start = date.fromisoformat(first)
            if not 0 < (date.fromisoformat(last) - start).days <= 6:
                continue
            name = self.text[slice(*expression.span)].lstrip("星期周礼拜")[:1]
            weekday = "一二三四五六日".find(name.replace("天", "日"))
            return (start + timedelta(days=(weekday - start.weekday()) % 7)).isoformat()
        return None

    def _day_role(self, expression: Expression) -> DateRole:
        """周三: at the head of a line or cell is a period like the months of a calendar."""
        after = self.text[expression.span[1] : expression.span[1] + 1]
        return "period" if after == "" or after in ":：\t\n(（ 　" else "event"

    def _join_deadlines(self) -> None:
        """10月10日和11月20日前: the first is a deadline like the second."""
        for index in range(len(self.located) - 2, -1, -1):
            (one, _), (other, _) = self.located[index], self.located[index + 1]
            joined = self.text[one.span[1] : other.span[0]] in ("和", "、", "及", "与", "或")
            if joined and self.role_of[index + 1] == "deadline" and self.role_of[index] == "event":
                self.role_of[index] = "deadline"

    def _in_month(self, expression: Expression, found: list[DateMention], sentence: int) -> Expression | None:
        """25日前 in the row or line of a month (二月), or after a day in the same sentence (4月20日报名，25日考试)."""
        if self.line_month is None or expression.start is None:
            return None
        line, month = self.line_month
        if line != self.roles.block_of(expression.span[0]):
            return None
        start = replace(month, day=expression.start.day, months=None)
        end = expression.end and replace(month, day=expression.end.day, months=None)
        return replace(expression, form="calendar", start=start, end=end)

    def _sentence(self, position: int) -> int:
        return max(0, bisect_right(self.sentence_starts, position) - 1)

    def _issued(self, document: CleanDocument) -> str | None:
        """Return the date of issue that the page's head or the signature prints."""
        fields = dict(document.metadata)
        for name in ISSUE_FIELDS:
            if printed := re.search(r"((?:19|20)\d\d)\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})", fields.get(name, "")):
                return f"{printed[1]}-{int(printed[2]):02d}-{int(printed[3]):02d}"
        issued = [e for index, (e, _) in enumerate(self.located) if self.role_of[index] == "issued"]
        for expression in reversed(issued):
            if expression.start is not None and expression.start.year is not None:
                return edtf(expression.start, expression.start.year)
        return None

    def _anchors(self) -> list[tuple[int, Period]]:
        """Dates that print their year and tell the time of what stands around them: no citations, no horizons."""
        anchors = []
        for index, (expression, _) in enumerate(self.located):
            if self.role_of[index] in ("cited", "horizon") or expression.form != "calendar":
                continue
            period = period_of(expression)
            if period is not None:
                anchors.append((expression.span[0], period))
        return anchors

    def _value(self, expression: Expression, role: DateRole, sentence: int) -> str | None:
        """Return the EDTF value, None where the expression turns out to say no date here."""
        start = expression.start
        if start is None or not self._stands_alone(expression):
            return None
        position = expression.span[0]
        if expression.form == "term":
            return self._term(expression, role)
        if start.month_offset is not None and (start := self._this_month(start)) is None:
            return None
        said = self.text[self.sentence_starts[sentence] if self.sentence_starts else 0 : position]
        ahead = role == "deadline" or self.next_words.search(said[-NEXT_WORDS:]) is not None
        year = self._year_of(start, position, sentence, ahead=ahead)
        if start.half is not None and not start.has_year and start.offset is None:
            year = self._term_year(start, position)
        if start.month is not None and expression.end is None:
            # What follows in the line may leave the month out: 二月<TAB>开学，25日前上交.
            self.line_month = (self.roles.block_of(position), replace(start, year=year))
        if role != "cited" and (start.year is not None) and (period := period_of(expression)) is not None:
            self.years.note(sentence, period)
        if expression.tail in OPEN_TAILS and expression.end is None:
            return f"{edtf(start, year).partition('/')[0]}/.."
        if expression.end is None:
            return edtf(start, year, as_point=role in ("horizon", "deadline", "start") and start.holiday)
        first = edtf(start, year)
        last = edtf(expression.end, self._end_year(expression.end, start, year, position, sentence))
        return f"{first.partition('/')[0]}/{last.rpartition('/')[2]}"

    def _stands_alone(self, expression: Expression) -> bool:
        """暑假, 秋季学期 and 年初 need a word of time around them; with a year in front they stand by themselves."""
        start = expression.start
        if expression.form == "day":
            return False
        if self.text[slice(*expression.span)] == "全年":
            # 全年 is a time of its own only in a cell: 完成时限 全年.
            return self._before(expression) in ("", "\t", "\n")
        if expression.form != "calendar" or start is None or start.has_year or start.offset is not None:
            return True
        if expression.end is not None or expression.tail or start.edge:
            return True
        if start.holiday or start.half is not None:
            before = self._before(expression)
            return before != "" and before in NEEDS_TAIL_BEFORE
        return True

    def _before(self, expression: Expression) -> str:
        """The character in front, empty at the start of the text."""
        return self.text[max(0, expression.span[0] - 1) : expression.span[0]]

    def _year_of(self, point: Point, position: int, sentence: int, *, ahead: bool = False) -> int | None:
        return point.year if point.has_year else self.years.year(point, position, sentence, ahead=ahead)

    def _end_year(self, end: Point, start: Point, year: int | None, position: int, sentence: int) -> int | None:
        """A range's end that prints no year goes on from its start: 11月至次年3月."""
        if end.has_year:
            return end.year
        if end.offset is not None and start.offset is None and year is not None:
            # 2023年11月至次年3月: counted from the start.
            return year + end.offset
        if year is None:
            return self._year_of(end, position, sentence) if end.offset is None else None
        first = start.month or (start.months[0] if start.months else None)
        last = end.month or (end.months[1] if end.months else None)
        return year + 1 if first and last and last < first else year

    def _this_month(self, point: Point) -> Point | None:
        """本月15日, from the month of issue; nothing where that is unknown."""
        if self.times.issued is None or point.month_offset is None:
            return None
        year, month = self.times.issued
        months = year * 12 + month - 1 + point.month_offset
        return Point(year=months // 12, month=months % 12 + 1, day=point.day)

    def _term_year(self, point: Point, position: int) -> int | None:
        """春季学期开学前 without a year: from the document's term or school year, else from its issue."""
        if self.times.term is not None:
            _, first = self.times.term
            return first if point.half == 1 else first + 1
        month = 9 if point.half == 1 else 3
        return self.years.year(Point(month=month), position, -2)

    def _term(self, expression: Expression, role: DateRole) -> str | None:
        """本学期, 上学期, 学期末前: the document's own term, moved by the words' offset."""
        point = expression.start
        if point is None:
            return None
        if self.times.term is None:
            return UNKNOWN_YEAR if expression.tail else None
        half, first = self.times.term
        moved = (half - 1) + (point.offset or 0)
        half, first = moved % 2 + 1, first + moved // 2
        term = Point(year=first, school_year=True, years_to=first + 1, half=half, edge=point.edge)
        return edtf(term, first)

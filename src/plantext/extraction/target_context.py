"""Kind (target or baseline), due date and period of a figure, from its sentence, its headings and its document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from plantext.cleaning import CleanDocument
from plantext.extraction.date_values import UNKNOWN_YEAR
from plantext.extraction.items import DateMention
from plantext.extraction.numbers import parse_number
from plantext.extraction.quantities import Quantity
from plantext.extraction.target_words import TargetPatterns
from plantext.model import Per, Span, TargetKind
from plantext.structure import Sentence, Structure

LOOKING_BACK = ("summary", "report", "paper")

PERIODS: dict[str, Per] = {
    "R/term": "term",
    "R/school-year": "school-year",
    "R/lesson": "lesson",
    "R/P1Y": "year",
    "R/P1M": "month",
    "R/P1W": "week",
    "R/P1D": "day",
}

DUE_ROLES = ("horizon", "deadline", "end")
REACH = 400
"""How far in a sentence a date holds for a figure; longer sentences are lists run together."""

SECTION_REACH = 3000
HEAD = 200
"""A document's own number stands in its first lines."""

EXAMINED = re.compile("[,，]?(?:上半年|春季|中考|高考|小考|毕业会考|期末)")
"""2025年中考 lies before the school year 2025—2026 begins."""

STAGE_YEAR = re.compile("第([一二三四五])学?年(?![级])")
"""第二年 of a plan for 2024—2026 is 2025."""

ANNOUNCES = re.compile("^[^。\n]{0,50}[:：。]\\s*\n|目标|以下|如下")
COMPARED = re.compile("[比较][^,，。;；]{2,8}?(?=[高低多少]|提高|增加|增长|提升|下降|降低|减少|上升|缩小)")
CONDITION = re.compile(r"(?:对|班额|规模|人数|不足|超过|低于|少于|连续)[^,，。;；]{0,20}$")
BECOMES = re.compile(
    "(?:提高|提升|增加|增长|扩大|扩充|上升|下降|降低|减少|压缩|压减|缩小|缩短|[增减升降扩])(?:到|至|为)|基础上"
)
"""由5个|扩至9个: what stands in front is what there is."""

FROM = re.compile("[由从][^,，。;；]{1,24}$")
"""由5个扩至|9个: what stands behind is what is aimed at."""

COUNTED_OUT = re.compile(r"的[一二三四五六七八九十0-9]+[所个名]")
"""辍学率超过1%的|3所|学校 are there; 满意率低于80%的|学校约谈校长 is a rule that is set."""

RESTRICTS = re.compile(r"的(?:[一二三四五六七八九十0-9]+[所个名]|年级|教学点|学校|学科|班|教师|学生|家庭|家长|单位)")


class ContextReader:
    """Reads kind, due and period of the figures of one document.

    Args:
        document: its type and text.
        structure: its headings.
        dates: its calendar expressions, in text order.
        patterns: the words of ``targets.yaml``.
        horizon: EDTF year in which the document's own period ends, None where it runs within one year.
        year: the year the document speaks in.
    """

    def __init__(
        self,
        document: CleanDocument,
        structure: Structure,
        dates: Sequence[DateMention],
        patterns: TargetPatterns,
    ) -> None:
        self.text = document.clean.text
        self.blocks = [block.span for block in document.blocks]
        self.looks_back = document.doc_type in LOOKING_BACK
        self.structure = structure
        self.dates = dates
        self.date_starts = [date.span[0] for date in dates]
        self.patterns = patterns
        self.head_end = document.blocks[document.title_block - 1].span[1] if document.title_block else 0
        self.school_year = self.by_school_year = False
        self.horizon, self.year = self._document_years()
        self._heading_kinds: dict[int | None, TargetKind | None] = {None: None}

    def _document_years(self) -> tuple[str | None, int | None]:
        """The end of a plan's own period of several years, and the first year it speaks in."""
        for date in self.dates:
            if date.span[0] > self.head_end:
                break
            if date.role == "period" and date.value[:4].isdecimal():
                first, _, last = date.value.partition("/")
                self.by_school_year = first[5:7] in ("08", "09") and last[5:7] in ("07", "08")
                self.school_year = last[:4] > first[:4]
                several = last[:4].isdecimal() and int(last[:4]) - int(first[:4]) >= 2
                return (last[:4] if several else None), int(first[:4])
        issued = next((d.value for d in self.dates if d.role == "issued" and d.value[:4].isdecimal()), None)
        if issued is None:
            # 教发〔2025〕11号 at the head, where the signature has no line of its own.
            numbered = (d for d in self.dates if d.role == "cited" and d.span[0] < self.head_end + HEAD)
            issued = next((d.value for d in numbered if self.text[d.span[0] - 1 : d.span[0]] in "〔[("), None)
        return None, int(issued[:4]) if issued and issued[:4].isdecimal() else None

    def dates_in(self, span: Span) -> Sequence[DateMention]:
        """Return the dates that start inside a span."""
        return self.dates[bisect_left(self.date_starts, span[0]) : bisect_left(self.date_starts, span[1])]

    def kind(
        self, quantity: Quantity, sentence: Sentence, clause: Span, previous: TargetKind | None = None
    ) -> TargetKind:
        """Return whether a figure is committed or required, or present, past and achieved.

        Args:
            quantity, sentence: the figure and where it stands.
            clause: from the start of its clause to the end of the figure.
            previous: the kind of the figure before in the same sentence.
        """
        start, end = quantity.span
        before = self.text[max(sentence.span[0], clause[0]) : start]
        after = self.text[end : min(sentence.span[1], end + 14)]
        near = self.text[max(sentence.span[0], start - 40) : start]
        heading = self._heading_kind(sentence.section)
        back = (self.looks_back and heading != "target") or heading == "baseline"
        who = RESTRICTS if quantity.kind == "people" else COUNTED_OUT
        if who.match(after) and CONDITION.search(before + self.text[start : quantity.figure]):
            return "baseline"
        if BECOMES.match(after):
            return "baseline"
        past = self._past_year(sentence, start)
        if past is not None:
            return "baseline" if past else "target"
        aims = bool((self.patterns.aim_back if back else self.patterns.aim).search(before))
        if self.patterns.baseline.search(COMPARED.sub("", before)) or after.startswith(("了", "以来")):
            return "target" if aims and not re.search("现有|目前|现已", before) else "baseline"
        if aims:
            return "target"
        if quantity.kind == "thing" and re.match("(?:教学点|学校|园所|幼儿园|乡镇|村)(?:全部|均|都)", after):
            return "baseline"
        if (
            re.search("(?:^|[,，;；])[^,，;；]{0,6}(?:现有|目前|共有|现共有)", near)
            and quantity.comparator is None
            and not back
        ):
            return "baseline"
        grows = quantity.verb is not None and FROM.search(before) is not None and not self._dated(sentence, start)
        kept = previous == "baseline" and quantity.comparator is None and not grows
        if kept and not self.patterns.target.search(before):
            return "baseline"
        return "baseline" if back else "target"

    def _past_year(self, sentence: Sentence, position: int) -> bool | None:
        """True where the nearest year in front in the sentence lies before the document's own, False where after."""
        for date in reversed(self.dates_in((max(sentence.span[0], position - REACH), position))):
            if date.type == "DURATION" and self.text.startswith(("近", "最近", "过去"), date.span[0]):
                return True  # 近三年，获奖12项
            if date.role in ("cited", "recurrence", "issued") or not date.value[:4].isdecimal():
                continue
            year = int(date.value[:4])
            if self._moves_on(date, sentence, position):
                return True
            if self.year is None:
                return None
            if date.role in DUE_ROLES:
                return False if not self.looks_back or year > self.year + 1 else None
            if year == self.year and self.school_year and EXAMINED.match(self.text, date.span[1]):
                return True
            if year > self.year and not self.looks_back:
                return False  # 现有8所，明年再建5所
            return True if year < self.year else None
        return None

    def _dated(self, sentence: Sentence, position: int) -> bool:
        """2023年在校生由213人减至164人: a year that is told of, not run towards."""
        dates = self.dates_in((max(sentence.span[0], position - REACH), position))
        return any(date.role not in DUE_ROLES and date.value[:4].isdecimal() for date in dates)

    def _moves_on(self, date: DateMention, sentence: Sentence, position: int) -> bool:
        """2024年毛入园率为91%，到2026年达到95%: what is, and what it is to become."""
        if not re.search("[为是]$|仅[为有]$", self.text[date.span[1] : position].rstrip()):
            return False
        return any(
            later.role == "horizon" and later.value[:4] > date.value[:4] and self.text[later.span[0] - 1] in "到至"
            for later in self.dates_in((position, sentence.span[1]))
        )

    def _heading_kind(self, section: int | None) -> TargetKind | None:
        """The nearest heading above that speaks of what is (现状) or of what is to be (目标)."""
        if section not in self._heading_kinds:
            assert section is not None
            heading = self.structure.headings[section]
            title = heading.title or ""
            found: TargetKind | None = None
            if self.patterns.target_heading.search(title):
                found = "target"
            if self.patterns.baseline_heading.search(title) and not re.search("目标|措施|整改|改进|对策|解决", title):
                found = "baseline"
            if (
                found == "target"
                and self.looks_back
                and not re.search("今后|下一?[步年学阶]|设想|打算|努力方向|展望|建议", title)
            ):
                # 目标 and 措施 in a summary are the ones that were kept.
                found = None
            self._heading_kinds[section] = found or self._heading_kind(heading.parent)
        return self._heading_kinds[section]

    def due(self, quantity: Quantity, sentence: Sentence, kind: TargetKind) -> str | None:
        """Return the EDTF date of a figure as far as a year is known."""
        found = self._due(quantity, sentence, kind)
        return None if found == UNKNOWN_YEAR else found

    def _due(self, quantity: Quantity, sentence: Sentence, kind: TargetKind) -> str | None:
        """Return the EDTF date by which a figure is to be reached (or at which it was, for a baseline)."""
        start = quantity.span[0]
        for date in reversed(self.dates_in((max(sentence.span[0], start - REACH), start))):
            if (found := self._as_due(date, kind)) is not None:
                return found
        if kind == "baseline":
            return None
        said = self.text[max(sentence.span[0], start - REACH) : start]
        if self.horizon and (stages := STAGE_YEAR.findall(said)):
            return self._stage_year(stages[-1])
        if bracketed := self._in_bracket_behind(quantity):
            return bracketed
        for date in self.dates_in((start, min(sentence.span[1], start + REACH))):
            if date.role == "deadline" and date.type == "DATE":
                return date.value
        cell = self._due_cell(sentence)
        if cell is not None:
            return cell
        return self._from_above(quantity, sentence)

    def _in_bracket_behind(self, quantity: Quantity) -> str | None:
        """95%(2025年): a date right behind the figure."""
        end = quantity.span[1]
        for date in self.dates_in((end, end + 3)):
            if self.text[end : date.span[0]] in ("(", "（") and date.type == "DATE":
                return date.value
        return None

    def _as_due(self, date: DateMention, kind: TargetKind) -> str | None:
        if date.type == "DURATION":
            return self.horizon if date.role == "horizon" and date.value.endswith("Y") else None
        if date.type == "SET" or date.role in ("cited", "issued", "start", "recurrence"):
            return None
        value = date.value.rpartition("/")[2]
        if kind == "baseline":
            there = date.role in ("period", "other", "end") or (self.looks_back and date.role == "horizon")
            return value if there and date.type == "DATE" else None
        return value if date.role in (*DUE_ROLES, "period", "event") else None

    def _due_cell(self, sentence: Sentence) -> str | None:
        """The date in the 完成时限 column of the row."""
        if sentence.table is None or sentence.row is None:
            return None
        table = self.structure.tables[sentence.table]
        row = table.rows[sentence.row] if sentence.row < len(table.rows) else None
        if row is None:
            return None
        for role, cell in zip(table.roles, row.cells, strict=False):
            if role in ("due", "month"):
                for date in self.dates_in(cell):
                    if date.type != "SET":
                        return date.value.rpartition("/")[2]
        return None

    def _from_above(self, quantity: Quantity, sentence: Sentence) -> str | None:
        """A horizon in front in the paragraph or above, else the end of the plan's own period."""
        if (said := self._said_before(sentence)) is not None:
            return said
        section = sentence.section
        while section is not None:
            heading = self.structure.headings[section]
            if self.year is not None and self.horizon and (stage := STAGE_YEAR.search(heading.title or "")):
                return self._stage_year(stage[1])
            for date in self.dates_in(heading.span):
                if date.role in (*DUE_ROLES, "period") and date.type in ("DATE", "RANGE"):
                    return date.value.rpartition("/")[2]
            section = heading.parent
        return None if self.period(quantity, sentence) else self.horizon

    def _stage_year(self, number: str) -> str:
        """第二年 of 2024—2026 is 2025; of a plan that runs by school years it ends a year later."""
        later = 0 if self.by_school_year else 1
        return str((self.year or 0) + int(parse_number(number) or 1) - later)

    def _said_before(self, sentence: Sentence) -> str | None:
        """到2026年，实现以下目标：… holds for the sentences and points that follow in its section."""
        heading = None if sentence.section is None else self.structure.headings[sentence.section]
        block = self.blocks[sentence.block][0] if sentence.block < len(self.blocks) else sentence.span[0]
        spans: list[Span] = [(block, sentence.span[0])]
        if heading is not None:
            spans.append((heading.span[0], sentence.span[0]))
            if heading.parent is not None:
                # The words under the heading above, in front of its first point.
                spans.append((self.structure.headings[heading.parent].span[0], heading.span[0]))
        for number, span in enumerate(spans):
            for date in reversed(self.dates_in((max(span[0], span[1] - SECTION_REACH), span[1]))):
                if not self._runs_towards(date):
                    continue
                # Beyond the paragraph only what announces points: 到2026年，主要目标是：
                if number == 0 or ANNOUNCES.search(self.text[date.span[1] : date.span[1] + 60]):
                    return date.value.rpartition("/")[2]
                break
        return None

    def _runs_towards(self, date: DateMention) -> bool:
        """到2026年, and 明年 in what looks back on this year."""
        if not date.value[:4].isdecimal():
            return False
        ahead = date.role == "period" and date.value.isdecimal() and self.year is not None
        return date.role == "horizon" or (ahead and int(date.value) > (self.year or 0))

    def period(self, quantity: Quantity, sentence: Sentence) -> Per | None:
        """Return the period of a frequency: 每学期不少于20节."""
        for date in reversed(self.dates_in((max(sentence.span[0], quantity.span[0] - REACH), quantity.span[0]))):
            if date.type == "SET":
                between = self.text[date.span[1] : quantity.span[0]]
                return None if re.search("[。;；]", between) or len(between) > 40 else PERIODS.get(date.value)
        return None

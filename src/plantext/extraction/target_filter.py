"""Which figures are quantified statements about the work, and which are names, enumerations and figures of speech."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from plantext.extraction.date_roles import cited_spans
from plantext.extraction.items import DateMention
from plantext.extraction.quantities import Quantity
from plantext.extraction.target_words import TargetPatterns
from plantext.model import Span

QUOTE_LENGTH = 14
"""“校园一小时”, “四统一”: a figure in a short quotation belongs to a name."""

NEAR = 12
RECURS = 45
"""How far a recurrence reaches: 每月对班子成员的业务情况进行一次全面检查，…参与一项教改实验."""

LISTED = ("份", "册", "本", "篇", "套", "件", "节", "场", "次", "堂", "间", "所", "台", "部", "期", "例", "座")
"""Units with which one thing at the end of a clause is counted: 完成自评报告一份."""

CLAUSE_END = re.compile(r"[,，。;；:：!?！？\n\t]")
AFTER_END = re.compile(r"[,，。;；、:：)）!?！？\s]|$")
NUMBER_LABEL = re.compile(r"(?:第|图|表|附件|附表|预览前|[A-Za-z])$")
PAGES = re.compile(r"(?:第|共|[0-9])[ 　]*$")
"""第 2 页 共 9 页 that stands in the text."""

CLOCK_HOUR = re.compile("[0-9][时点][ 　]?$")
NOUN_BEFORE = re.compile("[一-鿿”》〉)）]$")
ITS_SIZE = ("人", "名", "位", "个班")
WORK = re.compile(
    r"(?:进行|开展|组织|举行|举办|召开|开|做|安排|完成|参加|检查|抽查|汇报|撰写|上报|承担|上|写|读|面谈|家访|走访|比对|培训|调研|考核|演练|活动|达)[^,，。;；、]{0,6}$"
)


class Filter:
    """Says of each figure of one text whether it is a target.

    Args:
        text: the clean text.
        dates: its calendar expressions; a figure inside one is no target.
        patterns: the words of ``targets.yaml``.
    """

    def __init__(self, text: str, dates: Sequence[DateMention], patterns: TargetPatterns) -> None:
        self.text = text
        self.patterns = patterns
        self.dates = [date.span for date in dates]
        self.date_starts = [span[0] for span in self.dates]
        self.recurrences = [date.span[0] for date in dates if date.type == "SET"]
        self.cited = cited_spans(text)
        self.cited_starts = [span[0] for span in self.cited]
        self.quotes = [match.span() for match in re.finditer(f"“[^“”\n]{{1,{QUOTE_LENGTH}}}”", text)]
        self.quote_starts = [span[0] for span in self.quotes]

    def keeps(self, quantity: Quantity, previous: Quantity | None) -> bool:
        """Return True for a target; ``previous`` is the figure kept before it."""
        start, end = quantity.span
        if self._inside(quantity.span, self.dates, self.date_starts) or self._inside(
            (start, end), self.cited, self.cited_starts
        ):
            return False
        before = self.text[max(0, quantity.figure - NEAR) : quantity.figure]
        after = self.text[end : end + NEAR]
        if quantity.kind in ("rate", "ratio", "index", "zero", "rank"):
            return self._keeps_level(quantity, before, after)
        if self._inside(quantity.span, self.quotes, self.quote_starts) or NUMBER_LABEL.search(before):
            return False
        if (quantity.unit == "页" and PAGES.search(before)) or (quantity.unit == "分" and CLOCK_HOUR.search(before)):
            return False
        if before.endswith("+") or (self.patterns.programme.match(after) and quantity.comparator is None):
            return False
        if before.endswith("每") and quantity.comparator is None:
            return False  # 每百名学生
        if re.match("一(.)一\\1", self.text[quantity.figure - 2 : quantity.figure + 2]) or re.match(
            "一(.)一\\1", self.text[quantity.figure : quantity.figure + 4]
        ):
            return False  # 一处一处
        if quantity.kind == "time":
            return self._keeps_time(quantity, before, after)
        if quantity.kind == "score":
            return self._keeps_score(quantity, before)
        if quantity.kind in ("money", "measure"):
            return quantity.arabic or quantity.comparator is not None or quantity.value >= 2
        return self._keeps_count(quantity, before, after, previous)

    @staticmethod
    def _inside(span: Span, spans: Sequence[Span], starts: Sequence[int]) -> bool:
        index = bisect_right(starts, span[1] - 1) - 1
        return index >= 0 and span[0] < spans[index][1]

    def _recurs(self, position: int) -> bool:
        """True where a recurrence stands in front in the same clause: 每学期承担一节公开课."""
        index = bisect_left(self.recurrences, position) - 1
        if index < 0:
            return False
        between = self.text[self.recurrences[index] : position]
        return len(between) < RECURS and not re.search("[。;；\n\t]", between)

    def says_who(self, quantity: Quantity, following: int) -> bool:
        """True where the figure only says which schools are meant: 学生1000人以上|的学校|社团不少于20个.

        Args:
            quantity: the figure.
            following: where the next figure of the sentence starts, or the sentence ends.
        """
        if quantity.unit not in ITS_SIZE:
            return False
        end = quantity.span[1]
        whom = self.patterns.sized.match(self.text, end)
        before = self._clause(quantity.span[0]).strip()
        if whom is None or not (before == "" or self.patterns.person.fullmatch(before)):
            return False  # 班额在|10人以下|的年级
        between = self.text[end:following]
        return len(between) < RECURS and not re.search("[。;；\n]", between)

    def _clause(self, position: int) -> str:
        """What stands in front in the same clause."""
        start = max(0, position - 40)
        return CLAUSE_END.split(self.text[start:position])[-1]

    def _keeps_level(self, quantity: Quantity, before: str, after: str) -> bool:
        if quantity.kind == "ratio":
            return not re.search("[午时点晚早晨0-9]$|比分$", before) and not after.startswith(("0", "分"))
        if quantity.kind == "rank":
            return quantity.unit != "" and not (before.endswith("提") or quantity.value == 0)
        if quantity.kind == "index":
            return not re.search("[A-Za-zpP]$", self.text[max(0, quantity.span[0] - 2) : quantity.span[0]].strip())
        return True

    def _keeps_time(self, quantity: Quantity, before: str, after: str) -> bool:
        """每天阅读30分钟, 公示不少于5个工作日, 军训5天; not 向四十五分钟要质量, 提前三天."""
        if self.patterns.time_heads.search(before) and not (before.endswith("前") and self._recurs(quantity.span[0])):
            return False  # 提前3天, but 每天早读前10分钟
        if quantity.comparator is not None or quantity.verb is not None:
            return True
        if self._recurs(quantity.span[0]) or self.patterns.shared_out.search(self._clause(quantity.span[0])):
            return True
        return quantity.arabic and quantity.unit != "周" and bool(AFTER_END.match(after)) and len(before.strip()) > 1

    def _keeps_score(self, quantity: Quantity, before: str) -> bool:
        if quantity.unit == "番":
            return True
        if quantity.unit in ("级", "星"):
            return False
        return quantity.arabic or quantity.comparator is not None or (quantity.unit == "倍" and quantity.value >= 2)

    def _keeps_count(self, quantity: Quantity, before: str, after: str, previous: Quantity | None) -> bool:
        patterns = self.patterns
        loose = quantity.unit in ("个", "项", "件", "大", "条", "种", "类", "点", "面", "支", "块")
        if loose and quantity.comparator is None and patterns.enumerated.match(after):
            return bool(patterns.counted.match(after))
        if quantity.arabic:
            year_like = quantity.value >= 1900 and quantity.unit in ("届", "期", "班", "级", "人")
            return not (year_like and quantity.unit == "届") and not (
                quantity.unit in ("班", "点", "期", "届", "号") and quantity.comparator is None
            )
        if quantity.comparator is not None and not patterns.article_heads.search(before):
            return True
        if quantity.value == 1:
            return self._keeps_one(quantity, before, after, previous)
        if before[-1:] in "第统划":
            return False
        if quantity.unit.strip("万亿千百") in patterns.chinese_needs_cue:
            clause = self._clause(quantity.span[0])
            shared = self._recurs(quantity.span[0]) or bool(patterns.shared_out.search(clause))
            return (shared and quantity.unit != "位") or bool(patterns.counted.match(after))
        return True

    def _keeps_one(self, quantity: Quantity, before: str, after: str, previous: Quantity | None) -> bool:
        """一 counts only where a frequency, a share-out or a list of counts says so."""
        patterns = self.patterns
        if patterns.article_heads.search(before) or patterns.article_tails.match(after):
            return False
        position = quantity.span[0]
        shared = self._recurs(position) or bool(patterns.shared_out.search(self._clause(position)))
        if quantity.unit in LISTED and AFTER_END.match(after) and NOUN_BEFORE.search(before):
            return True  # 编印读本|一册，
        if quantity.unit in patterns.article_units:
            return shared and quantity.unit not in patterns.words.never_counted_once
        listed = previous is not None and previous.unit == quantity.unit and position - previous.span[1] < 12
        return shared or listed or (quantity.unit == "次" and bool(WORK.search(before)))

"""The words around a figure: the clause in front, cut at dates, the noun behind, and who acts in the sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plantext.extraction.quantities import Quantity
from plantext.extraction.target_words import TargetPatterns
from plantext.model import Span

BOUNDARY = re.compile(r"[,，。;；:：!?！？\n\t]|\.(?=\s|$)")
RIGHT_END = re.compile(r"[,，。;；:：!?！？、()（）\s\[【]")
LIST_END = re.compile(r"[,，。;；:：!?！？()（）\s\[【]")
TRIM = " 　、和及与以\t-—·“”\"'."
LEAD_MARKS = re.compile("(?:[ 　、\t\\-—·“”\"'.]|和(?![谐平美])|及(?![格时早])|与(?![会时])|以(?![上赛工研]))+")
"""What is taken off the front of a phrase: 、及|教师, but 及格率 is a word."""

LONGEST = 30
"""An indicator is a noun phrase; what is longer has run into another part of the sentence."""

LOOK_BACK = 120
"""A clause that runs on longer than this holds no indicator at its start."""

CLAUSES_BACK = 6
LEVELS = ("rate", "ratio", "index", "zero", "score", "rank")
LEAST = re.compile("(?:至少|最少)(?=[^,，]{2,}$)")
"""每名学生至少|家访1次: what stands in front of 至少 says who, not what."""

COUNTED = re.compile("[0-9一二三四五六七八九十两]|有[0-9]")
"""专任教师|31人 is counted, it does not act."""

YEARS = re.compile("第?[一二三四五六两0-9](?:个?学)?年|第[一二三四五]阶段")
ARRIVES = ("迟到", "报到", "签到", "看到", "早到")
BY_RULE = re.compile("的?(?:比例|标准|要求|幅度)(?:要求)?(?:配备|配足|配齐|安排|设置|核定)(?=[^,，]{2})")
EVERYONE = ("每人", "每生", "每师")
"""Who everybody is stands further in front: 任课教师面批面改，每人|包保5名."""

ITEM = re.compile(r"\s*(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[.、．)）](?![0-9])\s*")
"""5.心理辅导室配备…: the number of an item is no part of its subject."""

COUNTED_NOUN = re.compile("[0-9][个名所位]")
"""全校18个班级 is counted, it does not narrow what follows."""

ENUMERATOR = re.compile("(?:其[一二三四五六]|[一二三四五六七八九十]是|[一二三四五六七八九十]要)[,，]?")


def without_marks(text: str, kept: str = "") -> str:
    """Take joining words and marks off the front, save those in ``kept``: 、学生 is 学生, 及格率 stays whole."""
    lead = LEAD_MARKS.match(text)
    if lead is None:
        return text
    marks = lead.group()
    stop = marks.find(kept) if kept else -1
    return text[stop if stop >= 0 else lead.end() :]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with its place; ``start`` is -1 where the words come from elsewhere."""

    text: str
    start: int

    def end_part(self, length: int) -> Piece:
        """Return the last ``length`` characters."""
        cut = len(self.text) - length
        return Piece(self.text[cut:], self.start + cut if self.start >= 0 else -1)

    def trimmed(self) -> Piece:
        """Return the piece without joining words and marks at its ends; “双减”示范校 keeps its quotation."""
        text = self.text.rstrip(TRIM if "“" not in self.text else TRIM.replace("”", ""))
        stripped = without_marks(text, "“" if "”" in text else "")
        return Piece(stripped, self.start + len(text) - len(stripped))


def clause_starts(text: str) -> list[int]:
    """Return where the clauses of a text begin, behind each closing mark; a comma in 1,250 is none."""
    return [
        match.end()
        for match in BOUNDARY.finditer(text)
        if match.group() != "," or not text[match.end() : match.end() + 3].isdecimal()
    ]


class PhraseReader:
    """Reads the words around the figures of one sentence.

    Args:
        text: the clean text.
        boundaries: where its clauses begin, ascending (`clause_starts`).
        sentence: its span; words outside it are not looked at.
        dates: spans of the calendar expressions in it; they separate subject and deed (校长|每学期|听课).
        patterns: the words of ``targets.yaml``.
    """

    def __init__(
        self, text: str, boundaries: Sequence[int], sentence: Span, dates: Sequence[Span], patterns: TargetPatterns
    ) -> None:
        self.text = text
        self.boundaries = boundaries
        self.start, self.end = sentence
        if number := ITEM.match(text, self.start, self.end):
            self.start = number.end()
        self.dates = dates
        self.date_starts = [first for first, _ in dates]
        self.patterns = patterns

    def clause_start(self, position: int) -> int:
        """Where the clause of a position begins; inside a bracket that opened in it, behind the bracket."""
        index = bisect_right(self.boundaries, position) - 1
        found = max(self.start, self.boundaries[index] if index >= 0 else 0, position - LOOK_BACK)
        bracket = max(self.text.rfind("(", found, position), self.text.rfind("（", found, position))
        if bracket >= 0 and not re.search("[)）]", self.text[bracket:position]):
            return bracket + 1
        return found

    def clause(self, quantity: Quantity) -> str:
        """What stands in front of a figure in its clause."""
        return self.text[self.clause_start(quantity.span[0]) : quantity.span[0]]

    def pieces(self, quantity: Quantity, not_before: int) -> list[Piece]:
        """The words of the clause in front of the figure, cut at dates and at the figure before."""
        end = quantity.span[0]
        start = self.clause_start(end)
        if start < not_before <= end:
            # 18个教学班、学生|742人: what stands before the mark belongs to the figure before.
            start = max(not_before, self.text.rfind("、", not_before, end) + 1)
        pieces, position = [], start
        for first, last in self._dates_between(start, end):
            if first >= position:
                # 比|去年|提高5个百分点: the comparison goes off with its date.
                stop = first - 1 if self.text[first - 1 : first] in ("比", "较") else first
                pieces.append(Piece(self.text[position : max(position, stop)], position).trimmed())
                position = min(last, end)
        pieces.append(Piece(self.text[position:end], position).trimmed())
        return pieces

    def phrase(self, pieces: Sequence[Piece]) -> Piece | None:
        """The last piece that says something once the linking words are taken off its end."""
        for piece in reversed(pieces):
            text = self.without_heads(piece.text).lstrip("的")
            if least := LEAST.search(text):
                text = text[least.end() :]
            start = piece.start + len(piece.text) - len(text)
            if cut := self.without_links(text):
                return Piece(cut, start)
        return None

    def without_links(self, text: str) -> str:
        """Take 达到, 为, 比上年提高 off the end."""
        if text.endswith("的"):
            # 结余|不得超过当月支出的|5%, 合作行为|高于随机投放组的|29.8%.
            text = re.sub(r"(?:不得?超过|不低于|不少于|高于|低于|超过)[^,，、]{1,12}的$", "", text).rstrip(TRIM)
        while text:
            if self.patterns.share.fullmatch(text):
                return ""  # 新增图书1.2万册，生均|达到22册
            if text in ("低", "高", "多", "少", "快", "慢"):
                return ""  # 比|去年|低|0.5个百分点
            if YEARS.fullmatch(text):
                return ""  # 投入800万元，三年|共2400万元
            if text.endswith(("生均", "师均", "校均", *ARRIVES)):
                return text  # 场馆面积小学生均|≥8.76平方米
            link = (
                self.patterns.links.search(text)
                or self.patterns.compared.search(text)
                or re.search("占[^地比].{1,20}$", text)
            )
            if link is None:
                return text
            text = text[: link.start()].rstrip(TRIM.replace("”", ""))
        return text

    def without_heads(self, text: str) -> str:
        """Take 一是, 要求, 即 off the front."""
        enumerator = ENUMERATOR.match(text)
        if enumerator:
            text = text[enumerator.end() :]
        for _ in range(3):
            head = self.patterns.heads.match(text)
            if head is None or len(text) - head.end() < 2:
                break
            text = without_marks(text[head.end() :], "“")
        return text

    def matter(self, phrase: Piece | None) -> Piece | None:
        """Take verbs without matter off the front (组织|园本教研); None where nothing else is there."""
        if phrase is None:
            return None
        text = self.without_light(phrase.text)
        if text == phrase.text:
            person = self.patterns.lead_person.match(text)
            if person and self.patterns.light.match(text, person.end()):
                # 中心校|统一调配|英语教师: the one who acts goes off with the verb.
                text = self.without_light(text[person.end() :])
        if text and self.patterns.rate_end.fullmatch(text):
            # 学生参与率: 参与 is no verb here.
            text = phrase.text
        return phrase.end_part(len(text[-LONGEST:])) if text else None

    def without_light(self, text: str) -> str:
        """Take 组织, 开展, 共 off the front."""
        while text and (verb := self.patterns.light.match(text)):
            rest = without_marks(text[verb.end() :], "“")
            if verb.end() - verb.start() == 1 and len(rest) < 2:
                # 共读, 各查: one deed, not a verb and its matter.
                break
            text = rest
        return text

    def handed(self, quantity: Quantity) -> bool:
        """进行|一次|全面检查: the verb in front hands the matter over to what stands behind."""
        start = quantity.span[0]
        return bool(self.patterns.handing.search(self.text, max(self.start, start - 6), start))

    def of(self, quantity: Quantity) -> bool:
        """近26%|的家长反映…: the share of what follows."""
        return self.text[quantity.span[1] : quantity.span[1] + 1] == "的"

    def right(self, quantity: Quantity, following: int) -> Piece | None:
        """The noun behind a count: 两次|月考; 一节|公开课、观摩课或示范课."""
        start = quantity.span[1]
        text = self.text[start : min(following, self.end, start + LONGEST * 2)]
        if self.patterns.counted_first.match(text):
            return None
        whole = LIST_END.split(text, maxsplit=1)[0]
        short = RIGHT_END.split(text, maxsplit=1)[0]
        # 18个教学班、学生742人: the last of the list belongs to the next figure.
        listed = "、" in whole and len(whole) <= LONGEST and len(whole) < len(text)
        noun = whole if listed and not re.search(r"[0-9]", whole) else short
        end = self.patterns.noun_end.search(noun)
        if end:
            noun = noun[: end.start()]
        noun = noun.rstrip(TRIM)
        if noun[:1] in ("/", "／"):
            return None  # 30学时/年
        if rule := BY_RULE.match(noun):
            return Piece(noun[rule.end() :], start + rule.end())  # 按1:6|的比例配备|保教人员
        if noun.startswith("的"):
            return Piece(noun[1 : LONGEST + 1], start + 1) if len(noun) > 2 else None
        if len(noun) < 2 or not self.without_light(noun) or noun[0] in "内外时后前者":
            return None
        return Piece(noun[:LONGEST], start)

    def clauses_before(self, quantity: Quantity) -> Iterator[Piece]:
        """What the clauses in front say, nearest first."""
        end = self.clause_start(quantity.span[0])
        for _ in range(CLAUSES_BACK):
            if end <= self.start:
                return
            start = self.clause_start(end - 1)
            pieces, position = [], start
            for first, last in self._dates_between(start, end - 1):
                if first >= position:
                    pieces.append(Piece(self.text[position:first], position).trimmed())
                    position = last
            pieces.append(Piece(self.text[position : max(position, end - 1)], position).trimmed())
            # 教育国际化|到2025年|基本达到平均水平(2023年达到50%): what stands in front of the date names it.
            phrase = self.phrase(pieces[::-1])
            if phrase is not None:
                yield phrase
            end = start

    def labelled(self, quantity: Quantity) -> bool:
        """True where a colon ends the clause in front: 补助标准:小学….."""
        start = self.clause_start(quantity.span[0])
        return self.text[start - 1 : start] in (":", "：")

    def in_new_bracket(self, quantity: Quantity, before: int) -> bool:
        """True in a bracket that opened behind words, not behind the figure that ends at ``before``."""
        start = self.clause_start(quantity.span[0])
        return self.text[start - 1 : start] in ("(", "（") and before < start - 1

    def subject(self, quantity: Quantity, clauses: int = CLAUSES_BACK, base: str = "") -> str | None:
        """Who acts: the nearest clause of the sentence that begins with a person, a place or 每….

        Args:
            quantity: the figure.
            clauses: how many clauses to look back.
            base: the indicator; what is counted (学生742人) is not who acts.
        """
        end = quantity.span[0]
        for _ in range(clauses):
            start = self.clause_start(end)
            clause = self.without_heads(self._without_date(start, end).lstrip(TRIM))
            if towards := self.patterns.towards.search(clause):
                return towards[1]
            if (each := self.patterns.each.search(clause)) and each.group() not in EVERYONE:
                return each.group()
            person = None if self.patterns.deed.match(clause) else self.patterns.lead_person.match(clause)
            if person and (COUNTED.match(clause, person.end()) or COUNTED_NOUN.search(person.group())):
                person = None
            if person and person.group() in EVERYONE:
                person = None
            if person and not self.patterns.not_subject.match(clause, person.end()):
                if base and (base in person.group() or person.group() in base):
                    owns = base.startswith(person.group()) and len(base) >= len(person.group()) + 2
                    return person.group() if owns and quantity.kind in ("time", "measure", "activity") else None
                return person.group()
            if start <= self.start:
                return None
            end = start - 1
        return None

    def _dates_between(self, start: int, end: int) -> Sequence[Span]:
        """The dates that begin in a stretch of the sentence."""
        return self.dates[bisect_left(self.date_starts, start) : bisect_left(self.date_starts, end)]

    def _without_date(self, start: int, end: int) -> str:
        """The clause without a date at its start: 每学期|校长…."""
        for first, last in self._dates_between(start, end):
            if start <= first and last <= end and not self.text[start:first].strip(TRIM + "到在于至自从"):
                start = last
        return self.text[start:end]

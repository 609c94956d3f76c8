"""Whom or what a figure is narrowed to: who acts, which stage, grade, school or kind of thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plantext.extraction.quantities import Quantity
from plantext.extraction.target_phrases import LEVELS, TRIM, YEARS, PhraseReader, Piece, without_marks
from plantext.model import Span

PEOPLE_UNITS = ("人", "名", "位", "人次")

PLACE_UNITS = ("所", "个", "家", "个班", "个教学班", "户")

SHARE_OF = re.compile("占([^,，地比]{2,16}?)(?:总数|总量|比例|比重|的)+$")
"""双师型教师占|专业课教师|比例: the whole that a share is taken of."""

SENTENCE_PART = re.compile("[。;；]")

OWNER = 7
"""走教教师的: longer owners are clauses."""

PART_OF_NOUN = re.compile("生(?!均|师)|教")
"""小学|生, 小学|教师 are nouns of their own, 小学|生均 is not."""

EACH_OF = re.compile("(?<=[一-鿿]{2})每[班校人生组园户村室]$")
"""家长会|每班|一次."""

LONGEST_HEAD = 8

INNER_GAP = re.compile("(?<=[一-鿿、])[ 　]+(?=[一-鿿、])")
"""语文 、英语组: a scanner's gap."""

MATTER = re.compile("[一-鿿“”]{2,10}(?<![要应须将在于按做对会能可的])")
"""A noun phrase short enough to be what a deed is done to."""

BARE_RATE = re.compile("(?:比例|比重|占比|数量|人数|总数|数|率|比)$")


@dataclass(frozen=True, slots=True)
class Fields:
    """Indicator with its place, and scope; ``indicator_span`` is None where the words come from elsewhere.

    ``shared_scope`` is the scope before 分别 dealt it out.
    """

    indicator: str
    indicator_span: Span | None
    scope: str | None
    shared_scope: str | None
    quantity: Quantity


class ScopeReader:
    """Reads whom or what the figures of one sentence are narrowed to, from left to right.

    Args:
        phrases: reads the words around a figure of the sentence.
        label: what the sentence is about where it does not say so itself (a row's task, the heading above).
        in_table: the label is the task of the sentence's row.
        whom: who or what the row's head or a heading above narrows all figures to.
    """

    def __init__(
        self, phrases: PhraseReader, label: str | None, *, in_table: bool = False, whom: str | None = None
    ) -> None:
        self.phrases = phrases
        self.patterns = phrases.patterns
        self.text = phrases.text
        self.label = label
        self.in_table = in_table
        self.whom = whom
        self.known: list[Fields] = []

    @property
    def previous(self) -> Fields | None:
        """The fields of the figure before."""
        return self.known[-1] if self.known else None

    def scope(
        self, quantity: Quantity, pieces: list[Piece], base: Piece, *, from_right: bool
    ) -> tuple[str | None, Piece]:
        """Find who or what narrows the figure; the indicator loses the words that only do that."""
        for piece in reversed(pieces[:-1]):
            found = self._narrowing(piece.text) or self._recurring(quantity, piece, base)
            if found is not None:
                what = base.text.removesuffix(found).rstrip("为是按") if base.text.endswith(found) else ""
                # 住宿费标准为|初中|每学期不高于300元
                return found, Piece(what, base.start) if len(what) >= 2 else base
        share = self.patterns.share.match(self.phrases.clause(quantity).lstrip(TRIM))
        if share and not base.text.startswith(share.group()):
            return share.group(), base
        if not from_right and (split := self._split(quantity, base)) is not None:
            return split
        carried = self._carried(quantity, base)
        if carried is not None:
            return carried, base
        if beyond := self.patterns.beyond.search(pieces[-1].text):
            return clean_scope(beyond[1]), base
        share = self.patterns.share.search(self.phrases.clause(quantity))
        if quantity.kind in ("activity", "time", "thing", "people", "measure") or self.patterns.each.search(
            pieces[-1].text
        ):
            near = self.phrases.subject(quantity, 1, base.text)
            found = near or self.phrases.subject(quantity, base=base.text) or self._owner(quantity, base)
            found = found or self._row_scope() or self._headed(base)
            found = found or (share.group() if share else None)
            return found and clean_scope(found), base
        return self._weak_scope(quantity, base) or (share.group() if share else None), base

    def _weak_scope(self, quantity: Quantity, base: Piece) -> str | None:
        """学生|近视率 and 六年级|总分均分 keep their words; a label or the one who acts in front narrows the rest."""
        if (whole := SHARE_OF.search(self.phrases.clause(quantity))) and quantity.kind == "rate":
            return clean_scope(whole[1])
        person = self.patterns.lead_person.match(base.text)
        if person and person.end() < len(base.text):
            return clean_scope(person.group())
        if grade := self.patterns.grade.search(base.text):
            return grade.group()
        found = self.phrases.subject(quantity, 2, base.text)
        if found is None and self.label and self.patterns.narrow.match(self.label):
            found = self.label
        found = found or self._row_scope() or self._headed(base)
        return clean_scope(found) if found else None

    def _row_scope(self) -> str | None:
        """无证园|清理: what the task of the row is done to."""
        if not self.in_table or not self.label:
            return None
        verb = self.patterns.label_verb.match(self.label)
        bare = self.patterns.label_deed.sub("", self.label[verb.end() if verb else 0 :])
        return bare if bare != self.label and self.patterns.narrow.match(bare) else None

    def _owner(self, quantity: Quantity, base: Piece) -> str | None:
        """学生|心理普测|2次: the indicator itself begins with who is meant."""
        if quantity.kind not in ("activity", "time", "measure"):
            return None
        person = self.patterns.lead_person.match(base.text)
        return person.group() if person and person.end() + 2 <= len(base.text) else None

    def _headed(self, base: Piece) -> str | None:
        """(二)七年级 above; 行政例会: 会期不超过60分钟, where the indicator says nothing without its heading."""
        if self.whom:
            return self.whom
        label = self.label or ""
        if self.in_table or not 2 <= len(label) <= LONGEST_HEAD or not self.patterns.attribute.fullmatch(base.text):
            return None
        named = self.patterns.label_verb.match(label) or self.patterns.label_deed.search(label)
        return None if named or YEARS.match(label) else label

    def _recurring(self, quantity: Quantity, piece: Piece, base: Piece) -> str | None:
        """食谱|每周更换|一次: what a recurring deed is done to, or who does it."""
        if quantity.kind != "activity" or not MATTER.fullmatch(piece.text) or piece.text in base.text:
            return None
        end = piece.start + len(piece.text)
        if self.text[end : end + 1] not in ("每", "毎") or self.patterns.deed.match(piece.text):
            return None
        return (
            None if self.patterns.light.match(piece.text) or self.patterns.label_verb.match(piece.text) else piece.text
        )

    def _narrowing(self, text: str) -> str | None:
        """The subject in front of a date: 校长|每学期; 任课教师对结对学生|每周."""
        towards = self.patterns.towards.search(text)
        if towards:
            return clean_scope(towards[1])
        text = INNER_GAP.sub("", self.phrases.without_heads(text).rstrip("在" + TRIM).rpartition("按")[2])
        acts = self.patterns.narrow.match(text) or self.patterns.lead_person.fullmatch(text)
        return clean_scope(text) if text and acts else None

    def _split(self, quantity: Quantity, base: Piece) -> tuple[str | None, Piece] | None:
        """小学|辍学率, 走教教师的|交通补助, 网络多媒体教室数|小学, 校长|听课."""
        whose, mark, what = base.text.partition("的")
        if (
            mark
            and len(whose) <= OWNER
            and len(what) >= 2
            and not BARE_RATE.match(what)
            and self.patterns.narrow.match(whose)
        ):
            return clean_scope(whose), base.end_part(len(what))
        if (each := EACH_OF.search(base.text)) is not None:
            return each.group(), Piece(base.text[: each.start()], base.start)
        deed = self.patterns.deed.match(base.text)
        if (
            deed
            and self.patterns.narrow.match(base.text[deed.end() :])
            and quantity.kind in ("money", "time", "measure")
        ):
            # 奖励|任课教师|600元
            return clean_scope(base.text[deed.end() :]), base
        trail = self.patterns.trail_scope.search(base.text)
        counts_it = quantity.unit in PEOPLE_UNITS or (quantity.unit in PLACE_UNITS and quantity.kind == "thing")
        if trail and trail.start() >= 2 and not counts_it:
            what = base.text[: trail.start()].rstrip(TRIM)
            if not self.patterns.narrow.match(what):
                return trail.group(), Piece(what, base.start)
        rate = quantity.kind in LEVELS or self.patterns.rate_end.search(base.text) is not None
        pattern = self.patterns.lead_scope if rate else self.patterns.lead_person
        match = pattern.match(base.text) or self.patterns.subject_list.match(base.text)
        if match and not self._may_split(quantity, base.text, match.end(), rate=rate):
            match = self.patterns.place.match(base.text)
        match = match or self.patterns.place.match(base.text)
        if not match or match.end() >= len(base.text) - 1:
            return None
        rest = self.phrases.without_light(base.text[match.end() :]) or base.text[match.end() :]
        rest = (
            re.sub(
                "^(?:人均|生均|师均|全年|全学年|全学期|平均(?!分|数|值|成绩|年龄|每))+",
                "",
                without_marks(rest.lstrip("的")),
            )
            or rest
        )
        return clean_scope(match.group()), base.end_part(len(rest))

    def _may_split(self, quantity: Quantity, text: str, end: int, *, rate: bool) -> bool:
        """教师|培训 is one thing, 小学|生均 another; 学生742人 counts the very persons."""
        if end >= len(text) - 1 or (rate and PART_OF_NOUN.match(text, end)):
            return False
        if not rate and self.patterns.not_subject.match(text, end):
            return False
        if text[end] in "赴到参":
            return True  # 骨干教师|赴名校跟岗|10人次
        each = text.startswith("每") or self.patterns.subject_list.match(text)
        return rate or bool(each) or quantity.unit not in PEOPLE_UNITS

    def _carried(self, quantity: Quantity, base: Piece) -> str | None:
        """Scope from the figure before: 其中…, a bare 优秀率, or the same words inherited."""
        previous = self.previous
        if previous is None or SENTENCE_PART.search(self.text[previous.quantity.span[1] : quantity.span[0]]):
            return None
        counted = previous.quantity.kind not in LEVELS
        clause = self.phrases.clause(quantity)
        if clause.startswith("其中") and previous.quantity.span[0] < quantity.span[0] - len(clause):
            listed = quantity.kind in ("people", "rate", "money") and previous.quantity.unit != "小时"
            return previous.indicator if listed else previous.scope or previous.indicator
        if quantity.kind == "measure" and quantity.unit == previous.quantity.unit and previous.shared_scope:
            return previous.shared_scope
        joined = self.text[previous.quantity.span[1] : quantity.span[0]]
        if base.text == previous.indicator or (joined.startswith("、") and quantity.unit == previous.quantity.unit):
            return previous.shared_scope
        if self.patterns.generic.fullmatch(base.text):
            return previous.indicator if counted else previous.shared_scope
        return None

    @staticmethod
    def distributed(scope: str, quantity: Quantity, siblings: Sequence[Quantity]) -> str:
        """语文、数学合格率分别为94.2%和91.6%: to each its own."""
        parts = re.split("[、和及与]", scope)
        index = next((i for i, one in enumerate(siblings) if one.span == quantity.span), 0)
        return parts[index] if len(parts) == len(siblings) else scope


def clean_scope(text: str) -> str:
    """Take prepositions and filling words off a scope: 语文、数学两科, 大班在."""
    bare = re.sub("^(?:为|给|向|对)?(?:全体|所有)?", "", text.strip(TRIM))
    return re.sub("(?:两科|三科|学科|各科|阶段|要|应|须|在|按|等|对)$", "", bare) or text

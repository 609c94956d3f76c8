"""What a figure speaks of (indicator) and whom or what it is narrowed to (scope), read from the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plantext.extraction.quantities import Quantity
from plantext.extraction.target_phrases import LEVELS, TRIM, YEARS, PhraseReader, Piece
from plantext.model import Span

PEOPLE_UNITS = ("人", "名", "位", "人次")
PLACE_UNITS = ("所", "个", "家", "个班", "个教学班", "户")
DEED = 10
"""A deed and its object are put together where both are as short as this."""

SHARE_OF = re.compile("占([^,，地比]{2,16}?)(?:总数|总量|比例|比重|的)+$")
"""双师型教师占|专业课教师|比例: the whole that a share is taken of."""

SENTENCE_PART = re.compile("[。;；]")
OWNER = 7
"""走教教师的: longer owners are clauses."""

PART_OF_NOUN = re.compile("生(?!均|师)|教")
"""小学|生, 小学|教师 are nouns of their own, 小学|生均 is not."""

NOT_SET = re.compile("(?:不留|不布置|不得布置|不安排|不得安排|免除)((?:家庭)?[^,，、]{2,8})$")
"""一二年级不布置|书面作业，三至六年级不超过60分钟."""

EACH_OF = re.compile("(?<=[一-鿿]{2})每[班校人生组园户村室]$")
"""家长会|每班|一次."""

INNER_GAP = re.compile("(?<=[一-鿿、])[ 　]+(?=[一-鿿、])")
"""语文 、英语组: a scanner's gap."""

MATTER = re.compile("[一-鿿“”]{2,10}(?<![要应须将在于按做对会能可的])")
"""A noun phrase short enough to be what a deed is done to."""

GRANTED_WITHIN = 50

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


class FieldReader:
    """Reads indicator and scope of the figures of one sentence, from left to right.

    Args:
        phrases: reads the words around a figure of the sentence.
        label: what the sentence is about where it does not say so itself (a row's task, the heading above).
        in_table: the label is the task of the sentence's row.
    """

    def __init__(self, phrases: PhraseReader, label: str | None, *, in_table: bool = False) -> None:
        self.phrases = phrases
        self.patterns = phrases.patterns
        self.text = phrases.text
        self.label = label
        self.in_table = in_table
        self.known: list[Fields] = []

    @property
    def previous(self) -> Fields | None:
        """The fields of the figure before."""
        return self.known[-1] if self.known else None

    def read(self, quantity: Quantity, following: int, siblings: Sequence[Quantity]) -> Fields:
        """Return the fields of the next figure.

        Args:
            quantity: the figure.
            following: where the next figure starts, or the sentence ends.
            siblings: the figures that share its words by 分别 (94.2%和91.6%), itself among them; else empty.
        """
        before = self.previous.quantity.span[1] if self.previous else 0
        pieces = self.phrases.pieces(quantity, 0 if quantity.kind == "rank" else before)
        phrase = self.phrases.phrase(pieces)
        fields = self._ranked(quantity, phrase) or self._dealt_out(quantity, phrase, siblings)
        if fields is None:
            right = self.phrases.right(quantity, following)
            base = self._base(quantity, phrase, right)
            fields = self._fields(quantity, pieces, base, siblings, from_right=base is not None and base == right)
        self.known.append(fields)
        return fields

    def _fields(
        self,
        quantity: Quantity,
        pieces: list[Piece],
        base: Piece | None,
        siblings: Sequence[Quantity],
        *,
        from_right: bool,
    ) -> Fields:
        scope: str | None = None
        narrows = base is not None and not from_right and self._only_narrows(quantity, base.text)
        if base is not None and narrows:
            scope = clean_scope(base.text)
        if base is None or narrows:
            base = self._inherited(quantity) or self._labelled() or base or self.phrases.phrase(pieces)
            base = base or self._last_word(pieces)
        if scope is None:
            scope, base = self._scope(quantity, pieces, base, from_right=from_right)
        dealt = self._distributed(scope, quantity, siblings) if siblings and scope else scope
        span = None if base.start < 0 else (base.start, base.start + len(base.text))
        return Fields(base.text, span, dealt, scope, quantity)

    @staticmethod
    def _last_word(pieces: list[Piece]) -> Piece:
        """第二学年：|完成|18门: nothing names it, so the verb stands for what was named before."""
        piece = pieces[-1]
        return piece if re.search("[一-鿿]{2}", piece.text) else Piece("", -1)

    def _labelled(self) -> Piece | None:
        """控制|班额, 保证|服务时间: the heading or task without its verb."""
        if not self.label or len(self.label) > 16 or YEARS.fullmatch(self.label):
            return None
        verb = self.patterns.label_verb.match(self.label)
        rest = self.label[verb.end() :] if verb else ""
        return Piece(rest if len(rest) >= 2 else self.label, -1)

    def _ranked(self, quantity: Quantity, phrase: Piece | None) -> Fields | None:
        """综合考核|列|全县二十一个乡镇|第4名: what is ranked, and among whom."""
        if quantity.kind != "rank" or phrase is None:
            return None
        tail = self.text[phrase.start : quantity.span[0]]
        if (bare := self.patterns.bare_ranking.match(tail)) and (known := self.previous) is not None:
            # 优秀率52.7%，|位列全区|第5名: what is ranked is the figure before.
            scope = known.scope or bare["whom"].strip(TRIM) or None
            return Fields(known.indicator, known.indicator_span, scope, scope, quantity)
        match = self.patterns.ranking.search(tail)
        if match is None:
            return None
        whom = match["whom"].strip(TRIM)
        named = self.phrases.without_heads(match["what"]).lstrip("在的" + TRIM)
        start = phrase.start + match.end("what") - len(named)
        what = re.sub("[中里]$", "", named.rstrip(TRIM))
        return Fields(what, (start, start + len(what)), whom or None, whom or None, quantity)

    def _dealt_out(self, quantity: Quantity, phrase: Piece | None, siblings: Sequence[Quantity]) -> Fields | None:
        """语文…84.7分，数学…81.2分，分别比上学年提高3.1分和4.6分: each takes the words of its counterpart."""
        if phrase is not None or len(siblings) < 2 or len(self.known) < len(siblings):
            return None
        counterpart = self.known[-len(siblings)]
        if counterpart.quantity in siblings or counterpart.quantity.kind != quantity.kind:
            return None
        return Fields(counterpart.indicator, counterpart.indicator_span, counterpart.scope, counterpart.scope, quantity)

    def _base(self, quantity: Quantity, phrase: Piece | None, right: Piece | None) -> Piece | None:
        """Choose the words that name what is measured or counted."""
        own = self.phrases.matter(phrase)
        if (granted := self._granted(quantity)) is not None:
            return granted
        if phrase is not None and phrase.text.endswith(("那", "这", "前")) and right is not None:
            return right  # 后山那|两亩|老茶园; 每天早读前|10分钟|限时背默
        if (
            own is None
            and phrase is not None
            and not self.phrases.without_light(phrase.text)
            and quantity.kind != "money"
        ):
            phrase = None  # 每周|开展|5天: the heading says what
        handed = self.phrases.handed(quantity)
        if right is not None and self.text[quantity.span[0] - 1] == "的" and quantity.kind not in LEVELS:
            return right  # 撂荒多年的|1.2亩|空地
        if quantity.kind in LEVELS:
            if quantity.span[0] == quantity.figure and not self.phrases.clause(quantity).strip(TRIM):
                return right  # 100%|保障随迁子女入学
            share_of = self.phrases.of(quantity) and quantity.comparator in (None, "~")
            return own or phrase or (right if share_of else None)
        if quantity.kind in ("money", "measure", "time"):
            return right if handed and right is not None else own or phrase
        if right is None:
            return own or phrase
        if handed or own is None:
            return right
        if self.phrases.of(quantity):
            # 班额在10人以下|的年级: what is measured stands in front.
            return own
        deed = quantity.unit in self.patterns.words.deed_units and not self._only_narrows(quantity, own.text)
        if not deed:
            return right
        # 先后四次|组织|师德专题学习
        right = right.end_part(len(self.phrases.without_light(right.text) or right.text))
        short = len(own.text) <= DEED and len(right.text) <= DEED
        # 排查|1次|安全隐患: the deed and what it is done to.
        return Piece(own.text + right.text, -1) if short else own

    def _granted(self, quantity: Quantity) -> Piece | None:
        """县财政按每生600元|安排|补助: what a sum by a rule is for."""
        if quantity.kind != "money" or "按" not in self.phrases.clause(quantity):
            return None
        end = min(self.phrases.end, quantity.span[1] + GRANTED_WITHIN)
        stop = re.compile("[。;；]").search(self.text, quantity.span[1], end)
        found = self.patterns.granted.search(self.text, quantity.span[1], stop.start() if stop else end)
        return Piece(found["what"], found.start("what")) if found else None

    def _only_narrows(self, quantity: Quantity, text: str) -> bool:
        """任课教师|不少于15节 only says who; 专任教师|31人 says what is counted."""
        if self.previous is not None and self.patterns.part.fullmatch(text):
            return True  # 课题5项，其中省级1项; 教师12名，其中语文3名
        if self._which_of_counted(quantity, text):
            return True
        if self.previous is not None and re.fullmatch("每[班校生人园室组村户]", text):
            return True  # 每500名学生1名，每校|不少于1名
        if not self.patterns.narrow.match(text) or self.patterns.deed.match(text):
            return False
        if quantity.kind == "rate":
            if self.text[quantity.span[0] - 1] == "占":
                return False  # 新教师占38%
            labelled = any(known.quantity.kind != "people" for known in self.known) or self.phrases.labelled(quantity)
            if not labelled:
                return False  # 登台的学生超过九成
        trail = self.patterns.trail_scope.search(text)
        if trail and trail.start():
            what = text[: trail.start()]
            if self.patterns.rate_end.search(what) or self.patterns.share.match(what):
                return False  # 入学率|小学|达到100%, 生均图书|小学|25册
        return not (quantity.unit in PEOPLE_UNITS or (quantity.unit in PLACE_UNITS and quantity.kind == "thing"))

    def _which_of_counted(self, quantity: Quantity, text: str) -> bool:
        """社团不少于20个，其余学校|不少于6个; 新建公办园4所、改扩建|7所; 班额: 大班|≤35人."""
        narrow = self.patterns.narrow.match(text)
        if quantity.unit in PEOPLE_UNITS and quantity.comparator in ("<=", "<") and narrow:
            labelled = "班额" in (self.label or "") or "规模" in (self.label or "")
            return labelled or bool(self.previous and "班额" in self.previous.indicator)
        known = self.previous
        if known is None or known.quantity.unit != quantity.unit:
            return False
        if self.patterns.building.fullmatch(text):
            return True
        alike = quantity.comparator is not None and known.quantity.comparator == quantity.comparator
        return alike and quantity.unit == "个" and bool(narrow) and not self.patterns.narrow.match(known.indicator)

    def _inherited(self, quantity: Quantity) -> Piece | None:
        """The indicator of the figure before, or of the clause in front: 补助标准:小学每生每年1250元."""
        if self.previous is not None and not self.phrases.in_new_bracket(quantity, self.previous.quantity.span[1]):
            known = self.previous
            return Piece(known.indicator, -1 if known.indicator_span is None else known.indicator_span[0])
        for phrase in self.phrases.clauses_before(quantity):
            if forbidden := NOT_SET.search(phrase.text):
                return Piece(forbidden[1], phrase.start + forbidden.start(1))
            if not self.patterns.narrow.match(phrase.text):
                return self.phrases.matter(phrase) or phrase
        return None

    def _scope(
        self, quantity: Quantity, pieces: list[Piece], base: Piece, *, from_right: bool
    ) -> tuple[str | None, Piece]:
        """Find who or what narrows the figure; the indicator loses the words that only do that."""
        for piece in reversed(pieces[:-1]):
            found = self._narrowing(piece.text) or self._recurring(quantity, piece, base)
            if found is not None:
                return found, base
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
            found = near or self.phrases.subject(quantity, base=base.text) or self._row_scope()
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
        found = found or self._row_scope()
        return clean_scope(found) if found else None

    def _row_scope(self) -> str | None:
        """无证园|清理: what the task of the row is done to."""
        if not self.in_table or not self.label:
            return None
        verb = self.patterns.label_verb.match(self.label)
        bare = self.patterns.label_deed.sub("", self.label[verb.end() if verb else 0 :])
        return bare if bare != self.label and self.patterns.narrow.match(bare) else None

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
                "^(?:人均|生均|师均|全年|全学年|全学期|平均(?!分|数|值|成绩|年龄|每))+", "", rest.lstrip("的" + TRIM)
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
    def _distributed(scope: str, quantity: Quantity, siblings: Sequence[Quantity]) -> str:
        """语文、数学合格率分别为94.2%和91.6%: to each its own."""
        parts = re.split("[、和及与]", scope)
        index = next((i for i, one in enumerate(siblings) if one.span == quantity.span), 0)
        return parts[index] if len(parts) == len(siblings) else scope


def clean_scope(text: str) -> str:
    """Take prepositions and filling words off a scope: 语文、数学两科, 大班在."""
    bare = re.sub("^(?:为|给|向|对)?(?:全体|所有)?", "", text.strip(TRIM))
    return re.sub("(?:两科|三科|学科|各科|阶段|要|应|须|在|按|等|对)$", "", bare) or text

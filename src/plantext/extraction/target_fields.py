"""What a figure speaks of (indicator) and whom or what it is narrowed to (scope), read from the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plantext.extraction.quantities import Quantity
from plantext.extraction.target_phrases import LEVELS, TRIM, YEARS, Piece
from plantext.extraction.target_scope import EACH_OF, PEOPLE_UNITS, PLACE_UNITS, Fields, ScopeReader, clean_scope

DEED = 10
"""A deed and its object are put together where both are as short as this."""

NOT_SET = re.compile("(?:不留|不布置|不得布置|不安排|不得安排|免除)((?:家庭)?[^,，、]{2,8})$")
"""一二年级不布置|书面作业，三至六年级不超过60分钟."""

GRANTED_WITHIN = 50


class FieldReader(ScopeReader):
    """Reads indicator and scope of the figures of one sentence, from left to right."""

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
            scope, base = self.scope(quantity, pieces, base, from_right=from_right)
        dealt = self.distributed(scope, quantity, siblings) if siblings and scope else scope
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
        if EACH_OF.search(text):
            return False
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

"""What a figure speaks of (indicator) and whom or what it is narrowed to (scope), read from the words around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from plantext.extraction.quantities import Quantity
from plantext.extraction.target_words import TargetPatterns
from plantext.model import Span

BOUNDARY = re.compile(r"[,，。;；:：!?！？\n\t]")
RIGHT_END = re.compile(r"[,，。;；:：!?！？、()（）\s\[【]")
LIST_END = re.compile(r"[,，。;；:：!?！？()（）\s\[【]")
TRIM = " 　、和及与以\t-—·“”\"'."
LONGEST = 24
"""An indicator is a noun phrase; what is longer has run into another part of the sentence."""

PEOPLE_UNITS = ("人", "名", "位", "人次")
PLACE_UNITS = ("所", "个", "家", "个班", "个教学班")
LEVELS = ("rate", "ratio", "index", "zero", "score", "rank")
SAME_BRANCH = re.compile("[。;；]")


LOOK_BACK = 120
"""A clause that runs on longer than this holds no indicator at its start."""


def clause_starts(text: str) -> list[int]:
    """Return where the clauses of a text begin, behind each closing mark; a comma in 1,250 is none."""
    return [
        match.end()
        for match in BOUNDARY.finditer(text)
        if match.group() != "," or not text[match.end() : match.end() + 3].isdecimal()
    ]


@dataclass(frozen=True, slots=True)
class Fields:
    """Indicator with its place, and scope; ``indicator_span`` is None where the words come from elsewhere."""

    indicator: str
    indicator_span: Span | None
    scope: str | None
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in front of a figure with its place."""

    text: str
    start: int


class FieldReader:
    """Reads indicator and scope of the figures of one sentence, from left to right.

    Args:
        text: the clean text.
        boundaries: where its clauses begin, ascending (`clause_starts`).
        sentence: its span; words outside it are not looked at.
        dates: spans of the calendar expressions in it; they separate subject and deed (校长|每学期|听课).
        patterns: the words of ``targets.yaml``.
        label: what the sentence is about where it does not say so itself (a row's task, the heading above).
    """

    def __init__(
        self,
        text: str,
        boundaries: Sequence[int],
        sentence: Span,
        dates: Sequence[Span],
        patterns: TargetPatterns,
        label: str | None,
    ) -> None:
        self.text = text
        self.boundaries = boundaries
        self.start, self.end = sentence
        self.dates = dates
        self.patterns = patterns
        self.label = label
        self.previous: Fields | None = None

    def read(self, quantity: Quantity, following: int, siblings: Sequence[Quantity]) -> Fields:
        """Return the fields of the next figure.

        Args:
            quantity: the figure.
            following: where the next figure starts, or the sentence ends.
            siblings: the figures that share its words by 分别 (94.2%和91.6%), itself among them; else empty.
        """
        pieces = self._pieces(quantity)
        phrase = self._phrase(pieces)
        right = self._right(quantity, following)
        base = self._base(quantity, phrase, right)
        scope: str | None = None
        if base is not None and self._only_narrows(quantity, base.text):
            scope = self._clean_scope(base.text)
            inherited = self._inherited(quantity)
            base = inherited or base
        if base is None:
            base = self._inherited(quantity) or Piece(self.label or "", -1)
        if scope is None:
            scope, base = self._scope(quantity, pieces, base)
        if siblings and scope:
            scope = self._distributed(scope, quantity, siblings)
        span = None if base.start < 0 else (base.start, base.start + len(base.text))
        self.previous = Fields(base.text, span, scope, quantity)
        return self.previous

    def _clause_start(self, position: int) -> int:
        """Where the clause of a position begins; inside a bracket that opened in it, behind the bracket."""
        index = bisect_right(self.boundaries, position) - 1
        found = max(self.start, self.boundaries[index] if index >= 0 else 0, position - LOOK_BACK)
        bracket = max(self.text.rfind("(", found, position), self.text.rfind("（", found, position))
        if bracket >= 0 and not re.search("[)）]", self.text[bracket:position]):
            return bracket + 1
        return found

    def _pieces(self, quantity: Quantity) -> list[Piece]:
        """The words of the clause in front of the figure, cut at dates and at the figure before."""
        end = quantity.span[0]
        start = self._clause_start(end)
        if self.previous is not None and start < self.previous.quantity.span[1] <= end:
            start = self.previous.quantity.span[1]
        pieces, position = [], start
        for first, last in self.dates:
            if start <= first < end:
                pieces.append(Piece(self.text[position:first], position))
                position = min(last, end)
        pieces.append(Piece(self.text[position:end], position))
        return [self._trim(piece) for piece in pieces]

    def _trim(self, piece: Piece) -> Piece:
        text = piece.text.rstrip(TRIM)
        stripped = text.lstrip(TRIM)
        return Piece(stripped, piece.start + len(text) - len(stripped))

    def _phrase(self, pieces: list[Piece]) -> Piece | None:
        """The last piece that says something once the linking words are taken off its end."""
        for piece in reversed(pieces):
            text = piece.text
            while text and (link := self.patterns.links.search(text)):
                text = text[: link.start()].rstrip(TRIM)
            share = re.search("占.{2,20}$", text)
            if share:
                text = text[: share.start()].rstrip(TRIM)
            head = self.patterns.heads.match(text)
            if head and len(text) - head.end() >= 2:
                piece, text = Piece(text[head.end() :], piece.start + head.end()), text[head.end() :]  # noqa: PLW2901
            if text:
                return Piece(text, piece.start)
        return None

    def _right(self, quantity: Quantity, following: int) -> Piece | None:
        """The noun behind a count: 两次|月考; 一节|公开课、观摩课或示范课."""
        start = quantity.span[1]
        stop = min(following, self.end, start + LONGEST * 2)
        text = self.text[start:stop]
        whole = LIST_END.split(text, maxsplit=1)[0]
        short = RIGHT_END.split(text, maxsplit=1)[0]
        noun = whole if "、" in whole and len(whole) <= LONGEST and not re.search(r"[0-9]", whole) else short
        end = self.patterns.noun_end.search(noun)
        if end:
            noun = noun[: end.start()]
        noun = noun.rstrip(TRIM)
        if len(noun) < 2 or noun.startswith(("的", "内", "外", "时", "后", "前", "者")):
            return Piece(noun[1:], start + 1) if noun.startswith("的") and len(noun) > 2 else None
        return Piece(noun[:LONGEST], start)

    def _base(self, quantity: Quantity, phrase: Piece | None, right: Piece | None) -> Piece | None:
        """Choose the words that name what is measured or counted."""
        own = self._matter(phrase)
        if quantity.kind in LEVELS or quantity.kind in ("money", "measure", "time"):
            if own is None and phrase is None and right is not None and (quantity.kind != "rate" or self._of(quantity)):
                return right
            return own or phrase
        if right is None:
            return own or phrase
        handed = self.patterns.handing.search(self.text, max(self.start, quantity.span[0] - 6), quantity.span[0])
        if handed:
            return right
        deed = quantity.unit in self.patterns.words.deed_units
        if deed and own is not None and not self._only_narrows(quantity, own.text):
            return own
        return right

    def _of(self, quantity: Quantity) -> bool:
        """近26%|的家长反映…: the share of what follows."""
        return self.text[quantity.span[1] : quantity.span[1] + 1] == "的"

    def _matter(self, phrase: Piece | None) -> Piece | None:
        """Take verbs without matter off the front (组织|园本教研); None where nothing else is there."""
        if phrase is None:
            return None
        text, start = phrase.text, phrase.start
        while text and (verb := self.patterns.light.match(text)):
            text, start = text[verb.end() :].lstrip(TRIM), start + verb.end()
        if len(text) > LONGEST:
            start, text = start + len(text) - LONGEST, text[-LONGEST:]
        return Piece(text, phrase.start + phrase.text.rfind(text)) if text else None

    def _only_narrows(self, quantity: Quantity, text: str) -> bool:
        """任课教师|不少于15节 only says who; 专任教师|31人 says what is counted."""
        if not self.patterns.narrow.match(text):
            return False
        counted = quantity.unit in PEOPLE_UNITS or (quantity.unit in PLACE_UNITS and quantity.kind == "thing")
        return not counted

    def _inherited(self, quantity: Quantity) -> Piece | None:
        """The indicator of the figure before, or of the clause in front: 补助标准:小学每生每年1250元."""
        if self.previous is not None:
            known = self.previous
            return Piece(known.indicator, -1 if known.indicator_span is None else known.indicator_span[0])
        end = self._clause_start(quantity.span[0])
        while end > self.start:
            start = self._clause_start(end - 1)
            phrase = self._phrase([self._trim(Piece(self.text[start : end - 1], start))])
            if phrase is not None and not self.patterns.narrow.match(phrase.text):
                return self._matter(phrase) or phrase
            if start >= end:
                break
            end = start
        return None

    def _scope(self, quantity: Quantity, pieces: list[Piece], base: Piece) -> tuple[str | None, Piece]:
        """Find who or what narrows the figure; the indicator loses the words that only do that."""
        for piece in reversed(pieces[:-1]):
            head = self.patterns.heads.match(piece.text)
            text = piece.text[head.end() :] if head else piece.text
            if text and self.patterns.narrow.match(text.rstrip("在")):
                return self._clean_scope(text), base
        split = self._split(quantity, base)
        if split is not None:
            return split
        if self.previous is not None and not SAME_BRANCH.search(
            self.text[self.previous.quantity.span[1] : quantity.span[0]]
        ):
            carried = self._carried(quantity, pieces, base)
            if carried is not None:
                return carried, base
        if quantity.kind in ("activity", "time", "thing", "people") or self.patterns.each.search(pieces[-1].text):
            return self._subject(quantity), base
        return None, base

    def _split(self, quantity: Quantity, base: Piece) -> tuple[str | None, Piece] | None:
        """小学|辍学率, 英语|合格率, 每个教学点|走教, 校长|听课."""
        rate = quantity.kind in LEVELS or self.patterns.rate_end.search(base.text) is not None
        pattern = self.patterns.lead_scope if rate else self.patterns.lead_person
        match = pattern.match(base.text)
        if not match or match.end() >= len(base.text) - 1:
            return None
        rest = base.text[match.end() :]
        if not rate and self.patterns.not_subject.match(rest):
            return None
        if rate and re.match("[生教]", rest) and not rest.startswith("生均"):
            return None
        if quantity.unit in PEOPLE_UNITS and not rate:
            return None
        trimmed = rest.lstrip("的" + TRIM)
        return self._clean_scope(match.group()), Piece(trimmed, base.start + len(base.text) - len(trimmed))

    def _carried(self, quantity: Quantity, pieces: list[Piece], base: Piece) -> str | None:
        """Scope from the figure before: 其中…, a bare 优秀率, or the same words inherited."""
        previous = self.previous
        if previous is None:
            return None
        clause = self.text[self._clause_start(quantity.span[0]) : quantity.span[0]]
        if clause.startswith("其中"):
            return previous.indicator
        if base.text == previous.indicator:
            return previous.scope
        if self.patterns.generic.fullmatch(base.text):
            return previous.scope or (previous.indicator if previous.quantity.kind not in LEVELS else None)
        return None

    def _subject(self, quantity: Quantity) -> str | None:
        """Who acts: the nearest clause of the sentence that begins with a person, a place or 每…."""
        end = quantity.span[0]
        while end > self.start:
            start = self._clause_start(end)
            clause = self._without_date(start, end).lstrip(TRIM)
            if towards := self.patterns.towards.search(clause):
                return self._clean_scope(towards[1])
            if each := self.patterns.each.search(clause):
                return self._clean_scope(each.group())
            for _ in range(3):
                head = self.patterns.heads.match(clause)
                clause = clause[head.end() :] if head else clause
            person = self.patterns.lead_person.match(clause)
            if person and not self.patterns.not_subject.match(clause[person.end() :]):
                return self._clean_scope(person.group())
            if start <= self.start or start >= end:
                return None
            end = start - 1
        return None

    def _without_date(self, start: int, end: int) -> str:
        """The clause without a date at its start: 每学期|校长…."""
        for first, last in self.dates:
            if start <= first and last <= end and not self.text[start:first].strip(TRIM + "到在于至自从"):
                start = last
        return self.text[start:end]

    @staticmethod
    def _clean_scope(text: str) -> str:
        return re.sub("(?:两科|三科|学科|各科|阶段|要|应|须|在|按|等|对)$", "", text.strip(TRIM)) or text

    @staticmethod
    def _distributed(scope: str, quantity: Quantity, siblings: Sequence[Quantity]) -> str:
        """语文、数学合格率分别为94.2%和91.6%: to each its own."""
        parts = re.split("[、和及与]", scope)
        index = next((i for i, one in enumerate(siblings) if one.span == quantity.span), 0)
        return parts[index] if len(parts) == len(siblings) else scope

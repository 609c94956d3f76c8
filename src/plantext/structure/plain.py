"""Headings without a number: by style in the file, on a line of their own, as a label (``备课:严把…``), as a month (``3月:…``),
or glued to what follows (``资源需求1. 教师…``, ``背景近年来…``)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from plantext.cleaning import CleanDocument
from plantext.model import Span
from plantext.structure.candidates import line_start
from plantext.structure.numbering import Numbering
from plantext.structure.sentences import BULLETS, DASH_BULLETS, has_tight_dashes
from plantext.structure.titles import TitleWords, bears_body


@dataclass(frozen=True, slots=True)
class PlainHeading:
    """A heading without a number.

    Attributes:
        span: its words.
        block: the block it stands in.
        kind: the style that levels are found by.
        run_in: True where text goes on in its line.
        hint: its level by the file's own styles.
        glued: True where it lost the line break behind it.
    """

    span: Span
    block: int
    kind: str
    run_in: bool
    hint: int | None = None
    glued: bool = False


LONGEST_OWN_LINE = 25
SHORTEST_BODY = 25
LONGEST_LABEL = 10
NEIGHBOURS = 2
"""Labels stand in a row, a numbered or plain paragraph between them at most."""
GLUED_TOGETHER = 2
LONGEST_GLUED = 16
SHORTEST_GLUED = 3
SHORTEST_BARE = 4
"""Where nothing else shows that a heading lost its line break, it is at least so long."""

_MONTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份|上旬|中旬|下旬|初|底)?"
_OF_MONTH = r"(?:主要|重点)?(?:工作|活动|教学|任务)?(?:重点|安排|计划|要点|任务|主题|内容|历)"  # 九月工作重点
_MONTHS = re.compile(
    rf"\s*(?P<month>(?:20\d\d年)?{_MONTH}(?:\s?[-—–~至到、]+\s?(?:20\d\d年)?{_MONTH})?(?:{_OF_MONTH})?)\s*(?=[:：]|$)"
)
_LABEL = re.compile(rf"\s*(?P<label>[一-鿿、“”]{{2,{LONGEST_LABEL}}})\s*[:：]\s*(?=\S)")
_CLOSED_LINE = re.compile(r"[。!?！？;；,，:：.…、]\s*$")
_TITLE_LINE = re.compile(r"[一-鿿A-Za-z“《][一-鿿A-Za-z\d“”‘’《》()（）、·—\s+-]*")
_NO_TITLE = re.compile(
    r"\d{4}年\d{1,2}月|^[(（]|(?:局|厅|校|小学|中学|幼儿园|园|处|办公室|委员会|政府|教导处|教务处|组)$|:|：|^\d"
)
_AFTER_STOP = re.compile(r"[。!?！？]\s*")
_BULLET = re.compile(rf"\s*(?:[{re.escape(BULLETS)}]|[{re.escape(DASH_BULLETS)}]\s)")
_TIGHT_BULLET = re.compile(rf"[{re.escape(BULLETS + DASH_BULLETS)}]")
_BRACKETED = re.compile(r"\s*【\s*(?P<title>[一-鿿、“”]{2,15})\s*】")
_WRAPPED = re.compile(
    r"(?P<mark>—{1,2}|-{2,}|={2,}|~+|·{1,3}|/{2,}|[「『〖▎◆★])\s*(?P<title>[^\s。;:!?—=~「」『』〖〗]{2,24}(?:\s[^\s。;:]{2,12})?)\s*(?:(?P=mark)|[」』〗])"
)
_SENTENCE_WORD = re.compile(r"[是了将]|(?<![主重需纲摘必首])要(?![点求素闻])|应当|必须|其中|包括|分为|如下|达到")


def plain_headings(
    document: CleanDocument,
    numbers: dict[int, list[int]],
    skip: frozenset[int],
    numbering: Numbering,
    words: TitleWords,
    *,
    stream: bool,
) -> list[PlainHeading]:
    """Return the headings without a number, in order.

    Args:
        document: the document.
        numbers: for each block the offsets of the headings' numbers in it, ascending.
        skip: blocks that hold no headings.
        numbering: the compiled numbering.
        words: the compiled title words.
        stream: True for a text that lost its line breaks.
    """
    return _Finder(document, numbers, skip, numbering, words, stream).find()


class _Sign(Enum):
    """What shows that heading words end and something else begins, from the strongest sign to the weakest."""

    LIST = "a number or a bullet"
    OPENER = "words that open a body sentence"
    CLAUSE = "words that begin a clause"
    BARE = "nothing but the heading words themselves, at the start of a line"


class _Finder:
    def __init__(
        self,
        document: CleanDocument,
        numbers: dict[int, list[int]],
        skip: frozenset[int],
        numbering: Numbering,
        words: TitleWords,
        stream: bool,
    ) -> None:
        self.document = document
        self.text = document.clean.text
        self.numbers = numbers
        self.taken = {block: offsets[0] for block, offsets in numbers.items()}
        self.skip = skip
        self.numbering = numbering
        self.words = words
        self.stream = stream
        self.bullet = _TIGHT_BULLET if has_tight_dashes(self.text) else _BULLET
        self.labels = self._series(_LABEL, "label", NEIGHBOURS)
        self.months = self._series(_MONTHS, "month", len(document.blocks))

    def find(self) -> list[PlainHeading]:
        found, glued = [], list[tuple[_Sign, PlainHeading]]()
        for index in range(len(self.document.blocks)):
            start, end = self._trimmed(index)
            if index in self.skip or start >= end:
                continue
            heading = None
            if self.taken.get(index) != start:
                heading = (
                    self._styled(index, start, end)
                    or self._bracketed(index, start, end)
                    or self._in_series(index, start)
                    or self._own_line(index, start, end)
                )
            if heading is not None:
                found.append(heading)
            elif self.stream or self.taken.get(index) != start:
                glued += self._glued(index, start, end)
        # a single 总结2023年… is a sentence; 背景近年来… 资源需求1. … 结论通过… together show lost line breaks
        listed = any(sign == _Sign.LIST for sign, _ in glued)
        opened = sum(sign in (_Sign.LIST, _Sign.OPENER) for sign, _ in glued)
        if listed or opened >= GLUED_TOGETHER:
            found += [one for sign, one in glued if listed or sign not in (_Sign.CLAUSE, _Sign.BARE)]
        return sorted(found, key=lambda one: one.span)

    def _trimmed(self, index: int) -> Span:
        start, end = line_start(self.document, index), self.document.blocks[index].span[1]
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def _styled(self, index: int, start: int, end: int) -> PlainHeading | None:
        block = self.document.blocks[index]
        if block.kind != "heading":
            return None
        level = block.level or 1
        while end > start and self.text[end - 1] in ":：。.":
            end -= 1
        return PlainHeading((start, end), index, f"styled {level}", False, level)

    def _series(self, pattern: re.Pattern[str], group: str, reach: int) -> dict[int, Span]:
        """Return the labels that have others of their kind so many blocks away at most."""
        found: dict[int, Span] = {}
        for index, block in enumerate(self.document.blocks):
            if index in self.skip or index in self.taken:
                continue
            match = pattern.match(self.text, *block.span)
            if match and not self.words.label_not.search(match[group]):
                found[index] = match.span(group)
        places = sorted(found)
        near = {place for one, other in pairwise(places) if other - one <= reach for place in (one, other)}
        return {index: span for index, span in found.items() if index in near}

    def _in_series(self, index: int, start: int) -> PlainHeading | None:
        for kind, series in (("month", self.months), ("label", self.labels)):
            if index in series:
                span = series[index]
                run_in = bool(self.text[span[1] : self.document.blocks[index].span[1]].strip(" :："))
                return PlainHeading(span, index, kind, run_in)
        return None

    def _bracketed(self, index: int, start: int, end: int) -> PlainHeading | None:
        """``【活动目标】…``: a heading in brackets at the start of a line."""
        found = _BRACKETED.match(self.text, start, end)
        if found is None or self.words.label_not.search(found["title"]):
            return None
        run_in = bool(self.text[found.end() : end].strip())
        return PlainHeading(found.span("title"), index, "bracketed", run_in)

    def _own_line(self, index: int, start: int, end: int) -> PlainHeading | None:
        wrapped = _WRAPPED.fullmatch(self.text, start, end)
        if wrapped is not None and index + 1 < len(self.document.blocks):  # ——党建领航,凝心铸魂——
            return PlainHeading(wrapped.span("title"), index, "wrapped", False)
        line = self.text[start:end]
        bare = line.rstrip(":：")
        known = self.words.known_end(self.text, start, end)
        if known == start + len(bare) and self._body_below(index):
            return PlainHeading((start, known), index, self._kind(bare), False)
        if not 2 <= len(line) <= LONGEST_OWN_LINE or _CLOSED_LINE.search(line) or not _TITLE_LINE.fullmatch(line):
            return None
        if _NO_TITLE.search(line) or not self._after_sentence(index) or not self._body_below(index):
            return None
        return PlainHeading((start, end), index, self._kind(line), False)

    def _kind(self, title: str) -> str:
        return "top" if title in self.numbering.words.top_titles else "plain"

    def _after_sentence(self, index: int) -> bool:
        """Tell whether the block before is a whole paragraph or a heading, so that a new thing may begin."""
        if index == 0 or index - 1 < self.document.title_block or index - 1 in self.taken:
            return True
        before = self.text[slice(*self.document.blocks[index - 1].span)].rstrip()
        return before.endswith(tuple("。!?！？;；.:：")) or len(before) > SHORTEST_BODY

    def _body_below(self, index: int) -> bool:
        """Tell whether a body follows: a paragraph, a number, a bullet or a table."""
        if index + 1 >= len(self.document.blocks):
            return False
        block = self.document.blocks[index + 1]
        below = self.text[slice(*block.span)].strip()
        return (
            block.kind == "table_row"
            or index + 1 in self.taken
            or len(below) >= SHORTEST_BODY
            or (below.endswith(tuple("。;；.")) and len(below) > LONGEST_LABEL)
            or bool(self.bullet.match(below))
        )

    def _glued(self, index: int, start: int, end: int) -> Iterator[tuple[_Sign, PlainHeading]]:
        """Give the headings that stand without a line break before a number, a bullet or a body sentence.

        At the start of a line (``资源需求1. 教师…``), and in a text that lost its line breaks also after a full stop. Before
        the first number of a list any short words will do; elsewhere they must be the usual ones of a heading.
        """
        starts = [start]
        if self.stream:
            starts += [found.end() for found in _AFTER_STOP.finditer(self.text, start, end)]
        numbers = self.numbers.get(index, [])
        for begin, limit in zip(starts, [*starts[1:], end], strict=True):
            offset = begin
            while offset < limit and self.text[offset] in BULLETS:
                offset += 1
            bracketed = self._bracketed(index, offset, limit) if begin > start else None
            if bracketed is not None:
                yield _Sign.LIST, bracketed
                continue
            position = bisect_left(numbers, offset)
            number = numbers[position] if position < len(numbers) and numbers[position] < limit else None
            if number == offset:
                continue
            bullet = (
                self.bullet.search(self.text, offset, min(limit, offset + LONGEST_GLUED + 2))
                if number is None
                else None
            )
            listed = number if bullet is None else bullet.start()
            known = self.words.known_end(self.text, offset, limit)
            sign, stop = self._before_list(offset, listed, known) if listed is not None else (None, 0)
            if sign is None and known is not None and known < limit:
                sign, stop = self._before_body(known, limit), known
                if sign is None and self.stream and self.text[known].isspace() and known + 1 < limit:
                    sign = _Sign.OPENER  # 。 预期成果 形成案例集1册。
                top = self._kind(self.text[offset:known]) == "top"  # …不断进步。结语让我们携手…
                bare = (begin == start or top) and self._stands_bare(offset, known, limit)
                if bare and index == self.document.title_block and top:
                    sign = _Sign.LIST  # 引言 straight under the title
                elif bare and sign is None:
                    sign = _Sign.BARE
            if sign is not None:
                kind = self._kind(self.text[offset:stop])
                yield sign, PlainHeading((offset, stop), index, kind, run_in=True, glued=True)

    def _before_list(self, start: int, end: int, known: int | None) -> tuple[_Sign | None, int]:
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if known == end:
            return _Sign.LIST, end
        fits = SHORTEST_GLUED <= end - start <= LONGEST_GLUED and known is None
        fits = fits and not _SENTENCE_WORD.search(self.text, start, end)
        return (_Sign.LIST, end) if fits and _TITLE_LINE.fullmatch(self.text, start, end) else (None, 0)

    def _stands_bare(self, start: int, known: int, end: int) -> bool:
        """Tell whether heading words have a whole sentence behind them: ``方案缘起劳动是生活的底色,…``."""
        if self._kind(self.text[start:known]) == "top":
            return end - known >= SHORTEST_BARE
        return known - start >= SHORTEST_BARE and bears_body(self.text, known, end, self.words)

    def _before_body(self, start: int, end: int) -> _Sign | None:
        if self.words.opener.match(self.text, start, end):
            return _Sign.OPENER
        if self.words.bare_not_before.match(self.text, start, end):  # 评价标准不断完善
            return None
        return _Sign.CLAUSE if self.words.clause_start.match(self.text, start, end) else None

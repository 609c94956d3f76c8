"""Headings without a number: by style in the file, on a line of their own, as a label (``备课:严把…``), as a month (``3月:…``),
or glued to what follows (``资源需求1. 教师…``, ``背景近年来…``)."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from plantext.cleaning import CleanDocument
from plantext.model import Span
from plantext.structure.candidates import line_start
from plantext.structure.numbering import Numbering
from plantext.structure.sentences import BULLETS, DASH_BULLETS
from plantext.structure.titles import TitleWords


@dataclass(frozen=True, slots=True)
class PlainHeading:
    """A heading without a number: its kind is the style that levels are found by."""

    span: Span
    block: int
    kind: str
    run_in: bool
    hint: int | None = None


LONGEST_OWN_LINE = 25
SHORTEST_BODY = 25
LONGEST_LABEL = 10
LABELS_IN_A_ROW = 2
GLUED_TOGETHER = 2
LONGEST_GLUED = 16
SHORTEST_GLUED = 3

_MONTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份|上旬|中旬|下旬|初|底)?"
_MONTHS = re.compile(rf"\s*(?P<month>(?:20\d\d年)?{_MONTH}(?:\s?[-—–~至到、]+\s?(?:20\d\d年)?{_MONTH})?)\s*(?=[:：]|$)")
_LABEL = re.compile(rf"\s*(?P<label>[一-鿿、“”]{{2,{LONGEST_LABEL}}})\s*[:：]\s*(?=\S)")
_CLOSED_LINE = re.compile(r"[。!?！？;；,，:：.…、]\s*$")
_TITLE_LINE = re.compile(r"[一-鿿A-Za-z“《][一-鿿A-Za-z\d“”‘’《》()（）、·—\s+-]*")
_NO_TITLE = re.compile(
    r"\d{4}年\d{1,2}月|^[(（]|(?:局|厅|校|小学|中学|幼儿园|园|处|办公室|委员会|政府|教导处|教务处|组)$|:|：|^\d"
)
_AFTER_STOP = re.compile(r"[。!?！？]\s*")
_BULLET = re.compile(rf"\s*(?:[{re.escape(BULLETS)}]|[{re.escape(DASH_BULLETS)}]\s)")
_BRACKETED = re.compile(r"\s*【\s*(?P<title>[一-鿿、“”]{2,15})\s*】")
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
        self.listed = 0
        self.labels = self._series(_LABEL, "label")
        self.months = self._series(_MONTHS, "month")

    def find(self) -> list[PlainHeading]:
        found, glued = [], list[PlainHeading]()
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
        if self.listed or len(glued) >= GLUED_TOGETHER:
            found = sorted(found + glued, key=lambda one: one.span)
        return found

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

    def _series(self, pattern: re.Pattern[str], group: str) -> dict[int, Span]:
        """Return the labels that stand in a row of blocks, a numbered or plain paragraph between them at most."""
        found: dict[int, Span] = {}
        for index, block in enumerate(self.document.blocks):
            if index in self.skip or index in self.taken:
                continue
            match = pattern.match(self.text, *block.span)
            if match and not self.words.label_not.search(match[group]):
                found[index] = match.span(group)
        return {
            index: span
            for index, span in found.items()
            if sum(near in found for near in range(index - 2, index + 3)) >= LABELS_IN_A_ROW
        }

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
            or bool(_BULLET.match(below))
        )

    def _glued(self, index: int, start: int, end: int) -> list[PlainHeading]:
        """Return the headings that stand without a line break before a number, a bullet or a body sentence.

        At the start of a line (``资源需求1. 教师…``), and in a text that lost its line breaks also after a full stop. Before
        the first number of a list any short words will do; elsewhere they must be the usual ones of a heading.
        """
        starts = [start]
        if self.stream:
            starts += [found.end() for found in _AFTER_STOP.finditer(self.text, start, end)]
        found = []
        numbers = self.numbers.get(index, [])
        for begin, limit in zip(starts, [*starts[1:], end], strict=True):
            offset = begin
            while offset < limit and self.text[offset] in BULLETS:
                offset += 1
            bracketed = self._bracketed(index, offset, limit) if offset > start else None
            if bracketed is not None:
                self.listed += 1
                found.append(bracketed)
                continue
            position = bisect_left(numbers, offset)
            number = numbers[position] if position < len(numbers) and numbers[position] < limit else None
            if number == offset:
                continue
            bullet = (
                _BULLET.search(self.text, offset, min(limit, offset + LONGEST_GLUED + 2)) if number is None else None
            )
            listed = number if bullet is None else bullet.start()
            stop = self._glued_end(offset, limit if listed is None else listed, listed is not None)
            if stop is not None:
                found.append(PlainHeading((offset, stop), index, self._kind(self.text[offset:stop]), True))
        return found

    def _glued_end(self, start: int, end: int, before_list: bool) -> int | None:
        known = self.words.known_end(self.text, start, end)
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if before_list and (known is None or known == end):
            title = _TITLE_LINE.fullmatch(self.text, start, end) if end - start <= LONGEST_GLUED else None
            if title is None or (known is None and not self._reads_like_title(start, end)):
                return None
            self.listed += 1
            return end
        if known is None or known >= end:
            return None
        if self.words.opener.match(self.text, known, end):
            return known
        weak = self.listed and self.words.clause_start.match(self.text, known, end)
        return known if weak else None

    def _reads_like_title(self, start: int, end: int) -> bool:
        return end - start >= SHORTEST_GLUED and not _SENTENCE_WORD.search(self.text, start, end)

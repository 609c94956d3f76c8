"""Streams: pages that lost their line breaks, so that titles and heads of a collection stand inside a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plantext.cleaning.edges import split_edges
from plantext.cleaning.lines import Line, is_body, split_line
from plantext.cleaning.titles import (
    HEAD_SIGN,
    glued_title,
    is_collection_head,
    is_title_like,
    numeral,
    twin_end,
)
from plantext.cleaning.words import Furniture, Titles
from plantext.model import Span

LEAST_GLUED = 60
LEAST_STREAM = 120
"""A shorter line is a paragraph; no title hides in it."""
LEAST_HEADS = 2
LONGEST_HEAD = 40
LEAST_SPACED = 7
CLOSERS = "”’)》】"
# 一、 as the number of a section, not the end of 统一、 or 周一、
_TOP = re.compile(r"([一二三四五六七八九十]{1,3})、(?![二三四五六七八九十])")
_NO_NUMBER_BEHIND = frozenset("一二三四五六七八九十第星期周初高统唯之其单同专逐任万归合划")
_SENTENCE_STOP = re.compile(r"[。!?]")
_TITLE_PLACE = re.compile(r"[。!?][”’)》】]*\s*")
_CITES = re.compile(r"[“《]|的$|等$|本(方案|计划|总结)|上述|以上|各类")
_HEAD_ENDS = frozenset("。!?…;” \t")
_HEAD_OPENERS = "【[(<《 \t"
_BEHIND_HEAD = re.compile(r"\s*[】\])>》]?\s*[:、]?\s*")
_WORD = re.compile(r"\S{1,80}(?!\S)")


def split_streams(lines: Sequence[Line], furniture: Furniture, titles: Titles) -> list[Line]:
    """Return the lines with every title that runs into its body, and every head inside a stream, on a line of its own."""
    return _Splitter(furniture, titles).split(_with_heads_apart(lines, furniture, titles))


def _is_text(line: Line) -> bool:
    """Tell whether a title may stand in a line: kept, no table row, no heading by style."""
    return line.reason is None and not line.is_row and line.block.kind != "heading"


# ---- heads of a collection -------------------------------------------------------------------------------------------


def _with_heads_apart(lines: Sequence[Line], furniture: Furniture, titles: Titles) -> list[Line]:
    """Give the heads of a collection that stand inside a stream (``…取得进步。 教学总结 篇2 本学期…``) lines of their own."""
    heads = {
        index: found
        for index, line in enumerate(lines)
        if len(line.text) >= LEAST_STREAM and _is_text(line) and HEAD_SIGN.search(line.text)
        if (found := list(_heads(line.text, furniture, titles)))
    }
    numbers = [number for found in heads.values() for number, _ in found]
    if len(numbers) < LEAST_HEADS or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return list(lines)
    out: list[Line] = []
    for index, line in enumerate(lines):
        edges = [edge for _, span in heads.get(index, ()) for edge in span]
        out += _cut(line, [line.start + edge for edge in edges], {line.start + edge for edge in edges[1::2]})
    return out


def _heads(text: str, furniture: Furniture, titles: Titles) -> Iterator[tuple[int, Span]]:
    """Give number and span of each head in a stream, in order: behind a sentence or white space, with the words before it."""
    found = sorted(
        (match for pattern in furniture.stream_heads for match in pattern.finditer(text)), key=lambda one: one.start()
    )
    position = 0
    for match in found:
        start = match.start()
        while start > position and text[start - 1] in _HEAD_OPENERS:
            start -= 1
        while start > position and text[start - 1] not in _HEAD_ENDS and match.start() - start <= LONGEST_HEAD:
            start -= 1
        if match.start() < position or (start > position and text[start - 1] not in _HEAD_ENDS):
            continue
        behind = _BEHIND_HEAD.match(text, match.end())
        position = end = behind.end() if behind else match.end()
        own = _WORD.match(text, end)  # 篇一:学校德育工作计划 为加强…
        if own is not None and is_title_like(own[0], titles):
            position = end = own.end()
        yield numeral(match["n"]), (start, end)


def _cut(line: Line, offsets: Sequence[int], title_ends: set[int]) -> list[Line]:
    """Cut a line at source offsets; a piece that ends at one of the title ends is a title."""
    pieces, rest = [], line
    for offset in offsets:
        cut = split_line(rest, offset)
        if len(cut) == 2:
            cut[0].is_title = offset in title_ends
            pieces.append(cut[0])
        rest = cut[-1]
    rest.joined, rest.worded = line.joined, line.worded
    return [*pieces, rest]


# ---- titles that run into their bodies -------------------------------------------------------------------------------


class _Splitter:
    """Gives every title that runs into its body a line of its own."""

    def __init__(self, furniture: Furniture, titles: Titles) -> None:
        self.furniture = furniture
        self.titles = titles

    def split(self, lines: Sequence[Line]) -> list[Line]:
        """Return the lines with the titles apart."""
        out: list[Line] = []
        body_seen = False
        inside = stream_titles(lines, self.titles)
        for index, whole in enumerate(lines):
            if not _is_text(whole) or whole.is_title:
                out.append(whole)
                continue
            edges = split_edges(whole, self.furniture, self.titles, first=not body_seen) if whole.worded else [whole]
            for line in edges:
                if line.reason is not None or line.is_title:
                    out.append(line)
                    continue
                out.extend(self._split_line(line, out, inside.get(index, []), body_seen=body_seen))
                body_seen = body_seen or is_body(line)
        return out

    def _split_line(self, line: Line, before: list[Line], inside: list[Span], *, body_seen: bool) -> list[Line]:
        above = next((other for other in reversed(before[-3:]) if other.reason is None), None)
        offsets = self._title_at_start(line, above, body_seen=body_seen)
        offsets = [offset for offset in offsets if offset < line.end]
        title_ends = set(offsets)
        for start, stop in sorted(inside):
            if offsets and start <= offsets[-1]:
                continue
            offsets += [start, stop]
            title_ends.add(stop)
        return _cut(line, offsets, title_ends) if offsets else [line]

    def _title_at_start(self, line: Line, above: Line | None, *, body_seen: bool) -> list[int]:
        """Return where the title (or a collection's title and the first document's) at the start of a line ends."""
        follows_head = above is not None and (above.is_title or is_collection_head(above.text, self.furniture))
        if above is not None and not above.is_row and not is_collection_head(line.text, self.furniture):
            end = twin_end(above, line, self.titles)
            if end is not None:
                above.is_title = True
                return [end]
        if len(line.text) < LEAST_GLUED or (body_seen and not follows_head):
            return []
        whole = self.titles.collection.match(line.text) if not body_seen else None
        if whole is not None and (own := self.titles.own.match(line.text, whole.end())):
            return [line.start + whole.end(), line.start + own.end(1)]
        end = glued_title(line, self.titles)
        return [] if end is None else [end]


def stream_titles(lines: Sequence[Line], titles: Titles) -> dict[int, list[tuple[int, int]]]:
    """Return the source spans of titles inside streams without line breaks, by line index.

    Where the numbering starts again with 一、, a title is looked for at a sentence start before it:
    ``…提供人才保障。学校义务教育均衡发展工作方案义务教育优质均衡发展,是… 一、指导思想``.
    """
    found = _titles_amid(lines, titles)
    highest, previous = 0, (0, 0)
    for index, line in enumerate(lines):
        if line.reason is not None or line.is_row or "、" not in line.text:
            continue
        stream = len(line.text) >= LEAST_STREAM
        for match in _TOP.finditer(line.text) if stream else filter(None, [_TOP.match(line.text)]):
            if match.start() and line.text[match.start() - 1] in _NO_NUMBER_BEHIND:
                continue
            number = numeral(match[1])
            if number == 1 and highest >= 2 and stream and match.start() > 0:
                span = _title_before(lines, previous, (index, match.start()), titles)
                if span is not None:
                    if span[1] not in found.setdefault(span[0], []):
                        found[span[0]].append(span[1])
                    highest = 1
            elif number == 1:
                highest = 1 if not stream else max(highest, 1)
            elif highest < number <= highest + 2:
                highest = number
            else:
                continue
            previous = (index, match.end())
    return found


def _titles_amid(lines: Sequence[Line], titles: Titles) -> dict[int, list[Span]]:
    """Return the source spans of titles at sentence starts that the first heading of a document follows.

    ``…评选。 阅读推广计划 背景 阅读是…``, ``…贡献力量。阅读推广计划1. 背景…``: set apart by white space or not at all.
    """
    found: dict[int, list[Span]] = {}
    for index, line in enumerate(lines):
        if len(line.text) < LEAST_STREAM or not _is_text(line):
            continue
        for stop in _TITLE_PLACE.finditer(line.text):
            match = titles.own.match(line.text, stop.end()) or titles.spaced.match(line.text, stop.end())
            if match is None or len(match[1]) < LEAST_SPACED or titles.never_first.search(match[1]):
                continue
            if titles.first_heading.match(line.text, match.end()) and not _CITES.search(match[1]):
                found.setdefault(index, []).append((line.start + match.start(1), line.start + match.end(1)))
    return found


def _title_before(
    lines: Sequence[Line], after: tuple[int, int], before: tuple[int, int], titles: Titles
) -> tuple[int, tuple[int, int]] | None:
    """Return the line index and source span of the title that stands nearest before a place in the lines."""
    for index in range(before[0], after[0] - 1, -1):
        line = lines[index]
        if line.reason is not None or line.is_row or len(line.text) < LEAST_STREAM:
            continue
        start = after[1] if index == after[0] else 0
        end = before[1] if index == before[0] else len(line.text)
        span = _title_between(_without_cuts(line), start, end, titles)
        if span is not None:
            return index, (line.start + span[0], line.start + span[1])
    return None


def _without_cuts(line: Line) -> str:
    """Return the line's text with its cuts blanked out by a rare mark, so that offsets hold."""
    if not line.cuts:
        return line.text
    text = list(line.text)
    for start, end in line.cuts:
        text[start - line.start : end - line.start] = " " * (end - start)
    return "".join(text)


def _title_between(text: str, start: int, end: int, titles: Titles) -> tuple[int, int] | None:
    """Return the span of a title that starts a sentence between two offsets, the one nearest to the end."""
    for stop in reversed(list(_SENTENCE_STOP.finditer(text, start, end))):
        begin = stop.end()
        while begin < end and (text[begin].isspace() or text[begin] in CLOSERS):
            begin += 1
        window = text[begin : min(end, begin + 90)]
        match = titles.glued.match(window) or titles.bare_glued.match(window)
        if match is not None and len(match[1]) >= 8 and not titles.never_first.search(match[1]):
            return begin, begin + match.end(1)
    return None

"""Titles: what looks like one, heads of a collection's documents, titles that run into the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plantext.cleaning.lines import CUT_OFF, Line, ends_sentence, is_numbered, is_sentence
from plantext.cleaning.page_breaks import cut_text, first_content
from plantext.cleaning.words import Furniture, Titles

LONGEST_TITLE = 80
LEAST_TITLE = 6
_IGNORED = re.compile(r"[\s,.、。:;!?\"'“”‘’《》〈〉()\[\]【】—–\-_·|丨/]+")
_NUMERALS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九十")}


def bare(text: str) -> str:
    """Return a title without white space and marks, for comparing."""
    return _IGNORED.sub("", text)


def core(text: str, titles: Titles) -> str:
    """Return a title without the notes behind it: ``…总结(精选6篇)`` and ``…总结`` have the same core."""
    while match := titles.decoration.search(text):
        if match.start() < LEAST_TITLE:
            break
        text = text[: match.start()]
    return bare(text)


def is_title_like(text: str, titles: Titles, *, papers: bool = False) -> bool:
    """Tell whether a line looks like a document's title: short, unpunctuated, ending in 方案, 总结 and the like."""
    if (
        not (4 if papers else LEAST_TITLE) <= len(text) <= LONGEST_TITLE
        or ends_sentence(text.rstrip(")】]"))
        or is_numbered(text)
    ):
        return False
    if "。" in text or ";" in text or text.count(",") > 2 or CUT_OFF.search(text):
        return False
    stem = text
    while True:
        if titles.noun_end.search(stem) or (papers and titles.paper_end.search(stem)):
            return True
        match = titles.decoration.search(stem)
        if match is None or match.start() < 4:
            return False
        stem = stem[: match.start()].rstrip()


def could_be_title(text: str) -> bool:
    """Tell whether a line could be a title where nothing better stands: short, unpunctuated, unnumbered."""
    return 4 <= len(text) <= 50 and not ends_sentence(text) and not is_numbered(text) and "," not in text


@dataclass(frozen=True, slots=True)
class Head:
    """A head inside a collection: ``第2篇``, with its number and whether words of a title stand beside it."""

    number: int
    titled: bool


def collection_head(text: str, furniture: Furniture) -> Head | None:
    """Return what head of a collection's document a line is, if it is one."""
    if len(text) > LONGEST_TITLE or (
        "篇" not in text and "范" not in text and "文" not in text and "本" not in text and "模板" not in text
    ):
        return None
    if ends_sentence(text.rstrip("】])>》")) and not text.endswith(":"):
        return None
    for pattern in furniture.heads:
        match = pattern.match(text)
        if match is None:
            continue
        groups = match.groupdict()
        beside = (groups.get("title") or "") + (groups.get("own") or "")
        if "。" in beside or "," in beside:
            continue
        return Head(_number(match["n"]), bool(bare(beside)))
    return None


def _number(printed: str) -> int:
    if printed.isdigit():
        return int(printed)
    tens, mark, ones = printed.partition("十")
    if not mark:
        return _NUMERALS.get(printed, 0)
    return (_NUMERALS.get(tens, 1) if tens else 1) * 10 + _NUMERALS.get(ones, 0)


def twin_end(line: Line, following: Line, titles: Titles) -> int | None:
    """Return where a title ends inside the next line, if the next line starts with the line's words.

    ``三年行动计划`` above ``三年行动计划背景近年来…``: the source offset behind the second title.
    """
    text = cut_text(following)
    if len(line.text) > LONGEST_TITLE or not text.startswith(line.text[:LEAST_TITLE]):
        return None
    title = line.text
    if len(title) < LEAST_TITLE or is_numbered(title) or is_sentence(title):
        return None
    if not text.startswith(title):
        note = titles.decoration.search(title)  # …实施方案(最新) above …实施方案一、…
        if note is None or note.start() < 8 or not text.startswith(title[: note.start()]):
            return None
        title = title[: note.start()]
    return first_content(following) + len(title)


def glued_title(line: Line, titles: Titles) -> int | None:
    """Return the source offset where a title at the start of a long line ends and the body begins."""
    start = first_content(line)
    text = line.text[start - line.start : start - line.start + 160]
    match = titles.glued.match(text)
    if match is None or titles.never_first.search(match[1]) or len(match[1]) < LEAST_TITLE:
        return None
    return start + match.end(1)


# 一、 as the number of a section, not the end of 统一、 or 周一、
_TOP = re.compile(r"([一二三四五六七八九十]{1,3})、(?![二三四五六七八九十])")
_NO_NUMBER_BEHIND = frozenset("一二三四五六七八九十第星期周初高统唯之其单同专逐任万归合划")
_SENTENCE_STOP = re.compile(r"[。!?]")
LEAST_STREAM = 120
"""A shorter line is a paragraph; no title hides in it."""
CLOSERS = "”’)》】"


def stream_titles(lines: Sequence[Line], titles: Titles) -> dict[int, list[tuple[int, int]]]:
    """Return the source spans of titles inside streams without line breaks, by line index.

    Where the numbering starts again with 一、, a title is looked for at a sentence start before it:
    ``…提供人才保障。学校义务教育均衡发展工作方案义务教育优质均衡发展,是… 一、指导思想``.
    """
    found: dict[int, list[tuple[int, int]]] = {}
    highest, previous = 0, (0, 0)
    for index, line in enumerate(lines):
        if line.reason is not None or line.is_row or "、" not in line.text:
            continue
        stream = len(line.text) >= LEAST_STREAM
        for match in _TOP.finditer(line.text) if stream else filter(None, [_TOP.match(line.text)]):
            if match.start() and line.text[match.start() - 1] in _NO_NUMBER_BEHIND:
                continue
            number = _number(match[1])
            if number == 1 and highest >= 2 and stream and match.start() > 0:
                span = _title_before(lines, previous, (index, match.start()), titles)
                if span is not None:
                    found.setdefault(span[0], []).append(span[1])
                    highest = 1
            elif number == 1:
                highest = 1 if not stream else max(highest, 1)
            elif highest < number <= highest + 2:
                highest = number
            else:
                continue
            previous = (index, match.end())
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

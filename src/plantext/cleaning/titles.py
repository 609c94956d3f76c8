"""Titles: what looks like one, heads of a collection's documents, titles that run into the body."""

from __future__ import annotations

import re

from plantext.cleaning.lines import CUT_OFF, Line, ends_sentence, is_numbered, is_sentence
from plantext.cleaning.page_breaks import cut_text, first_content
from plantext.cleaning.words import Furniture, Titles

LONGEST_TITLE = 80
LEAST_TITLE = 6
HEAD_SIGN = re.compile("[篇范样例模案划结告档版稿材]")
"""Every head of a collection's document holds one of these."""
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


def is_collection_head(text: str, furniture: Furniture) -> bool:
    """Tell whether a line is the head of a collection's document: ``第2篇``, ``教学计划 篇三:``."""
    if len(text) > LONGEST_TITLE or HEAD_SIGN.search(text) is None:
        return False
    if ends_sentence(text.rstrip("】])>》")) and not text.endswith(":"):
        return False
    for pattern in furniture.heads:
        match = pattern.match(text)
        if match is None:
            continue
        groups = match.groupdict()
        beside = (groups.get("title") or "") + (groups.get("own") or "")
        if "。" not in beside and "," not in beside:
            return True
    return False


def numeral(printed: str) -> int:
    """Return the value of an Arabic or a Chinese number up to 99; 0 for anything else."""
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

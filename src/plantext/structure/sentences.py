"""Sentences and clauses of officialese.

A sentence ends at 。!? (or at a half-width point used as one: ``如下计划.``), a clause at a comma, a semicolon or a colon.
What stands in quotes, brackets or book-title marks is never cut. A semicolon ends a clause; only in a list too long to
be shown as one piece (``A≥85%;B≥90%;C达到70%;…``) it ends a sentence, so that evidence stays short.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plantext.model import Span

Cut = tuple[Span, tuple[Span, ...]]
"""A sentence's span and the spans of its clauses."""

PAIRS = {
    "“": "”",
    "‘": "’",
    "《": "》",
    "〈": "〉",
    "(": ")",
    "（": "）",
    "[": "]",
    "〔": "〕",
    "【": "】",
    "「": "」",
    "『": "』",
    '"': '"',
}
CLOSERS = "".join(PAIRS.values())
LONGEST_QUOTE = 300
"""A quote or bracket that is not closed within so many characters was never closed (``六大育人项目”``, ``(举止文明``)."""

FULL_STOPS = "。!?！？"
CLAUSE_MARKS = ",，;；:："
LONG_LIST = 240
LONG_LIST_ITEMS = 3

BULLETS = "•●▪■◆◇★☆※➢➤►▶✓√○□▲"
DASH_BULLETS = "-–—·"
"""These are bullets only before white space: ``目标- 提高成绩``."""

_MARK = re.compile("[" + re.escape("".join(PAIRS) + FULL_STOPS + CLAUSE_MARKS + BULLETS) + ".．·–-]")
_AFTER_STOP = re.compile(rf"[{re.escape(FULL_STOPS + CLOSERS)}…]*")
_BULLET = re.compile(rf"\s*(?:[{re.escape(BULLETS + DASH_BULLETS)}−*]+(?=[\s一-鿿“《])\s*)?")
_GOES_ON = re.compile(r"[的地得等和与及或为是、,，;；:：)）》”’.．%]")
_ITEM_NUMBER = re.compile(r"(?:[(（][一二三四五六七八九十\d]{1,3}[)）]|[①-⑳⑴-⒇㈠-㈩])[、.,]?\s*")
_CJK = re.compile(r"[㐀-鿿〇]")


def cut(text: str, start: int, end: int) -> Iterator[Cut]:
    """Cut a stretch of one block into sentences.

    Args:
        text: the clean text.
        start: where the stretch starts.
        end: where it ends.

    Yields:
        Sentence spans without leading white space, bullets and item numbers, with their clauses; none is empty.
    """
    begin, last, clauses = start, start, list[Span]()
    for offset, after, ends_sentence in _boundaries(text, start, end):
        if _trim(text, last, offset)[0] < offset:
            clauses.append((last, offset))
        last = after
        if ends_sentence:
            yield from _sentence(text, begin, after, clauses)
            begin, clauses = after, []
    if last < end:
        clauses.append((last, end))
    yield from _sentence(text, begin, end, clauses)


def _boundaries(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Yield where a clause ends, where the next one starts, and whether the sentence ends there."""
    position = begin = start
    while found := _MARK.search(text, position, end):
        offset = found.start()
        mark = text[offset]
        position = offset + 1
        ends = False
        if mark in PAIRS:
            close = closing(text, offset, end)
            if close < 0:
                continue
            position = close + 1
            # ``提出“要抓实。”各校…``: the full stop stands inside the quote but ends the sentence around it.
            if text[close - 1] in FULL_STOPS and position < end and not _GOES_ON.match(text, position, end):
                yield position, position, True
                begin = position
            continue
        if mark in FULL_STOPS or (mark in ".．" and _is_full_stop(text, begin, offset, end)):
            after = _AFTER_STOP.match(text, position, end)
            position = after.end() if after else position
            ends = True
        elif mark in CLAUSE_MARKS:
            if text[offset - 1 : offset].isdigit() and text[position : position + 1].isdigit():
                continue  # 1:19, 9:00, 1,250元
        elif mark in BULLETS or (
            mark in DASH_BULLETS and is_dash_bullet(text, offset, end)
        ):  # ``目标- 提高成绩``, ``评价;- 开展…``
            yield offset, offset, True
            begin = offset
            continue
        else:
            continue
        yield offset, position, ends
        if ends:
            begin = position


def closing(text: str, offset: int, end: int) -> int:
    """Return where the quote or bracket that opens at ``offset`` closes before ``end``, -1 where it does not."""
    opening = text[offset]
    close = PAIRS[opening]
    limit = min(end, offset + LONGEST_QUOTE)
    found = text.find(close, offset + 1, limit)
    if opening == close:
        return found
    inner = text.find(opening, offset + 1, limit)
    while 0 <= inner < found:  # brackets in brackets: (含民办(普惠)园)
        found = text.find(close, found + 1, limit)
        inner = text.find(opening, inner + 1, limit)
    return found


def _is_full_stop(text: str, begin: int, offset: int, end: int) -> bool:
    """Tell whether a half-width point ends a sentence: ``…计划.`` does, ``3.5``, ``1.`` and ``www.x.cn`` do not."""
    before, after = text[offset - 1 : offset], text[offset + 1 : offset + 2] if offset + 1 < end else ""
    if offset == begin or before == "." or after == ".":
        return False
    if before.isdigit():
        # ``达到95.各校…`` ends a sentence; in ``2 .完善`` and ``2.1 学生`` the digits are its number.
        return not after.isdigit() and bool(_CJK.search(text, begin, offset))
    if before.isascii() and before.isalpha():
        return not after or bool(_CJK.match(after))
    return not before.isspace() and not (after.isascii() and after.isalpha())


def is_dash_bullet(text: str, offset: int, end: int) -> bool:
    """Tell whether a dash or point is a bullet: ``目标- 提高`` is one, ``3 - 5周岁`` and ``3-5周岁`` hold none."""
    return (
        text[offset + 1 : offset + 2].isspace()
        and not text[max(0, offset - 2) : offset].rstrip()[-1:].isdigit()
        and offset + 2 < end
    )


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _sentence(text: str, start: int, end: int, clauses: list[Span]) -> Iterator[Cut]:
    """Trim a sentence and its clauses; a list too long to show is given item by item."""
    bullet = _BULLET.match(text, start, end)
    body = bullet.end() if bullet else start
    number = _ITEM_NUMBER.match(text, body, end)
    begin, stop = _trim(text, number.end() if number else body, end)
    kept = [span for a, b in clauses if (span := _trim(text, max(a, begin), min(b, stop)))[0] < span[1]]
    if not kept:
        return
    if stop - begin > LONG_LIST:
        items = _items(text, kept)
        if len(items) >= LONG_LIST_ITEMS:
            ends = [group[0][0] for group in items[1:]] + [stop]
            for group, item_end in zip(items, ends, strict=True):
                yield _trim(text, group[0][0], item_end), tuple(group)
            return
    yield (begin, stop), tuple(kept)


def _items(text: str, clauses: list[Span]) -> list[list[Span]]:
    """Group clauses into the items that semicolons separate."""
    items: list[list[Span]] = [[]]
    for clause in clauses:
        items[-1].append(clause)
        if text[clause[1] : clause[1] + 1] in (";", "；"):
            items.append([])
    return [item for item in items if item]

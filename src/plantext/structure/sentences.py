"""Sentences and clauses of officialese.

A sentence ends at 。!? (or at a half-width point used as one: ``如下计划.``), a clause at a comma, a semicolon or a colon.
What stands in quotes, brackets or book-title marks is never cut. A semicolon ends a clause; only in a list too long to
be shown as one piece (``A≥85%;B≥90%;C达到70%;…``) it ends a sentence, so that evidence stays short.
"""

from __future__ import annotations

import re

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
POINTS = ".．"
LONG_LIST = 240
LONG_LIST_ITEMS = 3

BULLETS = "•●▪■◆◇★☆※➢➤►▶✓√○□▲"
DASH_BULLETS = "-–—·"
"""These are bullets only before white space: ``目标- 提高成绩``."""

SHORTEST_WORDLESS = 6
"""Up to this length a stretch may be mere marks (``——``, ``【``), which are no sentence."""
DASH_LINES = 2
"""Where so many lines start with a dash straight before a word, such a dash is a bullet inside a line, too."""

_DASH_LINE = re.compile(rf"^[ \t]*[{re.escape(DASH_BULLETS)}](?=[一-鿿“])", re.MULTILINE)
_MARK = re.compile("[" + re.escape("".join(PAIRS) + FULL_STOPS + CLAUSE_MARKS + BULLETS) + ".．·–-]")
_AFTER_STOP = re.compile(rf"[{re.escape(FULL_STOPS + CLOSERS)}…]*")
_BULLET = re.compile(rf"\s*(?:[{re.escape(BULLETS + DASH_BULLETS)}−*]+(?=[\s一-鿿“《])\s*)?")
_GOES_ON = re.compile(r"[的地得等和与及或为是、,，;；:：)）》”’.．%]")
_ITEM_NUMBER = re.compile(r"(?:[(（][一二三四五六七八九十\d]{1,3}[)）]|[①-⑳⑴-⒇㈠-㈩])[、.,]?\s*")
_WORD = re.compile(r"\w")
_CJK = re.compile(r"[㐀-鿿〇]")


def cut(text: str, start: int, end: int) -> list[Cut]:
    """Cut a stretch of one block into sentences.

    Args:
        text: the clean text.
        start: where the stretch starts.
        end: where it ends.

    Returns:
        Sentence spans without leading white space, bullets and item numbers, with their clauses; none is empty.
    """
    cuts: list[Cut] = []
    clauses: list[Span] = []
    begin = last = position = start
    while found := _MARK.search(text, position, end):
        offset = found.start()
        mark = text[offset]
        position = offset + 1
        if mark in CLAUSE_MARKS:
            # 1:19, 9:00, 1,250元 hold no clause marks
            if not (text[position : position + 1].isdigit() and text[offset - 1 : offset].isdigit()):
                clauses.append((last, offset))
                last = position
            continue
        stop = offset
        if mark in PAIRS:
            close = closing(text, offset, end)
            position = position if close < 0 else close + 1
            if close < 0 or not _ends_with_quote(text, close, end):
                continue
            stop = position
        elif mark in FULL_STOPS or (mark in POINTS and _is_full_stop(text, begin, offset, end)):
            after = _AFTER_STOP.match(text, position, end)
            position = after.end() if after else position
        elif mark in BULLETS or (mark in DASH_BULLETS and is_dash_bullet(text, offset, end)):
            clauses.append((last, offset))
            _add(cuts, text, begin, offset, clauses)  # the bullet itself belongs to the next sentence
            begin, last, clauses = offset, offset, []
            continue
        else:
            continue
        clauses.append((last, stop))
        _add(cuts, text, begin, position, clauses)
        begin, last, clauses = position, position, []
    clauses.append((last, end))
    _add(cuts, text, begin, end, clauses)
    return cuts


def _ends_with_quote(text: str, close: int, end: int) -> bool:
    """Tell whether a full stop inside a quote ends the sentence around it: ``提出“要抓实。”各校…``."""
    return text[close - 1] in FULL_STOPS and close + 1 < end and not _GOES_ON.match(text, close + 1, end)


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


def has_tight_dashes(text: str) -> bool:
    """Tell whether the document writes its bullets without white space: ``-提高质量``."""
    return len(_DASH_LINE.findall(text)) >= DASH_LINES


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _add(cuts: list[Cut], text: str, start: int, end: int, clauses: list[Span]) -> None:
    """Add a sentence, trimmed, with its clauses; a list too long to show is added item by item."""
    if start < end and not "一" <= text[start] <= "鿿":
        bullet = _BULLET.match(text, start, end)
        start = bullet.end() if bullet else start
        number = _ITEM_NUMBER.match(text, start, end)
        start = number.end() if number else start
    start, end = _trim(text, start, end)
    kept = []
    for first, stop in clauses:
        span = (first if first > start else start, stop if stop < end else end)
        if span[0] < span[1] and (text[span[0]].isspace() or text[span[1] - 1].isspace()):
            span = _trim(text, *span)
        if span[0] < span[1]:
            kept.append(span)
    if not kept or (end - start <= SHORTEST_WORDLESS and not _WORD.search(text, start, end)):
        return
    if end - start > LONG_LIST:
        items = _items(text, kept)
        if len(items) >= LONG_LIST_ITEMS:
            ends = [group[0][0] for group in items[1:]] + [end]
            for group, item_end in zip(items, ends, strict=True):
                cuts.append((_trim(text, group[0][0], item_end), tuple(group)))
            return
    cuts.append(((start, end), tuple(kept)))


def _items(text: str, clauses: list[Span]) -> list[list[Span]]:
    """Group clauses into the items that semicolons separate."""
    items: list[list[Span]] = [[]]
    for clause in clauses:
        items[-1].append(clause)
        if text[clause[1] : clause[1] + 1] in (";", "；"):
            items.append([])
    return [item for item in items if item]

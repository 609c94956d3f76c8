"""Furniture at the edges of a stream: a page whose head, body and foot stand on one line.

``首页>范文>正文 小学英语教学计划 发布时间:2022-09-01 浏览:33 一、指导思想 … 每周听写2次。上一篇:无 下一篇:…``
"""

from __future__ import annotations

import re

from plantext.cleaning.furniture import judge
from plantext.cleaning.lines import Line, split_line
from plantext.cleaning.titles import is_title_like
from plantext.cleaning.words import Furniture, Titles

LEAST_STREAM = 100
LONGEST_PIECE = 120
MOST_PIECES = 12
_PIECE = re.compile(r"[^\s。!?]+(?:\s*[>»›]\s*[^\s。!?]+)*[。!?]*|[。!?]+")
_SENTENCE_STOP = re.compile(r"[。!?][”’)》】]*")
_FIELD_TAIL = re.compile(r"^\d{1,2}:\d{2}(:\d{2})?$|^[\w.*]{1,12}$")


def split_edges(line: Line, furniture: Furniture, titles: Titles, *, first: bool) -> list[Line]:
    """Return the line cut into furniture at its edges and what lies between.

    Args:
        line: a long line that holds words of furniture.
        furniture: the furniture patterns.
        titles: the title patterns.
        first: True where no body stands before the line: only then has it a page head.
    """
    if len(line.text) < LEAST_STREAM:
        return [line]
    head = _head_end(line.text, furniture, titles) if first else []
    tail = _tail_start(line.text, furniture)
    pieces: list[Line] = []
    rest = line
    for end, is_furniture in head:
        cut = split_line(rest, line.start + end)
        if len(cut) < 2:
            break
        if is_furniture:
            cut[0].reason, cut[0].place = "furniture", "any"
        else:
            cut[0].is_title = True
        pieces.append(cut[0])
        rest = cut[1]
    if tail is not None and line.start + tail > rest.start:
        body, foot = split_line(rest, line.start + tail)
        foot.reason, foot.place = judge(foot.text, furniture) or "furniture", "any"
        return [*pieces, body, foot]
    return [*pieces, rest]


def _head_end(text: str, furniture: Furniture, titles: Titles) -> list[tuple[int, bool]]:
    """Return the ends of the pieces at the head that are no body: each with whether it is furniture or a title."""
    found: list[tuple[int, bool]] = []
    title: int | None = None
    for count, piece in enumerate(_PIECE.finditer(text)):
        word = piece[0]
        if count >= MOST_PIECES or len(word) > LONGEST_PIECE:
            break
        if judge(word, furniture, head=True) is not None:
            if title is not None:
                found.append((title, False))
                title = None
            found.append((piece.end(), True))
        elif title is None and is_title_like(word, titles, papers=True):
            title = piece.end()
        elif found and _FIELD_TAIL.match(word) and found[-1][1]:
            found[-1] = (piece.end(), True)
        else:
            break
    if title is not None and found:
        found.append((title, False))
    return found


def _tail_start(text: str, furniture: Furniture) -> int | None:
    """Return where the foot of the page starts behind the last sentences of the body, if there is one."""
    stops = [match.end() for match in _SENTENCE_STOP.finditer(text)]
    start: int | None = None
    for number in range(len(stops) - 1, max(-1, len(stops) - 5), -1):
        end = stops[number + 1] if number + 1 < len(stops) else len(text)
        piece = text[stops[number] : end].strip()
        if not piece:
            continue
        words = piece.split()
        sure = judge(piece, furniture) is not None or (
            "。" not in piece and any(judge(word, furniture) is not None for word in words[:2])
        )
        if not sure:
            break
        start = stops[number]
    return start

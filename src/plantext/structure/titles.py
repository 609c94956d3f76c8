"""Where a heading's title ends, and whether a numbered sentence is a title at all.

Three kinds of titles: a line of its own (``二、主要内容``), a run-in one (``1、提升…质量。坚持…``, ``(一)指导思想:以…``), and
one that lost its line break (``一、指导思想全面贯彻…``), whose end only the words show.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from plantext.lexicon import Lexicon
from plantext.structure.numbering import NumberingWords
from plantext.structure.sentences import FULL_STOPS, PAIRS, closing

LONGEST_RUN_IN = 26
"""A first sentence longer than this is a plain sentence (GUIDELINES: up to about 25 characters)."""
LONGEST_LINE = 45
"""A line without a closing mark is a heading up to this length."""
LONGEST_LABEL = 20
"""A title before a colon."""
SHORTEST_GLUED = 4

_STOP = re.compile(r"[。!?！？]|[.．](?!\d)")
_MARKS_AFTER = " 　\t。.．:：;；,，、!?！？-—"


@dataclass(frozen=True)
class TitleWords:
    """The compiled words of titles."""

    known: re.Pattern[str] = field(repr=False)
    opener: re.Pattern[str] = field(repr=False)
    statement: re.Pattern[str] = field(repr=False)
    label_not: re.Pattern[str] = field(repr=False)

    def known_end(self, text: str, start: int, end: int) -> int | None:
        """Return where a heading made of the usual words ends (指导思想, 实施步骤与方法), None where none starts here."""
        found = self.known.match(text, start, end)
        return found.end() if found else None


def title_words(lexicon: Lexicon) -> TitleWords:
    """Return the compiled title words of a lexicon."""
    built: TitleWords = lexicon.memo("structure.titles", _build)
    return built


def _choice(words: tuple[str, ...]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _build(lexicon: Lexicon) -> TitleWords:
    words = lexicon.get("numbering", NumberingWords)
    phrase = rf"(?:{_choice(words.title_modifiers)}){{0,4}}(?:{_choice(words.title_heads)})"
    known = rf"(?:{phrase}(?:(?:{_choice(words.title_joiners)}){phrase})*|{_choice(words.top_titles)})(?!{words.title_not_before})"
    return TitleWords(
        re.compile(known),
        re.compile("|".join([_choice(words.openers), *words.opener_patterns])),
        re.compile(words.statement),
        re.compile(words.label_not),
    )


def title_end(text: str, start: int, end: int, *, to_line_end: bool, glued: bool, words: TitleWords) -> int | None:
    """Return where the title that starts at ``start`` ends (without its closing mark), None where there is none.

    Args:
        text: the clean text.
        start: offset after the number.
        end: where the block, or the next number in it, stands.
        to_line_end: False where another heading's number stands at ``end``.
        glued: True where line breaks were lost, so that a body may follow a title without any mark.
        words: the compiled title words.
    """
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return None
    stop = _first_stop(text, start, end)
    sentence_end = end if stop is None else stop
    known = words.known_end(text, start, end)
    if (
        known is not None
        and known < end
        and (glued or sentence_end - start > LONGEST_RUN_IN)
        and _body_follows(text, known, end, words)
    ):
        return known
    colon = _colon(text, start, sentence_end)
    rest = _MARKS_AFTER
    if (
        colon is not None
        and 0 < colon - start <= LONGEST_LABEL
        and "," not in text[start:colon]
        and not words.label_not.search(text, start, colon)
    ):
        whole_line = stop is None and to_line_end and end - start <= LONGEST_RUN_IN and "," not in text[start:end]
        if not whole_line and not re.search(r"(?<![主重需纲])要$|应$|做到$|如下$", text[start:colon]):
            return colon
    if stop is None and sentence_end - start <= LONGEST_LINE:
        spaced = _space(text, start, sentence_end)
        if spaced is not None and sentence_end - spaced > LONGEST_RUN_IN:
            return spaced
        if glued and sentence_end - start > LONGEST_RUN_IN:
            return _before_opener(text, start, sentence_end, words) or sentence_end
        while sentence_end > start and text[sentence_end - 1] in rest:
            sentence_end -= 1
        return (
            sentence_end
            if sentence_end > start and not _is_statement(text, start, sentence_end, words, alone=True)
            else None
        )
    if sentence_end - start <= LONGEST_RUN_IN:
        return None if _is_statement(text, start, sentence_end, words, alone=False) else sentence_end
    spaced = _space(text, start, min(sentence_end, start + LONGEST_RUN_IN))
    if spaced is not None:
        return spaced
    return _before_opener(text, start, sentence_end, words) if glued else None


def _first_stop(text: str, start: int, end: int) -> int | None:
    """Return where the first sentence ends; what stands in quotes and brackets ends none."""
    position = start
    while position < end:
        mark = text[position]
        if mark in PAIRS:
            close = closing(text, position, end)
            position = close + 1 if close >= 0 else position + 1
            continue
        if mark in FULL_STOPS or mark in ";；" or (mark in ".．" and not text[position + 1 : position + 2].isdigit()):
            return position
        if mark == "-" and text[position + 1 : position + 2] == " ":
            return position
        position += 1
        if position - start > LONGEST_LINE + 20:
            return position
    return None


def _colon(text: str, start: int, end: int) -> int | None:
    for position in range(start, min(end, start + LONGEST_LABEL + 1)):
        if text[position] in ":：" and not text[position + 1 : position + 2].isdigit():
            return position
    return None


def _space(text: str, start: int, end: int) -> int | None:
    """Return where white space parts a title from its body: ``强化技术创新 项目施工期间,…``."""
    found = re.compile(r"(?<=[一-鿿”)）])[ 　\t]+(?=[一-鿿“《])").search(text, start + SHORTEST_GLUED, end)
    if found and not re.search(r"[,，;；]", text[start : found.start()]):
        return found.start()
    return None


def _body_follows(text: str, position: int, end: int, words: TitleWords) -> bool:
    """Tell whether a body sentence, and no rest of the title's own sentence, stands behind known heading words."""
    if text[position] in _MARKS_AFTER or not (
        "一" <= text[position] <= "鿿" or text[position] in "“《" or text[position].isdigit()
    ):
        return False
    return bool(words.opener.match(text, position, end)) or end - position > LONGEST_RUN_IN


def _before_opener(text: str, start: int, end: int, words: TitleWords) -> int | None:
    found = words.opener.search(text, start + SHORTEST_GLUED, min(end, start + LONGEST_LINE))
    return found.start() if found and not re.search(r"[;；:：]$", text[start : found.start()]) else None


def _is_statement(text: str, start: int, end: int, words: TitleWords, *, alone: bool) -> bool:
    if alone and end - start <= LONGEST_RUN_IN and not re.search(r"\d", text[start:end]):
        return False
    return bool(words.statement.search(text, start, end))

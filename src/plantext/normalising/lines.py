"""What kind of line a text is: its number, its run-in title, and whether it is of a kind that has no theme."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plantext.model import Span
from plantext.normalising.shapes import Slogans

# ``1.``, ``(三)``, ``第一条``, ``①``, ``IL`` (an OCR-damaged 11.): the number before a heading or item.
NUMBERING = re.compile(
    r"[\s•·●◆■□★*—-]*(?:第?[一二三四五六七八九十百零〇\d]{1,4}[、.．,，。:：章节条项]|第[一二三四五六七八九十\d]+[章节条款]|"
    r"[(（][一二三四五六七八九十\d]{1,3}[)）][、.．]?|[①-⑳]|[\d.]{1,6}[ 、.．]?(?=[^\d%年月日])|[IL]{1,2}(?=[一-鿿]))*\s*"
)
SENTENCE_END = re.compile("[。:：;；!！?？]")
CLAUSE_ENDS = ",，。:：;；!！?？|\t\n"
CLAUSE_END = re.compile(f"[{CLAUSE_ENDS}]")
CITED = re.compile("《[^》\n]{0,80}》")
NO_TITLE = re.compile("[。;；,，!！?？|]")
"""A document's title has no such mark inside."""
PREAMBLE, ENDING_LENGTH = 400, 110
"""How long a preamble is at most, and where its last words stand: preambles are known by them (…特制定本方案如下:)."""
PAGE_LINE = 160
"""Longer lines are neither page furniture nor titles."""
SHORT_TITLE = 8
"""A document's title is at least so long; 工作总结 alone is a heading."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Where a text's number ends, its run-in title or first clause ends, and whether the title stands before a body.

    ``3、打造高效课堂。推行…``: start 2, opening_end 8, titled True.
    """

    start: int
    opening_end: int
    titled: bool


def parts_of(text: str, title_length: int) -> Parts:
    """Take a line apart into number, title or first clause, and the rest."""
    start = numbering.end() if (numbering := NUMBERING.match(text)) else 0
    sentence = SENTENCE_END.search(text, start)
    if sentence and sentence.start() - start <= title_length and len(text) - sentence.end() > 4:
        return Parts(start, sentence.start(), True)
    clause = CLAUSE_END.search(text, start)
    return Parts(start, clause.start() if clause else len(text), False)


def cited_spans(text: str) -> list[Span]:
    """Return the spans of cited titles: ``《…》``."""
    return [found.span() for found in CITED.finditer(text)] if "《" in text else []


class SilentLines:
    """Knows the lines that carry no theme: preambles, document titles, guiding thoughts, page furniture."""

    def __init__(self, slogans: Slogans) -> None:
        self._openings = alternatives(slogans.silent_openings)
        self._endings = alternatives(slogans.silent_endings)
        self._page = alternatives(slogans.page_lines)
        self._silencing = frozenset(slogans.silencing_titles)
        self._headings = frozenset(slogans.silent_headings) | self._silencing
        self._tasks = slogans.task_openings
        endings = "|".join(map(re.escape, slogans.title_endings))
        # ``…工作总结 第3篇``, ``…实施方案(最新)``, ``…计划(精选6篇)``
        self._title = re.compile(f"(?:{endings})(?:\\s*第?[一二三四五六七八九十\\d]+篇)?(?:[(（][^)）]{{0,20}}[)）])?$")

    def is_silent(self, text: str, parts: Parts) -> bool:
        """Tell whether a line says nothing in particular."""
        title = text[parts.start : parts.opening_end].strip()
        if title in (self._silencing if parts.titled else self._headings):
            return True
        # Preambles, page lines and titles are not numbered.
        body = text.strip()
        if parts.start != len(text) - len(text.lstrip()):
            return bool(self._openings.match(body))
        if self._openings.match(body) or (len(body) <= PREAMBLE and self._endings.search(body[-ENDING_LENGTH:])):
            return True
        if len(body) > PAGE_LINE:
            return False
        if self._page.search(body):
            return True
        if len(body) < SHORT_TITLE or NO_TITLE.search(body) or body.startswith(self._tasks):
            return False
        return bool(self._title.search(body))


def alternatives(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Compile patterns into one."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))

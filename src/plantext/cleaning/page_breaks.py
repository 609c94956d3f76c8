"""Page numbers that a conversion left inside the text.

Document-sharing sites print a page's text as ``2、`` + text, so that number 2 stands in the middle of a sentence
(``学校校 … 2、委会下可酌情设立``). Such numbers run 1, 2, 3 … through the whole text; items start again with every section.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from plantext.cleaning.furniture import PAGE_MARK
from plantext.cleaning.lines import (
    CLOSING,
    LONGEST_HEADING,
    SENTENCE_END,
    Line,
    could_head,
    ends_sentence,
    is_numbered,
    is_sentence,
)

LEAST_PAGE, MOST_PAGE, MEAN_PAGE = 40, 4000, 60
"""Characters between two page numbers: at least, at most, and the least mean of a chain."""
AROUND = 2 * MOST_PAGE
LEAST_BROKEN = 2
"""How many sentences a chain of page numbers must break."""

_CANDIDATE = re.compile(r"([0-9]{1,3})、")
_NO_PAGE_BEHIND = frozenset("0123456789.,第:(《〔年月")
_CONTINUES = frozenset("、,。;:)》”!?")
_GLUED_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}、[^,。;:]{1,20}$|[(][一二三四五六七八九十]{1,3}[)][^,。;:]{1,20}$"
)
_STRAY = re.compile(
    r"(?<=[\u4e00-\u9fff][,、])\d{1,3}[ \t]+(?=[\u4e00-\u9fff])(?! *[年月日号时分个名人位所间节次场篇本册份项条元万亿台套门])"
)
_PAGE_MARK_SIGN = re.compile(r"[-—–·~第页Pp]")
_LONE_NUMBER = re.compile(r"^\d{1,3}\s*[、.]$")
_GAP_OF_BARE_NUMBERS = 3
SHORTEST_TEXT = 8
LEAST_STREAM = 120
LONGEST_COUNT = 90
_PAGE_COUNT = re.compile(
    r"_第\s*\d+\s*页$|第\s*\d+\s*页\s*/\s*共\s*\d+\s*页|共\s*\d+\s*页|页数\s*:\s*\d+|\d+页(珍藏|完整)版"
)
_SECTION = re.compile(r"^1、[^\d].{20,400}?(?:一、|[(]一[)]|第一[章条])")


@dataclass(slots=True)
class _Candidate:
    number: int
    start: int
    end: int
    line: int
    at_line_start: bool
    score: float
    heads: bool
    """A 1、 that starts a stream whose sections begin behind it: ``1、县教育局关于…的意见各中小学:… 一、总体目标``."""


def mark_page_breaks(lines: list[Line]) -> None:
    """Mark page numbers on lines of their own, and cut those that stand inside the text."""
    _mark_page_lines(lines)
    paged = any(_PAGE_COUNT.search(line.text) for line in lines if len(line.text) <= LONGEST_COUNT)
    for island in _islands(_candidates(lines), paged=paged):
        left = island
        while chain := _best_chain(left, paged=paged):
            for candidate in chain:
                lines[candidate.line].cuts.append((candidate.start, candidate.end))
            _mark_broken_lines(lines, chain)
            used = {candidate.start for candidate in chain}
            left = [candidate for candidate in left if candidate.start not in used]
    for line in lines:
        if line.reason is None and not line.is_row and " " in line.text:
            for stray in _STRAY.finditer(line.text):
                line.cuts.append((line.start + stray.start(), line.start + stray.end()))
    for line in lines:
        line.cuts.sort()


def _mark_page_lines(lines: list[Line]) -> None:
    """Mark ``— 3 —``, ``第3页``, and bare numbers that run on through the text or stand in mid-sentence."""
    bare: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        if (
            line.reason is not None
            or line.is_row
            or len(line.text) > 20
            or not (PAGE_MARK.match(line.text) or _LONE_NUMBER.match(line.text))
        ):
            continue
        if _PAGE_MARK_SIGN.search(line.text):
            line.reason, line.place = "page_break", "any"
        else:
            bare.append((int(re.sub(r"\D", "", line.text) or 0), index))
    titled = [numbers_title(lines, index) for _, index in bare]
    if all(titled) and bare and bare[0][0] == 1:
        return  # 1 / 党建引领 / 学校…: the numbers of headings
    bare = [one for one, heads in zip(bare, titled, strict=True) if not (heads and lines[one[1]].text[0] == "0")]
    for run in _runs(bare):
        spread = run[-1][1] - run[0][1] >= _GAP_OF_BARE_NUMBERS * (len(run) - 1) if len(run) > 1 else False
        for _, index in run:
            before = lines[index - 1].text if index else ""
            broken = len(before) >= 12 and not ends_sentence(before)
            if spread or broken or (index and not _in_list(lines, index)):
                lines[index].reason, lines[index].place = "page_break", "any"


def _in_list(lines: list[Line], index: int) -> bool:
    """Tell whether a number on a line of its own stands among table rows or other such numbers: cells of a table."""
    around = [lines[place] for place in (index - 2, index - 1, index + 1, index + 2) if 0 <= place < len(lines)]
    return (
        any(line.is_row or len(line.text) <= SHORTEST_TEXT for line in around)
        or int(lines[index].text[:3].strip("、. ") or 0) == 0
    )


def numbers_title(lines: list[Line], index: int) -> bool:
    """Tell whether a number on a line of its own stands over a heading: ``01`` / ``党建引领`` / ``学校…``."""
    if index + 2 >= len(lines) or (
        index and len(lines[index - 1].text) >= 12 and not ends_sentence(lines[index - 1].text)
    ):
        return False
    title, body = lines[index + 1], lines[index + 2]
    return could_head(title) and (is_sentence(body.text) or is_numbered(body.text) or len(body.text) > LONGEST_HEADING)


def _runs(bare: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Return (number, line index) pairs grouped into runs of numbers that follow one another."""
    runs: list[list[tuple[int, int]]] = []
    for number, index in bare:
        if runs and number == runs[-1][-1][0] + 1:
            runs[-1].append((number, index))
        else:
            runs.append([(number, index)])
    return runs


def _candidates(lines: list[Line]) -> list[_Candidate]:
    found = []
    last_kept: Line | None = None
    for index, line in enumerate(lines):
        if line.reason is not None or line.is_row:
            continue
        for match in _CANDIDATE.finditer(line.text):
            at_start = match.start() == 0
            if not at_start and line.text[match.start() - 1] in _NO_PAGE_BEHIND:
                continue
            before = (
                (last_kept.text if last_kept else "")
                if at_start
                else line.text[max(0, match.start() - 40) : match.start()]
            )
            after = line.text[match.end() : match.end() + 1]
            start = line.start + match.start()
            score = _score(before, after, at_start=at_start)
            heads = (
                at_start
                and match[1] == "1"
                and len(line.text) >= LEAST_STREAM
                and _SECTION.search(line.text) is not None
            )
            found.append(_Candidate(int(match[1]), start, line.start + match.end(), index, at_start, score, heads))
        last_kept = line
    return found


def _score(before: str, after: str, *, at_start: bool) -> float:
    """Return how well a number looks like a page number: 2 and more where it breaks a sentence, less than 0 else."""
    if after in _CONTINUES and after:
        return 3.0
    bare = before.rstrip().rstrip(CLOSING)
    if not bare or bare[-1] in SENTENCE_END or bare[-1] == ".":
        return -0.5
    if at_start:
        return 2.0 if len(before) >= 60 else -0.5  # a short line above is a heading
    return -0.5 if _GLUED_HEADING.search(bare) else 2.0


def _islands(candidates: list[_Candidate], *, paged: bool) -> list[list[_Candidate]]:
    """Return the candidates near those that break a sentence, in groups that no chain can link: a long file stays cheap."""
    breaking = [candidate.start for candidate in candidates if candidate.score > 0 or (paged and candidate.heads)]
    islands: list[list[_Candidate]] = []
    last = -MOST_PAGE - 1
    for candidate in candidates:
        near = bisect_left(breaking, candidate.start - AROUND)
        if near == len(breaking) or breaking[near] > candidate.start + AROUND:
            continue
        if candidate.start - last > MOST_PAGE:
            islands.append([])
        islands[-1].append(candidate)
        last = candidate.start
    return islands


def _best_chain(candidates: list[_Candidate], *, paged: bool) -> list[_Candidate]:
    """Return the best run 1, 2, 3 … of page numbers, or nothing; ``paged``: the file's head counts pages."""
    least = 0 if paged and any(candidate.heads for candidate in candidates) else LEAST_BROKEN
    if sum(candidate.score > 0 for candidate in candidates) < least or not candidates:
        return []
    by_number: dict[int, list[int]] = {}
    starts: dict[int, list[int]] = {}
    total = [candidate.score for candidate in candidates]
    back: list[int | None] = [None] * len(candidates)
    for index in sorted(range(len(candidates)), key=lambda place: (candidates[place].number, place)):
        candidate = candidates[index]
        before, offsets = by_number.get(candidate.number - 1, []), starts.get(candidate.number - 1, [])
        low, high = (
            bisect_left(offsets, candidate.start - MOST_PAGE),
            bisect_right(offsets, candidate.start - LEAST_PAGE),
        )
        best = max(before[low:high], key=lambda place: total[place], default=None)
        if best is not None and total[best] + candidate.score > candidate.score - 1:
            total[index], back[index] = total[best] + candidate.score, best
        by_number.setdefault(candidate.number, []).append(index)
        starts.setdefault(candidate.number, []).append(candidate.start)
    chain: list[_Candidate] = []
    place: int | None = max(range(len(candidates)), key=lambda index: total[index], default=None)
    while place is not None:
        chain.append(candidates[place])
        place = back[place]
    chain.reverse()
    if _is_page_chain(chain):
        return chain
    return next(([one] for one in candidates if one.heads), []) if least == 0 else []


def _is_page_chain(chain: list[_Candidate]) -> bool:
    broken = sum(candidate.score > 0 for candidate in chain)
    if chain[0].heads and broken == len(chain) - 1:
        return True
    if len(chain) < 3 or broken < LEAST_BROKEN or broken * 2 < len(chain) - 1:
        return False
    if (chain[-1].start - chain[0].start) / (len(chain) - 1) < MEAN_PAGE:
        return False
    return chain[0].at_line_start or all(candidate.score > 0 for candidate in chain)


def _mark_broken_lines(lines: list[Line], chain: list[_Candidate]) -> None:
    """Join the line above a page number with the line that the number starts, where it breaks a sentence."""
    for candidate in chain:
        if candidate.at_line_start and candidate.score > 0:
            above = candidate.line - 1
            while above >= 0 and lines[above].reason is not None:
                above -= 1
            if above >= 0:
                lines[above].joined = True


def cut_text(line: Line) -> str:
    """Return the folded text of a line without its page artefacts, for matching."""
    if not line.cuts:
        return line.text
    parts, position = [], line.start
    for start, end in line.cuts:
        parts.append(line.text[position - line.start : start - line.start])
        position = end
    parts.append(line.text[position - line.start :])
    return "".join(parts)


def first_content(line: Line) -> int:
    """Return the source offset of the first character of a line behind a page number that starts it."""
    start = line.start
    for cut in line.cuts:
        if cut[0] == start:
            start = cut[1]
    return start

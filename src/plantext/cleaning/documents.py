"""One file, several documents: where each one starts, and where its body ends."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from plantext.cleaning.contents import drop_catalogue
from plantext.cleaning.extent import ATTACHMENT, DATE_LINE, DOUBTFUL, Extent, has_substance, is_signature
from plantext.cleaning.lines import HEADING_NUMBER, TOP_NUMBER, Line, ends_sentence, is_body, is_numbered
from plantext.cleaning.titles import (
    LEAST_TITLE,
    bare,
    core,
    could_be_title,
    is_collection_head,
    is_title_like,
    twin_end,
)
from plantext.cleaning.words import Furniture, Titles
from plantext.model import RemovedReason

NOT_A_TITLE = re.compile(r"^[(\[【]?(附件|附表|附录|附\s*:|抄送|抄报|注\s*:|备注)")
ADDRESSEE = re.compile(r"^[^。;!?]{2,120}:$")
OPENING_FORMULA = re.compile(
    r"(特?制[定订]|拟[定订]|形成|提出)(了|出)?(本|如下|以下|此)|现将.{0,40}如下|现就.{0,40}如下|(方案|计划|总结|报告|汇报)如下"
)
SUBTITLE = re.compile(r"^(——|--|—)")
LOOK_AHEAD = 12
LEAST_STREAM = 400
LONGEST_LEAD = 200
"""Introducing words between a page's title and the document's own are no longer."""


@dataclass(slots=True)
class Start:
    """Where a document starts: the lines of its title, and where the region before it (its page head) begins."""

    region: int
    first: int
    last: int
    titled: bool = True
    printed: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Part:
    """A document as line indexes: region of its page head, title lines, last line that belongs to it."""

    region: int
    first: int
    title_last: int
    titled: bool
    last: int


class Segmenter:
    """Cuts the lines of a file into documents."""

    def __init__(self, lines: list[Line], furniture: Furniture, titles: Titles, letterhead: re.Pattern[str]) -> None:
        self.lines = lines
        self.furniture = furniture
        self.titles = titles
        self.letterhead = letterhead
        self.highest_top = 0
        self.titles_so_far: list[str] = []
        self.all_titles = ""

    def _is_head(self, line: Line) -> bool:
        return is_collection_head(line.text, self.furniture)

    # ---- finding starts ----------------------------------------------------------------------------------------

    def starts(self) -> list[Start]:
        """Return the documents' starts in order."""
        drop_catalogue(self.lines, self.furniture)
        found: list[Start] = []
        pending: list[int] = []
        kept = [index for index, line in enumerate(self.lines) if line.reason is None or line.place in DOUBTFUL]
        body_before = closed = False
        passed = 0
        for position, index in enumerate(kept):
            line = self.lines[index]
            if line.place in DOUBTFUL:
                continue
            closed = closed or any(between.ends for between in self.lines[passed:index])
            passed = index + 1
            if len(found) == 1 and self._is_preview(found[0], index):
                found.clear()
                self.titles_so_far.clear()
                pending, body_before = [index], False
                continue
            if self._is_candidate(position, kept, body_before=body_before):
                pending.append(index)
                continue
            if not is_body(line):
                continue
            if pending and body_before and self._is_teaser(pending, index, closed=closed):
                pending = []
                continue
            if pending:
                found.append(self._start(pending, index, kept, first=not found))
                self.highest_top, closed = 0, False
            elif not body_before:
                found.append(self._untitled_start(kept[: position + 1]))
            pending = []
            body_before = True
            self._count(line)
        if not found and kept:
            found.append(self._bodiless_start(pending, kept))
        return found

    def _is_teaser(self, pending: list[int], index: int, *, closed: bool) -> bool:
        """Tell whether a title at the foot of a page stands over a line or two only: ``《…方案》政策解读`` / ``近日,…``."""
        if any(self.lines[place].is_title or self._is_head(self.lines[place]) for place in pending):
            return False
        behind = closed or any(
            line.reason == "furniture" and line.place in ("any", "list")
            for line in self.lines[pending[0] - 1 : pending[0]]
        )
        return behind and not has_substance(self.lines, index, closed=closed)

    def _is_preview(self, before: Start, index: int) -> bool:
        """Tell whether a line prints the page's title again, after a few introducing words: there the document starts."""
        line = self.lines[index]
        if not before.titled or any(self._is_head(self.lines[place]) for place in (before.last, index)):
            return False
        first = bare("".join(self.lines[place].text for place in range(before.first, before.last + 1)))
        second = bare(line.text)
        if not (first in second or second in first) or min(len(first), len(second)) < LEAST_TITLE or is_body(line):
            return False
        between = [line for line in self.lines[before.last + 1 : index] if line.reason is None]
        if sum(len(line.text) for line in between) >= LONGEST_LEAD or "印发" in first or "转发" in first:
            return False
        return not any(
            is_numbered(line.text) or ADDRESSEE.match(line.text) or DATE_LINE.match(line.text) for line in between
        )

    def _count(self, line: Line) -> None:
        text = line.text
        found = TOP_NUMBER.finditer(text) if len(text) >= LEAST_STREAM else filter(None, [TOP_NUMBER.match(text)])
        for match in found:
            number = "一二三四五六七八九十".find(match[1]) + 1 if len(match[1]) == 1 else 11
            self.highest_top = max(self.highest_top, number)

    def _is_candidate(self, position: int, kept: list[int], *, body_before: bool) -> bool:
        index = kept[position]
        line = self.lines[index]
        if line.is_row:
            return False
        if line.is_title or self._is_head(line) or self._is_numbered_title(position, kept):
            return True
        papers = not body_before or (position > 0 and self._is_head(self.lines[kept[position - 1]]))
        if NOT_A_TITLE.match(line.text) or not is_title_like(line.text, self.titles, papers=papers):
            return papers and body_before and self._follows_head(position, kept)
        if papers:
            return True
        following = self.lines[kept[position + 1]] if position + 1 < len(kept) else None
        if following is not None and twin_end(line, following, self.titles) is not None:
            return True
        return self._starts_anew(position, kept)

    def _is_numbered_title(self, position: int, kept: list[int]) -> bool:
        """Tell whether a collection counts its documents' titles: ``二、学校德育工作计划`` straight above ``一、指导思想``."""
        line = self.lines[kept[position]]
        number = HEADING_NUMBER.match(line.text)
        if number is None or not is_title_like(line.text[number.end() :].strip(), self.titles):
            return False
        below = [self.lines[index].text for index in kept[position + 1 : position + 3]]
        tops = [TOP_NUMBER.match(text) for text in below]
        return any(top is not None and top[1] == "一" for top in tops) and TOP_NUMBER.match(line.text) is not None

    def _follows_head(self, position: int, kept: list[int]) -> bool:
        """Tell whether a line under a collection's head is the document's own title though it ends in no such noun."""
        line = self.lines[kept[position]]
        if not could_be_title(line.text) or len(line.text) < 8 or position + 1 >= len(kept):
            return False
        head = self.lines[kept[position - 1]]
        shared = set(bare(line.text)) & set(bare(head.text))
        following = self.lines[kept[position + 1]]
        return len(shared) >= 5 or self.titles.paper_part.match(following.text) is not None

    def _starts_anew(self, position: int, kept: list[int]) -> bool:
        """Tell whether a title-like line amid the text starts a document and is no heading of the running one.

        What speaks for it: a signature, a date, 附件3 or furniture above it; the numbering starts again with 一、;
        an addressee or an opening formula (特制定本方案) below it.
        """
        index = kept[position]
        line = self.lines[index]
        if len(line.text) < 8 or self.titles.never_first.search(line.text):
            return False
        if self._is_issued_here(line):
            return False
        above_index = kept[position - 1]
        above = self.lines[above_index]
        broken_off = index - above_index > 1 and self.lines[index - 1].place in ("any", "page")
        if not broken_off and position > 1 and could_be_title(above.text) and not is_signature(above.text, self.titles):
            # the title stands on two lines: 全市教育优质均衡化 / 三年行动实施方案
            broken_off = above_index - kept[position - 2] > 1 and self.lines[above_index - 1].place in ("any", "page")
        signed = DATE_LINE.match(above.text) is not None or ATTACHMENT.match(above.text) is not None
        if not (signed or broken_off or ends_sentence(above.text) or is_signature(above.text, self.titles)):
            return False
        top, formula = self._first_numbering(position, kept)
        if top == 1 and (self.highest_top >= 2 or formula):
            return True
        return (signed or broken_off or is_signature(above.text, self.titles)) and (top == 1 or formula)

    def _is_issued_here(self, line: Line) -> bool:
        """Tell whether a notice's title names this one: 关于印发《…方案》的通知 prints the plan below, one document."""
        latest = self.titles_so_far[-1] if self.titles_so_far else ""
        return ("印发" in latest or "转发" in latest) and core(line.text, self.titles) in latest

    def _first_numbering(self, position: int, kept: list[int]) -> tuple[int, bool]:
        """Return the first top number below a line (0 for none), and whether the body opens as a document does."""
        formula = False
        for offset, index in enumerate(kept[position + 1 : position + 1 + LOOK_AHEAD]):
            text = self.lines[index].text
            if offset < 3 and not formula:
                formula = bool(
                    OPENING_FORMULA.search(text)
                    or (offset < 2 and ADDRESSEE.match(text))
                    or self.titles.opening.match(text)
                )
            match = TOP_NUMBER.match(text)
            if match:
                return (1 if match[1] == "一" else 2), formula
            if re.match(r"第一[章条部]", text):
                return 1, formula
        return 0, formula

    # ---- one start ---------------------------------------------------------------------------------------------

    def _start(self, pending: list[int], body: int, kept: list[int], *, first: bool) -> Start:
        """Choose the title among the candidates above a body: the one nearest to it."""
        chosen = pending[-1]
        title_first = self._upper_half(chosen, kept, pending)
        region = 0 if first else min(pending[0], title_first)
        while region > 0 and (
            self.lines[region - 1].reason is not None or ATTACHMENT.match(self.lines[region - 1].text)
        ):
            region -= 1
        self.titles_so_far.append(bare("".join(self.lines[index].text for index in range(title_first, chosen + 1))))
        return Start(region, title_first, chosen, True, [index for index in pending if index < title_first])

    def _upper_half(self, chosen: int, kept: list[int], pending: list[int]) -> int:
        """Return the first line of a title that is printed on two lines.

        ``全市教育优质均衡化、现代化`` / ``三年行动实施方案``; ``XX县教育局`` / ``关于做好…的通知``.
        """
        place = bisect_left(kept, chosen)
        if place == 0 or self._is_head(self.lines[chosen]):
            return chosen
        above_index = kept[place - 1]
        above, title = self.lines[above_index], self.lines[chosen].text
        if above_index != chosen - 1 or above_index in pending or above.place in DOUBTFUL:
            return chosen
        if not could_be_title(above.text) or DATE_LINE.match(above.text) or ATTACHMENT.match(above.text):
            return chosen
        if is_body(above) or SUBTITLE.match(title):
            return chosen
        if self.letterhead.match(above.text) or self.titles.collection_end.search(above.text):
            return chosen
        joined = bare(above.text + title)
        printed = [bare(self.lines[index].text) for index in range(min(chosen, 12))]
        if any(
            joined in other or (len(other) > 8 and other in joined)
            for other in printed
            if other not in (bare(title), bare(above.text))
        ):
            return above_index
        is_office = self.titles.organisation_end.search(above.text) is not None
        if is_office and not self.titles_so_far and above.text not in title:
            return above_index  # 青石小学 / 2024年工作计划
        if title.startswith("关于") or len(title) < 12:
            return above_index if is_office or len(title) < 12 else chosen
        return chosen

    def _untitled_start(self, kept: list[int]) -> Start:
        """Return a start where nothing title-like stands above the first body line."""
        body = kept[-1]
        above = [index for index in range(body) if index in set(kept)]
        title: int | None = None
        for index in reversed(above):
            line = self.lines[index]
            if line.reason is not None or (
                title is not None and index + 1 < title and self._furniture_between(index, title)
            ):
                break
            if could_be_title(line.text) and not DATE_LINE.match(line.text):
                title = index
        if title is None:
            return Start(0, body, body, titled=False)
        return Start(0, self._upper_half(title, kept, []), title)

    def _furniture_between(self, first: int, last: int) -> bool:
        return any(line.reason is not None and line.place not in DOUBTFUL for line in self.lines[first + 1 : last])

    def _bodiless_start(self, pending: list[int], kept: list[int]) -> Start:
        first = pending[-1] if pending else next((i for i in kept if self.lines[i].reason is None), kept[0])
        return Start(0, first, first, titled=bool(pending))

    # ---- ends --------------------------------------------------------------------------------------------------

    def parts(self) -> list[Part]:
        """Return the documents with the last line of each."""
        starts = self.starts()
        extent = Extent(self.lines, self.titles)
        result = []
        for number, start in enumerate(starts):
            stop = starts[number + 1].region if number + 1 < len(starts) else len(self.lines)
            last = extent.last_line(start.last, stop)
            result.append(Part(start.region, start.first, start.last, start.titled, last))
        self._mark_outside(starts, result)
        return result

    def _mark_outside(self, starts: list[Start], parts: list[Part]) -> None:
        """Give everything outside the documents its reason, and clear the doubtful lines inside them."""
        self.all_titles = "\n".join(self.titles_so_far)
        owner = 0
        for index, line in enumerate(self.lines):
            while owner + 1 < len(parts) and index >= parts[owner + 1].region:
                owner += 1
            part, start = (parts[owner], starts[owner]) if parts else (None, None)
            if part is None or start is None:
                line.reason = line.reason or "furniture"
            elif index < part.first:
                line.reason = line.reason or self._head_reason(line, start)
            elif index > part.last:
                line.reason = line.reason or "furniture"

    def _head_reason(self, line: Line, start: Start) -> RemovedReason:
        title = "".join(self.lines[place].text for place in range(start.first, start.last + 1))
        if self.letterhead.match(line.text):
            return "metadata"
        mine, its = core(line.text, self.titles), core(title, self.titles)
        if len(mine) >= LEAST_TITLE and its and (mine in its or its in mine):
            return "duplicate_title"
        if len(mine) >= LEAST_TITLE and mine in self.all_titles:
            return "duplicate_title"
        return "furniture"

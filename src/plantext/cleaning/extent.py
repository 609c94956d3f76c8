"""How far a document reaches: its last body line, and what goes with it (signature, date, attachments)."""

from __future__ import annotations

import re

from plantext.cleaning.lines import TOP_NUMBER, Line, ends_sentence, is_body, is_numbered, is_sentence
from plantext.cleaning.titles import is_title_like, numeral
from plantext.cleaning.words import Titles

DOUBTFUL = ("edge", "head")
"""Places of lines that are furniture only before the body (or behind it)."""
ATTACHMENT = re.compile(r"^[(\[【]?附\s*[件录表]?\s*[一二三四五六七八九十\d]{0,3}\s*[:)\]】]?$")
DATE_LINE = re.compile(
    r"^[(]?([12]\d{3}|[二〇○零一九]{4})\s*[年./-]\s*[\d一二三四五六七八九十]{1,3}\s*[月./-]?(\s*[\d一二三四五六七八九十]{1,3}\s*日?)?[)]?$"
)
LEAST_LISTED = 2
"""How many titles in a row behind the last sentence are recommendations."""
LEAST_SENTENCE = 12
LEAST_RESUMED = 24
"""A single sentence behind furniture is body again from this length on."""
LEAST_REOPENED, LEAST_REOPENED_SENTENCES = 150, 3
"""So much text behind the end of a page is body again, or a document of its own."""
LEAST_TEASED = 60
LONGEST_ODD, MOST_ODD = 16, 4
LOOK_AHEAD = 60
_ODD = re.compile(r"^[^。,;:!?、()《》“”\d]+$")
_CLOSING_WORDS = re.compile(r"谢谢|敬礼|特此|此致|以上|请批示|请审|抄送|主题词|印发|公开|完毕|待续|^附|签[名字章]|盖章")
_LIST_MARK = re.compile(r"^[•▪■◆●·*\d.、\s]+|\s*\d{2}-\d{2}$")


def is_signature(text: str, titles: Titles) -> bool:
    """Tell whether a line is the name of an office or a school."""
    return len(text) <= 30 and titles.organisation_end.search(text) is not None


def has_substance(lines: list[Line], index: int, *, closed: bool) -> bool:
    """Tell whether a good stretch of text starts at a line: numbered, or several sentences; ``closed``: behind a page's end."""
    texts = []
    for line in lines[index : index + LOOK_AHEAD]:
        if line.reason is None:
            texts.append(line.text)
        elif line.ends or line.section:
            break
    numbered = sum(TOP_NUMBER.match(text) is not None for text in texts)
    sentences = sum(is_sentence(text) for text in texts)
    if not closed and any(is_numbered(text) for text in texts):
        return True
    least, count = (LEAST_REOPENED, LEAST_REOPENED_SENTENCES) if closed else (LEAST_TEASED, 2)
    return numbered >= 2 or (sum(map(len, texts)) >= least and sentences >= count)


class Extent:
    """Finds the last lines of documents."""

    def __init__(self, lines: list[Line], titles: Titles) -> None:
        self.lines = lines
        self.titles = titles

    def last_line(self, first: int, stop: int) -> int:
        """Return the last line of the document whose title ends at line ``first`` and that ends before ``stop``."""
        self._settle_doubtful(first, stop)
        last = first
        behind = closed = False
        index = first
        while index < stop:
            line = self.lines[index]
            if line.reason is not None:
                behind = behind or (line.place not in (*DOUBTFUL, "page") and line.reason != "page_break")
                closed = closed or line.ends
                index += 1
                continue
            if behind and index > first:
                end = self._stretch_end(index, stop)
                if self._resumes(first, index, end, closed=closed):
                    behind = closed = False
                else:
                    index = end
                    continue
            last = index
            index += 1
        return self._without_odd_tail(first, self._without_title_list(first, last), stop)

    def _settle_doubtful(self, first: int, stop: int) -> None:
        """Keep as body what is furniture only at a document's head (or tail) and stands elsewhere."""
        body = False
        pending: list[Line] = []
        for index in range(first + 1, stop):
            line = self.lines[index]
            if line.reason is None:
                body = body or is_body(line)
                for doubtful in pending:
                    doubtful.reason, doubtful.place = None, ""
                pending = []
            elif body and line.place == "head":
                line.reason, line.place = None, ""
            elif body and line.place == "edge":
                pending.append(line)

    def _stretch_end(self, index: int, stop: int) -> int:
        """Return where the lines end that stand together from a line on, page numbers between them left out of account."""
        while index < stop and (self.lines[index].reason in (None, "page_break") or self.lines[index].place == "page"):
            index += 1
        return index

    def _resumes(self, first: int, index: int, end: int, *, closed: bool) -> bool:
        """Tell whether the lines behind furniture are body again, and no teaser or notice at the foot of the page."""
        kept = [line for line in self.lines[index:end] if line.reason is None]
        if any(line.is_row for line in kept):
            return not closed or len(kept) > LEAST_REOPENED_SENTENCES
        sentences = [line.text for line in kept if is_sentence(line.text) and len(line.text) >= LEAST_SENTENCE]
        highest = self._highest_top(first, index)
        tops = (TOP_NUMBER.match(line.text) for line in kept[:LEAST_REOPENED_SENTENCES])
        if sentences and any(top is not None and 1 < numeral(top[1]) <= highest + 1 for top in tops):
            return True
        if closed:
            return sum(len(line.text) for line in kept) >= LEAST_REOPENED and len(sentences) >= LEAST_REOPENED_SENTENCES
        if is_numbered(kept[0].text):
            return bool(sentences)
        return len(sentences) >= 2 or (bool(sentences) and len(sentences[0]) >= LEAST_RESUMED)

    def _highest_top(self, first: int, stop: int) -> int:
        numbers = (TOP_NUMBER.match(line.text) for line in self.lines[first:stop] if line.reason is None)
        return max((numeral(found[1]) for found in numbers if found), default=0)

    def _without_title_list(self, first: int, last: int) -> int:
        """Leave off a list of other documents' titles at the end (recommendations without a head)."""
        start = last + 1
        for index in range(last, first, -1):
            line = self.lines[index]
            if line.reason is not None:
                continue
            if line.is_row or not is_title_like(_LIST_MARK.sub("", line.text), self.titles):
                break
            start = index
        count = sum(self.lines[index].reason is None for index in range(start, last + 1))
        above = next((self.lines[i].text for i in range(start - 1, first, -1) if self.lines[i].reason is None), "")
        if count < LEAST_LISTED or above.startswith("附") or above.endswith(":") or not ends_sentence(above):
            return last
        return start - 1

    def _without_odd_tail(self, first: int, last: int, stop: int) -> int:
        """Leave off short words between the last sentence, signature or date and the furniture below: buttons, tags."""
        below = next((line for line in self.lines[last + 1 : stop] if line.reason != "page_break"), None)
        if below is None or below.reason is None or below.place not in ("any", "list"):
            return last
        index = last
        for _ in range(MOST_ODD + 1):
            line = self.lines[index]
            if index <= first or line.reason is not None or line.is_row:
                return last
            text = line.text
            if ends_sentence(text) or DATE_LINE.match(text) or is_signature(text, self.titles):
                return index
            if len(text) > LONGEST_ODD or is_numbered(text) or not _ODD.match(text) or _CLOSING_WORDS.search(text):
                return last
            index -= 1
        return last

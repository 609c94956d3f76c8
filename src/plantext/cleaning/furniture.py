"""Finding the lines that belong to no document: by the words of web pages and by their shape."""

from __future__ import annotations

import re

from plantext.cleaning.lines import Line, ends_sentence, is_numbered, is_sentence
from plantext.cleaning.words import Furniture, FurnitureKind

NAVIGATION_SPLIT = re.compile(r"[\s|丨/·>»<«()\[\]【】、]+")
LONGEST_NAVIGATION = 120
LONGEST_RUNNING_HEAD = 60
RUNNING_HEAD_TIMES = 3
RULE_LINE = re.compile(r"^[-—=_*·.…~─━═☆★◆#\s]{3,}$")
PAGE_BREAK_LINE = re.compile(r"^[-—=_*·.…~─━═\s]*(分页符|换页符?|page\s*break)[-—=_*·.…~─━═\s]*$", re.IGNORECASE)
END_MARK = re.compile(r"^[-—=<(\[【\s]*(END|end|End|完|全文完|本文完|正文完)[-—=>)\]】\s]*$")
TEASER_MARK = re.compile(r"^[•▪■◆●☞★☆▶►>»·]\s*\S")
FILE_NAME = re.compile(r"\.(docx?|pdf|xlsx?|pptx?|wps|txt)$", re.IGNORECASE)


def mark_furniture(folded: str, lines: list[Line], furniture: Furniture) -> None:
    """Set `reason` and `place` of the lines whose words or shape show furniture."""
    for index, kinds in _lines_with_words(folded, lines, furniture).items():
        line = lines[index]
        if line.reason is None and not line.is_row:
            _mark_by_words(line, kinds, furniture)
    for line in lines:
        if line.reason is None and not line.is_row and len(line.text) <= LONGEST_NAVIGATION:
            _mark_by_shape(line, furniture)
    _mark_running_heads(lines)
    _mark_sections(lines)


def _lines_with_words(folded: str, lines: list[Line], furniture: Furniture) -> dict[int, set[int]]:
    """Return which kinds of furniture have a word in which line: one pass over the text."""
    found: dict[int, set[int]] = {}
    index, last = 0, len(lines) - 1
    for word, start, _ in furniture.automaton.find_matches_as_indexes(folded, overlapping=True):
        while index < last and lines[index].end <= start:
            index += 1
        if lines and lines[index].start <= start < lines[index].end:
            found.setdefault(index, set()).update(furniture.kind_of_word[word])
    return found


def _mark_by_words(line: Line, kinds: set[int], furniture: Furniture) -> None:
    chosen: FurnitureKind | None = None
    sentences = "。" in line.text
    for number in sorted(kinds):
        kind, pattern = furniture.kinds[number], furniture.patterns[number]
        if sentences and not kind.sentences:
            continue
        if len(line.text) > kind.longest or (pattern is not None and pattern.search(line.text) is None):
            continue
        if chosen is None or (chosen.place == "edge" and kind.place != "edge"):
            chosen = kind
    if chosen is None:
        return
    line.reason, line.place = chosen.reason, "edge" if chosen.place == "edge" else "any"
    line.section = chosen.place == "section"


def _mark_by_shape(line: Line, furniture: Furniture) -> None:
    text = line.text
    if PAGE_BREAK_LINE.match(text):
        line.reason, line.place = "page_break", "any"
    elif END_MARK.match(text) or RULE_LINE.match(text) or _is_navigation(text, furniture):
        line.reason, line.place = "furniture", "any"


def _is_navigation(text: str, furniture: Furniture) -> bool:
    """Tell whether a line is made of navigation words: ``首页  分类  会员  登录  我的书架``."""
    if text in furniture.navigation:
        return len(text) > 2
    words = [word for word in NAVIGATION_SPLIT.split(text) if word]
    if len(words) < 2 or max(map(len, words)) > 8:
        return False
    known = sum(word in furniture.navigation or word.isdigit() for word in words)
    return known >= 0.6 * len(words) and any(word in furniture.navigation for word in words)


def _mark_running_heads(lines: list[Line]) -> None:
    """Mark short lines that come again and again between the lines of a text: the head or foot of its pages."""
    places: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if line.reason is None and not line.is_row and 4 <= len(line.text) <= LONGEST_RUNNING_HEAD:
            places.setdefault(line.text, []).append(index)
    for text, found in places.items():
        if len(found) < RUNNING_HEAD_TIMES or is_numbered(text) or ends_sentence(text):
            continue
        beside_page_number = sum(_beside_page_mark(lines, index) for index in found)
        amid_sentence = sum(_amid_sentence(lines, index) for index in found)
        if max(beside_page_number, amid_sentence) * 2 >= len(found):
            for index in found:
                lines[index].reason, lines[index].place = "furniture", "any"


def _beside_page_mark(lines: list[Line], index: int) -> bool:
    around = [lines[place] for place in (index - 1, index + 1) if 0 <= place < len(lines)]
    return any(PAGE_MARK.match(line.text) for line in around)


PAGE_MARK = re.compile(r"^[-—–·\s]*(第?\s*\d{1,4}\s*页?)(\s*[/,]?\s*共?\s*\d{1,4}\s*页)?[-—–·\s]*$")


def _amid_sentence(lines: list[Line], index: int) -> bool:
    before = lines[index - 1].text if index else "。"
    return len(before) >= 12 and not ends_sentence(before)


def _mark_sections(lines: list[Line]) -> None:
    """Mark what follows the head of a list of recommendations, until the body goes on.

    ``相关文章:`` opens titles, previews that break off (``…``) and file names; a sentence that is complete ends it.
    """
    inside = False
    for index, line in enumerate(lines):
        if line.section:
            inside = True
        elif inside and line.reason is None:
            if _resumes(lines, index):
                inside = False
            else:
                line.reason, line.place = "furniture", "list"


def _resumes(lines: list[Line], index: int) -> bool:
    line = lines[index]
    if line.is_row:
        return True
    text = line.text
    if TEASER_MARK.match(text) or FILE_NAME.search(text):
        return False
    if is_sentence(text) and (len(text) >= 30 or is_numbered(text)) and (ends_sentence(text) or len(text) >= 120):
        return True
    # 二、主要任务 in the midst of recommendations: the body goes on after an inserted link list
    return bool(re.match(r"[一二三四五六七八九十]{1,3}、", text)) and any(
        is_sentence(after.text) and ends_sentence(after.text) for after in lines[index + 1 : index + 3]
    )

"""Finding the lines that belong to no document: by the words of web pages and by their shape."""

from __future__ import annotations

import re

from plantext.cleaning.lines import Line, ends_sentence, is_numbered, is_sentence
from plantext.cleaning.words import Furniture, FurnitureKind
from plantext.model import RemovedReason

NAVIGATION_SPLIT = re.compile(r"[\s|丨/·>»<«()\[\]【】、]+")
LONGEST_NAVIGATION = 120
LONGEST_RUNNING_HEAD = 60
RUNNING_HEAD_TIMES = 3
RULE_LINE = re.compile(r"^[-—=_*·.…~─━═☆★◆#\s]{3,}$|^[^\w\s。,;:!?、()《》“”…\"'\[\]<>%+×/|-]+$")
"""``———``, ``▼``, ``👇👇``: a line of ornaments."""
PAGE_BREAK_LINE = re.compile(r"^[-—=_*·.…~─━═\s]*(分页符|换页符?|page\s*break)[-—=_*·.…~─━═\s]*$", re.IGNORECASE)
END_MARK = re.compile(r"^[-—=<(\[【\s]*((THE |The )?END|end|End|完|全文完|本文完|正文完)[-—=>)\]】\s]*$")
TEASER_MARK = re.compile(r"^[•▪■◆●☞★☆▶►>»·]\s*\S")
FILE_NAME = re.compile(r"\.(docx?|pdf|xlsx?|pptx?|wps|txt)$", re.IGNORECASE)


LONGEST_ADVERT = 160
LEAST_SPEAKING = 0.5
_SENTENCES = re.compile(r"[^。!?]+[。!?]?")
_SECTION_NUMBER = re.compile(r"[一二三四]、|(?<=[。;])\d[.、]")
_SURE = {"near": 0, "head": 1, "edge": 2, "section": 3, "any": 4}


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
    _settle_near(lines)


def _settle_near(lines: list[Line]) -> None:
    """Keep doubtful lines (``电话:…``) as furniture only where the line above or below is furniture beyond doubt."""
    for order in (range(1, len(lines)), range(len(lines) - 2, -1, -1)):
        step = order.step
        for index in order:
            beside = lines[index - step]
            if lines[index].place == "near" and beside.reason is not None and beside.place in ("any", "list"):
                lines[index].place = "any"
    for line in lines:
        if line.place == "near":
            line.reason, line.place = None, ""


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


def judge(text: str, furniture: Furniture, *, head: bool = False) -> RemovedReason | None:
    """Return the reason for which a piece of text is furniture beyond doubt, or None; ``head``: it stands above a body."""
    kinds: set[int] = set()
    for word, _, _ in furniture.automaton.find_matches_as_indexes(text, overlapping=True):
        kinds.update(furniture.kind_of_word[word])
    kind = _kind(text, kinds, furniture)
    if kind is not None and (kind.place in ("any", "edge", "section") or (head and kind.place == "head")):
        return kind.reason
    return "furniture" if _is_navigation(text, furniture) else None


def _kind(text: str, kinds: set[int], furniture: Furniture) -> FurnitureKind | None:
    """Return the surest of some kinds of furniture that a text is."""
    chosen: FurnitureKind | None = None
    sentences = "。" in text
    for number in sorted(kinds):
        kind, pattern = furniture.kinds[number], furniture.patterns[number]
        if sentences and not kind.sentences:
            continue
        if len(text) > kind.longest or (pattern is not None and pattern.search(text) is None):
            continue
        if chosen is None or _SURE[kind.place] > _SURE[chosen.place]:
            chosen = kind
    return chosen


def _mark_by_words(line: Line, kinds: set[int], furniture: Furniture) -> None:
    line.worded = True
    chosen = _kind(line.text, kinds, furniture)
    if chosen is None or not _speaks_throughout(line.text, chosen, furniture):
        return
    line.reason, line.place = chosen.reason, "any" if chosen.place == "section" else chosen.place
    line.section, line.ends = chosen.place == "section", chosen.ends


def _speaks_throughout(text: str, kind: FurnitureKind, furniture: Furniture) -> bool:
    """Tell whether most of a line's sentences are furniture, and not only the last one of a paragraph."""
    sentences = [piece for piece in _SENTENCES.findall(text) if len(piece) > 1]
    if len(sentences) < 2:
        return True
    if kind.reason == "advert" and len(text) <= LONGEST_ADVERT and not _SECTION_NUMBER.search(text):
        return True
    speaking = sum(len(piece) for piece in sentences if judge(piece, furniture) is not None)
    return speaking >= LEAST_SPEAKING * len(text)


def _mark_by_shape(line: Line, furniture: Furniture) -> None:
    text = line.text
    if PAGE_BREAK_LINE.match(text):
        line.reason, line.place = "page_break", "any"
    elif END_MARK.match(text) or RULE_LINE.match(text) or _is_navigation(text, furniture):
        line.reason, line.place = "furniture", "any"
        line.ends = END_MARK.match(text) is not None


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
                lines[index].reason, lines[index].place = "furniture", "page"


def _beside_page_mark(lines: list[Line], index: int) -> bool:
    around = [lines[place] for place in (index - 1, index + 1) if 0 <= place < len(lines)]
    return any(PAGE_MARK.match(line.text) for line in around)


PAGE_MARK = re.compile(
    r"^[-—–·~\s]*(第?\s*\d{1,4}\s*页?|第\s*[\dlIOo]{1,4}\s*页|[Pp]\.?\s?\d{1,4})(\s*[/,]?\s*共?\s*[\dlIOo]{1,4}\s*页)?[-—–·~\s]*$|^[-—–·~]+\s*[lI\d]{1,3}\s*[-—–·~]+$|^Page\s*\d{1,4}(\s*(of|/)\s*\d{1,4})?$"
)


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

"""The head table of a government page: which lines are it, and what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plantext.cleaning.lines import Line, is_sentence
from plantext.cleaning.words import MetadataWords
from plantext.lexicon import Lexicon

LONGEST_LINE = 260
LONGEST_VALUE = 90


@dataclass(frozen=True)
class MetadataPatterns:
    """Compiled field patterns."""

    start: re.Pattern[str]
    field: re.Pattern[str]
    certain: frozenset[str]
    page_only: frozenset[str]
    letterhead: re.Pattern[str]


def patterns(lexicon: Lexicon) -> MetadataPatterns:
    """Return the compiled field patterns."""
    compiled: MetadataPatterns = lexicon.memo("cleaning.metadata", _compile)
    return compiled


def _compile(lexicon: Lexicon) -> MetadataPatterns:
    words = lexicon.get("metadata_fields", MetadataWords)
    names = sorted({*words.certain, *words.likely}, key=lambda name: (-len(name), name))
    spaced = "|".join(r"\s*".join(map(re.escape, name)) for name in names)
    firsts = "".join(sorted({name[0] for name in names}))
    return MetadataPatterns(
        start=re.compile(rf"[\[【(]?\s*[{firsts}]"),
        # 索 引 号:…  发文字号 云教〔2024〕1号: behind the name a colon, white space or the end of the line
        field=re.compile(rf"(?:^|(?<=[\s|;,)】\]]))[\[【(]?\s*({spaced})\s*[】\])]?(?:\s*[:]\s*|\s+|$)"),
        certain=frozenset(words.certain),
        page_only=frozenset(words.page_only),
        letterhead=re.compile("|".join(words.letterhead)),
    )


def fields(text: str, found: MetadataPatterns) -> list[tuple[str, str, bool]]:
    """Return the fields a line is made of, each name (space-free), value, and whether a colon follows the name.

    ``索引号 11152/2020 主题分类 科技、教育`` gives two. A line that does not start with a field gives nothing.
    """
    if len(text) > LONGEST_LINE or found.start.match(text) is None:
        return []
    matches = list(found.field.finditer(text))
    if not matches or matches[0].start() != 0:
        return []
    result = []
    for index, match in enumerate(matches):
        end = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        value = " ".join(text[match.end() : end].split()).strip("|;, 　】])")
        result.append((re.sub(r"\s+", "", match[1]), value, ":" in match[0]))
    return result


def mark_metadata(lines: list[Line], found: MetadataPatterns) -> dict[int, list[tuple[str, str]]]:
    """Mark the lines of the head table with reason metadata and return their fields by line index.

    A field name alone on its line has its value in the next line. Fields that a body may hold as well (``来源:``) count
    only beside a certain one, or near it; `reason` stays, with place "head", for the segmentation to decide.
    """
    parsed: dict[int, list[tuple[str, str]]] = {}
    certain_at = -10
    for index, line in enumerate(lines):
        if line.reason not in (None, "furniture", "metadata") or index in parsed:
            continue
        row = fields(line.text, found)
        if not row or (line.text[0] == "(" and index > 0):
            continue
        values = [value for _, value, _ in row]
        if any(len(value) > LONGEST_VALUE or (is_sentence(value) and len(value) > 40) for value in values):
            continue
        certain = sum(name in found.certain for name, _, _ in row)
        if not certain and (line.reason is not None and line.place == "any"):
            continue
        if certain and (row[0][2] or len(row) > 1 or line.is_row or not values[0] or len(line.text) < 40):
            line.reason, line.place = "metadata", "any"
            certain_at = index
        elif index - certain_at <= 2 or len(row) >= 2:
            if index - certain_at > 2 and not all(colon for _, _, colon in row):
                continue
            near = index - certain_at <= 2
            line.reason, line.place = "metadata", "any" if near else "head"
            certain_at = index if near else certain_at
        elif row[0][2] and line.reason is None and len(line.text) <= 60:
            line.reason, line.place = "metadata", "head"
        else:
            continue
        parsed[index] = [(name, value) for name, value, _ in row if name not in found.page_only]
        _take_value_below(lines, index, parsed, found)
    return parsed


def _take_value_below(
    lines: list[Line], index: int, parsed: dict[int, list[tuple[str, str]]], found: MetadataPatterns
) -> None:
    """Read a value that stands in the line under its name (``索引号`` / ``YX0620/2024``)."""
    name, value = parsed[index][-1] if parsed[index] else ("", " ")
    if (
        value
        or len(parsed[index]) > 1
        or index + 1 >= len(lines)
        or not (name in found.certain or re.search(r"\d", lines[index + 1].text))
    ):
        return
    below = lines[index + 1]
    if len(below.text) > LONGEST_VALUE or is_sentence(below.text) or fields(below.text, found) or below.is_row:
        return
    # 发文字号 with nothing in it: what follows is the title that stands further down
    if len(below.text) > 24 and not re.search(r"\d", below.text):
        return
    parsed[index] = [(name, below.text)]
    below.reason, below.place = "metadata", "any"
    parsed[index + 1] = []


_LETTERHEAD_NUMBER = re.compile(r"[^\s,。;:]{1,16}[〔\[(【［][12]\d{3}[〕\])】］]\s*第?\s*\d{1,4}\s*号")
_LETTERHEAD_ISSUER = re.compile(r"(.{2,40}?)(?:办公室)?(?:文件|函件)$")


def letterhead_fields(lines: list[Line]) -> list[tuple[str, str]]:
    """Return what the letterhead above a title says: ``XX县教育局文件``, ``云教体〔2024〕26号``."""
    found = []
    for line in lines:
        if line.reason == "metadata" and _LETTERHEAD_NUMBER.fullmatch(line.text):
            found.append(("发文字号", line.text))
        elif line.reason == "metadata" and ":" not in line.text and (issuer := _LETTERHEAD_ISSUER.fullmatch(line.text)):
            found.append(("发文机关", issuer[1]))
    return found

"""The lines above a document's body: title, subtitle, document number, addressee."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plantext.cleaning.clean import CleanBlock
from plantext.cleaning.lines import is_numbered
from plantext.cleaning.words import Titles

MOST_BLOCKS = 8
_DOCUMENT_NUMBER = re.compile(r"^[(]?\S{1,20}[〔\[(【]\d{4}[〕\])】]\s*(第)?\s*\d{1,4}\s*号.{0,40}$")
_DATE = re.compile(r"^[(]?[^,。;:]{0,30}?([12]\d{3}|[二一〇○零九]{4})\s*年[^,。;:]{0,30}[)]?$")
_SUBTITLE = re.compile(r"^(——|—|--)|^[(][^()]{2,60}[)]$")
_ADDRESSEE = re.compile(r"^[^。;!?]{2,160}:$")
_OPENS_BODY = re.compile("如下|以下|现将|现就|制[定订]|为了|根据")
_COLLECTION_NOTE = re.compile(
    r"\s*[(\[【]?\s*(精选|通用|优秀|推荐|热门|合集|共|最新|整理|汇总|收藏版|范文|实用|锦集)[^()\[\]【】]{0,12}[)\]】]$|\s*[(\[【](最新|收藏版|范文|模板)[)\]】]$"
)


def title_text(text: str, blocks: Sequence[CleanBlock], title_lines: int) -> str | None:
    """Return a title on one line without notes such as ``(精选6篇)``; None where there is none."""
    if not title_lines or not blocks:
        return None
    title = "".join(text[slice(*block.span)] for block in blocks[:title_lines]).strip()
    while match := _COLLECTION_NOTE.search(title):
        if match.start() < 4 or title[: match.start()].count("【") > title[: match.start()].count("】"):
            break
        title = title[: match.start()].rstrip()
    return title or None


def title_block(text: str, blocks: Sequence[CleanBlock], title_lines: int, titles: Titles) -> int:
    """Return how many leading blocks are title, subtitle, document number, date or addressee."""
    count = min(title_lines, len(blocks))
    for block in blocks[count:MOST_BLOCKS]:
        line = text[slice(*block.span)]
        if block.kind == "table_row" or is_numbered(line):
            break
        if _ADDRESSEE.match(line) and not _OPENS_BODY.search(line):
            count += 1
            break
        is_head = _DOCUMENT_NUMBER.match(line) or _DATE.match(line) or _SUBTITLE.match(line)
        if not is_head and not (len(line) <= 30 and titles.organisation_end.search(line)):
            break
        count += 1
    return count

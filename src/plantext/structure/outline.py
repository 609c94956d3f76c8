"""The outline of a document: its headings, numbered and not, with titles, levels and the ends of their sections."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from plantext.cleaning import CleanDocument
from plantext.lexicon import Lexicon
from plantext.model import SectionNumber, Span
from plantext.structure.candidates import Candidate, is_stream, numbered
from plantext.structure.laying import Outline
from plantext.structure.levels import Mark, levels
from plantext.structure.numbering import Number, Numbering, numbering
from plantext.structure.plain import PlainHeading, plain_headings
from plantext.structure.sentences import closing, has_tight_dashes
from plantext.structure.titles import Stretch, line_title_end, title_end, title_words
from plantext.structure.units import Heading

_DATED_NAME = re.compile(
    r"[:： ]*(?P<name>[一-鿿“”、]{1,10}[(（][^()（）]{0,20}[年月日周期][^()（）]{0,8}[)）])(?=\s?[一-鿿“《\d])"
)
"""The name of a stage with its time, straight before its body."""

_ATTACHMENT = re.compile(r"附[件表]?\s*[:：]\s*(?:1|一|①|[(（]1[)）])?\s*[.、．]?\s*[^。;；]{0,60}$")
_ATTACHED = re.compile(r"\s*(?:附[件表]\s*)?(?:\d{1,2}|[一二三四五六七八九十])\s*[.、．:：]\s*[^。;；]{2,60}")


@dataclass(frozen=True, slots=True)
class _Found:
    """A heading before its level is known."""

    start: int
    end: int
    number: SectionNumber | None
    title: Span | None
    run_in: bool
    mark: Mark


def read_outline(document: CleanDocument, table_blocks: frozenset[int], lexicon: Lexicon) -> Outline:
    """Find the headings of a document.

    Args:
        document: the document.
        table_blocks: the blocks that are table rows.
        lexicon: where the words of headings stand.
    """
    numbers, words = numbering(lexicon), title_words(lexicon)
    skip = table_blocks | frozenset(range(document.title_block)) | _attachments(document)
    candidates = numbered(document, skip, numbers, words)
    offsets: dict[int, list[int]] = {}
    for one in candidates:
        offsets.setdefault(one.block, []).append(one.number.start)
    plain = plain_headings(document, offsets, skip, numbers, words, stream=is_stream(candidates))
    entries = _entry_blocks(document, plain, numbers)
    candidates = [one for one in candidates if one.block not in entries]
    found = _numbered(document, candidates, plain, lexicon)
    found += [_plain(one) for one in plain]
    found.sort(key=lambda one: one.start)
    return _outline(document, found, numbers)


def _attachments(document: CleanDocument) -> frozenset[int]:
    """Return the blocks of lists such as ``附件:1.评分表`` and ``2.登记表`` below it: they name files."""
    blocks: set[int] = set()
    for index, block in enumerate(document.blocks):
        line = document.clean.text[slice(*block.span)].strip()
        if _ATTACHMENT.match(line) or (index - 1 in blocks and _ATTACHED.fullmatch(line)):
            blocks.add(index)
    return frozenset(blocks)


def _entry_blocks(document: CleanDocument, plain: list[PlainHeading], numbers: Numbering) -> frozenset[int]:
    """Return the blocks below 参考文献 or 附件, up to the next heading without a number: their numbers count entries."""
    blocks: set[int] = set()
    ends = [one.block for one in plain[1:]] + [len(document.blocks)]
    for one, end in zip(plain, ends, strict=False):
        if document.clean.text[slice(*one.span)] in numbers.words.entry_lists:
            blocks.update(range(one.block, end))
    return frozenset(blocks)


def _numbered(
    document: CleanDocument, candidates: list[Candidate], plain: list[PlainHeading], lexicon: Lexicon
) -> list[_Found]:
    words = title_words(lexicon)
    stream = is_stream(candidates) or any(one.glued for one in plain)
    split, tight = _both_arabic(candidates), has_tight_dashes(document.clean.text)
    starts = sorted(
        [one.number.start for one in candidates] + [one.span[0] for one in plain] + [len(document.clean.text)]
    )
    found = []
    for position, one in enumerate(candidates):
        block_end = document.blocks[one.block].span[1]
        end = min(block_end, starts[bisect_right(starts, one.number.start)])
        stretch = Stretch(one.number.end, end, end == block_end, stream or end < block_end, one.family, tight)
        following = candidates[position + 1] if position + 1 < len(candidates) else None
        stop = title_end(document.clean.text, stretch, words)
        if stop is None and _stands_over(document, one, following):
            stop = line_title_end(document.clean.text, stretch, words)
        found.append(_heading(document, one, stop, one.number.style if split else one.family))
    return found


def _stands_over(document: CleanDocument, one: Candidate, following: Candidate | None) -> bool:
    """Tell whether body text or a list of its own stands below a numbered line, so that the line is its heading."""
    if document.blocks[one.block].kind == "heading":
        return True
    below = one.block + 1
    if below >= len(document.blocks) or (following is not None and following.block == one.block):
        return False
    if following is None or following.block > below:
        return True
    return following.family != one.family and following.number.value == 1


def _heading(document: CleanDocument, one: Candidate, stop: int | None, style: str) -> _Found:
    text, number, block = document.clean.text, one.number, document.blocks[one.block]
    printed_end = number.start + len(number.printed)
    span = None if stop is None or stop <= number.end else (number.end, stop)
    end = printed_end if span is None else span[1]
    if number.closed:
        span, end = _closed_title(text, number, block.span[1], span, end)
    return _Found(
        number.start,
        end,
        SectionNumber(number.printed, "1." if number.damaged else number.style, number.value),
        span,
        span is not None and bool(text[end : block.span[1]].strip(" 　\t。.:：;；,，")),
        Mark(style, number.value, block.level if block.kind == "heading" else None),
    )


def _closed_title(text: str, number: Number, end: int, span: Span | None, stop: int) -> tuple[Span, int]:
    """Return the title of 第一年, 阶段一 and the like: the number's word belongs to it where nothing else names the section."""
    printed_end = number.start + len(number.printed)
    if text[number.end : number.end + 1] in ("(", "（"):  # 阶段一(准备期):2024年9月—12月
        close = closing(text, number.end, end) + 1
        if close and text[close : close + 1] in (":", "："):
            return (number.start, close), close
        return (number.start, max(stop, close)), max(stop, close)
    if dated := _DATED_NAME.match(text, number.end, end):  # 第二步 自查(9月)各班对照…
        return dated.span("name"), dated.end()
    if span is None or text[number.end : number.end + 1] in (",", "，"):
        return (number.start, printed_end), printed_end
    start = span[0]
    while text[start] in ":： 　":  # 第一年:夯基
        start += 1
    return ((start, stop), stop) if start < stop else ((number.start, printed_end), printed_end)


def _both_arabic(candidates: list[Candidate]) -> bool:
    """Tell whether 1、 and 1. are two styles here, one inside the other: 1、… 1.… 2.… 2、…"""
    styles = [(one.number.style, one.number.value) for one in candidates if one.family == "1."]
    marks = {style for style, _ in styles}
    if len(marks) < 2:
        return False
    begun, open_style = 0, ""
    last: dict[str, int] = {}
    for style, value in styles:
        if style != open_style and open_style:
            begun += value == 1 or value == last.get(style, 0) + 1
            if value > 1 and value == last[open_style] + 1:
                return False  # 1、 2. 3、: one list, written carelessly
        open_style, last[style] = style, value
    return begun >= 2


def _plain(one: PlainHeading) -> _Found:
    return _Found(*one.span, None, one.span, one.run_in, Mark(one.kind, None, one.hint))


def _outline(document: CleanDocument, found: list[_Found], numbers: Numbering) -> Outline:
    text = document.clean.text
    depths = levels([one.mark for one in found], numbers.rank)
    ends = [len(text)] * len(found)
    parents: list[int | None] = []
    open_headings: list[int] = []
    for index, depth in enumerate(depths):
        while open_headings and depths[open_headings[-1]] >= depth:
            ends[open_headings.pop()] = found[index].start
        parents.append(open_headings[-1] if open_headings else None)
        open_headings.append(index)
    headings = tuple(
        Heading(
            level=depths[index],
            parent=parents[index],
            number=one.number,
            title=text[slice(*one.title)].strip() if one.title else None,
            span=(one.start, one.end),
            end=ends[index],
            run_in=one.run_in,
        )
        for index, one in enumerate(found)
    )
    return Outline(headings, tuple(one.title for one in found))

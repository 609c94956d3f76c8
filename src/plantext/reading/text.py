"""Plain text and markdown: which encoding, one block a line, tab-separated and markdown tables as rows."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from plantext.errors import PlantextError
from plantext.model import Notice, SourceInfo, Span, Where
from plantext.reading.encoding import decode
from plantext.reading.layout import notice
from plantext.reading.source import Block, SourceText

MEDIA_TYPE = "text/plain"

MAX_CONTROL_SHARE = 0.1
"""A file with more control characters is no text."""

HEADER_CELLS, HEADER_CELL = 3, 8
"""A lone row is a table's head when it has at least so many cells of at most so many characters."""

_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]+")
_EDGE_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]+\s*\Z|\A\s*[\x00-\x08\x0e-\x1f\x7f]+")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ue000-\uf8ff\ufffd]")
_TAB_CELL = re.compile(r"[^\t]*")
_DELIMITER_ROW = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*")
_MARKDOWN_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+(?=\S)")
_BOLD_LINE = re.compile(r"\s*(\*\*|__)(?=\S)(?:(?!\1).)+\1\s*")
# 1. / (2) / 三、 / 第四条: a printed number before a tab is a paragraph's number, not a cell.
_NUMBER_ALONE = re.compile(
    r"\s*[(（]?(?:第?[一二三四五六七八九十百零〇\d]{1,4}(?:[.．]\d{1,3})*[章节条款项]?)[)）]?[、.．,，:：]?\s*|\s*[①-⑳●•·■◆➢*-]\s*"
)
_STARTS_NUMBERED = re.compile(
    r"\s*(?:第[一二三四五六七八九十百\d]+[章节条部]|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d+[、.．])"
)
_NOT_HEAD = re.compile(r"[\d。；;：:!?！？]")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank, with the spans of its tab-separated cells."""

    span: Span
    text: str
    cells: tuple[Span, ...]

    @property
    def filled(self) -> int:
        return sum(start < end for start, end in self.cells)


def read_text(data: bytes, name: str) -> SourceText:
    """Read plain text or markdown.

    Raises:
        PlantextError: ``empty``, or ``unsupported`` where the bytes are no text.
    """
    decoded = decode(data)
    text = decoded.text
    if not _CONTROL.sub("", text).strip():
        raise PlantextError("empty", name)
    if not decoded.plausible or len(_UNPRINTABLE.findall(text)) - text.count("\0") > MAX_CONTROL_SHARE * len(text):
        raise PlantextError("unsupported", name, "binary")
    warnings: tuple[Notice, ...] = ()
    if not decoded.certain:
        warnings = (notice("encoding-guessed", name=name, detail=decoded.encoding, lost=decoded.lost),)
    info = SourceInfo(name, hashlib.sha256(data).hexdigest(), MEDIA_TYPE, decoded.encoding, None, len(text))
    return SourceText(text, tuple(_blocks(text)), info, warnings=warnings)


def _blocks(text: str) -> list[Block]:
    """Return the blocks of a text: rows where lines form a table, headings where it is markdown, else paragraphs."""
    lines = [_line(text, *match.span()) for match in _LINE.finditer(text) if match.group().strip()]
    tables = _tables(text, lines)
    markdown = sum(bool(_MARKDOWN_HEADING.match(line.text)) for line in lines) > 1 if "#" in text else False
    controls = bool(_CONTROL.search(text))
    blocks: list[Block] = []
    table = paragraph = index = 0
    while index < len(lines):
        if index in tables:
            table += 1
            blocks += tables[index]
            blocks[-len(tables[index]) :] = [_numbered(block, table, row) for row, block in enumerate(tables[index], 1)]
            index += len(tables[index])
            continue
        paragraph += 1
        line, where = lines[index], Where(paragraph=paragraph)
        if controls and _CONTROL.search(line.text):
            blocks += _with_controls(line, where)
        elif markdown and (mark := _MARKDOWN_HEADING.match(line.text)):
            blocks += _marked(line, mark.end(), 0, where, len(mark.group(1)))
        elif line.text[0] in "*_ " and _BOLD_LINE.fullmatch(line.text):
            lead = len(line.text) - len(line.text.lstrip()) + 2
            blocks += _marked(line, lead, len(line.text) - len(line.text.rstrip()) + 2, where, None)
        else:
            blocks.append(Block(line.span, where=where))
        index += 1
    return blocks


def _line(text: str, start: int, end: int) -> _Line:
    line = text[start:end]
    if "\t" not in line:
        return _Line((start, end), line, ())
    return _Line(
        (start, end), line, tuple(_trimmed(text, start + m.start(), start + m.end()) for m in _tab_cells(line))
    )


def _tab_cells(line: str) -> Iterator[re.Match[str]]:
    """Yield the cells between tabs; the pattern matches once more, empty, at each tab, which is no cell."""
    previous = -1
    for match in _TAB_CELL.finditer(line):
        if match.start() != previous:
            yield match
        previous = match.end() if match.end() > match.start() else -1


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _numbered(block: Block, table: int, row: int) -> Block:
    return Block(block.span, block.kind, None, Where(table=table, row=row), block.cells, block.header, block.removed)


def _tables(text: str, lines: list[_Line]) -> dict[int, list[Block]]:
    """Return the rows of each table by the index of its first line."""
    found: dict[int, list[Block]] = {}
    index = 0
    piped = "|" in text
    while index < len(lines):
        rows = _pipe_table(text, lines, index) if piped else []
        end = index + len(rows)
        if not rows:
            rows, end = _tab_table(text, lines, index)
        if rows:
            found[index] = rows
        index = max(index + 1, end)
    return found


def _tab_table(text: str, lines: list[_Line], first: int) -> tuple[list[Block], int]:
    """Return the rows of the tab-separated table that starts at line ``first`` and the line after it.

    There are no rows where the lines only look like a table; they are passed over together, each is looked at once.
    """
    if lines[first].filled < 2:
        return [], first + 1
    end = first + 1
    while end < len(lines) and _continues(text, lines[end - 1], lines[end]):
        end += 1
    run = lines[first:end]
    if len(run) == 1 and not _is_head(text, run[0]):
        return [], end
    if all(_is_numbered_paragraph(line) for line in run) or all(_is_contents_line(text, line) for line in run):
        return [], end
    return [Block(line.span, "table_row", cells=line.cells) for line in run], end


def _continues(text: str, above: _Line, line: _Line) -> bool:
    """Tell whether a line is a further row: cells, and no blank line between unless it has as many columns."""
    if not line.cells:
        return False
    same = len(line.cells) == len(above.cells)
    adjacent = len(text[above.span[1] : line.span[0]].replace("\r\n", "\n")) == 1
    return (adjacent and line.filled > 1) or (same and line.filled > 0 and (adjacent or line.filled > 1))


def _is_head(text: str, line: _Line) -> bool:
    cells = [text[start:end] for start, end in line.cells]
    return len(cells) >= HEADER_CELLS and all(
        0 < len(cell) <= HEADER_CELL and not _NOT_HEAD.search(cell) for cell in cells
    )


def _is_numbered_paragraph(line: _Line) -> bool:
    """``1.<tab>抓好新生入学教育``: a number that a word processor set apart with a tab."""
    filled = [span for span in line.cells if span[0] < span[1]]
    start = line.span[0]
    return len(filled) == 2 and bool(_NUMBER_ALONE.fullmatch(line.text[filled[0][0] - start : filled[0][1] - start]))


def _is_contents_line(text: str, line: _Line) -> bool:
    """``一、总体要求<tab>3``: a line of a table of contents."""
    last = text[slice(*line.cells[-1])]
    return len(line.cells) == 2 and last.isdigit() and bool(_STARTS_NUMBERED.match(line.text))


def _pipe_table(text: str, lines: list[_Line], first: int) -> list[Block]:
    """Return the rows of the markdown table that starts at line ``first``: a head, a delimiter row, body rows."""
    if "|" not in lines[first].text or first + 1 >= len(lines) or not _DELIMITER_ROW.fullmatch(lines[first + 1].text):
        return []
    end = first + 2
    while end < len(lines) and "|" in lines[end].text and lines[end].span[0] - lines[end - 1].span[1] <= 2:
        end += 1
    rows = [Block(line.span, "table_row", cells=_pipe_cells(text, line)) for line in lines[first:end]]
    rows[0] = Block(rows[0].span, "table_row", cells=rows[0].cells, header=True)
    rows[1] = Block(rows[1].span, removed="furniture")
    return rows


def _pipe_cells(text: str, line: _Line) -> tuple[Span, ...]:
    start, end = _trimmed(text, *line.span)
    start += text[start] == "|"
    end -= text[end - 1] == "|" and text[end - 2 : end - 1] != "\\"
    bars = [start - 1, *(match.start() for match in re.compile(r"(?<!\\)\|").finditer(text, start, end)), end]
    return tuple(_trimmed(text, left + 1, right) for left, right in pairwise(bars))


def _marked(line: _Line, lead: int, tail: int, where: Where, level: int | None) -> list[Block]:
    """Return a line without its markdown marks (``## ``, ``**…**``), which become furniture of their own."""
    start, end = line.span
    body = Block((start + lead, end - tail), "heading" if level else "paragraph", level, where)
    marks = [Block((start, start + lead), where=where, removed="furniture"), body]
    if tail:
        marks.append(Block((end - tail, end), where=where, removed="furniture"))
    return marks


def _with_controls(line: _Line, where: Where) -> list[Block]:
    """Return a line with NUL and other control characters at its ends set apart as furniture."""
    start, end = line.span
    edges = [match.span() for match in _EDGE_CONTROL.finditer(line.text)]
    body_start = start + max((right for left, right in edges if left == 0), default=0)
    body_end = start + min((left for left, right in edges if right == len(line.text)), default=end - start)
    if body_start >= body_end:
        return [Block(line.span, where=where, removed="furniture")]
    parts = [((start, body_start), True), ((body_start, body_end), False), ((body_end, end), True)]
    return [
        Block(span, where=where, removed="furniture" if edge else None) for span, edge in parts if span[0] < span[1]
    ]

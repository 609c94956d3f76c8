"""Web pages: the body as paragraphs, headings, lists and tables; everything else that one sees as furniture or metadata."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from plantext.errors import PlantextError
from plantext.model import RemovedReason, SourceInfo, Span, Where
from plantext.reading.encoding import decode
from plantext.reading.html_main import find_main, is_furniture
from plantext.reading.html_tables import Grid, is_data_table, read_grid
from plantext.reading.html_tree import INLINE_TAGS, Element, parse
from plantext.reading.layout import Layout, notice
from plantext.reading.lexicon import words
from plantext.reading.source import BlockKind, SourceText

MEDIA_TYPE = "text/html"

DECLARED_WITHIN = 4_096
"""Where a page may declare its encoding."""

MAX_FURNITURE_LINE = 60
"""A longer line of the body is never taken for a share bar or a pager."""

HEAD_LINES, TAIL_LINES = 8, 20
"""How many of the body's first and last blocks are looked at for page furniture."""

MIN_TITLE, MAX_TITLE = 5, 90
"""Length of a line outside the body that may be the document's title."""

MIN_METADATA_FIELDS = 3
"""Fields that make a table inside the body the head table of a government page."""

SMALL_SHARE = 0.3
"""An element inside the body named like navigation is so only while it holds less than this share of it."""

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SPACE_CJK = re.compile(
    r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])"
)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_HEADING = re.compile(r"h([1-6])")
_LIST_NUMBER = re.compile(r"\s*(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[①-⑳]|第[一二三四五六七八九十\d]+)")
_TITLE_NAME = re.compile(r"(?:^|[-_])(?:title|tit|bt|biaoti|headline|h1)(?:$|[-_\d])|title$|^title")
_TITLE_PARTS = re.compile(r"\s*[-_|—–]{1,2}\s*|\s+[-_|]\s*")
_ATTACHMENT = re.compile(r"附件|附表|\.(?:docx?|xlsx?|pdf|wps|et|rar|zip|ofd)\b", re.IGNORECASE)
_BLANK = re.compile(r"[\s:：]+")


@dataclass(slots=True)
class _Piece:
    """A line or table found on the page, before it is known what it is."""

    main: bool
    text: str = ""
    level: int | None = None
    grid: Grid | None = None
    named: str = ""
    linked: float = 0.0
    removed: RemovedReason | None = None


def read_html(data: bytes, name: str) -> SourceText:
    """Read an html page.

    Raises:
        PlantextError: ``empty``, ``too-large``.
    """
    declared = _DECLARED.search(data[:DECLARED_WITHIN])
    decoded = decode(data, declared.group(1).decode("ascii", "replace") if declared else None)
    source = read_page(decoded.text, data, name, decoded.encoding)
    if not decoded.certain:
        warning = notice("encoding-guessed", name=name, detail=decoded.encoding, lost=decoded.lost)
        return SourceText(source.text, source.blocks, source.info, source.metadata, (warning, *source.warnings))
    return source


def read_page(text: str, data: bytes, name: str, encoding: str) -> SourceText:
    """Read a decoded page; ``data`` are the file's bytes, for its hash.

    Raises:
        PlantextError: ``empty``, ``too-large``.
    """
    tree = parse(text, name)
    title = tree.title
    if not tree.root.length:
        raise PlantextError("empty", name)
    walker = _Walker(find_main(tree))
    walker.block(tree.root, main=False, depth=0)
    walker.flush(main=False)
    pieces = walker.pieces
    _find_title(pieces, title)
    _judge(pieces)
    layout = _write(pieces)
    source = layout.source(data, name, MEDIA_TYPE, encoding=encoding)
    info = SourceInfo(name, source.info.sha256, MEDIA_TYPE, encoding, None, source.info.chars)
    metadata = dict(source.metadata)
    if title:
        metadata.setdefault("title", (title, None))
    return SourceText(source.text, source.blocks, info, metadata, source.warnings)


class _Walker:
    """Walks the page in order and collects lines and tables."""

    def __init__(self, main: list[Element]) -> None:
        self.pieces: list[_Piece] = []
        self._main = {id(element) for element in main}
        self._main_length = sum(element.length for element in main)
        self._line: list[str] = []
        self._line_length = self._line_linked = 0
        self._level: int | None = None
        self._named = ""

    def block(self, element: Element, *, main: bool, depth: int) -> None:
        """Collect a block element with everything in it."""
        main = main or id(element) in self._main
        if (
            main
            and is_furniture(element, self._main_length)
            and element.length < SMALL_SHARE * self._main_length
            and id(element) not in self._main
        ):
            main = False
        self.flush(main=main)
        if element.tag == "table" and is_data_table(element):
            self.pieces.append(_Piece(main, grid=read_grid(element), linked=element.link_density))
            return
        heading = _HEADING.fullmatch(element.tag)
        outer = self._level, self._named
        if heading:
            self._level = int(heading.group(1))
        self._named = " ".join(element.names()) or self._named
        number = _first_number(element)
        for child in element.children:
            if child.tag == "li" and number is not None:
                self.flush(main=main)
                self._item(child, number, main=main, depth=depth + 1)
                number += 1
            else:
                self.inline(child, main=main, depth=depth + 1)
        self.flush(main=main)
        self._level, self._named = outer

    def _item(self, element: Element, number: int, *, main: bool, depth: int) -> None:
        """Collect an item of a numbered list, with the number that a browser shows."""
        if element.length and not _LIST_NUMBER.match(element.plain()):
            self._line.append(f"{number}.")
        self._children(element, main=main, depth=depth)
        self.flush(main=main)

    def inline(self, element: Element, *, main: bool, depth: int) -> None:
        """Collect a piece of text, an inline element or a block."""
        if not element.tag:
            self._line.append(element.text)
            self._line_length += element.length
        elif element.tag == "br":
            # A heading broken over two lines is one heading; elsewhere pages part paragraphs with <br>.
            self._line.append("\n") if self._level else self.flush(main=main)
        elif element.tag == "pre":
            self.flush(main=main)
            for line in element.plain().splitlines():
                self._line.append(line)
                self.flush(main=main)
        elif element.tag in INLINE_TAGS:
            before = self._line_length
            self._children(element, main=main, depth=depth)
            if element.tag == "a":
                self._line_linked += max(0, self._line_length - before)
        elif depth > MAX_RECURSION:
            self._line.append(element.plain())
            self.flush(main=main)
        else:
            self.block(element, main=main, depth=depth)

    def _children(self, element: Element, *, main: bool, depth: int) -> None:
        main = main or id(element) in self._main
        if depth > MAX_RECURSION:
            self._line.append(element.plain())
            return
        for child in element.children:
            self.inline(child, main=main, depth=depth + 1)

    def flush(self, *, main: bool) -> None:
        """Close the line that is being collected."""
        if self._line:
            text = collapse("".join(self._line))
            if text:
                linked = self._line_linked / self._line_length if self._line_length else 0.0
                self.pieces.append(_Piece(main, text, self._level, None, self._named, linked))
        self._line.clear()
        self._line_length = self._line_linked = 0


MAX_RECURSION = 200
"""Depth of elements down to which lines are told apart; deeper ones are read as one line."""


def collapse(text: str) -> str:
    """Return text as a browser shows it: white space runs are one blank, a line break between Chinese characters none."""
    return _SPACES.sub(" ", _SPACE_CJK.sub("", text)).strip(" \u3000\xa0\t\u200b\ufeff")


def _first_number(element: Element) -> int | None:
    """Return the first number of a numbered list (``<ol start=3>``), None for other elements."""
    if element.tag != "ol" or "list-style" in element.attributes.get("style", ""):
        return None
    start = element.attributes.get("start", "1")
    return int(start) if start.isascii() and start.isdigit() and len(start) < 5 else 1


def _find_title(pieces: list[_Piece], page_title: str) -> None:
    """Mark the document's title, where it stands outside the body, as belonging to it.

    It is the last line before the body that a heading tag, a class name or the page's title points at.
    """
    first = next((index for index, piece in enumerate(pieces) if piece.main), len(pieces))
    wanted = {_key(part) for part in (page_title, *_TITLE_PARTS.split(page_title)) if len(_key(part)) >= MIN_TITLE}
    inside = {_key(piece.text) for piece in pieces[first : first + 5] if piece.main}
    best: tuple[int, int] | None = None
    for index in range(first):
        piece = pieces[index]
        key = _key(piece.text)
        if (
            piece.grid is not None
            or not MIN_TITLE <= len(key) <= MAX_TITLE
            or key in inside
            or _is_furniture_line(piece.text)
        ):
            continue
        sure = 3 * (key in wanted) + 2 * (piece.level in (1, 2)) + bool(_TITLE_NAME.search(piece.named))
        if sure and piece.linked < 0.5 and (best is None or (sure, index) >= best):
            best = (sure, index)
    if best is not None:
        piece = pieces[best[1]]
        piece.main, piece.level = True, piece.level or 1


def _key(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _judge(pieces: list[_Piece]) -> None:
    """Say of each piece whether it is metadata, furniture or part of the document."""
    body = [piece for piece in pieces if piece.main]
    outskirts = {id(piece) for piece in (*body[:HEAD_LINES], *body[-TAIL_LINES:])}
    for piece in pieces:
        if piece.grid is not None:
            fields = metadata_cells(piece.grid)
            if len(fields) >= (MIN_METADATA_FIELDS if piece.main else 1):
                piece.removed = "metadata"
            elif not piece.main:
                piece.removed = "furniture"
        elif not piece.main:
            piece.removed = "metadata" if _field(piece.text) else "furniture"
        elif id(piece) in outskirts and _is_furniture_line(piece.text):
            piece.removed = "furniture"
    _judge_link_lists(body)
    _judge_field_lines(body[:HEAD_LINES])


def _judge_link_lists(body: list[_Piece]) -> None:
    """Take out runs of three and more lines that are nothing but links (related articles), attachments excepted."""
    run: list[_Piece] = []
    for piece in [*body, _Piece(True)]:
        if piece.grid is None and piece.linked > 0.8 and not _ATTACHMENT.search(piece.text):
            run.append(piece)
            continue
        if len(run) >= 3:
            for each in run:
                each.removed = "furniture"
        run = []


def _judge_field_lines(head: list[_Piece]) -> None:
    """Take out ``索引号：…`` lines above the text where there are several."""
    fields = [piece for piece in head if piece.grid is None and _field(piece.text)]
    if len(fields) >= MIN_METADATA_FIELDS:
        for piece in fields:
            piece.removed = "metadata"


def _is_furniture_line(text: str) -> bool:
    return len(text) <= MAX_FURNITURE_LINE and bool(_furniture_start().match(text))


@functools.cache
def _furniture_start() -> re.Pattern[str]:
    return re.compile(r"[\s\[【<＜|]*(?:" + "|".join(map(re.escape, words().furniture_starts)) + ")")


@functools.cache
def _labels() -> tuple[frozenset[str], re.Pattern[str]]:
    labels = {"".join(label.split()) for label in words().metadata_labels}
    spaced = (r"\s*".join(map(re.escape, label)) for label in sorted(labels, key=len, reverse=True))
    return frozenset(labels), re.compile(rf"(?:^|(?<=[\s\]】|]))[\[【]?\s*({'|'.join(spaced)})\s*[\]】]?\s*[:：]\s*")


def metadata_cells(grid: Grid) -> list[tuple[int, int, str]]:
    """Return (row, column, label) of each cell that is the label of a head-table field."""
    labels = _labels()[0]
    return [
        (r, c, label)
        for r, row in enumerate(grid.rows)
        for c, cell in enumerate(row)
        if isinstance(cell, str) and (label := _BLANK.sub("", cell).strip("[]【】")) in labels
    ]


def _field(text: str) -> re.Match[str] | None:
    """Find ``发布机构：…`` at the start of a line."""
    return _labels()[1].match(text) if len(text) < 200 else None


def _write(pieces: list[_Piece]) -> Layout:
    """Lay the pieces out and note the metadata fields with their spans."""
    layout = Layout()
    paragraph = table = 0
    for piece in pieces:
        if piece.grid is not None:
            table += 1
            _write_grid(layout, piece, table)
            continue
        paragraph += 1
        kind: BlockKind = "heading" if piece.level and not piece.removed else "paragraph"
        where = Where(paragraph=paragraph)
        span = layout.line(
            piece.text, kind=kind, level=piece.level if kind == "heading" else None, where=where, removed=piece.removed
        )
        if span and piece.removed == "metadata":
            _note_fields(layout, piece.text, span)
    return layout


def _note_fields(layout: Layout, text: str, span: Span) -> None:
    """Note every ``label：value`` of a line; the value ends where the next label begins."""
    text = text.strip()
    found = list(_labels()[1].finditer(text))
    for match, end in zip(found, [*(later.start() for later in found[1:]), len(text)], strict=True):
        value = text[match.end() : end].rstrip()
        if value:
            start = span[0] + match.end()
            layout.metadata.setdefault("".join(match.group(1).split()), (value, (start, start + len(value))))


def _write_grid(layout: Layout, piece: _Piece, table: int) -> None:
    grid = piece.grid
    assert grid is not None
    spans: list[tuple[Span, ...]] = []
    for number, row in enumerate(grid.rows, 1):
        cells: list[str | Span] = []
        for cell in row:
            # A continued cell points at its origin: in this row by columns to the left, above by its span.
            cells.append(cell if isinstance(cell, str) else _origin(cell, number - 1, len(cells), spans))
        header = number <= grid.header_rows
        spans.append(
            layout.row(
                cells, where=Where(table=table, row=number), header=header and not piece.removed, removed=piece.removed
            )
        )
    if piece.removed == "metadata":
        for r, c, label in metadata_cells(grid):
            value = grid.rows[r][c + 1] if c + 1 < len(grid.rows[r]) else None
            if isinstance(value, str) and value.strip():
                start, end = spans[r][c + 1]
                layout.metadata.setdefault(label, (value.strip(), (start, end)))


def _origin(cell: tuple[int, int], row: int, column: int, spans: list[tuple[Span, ...]]) -> Span:
    origin_row, origin_column = cell
    if origin_row == row:
        back = origin_column - column
        return (back, back)
    return spans[origin_row][origin_column]

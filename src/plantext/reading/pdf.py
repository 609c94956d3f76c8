"""PDF with a text layer, by pdfium: fast text with few look-ups of geometry, tables from the ruling lines.

A page's text comes in one call; only the first and last character of a line, and blanks that pdfium made up, are asked
for their boxes. On pages with enough drawn lines every character is, to fill the cells.
"""

from __future__ import annotations

import ctypes
import functools
import math
import re
import threading
import unicodedata
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from plantext.errors import PlantextError
from plantext.reading.geometry import CJK, WORD_GAP, Glyph, Line
from plantext.reading.layout import Layout, notice
from plantext.reading.lexicon import words
from plantext.reading.limits import MAX_PDF_PAGES
from plantext.reading.pages import Page, fill_table, lay_out
from plantext.reading.rulings import Box, find_lattices
from plantext.reading.source import SourceText

MEDIA_TYPE = "application/pdf"

MIN_PATHS = 6
"""Drawn objects from which a page may hold a table; a heading's rule or the red line of a letterhead is one or two."""

MAX_OBJECTS = 50_000
"""Page objects that are looked at for lines."""

MAX_SEGMENTS = 200
"""Segments of one path that are looked at; a longer one is a drawing."""

THIN = 3.0
"""Points up to which a drawn box is a line."""

MAX_BOOKMARKS = 5_000

_LOCK = threading.Lock()  # pdfium must not be called from two threads, even on different documents

_LINE_END = re.compile(r"\r\n|\n|\r")
_DOUBTFUL_BLANK = re.compile(rf"(?<=[{CJK}]) (?=\S)|(?<=\S) (?=[{CJK}])")
_RADICAL = re.compile("[\u2e80-\u2fdf]")
_LOST = re.compile("\ufffd|[\ue000-\uf8ff]|\\(cid:\\d+\\)")
_DROPPED = str.maketrans(
    {
        "\ufffe": None,
        "\u00ad": None,
        "\x00": None,
        "\uf0b7": "•",
        "\uf06c": "●",
        "\uf06e": "■",
        "\uf0a7": "■",
        "\uf0d8": "➢",
        "\uf0fc": "√",
    }
)


def read_pdf(data: bytes, name: str) -> SourceText:
    """Read a PDF.

    Raises:
        PlantextError: ``encrypted``, ``damaged``, ``empty`` (no pages or blank ones), ``no-text`` (pictures only), ``too-large``.
    """
    with _LOCK:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            code = "encrypted" if "password" in str(error).lower() else "damaged"
            raise PlantextError(code, name, str(error)[:80]) from error
        try:
            return _read(document, data, name)
        finally:
            document.close()


def _read(document: Any, data: bytes, name: str) -> SourceText:
    count = len(document)
    if count == 0:
        raise PlantextError("empty", name)
    if count > MAX_PDF_PAGES:
        raise PlantextError("too-large", name, f"{count} pages")
    pages: list[Page] = []
    blank: list[int] = []
    pictures = 0
    for index in range(count):
        try:
            page = document[index]
        except pdfium.PdfiumError as error:
            raise PlantextError("damaged", name, f"page {index + 1}: {str(error)[:60]}") from error
        read = _page(page, index + 1)
        pages.append(read)
        if not read.lines and not read.tables and _has_picture(page):
            pictures += 1
            blank.append(index + 1)
        page.close()
    if not any(page.lines or page.tables for page in pages):
        raise PlantextError("no-text" if pictures else "empty", name, f"{count} pages, {pictures} with pictures")
    layout = lay_out(pages, _bookmarks(document))
    _warn(layout, name, blank)
    return layout.source(data, name, MEDIA_TYPE, pages=count)


def _warn(layout: Layout, name: str, blank: list[int]) -> None:
    if blank:
        layout.warnings.append(notice("pages-without-text", name=name, detail=_ranges(blank)))
    lost = len(_LOST.findall(layout.text))
    if lost:
        layout.warnings.append(notice("lost-characters", name=name, detail=lost))


def _ranges(numbers: list[int]) -> str:
    """Write page numbers short: ``1-3, 7``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _bookmarks(document: Any) -> dict[str, int]:
    """Return the level of each bookmark by its title without white space."""
    found: dict[str, int] = {}
    for count, bookmark in enumerate(document.get_toc(max_depth=9)):
        title = "".join((bookmark.get_title() or "").split())
        if title:
            found.setdefault(title, bookmark.level + 1)
        if count >= MAX_BOOKMARKS:
            break
    return found


def _has_picture(page: Any) -> bool:
    return any(True for _ in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3))


def _page(page: Any, number: int) -> Page:
    width, height = page.get_size()
    textpage = page.get_textpage()
    reader = _PageReader(page, textpage, number, width, height)
    try:
        lattices = find_lattices(list(reader.rulings())) if reader.has_paths() else []
        tables = []
        lines = reader.lines()
        if lattices:
            glyphs = list(reader.glyphs())
            tables = [table for lattice in lattices if (table := fill_table(lattice, glyphs, number)) is not None]
            boxes = [Box(t.xs[0], t.top, t.xs[-1], t.bottom) for t in tables]
            lines = [
                line for line in lines if not any(box.holds((line.left + line.right) / 2, line.middle) for box in boxes)
            ]
        return Page(number, width, height, lines, tables)
    finally:
        textpage.close()


class _PageReader:
    """Reads one page; coordinates are turned so that the page stands upright and y grows downwards."""

    def __init__(self, page: Any, textpage: Any, number: int, width: float, height: float) -> None:
        self._page = page
        self._raw = textpage.raw
        self._number = number
        self._rotation = page.get_rotation()
        self._width, self._height = width, height
        self._origin = page.get_bbox()[:2]
        self._matrix = raw.FS_MATRIX()
        self._box = raw.FS_RECTF()
        self._text = textpage.get_text_range()
        self._plain_index = len(self._text) == raw.FPDFText_CountChars(self._raw)

    def lines(self) -> list[Line]:
        """Return the lines in the order of the page's content, pieces on one height joined."""
        lines: list[Line] = []
        offset = 0
        for piece in _LINE_END.split(self._text):
            start, offset = offset, offset + len(piece) + 2
            line = self._line(piece, start)
            if line is None:
                continue
            if lines and _beside(lines[-1], line):
                lines[-1] = _side_by_side(lines[-1], line)
            else:
                lines.append(line)
        return lines

    def _index(self, offset: int) -> int:
        return offset if self._plain_index else int(raw.FPDFText_GetCharIndexFromTextIndex(self._raw, offset))

    def _character(self, offset: int) -> Box | None:
        """Return the upright em box of the character at a text offset."""
        index = self._index(offset)
        if index < 0 or not raw.FPDFText_GetLooseCharBox(self._raw, index, self._box):
            return None
        box = self._box
        return self._upright(box.left, box.bottom, box.right, box.top)

    def _size(self, offset: int, box: Box) -> float:
        """Return the font size of the character at a text offset as it appears on the page."""
        index = self._index(offset)
        if raw.FPDFText_GetMatrix(self._raw, index, self._matrix):
            size = raw.FPDFText_GetFontSize(self._raw, index) * math.hypot(self._matrix.b, self._matrix.d)
            if size > 0.1:
                return float(size)
        return max(box.bottom - box.top, 0.1)

    def _upright(self, left: float, bottom: float, right: float, top: float) -> Box:
        x, y = self._origin
        left, right, bottom, top = left - x, right - x, bottom - y, top - y
        if self._rotation == 90:
            return Box(bottom, left, top, right)
        if self._rotation == 180:
            return Box(self._width - right, bottom, self._width - left, top)
        if self._rotation == 270:
            return Box(self._width - top, self._height - right, self._width - bottom, self._height - left)
        return Box(left, self._height - top, right, self._height - bottom)

    def _line(self, piece: str, start: int) -> Line | None:
        stripped = piece.strip()
        if not stripped:
            return None
        first = start + len(piece) - len(piece.lstrip())
        begin, end = self._character(first), self._character(first + len(stripped) - 1)
        if begin is None or end is None:
            return Line(_repaired(stripped), 0, 0, self._width, 0, 12, self._number)
        if " " in stripped:
            stripped = self._without_made_up_blanks(stripped, first)
        size = self._size(first, begin)
        left, right = min(begin.left, end.left), max(begin.right, end.right)
        return Line(
            _repaired(stripped), left, min(begin.top, end.top), right, max(begin.bottom, end.bottom), size, self._number
        )

    def _without_made_up_blanks(self, text: str, start: int) -> str:
        """Take out blanks that pdfium read into the spacing between Chinese and figures (2025 年 6 月)."""
        kept, last = [], 0
        for match in _DOUBTFUL_BLANK.finditer(text):
            at = match.start()
            if raw.FPDFText_IsGenerated(self._raw, self._index(start + at)) != 1:
                continue
            before, after = self._character(start + at - 1), self._character(start + at + 1)
            if before and after and after.left - before.right < WORD_GAP * (after.bottom - after.top):
                kept.append(text[last:at])
                last = at + 1
        return "".join([*kept, text[last:]])

    def glyphs(self) -> Iterator[Glyph]:
        """Yield every visible character with its box; real blanks go with the character before them."""
        for offset, character in enumerate(self._text):
            if character.isspace() or character == "\ufffe":
                continue
            box = self._character(offset)
            if box is None:
                continue
            text = _repaired(character)
            following = self._text[offset + 1 : offset + 2]
            if following == " " and raw.FPDFText_IsGenerated(self._raw, self._index(offset + 1)) != 1:
                text += " "
            yield Glyph(text, box.left, box.top, box.right, box.bottom, self._size(offset, box))

    def has_paths(self) -> bool:
        """Tell whether the page has enough drawn objects for a table."""
        found = 0
        for index in range(min(raw.FPDFPage_CountObjects(self._page.raw), MAX_OBJECTS)):
            kind = raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(self._page.raw, index))
            found += kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM)
            if found >= MIN_PATHS or kind == raw.FPDF_PAGEOBJ_FORM:
                return True
        return False

    def rulings(self) -> Iterator[Box]:
        """Yield the straight lines of the page as thin boxes."""
        for count, item in enumerate(self._page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=5)):
            if count > MAX_OBJECTS:
                return
            fill, stroke = _draw_mode(item)
            if not fill and not stroke:  # a clipping path
                continue
            left, bottom, right, top = item.get_bounds()
            if right - left <= THIN or top - bottom <= THIN:
                yield self._upright(left, bottom, right, top)
            elif stroke:
                yield from self._sides(item)

    def _sides(self, item: Any) -> Iterator[Box]:
        """Yield the sides of a drawn frame: the path's straight segments along the axes."""
        count = raw.FPDFPath_CountSegments(item.raw)
        if not 0 < count <= MAX_SEGMENTS:
            return
        matrix = item.get_matrix()
        start = previous = (0.0, 0.0)
        for index in range(count):
            segment = raw.FPDFPath_GetPathSegment(item.raw, index)
            x, y = ctypes.c_float(), ctypes.c_float()
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            point = matrix.on_point(x.value, y.value)
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == raw.FPDF_SEGMENT_LINETO:
                yield from self._side(previous, point)
            if raw.FPDFPathSegment_GetClose(segment):
                yield from self._side(point, start)
            previous = point

    def _side(self, a: tuple[float, float], b: tuple[float, float]) -> Iterator[Box]:
        if abs(a[0] - b[0]) <= THIN or abs(a[1] - b[1]) <= THIN:
            yield self._upright(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))


def _draw_mode(item: Any) -> tuple[bool, bool]:
    """Tell whether a path is filled, and whether it is stroked."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item.raw, fill, stroke)
    return bool(fill.value), bool(stroke.value)


def _beside(last: Line, line: Line) -> bool:
    """Tell whether a piece stands to the right of the last one on the same height (a raised figure, a tab)."""
    overlap = min(last.bottom, line.bottom) - max(last.top, line.top)
    return overlap > 0.5 * min(last.size, line.size) and line.left >= last.right - 0.3 * line.size


def _side_by_side(last: Line, line: Line) -> Line:
    blank = " " if line.left - last.right > WORD_GAP * line.size else ""
    size = last.size if len(last.text) >= len(line.text) else line.size
    return Line(
        last.text + blank + line.text,
        last.left,
        min(last.top, line.top),
        line.right,
        max(last.bottom, line.bottom),
        size,
        last.page,
    )


def _repaired(text: str) -> str:
    """Put common characters for radicals of the same shape, drop what marks a hyphenation."""
    text = text.translate(_DROPPED)
    return _RADICAL.sub(_common, text) if _RADICAL.search(text) else text


def _common(match: re.Match[str]) -> str:
    character = match.group()
    return _radicals().get(character) or unicodedata.normalize("NFKC", character)


@functools.cache
def _radicals() -> dict[str, str]:
    return words().radicals

"""OFD (GB/T 33190), the fixed-layout format of Chinese offices: zip and XML, text objects with their places.

Paths are met in every spelling (relative, absolute, other case), name spaces too (``不规范资源路径.ofd`` and
``namespace_no_std.ofd`` of the ofdrw project), so elements are found by local name and parts without regard to case.
Seals, signatures and annotations are left out. Lengths are millimetres in the file, points here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from plantext.errors import PlantextError
from plantext.reading.archive import Archive, resolve
from plantext.reading.geometry import Glyph, lines_of
from plantext.reading.limits import MAX_OFD_NESTING, MAX_OFD_PAGES
from plantext.reading.pages import Page, fill_table, lay_out
from plantext.reading.rulings import Box, find_lattices
from plantext.reading.source import SourceText

MEDIA_TYPE = "application/ofd"

POINTS = 72 / 25.4
"""Points a millimetre: the geometry's thresholds are in points."""

DEFAULT_SIZE = (210.0, 297.0)
DEFAULT_FONT = 4.0
"""Font size in millimetres where a text object gives none (about 11 points)."""

MAX_LENGTH = 100_000.0
"""Millimetres; a larger number is a fault."""

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_NUMBERS = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_TOKENS = re.compile(r"g|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_PATH = re.compile(r"[SMLQBAC]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_PATH_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


def read_ofd(data: bytes, name: str) -> SourceText:
    """Read an OFD file; several documents in one file follow each other.

    Raises:
        PlantextError: ``damaged``, ``encrypted``, ``no-text``, ``too-large``.
    """
    archive = Archive(data, name)
    root = archive.xml("OFD.xml")
    if root is None:
        raise PlantextError("damaged", name, "no OFD.xml")
    if "Encryptions.xml" in archive or "Encrypts.xml" in archive:
        raise PlantextError("encrypted", name)
    pages: list[Page] = []
    headings: dict[str, int] = {}
    for place in _all(root, "DocRoot"):
        part = resolve("OFD.xml", (place.text or "").strip())
        document = archive.xml(part) if part else None
        if part is not None and document is not None:
            pages += _Document(archive, part, document).pages(len(pages))
            headings |= _outline(document)
    if not pages:
        raise PlantextError("damaged", name, "no pages")
    if not any(page.lines or page.tables for page in pages):
        raise PlantextError("no-text", name, f"{len(pages)} pages")
    return lay_out(pages, headings).source(data, name, MEDIA_TYPE, pages=len(pages))


def _outline(document: Any) -> dict[str, int]:
    """Return the level of each bookmark by its title without white space."""
    found: dict[str, int] = {}
    for element in _all(document, "OutlineElem"):
        level = sum(_local(each) == "OutlineElem" for each in element.iterancestors()) + 1
        title = "".join(element.get("Title", "").split())
        if title:
            found.setdefault(title, level)
    return found


class _Document:
    """One document of the file."""

    def __init__(self, archive: Archive, part: str, root: Any) -> None:
        self._archive = archive
        self._part = part
        self._root = root
        self._size = _page_size(_first(root, "CommonData")) or DEFAULT_SIZE
        self._templates = {
            each.get("ID"): each.get("BaseLoc", "") for each in _all(root, "TemplatePage") if each.get("BaseLoc")
        }
        self._composites = dict(self._read_composites())

    def _read_composites(self) -> Iterator[tuple[str, Any]]:
        """Yield the vector graphics that pages may refer to (one producer keeps all its text there)."""
        for tag in ("DocumentRes", "PublicRes"):
            for place in _all(self._root, tag):
                resources = self._open(self._part, (place.text or "").strip())
                for unit in _all(resources, "CompositeGraphicUnit") if resources is not None else ():
                    yield unit.get("ID", ""), unit

    def _open(self, base: str, target: str) -> Any | None:
        """Open the part that ``target`` names, relative to ``base`` or, as some producers write, to the root."""
        for candidate in (resolve(base, target), resolve("", target)):
            if candidate and candidate in self._archive:
                return self._archive.xml(candidate)
        return None

    def pages(self, before: int) -> list[Page]:
        """Read all pages; ``before`` pages came from other documents of the file."""
        holder = _first(self._root, "Pages")
        places = [each.get("BaseLoc", "") for each in _all(holder, "Page")] if holder is not None else []
        if len(places) > MAX_OFD_PAGES:
            raise PlantextError("too-large", self._archive.name, f"{len(places)} pages")
        return [self._page(place, before + number) for number, place in enumerate(places, 1)]

    def _page(self, place: str, number: int) -> Page:
        root = self._open(self._part, place)
        width, height = self._size
        collector = _Collector(self._composites)
        if root is not None:
            width, height = _page_size(root) or self._size
            for template in _children(root, "Template"):
                drawn = self._open(self._part, self._templates.get(template.get("TemplateID"), ""))
                if drawn is not None:
                    collector.page(drawn)
            collector.page(root)
        lattices = find_lattices(collector.rulings)
        tables = [table for each in lattices if (table := fill_table(each, collector.glyphs, number)) is not None]
        boxes = [Box(table.xs[0], table.top, table.xs[-1], table.bottom) for table in tables]
        free = [glyph for glyph in collector.glyphs if not any(_inside(glyph, box) for box in boxes)]
        lines = sorted((line for line in lines_of(free, number) if line.text), key=lambda line: (line.top, line.left))
        return Page(number, width * POINTS, height * POINTS, lines, tables)


def _inside(glyph: Glyph, box: Box) -> bool:
    return box.holds((glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2)


class _Collector:
    """Collects the characters and lines of a page with their places in points."""

    def __init__(self, composites: dict[str, Any]) -> None:
        self.glyphs: list[Glyph] = []
        self.rulings: list[Box] = []
        self._composites = composites

    def page(self, root: Any) -> None:
        """Collect a page's or template's content."""
        content = _first(root, "Content")
        if content is not None:
            self._objects(content, (0.0, 0.0), IDENTITY, 0)

    def _objects(self, parent: Any, origin: tuple[float, float], matrix: Matrix, depth: int) -> None:
        if depth > MAX_OFD_NESTING:
            return
        for element in parent.iterchildren():
            tag = _local(element)
            if element.get("Visible", "true") == "false":
                continue
            if tag == "TextObject":
                self._text(element, origin, matrix)
            elif tag == "PathObject":
                self._path(element, origin, matrix)
            elif tag in ("Layer", "PageBlock", "Content"):
                self._objects(element, origin, matrix, depth + 1)
            elif tag == "CompositeObject":
                unit = self._composites.get(element.get("ResourceID", ""))
                content = _first(unit, "Content") if unit is not None else None
                if content is not None:
                    inner, placed = _placed(element, origin, matrix)
                    self._objects(content, inner, placed, depth + 1)

    def _text(self, element: Any, origin: tuple[float, float], outer: Matrix) -> None:
        position, matrix = _placed(element, origin, outer)
        size = _float(element.get("Size"), DEFAULT_FONT) or DEFAULT_FONT
        stretch = _float(element.get("HScale"), 1.0)
        x = y = 0.0
        for code in _children(element, "TextCode"):
            text = code.text or ""
            x, y = _float(code.get("X"), x), _float(code.get("Y"), y)
            across, down = _deltas(code.get("DeltaX")), _deltas(code.get("DeltaY"))
            left, top = x, y
            for index, character in enumerate(text):
                if index:
                    left += (
                        across[index - 1]
                        if index <= len(across)
                        else (0.0 if down else _advance(text[index - 1]) * size * stretch)
                    )
                    top += down[index - 1] if index <= len(down) else 0.0
                if not character.isspace():
                    self._glyph(character, left, top, size, stretch, position, matrix)

    def _glyph(
        self,
        character: str,
        x: float,
        y: float,
        size: float,
        stretch: float,
        position: tuple[float, float],
        matrix: Matrix,
    ) -> None:
        """Place a character; (x, y) is the left end of its baseline."""
        corners = [
            _apply(matrix, position, x, y - 0.88 * size),
            _apply(matrix, position, x + _advance(character) * size * stretch, y + 0.12 * size),
        ]
        (left, right), (top, bottom) = (sorted(corner[axis] * POINTS for corner in corners) for axis in (0, 1))
        scale = (abs(matrix[3]) + abs(matrix[1])) or 1.0
        self.glyphs.append(Glyph(character, left, top, right, bottom, size * scale * POINTS))

    def _path(self, element: Any, origin: tuple[float, float], outer: Matrix) -> None:
        """Collect the straight segments of a path along the axes, and thin filled boxes by their sides."""
        position, matrix = _placed(element, origin, outer)
        data = next((each.text or "" for each in _children(element, "AbbreviatedData")), "")
        for (x0, y0), (x1, y1) in _segments(data):
            a, b = _apply(matrix, position, x0, y0), _apply(matrix, position, x1, y1)
            (left, right), (top, bottom) = (sorted((a[axis] * POINTS, b[axis] * POINTS)) for axis in (0, 1))
            if right - left <= 1 or bottom - top <= 1:
                self.rulings.append(Box(left, top, right, bottom))


def _placed(element: Any, origin: tuple[float, float], outer: Matrix) -> tuple[tuple[float, float], Matrix]:
    """Return where an object's coordinates begin, and its matrix joined with the one around it."""
    boundary = _floats(element.get("Boundary"))
    x, y = (boundary[0], boundary[1]) if len(boundary) >= 2 else (0.0, 0.0)
    position = _apply(outer, origin, x, y)
    own = _floats(element.get("CTM"))
    if len(own) != 6:
        return position, outer
    a, b, c, d, e, f = own
    oa, ob, oc, od, oe, of = outer
    joined = (
        a * oa + b * oc,
        a * ob + b * od,
        c * oa + d * oc,
        c * ob + d * od,
        e * oa + f * oc + oe,
        e * ob + f * od + of,
    )
    return position, joined


def _apply(matrix: Matrix, origin: tuple[float, float], x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return origin[0] + a * x + c * y + e, origin[1] + b * x + d * y + f


def _segments(data: str) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield the straight segments of abbreviated path data: ``M 0 0 L 10 0 C``."""
    start = current = (0.0, 0.0)
    tokens = _PATH.findall(data)
    index = 0
    while index < len(tokens):
        command = tokens[index]
        index += 1
        if command not in _PATH_ARGUMENTS:
            continue
        values = [_float(token, 0.0) for token in tokens[index : index + _PATH_ARGUMENTS[command]]]
        index += len(values)
        if len(values) < _PATH_ARGUMENTS[command]:
            return
        if command == "C":
            yield current, start
            current = start
            continue
        point = (values[-2], values[-1])
        if command in "SM":
            start = point
        elif command == "L":
            yield current, point
        current = point


def _deltas(text: str | None) -> list[float]:
    """Expand ``g 11 1.5875 -17.4625``: eleven times 1.5875, then -17.4625."""
    tokens = _TOKENS.findall(text or "")
    found: list[float] = []
    index = 0
    while index < len(tokens):
        if tokens[index] == "g" and index + 2 < len(tokens):
            count = int(_float(tokens[index + 1], 0.0))
            found += [_float(tokens[index + 2], 0.0)] * max(0, min(count, 10_000))
            index += 3
        else:
            if tokens[index] != "g":
                found.append(_float(tokens[index], 0.0))
            index += 1
    return found


def _advance(character: str) -> float:
    """Return a character's usual width in ems."""
    return 0.5 if character.isascii() else 1.0


def _page_size(root: Any | None) -> tuple[float, float] | None:
    box = (
        next((each for tag in ("PhysicalBox", "ApplicationBox") for each in _all(root, tag)), None)
        if root is not None
        else None
    )
    values = _floats(box.text) if box is not None else []
    return (values[2], values[3]) if len(values) == 4 and values[2] > 0 and values[3] > 0 else None


def _floats(text: str | None) -> list[float]:
    return [_float(token, 0.0) for token in _NUMBERS.findall(text or "")]


def _float(text: str | None, default: float) -> float:
    """Return a length; ``default`` where there is none or none that fits on paper."""
    try:
        found = float(text) if text is not None else default
    except ValueError:
        return default
    return found if abs(found) < MAX_LENGTH else default


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _children(parent: Any, tag: str) -> Iterator[Any]:
    return (each for each in parent.iterchildren() if _local(each) == tag)


def _all(root: Any, tag: str) -> Iterator[Any]:
    return (each for each in root.iter() if _local(each) == tag)


def _first(root: Any, tag: str) -> Any | None:
    return next(_all(root, tag), None)

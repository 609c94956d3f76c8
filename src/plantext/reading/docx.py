"""Word documents (docx) by zip and lxml: paragraphs, headings, tables in document order, numbers as Word shows them.

python-docx loses automatic numbers, inserted text, content controls and text boxes (research/readers.md §2, §3); so the
XML is read here directly.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from plantext.errors import PlantextError
from plantext.model import Span, Where
from plantext.reading.archive import Archive, parse_xml, resolve
from plantext.reading.docx_numbering import Numbering
from plantext.reading.docx_paragraphs import Paragraph, Paragraphs
from plantext.reading.docx_styles import Styles, w
from plantext.reading.docx_tables import Cell, Row, table_rows
from plantext.reading.layout import Layout, join_cell, notice
from plantext.reading.limits import MAX_TABLE_NESTING
from plantext.reading.source import SourceText

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

MAX_HEADING = 120
"""A longer paragraph in a heading style is text all the same."""

FORM_PARAGRAPHS, FORM_LENGTH = 3, 200
"""A cell with so many paragraphs and characters makes its row part of a form: its paragraphs stand as paragraphs."""

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _R.encode()),
)
_MAIN_PARTS = ("word/document.xml", "word/document2.xml", "document.xml")
_WRAPPERS = frozenset(w(name) for name in ("sdtContent", "ins", "moveTo", "customXml", "smartTag"))


def read_docx(data: bytes, name: str) -> SourceText:
    """Read a Word document.

    Raises:
        PlantextError: ``damaged``, ``empty``, ``no-text`` (pictures only), ``too-large``.
    """
    package = _Package(Archive(data, name))
    body = package.main.find(w("body"))
    if body is None:
        raise PlantextError("damaged", name, "no w:body")
    reader = _Reader(package)
    reader.read(body)
    if not reader.layout.blocks:
        pictures = sum("/media/" in part for part in package.archive.names)
        raise PlantextError("no-text" if pictures else "empty", name, f"{pictures} pictures")
    return reader.layout.source(data, name, MEDIA_TYPE)


class _Package:
    """The parts of the container: main document, styles, numbers, notes, running heads."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.main_part = self._main_part()
        main = self.xml(self.main_part)
        if main is None:
            raise PlantextError("damaged", archive.name, "no main document part")
        self.main = main
        self.related = self._relations(self.main_part)
        self.styles = Styles(self._kind("styles"))
        self.numbering = Numbering(self._kind("numbering"), self.styles)

    def xml(self, part: str) -> Any | None:
        """Return a part's root; the name spaces of strict OOXML are turned into the common ones."""
        data = self.archive.read(part)
        if data is None:
            return None
        if b"purl.oclc.org/ooxml" in data:
            for strict, common in _STRICT:
                data = data.replace(strict, common)
        return parse_xml(data, self.archive.name)

    def _main_part(self) -> str:
        for kind, target in self._relations("").values():
            if kind == "officeDocument" and target in self.archive:
                return target
        return next((part for part in _MAIN_PARTS if part in self.archive), _MAIN_PARTS[0])

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return id -> (kind, part) of what a part points to inside the container."""
        folder, _, file = part.rpartition("/")
        root = self.xml(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
        found: dict[str, tuple[str, str]] = {}
        for relation in root.iter(f"{{{_RELATIONSHIPS}}}Relationship") if root is not None else ():
            target = resolve(part, relation.get("Target", ""))
            if relation.get("TargetMode") != "External" and target is not None:
                found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], target)
        return found

    def _kind(self, kind: str) -> Any | None:
        return next((self.xml(part) for found, part in self.related.values() if found == kind), None)

    def notes(self) -> list[Any]:
        """Return the footnotes and endnotes that hold text, in order."""
        found = []
        for kind, tag in (("footnotes", "footnote"), ("endnotes", "endnote")):
            root = self._kind(kind)
            if root is not None:
                found += [note for note in root.iterchildren(w(tag)) if note.get(w("type"), "normal") == "normal"]
        return found

    def running(self, tag: str) -> list[Any]:
        """Return the roots of the headers (``headerReference``) or footers that the document uses."""
        used = dict.fromkeys(reference.get(f"{{{_R}}}id") for reference in self.main.iter(w(tag)))
        parts = [self.related[identity][1] for identity in used if identity in self.related]
        return [root for part in dict.fromkeys(parts) if (root := self.xml(part)) is not None]


class _Reader:
    """Lays the document out, in order."""

    def __init__(self, package: _Package) -> None:
        self.layout = Layout()
        self._package = package
        self._paragraphs = Paragraphs(package.styles, package.numbering)
        self._paragraph = self._table = 0
        self._depth = 0
        self._carried = ""
        self._where: Where | None = None

    def read(self, body: Any) -> None:
        """Read running heads, body, notes and running feet."""
        self._running("headerReference")
        self._blocks(body)
        self._flush_carried()
        for note in self._package.notes():
            self._blocks(note)
        self._running("footerReference")
        if any(True for _ in body.iter(w("altChunk"))):
            self.layout.warnings.append(notice("left-out", name=self._package.archive.name, detail="altChunk"))

    def _running(self, tag: str) -> None:
        seen: set[str] = set()
        for root in self._package.running(tag):
            for element in root.iter(w("p")):
                text = self._paragraphs.read(element, numbered=False).text
                if text.strip() not in seen:
                    seen.add(text.strip())
                    self.layout.line(text, removed="furniture")

    def _blocks(self, parent: Any) -> None:
        """Read the paragraphs and tables below an element."""
        for element in parent.iterchildren():
            tag = element.tag
            if tag == w("p"):
                self._paragraph_block(element)
            elif tag == w("tbl"):
                self._flush_carried()
                self._table_block(element)
            elif tag == w("sdt"):
                content = element.find(w("sdtContent"))
                if content is not None:
                    self._blocks(content)
            elif tag in _WRAPPERS:
                self._blocks(element)
            elif isinstance(tag, str) and tag.endswith("}AlternateContent") and len(element):
                self._blocks(element[0])

    def _paragraph_block(self, element: Any) -> None:
        paragraph = self._paragraphs.read(element)
        if paragraph.joins_next:
            # Its paragraph mark was deleted with tracking: accepted, it runs into the next paragraph.
            self._carried += paragraph.label + paragraph.text
            return
        if self._carried:
            paragraph = replace(paragraph, label="", text=self._carried + paragraph.text)
            self._carried = ""
        self._write(paragraph)
        for box in paragraph.boxes:
            self._blocks(box)

    def _flush_carried(self) -> None:
        if self._carried:
            self._write(Paragraph("", self._carried))
            self._carried = ""

    def _write(self, paragraph: Paragraph) -> None:
        """Write a paragraph, one block for each of its lines (a soft break in Chinese documents parts paragraphs)."""
        lines = [line for line in paragraph.text.split("\n") if line.strip()]
        if not lines:
            return
        self._paragraph += 1
        where = self._where or Where(paragraph=self._paragraph)
        level = paragraph.level if len(paragraph.text) <= MAX_HEADING else None
        if level and len(lines) > 1:
            lines = ["".join(line.strip() for line in lines)]
        lines[0] = paragraph.label + lines[0].strip()
        for line in lines:
            if paragraph.contents:
                self.layout.line(line, where=where, removed="furniture")
            else:
                self.layout.line(line, kind="heading" if level else "paragraph", level=level, where=where)

    def _table_block(self, table: Any) -> None:
        rows = table_rows(table)
        width = max((len(row.cells) for row in rows), default=0)
        if width <= 1 or self._depth >= MAX_TABLE_NESTING:
            # A box around text: its content stands as it is.
            for row in rows:
                for cell in row.cells:
                    if cell.element is not None:
                        self._blocks(cell.element)
            return
        self._table += 1
        table_number = self._table
        self._depth += 1
        spans: list[tuple[Span, ...]] = []
        for index, row in enumerate(rows, 1):
            where = Where(table=table_number, row=index)
            spans.append(self._row(row, where, spans, first=index == 1))
        self._depth -= 1

    def _row(self, row: Row, where: Where, above: list[tuple[Span, ...]], *, first: bool) -> tuple[Span, ...]:
        contents = [self._cell(cell) if cell.element is not None else None for cell in row.cells]
        if _is_form(contents):
            start = len(self.layout.blocks)
            self._form(contents, where)
            written = self.layout.blocks[start:]
            span = (written[0].span[0], written[-1].span[1]) if written else (0, 0)
            return tuple(span for _ in row.cells)
        texts: list[str | Span] = []
        for column, cell in enumerate(row.cells):
            content = contents[column]
            if content is not None:
                texts.append(join_cell([line.label + line.text for line in content.lines], header=first or row.header))
            else:
                texts.append(_origin(cell, column, above))
        spans = self.layout.row(texts, where=where, header=row.header)
        for content in contents:
            for table in content.tables if content is not None else ():
                self._table_block(table)
        return spans

    def _cell(self, cell: Cell) -> _Content:
        content = _Content()
        self._collect(cell.element, content)
        return content

    def _collect(self, parent: Any, content: _Content) -> None:
        """Collect the lines of a cell and the tables in it."""
        for element in parent.iterchildren():
            if element.tag == w("p"):
                paragraph = self._paragraphs.read(element)
                for index, line in enumerate(paragraph.text.split("\n")):
                    label = paragraph.label if index == 0 else ""
                    if line.strip() or label:  # a number column may hold nothing but automatic numbers
                        content.lines.append(Paragraph(label if line.strip() else label.strip(), line.strip()))
                for box in paragraph.boxes:
                    self._collect(box, content)
            elif element.tag == w("tbl"):
                content.tables.append(element)
            elif element.tag == w("sdt"):
                inner = element.find(w("sdtContent"))
                if inner is not None:
                    self._collect(inner, content)
            elif element.tag in _WRAPPERS:
                self._collect(element, content)

    def _form(self, contents: list[_Content | None], where: Where) -> None:
        """Write the cells of a form row (``工作目标`` | five paragraphs) as paragraphs."""
        for content in contents:
            for line in content.lines if content is not None else ():
                self.layout.line(line.label + line.text, where=where)
            for table in content.tables if content is not None else ():
                self._table_block(table)


class _Content:
    """What a table cell holds."""

    def __init__(self) -> None:
        self.lines: list[Paragraph] = []
        self.tables: list[Any] = []


def _is_form(contents: list[_Content | None]) -> bool:
    filled = [content for content in contents if content is not None and (content.lines or content.tables)]
    return len(filled) <= FORM_PARAGRAPHS and any(
        len(content.lines) >= FORM_PARAGRAPHS and sum(len(line.text) for line in content.lines) >= FORM_LENGTH
        for content in filled
    )


def _origin(cell: Cell, column: int, above: list[tuple[Span, ...]]) -> str | Span:
    """Return what stands for a continued cell: columns to the left, or the span of its origin above."""
    if cell.left:
        return (-cell.left, -cell.left)
    if cell.above and len(above) >= cell.above and column < len(above[-cell.above]):
        return above[-cell.above][column]
    return ""

"""Paragraphs of Word documents: what one sees of their runs, with tracked changes accepted and hidden text left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from plantext.reading.docx_numbering import Numbering
from plantext.reading.docx_styles import MAX_HEADING_LEVEL, Styles, flag, number, value, w

_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"

# Removed text, field codes, comments and properties; everything else is walked through.
_SKIPPED = frozenset(
    w(name)
    for name in (
        "del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "rPr", "rubyPr", "rt", "sdtPr", "sdtEndPr",
        "commentReference", "footnoteReference", "endnoteReference", "annotationRef", "footnoteRef", "endnoteRef",
    )
)  # fmt: skip
_SINGLE = {w("tab"): " ", w("ptab"): " ", w("cr"): "\n", w("noBreakHyphen"): "-", w("softHyphen"): ""}
# Check boxes and the like that Word stores as characters of symbol fonts.
_SYMBOLS = {
    "F0FE": "☑", "F052": "☑", "F053": "☒", "F0FD": "☒", "F0A8": "□", "F0A3": "□", "F06F": "□", "F0A7": "■", "F06E": "■",
    "F0FC": "√", "F0D6": "√", "F0B7": "•", "F06C": "●", "F0E0": "→", "F0DF": "←", "F0B0": "°", "F0B1": "±",
    "F0B3": "≥", "F0A3:Symbol": "≤", "F0B4": "×",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as one sees it.

    Attributes:
        label: automatic number with what follows it.
        text: soft line breaks as newlines.
        level: outline level, 1 for the highest; None for body text.
        boxes: ``txbxContent`` elements anchored here.
        joins_next: True where its paragraph mark was deleted with tracking.
        contents: True for a line of a table of contents.
    """

    label: str
    text: str
    level: int | None = None
    boxes: tuple[Any, ...] = ()
    joins_next: bool = False
    contents: bool = False


class Paragraphs:
    """Reads paragraph elements in document order (numbers depend on it)."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering

    def read(self, element: Any, *, numbered: bool = True) -> Paragraph:
        """Read a ``p`` element; ``numbered`` False leaves automatic numbers alone."""
        properties = element.find(w("pPr"))
        style = value(properties, "pStyle") or self._styles.default
        parts: list[str] = []
        boxes: list[Any] = []
        hidden = self._styles.hidden(style)
        self._runs(element, parts, boxes, hidden=hidden)
        text = "".join(parts)
        mark = properties.find(w("rPr")) if properties is not None else None
        deleted = mark is not None and mark.find(w("del")) is not None
        invisible = not text.strip() and (deleted or (mark is not None and flag(mark.find(w("vanish")))))
        label = self._numbering.label(properties, style) if numbered and not invisible else ""
        joins = deleted and bool(text.strip())
        return Paragraph(
            label, text, self._level(properties, style), tuple(boxes), joins, self._styles.is_contents(style)
        )

    def _level(self, properties: Any | None, style: str | None) -> int | None:
        own = value(properties, "outlineLvl")
        if own is not None:
            level = number(own, MAX_HEADING_LEVEL) + 1
            return level if level <= MAX_HEADING_LEVEL else None
        return self._styles.heading_level(style)

    def _runs(self, parent: Any, parts: list[str], boxes: list[Any], *, hidden: bool) -> None:
        """Collect the visible text below an element, and the text boxes in it."""
        for element in parent.iterchildren():
            tag = element.tag
            if tag == w("t"):
                if not hidden and element.text:
                    parts.append(element.text)
            elif tag == w("r"):
                self._runs(element, parts, boxes, hidden=self._hidden(element, hidden))
            elif tag in _SKIPPED:
                continue
            elif tag in _SINGLE:
                if not hidden:
                    parts.append(_SINGLE[tag])
            elif tag == w("br"):
                if not hidden:
                    parts.append("\n")
            elif tag == w("sym"):
                if not hidden:
                    parts.append(_symbol(element))
            elif tag == w("txbxContent"):
                boxes.append(element)
            elif tag == f"{{{_MATH}}}t":
                parts.append(element.text or "")
            elif isinstance(tag, str) and tag.endswith("}AlternateContent"):
                # Word writes drawings twice, for itself and for older readers: the first is enough.
                if len(element):
                    self._runs(element[0], parts, boxes, hidden=hidden)
            elif len(element):
                self._runs(element, parts, boxes, hidden=hidden)

    def _hidden(self, run: Any, inherited: bool) -> bool:
        properties = run.find(w("rPr"))
        if properties is None:
            return inherited
        own = properties.find(w("vanish"))
        if own is not None:
            return flag(own)
        style = value(properties, "rStyle")
        return inherited or (style is not None and self._styles.hidden(style))


def _symbol(element: Any) -> str:
    code = (element.get(w("char")) or "").upper()
    font = element.get(w("font")) or ""
    return _SYMBOLS.get(f"{code}:{font}", _SYMBOLS.get(code, "•"))

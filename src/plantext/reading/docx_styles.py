"""Styles of a Word document: which are headings, which carry numbers, which are hidden."""

from __future__ import annotations

import functools
import re
from typing import Any

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

MAX_CHAIN = 20
"""Styles based on each other, followed so far."""

MAX_HEADING_LEVEL = 9

# Word keeps English names inside (heading 1) whatever the language; WPS and others write 标题 1, 标题1, 一级标题.
_HEADING_NAME = re.compile(r"(?:heading|标题|標題)\s*([1-9])(?:\s|$|\s*(?:char|字符))?", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(?:toc|目录|目錄)\s*(?:\d|heading|标题)", re.IGNORECASE)
_RANKED_NAME = re.compile(r"([一二三四五])级标题")


@functools.cache
def w(name: str) -> str:
    """Return a name of the word-processing name space in lxml's notation."""
    return f"{{{W}}}{name}"


_VAL = w("val")


def value(parent: Any | None, name: str) -> str | None:
    """Return the ``val`` attribute of the child ``name``."""
    child = parent.find(w(name)) if parent is not None else None
    return None if child is None else child.get(_VAL)


def flag(element: Any | None) -> bool:
    """Tell whether a switch is there and not turned off (``<w:vanish w:val="0"/>``)."""
    return element is not None and element.get(_VAL, "true") not in ("0", "false", "off", "none")


def number(text: str | None, default: int) -> int:
    """Return a whole number, ``default`` where there is none."""
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default


class Styles:
    """The document's styles by id.

    Args:
        root: of ``styles.xml``, None where the document has none.
    """

    def __init__(self, root: Any | None) -> None:
        self._styles: dict[str, Any] = {}
        self.default: str | None = None
        for style in root.iterchildren(w("style")) if root is not None else ():
            identity = style.get(w("styleId"))
            if identity is None:
                continue
            self._styles[identity] = style
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true"):
                self.default = identity
        self._levels: dict[str | None, int | None] = {}
        self._numbers: dict[str | None, tuple[str, str | None] | None] = {}
        self._contents: dict[str | None, bool] = {}
        self._vanished: dict[str | None, bool] = {}

    def chain(self, identity: str | None) -> list[str]:
        """Return the style's id and those it is based on, nearest first."""
        found: list[str] = []
        while identity in self._styles and identity not in found and len(found) < MAX_CHAIN:
            found.append(identity)
            identity = value(self._styles[identity], "basedOn") or ""
        return found

    def heading_level(self, identity: str | None) -> int | None:
        """Return the outline level, 1 for the highest, that a paragraph style gives; None for body text."""
        if identity not in self._levels:
            self._levels[identity] = self._find_level(identity)
        return self._levels[identity]

    def _find_level(self, identity: str | None) -> int | None:
        for name in self.chain(identity):
            style = self._styles[name]
            outline = value(style.find(w("pPr")), "outlineLvl")
            if outline is not None:
                level = number(outline, MAX_HEADING_LEVEL) + 1
                return level if level <= MAX_HEADING_LEVEL else None
            title = value(style, "name") or ""
            match = _HEADING_NAME.fullmatch(title.strip())
            if match:
                return int(match.group(1))
            ranked = _RANKED_NAME.search(title)
            if ranked:
                return "一二三四五".index(ranked.group(1)) + 1
        return None

    def is_contents(self, identity: str | None) -> bool:
        """Tell whether a style is that of a table of contents (``toc 1``, ``TOC Heading``, ``目录 2``)."""
        if identity not in self._contents:
            style = self._styles.get(identity or "")
            self._contents[identity] = style is not None and bool(
                _CONTENTS_NAME.fullmatch((value(style, "name") or "").strip())
            )
        return self._contents[identity]

    def number_of(self, identity: str | None) -> tuple[str, str | None] | None:
        """Return (numId, ilvl or None) that a style gives its paragraphs."""
        if identity not in self._numbers:
            self._numbers[identity] = None
            for name in self.chain(identity):
                properties = self._styles[name].find(w("pPr"))
                found = properties.find(w("numPr")) if properties is not None else None
                if found is not None and value(found, "numId") is not None:
                    self._numbers[identity] = (value(found, "numId") or "0", value(found, "ilvl"))
                    break
        return self._numbers[identity]

    def hidden(self, identity: str | None) -> bool:
        """Tell whether a style hides its text."""
        if identity not in self._vanished:
            marks = (self._styles[name].find(f"{w('rPr')}/{w('vanish')}") for name in self.chain(identity))
            first = next((mark for mark in marks if mark is not None), None)
            self._vanished[identity] = flag(first)
        return self._vanished[identity]

"""Automatic numbers of a Word document, as Word shows them.

The rules (ECMA-376 17.9, measured 375 of 375 in research/readers.md §3): a paragraph's list is its own ``numPr`` or its
style's; ``num`` points to ``abstractNum`` with overrides; counters belong to the abstract list, so that two ``num`` of
one list count on, unless the second overrides the start; a level begins again after any higher one, unless
``lvlRestart`` says otherwise; ``isLgl`` writes all levels in digits (第一章 … 1.1); format ``none`` shows nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from plantext.reading.docx_numbers import format_number
from plantext.reading.docx_styles import Styles, flag, number, value, w

LEVELS = 9
BULLET = "•"

_PLACEHOLDER = re.compile(r"%([1-9])")
# Symbol and Wingdings characters stand in the private use area.
_PRIVATE = re.compile("[\uf000-\uf0ff]")
_CLOSED = re.compile(r"[、.．)）:：〕】\]，,]$")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list definition."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class _List:
    """An abstract list with its counters; ``None`` is a level not begun."""

    levels: dict[int, Level]
    counters: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


@dataclass(slots=True)
class _Number:
    """A ``num``: the list it points to, and what it overrides. ``fresh`` holds the starts still to be applied."""

    list: _List
    levels: dict[int, Level]
    fresh: dict[int, int]


class Numbering:
    """Gives each paragraph, in document order, its number.

    Args:
        root: of ``numbering.xml``, None where the document has none.
        styles: the document's styles.
    """

    def __init__(self, root: Any | None, styles: Styles) -> None:
        self._styles = styles
        self._numbers: dict[str, _Number] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: Any) -> None:
        abstract = {element.get(w("abstractNumId")): element for element in root.iterchildren(w("abstractNum"))}
        lists: dict[str, _List] = {}
        nums = {element.get(w("numId")): element for element in root.iterchildren(w("num"))}
        for identity, element in nums.items():
            target = self._resolve(value(element, "abstractNumId"), abstract, nums)
            if target is None:
                continue
            if target not in lists:
                lists[target] = _List(_levels(abstract[target], {}))
            found = lists[target]
            levels, fresh = dict(found.levels), {}
            for override in element.iterchildren(w("lvlOverride")):
                index = number(override.get(w("ilvl")), 0)
                levels |= _levels(override, levels)
                start = value(override, "startOverride")
                if start is not None:
                    fresh[index] = number(start, 1)
                    levels[index] = replace(levels.get(index, Level()), start=number(start, 1))
            self._numbers[identity] = _Number(found, levels, fresh)

    def _resolve(self, identity: str | None, abstract: dict[str, Any], nums: dict[str, Any]) -> str | None:
        """Follow ``numStyleLink`` to the list that the numbering style holds."""
        for _ in range(LEVELS):
            if identity is None or identity not in abstract:
                return None
            link = value(abstract[identity], "numStyleLink")
            target = self._styles.number_of(link) if link else None
            if not target or target[0] not in nums:
                return identity
            following = value(nums[target[0]], "abstractNumId")
            if following == identity:
                return identity
            identity = following
        return identity

    def label(self, properties: Any | None, style: str | None) -> str:
        """Return the number of the next paragraph with the text that follows it (``一、``, ``1. ``), empty for none.

        Args:
            properties: the paragraph's ``pPr`` element.
            style: its style id.
        """
        found = self._place(properties, style)
        if found is None:
            return ""
        item, index = found
        self._count(item, index)
        return _written(item, index)

    def _place(self, properties: Any | None, style: str | None) -> tuple[_Number, int] | None:
        """Return the paragraph's list and level."""
        own = properties.find(w("numPr")) if properties is not None else None
        num_id = value(own, "numId") if own is not None else None
        level = value(own, "ilvl") if own is not None else None
        inherited = self._styles.number_of(style) if num_id is None else None
        if num_id is None:
            if inherited is None:
                return None
            num_id, style_level = inherited
            level = level if level is not None else style_level
        item = self._numbers.get(num_id)
        if item is None:  # numId 0: numbering taken away
            return None
        if level is None:
            chain = self._styles.chain(style)
            level = next((str(i) for name in chain for i, each in item.levels.items() if each.style == name), "0")
        index = number(level, 0)
        return (item, index) if 0 <= index < LEVELS else None

    def _count(self, item: _Number, index: int) -> None:
        counters = item.list.counters
        for level, start in list(item.fresh.items()):
            # A new start holds from this num's first paragraph on, for the levels above it too.
            if level <= index:
                counters[level] = None
                del item.fresh[level]
                if level < index:
                    counters[level] = start
        present = counters[index]
        counters[index] = self._start(item, index) if present is None else present + 1
        for higher in range(index):
            if counters[higher] is None:
                counters[higher] = self._start(item, higher)
        for deeper in range(index + 1, LEVELS):
            restart = item.levels.get(deeper, Level()).restart
            if restart is None or (restart and index < restart):
                counters[deeper] = None

    def _start(self, item: _Number, index: int) -> int:
        return item.levels.get(index, Level()).start


def _levels(parent: Any, inherited: dict[int, Level]) -> dict[int, Level]:
    """Read the ``lvl`` elements of an abstract list or an override."""
    levels: dict[int, Level] = {}
    for element in parent.iterchildren(w("lvl")):
        index = number(element.get(w("ilvl")), 0)
        before = inherited.get(index, Level())
        restart = value(element, "lvlRestart")
        levels[index] = Level(
            start=number(value(element, "start"), before.start if inherited else 0),
            number_format=_number_format(element),
            text=value(element, "lvlText") or "",
            suffix=value(element, "suff") or "tab",
            restart=None if restart is None else number(restart, 0),
            legal=flag(element.find(w("isLgl"))),
            style=value(element, "pStyle"),
        )
    return levels


def _number_format(element: Any) -> str:
    """Return the level's format; a newer one stands in ``mc:AlternateContent`` with a plain one to fall back on."""
    for found in element.iter(w("numFmt")):
        name = found.get(w("val"))
        if name and name != "custom":
            return str(name)
    return "decimal"


def _written(item: _Number, index: int) -> str:
    level = item.levels.get(index, Level())
    if level.number_format == "none":
        return ""
    if level.number_format == "bullet":
        return _PRIVATE.sub(BULLET, level.text).strip() + " " if level.text.strip() else ""

    def fill(match: re.Match[str]) -> str:
        place = int(match.group(1)) - 1
        counter = item.list.counters[place]
        shown = item.levels.get(place, Level())
        return format_number(
            counter or 0, "decimal" if level.legal and shown.number_format != "none" else shown.number_format
        )

    label = _PRIVATE.sub(BULLET, _PLACEHOLDER.sub(fill, level.text)).strip()
    if not label or level.suffix == "nothing":
        return label
    # 一、 and （一） need no blank before the text; 第一条 does, and so does "1." before a figure (1. 2025年).
    return label if _CLOSED.search(label) and not label.endswith(".") else label + " "

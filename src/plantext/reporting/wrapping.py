"""Line breaking for Chinese on the terminal: rich breaks at spaces only, Chinese breaks between almost any two characters.

No line begins with a closing mark and none ends with an opening one (避头尾); numbers and Latin words stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

NOT_FIRST = frozenset("，。、；：？！）》】”’…·〉」』〕％,.;:?!)]}%℃")
NOT_LAST = frozenset("（《【“‘〈「『〔([{≥≤≈＞＜＝▸▹")
SMALLEST_WIDTH = 4

_UNIT = re.compile(r"[A-Za-z0-9_]+(?:[.,:/–-][A-Za-z0-9_]+)*|\s+|.", re.DOTALL)


class Wrapped:
    """A text that wraps by the rules above, later lines indented to where the text of the first line begins.

    Args:
        text: what to show; line ends in it are kept.
        lead: what stands before the first line, such as ``▸ ``.
        tail: what follows the last line and stays whole, such as a place; it takes a line of its own if it must.
    """

    def __init__(self, text: Text, lead: Text | None = None, tail: Text | None = None) -> None:
        self.text = text
        self.lead = lead or Text()
        self.tail = tail or Text()

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        indent = self.lead.cell_len
        longest = max(line.cell_len for line in self.text.split("\n", allow_blank=True)) + self.tail.cell_len + 1
        return Measurement(min(SMALLEST_WIDTH + indent, options.max_width), min(longest + indent, options.max_width))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        indent = self.lead.cell_len
        width = max(SMALLEST_WIDTH, options.max_width - indent)
        lead = self.lead
        for line in self._lines(width):
            yield Text.assemble(lead, line, no_wrap=True, overflow="crop")
            lead = Text(" " * indent)

    def _lines(self, width: int) -> list[Text]:
        lines = [
            line
            for paragraph in self.text.split("\n", allow_blank=True)
            for line in paragraph.divide(breaks(paragraph.plain, width))
        ]
        for line in lines:
            line.rstrip()
        if self.tail and lines[-1].cell_len + 1 + self.tail.cell_len <= width:
            lines[-1] = Text.assemble(lines[-1], " ", self.tail)
        elif self.tail:
            lines += self.tail.divide(breaks(self.tail.plain, width))
        return lines


def breaks(text: str, width: int) -> list[int]:
    """Return the offsets at which ``text`` is to be cut so that no line is wider than ``width`` cells."""
    units = list(_units(text, width))
    offsets: list[int] = []
    first = index = used = 0
    while index < len(units):
        unit = units[index][1]
        cells = 0 if unit.isspace() else cell_len(unit)
        if used + cells <= width or index == first:
            used += cell_len(unit)
            index += 1
            continue
        at = _break_before(units, first, index)
        offsets.append(units[at][0])
        first = index = at
        used = 0
    return offsets


def _break_before(units: list[tuple[int, str]], first: int, index: int) -> int:
    """Return the unit that opens the next line: ``index`` or an earlier one where marks forbid it."""
    at = index
    while at > first and (units[at][1] in NOT_FIRST or units[at - 1][1] in NOT_LAST):
        at -= 1
    return at if at > first else index


def _units(text: str, width: int) -> Iterator[tuple[int, str]]:
    """Cut a text into what must stay on one line; a word wider than the line is cut into characters."""
    for match in _UNIT.finditer(text):
        unit = match.group()
        if len(unit) > 1 and cell_len(unit) > width:
            yield from ((match.start() + offset, character) for offset, character in enumerate(unit))
        else:
            yield match.start(), unit

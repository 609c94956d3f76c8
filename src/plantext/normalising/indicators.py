"""The canonical id of an indicator as it is printed (``全县学前三年毛入园率`` is ``preschool_gross_enrolment``)."""

from __future__ import annotations

import re

from ahocorasick_rs import AhoCorasick, MatchKind

from plantext.lexicon import Lexicon
from plantext.normalising.automaton import FOLD
from plantext.normalising.shapes import Indicator, Indicators

NOISE = re.compile(r"[\s的、,，()（）\"“”‘’:：]")
LEAST_SHARE = 0.5
"""A name must make up this share of the printed words, or the print speaks of something narrower."""
LONG_NAME = 4
"""A shorter name must be all that is printed: 食品抽检合格率 is no 合格率 of pupils."""
MOST_LEADING = 3
"""So many leading words are taken off a print."""

# The same unit is printed in several ways.
SAME_UNIT = {
    "%": "%",
    "％": "%",
    "百分点": "百分点",
    "个百分点": "百分点",
    "㎡": "平方米",
    "m2": "平方米",
    "平米": "平方米",
}


def same_unit(unit: str) -> str:
    """Return the canonical print of a unit."""
    folded = unit.translate(FOLD).strip()
    return SAME_UNIT.get(folded, folded)


class IndicatorNames:
    """Looks indicators up by the longest name found in what is printed."""

    def __init__(self, lexicon: Lexicon) -> None:
        book = lexicon.get("indicators", Indicators)
        self._by_name: dict[str, list[Indicator]] = {}
        for indicator in book.indicators:
            for name in (indicator.name, *indicator.names):
                self._by_name.setdefault(normal(name), []).append(indicator)
        self._names = list(self._by_name)
        self._automaton = AhoCorasick(self._names, matchkind=MatchKind.LeftmostLongest)
        self._leading = tuple(sorted(map(normal, book.leading), key=len, reverse=True))
        trailing = "|".join(sorted(map(re.escape, book.trailing), key=len, reverse=True))
        self._trailing = re.compile(f"(?:{trailing})+$")

    def indicator_id(self, indicator: str, unit: str) -> str | None:
        """Return the id whose name is the longest one found, its unit fitting; None where the lexicon knows none."""
        whole = normal(indicator)
        printed = self._trailing.sub("", whole) or whole
        known = self._known(whole) or self._known(printed) or self._longest(printed)
        unit = same_unit(unit)
        return next((one.id for one in known if not unit or unit in map(same_unit, one.units)), None)

    def _known(self, printed: str, depth: int = 0) -> list[Indicator]:
        """Look up what is printed, with up to three leading words taken off: ``全县小学语文|及格率``."""
        exact = self._by_name.get(printed)
        if exact or depth == MOST_LEADING:
            return exact or []
        rests = (printed[len(word) :] for word in self._leading if printed.startswith(word))
        return next((found for rest in rests if (found := self._known(rest, depth + 1))), [])

    def _longest(self, printed: str) -> list[Indicator]:
        """Return the indicators with the longest name found; of equally long ones the last (小学教师|本科率)."""
        found = self._automaton.find_matches_as_indexes(printed)
        if not found:
            return []
        number, start, end = max(found, key=lambda match: (match[2] - match[1], match[1]))
        long_enough = end - start >= max(LONG_NAME, LEAST_SHARE * len(printed))
        return self._by_name[self._names[number]] if long_enough else []


def normal(name: str) -> str:
    """Return a name without marks, spaces and 的, folded to half width."""
    return NOISE.sub("", name.translate(FOLD))

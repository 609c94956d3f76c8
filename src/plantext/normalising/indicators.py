"""The canonical id of an indicator as it is printed (``全县学前三年毛入园率`` is ``preschool_gross_enrolment``)."""

from __future__ import annotations

import re

from ahocorasick_rs import AhoCorasick, MatchKind

from plantext.lexicon import Lexicon
from plantext.normalising.automaton import FOLD
from plantext.normalising.shapes import Indicator, Indicators

NOISE = re.compile(r"[\s的、,，()（）\"“”‘’:：]")
LEAST_SHARE = 0.4
"""A name must make up this share of the printed words, or the print speaks of something narrower."""

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
        leading = "|".join(sorted(map(re.escape, book.leading), key=len, reverse=True))
        trailing = "|".join(sorted(map(re.escape, book.trailing), key=len, reverse=True))
        self._edges = re.compile(f"^(?:{leading})+|(?:{trailing})+$")

    def indicator_id(self, indicator: str, unit: str) -> str | None:
        """Return the id whose name is the longest one found, its unit fitting; None where the lexicon knows none."""
        printed = self._edges.sub("", normal(indicator))
        if not printed:
            return None
        exact = self._by_name.get(printed)
        if exact is None:
            found = self._automaton.find_matches_as_indexes(printed)
            if not found:
                return None
            # Of equally long names the last one counts: 小学教师本科率 speaks of 本科率.
            number, start, end = max(found, key=lambda match: (match[2] - match[1], match[1]))
            if end - start < LEAST_SHARE * len(printed):
                return None
            exact = self._by_name[self._names[number]]
        unit = same_unit(unit)
        fitting = [known for known in exact if not unit or unit in map(same_unit, known.units)]
        return fitting[0].id if fitting else None


def normal(name: str) -> str:
    """Return a name without marks, spaces and 的, folded to half width."""
    return NOISE.sub("", name.translate(FOLD))

"""What a summary reports of a promised figure, worked out where it gives it in parts.

``652名学生登台`` of 742 against 超过九成; ``43名教师中有39人``; ``全学年6次`` against 每学期3次; ``上学期1次、下学期2次``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from plantext.aligning.comparison import Units
from plantext.aligning.fields import indicator_likeness
from plantext.aligning.figures import compare
from plantext.aligning.rules import Rules
from plantext.aligning.statements import Statement
from plantext.model import Target

_SHARE = re.compile(
    r"(\d+)\s*(?:名|位|个|户|人|处|项|间|班)?[^,，。;；\d]{0,12}(?:中|里)[^,，。;；\d]{0,6}?有?\s*(\d+)"
)
_COUNTED = re.compile(r"(\d+)\s*(?:名|位|个)?(学生|教师|幼儿|孩子|家长|专任教师|教职工)")
_HUNDRED = 100.0
SHARED_FAMILIES = ("people", "things", "money", "lessons", "occasions")


@dataclass(frozen=True, slots=True)
class ReportedFigure:
    """A reported value beside the promised one: whether it satisfies it, and in which statement it stands."""

    value: float
    unit: str
    met: bool
    likeness: float
    statement: Statement


class FigureReader:
    """Finds the reported figure for a promise.

    Args:
        totals: how many there are of each kind of person, by noun (``学生`` 742), as the two documents say.
    """

    def __init__(self, units: Units, rules: Rules, totals: dict[str, float]) -> None:
        self.units = units
        self.rules = rules
        self.totals = totals

    def read(self, promised: Target, promise: str, statements: list[Statement]) -> ReportedFigure | None:
        """Return the best reported figure among the statements found for a promise, None where none compares."""
        found = [figure for statement in statements for figure in self._in_statement(promised, promise, statement)]
        return max(found, key=lambda figure: (figure.likeness, not figure.statement.row), default=None)

    def all(self, promised: Target, promise: str, statements: list[Statement]) -> list[ReportedFigure]:
        """Return every reported figure that compares, for promises of several parts (语文、数学合格率)."""
        return [figure for statement in statements for figure in self._in_statement(promised, promise, statement)]

    def _in_statement(self, promised: Target, promise: str, statement: Statement) -> list[ReportedFigure]:
        family = self.units.family(promised.unit)[0]
        found = []
        for offered in _last_of_change(statement):
            if self.units.family(offered.unit)[0] != family:
                continue
            whole_year = offered.period is None and any(word in statement.clean for word in self.rules.whole_year)
            point = replace(offered, comparator="=", period="school-year" if whole_year else offered.period)
            match = compare(promised, point, self.units)
            if match.outcome == "not_comparable":
                continue
            likeness = indicator_likeness(promised, offered)
            met = match.outcome in ("met", "exceeded")
            found.append(ReportedFigure(offered.value, offered.unit, met, likeness, statement))
        if not found and promised.unit == "%":
            share = self._share(promise, statement)
            if share is not None:
                point = replace(promised, comparator="=", value=share, value_to=None, period=None)
                match = compare(replace(promised, period=None), point, self.units)
                met = match.outcome in ("met", "exceeded")
                found.append(ReportedFigure(round(share, 1), "%", met, 0.5, statement))
        return found

    def _share(self, promise: str, statement: Statement) -> float | None:
        """Work a rate out of two counts, or of one count and the known total: 实测552人, 达到优良的316人."""
        counts = [
            (target.value * self.units.family(target.unit)[1], self.units.family(target.unit)[0])
            for target in statement.targets
            if self.units.family(target.unit)[0] in SHARED_FAMILIES
        ]
        for (whole, family), (part, other) in pairwise(counts):
            if family == other and 0 < part <= whole:
                return _HUNDRED * part / whole
        if found := _SHARE.search(statement.clean):
            whole, part = float(found[1]), float(found[2])
            if 0 < part <= whole:
                return _HUNDRED * part / whole
        for count, noun in _COUNTED.findall(statement.clean):
            whole = self.totals.get(noun, 0.0)
            if whole and float(count) <= whole and (noun in promise or noun in ("学生", "幼儿", "孩子")):
                return _HUNDRED * float(count) / whole
        return None


def totals(statements: list[Statement]) -> dict[str, float]:
    """Return the largest count of each kind of person that the documents name: 742名学生."""
    found: dict[str, float] = {}
    for statement in statements:
        for count, noun in _COUNTED.findall(statement.clean):
            found[noun] = max(found.get(noun, 0.0), float(count))
    return found


def _last_of_change(statement: Statement) -> list[Target]:
    """Leave out where a change started (由40.7%提高到43.6%), and the promised column of a table row."""
    targets = list(statement.targets)
    if statement.row:
        done = [target for target in targets if target.kind == "baseline"]
        return list(statement.achieved) or done or targets[-1:]
    kept = []
    for target in targets:
        before = statement.clean[: max(0, target.span[0] - statement.span[0])]
        if before.endswith(("由", "从", "由原来的", "从原来的", "由上年的", "由去年的")):
            continue
        kept.append(target)
    return kept

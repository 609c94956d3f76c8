"""What the fields of a requirement and of a passage say to each other: figure, deadline, grade, everyone or some."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from plantext.aligning.comparison import Units
from plantext.aligning.figures import FigureMatch, compare
from plantext.aligning.statements import Statement
from plantext.catalogue import Wording
from plantext.catalogue.wording import amount
from plantext.model import Target

_CLOCK = re.compile(r"(\d{1,2})[:：](\d{2})\s*(?:至|到|-|—|~|～)+\s*(\d{1,2})[:：](\d{2})")
# figures for these stand side by side and are no sum: 小学2次、初中3次
_OTHER_PEOPLE = re.compile("小学|初中|高中|年级|[大中小]班|教师|校长|主任|学校|幼儿园")
FULL = 100.0
SINGLE = 1.0


@dataclass(frozen=True, slots=True)
class FigurePair:
    """A required figure, the offered one it was compared with, and how they stand to each other."""

    required: Target
    offered: Target | None
    match: FigureMatch


def best_figure(required: Target, statement: Statement, units: Units, *, promised: bool = True) -> FigurePair | None:
    """Return the comparison with the statement's figure that fits a required one best; None where none fits.

    A figure fits when its unit is of the same family and its indicator is not another one; with ``promised`` only figures
    that are promised count, not present ones (上学年末优良率51.8%).
    """
    fitting = [
        (indicator_likeness(required, offered), -number, offered)
        for number, offered in enumerate(statement.targets)
        if (offered.kind == "target" or not promised)
        and units.family(offered.unit)[0] == units.family(required.unit)[0]
        and not _other_indicator(required, offered)
    ]
    if not fitting:
        return _clock_figure(required, statement)
    _, _, offered = max(fitting, key=lambda fit: fit[:2])
    pair = FigurePair(required, offered, compare(required, offered, units))
    if pair.match.outcome == "weaker":
        return _summed(required, [fit[2] for fit in fitting], units) or pair
    return pair


def _summed(required: Target, parts: list[Target], units: Units) -> FigurePair | None:
    """Add up what is given in parts, where the sum is enough: 暑假25天、寒假8天 against 不少于30天."""
    alike = [
        part
        for part in parts
        if (part.unit, part.period) == (parts[0].unit, parts[0].period)
        and part.comparator in ("=", ">=")
        and not _OTHER_PEOPLE.search(part.scope or "")
    ]
    if len(alike) < 2 or required.comparator not in (">=", ">", "=") or required.unit == "%":
        return None
    total = replace(alike[0], value=sum(part.value for part in alike))
    match = compare(required, total, units)
    return FigurePair(required, total, match) if match.outcome in ("met", "exceeded") else None


def _clock_figure(required: Target, statement: Statement) -> FigurePair | None:
    """Work out a length of time from two clock times: 9:50至10:25 is 35 minutes."""
    if required.unit not in ("分钟", "分", "小时"):
        return None
    minutes = sum(
        (int(end_hour) - int(hour)) * 60 + int(end_minute) - int(minute)
        for hour, minute, end_hour, end_minute in _CLOCK.findall(statement.clean)
    )
    if minutes <= 0:
        return None
    value = minutes / 60 if required.unit == "小时" else minutes
    lower = required.comparator in (">=", ">", "=", "~", "range")
    met = value >= required.value if lower else value <= required.value
    better = value != required.value
    return FigurePair(required, None, FigureMatch(("exceeded" if better else "met") if met else "weaker", True))


def indicator_likeness(left: Target, right: Target) -> float:
    """Return how much two indicators share, 0..1: canonical ids first, then shared pairs of characters."""
    if left.indicator_id and right.indicator_id:
        return 1.0 if left.indicator_id == right.indicator_id else 0.0
    one, other = _pairs(left.indicator), _pairs(right.indicator)
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _other_indicator(left: Target, right: Target) -> bool:
    """Tell whether two figures plainly count different things: both are known indicators, and not the same one."""
    return bool(left.indicator_id and right.indicator_id and left.indicator_id != right.indicator_id)


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def answered_in_words(required: Target, statement: Statement) -> bool:
    """Tell whether words answer a figure: 每一户…一户也不落下 answers 100 %, holding the event answers 每学年举办1次."""
    if required.unit == "%" and required.value >= FULL:
        return statement.scope.everyone
    once = required.value == SINGLE and required.comparator in ("=", ">=") and required.unit != "%"
    return once and required.period in (None, "term", "school-year", "year")


def frequency_figure(required: Target, statement: Statement, units: Units) -> FigurePair | None:
    """Compare a required frequency with how often a measure recurs: 每周五放学后 is once a week."""
    measure = statement.measure
    if measure is None or measure.frequency is None or required.period is None:
        return None
    if units.family(required.unit)[0] not in ("occasions", "lessons"):
        return None
    count = measure.frequency.count or SINGLE
    offered = replace(required, comparator="=", value=count, value_to=None, period=measure.frequency.per)
    return FigurePair(required, offered, compare(required, offered, units))


def roles_conflict(required: Statement, offered: Statement) -> bool:
    """Tell whether other people act: what 任课教师 do is no evidence for what 校级领导 must do."""
    return bool(required.scope.roles and offered.scope.roles and not required.scope.roles & offered.scope.roles)


def grades_conflict(required: Statement, offered: Statement) -> bool:
    """Tell whether two statements speak of grades that have nothing in common."""
    return bool(required.scope.grades and offered.scope.grades and not required.scope.grades & offered.scope.grades)


def narrower(required: Statement, offered: Statement) -> bool:
    """Tell whether the offered scope leaves out some that the required one names: 三至六年级 of 全体, 重点 of 每名."""
    if required.scope.grades and offered.scope.grades:
        return not required.scope.grades <= offered.scope.grades
    return required.scope.everyone and offered.scope.some


def printed(target: Target, say: Wording) -> str:
    """Return a figure as a person reads it: 每学期≥20节."""
    period = say(f"per.{target.period}") if target.period else ""
    gap = " " if period and say.language == "en" else ""
    return f"{period}{gap}{amount(target, say)}"

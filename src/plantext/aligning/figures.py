"""Interval logic: does a figure that is offered satisfy a figure that is required?

A target is an interval. It is satisfied when the offered interval lies inside the required one: 不少于10节 satisfies
不少于8节, 95%左右 does not satisfy 95%以上. 以上, 以下 and 以内 include the number, 超过 and 不满 exclude it (民法典 第1259条).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from plantext.aligning.comparison import Units
from plantext.model import Comparator, Per, Target

Outcome = Literal["met", "exceeded", "weaker", "not_comparable"]

SOFTENED = 0.05
"""左右 leaves so large a share open to both sides."""

TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Interval:
    """``low`` to ``high``, each end in or out."""

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False

    def inside(self, other: Interval) -> bool:
        """Tell whether every value of this interval lies in the other one."""
        low = self.low > other.low + TINY or (
            abs(self.low - other.low) <= TINY and (self.low_open or not other.low_open)
        )
        high = self.high < other.high - TINY or (
            abs(self.high - other.high) <= TINY and (self.high_open or not other.high_open)
        )
        return (low or self.low == other.low == -math.inf) and (high or self.high == other.high == math.inf)

    def scaled(self, factor: float) -> Interval:
        """Return the interval in another unit."""
        return Interval(self.low * factor, self.high * factor, self.low_open, self.high_open)


def interval(comparator: Comparator, value: float, value_to: float | None, *, required: bool) -> Interval:
    """Return the interval of a figure.

    Args:
        comparator: as in the contract.
        value: the figure, for ``range`` its lower end.
        value_to: the upper end of a range.
        required: a bare count that is required (``举办1次艺术节``) is a lower bound: doing more is no fault.
    """
    match comparator:
        case ">=":
            return Interval(value, math.inf)
        case ">":
            return Interval(value, math.inf, low_open=True)
        case "<=" | "rank<=":
            return Interval(-math.inf, value)
        case "<":
            return Interval(-math.inf, value, high_open=True)
        case "~":
            return Interval(value * (1 - SOFTENED), value * (1 + SOFTENED))
        case "range":
            upper = value if value_to is None else value_to
            return Interval(value, math.inf if required else upper)
    return Interval(value, math.inf if required else value)


@dataclass(frozen=True, slots=True)
class FigureMatch:
    """How an offered figure stands to a required one.

    ``assumed`` is True where a period had to be converted (每月2节 against 每学期10节).
    """

    outcome: Outcome
    assumed: bool


def compare(required: Target, offered: Target, units: Units) -> FigureMatch:
    """Compare two figures of the same matter.

    Units of unlike families and periods that cannot be converted give ``not_comparable``: it is never guessed.
    """
    family, size = units.family(required.unit)
    other_family, other_size = units.family(offered.unit)
    if family != other_family or (required.comparator == "rank<=") != (offered.comparator == "rank<="):
        return FigureMatch("not_comparable", False)
    factor = period_factor(required.period, offered.period, units)
    if factor is None:
        return FigureMatch("not_comparable", False)
    wanted = interval(required.comparator, required.value, required.value_to, required=True).scaled(size)
    given = interval(offered.comparator, offered.value, offered.value_to, required=False).scaled(other_size * factor)
    assumed = factor != 1
    if given.inside(wanted):
        bound_wanted = wanted.low if math.isfinite(wanted.low) else wanted.high
        bound_given = given.low if math.isfinite(wanted.low) else given.high
        better = bound_given > bound_wanted + TINY if math.isfinite(wanted.low) else bound_given < bound_wanted - TINY
        return FigureMatch("exceeded" if better else "met", assumed)
    if offered.comparator in ("<=", "<") and math.isfinite(wanted.low) and not math.isfinite(wanted.high):
        return FigureMatch("not_comparable", assumed)
    return FigureMatch("weaker", assumed)


def period_factor(required: Per | None, offered: Per | None, units: Units) -> float | None:
    """Return by what an offered count is multiplied to stand for the required period; None where it cannot."""
    if required == offered or required is None or offered is None:
        return 1.0
    wanted, given = units.times_a_school_year(required), units.times_a_school_year(offered)
    if wanted is None or given is None:
        return None
    return given / wanted


def value_meets(required: Target, value: float, unit: str, units: Units) -> bool | None:
    """Tell whether a reported value satisfies a figure; None where the units cannot be compared."""
    family, size = units.family(required.unit)
    other_family, other_size = units.family(unit)
    if family != other_family:
        return None
    wanted = interval(required.comparator, required.value, required.value_to, required=True).scaled(size)
    point = value * other_size
    return Interval(point, point).inside(wanted)

"""Deadlines: which of two EDTF dates comes later, and which day a month or a term stands for."""

from __future__ import annotations

import calendar
import re
from datetime import date

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})$")
_MONTH = re.compile(r"(\d{4})-(\d{2})$")
_YEAR = re.compile(r"(\d{4})$")

SEASON_END = {21: (5, 31), 22: (8, 31), 23: (11, 30), 24: (2, 28)}
"""EDTF seasons: 21 spring, 22 summer, 23 autumn, 24 winter."""


def last_day(value: str | None) -> date | None:
    """Return the last day an EDTF value allows: 2023-10 is 2023-10-31, a range its end; None for what has no date.

    A recurrence (``R/term``), a duration and a date without a year have no last day.
    """
    if not value:
        return None
    end = value.rsplit("/", 1)[-1]
    if found := _DAY.match(end):
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            return None
    if found := _MONTH.match(end):
        year, month = int(found[1]), int(found[2])
        if month in SEASON_END:
            return date(year, *SEASON_END[month])
        return date(year, month, calendar.monthrange(year, month)[1]) if 1 <= month <= 12 else None
    if found := _YEAR.match(end):
        return date(int(found[1]), 12, 31)
    return None


def school_year_end(period: str | None) -> date | None:
    """Return the day a plan's period ends; of the school year 2023/2024 the last lessons are in mid-July 2024."""
    if period and (found := re.fullmatch(r"(\d{4})/(\d{4})", period)) and int(found[2]) == int(found[1]) + 1:
        return date(int(found[2]), 7, 15)
    return last_day(period)


def days_later(required: str | None, offered: str | None) -> int | None:
    """Return by how many days the offered deadline is later than the required one (negative: earlier)."""
    wanted, given = last_day(required), last_day(offered)
    return (given - wanted).days if wanted and given else None

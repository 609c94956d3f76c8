"""The shape of ``lexicons/dates.yaml``: the words from which calendar expressions are made."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RelativeWord:
    """今年, 上月: a year or month counted from the one that the document speaks in."""

    word: str
    offset: int
    alone: bool = True


@dataclass(frozen=True)
class YearPart:
    """上半年, 第三季度, 暑假: its first and last month. ``alone``: also said without a year in front."""

    word: str
    months: tuple[int, int]
    alone: bool = False
    whole: bool = False
    holiday: bool = False


@dataclass(frozen=True)
class Term:
    """春季学期, 第一学期: the half of a school year, and the EDTF season where it is named by one."""

    word: str
    half: int
    season: int | None = None
    alone: bool = False


@dataclass(frozen=True)
class TermEdge:
    """开学, 末: a place inside a term."""

    word: str
    edge: str


@dataclass(frozen=True)
class Plan:
    """十四五: the years of a five-year plan."""

    word: str
    years: tuple[int, int]


@dataclass(frozen=True)
class Festival:
    """教师节: a day of the year with a name; the day is missing where the moon decides."""

    word: str
    month: int
    day: int | None = None


@dataclass(frozen=True)
class DateWords:
    """Everything in ``lexicons/dates.yaml``; what each list is for stands there, with examples."""

    relative_years: tuple[RelativeWord, ...]
    relative_months: tuple[RelativeWord, ...]
    year_parts: tuple[YearPart, ...]
    terms: tuple[Term, ...]
    term_edges: tuple[TermEdge, ...]
    term_blockers: str
    month_parts: tuple[str, ...]
    plans: tuple[Plan, ...]
    plan_tails: tuple[str, ...]
    festivals: tuple[Festival, ...]
    festival_tails: tuple[str, ...]
    set_units: dict[str, str]
    set_blockers: tuple[str, ...]
    set_words: dict[str, str]
    weekly_heads: tuple[str, ...]
    set_word_blockers: tuple[str, ...]
    set_heads: tuple[str, ...]
    counted: tuple[str, ...]
    day_times: tuple[str, ...]
    duration_units: dict[str, str]
    duration_bounds: tuple[str, ...]
    duration_since: tuple[str, ...]
    duration_heads_inside: tuple[str, ...]
    duration_heads_outside: tuple[str, ...]
    duration_tails_needed: tuple[str, ...]
    tails: dict[str, str]
    tail_blockers: str
    before_horizon: tuple[str, ...]
    before_so_far: tuple[str, ...]
    before_start: tuple[str, ...]
    before_deadline: tuple[str, ...]
    after_start: tuple[str, ...]
    after_end: tuple[str, ...]
    horizon_words: tuple[str, ...]
    event_words: tuple[str, ...]
    issue_labels: tuple[str, ...]
    next_headings: tuple[str, ...]
    next_words: tuple[str, ...]
    duration_not_after: tuple[str, ...]
    after_issue: tuple[str, ...]

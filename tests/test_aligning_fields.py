"""Interval logic, deadlines and scopes: the fields that decide a verdict."""

from __future__ import annotations

from datetime import date

import pytest

from plantext.aligning.comparison import units
from plantext.aligning.figures import compare, interval
from plantext.aligning.scopes import scope_reader
from plantext.aligning.times import days_later, last_day, school_year_end
from plantext.lexicon import builtin
from plantext.model import Comparator, Per, Target


def figure(comparator: Comparator, value: float, unit: str, period: Per | None = None) -> Target:
    return Target("t", None, None, (0, 1), "x", "", None, comparator, value, None, unit, None, None, "target", period)


FIGURES = [
    ((">=", 95, "%", None), (">=", 93, "%", None), "weaker", "93%以上 for 95%以上"),
    ((">=", 95, "%", None), (">=", 95, "%", None), "met", "the same bound; 以上 includes the number (民法典 第1259条)"),
    ((">=", 95, "%", None), (">", 95, "%", None), "met", "超过95% lies inside 95%以上"),
    ((">", 95, "%", None), (">=", 95, "%", None), "weaker", "超过 excludes the number, 以上 does not"),
    ((">=", 95, "%", None), ("~", 95, "%", None), "weaker", "95%左右 is softer than 95%以上"),
    ((">=", 8, "节", "term"), (">=", 10, "节", "term"), "exceeded", "不少于10节 satisfies 不少于8节"),
    ((">=", 10, "节", "term"), (">=", 2, "节", "month"), "met", "two a month are ten a term of five months"),
    ((">=", 2, "次", "term"), ("=", 2, "次", "school-year"), "weaker", "two a year are one a term"),
    ((">=", 1, "次", "month"), ("=", 2, "次", "term"), "weaker", "two a term are fewer than one a month"),
    (("<=", 60, "分钟", None), ("<=", 1, "小时", None), "met", "an hour is sixty minutes"),
    (("<=", 5, "%", None), ("<=", 6, "%", None), "weaker", "lower is better"),
    (("<=", 45, "人", None), ("<=", 40, "名", None), "exceeded", "people by another measure word"),
    (("=", 1, "次", None), ("=", 3, "次", None), "exceeded", "a bare count that is required is a lower bound"),
    ((">=", 95, "%", None), (">=", 3, "百分点", None), "not_comparable", "a rise without a baseline is no level"),
    ((">=", 30, "分钟", None), (">=", 2, "次", None), "not_comparable", "times are no minutes"),
    ((">=", 90, "%", None), (">", 9, "成", None), "met", "九成 is 90 %"),
]


@pytest.mark.parametrize(("required", "offered", "outcome", "reason"), FIGURES)
def test_figures(required: tuple, offered: tuple, outcome: str, reason: str) -> None:
    assert compare(figure(*required), figure(*offered), units(builtin())).outcome == outcome, reason


def test_a_converted_period_is_marked_as_an_assumption() -> None:
    match = compare(figure(">=", 10, "节", "term"), figure(">=", 2, "节", "month"), units(builtin()))
    assert match.assumed


def test_intervals_of_a_range() -> None:
    wanted = interval("range", 5, 8, required=True)
    assert interval("=", 9, None, required=False).inside(wanted)
    assert not interval("=", 4, None, required=False).inside(wanted)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2023-10", date(2023, 10, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2023-10-09", date(2023, 10, 9)),
        ("2023-09-01/2023-10-15", date(2023, 10, 15)),
        ("../2022-04-12", date(2022, 4, 12)),
        ("2025", date(2025, 12, 31)),
        ("2024-21", date(2024, 5, 31)),
        ("R/term", None),
        ("P3Y", None),
        ("XXXX-10-20", None),
        (None, None),
    ],
)
def test_last_day(value: str | None, day: date | None) -> None:
    assert last_day(value) == day


def test_deadlines_are_compared_in_days() -> None:
    assert days_later("2023-10", "2023-12") == 61
    assert days_later("2023-10", "2023-09-30") == -31
    assert days_later("2023-10", "R/term") is None
    assert school_year_end("2023/2024") == date(2024, 7, 15)


@pytest.mark.parametrize(
    ("text", "grades"),
    [
        ("小学一、二年级不得布置书面作业", {1, 2}),
        ("三至六年级学生", {3, 4, 5, 6}),
        ("三年级以上各班", {3, 4, 5, 6, 7, 8, 9}),
        ("低年级学生", {1, 2}),
        ("七年级新生", {7}),
        ("小班幼儿", {-2}),
        ("全体学生", set()),
    ],
)
def test_grades(text: str, grades: set[int]) -> None:
    assert scope_reader(builtin()).read(text).grades == grades


def test_everyone_and_some() -> None:
    reader = scope_reader(builtin())
    assert reader.read("与每一户家长签订责任书").everyone
    assert reader.read("从三至六年级做起").some
    assert not reader.read("建立成长档案").everyone

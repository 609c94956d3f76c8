"""Sentences and clauses: each row is a way in which offices punctuate."""

from __future__ import annotations

import pytest

from plantext.structure.sentences import LONG_LIST, cut
from structure_samples import structure

ROWS = [
    ("办好教育。抓好质量!怎么抓?", ["办好教育。", "抓好质量!", "怎么抓?"], "the three ends of a sentence"),
    ("落实“早读。午练。晚思”三项要求。", ["落实“早读。午练。晚思”三项要求。"], "a quote is never cut"),
    ("学习《教育法》《教师法。解读》。", ["学习《教育法》《教师法。解读》。"], "nor is a title in book-title marks"),
    (
        "校长说:“质量就是生命。”各班都要行动。",
        ["校长说:“质量就是生命。”", "各班都要行动。"],
        "a stop in a closing quote ends",
    ),
    ("做到“一日一清。”的要求不变。", ["做到“一日一清。”的要求不变。"], "but not where the sentence goes on"),
    ("开展德育(含民办(普惠)园)活动。", ["开展德育(含民办(普惠)园)活动。"], "brackets in brackets"),
    (
        "五育并举(德智体。美劳,抓好落实。",
        ["五育并举(德智体。", "美劳,抓好落实。"],
        "a bracket left open protects nothing",
    ),
    ("特制定本计划.请遵照执行.", ["特制定本计划.", "请遵照执行."], "half-width full stops"),
    ("师生比1.5,每天2.5小时.", ["师生比1.5,每天2.5小时."], "a decimal point is none"),
    ("合格率达到96.各班落实.", ["合格率达到96.", "各班落实."], "a point after a figure inside a sentence"),
    ("登录www.edu.cn查看.", ["登录www.edu.cn查看."], "an address holds none"),
    ("预期目标- 成绩提高;- 习惯改善。", ["预期目标", "成绩提高;", "习惯改善。"], "bullets in a line part sentences"),
    ("抓常规。——。", ["抓常规。"], "mere marks are no sentence"),
    ("• 抓常规", ["抓常规"], "a bullet belongs to no sentence"),
    ("(2)完善制度。", ["完善制度。"], "nor does an item number"),
    ("3-5岁幼儿入园。", ["3-5岁幼儿入园。"], "a dash between figures is no bullet"),
    (
        "一是抓课堂;二是抓教研;三是抓评价。",
        ["一是抓课堂;二是抓教研;三是抓评价。"],
        "a semicolon alone ends no sentence",
    ),
]


@pytest.mark.parametrize(("text", "expected", "reason"), ROWS, ids=[row[2] for row in ROWS])
def test_sentences(text: str, expected: list[str], reason: str) -> None:
    assert [text[slice(*span)] for span, _ in cut(text, 0, len(text))] == expected, reason


CLAUSES = [
    ("抓德育、智育,促体育;重美育。", ["抓德育、智育", "促体育", "重美育"], "commas and semicolons part, 、 does not"),
    ("补助1,250元,比例1:19。", ["补助1,250元", "比例1:19"], "marks inside figures part nothing"),
    ("主要做法:听课,评课。", ["主要做法", "听课", "评课"], "a colon opens a list"),
    ("打造“书香,墨香”校园,形成特色。", ["打造“书香,墨香”校园", "形成特色"], "a comma in a quote parts nothing"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), CLAUSES, ids=[row[2] for row in CLAUSES])
def test_clauses(text: str, expected: list[str], reason: str) -> None:
    ((_, clauses),) = cut(text, 0, len(text))
    assert [text[slice(*span)] for span in clauses] == expected, reason


def test_a_list_too_long_to_show_is_given_item_by_item() -> None:
    items = [
        f"第{n}项指标明显提高,各校按照要求建立台账并且逐月销号,年底由督导室统一组织验收并通报结果"
        for n in "甲乙丙丁戊己"
    ]
    text = ";".join(items) + "。"
    assert len(text) > LONG_LIST
    assert [text[slice(*span)].rstrip(";。") for span, _ in cut(text, 0, len(text))] == items


def test_clauses_lie_in_their_sentence_in_order() -> None:
    text = "  坚持育人为本,德育为先;落实“双减”:作业不超过1.5小时. • 开展活动,每月1次。完"
    end = 0
    for (start, stop), clauses in cut(text, 0, len(text)):
        assert end <= start < stop
        end = start
        for first, last in clauses:
            assert end <= first < last <= stop
            end = last
        end = stop


def test_headings_and_their_bodies_are_sentences_of_their_own() -> None:
    text = "一、工作目标\n1、提升教学质量。抓好备课,抓好上课。\n(1)学生每天锻炼。"
    found = structure(text).sentences
    assert [(text[slice(*one.span)], one.heading, one.section) for one in found[:3]] == [
        ("工作目标", True, 0),
        ("提升教学质量", True, 1),
        ("抓好备课,抓好上课。", False, 1),
    ]


def test_brackets_around_a_heading_are_no_sentences() -> None:
    text = "【活动目标】让学生懂得安全。\n【活动过程】观看宣传片。"
    assert [text[slice(*one.span)] for one in structure(text).sentences] == [
        "活动目标",
        "让学生懂得安全。",
        "活动过程",
        "观看宣传片。",
    ]

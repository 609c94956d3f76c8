"""Tables: kinds, what columns mean, heads over two lines, repeated heads, merged cells."""

from __future__ import annotations

import pytest

from structure_samples import structure

KINDS = [
    (
        "序号\t工作任务\t具体要求\t责任单位\t完成时限\n1\t德育\t每月一次班会\t政教处\t6月底\n2\t教学\t每周教研\t教导处\t7月底",
        "task_list",
        ("number", "task", "requirement", "actor", "due"),
    ),
    (
        "项目\t主要措施\t牵头部门\n书香校园\t每天阅读\t语文组\n足球进校园\t每周一课\t体育组",
        "task_list",
        ("task", "requirement", "actor"),
    ),
    ("月份\t主要工作\n9月\t开学典礼\n10月\t运动会", "calendar", ("month", "task")),
    ("时间\t活动内容\t负责人\n3月\t植树\t王老师\n4月\t读书\t李老师", "calendar", ("month", "task", "actor")),
    ("周次\t工作安排\t备 注\n第1周\t报到\t\n第2周\t检查\t", "calendar", ("month", "task", "note")),
    (
        "指标\t单位\t现状\t目标值\n入园率\t%\t90\t95\n巩固率\t%\t96\t98",
        "indicators",
        ("indicator", "other", "baseline", "value"),
    ),
    ("项目\t2023年\t2024年\t2025年\n入学率\t98%\t99%\t100%", "indicators", ("indicator", "value", "value", "value")),
    ("指标\t目标\t完成\n合格率\t95%\t96.5%\n优秀率\t40%\t38%", "indicators", ("indicator", "value", "baseline")),
    ("姓名\t性别\t民族\n王某\t女\t汉\n李某\t男\t壮", "other", ("other", "other", "other")),
]


@pytest.mark.parametrize(("text", "kind", "roles"), KINDS)
def test_kinds_and_roles(text: str, kind: str, roles: tuple[str, ...]) -> None:
    (table,) = structure(text).tables
    assert (table.kind, table.roles) == (kind, roles)


def test_years_of_columns() -> None:
    text = "指标\t2023年基数\t2024年目标\t2024—2025学年\n合格率\t80\t85\t90"
    (table,) = structure(text).tables
    assert table.years == (None, "2023", "2024", "2024/2025")
    assert table.roles == ("indicator", "baseline", "value", "value")


def test_a_head_over_two_lines_counts_as_one() -> None:
    text = "指标\t基数\t目标值\t\n\t\t2024年\t2025年\n合格率\t80\t85\t90"
    (table,) = structure(text).tables
    assert [text[slice(*span)] for span in table.header] == ["指标", "基数", "2024年", "2025年"]
    assert table.years == (None, None, "2024", "2025")
    assert len(table.rows) == 1


def test_a_repeated_head_is_no_row_and_parts_no_table() -> None:
    head = "序号\t任务\t责任人\n"
    (table,) = structure(f"{head}1\t备课\t王某\n(续表)\n{head}2\t上课\t李某").tables
    assert len(table.rows) == 2


def test_an_empty_lead_cell_continues_the_one_above() -> None:
    text = "序号\t任务\t要求\t责任人\n1\t德育\t班会\t王某\n\t\t家访\t"
    (table,) = structure(text).tables
    assert [text[slice(*span)] for span in table.rows[1].cells] == ["1", "德育", "家访", "王某"]


def test_a_row_over_all_columns_names_the_rows_below() -> None:
    text = "序号\t任务\t责任人\n一、教学工作\t\t\n1\t备课\t王某"
    found = structure(text)
    assert [len(table.rows) for table in found.tables] == [1]
    assert not found.headings


def test_cells_are_sentences() -> None:
    text = "一、任务\n序号\t任务\t责任人\n1\t抓备课。抓上课。\t王某\n完成后通报。"
    cells = [one for one in structure(text).sentences if one.table is not None]
    assert [(text[slice(*one.span)], one.row, one.column, one.heading) for one in cells] == [
        ("序号", None, 0, True),
        ("任务", None, 1, True),
        ("责任人", None, 2, True),
        ("1", 0, 0, False),
        ("抓备课。抓上课。", 0, 1, False),
        ("王某", 0, 2, False),
    ]
    assert {one.section for one in cells} == {0}


def test_two_tables_stay_two() -> None:
    text = "月份\t工作\n9月\t开学\n下面是指标。\n指标\t2024年\t2025年\n合格率\t85\t90"
    assert [table.kind for table in structure(text).tables] == ["calendar", "indicators"]

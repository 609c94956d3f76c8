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
    # heads that no lexicon knows: short words without figures over columns of figures
    (
        "项目\t开学时想到的\t期末做到的\t自己的话\n听课\t28节\t31节\t知足\n家访\t15户\t15户\t欣慰",
        "indicators",
        ("indicator", "value", "baseline", "other"),
    ),
    # plan and actual: what is left between them is a column of figures as well
    (
        "内容\t计划\t实际\t差距\n合格率\t95%\t92%\t3%\n优秀率\t40%\t41%\t无",
        "indicators",
        ("indicator", "value", "baseline", "other"),
    ),
    # two columns of figures without a word of plans: present figures, also in a plan
    (
        "学科\t人数\t平均分\t及格率\n语文\t45\t82.5\t95.6%\n数学\t45\t78\t88.9%",
        "indicators",
        ("indicator", "baseline", "baseline", "baseline"),
    ),
    # … under the parts of a year a plan sets itself targets
    (
        "\t第一学期\t第二学期\n听课节数\t20\t22\n教案检查\t4次\t5次",
        "indicators",
        ("indicator", "value", "value"),
    ),
    (
        "对象\t去年\t今年\t明年\n骨干教师\t10人\t12人\t15人\n名师\t1人\t1人\t2人",
        "indicators",
        ("indicator", "baseline", "value", "value"),
    ),
    # lists of people, telephone numbers and points are no targets
    ("姓名\t任教学科\t周课时\t班数\n张某\t语文\t14\t2\n李某\t数学\t12\t2", "other", ("other",) * 4),
    (
        "考核内容\t分值\t评分办法\t得分\n备课\t20\t缺一次扣2分\t18\n上课\t30\t按评课表\t28",
        "other",
        ("task", "other", "other", "other"),
    ),
    ("联系部门\t电话\n教导处\t60001234\n总务处\t60001235", "other", ("actor", "other")),
    # a first row that is a row like the others is no head
    ("组长\t王某\n副组长\t李某\n成员\t张某", "other", ("other", "other")),
    # fields of work beside the month
    (
        "月份\t德育\t教学\t安全\n9月\t入学教育\t排课\t开学第一课\n10月\t国庆活动\t赛课\t演练",
        "calendar",
        ("month", "task", "task", "task"),
    ),
    # the office's words and everyday ones
    (
        "谁来干\t干什么\t啥时候干完\n教导处\t排课表\t8月底\n总务处\t发教材\t9月1日",
        "task_list",
        ("actor", "task", "due"),
    ),
    (
        "活动名称\t活动时间\t参加对象\t负责部门\n读书节\t4月\t全体学生\t语文组\n科技节\t5月\t三至六年级\t科学组",
        "task_list",
        ("task", "due", "other", "actor"),
    ),
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

"""Measures: what a reviewer would tick off, and what not. Each row says why it is there."""

from __future__ import annotations

import pytest

from plantext.lexicon import builtin
from plantext.model import Document, Measure
from plantext.pipeline import read_file
from plantext.reading import read_bytes


def document(text: str, name: str = "t.txt") -> Document:
    return read_file(read_bytes(text.encode(), name), builtin()).extraction.documents[0]


def in_directive(body: str) -> list[Measure]:
    text = f"青禾县教育局关于做好全县小学常规工作的通知\n各中心学校、县直各小学：\n现将有关工作通知如下。\n一、重点任务\n{body}\n青禾县教育局\n2023年8月20日\n"
    return [m for m in document(text).measures if m.text in body]


def in_plan(body: str) -> list[Measure]:
    text = f"青禾县柳湾小学2023—2024学年度学校工作计划\n新学年，学校各项工作安排如下。\n一、主要措施\n{body}\n青禾县柳湾小学\n2023年9月1日\n"
    return [m for m in document(text).measures if m.text in body]


SPLITTING = [
    (
        "校级领导每学期听课不少于20节，专任教师每学期听课不少于15节。",
        ["校级领导每学期听课不少于20节", "专任教师每学期听课不少于15节"],
        "two subjects, each with a figure of its own",
    ),
    (
        "对宿舍、食堂等重点部位，每周至少排查1次隐患，并逐项建立台账。",
        ["对宿舍、食堂等重点部位，每周至少排查1次隐患，并逐项建立台账"],
        "a clause that leads in and one that leans on it make one thing",
    ),
    (
        "一、二年级不得布置书面作业；三至六年级书面作业每天不超过60分钟。",
        ["一、二年级不得布置书面作业", "三至六年级书面作业每天不超过60分钟"],
        "a semicolon separates",
    ),
    (
        "每学年举办1次读书节，学生参与率达到90%以上。",
        ["每学年举办1次读书节，学生参与率达到90%以上"],
        "the share belongs to the event named before it",
    ),
    (
        "深入开展法治教育，建立健全校园欺凌防治制度，全面推进心理辅导室建设。",
        ["深入开展法治教育", "建立健全校园欺凌防治制度", "全面推进心理辅导室建设"],
        "a chain of things to do, each with its own verb and object",
    ),
]


@pytest.mark.parametrize(("body", "expected", "reason"), SPLITTING)
def test_sentences_are_cut_where_a_reviewer_would_cut_them(body: str, expected: list[str], reason: str) -> None:
    assert [m.text for m in in_directive(body)] == expected, reason


FORCE = [
    ("严禁占用体育课时间补习文化课。", "must_not", "严禁"),
    ("不得向家长摊派费用。", "must_not", "不得"),
    ("每班图书不得少于100册。", "must", "不得少于 is a figure, no prohibition"),
    ("鼓励教师开展小课题研究。", "may", "鼓励"),
    ("有条件的学校可开辟种植园地。", "may", "有条件的 … 可"),
    ("力争年底前建成录播教室。", "should", "力争"),
    ("积极推进书香校园建设。", "should", "积极 at the start"),
    ("各校要建立门卫值班制度。", "must", "要"),
    ("开展防震疏散演练。", "must", "a bare imperative"),
    ("组织学生参加重要节日纪念活动。", "must", "要 inside 重要 asks for nothing"),
]


@pytest.mark.parametrize(("body", "force", "reason"), FORCE)
def test_force(body: str, force: str, reason: str) -> None:
    measures = in_directive(body)
    assert [m.force for m in measures] == [force], reason


NOT_MEASURES = [
    ("近年来，全县小学办学面貌有了明显改善。", "background"),
    ("目前全县小学生近视率为31.4%，形势不容乐观。", "a present state"),
    ("教师的一言一行都在影响学生。", "an exhortation"),
    ("数字资源是乡镇学校追赶城区学校的重要助力。", "an explanation"),
    ("具体要求见附件。", "a pointer"),
]


@pytest.mark.parametrize(("body", "reason"), NOT_MEASURES)
def test_what_asks_for_nothing_is_no_measure(body: str, reason: str) -> None:
    assert in_directive(body) == [], reason


def test_a_plan_may_promise_without_asking() -> None:
    (measure,) = in_plan("1.放学时排好路队，住得远的学生由值班教师送到岔路口。")
    assert measure.text == "放学时排好路队，住得远的学生由值班教师送到岔路口"


def test_actors_are_given_as_printed() -> None:
    assert in_directive("班主任每学期对每名学生家访1次。")[0].actors == ("班主任",)
    assert in_plan("1.书法社团每周活动一次，由艺术教研组长负责。")[0].actors == ("艺术教研组长",)


def test_who_is_named_in_a_heading_acts_in_what_stands_under_it() -> None:
    text = (
        "青禾县柳湾小学2023—2024学年度学校工作计划\n一、主要措施\n（一）守牢安全底线（责任人：总务主任、安全专干）\n"
        "1.每周排查一次用电隐患。\n2.每月检查一次消防器材。\n二、保障措施\n1.加强经费保障。\n"
    )
    measures = document(text).measures
    assert measures[0].actors == ("总务主任", "安全专干")
    assert measures[-1].actors == ()


def test_items_of_a_forbidden_list_forbid() -> None:
    body = "在园期间不得有下列行为：\n（一）提前讲授汉语拼音；\n（二）布置书面作业。"
    assert [m.force for m in in_directive(body)] == ["must_not", "must_not"]


def test_frequency_and_deadline() -> None:
    (measure,) = in_directive("每学期组织消防疏散演练2次。")
    assert measure.frequency is not None
    assert (measure.frequency.per, measure.frequency.count) == ("term", 2)
    (measure,) = in_directive("2023年10月底前建成学生成长档案。")
    assert measure.due == "2023-10"


def test_a_table_whose_head_says_nothing_known_tells_in_its_wordiest_column() -> None:
    text = (
        "青禾县柳湾教学点2023—2024学年度工作计划\n一、要办的事\n"
        "序号\t名目\t路数\t哪位\n1\t路队\t每天放学由值班教师把学生送到岔路口\t值班教师\n2\t开水\t每天早上烧两壶开水,教室里放保温桶\t生活教师\n"
    )
    assert [m.text for m in document(text).measures] == [
        "每天放学由值班教师把学生送到岔路口",
        "每天早上烧两壶开水,教室里放保温桶",
    ]

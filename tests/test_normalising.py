"""The labeller: themes, stages, indicators, and why. Each row says what it guards."""

from __future__ import annotations

import re

import pytest

from plantext.lexicon import builtin
from plantext.normalising import Labeller, labeller
from plantext.normalising.labelling import parts_of


@pytest.fixture(scope="module")
def labels() -> Labeller:
    return labeller(builtin())


def ids(labels: Labeller, text: str, *headings: str) -> list[str]:
    return [label.id for label in labels.label(text, headings).themes]


PRIMARY = [
    # scope notes of the taxonomy, one a conflict
    ("校长每周推门听课两节,课后当面交换意见。", "research", "听课 is research, not classroom"),
    ("各组每周集体备课一次。", "research", "集体备课 is research, though 备课 is classroom"),
    ("选派八名教师参加省级骨干教师培训。", "teachers", "教师培训 is teachers, not research"),
    ("举办青年教师课堂教学竞赛。", "teachers", "教学竞赛 is teachers, though 课堂教学 is classroom"),
    ("严格控制书面作业总量,切实减轻课业负担。", "classroom", "减负 is the classroom's side"),
    ("成立安全工作领导小组。", "safety", "a leading group with its subject in its name"),
    ("成立由校长任组长的工作领导小组,下设办公室。", "organisation", "a leading group is organisation"),
    ("完善教学管理制度。", "classroom", "教学管理制度 is classroom, though 制度 is governance"),
    ("开展师德师风专项整治。", "teachers", "师德 is teachers, not moral"),
    ("心理咨询室每天中午开放。", "mental", "心理 is mental, not health"),
    ("校园绿化美化再添新景。", "culture", "环境美化 is culture, not arts"),
    ("对工作不力的单位通报批评、严肃问责。", "supervision", "问责 is supervision"),
    ("组织期末教学质量监测。", "evaluation", "monitoring of teaching is evaluation, not supervision"),
    ("做好晨午检和教室通风消毒。", "health", "卫生防疫 is health, not safety"),
    ("新建多媒体教室六间,接入校园网。", "digital", "equipment of information technology is digital"),
    # words inside other words
    ("让教师在工作中有安全感、幸福感。", "teachers", "安全感 is not 安全"),
    ("推广网络课堂,共享优质资源。", "digital", "网络课堂 is not 课堂"),
    ("健全督学队伍,挂牌督导常态化。", "supervision", "督学队伍 is not the teachers' 队伍"),
    # plain everyday wording
    ("放学后不留书面家庭作业。", "classroom", "homework in plain words"),
    ("食堂每餐留样,校领导轮流陪餐。", "safety", "food in plain words"),
    ("每天大课间跑操、跳绳。", "health", "exercise in plain words"),
]


@pytest.mark.parametrize(("text", "theme", "reason"), PRIMARY, ids=[row[2] for row in PRIMARY])
def test_primary_theme(labels: Labeller, text: str, theme: str, reason: str) -> None:
    assert ids(labels, text)[:1] == [theme], reason


SEVERAL = [
    ("加强体育美育工作。", {"health", "arts"}, "two subjects in one heading"),
    (
        "修订学校章程,健全各项规章制度;办好家长学校,成立三级家委会。",
        {"governance", "home_school"},
        "two halves of a sentence",
    ),
    (
        "1、狠抓师德建设。开学初签订师德承诺书,学期末考核教师职业道德,评选最美教师,在升旗仪式上授奖。",
        {"teachers"},
        "a run-in title outweighs a word in passing",
    ),
]


@pytest.mark.parametrize(("text", "themes", "reason"), SEVERAL, ids=[row[2] for row in SEVERAL])
def test_themes(labels: Labeller, text: str, themes: set[str], reason: str) -> None:
    assert set(ids(labels, text)) == themes, reason


SILENT = [
    ("红旗中学2025—2026学年度第一学期工作计划", "a document's title"),
    ("关于印发《校园安全工作实施方案》的通知", "a title with a subject"),
    ("幼儿园保教工作总结 第3篇", "the title of one of several documents in a file"),
    ("根据市教育局文件精神,结合我校实际,特制定本方案。", "a preamble"),
    ("指导思想:以立德树人为根本,以课堂教学为中心,办人民满意的教育。", "a guiding thought with words of themes in it"),
    ("四、主要措施", "a heading that announces no subject"),
    ("上一篇:体育教学计划 下一篇:心理健康教育总结", "page furniture"),
    ("努力提高学生的创新能力和实践能力。", "a goal sentence without an activity"),
    ("", "nothing at all"),
]


@pytest.mark.parametrize(("text", "reason"), SILENT, ids=[row[1] for row in SILENT])
def test_no_theme(labels: Labeller, text: str, reason: str) -> None:
    assert ids(labels, text) == [], reason


STAGES = [
    ("小学、初中班额分别控制在45人、50人以内。", ["compulsory"], "two names of one stage"),
    ("九年级复习备考工作要早安排。", ["compulsory"], "a grade"),
    ("幼儿园与小学科学衔接。", ["preschool", "compulsory"], "two stages, in the taxonomy's order"),
    ("全县中小学开展应急演练。", [], "中小学 gives none"),
    ("力争高考再上新台阶。", [], "an exam's name gives none"),
    ("认真落实《义务教育学校管理标准》。", [], "a cited title gives none"),
    ("提高中青年教师的教学水平。", [], "提高|中 is not 高中"),
    ("防止和纠正“小学化”倾向。", ["preschool"], "小学化 is a fault of kindergartens, not of primary schools"),
    ("对重度残疾儿童送教上门。", ["special"], "special needs"),
    ("推进中职学校与企业共建实训基地。", ["vocational"], "vocational"),
    ("办好老年大学和社区学校。", ["lifelong"], "lifelong"),
]


@pytest.mark.parametrize(("text", "stages", "reason"), STAGES, ids=[row[2] for row in STAGES])
def test_stages(labels: Labeller, text: str, stages: list[str], reason: str) -> None:
    assert [label.id for label in labels.label(text).stages] == stages, reason


def test_headings_speak_only_for_a_silent_text(labels: Labeller) -> None:
    assert ids(labels, "每周三下午统一进行。") == []
    assert ids(labels, "每周三下午统一进行。", "校本教研") == ["research"]
    assert ids(labels, "开展消防疏散演练。", "校本教研") == ["safety"]


def test_headings_settle_a_tie(labels: Labeller) -> None:
    assert set(ids(labels, "足球、合唱")) == {"health", "arts"}
    assert ids(labels, "足球、合唱", "加强美育")[0] == "arts"
    assert ids(labels, "足球、合唱", "加强体育")[0] == "health"


def test_cues_are_spans_of_the_text_as_given(labels: Labeller) -> None:
    text = "  （二）落实“２＋１”项目,每天大课间活动"
    for label in labels.label(text).themes:
        assert label.cues
        for start, end in label.cues:
            assert 0 <= start < end <= len(text)
    health = next(label for label in labels.label(text).themes if label.id == "health")
    assert any("大课间" in text[start:end] for start, end in health.cues)


def test_scores_are_shares_in_falling_order(labels: Labeller) -> None:
    scores = [label.score for label in labels.label("加强体育美育工作,办好家长学校。").themes]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_any_text_is_labelled(labels: Labeller) -> None:
    for text in ("。", "1.", "《", "a" * 5000, "安全" * 3000, "\n\t", "一、", "：；。，"):
        labels.label(text)


INDICATORS = [
    ("全县学前三年毛入园率", "%", "preschool_gross_enrolment", "words of place before it"),
    ("普惠率", "%", "inclusive_kindergarten_coverage", "a short name"),
    ("小学语文及格率", "%", "pass_rate", "two leading words"),
    ("食品抽检合格率", "%", None, "a 合格率 of something else"),
    ("校长听课", "节", "lessons_observed", "an actor before it"),
    ("听、评课", "节次", "lessons_observed", "a mark inside"),
    ("教师交流轮岗的比例", "%", "rotation_share", "的 inside"),
    ("巩固率", "人", None, "a unit that does not fit"),
    ("家访率", "％", "home_visit_rate", "a full-width unit"),
    ("", "%", None, "nothing"),
]


@pytest.mark.parametrize(("printed", "unit", "expected", "reason"), INDICATORS, ids=[row[3] for row in INDICATORS])
def test_indicator_id(labels: Labeller, printed: str, unit: str, expected: str | None, reason: str) -> None:
    assert labels.indicator_id(printed, unit) == expected, reason


def test_indicators_in_a_line(labels: Labeller) -> None:
    found = labels.label("学前三年毛入园率达到92%,教师每学期听课20节,鼓励家长听课。").indicators
    assert [label.id for label in found] == ["preschool_gross_enrolment", "lessons_observed"]


PARTS = [
    ("3、打造高效课堂。推行小组合作。", "打造高效课堂", True, "a run-in title"),
    ("(二)提高质量", "提高质量", False, "a heading alone"),
    ("全校教师要认真学习,深入讨论。", "全校教师要认真学习", False, "a sentence without a title"),
    ("第三条 学校应当公开收费项目。", "学校应当公开收费项目。", False, "an article"),
    ("备课:提前一周写好教案。", "备课", True, "a title before a colon"),
]


@pytest.mark.parametrize(("text", "opening", "titled", "reason"), PARTS, ids=[row[3] for row in PARTS])
def test_parts(text: str, opening: str, titled: bool, reason: str) -> None:
    parts = parts_of(text, 25)
    assert parts.titled is titled, reason
    assert re.sub("。$", "", text[parts.start : parts.opening_end].strip()) == opening.removesuffix("。"), reason

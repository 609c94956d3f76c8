"""Targets: (text, what must be found, why the row is here). Written from the language, not from the code."""

from __future__ import annotations

import random
import time
from typing import NamedTuple

import pytest

from extraction_helpers import short_document
from plantext.extraction.dates import DateContext, find_dates
from plantext.extraction.items import TargetMention
from plantext.extraction.targets import find_targets
from plantext.lexicon import builtin
from plantext.model import DocType


class Want(NamedTuple):
    """What a row expects; None fields are not looked at."""

    quote: str
    indicator: str
    comparator: str
    value: float
    unit: str
    scope: str | None = None
    due: str | None = None
    kind: str | None = None
    period: str | None = None


def targets_of(text: str, *, title: str | None = None, doc_type: DocType = "plan") -> list[tuple[str, TargetMention]]:
    document, structure = short_document(text, title=title, doc_type=doc_type)
    dates = find_dates(document, structure, builtin(), DateContext())
    found = find_targets(document, structure, dates, builtin())
    start = len(title) + 1 if title else 0
    return [(document.clean.text[slice(*t.span)], t) for t in found if t.span[0] >= start]


def check(text: str, wanted: list[Want], reason: str, *, title: str | None = None, doc_type: DocType = "plan") -> None:
    found = targets_of(text, title=title, doc_type=doc_type)
    assert [quote for quote, _ in found] == [want.quote for want in wanted], reason
    for (_, target), want in zip(found, wanted, strict=True):
        assert (target.indicator, target.comparator, target.value, target.unit) == want[1:5], reason
        for name in ("scope", "due", "kind", "period"):
            if getattr(want, name) is not None:
                assert getattr(target, name) == getattr(want, name), f"{reason}: {name}"


LEVELS: list[tuple[str, list[Want], str]] = [
    (
        "学前三年毛入园率达到92%以上。",
        [Want("92%以上", "学前三年毛入园率", ">=", 92, "%", kind="target")],
        "达到 is left out, 以上 is kept",
    ),
    ("普惠性幼儿园覆盖率达88%。", [Want("88%", "普惠性幼儿园覆盖率", ">=", 88, "%")], "a bare level to be reached"),
    ("力争义务教育巩固率不低于96%。", [Want("不低于96%", "义务教育巩固率", ">=", 96, "%")], "力争 changes nothing"),
    (
        "小学辍学率控制在0.2%以内。",
        [Want("0.2%以内", "辍学率", "<=", 0.2, "%", "小学")],
        "控制在…以内, and the stage is the scope",
    ),
    ("学生近视率下降到50%。", [Want("50%", "学生近视率", "<=", 50, "%")], "下降到 is an upper limit"),
    (
        "小学班额控制在45人以下,初中班额控制在50人以下。",
        [Want("45人以下", "班额", "<=", 45, "人", "小学"), Want("50人以下", "班额", "<=", 50, "人", "初中")],
        "two stages, one indicator each",
    ),
    (
        "师生比小学达到1:18、初中1:13。",
        [Want("1:18", "师生比", ">=", 18, "1:n", "小学"), Want("1:13", "师生比", ">=", 13, "1:n", "初中")],
        "a ratio, and a list that shares it",
    ),
    (
        "生均图书小学25册、初中35册。",
        [Want("25册", "生均图书", "=", 25, "册", "小学"), Want("35册", "生均图书", "=", 35, "册", "初中")],
        "the stage stands behind the indicator",
    ),
    (
        "校际均衡指数≤0.35;城乡比达到1:1。",
        [Want("≤0.35", "校际均衡指数", "<=", 0.35, ""), Want("1:1", "城乡比", ">=", 1, "1:n")],
        "an index has no unit",
    ),
    ("差异系数小于0.5。", [Want("小于0.5", "差异系数", "<", 0.5, "")], "a word for the sign"),
    (
        "专任教师中本科以上学历比例≥90%。",
        [Want("≥90%", "专任教师中本科以上学历比例", ">=", 90, "%")],
        "以上 inside the indicator is no comparator",
    ),
    (
        "语文、数学合格率分别为94.2%和91.6%。",
        [Want("94.2%", "合格率", ">=", 94.2, "%", "语文"), Want("91.6%", "合格率", ">=", 91.6, "%", "数学")],
        "分别 deals out the subjects",
    ),
    ("学生满意度达到九成以上。", [Want("九成以上", "学生满意度", ">=", 90, "%")], "tenths are percent"),
    (
        "三分之二以上的教师参加过轮训。",
        [Want("三分之二以上", "教师参加过轮训", ">=", 66.67, "%")],
        "a share of what follows",
    ),
    (
        "合格率比上学年提高3个百分点。",
        [Want("3个百分点", "合格率", ">=", 3, "个百分点")],
        "the comparison is no part of the indicator",
    ),
    ("学业合格率年均提高2个百分点。", [Want("2个百分点", "学业合格率", ">=", 2, "个百分点")], "年均提高"),
    ("新教师占38%。", [Want("38%", "新教师", ">=", 38, "%")], "占: who is counted is the indicator"),
    ("辍学率为零。", [Want("零", "辍学率", "=", 0, "%")], "nothing at all"),
    ("县域内教师交流比例保持100%。", [Want("100%", "县域内教师交流比例", ">=", 100, "%")], "保持"),
    (
        "生均教学用房面积不低于4.5平方米。",
        [Want("不低于4.5平方米", "生均教学用房面积", ">=", 4.5, "平方米")],
        "an area a head",
    ),
]

COUNTS: list[tuple[str, list[Want], str]] = [
    (
        "校长每学期听课不少于40节,教师不少于15节。",
        [
            Want("不少于40节", "听课", ">=", 40, "节", "校长", period="term"),
            Want("不少于15节", "听课", ">=", 15, "节", "教师"),
        ],
        "the second takes over the deed",
    ),
    (
        "每位教师每学期承担一节公开课。",
        [Want("一节", "公开课", "=", 1, "节", "每位教师", period="term")],
        "the object of the deed",
    ),
    ("每月召开一次家长会。", [Want("一次", "家长会", "=", 1, "次", period="month")], "an activity counted exactly"),
    (
        "每学期组织两次月考,一次期中考试。",
        [Want("两次", "月考", "=", 2, "次", period="term"), Want("一次", "期中考试", "=", 1, "次")],
        "a list of activities",
    ),
    ("每周至少家访一次。", [Want("一次", "家访", ">=", 1, "次", period="week")], "至少 stands in front of the deed"),
    ("三年内至少建成示范园5所。", [Want("5所", "示范园", ">=", 5, "所")], "至少, then verb and noun"),
    ("每名教师联系学生不超过8名。", [Want("不超过8名", "联系学生", "<=", 8, "名", "每名教师")], "an upper limit"),
    (
        "学校现有教学班12个,在校学生486人,专任教师31人。",
        [
            Want("12个", "教学班", "=", 12, "个", kind="baseline"),
            Want("486人", "在校学生", "=", 486, "人", kind="baseline"),
            Want("31人", "专任教师", "=", 31, "人", kind="baseline"),
        ],
        "what is there: baselines",
    ),
    (
        "专任教师31人,其中高级教师6人。",
        [Want("31人", "专任教师", "=", 31, "人"), Want("6人", "高级教师", "=", 6, "人", "专任教师")],
        "其中 narrows to what was counted before",
    ),
    (
        "幼儿每日户外活动不少于2小时。",
        [Want("不少于2小时", "户外活动", ">=", 2, "小时", "幼儿", period="day")],
        "a length of time",
    ),
    (
        "低年级每学期共读2本,高年级共读4本。",
        [Want("2本", "共读", "=", 2, "本", "低年级"), Want("4本", "共读", "=", 4, "本", "高年级")],
        "two subjects",
    ),
    ("全校教师培训不少于72学时。", [Want("不少于72学时", "教师培训", ">=", 72, "学时")], "hours of training"),
    (
        "投入专项经费26.5万元,其中教研12万元。",
        [Want("26.5万元", "专项经费", "=", 26.5, "万元"), Want("12万元", "教研", "=", 12, "万元", "专项经费")],
        "money and its part",
    ),
    ("评选教学能手5名。", [Want("5名", "教学能手", "=", 5, "名")], "a light verb in front"),
    ("培养市级以上骨干教师5-8名。", [Want("5-8名", "市级以上骨干教师", "range", 5, "名")], "a range"),
    ("教师人均听课35节。", [Want("35节", "听课", "=", 35, "节", "教师")], "人均 between who and what"),
    (
        "新建少先队活动室6间、乡村少年宫2个。",
        [Want("6间", "少先队活动室", "=", 6, "间"), Want("2个", "乡村少年宫", "=", 2, "个")],
        "two nouns in a row",
    ),
    (
        "补助标准:小学每生每年1250元、初中1500元。",
        [Want("1250元", "补助标准", "=", 1250, "元", "小学"), Want("1500元", "补助标准", "=", 1500, "元", "初中")],
        "what stands before the colon",
    ),
    (
        "自主游戏每天60分钟以上。",
        [Want("60分钟以上", "自主游戏", ">=", 60, "分钟", period="day")],
        "the indicator in front of the recurrence",
    ),
    (
        "每学年举办1次校园艺术节,学生参与率达到90%以上。",
        [Want("1次", "校园艺术节", "=", 1, "次", period="school-year"), Want("90%以上", "学生参与率", ">=", 90, "%")],
        "参与 is no verb in 参与率",
    ),
    ("确保每位学生掌握两项运动技能。", [Want("两项", "运动技能", "=", 2, "项", "每位学生")], "shared out to each"),
    ("中考成绩进入全市前三名。", [Want("前三名", "中考成绩", "rank<=", 3, "名", "全市")], "a rank among whom"),
    ("优秀学生比例达到全县前10%。", [Want("前10%", "优秀学生比例", "rank<=", 10, "%", "全县")], "a rank in percent"),
    ("奖励任课教师600元。", [Want("600元", "奖励任课教师", "=", 600, "元", "任课教师")], "who is paid"),
    (
        "立项课题5项,其中省级1项、市级4项。",
        [
            Want("5项", "课题", "=", 5, "项"),
            Want("1项", "课题", "=", 1, "项", "省级"),
            Want("4项", "课题", "=", 4, "项", "市级"),
        ],
        "ranks narrow what was counted",
    ),
    (
        "招聘教师12名,其中语文3名。",
        [Want("12名", "教师", "=", 12, "名"), Want("3名", "教师", "=", 3, "名", "语文")],
        "a subject narrows what was counted",
    ),
    ("对学困生每周个别辅导不少于3次。", [Want("不少于3次", "个别辅导", ">=", 3, "次", "学困生")], "对 names whom"),
]


@pytest.mark.parametrize(("text", "wanted", "reason"), LEVELS + COUNTS)
def test_target(text: str, wanted: list[Want], reason: str) -> None:
    check(text, wanted, reason)


NOTHING: list[tuple[str, str]] = [
    ("从五个方面开展评价。", "an enumeration"),
    ("围绕“十个提升”的要求。", "a slogan"),
    ("落实“五项管理”。", "a programme"),
    ("实施体艺“2+1项目”。", "a programme with figures"),
    ("实施“4162”工程。", "a programme's name"),
    ("实现“四统一”。", "a slogan"),
    ("加强“四支队伍”建设。", "a slogan"),
    ("推进211工程建设。", "a programme"),
    ("落实“一把手”工程。", "a way of speaking"),
    ("巩固“两基”成果。", "a programme"),
    ("打造一支高素质的教师队伍。", "一 is an article"),
    ("再上一个新台阶。", "a figure of speech"),
    ("让每一面墙会说话。", "每一"),
    ("使每一个学生都有所发展。", "每一个"),
    ("带动一批教师成长。", "一批"),
    ("采取一系列措施。", "一系列"),
    ("一次性通过验收。", "一次性"),
    ("向四十五分钟要质量。", "a lesson"),
    ("提高课堂40分钟效率。", "a lesson"),
    ("校长是第一责任人。", "an ordinal"),
    ("第二期行动计划。", "an ordinal"),
    ("三年级学生参加。", "a grade"),
    ("贯通三个年级。", "grades are not counted"),
    ("分三个阶段实施。", "stages"),
    ("国发〔2017〕4号。", "a document number"),
    ("2024年3月18日。", "a date"),
    ("5个工作日内报送。", "a deadline"),
    ("3、加强管理。", "a line's number"),
    ("联系电话:0000-6620137。", "a telephone number"),
    ("做到4个明确、2个常态。", "an enumeration of verbs"),
    ("两笔一话训练。", "an abbreviation"),
    ("提前三天发出主备稿。", "how long before"),
    ("某某二位副校长为副组长。", "a form of address"),
    ("抓住新一轮课改契机。", "新一轮"),
    ("每百名学生配备教师。", "a basis, not a figure"),
    ("依据《三年建设30所学校规划》。", "inside a title"),
    ("一校一策,一生一案。", "each its own"),
    ("统一部署,一律执行。", "no number"),
]


@pytest.mark.parametrize(("text", "reason"), NOTHING)
def test_no_target(text: str, reason: str) -> None:
    assert [quote for quote, _ in targets_of(text)] == [], reason


# (text, title, document type, [(kind, due)], reason)
KINDS: list[tuple[str, str | None, DocType, list[tuple[str, str | None]], str]] = [
    (
        "目前毛入园率已达93%,到2025年达到95%以上。",
        None,
        "plan",
        [("baseline", None), ("target", "2025")],
        "what is and what is to be",
    ),
    ("优秀率由61%提高到75%。", None, "plan", [("baseline", None), ("target", None)], "from and to in a plan"),
    ("优秀率由61%提高到75%。", None, "summary", [("baseline", None), ("baseline", None)], "from and to in a summary"),
    ("全学年开展教研16次。", None, "summary", [("baseline", None)], "what was done"),
    (
        "到2026年,覆盖率达到80%,巩固率达到97%。",
        None,
        "plan",
        [("target", "2026"), ("target", "2026")],
        "one year for both",
    ),
    (
        "入学率2024年72%、2025年80%、2026年85%。",
        "某县教育工作计划(2024—2026年)",
        "plan",
        [("target", "2024"), ("target", "2025"), ("target", "2026")],
        "each its own year",
    ),
    (
        "高中阶段毛入学率达到98%以上。",
        "某县三年行动计划(2018—2020年)",
        "plan",
        [("target", "2020")],
        "the plan's own period",
    ),
    ("2025年8月底前建成幼儿园3所。", None, "plan", [("target", "2025-08")], "a deadline in front"),
    ("普及率达到95%(2025年)。", None, "plan", [("target", "2025")], "the year in a bracket behind"),
    (
        "对辍学率超过1%的3所学校全程跟踪。",
        None,
        "directive",
        [("baseline", None), ("baseline", None)],
        "a condition says what is",
    ),
    (
        "一、基本情况\n我镇有小学11所。\n二、工作目标\n新建幼儿园2所。",
        None,
        "plan",
        [("baseline", None), ("target", None)],
        "headings decide",
    ),
    (
        "一、主要成绩\n获奖教师12人。\n二、下一步打算\n新招聘教师5人。",
        None,
        "summary",
        [("baseline", None), ("target", None)],
        "a summary that looks ahead",
    ),
]


@pytest.mark.parametrize(("text", "title", "doc_type", "expected", "reason"), KINDS)
def test_kind_and_due(
    text: str, title: str | None, doc_type: DocType, expected: list[tuple[str, str | None]], reason: str
) -> None:
    found = targets_of(text, title=title, doc_type=doc_type)
    assert [(target.kind, target.due) for _, target in found] == expected, reason


# What use and files never seen brought up: (text, what must be found, why the row is here).
FOUND_IN_USE: list[tuple[str, list[Want], str]] = [
    (
        "校门口那三亩旧果园交给劳技组照管。",
        [Want("三亩", "旧果园", ">=", 3, "亩")],
        "那 is no indicator, the noun behind is",
    ),
    (
        "优良率比上学年低1.5个百分点。",
        [Want("1.5个百分点", "优良率", ">=", 1.5, "个百分点")],
        "比…低 goes off with the links",
    ),
    ("毕业班体育达标率要守住97%。", [Want("97%", "体育达标率", ">=", 97, "%", "毕业班")], "守住 is a link"),
    ("值班不得超过两昼夜。", [Want("不得超过两昼夜", "值班", "<=", 2, "昼夜")], "昼夜 is a unit"),
    ("三轮车、四轮车一律停在门外。", [], "轮 of a vehicle is no unit"),
    ("围绕一个中心、两个基本点抓落实。", [], "a figure of speech"),
    (
        "教师队伍及格率80%,及时率90%。",
        [Want("80%", "教师队伍及格率", ">=", 80, "%"), Want("90%", "及时率", ">=", 90, "%")],
        "及 is the start of a word here",
    ),
    ("八年级数学平均分78.5分。", [Want("78.5分", "平均分", ">=", 78.5, "分", "八年级数学")], "平均分 is a word"),
    (
        "食堂菜谱每周公示一次。",
        [Want("一次", "公示", "=", 1, "次", "食堂菜谱", period="week")],
        "what the deed is done to",
    ),
    ("安全委员会每月巡园两次。", [Want("两次", "巡园", "=", 2, "次", "安全委员会")], "who does the deed"),
    (
        "新建初中2所、改扩建5所。",
        [Want("2所", "初中", "=", 2, "所"), Want("5所", "初中", "=", 5, "所", "改扩建")],
        "the kind of building narrows",
    ),
    (
        "住宿费标准为初中每生每学期不高于300元、高中不高于360元。",
        [
            Want("不高于300元", "住宿费标准", "<=", 300, "元", "初中"),
            Want("不高于360元", "住宿费标准", "<=", 360, "元", "高中"),
        ],
        "为 parts indicator and scope",
    ),
    (
        "县财政按初中每生每年90元拨付取暖补助。",
        [Want("90元", "取暖补助", "=", 90, "元", "初中", period="year")],
        "what a sum by a rule is for",
    ),
    (
        "中心校设阅览角不少于12个,其他学校不少于8个。",
        [Want("不少于12个", "阅览角", ">=", 12, "个"), Want("不少于8个", "阅览角", ">=", 8, "个", "其他学校")],
        "the rest of the schools",
    ),
    (
        "五年级英语合格率97%,优秀率51%,位列全区第6名。",
        [
            Want("97%", "合格率", ">=", 97, "%"),
            Want("51%", "优秀率", ">=", 51, "%"),
            Want("第6名", "优秀率", "rank<=", 6, "名"),
        ],
        "a rank of the rate before",
    ),
    (
        "户外器械由6组扩至10组。",
        [
            Want("6组", "户外器械", "=", 6, "组", kind="baseline"),
            Want("10组", "户外器械", ">=", 10, "组", kind="target"),
        ],
        "扩至",
    ),
    (
        "食堂满意率由82%上升至90%。",
        [
            Want("82%", "食堂满意率", "=", 82, "%", kind="baseline"),
            Want("90%", "食堂满意率", ">=", 90, "%", kind="target"),
        ],
        "上升至",
    ),
    (
        "一至二年级不布置书面作业,三至六年级每天不超过60分钟。",
        [Want("不超过60分钟", "书面作业", "<=", 60, "分钟", "三至六年级")],
        "the clause in front names it",
    ),
    ("按照1:7的比例配备保教人员。", [Want("1:7", "保教人员", ">=", 7, "1:n")], "what the ratio is of"),
    ("园长培训人均不少于24学时/年。", [Want("不少于24学时", "园长培训", ">=", 24, "学时")], "/年 is no noun"),
    (
        "全年完成评估材料一份,编写教案集一册。",
        [Want("一份", "评估材料", "=", 1, "份"), Want("一册", "教案集", "=", 1, "册")],
        "one thing counted at the end of a clause",
    ),
    (
        "对优秀率低于60%的班级约谈教师。",
        [Want("低于60%", "优秀率", "<", 60, "%", kind="target")],
        "a threshold of a rule is set",
    ),
    ("冬季离校时间为17时30分。", [], "a time of day"),
    ("第 3 页 共 8 页", [], "a page's number"),
    ("教师会每班一次。", [Want("一次", "教师会", "=", 1, "次", "每班")], "每班 behind the indicator"),
    ("全年办好十件实事。", [], "实事 are enumerated"),
    (
        "学生视力筛查每学期2次。",
        [Want("2次", "学生视力筛查", "=", 2, "次", "学生", period="term")],
        "pupils are who is meant",
    ),
    (
        "一线教师备课时间不超过90分钟。",
        [Want("不超过90分钟", "一线教师备课时间", "<=", 90, "分钟", "一线教师")],
        "the owner of a length of time",
    ),
]


@pytest.mark.parametrize(("text", "wanted", "reason"), FOUND_IN_USE)
def test_found_in_use(text: str, wanted: list[Want], reason: str) -> None:
    check(text, wanted, reason)


# (text, title, doc_type, [(kind, due)], reason)
KINDS_IN_USE: list[tuple[str, str | None, DocType, list[tuple[str, str | None]], str]] = [
    ("一、基本情况\n20个教学班,学生860人。", None, "plan", [("baseline", None)] * 2, "bare counts under 基本情况"),
    ("一、家底\n教学班9个,教师27名。", None, "plan", [("baseline", None)] * 2, "bare counts under 家底"),
    ("一、现状\n教室30间,图书1.2万册。", None, "plan", [("baseline", None)] * 2, "bare counts under 现状"),
    ("学校占地面积28亩。", None, "plan", [("baseline", None)], "a site is there"),
    ("近三年,教师发表论文31篇。", None, "plan", [("baseline", None)], "near years are past"),
    (
        "2023年入园率为90.5%,到2026年达到94%。",
        None,
        "plan",
        [("baseline", None), ("target", "2026")],
        "what is and what it becomes",
    ),
    (
        "去年新建2所,明年再建4所。",
        "某县2025年工作要点",
        "directive",
        [("baseline", "2024"), ("target", "2026")],
        "去年 and 明年",
    ),
    ("全年办讲座6场。", None, "plan", [("target", None)], "no due where no year is known"),
    (
        "第一学年:开发课程5门。",
        "某校三年规划(2025.9—2028.8)",
        "plan",
        [("target", "2026")],
        "a plan by school years ends a year later",
    ),
    ("第二年:开发课程8门。", "某校三年规划(2025—2027年)", "plan", [("target", "2026")], "the second calendar year"),
]


@pytest.mark.parametrize(("text", "title", "doc_type", "expected", "reason"), KINDS_IN_USE)
def test_kind_and_due_in_use(
    text: str, title: str | None, doc_type: DocType, expected: list[tuple[str, str | None]], reason: str
) -> None:
    assert [(target.kind, target.due) for _, target in targets_of(text, title=title, doc_type=doc_type)] == expected, (
        reason
    )


def test_unit_of_a_column_of_its_own() -> None:
    text = "指标\t单位\t2025年\t2026年\n按时毕业率\t％\t93\t95\n实验室\t间\t4\t6"
    found = [(t.indicator, t.value, t.unit) for _, t in targets_of(text)]
    assert found == [("按时毕业率", 93, "%"), ("按时毕业率", 95, "%"), ("实验室", 4, "间"), ("实验室", 6, "间")]


def test_figures_without_a_head_are_named_by_the_cell_in_front() -> None:
    found = [(t.indicator, t.value) for _, t in targets_of("校本研训\t38次\n获奖课例\t9节")]
    assert found == [("校本研训", 38), ("获奖课例", 9)]


def test_indicator_table_gives_a_row_a_year() -> None:
    text = "质量指标\n\n指标\t基数(2023年)\t2024年\t2025年\n巩固率(%)\t95.2\t96\t≥97\n近视率\t61%\t60%\t58%\n骨干教师(人)\t14\t17\t20"
    found = [(t.indicator, t.comparator, t.value, t.unit, t.due, t.kind) for _, t in targets_of(text)]
    assert found == [
        ("巩固率", "=", 95.2, "%", "2023", "baseline"),
        ("巩固率", ">=", 96, "%", "2024", "target"),
        ("巩固率", ">=", 97, "%", "2025", "target"),
        ("近视率", "=", 61, "%", "2023", "baseline"),
        ("近视率", "<=", 60, "%", "2024", "target"),
        ("近视率", "<=", 58, "%", "2025", "target"),
        ("骨干教师", "=", 14, "人", "2023", "baseline"),
        ("骨干教师", ">=", 17, "人", "2024", "target"),
        ("骨干教师", ">=", 20, "人", "2025", "target"),
    ]


def test_indicator_span_gives_the_indicator_back() -> None:
    document, structure = short_document("小学辍学率控制在0.2%以内,教师每学期听课不少于15节。")
    dates = find_dates(document, structure, builtin(), DateContext())
    for target in find_targets(document, structure, dates, builtin()):
        assert target.indicator_span is not None
        assert document.clean.text[slice(*target.indicator_span)] == target.indicator


def test_time_is_linear_in_length() -> None:
    paragraph = "到2025年,小学辍学率控制在0.2%以内,校长每学期听课不少于40节;新建幼儿园3所、投入资金200万元,"
    short, long = paragraph * 50, paragraph * 1000

    def seconds(text: str) -> float:
        started = time.perf_counter()
        targets_of(text)
        return time.perf_counter() - started

    seconds(short)
    assert seconds(long) < 60 * max(seconds(short), 0.002)


def test_random_runs_take_no_time() -> None:
    chance = random.Random(9)
    pieces = [
        "1",
        "9",
        "(",
        ")",
        "《",
        "》",
        "%",
        "每",
        "一",
        "不少于",
        "年",
        "月",
        "以上",
        ":",
        "1:",
        "、",
        ",",
        "学校",
        "教师",
        "达到",
        "“",
        "”",
        "\t",
    ]
    for _ in range(12):
        run = "".join(chance.choice(pieces) for _ in range(12000))
        started = time.perf_counter()
        targets_of(run)
        assert time.perf_counter() - started < 3


@pytest.mark.parametrize(
    "run", ["教师和" * 3000, "教师的" * 3000, "每位教师、" * 3000, "语文、" * 3000, "组织" * 5000, "其中" * 5000]
)
def test_long_subjects_take_no_time(run: str) -> None:
    started = time.perf_counter()
    targets_of(f"{run}坏听课不少于10节,{run}达到95%")
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize("text", ["全校近视率争取比上学年低0.5个百分点。", "小学辍学率下降2个百分点。"])
def test_a_change_in_points_is_a_lower_bound_also_where_less_is_better(text: str) -> None:
    (found,) = targets_of(text)
    assert found[1].comparator == ">="

"""Calendar expressions: (text, what must be found, why the row is here). Written from the language, not from the code."""

from __future__ import annotations

import time

import pytest

from extraction_helpers import short_document
from plantext.extraction.dates import DateContext, find_dates
from plantext.extraction.items import DateMention
from plantext.lexicon import builtin
from plantext.model import DocType


def dates_of(
    text: str, *, title: str | None = None, issued: str | None = None, doc_type: DocType = "plan"
) -> list[tuple[str, DateMention]]:
    document, structure = short_document(text, title=title, doc_type=doc_type)
    found = find_dates(document, structure, builtin(), DateContext(issued))
    start = len(title) + 1 if title else 0
    return [(document.clean.text[slice(*date.span)], date) for date in found if date.span[0] >= start]


# (text, [(quote, value)], reason)
VALUES: list[tuple[str, list[tuple[str, str]], str]] = [
    ("会议定于2022年4月12日召开。", [("2022年4月12日", "2022-04-12")], "a full date"),
    ("会议定于 2022 年 4 月 12 日召开。", [("2022 年 4 月 12 日", "2022-04-12")], "spaces of a word processor"),
    ("发文时间为2022-04-12。", [("2022-04-12", "2022-04-12")], "hyphens"),
    ("更新于2022/4/12。", [("2022/4/12", "2022-04-12")], "slashes without zeros"),
    ("完成时限:2022.4.12", [("2022.4.12", "2022-04-12")], "dots"),
    ("二〇二三年八月二十一日", [("二〇二三年八月二十一日", "2023-08-21")], "Chinese digits"),
    ("二零二四年十二月三十一日", [("二零二四年十二月三十一日", "2024-12-31")], "零 for 〇"),
    ("一九九八年建校。", [("一九九八年", "1998")], "a year in Chinese digits"),
    ("2023年9月1日(星期五)前完成", [("2023年9月1日(星期五)前", "2023-09-01")], "the weekday in brackets belongs to it"),
    ("请于2024年3月29日17时前报送", [("2024年3月29日17时前", "2024-03-29")], "an hour does not change the day"),
    ("请于2024年3月29日下午5:00前报送", [("2024年3月29日下午5:00前", "2024-03-29")], "a clock time"),
    ("2023年4月,学校启动改造。", [("2023年4月", "2023-04")], "a month"),
    ("2023年4月份,学校启动改造。", [("2023年4月份", "2023-04")], "月份"),
    ("2023年10月中旬验收。", [("2023年10月中旬", "2023-10")], "a third of a month is its month"),
    ("2023年8月底前到位", [("2023年8月底前", "2023-08")], "底前"),
    ("2024年元月放假。", [("2024年元月", "2024-01")], "元月 is January"),
    ("2025年底前全部建成", [("2025年底前", "2025-12")], "the end of a year is its last month"),
    ("2025年年底全部建成", [("2025年年底", "2025-12")], "年底 doubled"),
    ("2025年末全部建成", [("2025年末", "2025-12")], "年末"),
    ("2024年初启动", [("2024年初", "2024-01")], "年初"),
    ("2024年上半年完成主体工程", [("2024年上半年", "2024-01/2024-06")], "half a year"),
    ("2024年下半年投入使用", [("2024年下半年", "2024-07/2024-12")], "the second half"),
    ("2024年第三季度验收", [("2024年第三季度", "2024-07/2024-09")], "a quarter"),
    ("2024年一季度验收", [("2024年一季度", "2024-01/2024-03")], "a quarter without 第"),
    ("2020年8-12月总结验收", [("2020年8-12月", "2020-08/2020-12")], "the year holds for both months"),
    ("2021年3月至5月", [("2021年3月至5月", "2021-03/2021-05")], "the second month takes the year"),
    ("2018年5月—2020年7月", [("2018年5月—2020年7月", "2018-05/2020-07")], "two years"),
    ("2018——2020年", [("2018——2020年", "2018/2020")], "a double dash"),
    ("2018-2020年", [("2018-2020年", "2018/2020")], "a hyphen between years"),
    ("2018年至2020年", [("2018年至2020年", "2018/2020")], "年 twice"),
    ("自2018年3月至2020年12月", [("2018年3月至2020年12月", "2018-03/2020-12")], "自 is left out"),
    ("2022年4月1日—4月30日", [("2022年4月1日—4月30日", "2022-04-01/2022-04-30")], "a phase of work"),
    ("2022年4月1日至15日", [("2022年4月1日至15日", "2022-04-01/2022-04-15")], "only the day at the end"),
    ("2022年4月1-15日", [("2022年4月1-15日", "2022-04-01/2022-04-15")], "only the number at the start"),
    ("2023年11月至次年3月", [("2023年11月至次年3月", "2023-11/2024-03")], "次年 counts from the start"),
    ("2023年11月至3月", [("2023年11月至3月", "2023-11/2024-03")], "a winter runs into the next year"),
    ("2021.9-2022.6", [("2021.9-2022.6", "2021-09/2022-06")], "months with dots"),
    ("2023—2024学年", [("2023—2024学年", "2023/2024")], "a school year"),
    ("2023-2024学年度第一学期", [("2023-2024学年度第一学期", "2023-09/2024-01")], "the first term"),
    (
        "2023-2024学年度第二学期",
        [("2023-2024学年度第二学期", "2024-02/2024-07")],
        "the second term lies in the second year",
    ),
    ("2023学年第一学期", [("2023学年第一学期", "2023-09/2024-01")], "a school year named by its first year"),
    ("2024年春季学期", [("2024年春季学期", "2024-21")], "a season of EDTF"),
    ("2024年秋季学期", [("2024年秋季学期", "2024-23")], "autumn"),
    ("2024年秋季学期开学前", [("2024年秋季学期开学前", "2024-09")], "an edge of a term"),
    ("2024年上学期", [("2024年上学期", "2024-02/2024-07")], "in a calendar year the spring comes first"),
    ("2024年寒假期间", [("2024年寒假期间", "2024-01/2024-02")], "holidays"),
    ("到2026年暑期", [("2026年暑期", "2026-07")], "a holiday as a point: its first month"),
    ("“十四五”期间", [("十四五”期间", "2021/2025")], "a five-year plan"),
    ("十四五末", [("十四五末", "2025")], "its last year"),
    ("到X年达到85%", [("X年", "XXXX")], "a year that the writer took out"),
    ("20XX年9月", [("20XX年9月", "20XX-09")], "a half-blank year"),
    ("2O23年9月", [("2O23年9月", "2023-09")], "a letter read for a zero"),
    ("2018、2019年连续两年", [("2019年", "2019")], "the year with 年"),
    ("国发〔2017〕4号", [("2017", "2017")], "the year of a document number, not its 4号"),
    ("教基[2019]12号", [("2019", "2019")], "square brackets"),
    ("2018年以来,学校发展迅速", [("2018年以来", "2018/..")], "an interval without end"),
    ("2018年9月至今", [("2018年9月至今", "2018-09/..")], "up to now"),
    ("2023/2024学年", [("2023/2024学年", "2023/2024")], "a slash between school years"),
    ("2022年8月25、26日培训", [("2022年8月25、26日", "2022-08-25/2022-08-26")], "two days in a row"),
    ("2021年前11个月", [("2021年前11个月", "2021-01/2021-11")], "the first months of a year"),
    ("2021年前三季度", [("2021年前三季度", "2021-01/2021-09")], "the first quarters of a year"),
    ("1997年夏开工", [("1997年夏", "1997-22")], "a season"),
    ("20世纪90年代建校", [("20世纪90年代", "199X")], "a decade"),
    ("2022年3月1日起至4月30日止", [("2022年3月1日起至4月30日止", "2022-03-01/2022-04-30")], "起至 and 止"),
    ("2022年春节", [("2022年", "2022")], "the moon's festivals have no fixed day"),
    ("2024年“五一”前投入使用", [("2024年“五一”前", "2024-05-01")], "a festival with its year"),
]

RECURRENCES: list[tuple[str, list[tuple[str, str]], str]] = [
    ("每学期听课不少于20节", [("每学期", "R/term")], "a school unit keeps its name"),
    ("每学年考核一次", [("每学年", "R/school-year")], "学年 is not 年"),
    ("每节课后撰写反思", [("每节课", "R/lesson")], "a lesson"),
    ("每月检查一次", [("每月", "R/P1M")], "a month"),
    ("每个月检查一次", [("每个月", "R/P1M")], "with a measure word"),
    ("每周开展一次教研", [("每周", "R/P1W")], "a week"),
    ("每周一次例会", [("每周", "R/P1W")], "一次 counts, it is no Monday"),
    ("每周一下午例会", [("每周一下午", "R/P1W")], "a Monday"),
    ("利用每周三第六节课活动", [("每周三第六节课", "R/P1W")], "a lesson of a weekday"),
    ("每周一至周五", [("每周一至周五", "R/P1W")], "a range of weekdays"),
    ("每两周集体备课", [("每两周", "R/P2W")], "every two weeks"),
    ("双周教研,单周例会", [("双周", "R/P2W"), ("单周", "R/P2W")], "odd and even weeks"),
    ("隔周活动一次", [("隔周", "R/P2W")], "every other week"),
    ("每天锻炼一小时", [("每天", "R/P1D")], "a day"),
    ("每日晨检", [("每日", "R/P1D")], "日"),
    ("每季度通报", [("每季度", "R/P3M")], "a quarter"),
    ("每半年通报", [("每半年", "R/P6M")], "half a year"),
    ("每三年评估一次", [("每三年", "R/P3Y")], "three years"),
    ("每年4月和10月为展示月", [("每年4月和10月", "R/P1Y")], "months of each year"),
    ("每年9月开展", [("每年9月", "R/P1Y")], "a month of each year"),
    ("每月末上报", [("每月末", "R/P1M")], "an edge of each month"),
    ("每月25日前上报", [("每月25日前", "R/P1M")], "a day of each month"),
    ("每学期末推荐", [("每学期末", "R/term")], "an edge of each term"),
    ("每生每年1250元", [("每生每年", "R/P1Y")], "a rate a head"),
    ("一周一次例会", [("一周", "R/P1W")], "一 stands for 每"),
    ("两年一届运动会", [("两年", "R/P2Y")], "every two years"),
    ("每隔一周活动", [("每隔一周", "R/P2W")], "every second week"),
    ("周一至周五开放", [("周一至周五", "R/P1W")], "weekdays without 每"),
    ("每月第一周例会", [("每月第一周", "R/P1M")], "a week of each month"),
    ("每周二、四下午活动", [("每周二、四下午", "R/P1W")], "a list of weekdays"),
    ("一学期两次家访", [("一学期", "R/term")], "a term without 每"),
]

DURATIONS: list[tuple[str, list[tuple[str, str]], str]] = [
    ("力争三年内建成", [("三年内", "P3Y")], "bounds the work"),
    ("3年内建成", [("3年内", "P3Y")], "Arabic"),
    ("用三年时间打造", [("三年", "P3Y")], "用…时间"),
    ("经过三年努力", [("三年", "P3Y")], "经过…努力"),
    ("近三年共投入", [("近三年", "P3Y")], "looking back"),
    ("未来五年", [("未来五年", "P5Y")], "looking ahead"),
    ("为期八周的跟岗", [("为期八周", "P8W")], "为期"),
    ("在5个工作日内办结", [("5个工作日内", "P5D")], "working days"),
    ("应在24小时内报告", [("24小时内", "PT24H")], "hours"),
    ("两个月内整改到位", [("两个月内", "P2M")], "months need 个"),
    ("半年内完成", [("半年内", "P6M")], "half a year"),
    ("用3-5年时间", [("3-5年", "P3Y/P5Y")], "two lengths"),
    ("两年半", [("两年半", "P2Y6M")], "a cell that holds nothing else"),
    ("四十五分钟", [("四十五分钟", "PT45M")], "alone in its cell it is a length of time"),
    ("十日内书面答复", [("十日内", "P10D")], "Chinese number of days"),
]

NOTHING: list[tuple[str, str]] = [
    ("九年义务教育巩固率", "nine-year schooling"),
    ("一年级和三年级学生", "grades"),
    ("向四十五分钟要质量", "a lesson's length"),
    ("学前三年毛入园率", "three years of kindergarten"),
    ("高中三年的学习", "three years of school"),
    ("三年行动计划", "a plan's name"),
    ("学校邮编136000", "a postcode"),
    ("电话:0000-6620137", "a telephone number"),
    ("100米短跑", "a distance"),
    ("两次月考", "a monthly test"),
    ("取消该校当年评先资格", "当年 is whichever year"),
    ("教龄5年以内的教师", "how long somebody has taught"),
    ("结合当月主题", "当月 is whichever month"),
    ("控制在90分钟以内", "how much, not when"),
    ("第三年开展评估", "a stage of a plan"),
    ("1.5倍", "a number"),
    ("3、召开会议", "a line's number"),
    ("使每一个学生", "每 without a time"),
    ("每年级设组长一名", "a grade"),
    ("编号2023-15", "no month 15"),
    ("暑假作业", "an adjective"),
    ("年会和年级组", "年 without a number"),
    ("月球、月票和月考", "月 without a number"),
    ("周年庆典和周边环境", "周 in other words"),
    ("今后要加强", "no length"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), VALUES + RECURRENCES + DURATIONS)
def test_value(text: str, expected: list[tuple[str, str]], reason: str) -> None:
    assert [(quote, date.value) for quote, date in dates_of(text)] == expected, reason


@pytest.mark.parametrize(("text", "reason"), NOTHING)
def test_no_date(text: str, reason: str) -> None:
    assert dates_of(text) == [], reason


# (text, title, issued, document type, [values], reason)
INHERITED: list[tuple[str, str | None, str | None, DocType, list[str], str]] = [
    ("4月20日前上交。", "某校2024年工作计划", None, "plan", ["2024-04-20"], "the year of the title"),
    (
        "9月10日表彰,3月召开总结会。",
        "某校2023—2024学年工作计划",
        None,
        "plan",
        ["2023-09-10", "2024-03"],
        "a school year's two years",
    ),
    (
        "12月:总结。\n1月:考试。\n6月:汇演。",
        "某园2023—2024学年工作计划",
        None,
        "plan",
        ["2023-12", "2024-01", "2024-06"],
        "a calendar of months",
    ),
    (
        "9月开学,1月放假。",
        "某校2024年秋季学期工作计划",
        None,
        "plan",
        ["2024-09", "2025-01"],
        "an autumn term ends in January",
    ),
    ("10月10日前完成。", None, "2024-03-18", "directive", ["2024-10-10"], "after the issue, same year"),
    ("1月15日前上报。", None, "2023-12-20", "directive", ["2024-01-15"], "after the issue, next year"),
    ("11月迎接评估。", None, "2024-01-10", "summary", ["2023-11"], "a summary looks back"),
    ("2022年4月开始,年底结束。", None, None, "plan", ["2022-04", "2022-12"], "from the same sentence"),
    (
        "今年4月份开始至年底开展活动。\n动员阶段(2022年4月1日—4月30日)",
        None,
        None,
        "plan",
        ["2022-04/2022-12", "2022-04-01/2022-04-30"],
        "今年 from what follows",
    ),
    ("今年招聘教师,去年建成,明年验收。", None, "2024-05-01", "report", ["2024", "2023", "2025"], "relative years"),
    (
        "一、实施阶段(2022年5月1日—11月30日)\n各校于10月20日前上报。",
        None,
        None,
        "plan",
        ["2022-05-01/2022-11-30", "2022-10-20"],
        "from the heading above",
    ),
    ("于10月20日前上报。", None, None, "plan", ["XXXX-10-20"], "nothing says the year"),
    ("于2月28日前上报。", None, "2024-02-22", "plan", ["2024-02-28"], "the month of issue"),
    ("本学期开展教研。", "某校2024年春季学期工作计划", None, "plan", ["2024-02/2024-07"], "the document's own term"),
    ("学期末前完成。", "某校2024年春季学期工作计划", None, "plan", ["2024-07"], "the end of the own term"),
    ("年底前建成。", "某县2025年工作要点", None, "plan", ["2025-12"], "年底 of the title's year"),
    ("年内建成。", "某县2025年工作要点", None, "plan", ["2025"], "年内 is the whole year"),
    ("上半年启动。", "某县2025年工作要点", None, "plan", ["2025-01/2025-06"], "上半年 of the title's year"),
    (
        "2月\t开学工作,25日前上交计划",
        "某校2024年工作计划",
        None,
        "plan",
        ["2024-02", "2024-02-25"],
        "the row says the month",
    ),
    ("6月、12月各查一次。", "某校2024年工作计划", None, "plan", ["2024-06", "2024-12"], "two months, no range"),
    ("七、八月教师研修。", "某校2024年工作计划", None, "plan", ["2024-07/2024-08"], "two months run together"),
]


@pytest.mark.parametrize(("text", "title", "issued", "doc_type", "expected", "reason"), INHERITED)
def test_inherited_year(
    text: str, title: str | None, issued: str | None, doc_type: DocType, expected: list[str], reason: str
) -> None:
    found = dates_of(text, title=title, issued=issued, doc_type=doc_type)
    assert [date.value for _, date in found] == expected, reason


# (text, [roles], reason)
ROLES: list[tuple[str, list[str], str]] = [
    ("请于2022年4月12日前上报。", ["deadline"], "前"),
    ("2025年8月底前到位。", ["deadline"], "底前"),
    ("不迟于2024年9月1日上报。", ["deadline"], "不迟于"),
    ("自2024年9月1日起施行。", ["start"], "自…起"),
    ("活动从2022年4月开始。", ["start"], "从…开始"),
    ("活动于2022年12月结束。", ["end"], "结束"),
    ("到2025年,毛入园率达到95%。", ["horizon"], "到"),
    ("2025年毛入园率达到95%。", ["horizon"], "a year to be reached"),
    ("力争到2025年底建成。", ["horizon"], "到…底"),
    ("动员阶段(2022年4月1日—4月30日)", ["period"], "a phase"),
    ("每月一次。", ["recurrence"], "a recurrence"),
    ("根据《教育规划(2021—2025年)》要求", ["cited"], "inside a title"),
    ("根据《行动计划》(2018—2020年)要求", ["cited"], "right behind a title"),
    ("国发〔2017〕4号", ["cited"], "a document number"),
    ("2012年国务院出台意见。", ["event"], "something happened"),
    ("4月23日启动读书节。", ["event"], "a day on which something is done"),
    ("三年内建成。", ["horizon"], "years run towards"),
    ("应在10个工作日内答复。", ["deadline"], "days bound"),
    ("近三年投入1亿元。", ["period"], "a time that is past"),
    ("截至2023年底,全县有学校30所。", ["other"], "so far"),
    ("3月:常规检查", ["period"], "a line of a calendar"),
    ("成文日期:2024年03月18日", ["issued"], "a page's head"),
    ("2024年3月18日印发", ["issued"], "印发 behind it"),
    ("10月10日和11月20日前完成", ["deadline", "deadline"], "前 holds for both"),
    ("2023年4月12日—14日承办教研活动。", ["event"], "a few days"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), ROLES)
def test_role(text: str, expected: list[str], reason: str) -> None:
    assert [date.role for _, date in dates_of(text)] == expected, reason


def test_signature_is_the_date_of_issue() -> None:
    found = dates_of("请认真执行。\n某县教育局\n2024年3月18日")
    assert [(date.value, date.role) for _, date in found] == [("2024-03-18", "issued")]


@pytest.mark.parametrize(
    "run",
    [
        "1" * 20000,
        "(" * 20000,
        "每" * 20000,
        "二十" * 10000,
        "2022年" * 5000,
        "《" * 20000,
        "1-" * 10000,
        "今年" * 8000,
        "4月" * 8000,
        "十四五" * 5000,
    ],
)
def test_long_runs_take_no_time(run: str) -> None:
    started = time.perf_counter()
    dates_of(run)
    assert time.perf_counter() - started < 3


# (text, title, [(quote, value)], reason)
FOUND_IN_USE: list[tuple[str, str | None, list[tuple[str, str]], str]] = [
    ("一、10月15日前报名。", None, [("10月15日前", "XXXX-10-15")], "一、 numbers the item"),
    ("三、四月份家访。", None, [("三、四月份", "XXXX-03/XXXX-04")], "a list of months"),
    ("做好两件事:1.4月底前定稿。", None, [("4月底前", "XXXX-04")], "the 1 numbers an item"),
    ("ll月20曰前交齐。", None, [("ll月20曰前", "XXXX-11-20")], "a scanner's letters"),
    ("2025—2026学年末测评。", None, [("2025—2026学年末", "2026-07")], "the end of a school year"),
    ("2025学年初定计划。", None, [("2025学年初", "2025-09")], "its beginning"),
    ("园务会固定在周四下午。", None, [("周四下午", "R/P1W")], "a fixed day comes round every week"),
    ("逢单周备课,逢双周听课。", None, [("逢单周", "R/P2W"), ("逢双周", "R/P2W")], "odd and even weeks"),
    ("教师五年一周期轮训。", None, [("五年", "R/P5Y")], "a cycle"),
    ("两昼夜内答复。", None, [("两昼夜内", "P2D")], "days and nights"),
    ("4月中旬、5月8日各一次。", None, [("4月中旬", "XXXX-04"), ("5月8日", "XXXX-05-08")], "two dates, no range"),
    (
        "第4周(2025年9月22日—26日)\n周二:安全课\n周五:家长会",
        None,
        [("2025年9月22日—26日", "2025-09-22/2025-09-26"), ("周二", "2025-09-23"), ("周五", "2025-09-26")],
        "days of a dated week",
    ),
    ("周二有安全课。", None, [], "a day of no known week"),
    (
        "十一月\n一月",
        "某园2025学年第一学期工作历",
        [("十一月", "2025-11"), ("一月", "2026-01")],
        "months of a kindergarten's calendar",
    ),
    ("每天早读30分钟。", None, [("每天", "R/P1D")], "早 of 早读 is no time of day"),
    ("5月运动会。", "回望2025的校园", [("5月", "2025-05")], "a title's year without 年"),
]


@pytest.mark.parametrize(("text", "title", "expected", "reason"), FOUND_IN_USE)
def test_found_in_use(text: str, title: str | None, expected: list[tuple[str, str]], reason: str) -> None:
    document, structure = short_document(text, title=title)
    start = len(title) + 1 if title else 0
    found = find_dates(document, structure, builtin(), DateContext())
    read = [(document.clean.text[slice(*date.span)], date.value) for date in found if date.span[0] >= start]
    assert read == expected, reason

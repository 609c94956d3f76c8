"""The outline: each case is a way in which offices, web pages and scanners print headings."""

from __future__ import annotations

import pytest

from structure_samples import line, structure

CASES: dict[str, tuple[str, list[str]]] = {
    "the usual ladder": (
        "一、总体要求\n办好教育。\n(一)指导思想:以学生为本。\n1.抓课堂。坚持启发式教学。\n(1)备课。每周一次。\n(2)上课。不拖堂。\n二、保障\n加大投入。",
        ["1 1 总体要求", "2 1 指导思想", "3 1 抓课堂", "4 1 备课", "4 2 上课", "1 2 保障"],
    ),
    "the same style at two depths": (
        "一、目标\n1、提高质量。人人达标。\n二、措施\n(一)教学\n1、备课。每周备课。\n2、上课。向课堂要质量。",
        ["1 1 目标", "2 1 提高质量", "1 2 措施", "2 1 教学", "3 1 备课", "3 2 上课"],
    ),
    "an inverted ladder is read off the document": (
        "(1)教学常规\n1、备课。认真备课。\n2、上课。认真上课。\n(2)教研常规\n1、听课。每周听课。\n2、评课。每周评课。",
        ["1 1 教学常规", "2 1 备课", "2 2 上课", "1 2 教研常规", "2 1 听课", "2 2 评课"],
    ),
    "chapters and articles": (
        "第一章 总则\n第一条 为规范全县中小学校的管理工作,根据有关法律法规的规定,制定本办法。\n第二章 附则\n第二条 本办法由县教育局负责解释,自印发之日起施行,有效期为两年。",
        ["1 1 总则", "2 1 -", "1 2 附则", "2 2 -"],
    ),
    "decimal numbers": (
        "1. 现状\n我校有教师四十人。\n2. 行动\n2.1 教师成长\n开展培训。\n2.2 学生成长\n开展活动。\n每天2.5小时的活动要保证。",
        ["1 1 现状", "1 2 行动", "2 1 教师成长", "2 2 学生成长"],
    ),
    "circled, bracketed and full-stop digits": (
        "一、任务\n⒈抓德育。立德树人。\n①主题班会。每周一次。\n②国旗下讲话。每周一次。\n⒉抓教学。提高质量。\n⑴备课。认真备课。\n⑵上课。认真上课。",
        ["1 1 任务", "2 1 抓德育", "3 1 主题班会", "3 2 国旗下讲话", "2 2 抓教学", "3 1 备课", "3 2 上课"],
    ),
    "Roman numerals": (
        "I.背景\n情况变化很快。\nII.目标\n提高质量。\nIII.措施\n加强管理。",
        ["1 1 背景", "1 2 目标", "1 3 措施"],
    ),
    "formal numerals": ("壹、目标\n提高质量。\n贰、措施\n加强管理。", ["1 1 目标", "1 2 措施"]),
    "a dash for 一": ("—、目标\n提高质量。\n二、措施\n加强管理。", ["1 1 目标", "1 2 措施"]),
    "years and stages": (
        "实施步骤\n第一年:打基础(2024年)\n1.建章立制。完善制度。\n第二年:上台阶(2025年)\n1.全面推开。人人参与。\n第三年,各校总结经验。",
        ["1 - 实施步骤", "2 1 打基础(2024年)", "3 1 建章立制", "2 2 上台阶(2025年)", "3 1 全面推开", "2 3 第三年"],
    ),
    "words before the number": (
        "阶段一(启动期):2024年3月—5月\n成立专班。\n阶段二(推进期):2024年6月—12月\n全面推开。",
        ["1 1 阶段一(启动期)", "1 2 阶段二(推进期)"],
    ),
    "gaps, repeats and restarts keep their printed value": (
        "一、任务\n1、抓备课。认真备课。\n2、抓上课。认真上课。\n2、抓作业。认真批改。\n5、抓考试。认真监考。\n三、保障\n1、加大投入。落实经费。",
        ["1 1 任务", "2 1 抓备课", "2 2 抓上课", "2 2 抓作业", "2 5 抓考试", "1 3 保障", "2 1 加大投入"],
    ),
    "letters for damaged digits": (
        "一、目标\nl、提高质量。人人达标。\n2、提高效益。事事节约。",
        ["1 1 目标", "2 1 提高质量", "2 2 提高效益"],
    ),
    "首先, 其次, 一是, 二是 are no headings": (
        "一、做法\n首先,统一思想。其次,落实责任。\n一是抓班子。二是带队伍。三是建制度。",
        ["1 1 做法"],
    ),
    "figures at the start of a line are no numbers": (
        "一、概况\n12个教学班,486名学生。\n3.5小时的培训。\n一、二年级不留书面作业。\n2024年9月开学。",
        ["1 1 概况"],
    ),
    "a numbered statement has no title": (
        "一、奖励\n1、平均分达到全镇前三名的教师奖励600元,并且在评优时优先考虑。\n2、全勤教师每月奖励200元。",
        ["1 1 奖励", "2 1 -", "2 2 -"],
    ),
    "a sentence with a figure or a recurrence has no title": (
        "一、安排\n1、每月检查一次。\n2、开辟种植园2亩,班班有田。\n3、每年6月举办艺术节。\n4、每学期开展基本功竞赛。\n5、国旗下讲话一次。\n6、开展四项活动。活动面向全体学生。",
        ["1 1 安排", "2 1 -", "2 2 -", "2 3 -", "2 4 -", "2 5 -", "2 6 开展四项活动"],
    ),
    "articles are sentences": (
        "第一章 备课\n第一条 教师应提前一周备课。\n第二条 本细则由教务处负责解释。",
        ["1 1 备课", "2 1 -", "2 2 -"],
    ),
    "a list of attached files holds no headings": (
        "一、时间\n4月底前完成。\n附件:1.评选标准\n2.统计表\n3.登记表",
        ["1 1 时间"],
    ),
    "labels in a row": (
        "一、常规\n备课:做到周前备课,有复备。\n上课:做到不拖堂,有互动。\n辅导:做到有计划,有记录。",
        ["1 1 常规", "2 - 备课", "2 - 上课", "2 - 辅导"],
    ),
    "a colon in brackets ends no title": (
        "一、措施\n(一)守牢底线(责任人:总务主任、安全干事)\n1.每周排查。逐项登记。\n(二)阅读:每天半小时",
        ["1 1 措施", "2 1 守牢底线(责任人:总务主任、安全干事)", "3 1 每周排查", "2 2 阅读"],
    ),
    "people are no labels": ("一、机构\n组长:王某某\n副组长:李某某\n成员:张某某、赵某某", ["1 1 机构"]),
    "months": (
        "一、安排\n9月:开学典礼;安全教育。\n10月至11月:运动会。\n12月:期末复习。",
        ["1 1 安排", "2 - 9月", "2 - 10月至11月", "2 - 12月"],
    ),
    "headings in brackets": (
        "【活动目标】\n让学生懂得安全知识。\n【活动过程】\n组织学生观看宣传片。",
        ["1 - 活动目标", "1 - 活动过程"],
    ),
    "references close the outline and hold none": (
        "1 问题提出\n研究的背景。\n2 结论\n研究的发现。\n参考文献\n1.王某.课堂研究[J].教育,2016.\n2.李某.教学研究[J].教育,2017.",
        ["1 1 问题提出", "1 2 结论", "1 - 参考文献"],
    ),
    "a short line between paragraphs": (
        "近年来,我校坚持育人为本,办学质量逐年提高。\n教师队伍建设\n学校把教师成长作为第一要务,实施青蓝工程,成效明显。",
        ["1 - 教师队伍建设"],
    ),
    "a signature is no heading": ("一、要求\n各校要抓好落实。\n某某县教育局\n2024年3月5日", ["1 1 要求"]),
}


@pytest.mark.parametrize("name", CASES)
def test_lines(name: str) -> None:
    text, expected = CASES[name]
    assert [line(heading) for heading in structure(text).headings] == expected


STREAMS: dict[str, tuple[str, list[str]]] = {
    "numbers glued to titles": (
        "为办好教育,制定本方案。一、凝聚共识L凝聚共识。全校上下统一思想。2 .形成合力。家校社协同育人。二、健全机构3 .设立专班。校长任组长。4.明确职责。各司其职。",
        ["1 1 凝聚共识", "2 1 凝聚共识", "2 2 形成合力", "1 2 健全机构", "2 3 设立专班", "2 4 明确职责"],
    ),
    "damaged eleven": (
        "".join(f"{n}.落实第{c}项。各校认真落实。" for n, c in zip(range(1, 11), "甲乙丙丁戊己庚辛壬癸", strict=True))
        + "IL加强督导。每月通报。12.总结经验。年底总结。",
        [f"1 {n} 落实第{c}项" for n, c in zip(range(1, 11), "甲乙丙丁戊己庚辛壬癸", strict=True)]
        + ["1 11 加强督导", "1 12 总结经验"],
    ),
    "usual titles lose their bodies' line break": (
        "一、指导思想全面贯彻党的教育方针,落实立德树人根本任务,办好人民满意的教育。二、工作目标到2026年,各项指标全面达标,学校面貌焕然一新。三、实施步骤1、启动阶段。广泛动员。2、总结阶段。认真总结。",
        ["1 1 指导思想", "1 2 工作目标", "1 3 实施步骤", "2 1 启动阶段", "2 2 总结阶段"],
    ),
    "headings without numbers": (
        "背景近年来,社会对教育的期待越来越高。\n目标- 提高质量。\n- 促进公平。\n行动计划第一年1. 完善制度。\n2. 培训教师。\n第二年1. 推进课改。\n2. 总结经验。\n结论通过三年努力,质量将明显提高。",
        [
            "1 - 背景",
            "1 - 目标",
            "1 - 行动计划",
            "2 1 第一年",
            "3 1 完善制度",
            "3 2 培训教师",
            "2 2 第二年",
            "3 1 推进课改",
            "3 2 总结经验",
            "1 - 结论",
        ],
    ),
    "stages with their time straight before the body": (
        "推进步骤第一步 摸排(3月)班主任逐一谈话,3月底前完成台账。\n第二步 帮扶(4月至5月)科任教师每周辅导一次,及时反馈。\n第三步 回头看(6月)逐人核对,形成总结。",
        ["1 - 推进步骤", "2 1 摸排(3月)", "2 2 帮扶(4月至5月)", "2 3 回头看(6月)"],
    ),
    "heading words with a sentence of its own behind them, where others lost their line breaks": (
        "缘由说明课堂效率不高,学生两极分化明显。\n主要任务1. 摸清学情。\n2. 分层教学。\n经费测算三年共投入45万元,其中教研18万元。\n可能遇到的阻力家长对分层有误解,个别教师畏难。\n评价标准不断完善,教师普遍认可。\n结束语质量是生命线,大家都来出力。",
        [
            "1 - 缘由说明",
            "1 - 主要任务",
            "2 1 摸清学情",
            "2 2 分层教学",
            "1 - 经费测算",
            "1 - 可能遇到的阻力",
            "1 - 结束语",
        ],
    ),
    "such words at the end of a stream": (
        "现总结如下:一、主要做法共组织集中培训6次,参训教师212人次,完成率98%。二、存在问题针对性不强,个别教师参与度低。",
        ["1 1 主要做法", "1 2 存在问题"],
    ),
    "a sentence that begins with such a word is none": (
        "一、概况\n总结2023年的工作,我们有不少收获。\n目标任务全部完成。",
        ["1 1 概况"],
    ),
}


@pytest.mark.parametrize("name", STREAMS)
def test_streams(name: str) -> None:
    text, expected = STREAMS[name]
    assert [line(heading) for heading in structure(text).headings] == expected


def test_sections_end_where_the_next_of_their_level_begins() -> None:
    text = "一、目标\n提高质量。\n(一)教学\n抓课堂。\n二、保障\n加大投入。"
    headings = structure(text).headings
    second = text.index("二、")
    assert [heading.end for heading in headings] == [second, second, len(text)]
    assert [heading.parent for heading in headings] == [None, 0, None]
    assert [text[slice(*heading.span)] for heading in headings] == ["一、目标", "(一)教学", "二、保障"]


def test_run_in_headings_say_so() -> None:
    headings = structure("一、目标\n1、提高质量。人人达标。\n(1)备课:认真备课。").headings
    assert [heading.run_in for heading in headings] == [False, True, True]


def test_damaged_numbers_keep_what_is_printed() -> None:
    number = structure("一、目标\nl、提高质量。人人达标。\n2、提高效益。事事节约。").headings[1].number
    assert number is not None
    assert (number.printed, number.style, number.value) == ("l、", "1.", 1)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "一、", "第", "(", "1.\n2.\n3.", "一、一、一、", "(((((((((", "1 1 1 1 1 1", "。。。。"]
)
def test_odd_texts_are_read(text: str) -> None:
    found = structure(text)
    for heading in found.headings:
        assert 0 <= heading.span[0] < heading.span[1] <= heading.end <= len(text)

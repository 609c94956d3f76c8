"""Invented results for the tests of the reporting room: a directive, a plan, a summary and hand-made judgements on them."""

from __future__ import annotations

import hashlib

from plantext.model import (
    Candidate,
    Citation,
    Commitment,
    Coverage,
    CoverageScore,
    DateExpression,
    Document,
    DocumentReference,
    Evidence,
    Extraction,
    FollowUp,
    FollowUpScore,
    Frequency,
    Label,
    LabelledLine,
    Measure,
    Notice,
    Removed,
    Reported,
    Requirement,
    Section,
    SectionNumber,
    SourceInfo,
    Span,
    Target,
    TargetValue,
    Where,
)

DIRECTIVE = """云栖区教育局关于做好2025年中小学重点工作的通知
各中小学校：
一、课堂与教研
校长每学期听课不少于20节。教研组每两周开展1次集体备课，做到有主题、有记录、有反馈。严禁随意增减课时。
二、体质与安全
确保学生每天校内体育活动2小时。2025年10月底前完成实验室安全自查并上报。每学期组织2次应急疏散演练。食堂实行校领导陪餐并留样48小时。
三、家校与劳动
每学期召开2次家长会，对困难家庭学生全员家访。每周开设1节劳动课。鼓励有条件的学校建设劳动实践基地。
四、组织保障
区教育局将对各校开展专项督导。2025年12月20日前报送工作总结。
"""

PLAN = """云栖区第三小学2025年工作计划
一、教学教研
1.校长每学期听课15节以上，教研组隔周集体备课，备课有主题、有记录。
2.开齐开足国家课程，不加课、不减课、不挪课。
二、安全与体育
3.每天上、下午各安排一次大课间，保证学生每天锻炼1小时。
4.11月中旬前查完实验室安全，结果报区局。
5.3月、9月各搞一次疏散演练。
序号\t工作\t责任人
1\t食堂每餐由值班行政陪餐，菜品留样两天\t总务处
三、家校与特色
6.期中、期末各开一次家长会。
7.三年级以上每两周安排一次校园种植活动。
8.建设一间校史室，年底前开放。
9.周三下午可视情况安排毕业班复习课。
"""

SUMMARY = """云栖区第三小学2025年工作总结
今年校长共听课36节，其中上学期19节、下学期17节。
备课活动按时开展，但美术、音乐两科只活动了6次。
全年组织疏散演练2次，用时由6分钟缩短到4分钟。
实验室因搬迁推迟到明年初检查。
校史室已于11月20日开放，接待学生1200人次。
少先队员参加区合唱比赛获二等奖。
"""

HOSTILE = '=HYPERLINK("http://x.example","点我")<script>alert(\'坏\')</script>\x1b[31m\u202e反\x07'
"""A text that tries to be a formula, a script, a terminal command and a backward name at once."""


def span_of(text: str, quote: str) -> Span:
    start = text.index(quote)
    return start, start + len(quote)


def evidence(text: str, quote: str, score: float = 0.8, where: Where | None = None) -> Evidence:
    return Evidence(span_of(text, quote), quote, None, score, where)


def candidate(text: str, quote: str, why_not: str) -> Candidate:
    return Candidate(span_of(text, quote), quote, 0.4, why_not, Where(page=1, paragraph=7))


def measure(text: str, quote: str, identity: str, **fields: object) -> Measure:
    return Measure(identity, None, span_of(text, quote), quote, "must", **fields)  # type: ignore[arg-type]


def section(identity: str, title: str, printed: str, value: int, start: int, end: int) -> Section:
    number = SectionNumber(printed, "一、", value)
    return Section(f"d1.s{identity}", None, 1, number, title, (start, end), (start, start + 2 + len(title)))


def sections(text: str, titles: tuple[str, ...]) -> tuple[Section, ...]:
    starts = [text.index(f"{numeral}、{title}") for numeral, title in zip("一二三四五", titles, strict=False)]
    ends = [*starts[1:], len(text)]
    return tuple(
        section(str(index), title, numeral, index, start, end)
        for index, (numeral, title, start, end) in enumerate(zip("一二三四五", titles, starts, ends, strict=False), 1)
    )


def directive_sections() -> tuple[Section, ...]:
    return sections(DIRECTIVE, ("课堂与教研", "体质与安全", "家校与劳动", "组织保障"))


def reference(name: str, text: str, doc_type: str, title: str) -> DocumentReference:
    digest = hashlib.sha256(text.encode()).hexdigest()
    issuer = "云栖区教育局" if doc_type == "directive" else None
    return DocumentReference(
        name,
        digest,
        "d1",
        title,
        doc_type,
        issuer,
        None if issuer else "云栖区第三小学",
        "2025",
        "2025-02-17",  # type: ignore[arg-type]
    )


def requirement(number: int, quote: str, part: int, status: str | None, **fields: object) -> Requirement:
    values: dict[str, object] = {
        "force": "must",
        "themes": ("classroom",),
        "target": None,
        "due": None,
        "applicable": status is not None,
        "gaps": (),
        "notes": (),
        "confidence": 0.86,
        "why": "",
        "evidence": (),
        "where": Where(page=1, paragraph=part * 2 + 2),
    }
    values |= fields
    return Requirement(
        id=f"r{number}",
        span=span_of(DIRECTIVE, quote),
        text=quote,
        section=f"d1.s{part}",
        status=status,
        **values,  # type: ignore[arg-type]
    )


def coverage() -> Coverage:
    requirements = (
        requirement(
            1,
            "校长每学期听课不少于20节",
            1,
            "partial",
            themes=("research", "governance"),
            target=TargetValue("听课", ">=", 20, "节", scope="校长", period="term"),
            gaps=("target_weaker",),
            why="要求每学期20节，计划为每学期15节",
            evidence=(evidence(PLAN, "校长每学期听课15节以上", where=Where(page=1, paragraph=3)),),
        ),
        requirement(
            2,
            "教研组每两周开展1次集体备课，做到有主题、有记录、有反馈",
            1,
            "partial",
            themes=("research",),
            gaps=("part_missing",),
            notes=("deadline_inherited",),
            why="三项要求中缺“有反馈”",
            confidence=0.55,
            evidence=(evidence(PLAN, "教研组隔周集体备课，备课有主题、有记录", where=Where(page=1, paragraph=3)),),
        ),
        requirement(
            3,
            "严禁随意增减课时",
            1,
            "covered",
            force="must_not",
            themes=("curriculum",),
            evidence=(evidence(PLAN, "不加课、不减课、不挪课"), evidence(PLAN, "开齐开足国家课程")),
        ),
        requirement(
            4,
            "确保学生每天校内体育活动2小时",
            2,
            "partial",
            themes=("health",),
            target=TargetValue("校内体育活动", ">=", 2, "小时", period="day"),
            gaps=("target_weaker",),
            why="要求每天2小时，计划为每天1小时",
            evidence=(evidence(PLAN, "保证学生每天锻炼1小时"),),
        ),
        requirement(
            5,
            "2025年10月底前完成实验室安全自查并上报",
            2,
            "partial",
            themes=("safety",),
            due="2025-10-31",
            gaps=("deadline_later",),
            why="要求2025年10月31日前，计划为2025年11月中旬前",
            evidence=(evidence(PLAN, "11月中旬前查完实验室安全，结果报区局"),),
        ),
        requirement(
            6,
            "每学期组织2次应急疏散演练",
            2,
            "partial",
            themes=("safety",),
            target=TargetValue("应急疏散演练", "=", 2, "次", period="term"),
            gaps=("target_weaker",),
            why="要求每学期2次，计划每学期1次",
            evidence=(evidence(PLAN, "3月、9月各搞一次疏散演练"),),
        ),
        requirement(
            7,
            "食堂实行校领导陪餐并留样48小时",
            2,
            "covered",
            themes=("safety",),
            confidence=0.93,
            evidence=(evidence(PLAN, "食堂每餐由值班行政陪餐，菜品留样两天", where=Where(page=1, table=1, row=2)),),
        ),
        requirement(
            8,
            "每学期召开2次家长会",
            3,
            "covered",
            themes=("home_school",),
            notes=("target_exceeded",),
            evidence=(evidence(PLAN, "期中、期末各开一次家长会"),),
        ),
        requirement(
            9,
            "对困难家庭学生全员家访",
            3,
            "missing",
            themes=("home_school", "equity"),
            candidates=(
                candidate(PLAN, "期中、期末各开一次家长会", "家长会不是家访，也没有提到困难家庭"),
                candidate(PLAN, "周三下午可视情况安排毕业班复习课", "只谈复习安排"),
                candidate(PLAN, "建设一间校史室，年底前开放", "与家访无关"),
                candidate(PLAN, "开齐开足国家课程", "第四个候选不应显示"),
            ),
        ),
        requirement(
            10,
            "每周开设1节劳动课",
            3,
            "missing",
            themes=("labour",),
            target=TargetValue("劳动课", "=", 1, "节", period="week"),
            candidates=(candidate(PLAN, "三年级以上每两周安排一次校园种植活动", "是课外活动，不是列入课表的劳动课"),),
        ),
        requirement(11, "鼓励有条件的学校建设劳动实践基地", 3, "missing", force="may", themes=("labour",)),
        requirement(12, "区教育局将对各校开展专项督导", 4, None, themes=("supervision",), confidence=0.97),
        requirement(
            13,
            "2025年12月20日前报送工作总结",
            4,
            "missing",
            themes=("supervision",),
            due="2025-12-20",
            gaps=("contradicts",),
            why="计划没有安排总结上报",
        ),
    )
    return Coverage(
        plan=reference("三小计划.docx", PLAN, "plan", "云栖区第三小学2025年工作计划"),
        directive=reference("通知.pdf", DIRECTIVE, "directive", "云栖区教育局关于做好2025年中小学重点工作的通知"),
        score=CoverageScore(3, 5, 4, 1, 5.5 / 12),
        requirements=requirements,
        extras=(
            measure(
                PLAN, "建设一间校史室，年底前开放", "d1.m9", themes=("culture",), where=Where(page=1, paragraph=13)
            ),
            measure(PLAN, "周三下午可视情况安排毕业班复习课", "d1.m10", themes=("classroom",)),
        ),
        warnings=(Notice("guessed-encoding", "通知.pdf 的文字编码为推定"),),
    )


def commitment(number: int, quote: str, status: str, reason: str, **fields: object) -> Commitment:
    values: dict[str, object] = {
        "themes": ("research",),
        "target": None,
        "due": None,
        "reported": None,
        "confidence": 0.8,
        "why": "",
        "evidence": (),
    }
    values |= fields
    return Commitment(
        f"p{number}",
        span_of(PLAN, quote),
        quote,
        "d1.s1",
        status=status,
        reason=reason,
        **values,  # type: ignore[arg-type]
    )


def followup() -> FollowUp:
    commitments = (
        commitment(
            1,
            "校长每学期听课15节以上",
            "fulfilled",
            "figure_met",
            target=TargetValue("听课", ">=", 15, "节", period="term"),
            reported=Reported(17, "节"),
            why="两个学期分别为19节、17节，均不少于15节",
            evidence=(evidence(SUMMARY, "其中上学期19节、下学期17节"),),
        ),
        commitment(
            2,
            "教研组隔周集体备课",
            "partial",
            "partly_done",
            why="美术、音乐两科次数不足",
            evidence=(evidence(SUMMARY, "美术、音乐两科只活动了6次"),),
        ),
        commitment(
            3,
            "11月中旬前查完实验室安全",
            "unmet",
            "intention_only",
            themes=("safety",),
            due="2025-11",
            evidence=(evidence(SUMMARY, "实验室因搬迁推迟到明年初检查"),),
        ),
        commitment(
            4, "3月、9月各搞一次疏散演练", "fulfilled", "done", evidence=(evidence(SUMMARY, "全年组织疏散演练2次"),)
        ),
        commitment(
            5,
            "建设一间校史室，年底前开放",
            "fulfilled",
            "done",
            evidence=(evidence(SUMMARY, "校史室已于11月20日开放"),),
        ),
        commitment(
            6,
            "期中、期末各开一次家长会",
            "unreported",
            "not_mentioned",
            themes=("home_school",),
            candidates=(candidate(SUMMARY, "接待学生1200人次", "说的是校史室参观"),),
        ),
    )
    return FollowUp(
        plan=reference("三小计划.docx", PLAN, "plan", "云栖区第三小学2025年工作计划"),
        summary=reference("三小总结.txt", SUMMARY, "summary", "云栖区第三小学2025年工作总结"),
        score=FollowUpScore(3, 1, 1, 1, 3.5 / 6),
        commitments=commitments,
        unplanned=(measure(SUMMARY, "少先队员参加区合唱比赛获二等奖", "d1.m6", themes=("arts",)),),
    )


def extraction() -> Extraction:
    found = directive_sections()
    target = Target(
        "d1.t1", "d1.s1", "d1.m1", span_of(DIRECTIVE, "不少于20节"), "不少于20节", "听课", None, ">=", 20, None, "节", "校长",
        None, "target", "term",
    )  # fmt: skip
    measures = (
        Measure(
            "d1.m1", "d1.s1", span_of(DIRECTIVE, "校长每学期听课不少于20节"), "校长每学期听课不少于20节", "must",
            ("research",), (), ("校长",), None, Frequency("term", 20), ("d1.t1",), (), Where(page=1, paragraph=4),
        ),
        Measure("d1.m2", "d1.s1", span_of(DIRECTIVE, "严禁随意增减课时"), "严禁随意增减课时", "must_not", ("curriculum",)),
        Measure(
            "d1.m3", "d1.s2", span_of(DIRECTIVE, "2025年10月底前完成实验室安全自查并上报"),
            "2025年10月底前完成实验室安全自查并上报", "must", ("safety",), (), (), "2025-10-31", None, (), ("d1.e1",),
        ),
    )  # fmt: skip
    dates = (
        DateExpression(
            "d1.e1", "d1.s2", span_of(DIRECTIVE, "2025年10月底前"), "2025年10月底前", "DATE", "2025-10-31", "deadline"
        ),
    )
    document = Document(
        id="d1",
        title="云栖区教育局关于做好2025年中小学重点工作的通知",
        doc_type="directive",
        span=(0, len(DIRECTIVE)),
        doc_type_reason="标题“关于……的通知”，对下级单位提出要求",
        issuer="云栖区教育局",
        issued="2025-02-17",
        period="2025",
        region=("云栖区",),
        citations=(Citation(span_of(DIRECTIVE, "通知"), "《通知》", "通知", None),),
        sections=found,
        measures=measures,
        targets=(target,),
        dates=dates,
    )
    info = SourceInfo(
        "通知.pdf", hashlib.sha256(DIRECTIVE.encode()).hexdigest(), "application/pdf", None, 1, len(DIRECTIVE)
    )
    return Extraction(
        source=info,
        documents=(document,),
        removed=(Removed(span_of(DIRECTIVE, "各中小学校："), "furniture"),),
        warnings=(Notice("lost-page", "第2页没有文字"),),
    )


def labelled() -> list[LabelledLine]:
    return [
        LabelledLine(
            "小学每周开设1节劳动课", (Label("labour", 0.91, ((7, 10),)),), (Label("compulsory", 0.8, ((0, 2),)),)
        ),
        LabelledLine("今天天气很好"),
    ]

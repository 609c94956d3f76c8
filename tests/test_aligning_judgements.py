"""Verdicts on small texts: what a strict inspector would say, each row with its reason."""

from __future__ import annotations

import re

import pytest

from plantext.aligning import check_coverage, check_followup
from plantext.aligning.judging import rules
from plantext.catalogue import Wording
from plantext.evaluation import calibrate
from plantext.lexicon import builtin
from plantext.model import Commitment, Coverage, FollowUp, Requirement
from plantext.pipeline import ReadFile, read_file
from plantext.reading import read_bytes

DIRECTIVE = """青禾县教育局关于做好2023—2024学年全县小学常规工作的通知
各中心学校、县直各小学：
现将新学年常规工作有关事项通知如下。
一、教育教学
（一）教研活动。专任教师每学期听评课不少于15节。严禁利用晚自习讲授新课。
（二）德育工作。班主任每学期对每名学生家访不少于1次。2023年10月底前全部建成学生成长档案。
二、安全与健康
（一）安全演练。每学期组织消防疏散演练不少于3次。
（二）食品安全。食堂每餐留样不少于125克，并由校领导陪餐。
（三）近视防控。每学期开展视力监测不少于2次。县疾控中心每学期组织专家到校指导1次。
青禾县教育局
2023年8月20日
"""
PLAN = """青禾县柳湾小学2023—2024学年度学校工作计划
为落实县教育局要求，制定本计划。
一、教学工作
1.任课教师每学期听课、评课不少于12节。
2.晚自习安排学生自主阅读，由教师讲授新课两节。
二、德育工作
1.班主任每学期对每名学生上门家访一次。
2.为学生建立成长档案，2023年12月底前全部建成。
三、安全工作
1.每学期组织消防疏散演练4次。
青禾县柳湾小学
2023年9月1日
"""
SUMMARY = """青禾县柳湾小学2023—2024学年度学校工作总结
一、主要工作
1.任课教师平均每学期听课、评课14节。
2.全体班主任完成了对每名学生的上门家访。
3.上学期组织消防疏散演练3次，下学期组织消防疏散演练2次。
4.学校新建了一个图书角，接受社会捐书300册。
二、存在的问题
学生成长档案至今没有建成。
三、下一步打算
尽快建成学生成长档案。
青禾县柳湾小学
2024年7月5日
"""


def read_text(text: str, name: str) -> ReadFile:
    return read_file(read_bytes(text.encode(), name), builtin())


@pytest.fixture(scope="module")
def coverage() -> Coverage:
    return check_coverage(read_text(PLAN, "plan.txt"), read_text(DIRECTIVE, "directive.txt"), builtin())


@pytest.fixture(scope="module")
def followup() -> FollowUp:
    return check_followup(read_text(PLAN, "plan.txt"), read_text(SUMMARY, "summary.txt"), builtin())


def required(coverage: Coverage, words: str) -> Requirement:
    return next(requirement for requirement in coverage.requirements if words in requirement.text)


def promised(followup: FollowUp, words: str) -> Commitment:
    return next(commitment for commitment in followup.commitments if words in commitment.text)


COVERAGE = [
    ("听评课", "partial", ("target_weaker",), "12 of 15 lessons"),
    ("成长档案", "partial", ("deadline_later",), "December for October"),
    ("消防疏散演练", "covered", (), "4 of 3 drills: more is no fault"),
    ("家访", "covered", (), "the same duty in other words"),
    ("视力监测", "missing", (), "nothing on eyesight in the plan"),
]


@pytest.mark.parametrize(("words", "status", "gaps", "reason"), COVERAGE)
def test_coverage(coverage: Coverage, words: str, status: str, gaps: tuple[str, ...], reason: str) -> None:
    requirement = required(coverage, words)
    assert (requirement.status, requirement.gaps) == (status, gaps), reason


def test_a_weaker_figure_names_both_sides(coverage: Coverage) -> None:
    why = required(coverage, "听评课").why
    assert re.search(r"15节", why)
    assert re.search(r"12节", why)


def test_what_an_authority_does_is_not_applicable(coverage: Coverage) -> None:
    requirement = required(coverage, "县疾控中心")
    assert not requirement.applicable
    assert requirement.status is None


def test_more_than_required_is_a_note_and_no_gap(coverage: Coverage) -> None:
    assert "target_exceeded" in required(coverage, "消防疏散演练").notes


def test_missing_shows_the_nearest_rejected_candidates(coverage: Coverage) -> None:
    requirement = required(coverage, "视力监测")
    assert requirement.evidence == ()
    assert 1 <= len(requirement.candidates) <= rules(builtin()).candidates
    assert all(candidate.why_not for candidate in requirement.candidates)


def test_the_score_counts_what_the_rows_say(coverage: Coverage) -> None:
    score = coverage.score
    assert score.covered + score.partial + score.missing + score.not_applicable == len(coverage.requirements)
    applicable = score.covered + score.partial + score.missing
    assert score.rate == pytest.approx((score.covered + score.partial / 2) / applicable, abs=1e-4)


def test_evidence_stands_in_the_plan_to_the_letter(coverage: Coverage) -> None:
    for requirement in coverage.requirements:
        for evidence in requirement.evidence:
            assert PLAN[slice(*evidence.span)] == evidence.text
            assert len(evidence.text) <= 300


FOLLOWUP = [
    ("听课、评课", "fulfilled", "figure_met", "14 lessons for 12"),
    ("家访", "fulfilled", "done", "done, no figure left open"),
    ("消防疏散演练", "partial", "figure_missed", "3 and 2 for 4 a term: a countable part was delivered"),
    ("成长档案", "unmet", "intention_only", "not done, only meant for later"),
]


@pytest.mark.parametrize(("words", "status", "reason", "why"), FOLLOWUP)
def test_followup(followup: FollowUp, words: str, status: str, reason: str, why: str) -> None:
    commitment = promised(followup, words)
    assert (commitment.status, commitment.reason) == (status, reason), why


def test_what_was_not_planned_is_listed(followup: FollowUp) -> None:
    assert any("图书角" in measure.text for measure in followup.unplanned)


def test_reasons_follow_the_language() -> None:
    english = check_coverage(
        read_text(PLAN, "plan.txt"), read_text(DIRECTIVE, "directive.txt"), builtin(), language="en"
    )
    assert all(re.match(r"[A-Z]", requirement.why) for requirement in english.requirements)
    assert Wording("en")("why.missing") in {r.why for r in english.requirements}


def test_the_same_input_gives_the_same_bytes(coverage: Coverage) -> None:
    again = check_coverage(read_text(PLAN, "plan.txt"), read_text(DIRECTIVE, "directive.txt"), builtin())
    assert again.to_json() == coverage.to_json()


def test_held_back_cases_cannot_be_fitted_on() -> None:
    """The tuning command refuses the cases that only measure."""
    for case in calibrate.HELD_BACK:
        with pytest.raises(SystemExit, match=case):
            calibrate.main([f"corpus/cases/{case}"])

"""Contract values in words: one row a case, with the reason it is there."""

from __future__ import annotations

import pytest

from plantext.catalogue import Wording, wording
from plantext.model import Frequency, Section, SectionNumber, TargetValue, Where

ZH, EN = Wording("zh"), Wording("en")


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ("2025-10-31", "2025年10月31日", "31 October 2025"),
        ("2024-09", "2024年9月", "September 2024"),  # no leading zero in words
        ("2030", "2030年", "2030"),
        ("2018/2020", "2018—2020年", "2018–2020"),  # a plan's own period, as titles write it
        ("2022-04-01/2022-04-30", "2022年4月1日至2022年4月30日", "1 April 2022 – 30 April 2022"),
        ("../2022-04-12", "2022年4月12日前", "by 12 April 2022"),  # open start: a deadline
        ("2022-04/..", "2022年4月起", "from April 2022"),  # open end
        ("XXXX-10-20", "10月20日", "20 October"),  # the year cannot be known
        ("XXXX-10", "10月", "October"),
        ("2024-21", "2024年春季", "spring 2024"),  # EDTF seasons
        ("P3Y", "3年", "3 years"),
        ("P10D", "10天", "10 days"),
        ("R/P1M", "每月", "per month"),
        ("R/P2W", "每2周", "every 2 weeks"),
        ("R/term", "每学期", "per term"),
        ("R/school-year", "每学年", "per school year"),
        ("2024~", "2024年", "2024"),  # an uncertain date is shown as the date
        ("2024-13-40", "2024-13-40", "2024-13-40"),  # no such month: shown as it is, not as nonsense
        ("next week", "next week", "next week"),
        ("", "", ""),
        (None, "", ""),
    ],
)
def test_edtf(value: str | None, zh: str, en: str) -> None:
    assert wording.edtf(value, ZH) == zh
    assert wording.edtf(value, EN) == en


@pytest.mark.parametrize(
    ("target", "zh", "en"),
    [
        (
            TargetValue("听课", ">=", 20, "节", scope="校长", period="term"),
            "听课 ≥20节（校长、每学期）",
            "听课 ≥20节 (校长, per term)",
        ),
        (TargetValue("师生比", "=", 19, "1:n"), "师生比 ＝1:19", "师生比 ＝1:19"),  # the contract's ratio
        (TargetValue("学时", "range", 8, "学时", value_to=10), "学时 8–10学时", "学时 8–10学时"),
        (TargetValue("差异系数", "<=", 0.27, ""), "差异系数 ≤0.27", "差异系数 ≤0.27"),
        (TargetValue("经费", ">=", 12000, "元"), "经费 ≥12000元", "经费 ≥12,000元"),  # English groups thousands
        (None, "", ""),
    ],
)
def test_figure(target: TargetValue | None, zh: str, en: str) -> None:
    assert wording.figure(target, ZH) == zh
    assert wording.figure(target, EN) == en


@pytest.mark.parametrize(
    ("where", "zh"),
    [
        (None, "字符5–9"),
        (Where(), "字符5–9"),  # nothing known but the characters
        (Where(page=3, paragraph=12), "第3页，第12段"),
        (Where(page=3, table=1, row=4), "第3页，表1，第4行"),
    ],
)
def test_place(where: Where | None, zh: str) -> None:
    assert wording.place(where, (5, 9), ZH) == zh
    assert wording.place(where, (5, 9), ZH, offset=True).endswith("字符5–9")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (SectionNumber("二", "一、", 2), "二、"),
        (SectionNumber("二、", "一、", 2), "二、"),  # a printed mark is not doubled
        (SectionNumber("三", "（一）", 3), "（三）"),
        (SectionNumber("IL", "1.", 11), "11."),  # scan damage: the value speaks
        (SectionNumber("2.1", "1.1", 1), "2.1"),
        (SectionNumber("4", "第1章", 4), "第4章"),
    ],
)
def test_ordinal(number: SectionNumber, words: str) -> None:
    assert wording.ordinal(number) == words


def test_a_section_without_title_and_number_is_still_named() -> None:
    assert wording.heading(Section("s", None, 1, None, None, (0, 1), (0, 1)), ZH) == "（无标题）"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("劳动育人,资助与控辍", "劳动育人，资助与控辍"),  # cleaning folds marks to half width
        ("(一)劳动教育", "（一）劳动教育"),
        ("(1)听课1,200节", "(1)听课1,200节"),  # figures keep theirs
        ("三年行动(2023-2025年)", "三年行动（2023-2025年）"),
    ],
)
def test_titles_are_shown_as_chinese_is_printed(text: str, printed: str) -> None:
    assert wording.typeset(text) == printed


def test_frequency() -> None:
    assert wording.frequency(Frequency("term", 2), ZH) == "每学期2次"
    assert wording.frequency(Frequency("week", 0.5), ZH) == "每周0.5次"
    assert wording.frequency(Frequency("month"), EN) == "per month"


@pytest.mark.parametrize("text", ["\x1b[31m红", "a\x00b", "\u202e反", "半\ud800个", "退\x08格", "行\r尾"])
def test_visible_keeps_every_offset_and_lets_nothing_act(text: str) -> None:
    shown = wording.visible(text)
    assert len(shown) == len(text)
    assert not set(shown) & set("\x1b\x00\x08\r\u202e\ud800")
    shown.encode("utf-8")


def test_clipped_keeps_to_its_length() -> None:
    assert wording.clipped("开展家访，\n建立台账", 6) == "开展家访…"
    assert wording.clipped("开展家访", 6) == "开展家访"

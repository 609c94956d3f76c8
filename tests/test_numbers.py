"""Numbers and quantities: (text, value, why the row is here)."""

from __future__ import annotations

import time

import pytest

from plantext.extraction.numbers import ordinal_year, parse_fraction, parse_number
from plantext.extraction.quantities import find_quantities, quantity_patterns
from plantext.lexicon import builtin

NUMBERS: list[tuple[str, float | None, str]] = [
    ("12", 12, "Arabic"),
    ("1,250", 1250, "a comma between thousands"),
    ("83.9", 83.9, "a decimal"),
    ("0.27", 0.27, "an index"),
    ("-18", -18, "below zero"),
    ("１２", 12, "full width"),
    ("十", 10, "a bare power"),
    ("十二", 12, "a power without digit counts once"),
    ("二十", 20, "two tens"),
    ("二十一", 21, "two tens and one"),
    ("三百二十", 320, "hundreds"),
    ("一千零五", 1005, "零 in the middle"),
    ("三万", 30000, "万"),
    ("二十三万五千", 235000, "万 in the middle"),
    ("一亿二千万", 120000000, "亿 and 万"),
    ("两", 2, "两"),
    ("廿三", 23, "廿"),
    ("半", 0.5, "half"),
    ("一点五", 1.5, "a Chinese decimal"),
    ("壹佰贰拾", 120, "financial"),
    ("叁仟", 3000, "financial"),
    ("二〇二三", 2023, "digit by digit"),
    ("3万", 30000, "mixed"),
    ("1.2亿", 120000000, "mixed with a decimal"),
    ("1OO", 100, "letters read for zeros"),
    ("甲", None, "no number"),
    ("", None, "nothing"),
]

SHARES: list[tuple[str, float | None, str]] = [
    ("三分之二", 66.67, "a fraction"),
    ("百分之九十五", 95, "per hundred"),
    ("1/2", 50, "with a slash"),
    ("七成", 70, "tenths"),
    ("七成五", 75, "tenths and hundredths"),
    ("九成半", 95, "half a tenth"),
    ("一半", 50, "half"),
    ("十", None, "no share"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), NUMBERS)
def test_number(text: str, expected: float | None, reason: str) -> None:
    assert parse_number(text) == expected, reason


@pytest.mark.parametrize(("text", "expected", "reason"), SHARES)
def test_share(text: str, expected: float | None, reason: str) -> None:
    assert parse_fraction(text) == expected, reason


def test_year() -> None:
    assert ordinal_year("2O23") == 2023
    assert ordinal_year("二零二四") == 2024
    assert ordinal_year("廿三") is None


# (text, (quote, value, value_to, unit, comparator), reason); None where no figure may be found
QUANTITIES: list[tuple[str, tuple[str, float, float | None, str, str | None] | None, str]] = [
    ("不少于10节课", ("不少于10节课", 10, None, "节课", ">="), "a word in front"),
    ("95%以上", ("95%以上", 95, None, "%", ">="), "a word behind"),
    ("45人以下", ("45人以下", 45, None, "人", "<="), "以下 includes the number"),
    ("0.1%以内", ("0.1%以内", 0.1, None, "%", "<="), "以内 includes it too"),
    ("超过30%", ("超过30%", 30, None, "%", ">"), "超过 leaves it out"),
    ("不满5人", ("不满5人", 5, None, "人", "<"), "不满 leaves it out"),
    ("≥90%", ("≥90%", 90, None, "%", ">="), "a sign"),
    ("≤0.27", ("≤0.27", 0.27, None, "", "<="), "an index without unit"),
    ("小于0.15", ("小于0.15", 0.15, None, "", "<"), "an index with a word"),
    ("约370亿元", ("约370亿元", 370, None, "亿元", "~"), "about"),
    ("近130名", ("近130名", 130, None, "名", "~"), "nearly"),
    ("2100余人", ("2100余人", 2100, None, "人", "~"), "余"),
    ("3万多名", ("3万多名", 3, None, "万名", "~"), "多 behind a scale"),
    ("30人左右", ("30人左右", 30, None, "人", "~"), "左右"),
    ("5-8名", ("5-8名", 5, 8, "名", "range"), "a range"),
    ("85%~90%", ("85%~90%", 85, 90, "%", "range"), "a range with two units"),
    ("三至五次", ("三至五次", 3, 5, "次", "range"), "a Chinese range"),
    ("-18℃至-16℃", ("-18℃至-16℃", -18, -16, "℃", "range"), "below zero"),
    ("1:19", ("1:19", 19, None, "1:n", None), "a ratio"),
    ("1∶13.5", ("1∶13.5", 13.5, None, "1:n", None), "a ratio sign"),
    ("1比12", ("1比12", 12, None, "1:n", None), "a ratio in words"),
    ("三分之二以上", ("三分之二以上", 66.67, None, "%", ">="), "a fraction"),
    ("百分之八十", ("百分之八十", 80, None, "%", None), "per hundred"),
    ("九成以上", ("九成以上", 90, None, "%", ">="), "tenths"),
    ("2个百分点", ("2个百分点", 2, None, "个百分点", None), "percentage points"),
    ("5‰", ("5‰", 5, None, "‰", None), "per thousand"),
    ("5万字", ("5万字", 5, None, "万字", None), "the scale belongs to the unit as printed"),
    ("26.5万元", ("26.5万元", 26.5, None, "万元", None), "money"),
    ("1,250元", ("1,250元", 1250, None, "元", None), "a comma"),
    ("前10%", ("前10%", 10, None, "%", "rank<="), "a rank in percent"),
    ("前三名", ("前三名", 3, None, "名", "rank<="), "a rank"),
    ("第4名", ("第4名", 4, None, "名", "rank<="), "a place"),
    ("翻一番", ("翻一番", 1, None, "番", None), "doubling"),
    ("增长2倍", ("2倍", 2, None, "倍", None), "times"),
    ("零事故", ("零", 0, None, "", "="), "none"),
    ("辍学率为零", ("零", 0, None, "", "="), "none behind 为"),
    ("零距离", None, "a figure of speech"),
    ("3、分析", None, "a line's number"),
    ("5分析", None, "分 belongs to another word"),
    ("第二期行动", ("二期", 2, None, "期", None), "an ordinal; the filter drops it"),
    ("国发〔2017〕4号", None, "a document number"),
    ("电话13812345678", None, "a telephone number"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), QUANTITIES)
def test_quantity(text: str, expected: tuple[str, float, float | None, str, str | None] | None, reason: str) -> None:
    found = find_quantities(text, quantity_patterns(builtin()))
    read = [(text[slice(*q.span)], q.value, q.value_to, q.unit, q.comparator) for q in found]
    assert read == ([] if expected is None else [expected]), reason


@pytest.mark.parametrize(
    "run",
    [
        "1" * 20000,
        "一" * 20000,
        "1:" * 10000,
        "1%~" * 8000,
        "不少于" * 8000,
        "十百千" * 8000,
        "9," * 10000,
        "前" * 20000,
        "1." * 10000,
        "三分之" * 8000,
    ],
)
def test_long_runs_take_no_time(run: str) -> None:
    started = time.perf_counter()
    find_quantities(run, quantity_patterns(builtin()))
    assert time.perf_counter() - started < 2

"""The terminal: widths, line breaking, no colour in a pipe, nothing that acts."""

from __future__ import annotations

import dataclasses
import io
from itertools import pairwise

import pytest
from rich.cells import cell_len

import reporting_samples as samples
from plantext.errors import Language
from plantext.reporting import terminal, wrapping


def shown(width: int = 80, language: Language = "zh", *, verbose: bool = False, only: str = "") -> str:
    file = io.StringIO()
    console = terminal.make_console(file, width=width)
    if only in ("", "extraction"):
        terminal.render_extraction(samples.extraction(), samples.DIRECTIVE, console, language, verbose)
    if only in ("", "coverage"):
        sections = samples.directive_sections()
        terminal.render_coverage(samples.coverage(), console, language, verbose, sections=sections)
    if only in ("", "followup"):
        terminal.render_followup(samples.followup(), console, language, verbose)
    if only in ("", "labels"):
        terminal.render_labels(samples.labelled(), console, language)
    return file.getvalue()


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("verbose", [False, True])
def test_no_line_is_wider_than_the_console_and_none_is_coloured(width: int, language: Language, verbose: bool) -> None:
    text = shown(width, language, verbose=verbose)
    assert max(cell_len(line) for line in text.splitlines()) <= width
    assert "\x1b" not in text


def test_outline() -> None:
    text = shown(only="extraction")
    for words in ("一、课堂与教研", "必须 校长每学期听课", "听课 ≥20节（校长、每学期）", "完成时限：2025年10月31日"):
        assert words in text
    assert "上级文件（标题“关于……的通知”，对下级单位提出要求）" in text  # the type comes with its reason
    assert "网页附加内容" not in text
    assert "网页附加内容" in shown(only="extraction", verbose=True)


def test_coverage() -> None:
    text = shown(120, only="coverage")
    for words in (
        "覆盖率 45.8%",
        "✓ 已覆盖 3",
        "◐ 部分覆盖 5",
        "✗ 未覆盖 4",
        "○ 不适用 1",
        "一、课堂与教研",
        "指标偏低：要求每学期20节，计划为每学期15节",
        "▸ 校长每学期听课15节以上 第1页，第3段",
        "▹ 期中、期末各开一次家长会",
        "未采信原因：家长会不是家访，也没有提到困难家庭",
        "建议复核",
        "＋ 建设一间校史室，年底前开放",
    ):
        assert words in text
    assert "第四个候选" not in text


def test_followup() -> None:
    text = shown(120, only="followup")
    for words in (
        "兑现率 58.3%",
        "✓ 已兑现 3",
        "只有今后打算",
        "总结所报数值：17节",
        "○ 未提及",
        "＋ 少先队员参加区合唱比赛",
    ):
        assert words in text
    assert "已经完成" not in text  # 已兑现 says it already


def test_labels() -> None:
    text = shown(only="labels")
    assert "劳动与实践 0.91" in text
    assert "义务教育" in text


def test_a_document_cannot_act_on_the_terminal() -> None:
    sample = samples.coverage()
    hostile = dataclasses.replace(sample.requirements[0], text=samples.HOSTILE, why="[red]不是标记[/red]")
    file = io.StringIO()
    terminal.render_coverage(
        dataclasses.replace(sample, requirements=(hostile,)), terminal.make_console(file, width=120)
    )
    assert not set(file.getvalue()) & set("\x1b\x07\u202e")
    assert "[red]不是标记[/red]" in file.getvalue()


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("开展家访活动", 8, ["开展家访", "活动"]),
        ("开展家访，建台账", 8, ["开展家", "访，建台", "账"]),  # no line begins with a comma
        ("制定《家访办法》", 6, ["制定", "《家访", "办法》"]),  # none ends with an opening mark
        ("不少于2025节", 8, ["不少于", "2025节"]),  # a number stays whole
        ("达到95%", 6, ["达到", "95%"]),  # and keeps its sign
        ("see the text", 8, ["see the ", "text"]),
        ("，，，，，，", 4, ["，，", "，，", "，，"]),  # nothing but marks still ends
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),  # a word wider than the line is cut
        ("", 4, [""]),
    ],
)
def test_line_breaking(text: str, width: int, lines: list[str]) -> None:
    cuts = [0, *wrapping.breaks(text, width), len(text)]
    assert [text[start:end] for start, end in pairwise(cuts)] == lines

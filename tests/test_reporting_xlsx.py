"""The workbooks: safe, complete, the same to the byte, ready for a reviewer."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import time
import zipfile

import openpyxl
import pytest
from openpyxl.workbook import Workbook

import reporting_samples as samples
from plantext.catalogue import Wording
from plantext.reporting import view, xlsx


def opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def coverage_book() -> bytes:
    return xlsx.coverage_workbook(samples.coverage(), sections=samples.directive_sections())


def column(page: object, title: str) -> list[object]:
    rows = list(page.iter_rows(values_only=True))  # type: ignore[attr-defined]
    index = rows[0].index(title)
    return [row[index] for row in rows[1:]]


def test_one_row_a_requirement_on_the_first_sheet() -> None:
    book = opened(coverage_book())
    assert book.sheetnames == ["逐项核对", "总体情况", "计划新增", "填写说明"]
    page = book.worksheets[0]
    sample = samples.coverage()
    assert column(page, "要求") == [requirement.text for requirement in sample.requirements]
    assert column(page, "核对结果")[:3] == ["◐ 部分覆盖", "◐ 部分覆盖", "✓ 已覆盖"]
    assert column(page, "差距")[0] == "指标偏低"
    assert column(page, "判断说明")[0] == "要求每学期20节，计划为每学期15节"
    assert column(page, "对应表述")[2] == "1. 不加课、不减课、不挪课\n2. 开齐开足国家课程"
    assert column(page, "所属部分")[0] == "一、课堂与教研"
    assert "未采信原因：家长会不是家访" in str(column(page, "最接近但未采信的表述")[8])


def test_a_reviewer_can_work_in_it() -> None:
    page = opened(coverage_book()).worksheets[0]
    assert page.freeze_panes == "D2"
    assert page.auto_filter.ref == page.dimensions
    for title in ("人工判定", "复核意见", "复核人", "复核日期"):
        assert set(column(page, title)) <= {None, ""}
    choices = {validation.type: validation for validation in page.data_validations.dataValidation}
    assert choices["list"].formula1 == '"已覆盖,部分覆盖,未覆盖,不适用"'
    titles = [cell.value for cell in page[1]]
    letter = page.cell(1, titles.index("人工判定") + 1).column_letter
    assert str(choices["list"].sqref).startswith(f"{letter}2:{letter}")
    assert all(cell.alignment.wrap_text for cell in page[2][:8])


def test_it_prints_well() -> None:
    page = opened(coverage_book()).worksheets[0]
    assert page.page_setup.orientation == "landscape"
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_title_rows == "$1:$1"
    titles = [cell.value for cell in page[1]]
    last = page.cell(1, titles.index("复核日期") + 1).column_letter
    assert page.print_area == f"'逐项核对'!$A$1:${last}$14"


def test_decisions_can_come_back() -> None:
    page = opened(coverage_book()).worksheets[0]
    sample = samples.coverage()
    for title in xlsx.KEY_COLUMNS:
        letter = next(cell.column_letter for cell in page[1] if cell.value == title)
        assert page.column_dimensions[letter].hidden
    assert column(page, "plantext:id") == [requirement.id for requirement in sample.requirements]
    assert column(page, "plantext:machine")[0] == "partial"
    assert column(page, "plantext:machine")[11] == "not_applicable"
    assert column(page, "plantext:item_sha256")[0] == hashlib.sha256(sample.requirements[0].text.encode()).hexdigest()
    assert set(column(page, "plantext:left_sha256")) == {sample.directive.sha256}
    assert set(column(page, "plantext:right_sha256")) == {sample.plan.sha256}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_column_is_explained(language: str) -> None:
    for data in (
        xlsx.coverage_workbook(samples.coverage(), language),  # type: ignore[arg-type]
        xlsx.followup_workbook(samples.followup(), language),  # type: ignore[arg-type]
        xlsx.extraction_workbook(samples.extraction(), language),  # type: ignore[arg-type]
    ):
        book = opened(data)
        say = Wording(language)  # type: ignore[arg-type]
        explained = {(row[0], str(row[1]).removesuffix(say("sheet.hidden"))) for row in book.worksheets[-1].values}
        for page in book.worksheets[:-1]:
            if page.title != say("sheet.summary"):
                assert {(page.title, cell.value) for cell in page[1]} <= explained


STARTS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x.example")', "＝1", "'=1"]


@pytest.mark.parametrize("text", [*STARTS, samples.HOSTILE])
def test_no_text_becomes_a_formula(text: str) -> None:
    sample = samples.coverage()
    first = sample.requirements[0]
    hostile = dataclasses.replace(
        first, text=text, why=text, id=text, evidence=(dataclasses.replace(first.evidence[0], text=text),)
    )
    extra = dataclasses.replace(sample.extras[0], text=text)
    plan = dataclasses.replace(sample.plan, title=text, name=text)
    data = xlsx.coverage_workbook(dataclasses.replace(sample, plan=plan, requirements=(hostile,), extras=(extra,)))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/"):
                assert b"<f>" not in package.read(name)
    for page in opened(data):
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n", "inlineStr")
                if isinstance(cell.value, str) and cell.value[0] in "=+-@\t":
                    assert cell.quotePrefix


def test_bytes_depend_on_the_content_only(monkeypatch: pytest.MonkeyPatch) -> None:
    first = (
        coverage_book(),
        xlsx.followup_workbook(samples.followup()),
        xlsx.extraction_workbook(samples.extraction()),
    )
    later = time.time() + 86_400 * 400
    monkeypatch.setattr(time, "time", lambda: later)
    time.sleep(1.1)  # the zip's and the properties' resolution
    again = (
        coverage_book(),
        xlsx.followup_workbook(samples.followup()),
        xlsx.extraction_workbook(samples.extraction()),
    )
    assert first == again
    with zipfile.ZipFile(io.BytesIO(first[0])) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_followup_has_reason_and_reported_figure() -> None:
    page = opened(xlsx.followup_workbook(samples.followup())).worksheets[0]
    assert column(page, "依据类型")[:3] == ["达到承诺数值", "完成一部分", "只有今后打算"]
    assert column(page, "总结所报数值")[0] == "17节"
    choice = next(v for v in page.data_validations.dataValidation if v.type == "list")
    assert choice.formula1 == '"已兑现,部分兑现,未兑现,未提及"'


def test_extraction_has_its_four_sheets() -> None:
    book = opened(xlsx.extraction_workbook(samples.extraction(), "en"))
    assert book.sheetnames == ["documents", "measures", "targets", "dates", "Columns"]
    assert column(book["measures"], "Measure") == [
        measure.text for measure in samples.extraction().documents[0].measures
    ]
    assert column(book["targets"], "Value") == [20]
    assert column(book["dates"], "Value (EDTF)") == ["2025-10-31"]
    assert column(book["measures"], "Start")[0] == samples.DIRECTIVE.index("校长每学期听课")


def test_a_very_long_text_is_cut_to_what_a_cell_holds() -> None:
    sample = samples.coverage()
    long = dataclasses.replace(sample.requirements[0], text="长" * 40_000)
    page = opened(xlsx.coverage_workbook(dataclasses.replace(sample, requirements=(long,)))).worksheets[0]
    assert len(str(column(page, "要求")[0])) == 32_767


def test_symbols_tell_verdicts_apart_without_colour() -> None:
    for tones in (view.COVERAGE_STATUSES, view.FOLLOWUP_STATUSES):
        assert len({view.SYMBOLS[tone] for tone in tones.values()}) == len(tones)

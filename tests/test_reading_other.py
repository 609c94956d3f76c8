"""Spreadsheets, and the submissions of folders and zips."""

from __future__ import annotations

import datetime
import io
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from plantext.errors import PlantextError
from plantext.reading import SourceText, limits, read_bytes
from plantext.reading.submissions import submissions
from plantext.reading.xlsx import shown
from reading_makers import make_docx, make_zip, p


def cells(source: SourceText) -> list[list[str]]:
    return [[source.text[slice(*each)] for each in block.cells] for block in source.blocks if block.kind == "table_row"]


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (None, "General", ""),
        (12, "General", "12"),
        (0.95, "0%", "95%"),
        (0.9537, "0.00%", "95.37%"),
        (0.1 + 0.2, "General", "0.3"),
        (datetime.datetime(2025, 6, 30), "yyyy-mm-dd", "2025年6月30日"),
        (datetime.date(2025, 6, 1), "yyyy年m月", "2025年6月"),
        (True, "General", "是"),
        ("教务处\n德育处", "General", "教务处 德育处"),
    ],
)
def test_values_as_shown(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


def test_sheets_are_tables() -> None:
    book = openpyxl.Workbook()
    tasks = book.active
    assert tasks is not None
    tasks.title = "任务分解"
    for each in (
        ["重点任务分解表"],
        [],
        ["领域", "任务", "时限"],
        ["德育", "家访", "3月"],
        [None, "班会", "4月"],
        ["注：时限为最迟时间"],
    ):
        tasks.append(each)
    tasks.merge_cells("A1:C1")
    tasks.merge_cells("A4:A5")
    tasks.merge_cells("A6:C6")
    book.create_sheet("Sheet2").append(["孤行"])
    hidden = book.create_sheet("隐藏")
    hidden.append(["看不见"])
    hidden.sheet_state = "hidden"
    source = read_bytes(saved(book), "a.xlsx")
    assert cells(source) == [["领域", "任务", "时限"], ["德育", "家访", "3月"], ["德育", "班会", "4月"]]
    others = [source.text[slice(*block.span)] for block in source.blocks if block.kind != "table_row"]
    assert others == ["任务分解", "重点任务分解表", "注：时限为最迟时间", "孤行"]
    assert [warning.code for warning in source.warnings] == ["left-out"]


def gbk_zip(names: dict[str, bytes]) -> bytes:
    """Return a zip as Chinese Windows writes it: names in GBK, no mark."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number, content in enumerate(names.values()):
            archive.writestr(f"{number:0{len(list(names)[number].encode('gbk'))}d}", content)
    data = buffer.getvalue()
    for number, name in enumerate(names):
        stored = name.encode("gbk")
        data = data.replace(f"{number:0{len(stored)}d}".encode(), stored)
    return data


def names(path: Path) -> list[str]:
    return [submission.name for submission in submissions(path)]


def test_folders(tmp_path: Path) -> None:
    for name in (
        "一小/计划.txt",
        "二小/总结.docx",
        "~$总结.docx",
        ".DS_Store",
        "__MACOSX/x.txt",
        "通知.html",
        "通知_files/a.js",
        "相册_files/a.txt",
        ".~lock.a#",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("内容")
    (tmp_path / "打包.zip").write_bytes(make_zip({"三小/计划.txt": "三小的计划"}))
    (tmp_path / "假.zip").write_bytes(b"PK\x03\x04xxxx")
    (tmp_path / "文档.zip").write_bytes(make_docx(p("其实是文档")))
    found = {submission.name: submission for submission in submissions(tmp_path)}
    assert sorted(found) == sorted(
        [
            "一小/计划.txt",
            "二小/总结.docx",
            "通知.html",
            "相册_files/a.txt",
            "打包.zip/三小/计划.txt",
            "假.zip",
            "文档.zip",
        ]
    )
    assert found["打包.zip/三小/计划.txt"].read().text == "三小的计划"
    assert found["文档.zip"].read().text == "其实是文档"
    assert found["假.zip"].problem is not None and found["假.zip"].problem.code == "damaged"


def test_names_in_gbk(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(gbk_zip({"城关小学工作计划.txt": "计划".encode(), "实验中学总结.txt": "总结".encode()}))
    assert names(path) == ["城关小学工作计划.txt", "实验中学总结.txt"]
    assert [submission.data().decode() for submission in submissions(path)] == ["计划", "总结"]


def test_one_file_is_its_own_submission(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(make_docx(p("一、总体要求")))
    (only,) = submissions(tmp_path / "a.docx")
    assert only.read().text == "一、总体要求"
    with pytest.raises(PlantextError, match="not-found"):
        list(submissions(tmp_path / "b"))


def test_zips_in_zips_bombs_and_ways_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "RATIO_FREE_BYTES", 1000)
    inner = make_zip({"计划.txt": "内层"})
    deep = make_zip({"再深.zip": inner})
    path = tmp_path / "a.zip"
    path.write_bytes(
        make_zip(
            {
                "内.zip": inner,
                "深.zip": deep,
                "../外.txt": "x",
                "C:/外.txt": "x",
                "大.txt": b" " * 3_000_000,
                "__MACOSX/._计划.txt": "x",
            }
        )
    )
    found = {submission.name: submission for submission in submissions(path)}
    codes = {}
    for name, submission in found.items():
        try:
            submission.data()
            codes[name] = "ok"
        except PlantextError as error:
            codes[name] = error.code
    assert codes == {
        "内.zip/计划.txt": "ok",
        "深.zip/再深.zip": "unsupported",
        "../外.txt": "damaged",
        "C:/外.txt": "damaged",
        "大.txt": "too-large",
    }


def test_a_lone_cell_at_the_far_end_costs_nothing() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["序号", "工作内容", "时间"], [1, "应急演练", "9月"], [2, "家长会"]):
        sheet.append(row)
    sheet["B6"] = "另起一表"
    sheet.cell(row=1_048_576, column=16_384, value="x")
    started = time.process_time()
    source = read_bytes(saved(book), "a.xlsx")
    assert time.process_time() - started < 2.0
    assert source.text.split("\n") == ["序号\t工作内容\t时间", "1\t应急演练\t9月", "2\t家长会\t", "另起一表"]
    assert [len(block.cells) for block in source.blocks] == [3, 3, 3, 0]


def test_a_hidden_row_does_not_part_a_table() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["序号", "工作内容"], [1, "应急演练"], [2, "作废"], [3, "家长会"]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    source = read_bytes(saved(book), "a.xlsx")
    assert source.text.split("\n") == ["序号\t工作内容", "1\t应急演练", "3\t家长会"]
    assert {block.where.table for block in source.blocks if block.where} == {1}


def test_endless_merged_areas_are_refused() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "工作计划"
    data = io.BytesIO(saved(book))
    parts = {}
    with zipfile.ZipFile(data) as archive:
        for name in archive.namelist():
            parts[name] = archive.read(name)
    area = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", area)
    with pytest.raises(PlantextError, match="too-large"):
        read_bytes(make_zip(parts), "a.xlsx")

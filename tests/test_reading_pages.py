"""PDF and OFD: paragraphs, running heads, tables and what crosses a page break; by real producers where they are."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from plantext.reading import SourceText, read, read_bytes
from plantext.reading.pdf import _repaired
from plantext.reading.rulings import Box, find_lattices
from reading_makers import (
    Stroke,
    Text,
    cell,
    grid,
    item,
    level,
    make_docx,
    make_ofd,
    make_pdf,
    ofd_line,
    ofd_text,
    one_list,
    p,
    paragraph,
    row,
)

LONG = (
    "各校要结合实际认真落实集体教研制度，做到有计划、有记录、有反思，并将落实情况纳入学年考核，作为评先评优的重要依据。"
    * 2
)


def kept(source: SourceText) -> list[str]:
    return [source.text[slice(*block.span)] for block in source.blocks if block.removed is None]


def removed(source: SourceText) -> list[tuple[str, str]]:
    return [(source.text[slice(*block.span)], block.removed) for block in source.blocks if block.removed]


def cells(source: SourceText) -> list[list[str]]:
    return [
        [source.text[slice(*each)] for each in block.cells]
        for block in source.blocks
        if block.kind == "table_row" and not block.removed
    ]


def test_lines_become_paragraphs() -> None:
    body = (
        paragraph("一、" + LONG, 150)
        + paragraph("二、" + LONG, 250)
        + paragraph("三、短句。", 350)
        + paragraph(LONG, 370)
    )
    source = read_bytes(make_pdf([body]), "a.pdf")
    assert kept(source) == ["一、" + LONG, "二、" + LONG, "三、短句。", LONG]
    assert source.info.pages == 1
    assert source.blocks[0].where is not None and source.blocks[0].where.page == 1


def test_a_title_over_two_lines_is_one_and_the_letterhead_is_its_own() -> None:
    head = [(204.0, 100.0, 22.0, "青禾县教育局文件"), (240.0, 130.0, 12.0, "青教发〔2024〕3号")]
    title = [(76.0, 170.0, 22.0, "青禾县教育局关于印发中小学教学常规管理"), (234.0, 202.0, 22.0, "办法的通知")]
    source = read_bytes(make_pdf([[*head, *title, *paragraph(LONG, 260), *paragraph(LONG, 360)]]), "a.pdf")
    assert kept(source)[:3] == [
        "青禾县教育局文件",
        "青教发〔2024〕3号",
        "青禾县教育局关于印发中小学教学常规管理办法的通知",
    ]


def test_signatures_at_the_right_stay_lines_of_their_own() -> None:
    body = [
        *paragraph(LONG, 150),
        (432.0, 300.0, 12.0, "青禾县实验小学校"),
        (432.0, 320.0, 12.0, "2024年3月1"),
        (60.0, 360.0, 12.0, "附件1"),
    ]
    assert kept(read_bytes(make_pdf([body]), "a.pdf"))[1:] == ["青禾县实验小学校", "2024年3月1", "附件1"]


def test_paragraphs_run_over_page_breaks_and_running_heads_go() -> None:
    lines = paragraph(LONG * 3, 700)
    first = [each for each in lines if each[1] < 760]
    second = [(x, y - 760 + 100, size, text) for x, y, size, text in lines if y >= 760]
    pages: list[list[Text]] = []
    for number, body in enumerate(
        ([*paragraph("首段。", 120), *first], [*second, *paragraph("末段。", 500)], paragraph(LONG, 150)), 1
    ):
        pages.append([(180, 40, 9, "青禾县教育质量提升计划"), *body, (280, 810, 9, f"-{number}-")])
    source = read_bytes(make_pdf(pages), "a.pdf")
    assert kept(source) == ["首段。", LONG * 3, "末段。", LONG]
    assert sorted(removed(source)) == sorted(
        [("青禾县教育质量提升计划", "furniture")] * 3 + [(f"-{n}-", "page_break") for n in (1, 2, 3)]
    )
    place = next(block.where for block in source.blocks if source.text[slice(*block.span)] == LONG * 3)
    assert place is not None and place.page == 1


def test_figures_that_open_a_page_are_no_page_numbers() -> None:
    body = paragraph(LONG, 150)
    source = read_bytes(make_pdf([body + paragraph("2.5个百分点是全年的目标。", 400)]), "a.pdf")
    assert kept(source)[1] == "2.5个百分点是全年的目标。"


def test_a_table_of_contents_is_furniture() -> None:
    contents = [(60.0, 100.0 + 20 * n, 12.0, f"{n}、总体要求{'…' * 30}{n}") for n in (1, 2)]
    source = read_bytes(make_pdf([[*contents, *paragraph(LONG, 200)]]), "a.pdf")
    assert [reason for _, reason in removed(source)] == ["furniture", "furniture"]
    assert kept(source) == [LONG]


def test_two_columns() -> None:
    left = [text for n in range(4) for text in paragraph(LONG[:50], 120 + n * 90, right=280)]
    right = [text for n in range(4) for text in paragraph(LONG[50:100], 120 + n * 90, left=320, right=540)]
    source = read_bytes(make_pdf([left + right]), "a.pdf")
    assert kept(source) == [LONG[:50]] * 4 + [LONG[50:100]] * 4


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_rotated_pages_keep_their_text(rotate: int) -> None:
    source = read_bytes(make_pdf([paragraph("一、" + LONG, 150) + paragraph(LONG, 250)], rotate=rotate), "a.pdf")
    assert kept(source) == ["一、" + LONG, LONG]


XS = (60.0, 120.0, 300.0, 540.0)


def table(rows: list[list[str]], top: float, height: float = 30) -> tuple[list[Text], list[Stroke]]:
    ys = [top + n * height for n in range(len(rows) + 1)]
    texts = [(XS[c] + 4, ys[r] + 18, 12.0, text) for r, each in enumerate(rows) for c, text in enumerate(each) if text]
    return texts, grid(XS, ys)


HEAD = ["序号", "任务", "完成时限"]


def test_tables_are_rows_of_cells() -> None:
    texts, strokes = table([HEAD, ["1", "家访", "10月底前"], ["2", "", "11月"]], 200)
    source = read_bytes(
        make_pdf([paragraph(LONG, 120) + texts + paragraph("表后的话。", 400)], strokes=[strokes]), "a.pdf"
    )
    assert cells(source) == [HEAD, ["1", "家访", "10月底前"], ["2", "", "11月"]]
    assert kept(source)[0] == LONG and kept(source)[-1] == "表后的话。"
    places = [(b.where.page, b.where.table, b.where.row) for b in source.blocks if b.kind == "table_row" and b.where]
    assert places == [(1, 1, 1), (1, 1, 2), (1, 1, 3)]


def test_lines_of_a_cell_are_joined_where_they_were_full() -> None:
    texts, strokes = table([HEAD, ["1", "", "10月"]], 200, height=60)
    wrapped = [(124.0, 278.0, 12.0, "每学期组织教师家访不少于一次"), (124.0, 296.0, 12.0, "并做好记录")]
    listed = [(304.0, 296.0, 12.0, "11月")]
    source = read_bytes(make_pdf([texts + wrapped + listed], strokes=[strokes]), "a.pdf")
    assert cells(source)[1] == ["1", "每学期组织教师家访不少于一次并做好记录", "10月 11月"]


def test_merged_cells_by_missing_lines() -> None:
    strokes = [line for line in grid(XS, (200, 230, 260)) if line != (60.0, 230, 540.0, 230)] + [(120, 230, 540, 230)]
    texts = [
        (64.0, 232.0, 12.0, "德育"),
        (124.0, 218.0, 12.0, "家访"),
        (304.0, 218.0, 12.0, "3月"),
        (124.0, 248.0, 12.0, "班会"),
        (304.0, 248.0, 12.0, "4月"),
    ]
    source = read_bytes(make_pdf([texts], strokes=[strokes]), "a.pdf")
    assert cells(source) == [["德育", "家访", "3月"], ["德育", "班会", "4月"]]


@pytest.mark.parametrize(
    ("why", "second", "rows", "repeated"),
    [
        (
            "the head comes back",
            [HEAD, ["3", "体检", "12月"]],
            [HEAD, ["1", "家访", "10月"], ["2", "班会", "11月"], ["3", "体检", "12月"]],
            1,
        ),
        (
            "or does not",
            [["3", "体检", "12月"]],
            [HEAD, ["1", "家访", "10月"], ["2", "班会", "11月"], ["3", "体检", "12月"]],
            0,
        ),
        (
            "a row is cut in two",
            [HEAD, ["", "活动", ""], ["3", "体检", "12月"]],
            [HEAD, ["1", "家访", "10月"], ["2", "班会活动", "11月"], ["3", "体检", "12月"]],
            1,
        ),
    ],
)
def test_tables_over_page_breaks(why: str, second: list[list[str]], rows: list[list[str]], repeated: int) -> None:
    upper, lower = table([HEAD, ["1", "家访", "10月"], ["2", "班会", "11月"]], 660), table(second, 80)
    source = read_bytes(make_pdf([upper[0], lower[0]], strokes=[upper[1], lower[1]]), "a.pdf")
    assert cells(source) == rows, why
    assert [block.removed for block in source.blocks].count("page_break") == repeated
    assert {block.where.table for block in source.blocks if block.where} == {1}
    assert source.blocks[0].header is bool(repeated)


def test_a_merged_group_goes_on_after_the_page_break() -> None:
    def group(rows: list[list[str]], top: float) -> tuple[list[Text], list[Stroke]]:
        texts, strokes = table(rows, top)
        inner = {(XS[0], top + 30 * n, XS[-1], top + 30 * n) for n in range(1, len(rows)) if not rows[n][0]}
        return texts, [stroke for stroke in strokes if stroke not in inner] + [
            (XS[1], y, XS[-1], y) for _, y, _, _ in inner
        ]

    upper = group([["领域", "任务", "时限"], ["德育", "家访", "3月"], ["", "班会", "4月"]], 660)
    lower = group([["", "研学", "5月"], ["体育", "体检", "6月"]], 80)
    source = read_bytes(make_pdf([upper[0], lower[0]], strokes=[upper[1], lower[1]]), "a.pdf")
    assert cells(source)[1:] == [
        ["德育", "家访", "3月"],
        ["德育", "班会", "4月"],
        ["德育", "研学", "5月"],
        ["体育", "体检", "6月"],
    ]


def test_heading_rules_and_frames_are_no_tables() -> None:
    strokes = [(60.0, float(y), 540.0, float(y)) for y in range(100, 800, 90)] + [
        (60.0, 100.0, 60.0, 190.0),
        (540.0, 100.0, 540.0, 190.0),
    ]
    source = read_bytes(make_pdf([paragraph(LONG, 130)], strokes=[strokes]), "a.pdf")
    assert kept(source) == [LONG]
    assert cells(source) == []


def test_a_table_without_side_lines() -> None:
    boxes = [Box(0, y, 300, y + 1) for y in (0, 30, 60)] + [Box(x, 0, x + 1, 60) for x in (100, 200)]
    (lattice,) = find_lattices(boxes)
    assert (len(lattice.xs), len(lattice.ys), len(lattice.cells)) == (4, 3, 6)


def test_radicals_become_characters() -> None:
    assert _repaired("⼯作⽣活⻓期⻔⼾⺟亲⾯⽇⻛") == "工作生活长期门户母亲面日风"
    assert _repaired("教￾育\u00ad局") == "教育局"


def test_ofd_paragraphs_tables_and_page_numbers() -> None:
    lines = [
        ofd_text("各校要结合实际认真落实集体教研制度做到有计划有记录有反思并将落实情况纳", 38, 40),
        ofd_text("入学年考核。", 30, 48),
    ]
    first = "".join([*lines, *(ofd_text("二、短句。", 38, 56), ofd_text("—1—", 98, 272))])
    strokes = [ofd_line(30, y, 180, y) for y in (60, 70, 80)] + [ofd_line(x, 60, x, 80) for x in (30, 60, 120, 180)]
    texts = [
        ofd_text(text, x, y)
        for x, y, text in (
            (31, 63, "序号"),
            (61, 63, "任务"),
            (121, 63, "时限"),
            (31, 73, "1"),
            (61, 73, "家访"),
            (121, 73, "3月"),
        )
    ]
    source = read_bytes(make_ofd([first, "".join(strokes + texts)]), "a.ofd")
    assert kept(source) == [
        "各校要结合实际认真落实集体教研制度做到有计划有记录有反思并将落实情况纳入学年考核。",
        "二、短句。",
        "序号\t任务\t时限",
        "1\t家访\t3月",
    ]
    assert removed(source) == [("—1—", "page_break")]
    assert [block.where.page for block in source.blocks if block.where] == [1, 1, 1, 2, 2]


def test_ofd_other_name_space_and_bookmarks() -> None:
    assert read_bytes(make_ofd([ofd_text("一、总体要求", 30, 40)], namespace="urn:x"), "a.ofd").text == "一、总体要求"


OUTLINE = (
    level(0, "chineseCounting", "%1、", '<w:suff w:val="nothing"/>'),
    level(1, "decimal", "%2.", '<w:suff w:val="nothing"/>'),
)


def sample_docx() -> bytes:
    body = item("总体要求") + p(LONG) + item(LONG, 1) + item("短句。", 1) + item("重点任务")
    tasks = "".join(row(cell(str(n)), cell("家访活动"), cell(f"{n % 12 + 1}月")) for n in range(1, 60))
    borders = (
        "<w:tblPr><w:tblBorders>"
        + "".join(
            f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        + "</w:tblBorders></w:tblPr>"
    )
    head = row(*map(cell, HEAD), properties="<w:tblHeader/>")
    columns = "<w:tblGrid>" + '<w:gridCol w:w="2800"/>' * 3 + "</w:tblGrid>"
    return make_docx(
        body + f"<w:tbl>{borders}{columns}{head}{tasks}</w:tbl>" + p("表后的话。"), numbering=one_list(*OUTLINE)
    )


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("target", ["pdf", "doc", "odt"])
def test_libreoffice_makes_the_same_of_it(tmp_path: Path, target: str) -> None:
    (tmp_path / "a.docx").write_bytes(sample_docx())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", target, "--outdir", tmp_path, tmp_path / "a.docx"],
        check=True,
        capture_output=True,
        timeout=120,
    )
    wanted, found = read(tmp_path / "a.docx"), read(tmp_path / f"a.{target}")
    assert kept(found) == kept(wanted)
    assert kept(wanted)[0] == "一、总体要求"


@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")
def test_chromium_makes_the_same_of_it(tmp_path: Path) -> None:
    body = "".join(f"<p>{text}</p>" for text in ("一、" + LONG, LONG, "短句。", "1." + LONG))
    tasks = "".join(f"<tr><td>{n}<td>家访活动与学期总结<td>{n % 12 + 1}月" for n in range(1, 70))
    style = "p{text-indent:2em;margin:0;text-align:justify;line-height:1.6}table{border-collapse:collapse}td,th{border:1px solid}"
    html = f"<meta charset=utf-8><style>{style}</style><body>{body}<table><thead><tr><th>序号<th>任务<th>完成时限<tbody>{tasks}</table><p>表后的话。</p>"
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    command = [
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path / 'profile'}",
        f"--print-to-pdf={tmp_path / 'a.pdf'}",
    ]
    subprocess.run([*command, (tmp_path / "a.html").as_uri()], check=True, capture_output=True, timeout=120)
    assert kept(read(tmp_path / "a.pdf")) == kept(read(tmp_path / "a.html"))

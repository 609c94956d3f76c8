"""Plain text and markdown: encodings, lines, tables."""

from __future__ import annotations

import pytest

from plantext.errors import PlantextError
from plantext.reading import SourceText, read_bytes
from plantext.reading.encoding import decode

SENTENCE = "各校要把课后服务纳入学年计划,每周不少于3次。"
TRADITIONAL = "為進一步加強學校管理工作,提高教育質量,現就有關事項通知如下"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("text", [SENTENCE, SENTENCE[:8], "一、总体要求\r\n" + SENTENCE, "2025年工作要点\n1.抓安全\n"])
def test_encodings(text: str, encoding: str) -> None:
    source = read_bytes(text.encode(encoding), "a.txt")
    assert source.text == text
    assert source.warnings == ()


@pytest.mark.parametrize("start", range(0, len(TRADITIONAL) - 8))
def test_big5(start: int) -> None:
    text = TRADITIONAL[start : start + 8]
    assert decode(text.encode("big5")).text == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("联通".encode("gbk"), "联通"),  # valid as two UTF-8 sequences to lax decoders
        (SENTENCE.encode()[:-1], SENTENCE[:-1] + "\ufffd"),  # cut within the last character
        ("路·路".encode(), "路·路"),
        (b"plain ASCII", "plain ASCII"),
        ("a\x00b\x00".encode("latin-1"), "ab"),  # UTF-16 of Latin letters without a mark
    ],
)
def test_encodings_of_odd_files(data: bytes, text: str) -> None:
    assert decode(data).text == text


def test_a_guess_is_visible() -> None:
    damaged = (SENTENCE * 3).encode()
    source = read_bytes(damaged[:40] + b"\xff" + damaged[41:], "a.txt")
    assert source.info.encoding == "utf-8"
    assert [warning.code for warning in source.warnings] == ["encoding-guessed"]


def lines(source: SourceText) -> list[tuple[str, str, str | None]]:
    return [(block.kind, source.text[slice(*block.span)], block.removed) for block in source.blocks]


def cells(source: SourceText) -> list[list[str]]:
    return [[source.text[slice(*cell)] for cell in block.cells] for block in source.blocks if block.kind == "table_row"]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("一\r\n二\r\n\r\n三", ["一", "二", "三"]),  # Windows
        ("一\r二\r三", ["一", "二", "三"]),  # old Macintosh
        ("一\f二\u2028三", ["一", "二", "三"]),  # page break of converters, line separator of editors
        ("  一、总体要求  \n", ["  一、总体要求  "]),  # to the letter
    ],
)
def test_newlines(text: str, paragraphs: list[str]) -> None:
    source = read_bytes(text.encode(), "a.txt")
    assert source.text == text
    assert [line for _, line, _ in lines(source)] == paragraphs
    assert [block.where.paragraph for block in source.blocks if block.where] == list(range(1, len(paragraphs) + 1))


def test_padding_is_furniture() -> None:
    source = read_bytes("正文到此结束。\0\0\0\0".encode(), "a.txt")
    assert lines(source) == [("paragraph", "正文到此结束。", None), ("paragraph", "\0\0\0\0", "furniture")]


@pytest.mark.parametrize(
    ("text", "table"),
    [
        (
            "序号\t任务\t时限\n1\t家访\t10月\n2\t\t11月\n",
            [["序号", "任务", "时限"], ["1", "家访", "10月"], ["2", "", "11月"]],
        ),
        ("任务\t单位\r\n家访\t德育处", [["任务", "单位"], ["家访", "德育处"]]),
        (
            "指标\t基数 \t目标\n\n优良率\t43%\t45%",
            [["指标", "基数", "目标"], ["优良率", "43%", "45%"]],
        ),  # copied from a page
        ("正文\n重点任务\t责任单位\t完成时限\n正文", [["重点任务", "责任单位", "完成时限"]]),  # a head alone
        ("校长:李明\t日期:3月", []),  # a signature line
        ("1.\t抓好安全\n2.\t抓好教研", []),  # numbers set apart by a word processor
        ("\t一、总体要求\n\t正文", []),  # indents
        ("一、总体要求\t1\n二、重点任务\t3", []),  # a table of contents
    ],
)
def test_tab_separated_tables(text: str, table: list[list[str]]) -> None:
    source = read_bytes(text.encode(), "a.txt")
    assert cells(source) == table
    places = [
        (block.where.table, block.where.row) for block in source.blocks if block.kind == "table_row" and block.where
    ]
    assert places == [(1, number) for number in range(1, len(table) + 1)]


def test_two_tables_are_counted() -> None:
    source = read_bytes("甲\t乙\n1\t2\n中间的一段话。\n丙\t丁\n3\t4".encode(), "a.txt")
    assert [(b.where.table, b.where.paragraph) for b in source.blocks if b.where] == [
        (1, None),
        (1, None),
        (None, 1),
        (2, None),
        (2, None),
    ]


def test_markdown_tables() -> None:
    source = read_bytes("| 任务 | 时限 |\n|:---|---:|\n| 家访 | 10月 |\n| 读\\|写 |  |\n".encode(), "a.md")
    assert cells(source) == [["任务", "时限"], ["家访", "10月"], ["读\\|写", ""]]
    assert [block.header for block in source.blocks] == [True, False, False, False]
    assert source.blocks[1].removed == "furniture"


def test_markdown_headings_and_bold_lines() -> None:
    source = read_bytes("# 工作计划\n## 一、总体要求\n**二、重点任务**\n坚持**质量**第一".encode(), "a.md")
    kept = [
        (block.kind, block.level, source.text[slice(*block.span)]) for block in source.blocks if block.removed is None
    ]
    assert kept == [
        ("heading", 1, "工作计划"),
        ("heading", 2, "一、总体要求"),
        ("paragraph", None, "二、重点任务"),
        ("paragraph", None, "坚持**质量**第一"),
    ]


def test_a_hash_alone_makes_no_markdown() -> None:
    source = read_bytes("# 1 教学楼每周巡查\n正文".encode(), "a.txt")
    assert [block.kind for block in source.blocks] == ["paragraph", "paragraph"]


def test_binary_is_no_text() -> None:
    with pytest.raises(PlantextError, match="unsupported"):
        read_bytes(b"\x01\x02\x03\x04\x05\x06\x07\x08" * 20, "a.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "gb18030"])
def test_only_the_first_mark_is_no_text(encoding: str) -> None:
    """Two files put one after the other leave a mark in the middle, or two at the start where the first was empty."""
    assert decode("\ufeff\ufeff安全".encode(encoding)).text == "\ufeff安全"

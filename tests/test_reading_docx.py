"""Word documents: numbers as Word shows them, tables, tracked changes, and what is not to be seen."""

from __future__ import annotations

import pytest

from plantext.reading import SourceText, read_bytes
from plantext.reading.docx_numbers import format_number
from reading_makers import STRICT, cell, item, level, make_docx, one_list, p, row


def texts(source: SourceText) -> list[str]:
    return [source.text[slice(*block.span)] for block in source.blocks if block.removed is None]


def cells(source: SourceText) -> list[list[str]]:
    return [[source.text[slice(*each)] for each in block.cells] for block in source.blocks if block.kind == "table_row"]


@pytest.mark.parametrize(
    ("number_format", "expected"),
    [
        ("decimal", {1: "1", 12: "12"}),
        ("decimalZero", {3: "03", 12: "12"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 99: "九十九", 100: "一○○", 101: "一○一"}),
        ("chineseCountingThousand", {10: "十", 19: "十九", 100: "一百", 101: "一百零一", 110: "一百一十", 1005: "一千零五"}),
        ("taiwaneseCountingThousand", {14: "十四", 120: "一百二十"}),
        ("japaneseCounting", {1: "一", 10: "十", 25: "二十五", 100: "百", 101: "百一"}),
        ("ideographDigital", {1: "一", 10: "一○", 21: "二一"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 12: "壹拾贰", 105: "壹佰零伍"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 50: "㊿", 51: "51"}),
        ("decimalEnclosedCircleChinese", {3: "③"}),
        ("ideographEnclosedCircle", {1: "㊀", 10: "㊉", 11: "11"}),
        ("decimalEnclosedParen", {2: "⑵"}),
        ("decimalEnclosedFullstop", {2: "⒉"}),
        ("decimalFullWidth", {12: "１２"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "甲"}),
        ("ideographZodiac", {1: "子", 12: "亥"}),
        ("ideographZodiacTraditional", {1: "甲子", 60: "癸亥", 61: "甲子"}),
        ("upperRoman", {4: "IV", 1999: "MCMXCIX"}),
        ("lowerRoman", {9: "ix"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA", 28: "BB"}),
        ("lowerLetter", {2: "b"}),
        ("ordinal", {1: "1st", 12: "12th", 22: "22nd"}),
        ("numberInDash", {7: "- 7 -"}),
        ("none", {5: ""}),
        ("unheardOf", {5: "5"}),
    ],
)  # fmt: skip
def test_number_formats(number_format: str, expected: dict[int, str]) -> None:
    assert {value: format_number(value, number_format) for value in expected} == expected


OUTLINE = (
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCounting", "（%2）", '<w:suff w:val="nothing"/>'),
    level(2, "decimal", "%3."),
    level(3, "decimalEnclosedCircle", "%4"),
)
SECOND = '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
FIRST = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'


def override(start: int) -> str:
    return f'<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'


@pytest.mark.parametrize(
    ("why", "numbering", "body", "expected"),
    [
        (
            "three levels, each beginning again under the one above",
            one_list(*OUTLINE),
            item("甲") + item("乙", 1) + item("丙", 2) + item("丁", 2) + item("戊", 1) + item("己", 2) + item("庚") + item("辛", 1),
            ["一、甲", "（一）乙", "1. 丙", "2. 丁", "（二）戊", "1. 己", "二、庚", "（一）辛"],
        ),
        ("plain text between does not disturb", one_list(*OUTLINE), item("甲") + p("正文") + item("乙"), ["一、甲", "正文", "二、乙"]),
        ("numId 0 takes the number away", one_list(*OUTLINE), item("甲") + item("乙", 0, 0), ["一、甲", "乙"]),
        ("two nums of one list count on", one_list(*OUTLINE, nums=FIRST + SECOND), item("甲") + item("乙", 0, 2), ["一、甲", "二、乙"]),
        ("a start override begins again", one_list(*OUTLINE, nums=FIRST + override(1)), item("甲") + item("乙") + item("丙", 0, 2) + item("丁", 0, 2), ["一、甲", "二、乙", "一、丙", "二、丁"]),
        ("at another number", one_list(*OUTLINE, nums=FIRST + override(5)), item("甲", 0, 2) + item("乙", 0, 2), ["五、甲", "六、乙"]),
        ("an override may bring its own level", one_list(*OUTLINE, nums='<w:num w:numId="1"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">' + level(0, "decimal", "第%1条") + "</w:lvlOverride></w:num>"), item("甲"), ["第1条 甲"]),
        ("lvlRestart 0 counts through", one_list(OUTLINE[0], level(1, "decimal", "第%2条", '<w:lvlRestart w:val="0"/>')), item("甲") + item("乙", 1) + item("丙") + item("丁", 1), ["一、甲", "第1条 乙", "二、丙", "第2条 丁"]),
        ("legal style writes digits", one_list(level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", "<w:isLgl/>")), item("甲") + item("乙") + item("丙", 1), ["第一章 甲", "第二章 乙", "2.1 丙"]),
        ("without legal style each level keeps its own", one_list(level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2")), item("甲") + item("丙", 1), ["第一章 甲", "一.1 丙"]),
        ("a level above that was never used shows its start", one_list(*OUTLINE[:2], level(2, "decimal", "%1.%2.%3")), item("丙", 2) + item("丁", 2), ["一.一.1 丙", "一.一.2 丁"]),
        ("format none shows nothing", one_list(level(0, "none", "%1、")), item("甲"), ["甲"]),
        ("an empty level text shows nothing", one_list(level(0, "decimal", "")), item("甲"), ["甲"]),
        ("symbol bullets become one that everybody has", one_list(level(0, "bullet", "\uf0b7")), item("甲"), ["• 甲"]),
        ("a fixed text before and after", one_list(level(0, "decimal", "任务%1：")), item("甲") + item("乙"), ["任务1：甲", "任务2：乙"]),
        ("circled", one_list(level(0, "decimalEnclosedCircle", "%1", '<w:suff w:val="nothing"/>')), item("甲") + item("乙"), ["①甲", "②乙"]),
    ],
)  # fmt: skip
def test_automatic_numbers(why: str, numbering: str, body: str, expected: list[str]) -> None:
    assert texts(read_bytes(make_docx(body, numbering=numbering), "a.docx")) == expected, why


def test_number_given_by_the_style_and_level_by_its_link() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="1"/></w:style>'
    )
    numbering = one_list(
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="1"/>'),
        level(1, "decimal", "%2．", '<w:pStyle w:val="2"/>'),
    )
    body = p("甲", '<w:pStyle w:val="1"/>') + p("乙", '<w:pStyle w:val="2"/>') + p("丙", '<w:pStyle w:val="1"/>')
    source = read_bytes(make_docx(body, numbering=numbering, styles=styles), "a.docx")
    assert texts(source) == ["一、甲", "1．乙", "二、丙"]
    assert [block.level for block in source.blocks] == [1, 2, 1]


def test_list_style_links_are_followed() -> None:
    styles = '<w:style w:type="numbering" w:styleId="L"><w:name w:val="L"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="L"/>{OUTLINE[0]}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    )
    source = read_bytes(make_docx(item("甲") + item("乙", 0, 2), numbering=numbering, styles=styles), "a.docx")
    assert texts(source) == ["一、甲", "二、乙"]


@pytest.mark.parametrize(
    ("name", "outline", "level_found"),
    [
        ("heading 2", "", 2),  # Word, whatever its language
        ("标题 3", "", 3),  # WPS
        ("一级标题", "", 1),
        ("公文标题样式", '<w:outlineLvl w:val="1"/>', 2),
        ("heading 1", '<w:outlineLvl w:val="9"/>', None),  # body text by order
        ("Normal", "", None),
    ],
)
def test_heading_styles(name: str, outline: str, level_found: int | None) -> None:
    styles = f'<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="{name}"/><w:pPr>{outline}</w:pPr></w:style><w:style w:type="paragraph" w:styleId="a4"><w:name w:val="我的"/><w:basedOn w:val="a3"/></w:style>'
    for style in ("a3", "a4"):
        block = read_bytes(make_docx(p("总体要求", f'<w:pStyle w:val="{style}"/>'), styles=styles), "a.docx").blocks[0]
        assert (block.kind, block.level) == ("heading" if level_found else "paragraph", level_found)


def test_outline_level_of_the_paragraph_itself_and_long_text_that_is_no_heading() -> None:
    source = read_bytes(
        make_docx(p("总体要求", '<w:outlineLvl w:val="0"/>') + p("正文" * 80, '<w:outlineLvl w:val="0"/>')), "a.docx"
    )
    assert [(block.kind, block.level) for block in source.blocks] == [("heading", 1), ("paragraph", None)]


R_T = "<w:r><w:t>{}</w:t></w:r>"


@pytest.mark.parametrize(
    ("why", "inside", "text"),
    [
        ("insertions are accepted", f"{R_T.format('每周')}<w:ins>{R_T.format('三次')}</w:ins>", "每周三次"),
        ("deletions too", f"{R_T.format('每周')}<w:del><w:r><w:delText>一次</w:delText></w:r></w:del>{R_T.format('两次')}", "每周两次"),
        ("moved text counts where it went", f"<w:moveFrom>{R_T.format('旧')}</w:moveFrom><w:moveTo>{R_T.format('新')}</w:moveTo>", "新"),
        ("hidden text is hidden", f"{R_T.format('见')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>", "见"),
        ("unless that is turned off", '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>见</w:t></w:r>', "见"),
        ("links", f"<w:hyperlink>{R_T.format('通知')}</w:hyperlink>", "通知"),
        ("content controls", f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{R_T.format('李明')}</w:sdtContent></w:sdt>", "李明"),
        ("fields show their result", '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' + R_T.format("3月") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "3月"),
        ("simple fields", f'<w:fldSimple w:instr="x">{R_T.format("3月")}</w:fldSimple>', "3月"),
        ("tabs become blanks", "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", "甲 乙"),
        ("check boxes of symbol fonts", '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>已完成</w:t></w:r>', "☑已完成"),
        ("smart tags", f"<w:smartTag>{R_T.format('北京')}</w:smartTag>", "北京"),
        ("ruby shows its base", f"<w:r><w:ruby><w:rt>{R_T.format('pin')}</w:rt><w:rubyBase>{R_T.format('拼')}</w:rubyBase></w:ruby></w:r>", "拼"),
        ("a soft hyphen is nothing", "<w:r><w:t>教</w:t><w:softHyphen/><w:t>育</w:t></w:r>", "教育"),
    ],
)  # fmt: skip
def test_runs(why: str, inside: str, text: str) -> None:
    assert read_bytes(make_docx(f"<w:p>{inside}</w:p>"), "a.docx").text == text, why


def test_style_hides_text() -> None:
    styles = '<w:style w:type="character" w:styleId="H"><w:name w:val="H"/><w:rPr><w:vanish/></w:rPr></w:style>'
    body = '<w:p><w:r><w:t>见</w:t></w:r><w:r><w:rPr><w:rStyle w:val="H"/></w:rPr><w:t>密</w:t></w:r></w:p>'
    assert read_bytes(make_docx(body, styles=styles), "a.docx").text == "见"


def test_a_deleted_paragraph_mark_joins_paragraphs_and_counts_no_number() -> None:
    deleted = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半，</w:t></w:r></w:p>"
    gone = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>'
    source = read_bytes(
        make_docx(deleted + p("后半。") + item("甲") + gone + item("乙"), numbering=one_list(*OUTLINE)), "a.docx"
    )
    assert texts(source) == ["前半，后半。", "一、甲", "二、乙"]


def test_a_soft_break_parts_paragraphs() -> None:
    source = read_bytes(make_docx("<w:p><w:r><w:t>一、甲</w:t><w:br/><w:t>二、乙</w:t></w:r></w:p>"), "a.docx")
    assert texts(source) == ["一、甲", "二、乙"]


def test_text_boxes_once_footnotes_and_running_heads() -> None:
    box = "<w:txbxContent>" + p("框中字") + "</w:txbxContent>"
    body = f"<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice><mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    notes = (
        f'<w:footnote w:type="separator" w:id="0">{p("—")}</w:footnote><w:footnote w:id="1">{p("脚注")}</w:footnote>'
    )
    source = read_bytes(make_docx(body, footnotes=notes, header=p("页眉") + p("页眉")), "a.docx")
    found = [(source.text[slice(*block.span)], block.removed) for block in source.blocks]
    assert found == [("页眉", "furniture"), ("正文", None), ("框中字", None), ("脚注", None)]


def test_strict_documents() -> None:
    source = read_bytes(make_docx(item("甲"), numbering=one_list(*OUTLINE), namespace=STRICT), "a.docx")
    assert source.text == "一、甲"


SPAN_2 = '<w:gridSpan w:val="2"/>'
RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_merged_cells_point_to_their_origin() -> None:
    table = (
        row(cell("领域", RESTART), cell("任务", SPAN_2), properties="<w:tblHeader/>")
        + row(cell("", CONTINUE), cell("甲"), cell("乙"))
        + row(cell("", CONTINUE), cell("", SPAN_2))
    )
    source = read_bytes(make_docx(f"<w:tbl>{table}</w:tbl>"), "a.docx")
    assert source.text == "领域\t任务\t\n\t甲\t乙"
    assert cells(source) == [["领域", "任务", "任务"], ["领域", "甲", "乙"]]
    assert [(block.header, block.where.row if block.where else None) for block in source.blocks] == [
        (True, 1),
        (False, 2),
    ]


def test_rows_with_gaps_insertions_and_deletions() -> None:
    table = (
        row(cell("甲"), cell("乙"))
        + row(cell("丙"), properties='<w:gridBefore w:val="1"/>')
        + row(cell("删"), cell("除"), properties="<w:del/>")
        + f"<w:ins>{row(cell('丁'), cell('戊'))}</w:ins>"
    )
    assert read_bytes(make_docx(f"<w:tbl>{table}</w:tbl>"), "a.docx").text == "甲\t乙\n\t丙\n丁\t戊"


def test_numbers_in_a_column_of_their_own() -> None:
    table = row(cell("序号"), cell("任务")) + "".join(
        f"<w:tr><w:tc>{item('')}</w:tc>{cell(task)}</w:tr>" for task in ("家访", "教研")
    )
    source = read_bytes(make_docx(f"<w:tbl>{table}</w:tbl>", numbering=one_list(level(0, "decimal", "%1"))), "a.docx")
    assert cells(source) == [["序号", "任务"], ["1", "家访"], ["2", "教研"]]


def test_a_head_word_broken_in_two_is_one_word_and_list_members_stay_apart() -> None:
    def broken(*lines: str) -> str:
        return "<w:tc>" + "".join(map(p, lines)) + "</w:tc>"

    table = row(broken("责任", "单位"), cell("时限")) + row(broken("教务处", "德育处"), cell("3月"))
    assert cells(read_bytes(make_docx(f"<w:tbl>{table}</w:tbl>"), "a.docx")) == [
        ["责任单位", "时限"],
        ["教务处 德育处", "3月"],
    ]


def test_nested_tables_boxes_and_forms() -> None:
    inner = f"<w:tbl>{row(cell('内一'), cell('内二'))}</w:tbl>"
    long = "".join(
        p(
            f"{number}.每周开展一次教研活动，做到有计划、有记录、有反思，参与率达到百分之九十五以上，结果纳入考核，"
            + "年终予以通报。" * 3
        )
        for number in range(1, 4)
    )
    body = (
        f"<w:tbl>{row(cell('外一'), '<w:tc>' + p('外二') + inner + '</w:tc>')}</w:tbl>"
        f"<w:tbl>{row(cell('框中正文'))}</w:tbl>"
        f"<w:tbl>{row(cell('工作措施'), f'<w:tc>{long}</w:tc>')}</w:tbl>"
    )
    source = read_bytes(make_docx(body), "a.docx")
    kinds = [(block.kind, source.text[slice(*block.span)][:4]) for block in source.blocks]
    assert kinds[:4] == [
        ("table_row", "外一\t外"),
        ("table_row", "内一\t内"),
        ("paragraph", "框中正文"),
        ("paragraph", "工作措施"),
    ]
    assert [kind for kind, _ in kinds[4:]] == ["paragraph"] * 3


def test_a_table_of_contents_is_furniture() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/></w:style>'
    body = p("一、总体要求 3", '<w:pStyle w:val="11"/>') + p("一、总体要求")
    source = read_bytes(make_docx(body, styles=styles), "a.docx")
    assert [block.removed for block in source.blocks] == ["furniture", None]

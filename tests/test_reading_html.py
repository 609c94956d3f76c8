"""Web pages: body apart from furniture on the layouts of several kinds of sites, metadata, tables, encodings."""

from __future__ import annotations

import time

import pytest

from plantext.errors import PlantextError
from plantext.reading import SourceText, read_bytes

BODY = "".join(
    f"<p>{number}.各校要结合实际，认真落实每周不少于{number}次的集体教研，做到有计划、有记录、有反思，并将落实情况纳入学年考核。</p>"
    for number in range(1, 7)
)
MENU = "<ul>" + "".join(f"<li><a href='/{n}'>栏目{n}动态信息</a></li>" for n in range(12)) + "</ul>"
RELATED = (
    "<div><h3>相关文档</h3><ul>"
    + "".join(f"<li><a href='/{n}'>小学教学工作计划（精选{n}篇）</a></li>" for n in range(30))
    + "</ul></div>"
)
TITLE = "青禾县教育局关于加强校本教研的通知"


def page(body: str, title: str = f"{TITLE}-青禾县人民政府网") -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head><body>{body}</body></html>".encode()


def kept(source: SourceText) -> list[str]:
    return [source.text[slice(*block.span)] for block in source.blocks if block.removed is None]


def removed(source: SourceText, reason: str) -> list[str]:
    return [source.text[slice(*block.span)] for block in source.blocks if block.removed == reason]


def cells(source: SourceText) -> list[list[str]]:
    return [[source.text[slice(*each)] for each in block.cells] for block in source.blocks if block.kind == "table_row"]


LAYOUTS = {
    "names that sound like furniture around everything": f"<div class='left-sidebar'><div class='page-header'><h1>{TITLE}</h1></div><div class='x'>{BODY}</div></div>",
    "a teaser in a box of the same make": f"{MENU}<div class='TRS_Editor'>{'图片新闻' * 20}</div><h1>{TITLE}</h1><div class='TRS_Editor'>{BODY}</div>",
    "a government site with a known container": f"<div class='nav'>{MENU}</div><h1>{TITLE}</h1><div class='TRS_Editor'>{BODY}</div><div>主办单位：青禾县教育局</div>",
    "a school site": f"{MENU}<div class='title'>{TITLE}</div><div id='vsb_content_2'><div class='v_news_content'>{BODY}</div></div>{MENU}",
    "an unknown container": f"<div id='h'>{MENU}</div><h2>{TITLE}</h2><div class='xyz'>{BODY}</div><div class='f'>版权所有 青禾县</div>",
    "a document-sharing site": f"<div>{MENU}</div><h1>{TITLE}</h1><div class='c1'>{BODY}</div>{RELATED}{RELATED}",
    "tables for layout and <br> for paragraphs": f"<table><tr><td>{MENU}</td><td><table><tr><td><h1>{TITLE}</h1></td></tr><tr><td>{BODY.replace('<p>', '').replace('</p>', '<br>')}</td></tr></table></td></tr></table>",
    "a body cut into boxes": f"{MENU}<h1>{TITLE}</h1><div class='w'><div class='a'>{BODY[: len(BODY) // 2]}</div><div class='b'>{BODY[len(BODY) // 2 :]}</div></div>{RELATED}",
    "everything in paragraphs of the page itself": f"<h1>{TITLE}</h1>{BODY}",
    "pasted from Word": f"{MENU}<h1>{TITLE}</h1><div>{BODY.replace('<p>', '<p class=MsoNormal><span><font>').replace('</p>', '</font></span></p>')}</div>",
    "the text inside the container hidden until scripts run": f"<h1>{TITLE}</h1><div id='js_content' style='visibility: hidden'>{BODY}</div>{RELATED}",
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_the_body_and_nothing_else(layout: str) -> None:
    source = read_bytes(page(layout), "a.html")
    lines = kept(source)
    assert lines[0] == TITLE
    assert len(lines) == 7
    assert lines[6].startswith("6.各校")
    for menu in removed(source, "furniture"):
        assert "各校要结合实际" not in menu


METADATA_TABLE = (
    "<table><tr><td>索 引 号：</td><td>QH01-2024-0003</td><td>主题分类：</td><td>教育</td></tr>"
    "<tr><td>发布机构：</td><td>青禾县教育局</td><td>成文日期：</td><td>2024年3月1日</td></tr>"
    "<tr><td>发文字号</td><td colspan=3>青教发〔2024〕3号</td></tr></table>"
)


@pytest.mark.parametrize("inside", [True, False])
def test_metadata_tables(inside: bool) -> None:
    body = (
        f"<div id=zoom>{METADATA_TABLE}<p>{TITLE}</p>{BODY}</div>"
        if inside
        else f"{METADATA_TABLE}<h1>{TITLE}</h1><div id=zoom>{BODY}</div>"
    )
    source = read_bytes(page(body), "a.html")
    fields = {name: value for name, (value, span) in source.metadata.items() if span}
    assert fields == {
        "索引号": "QH01-2024-0003",
        "主题分类": "教育",
        "发布机构": "青禾县教育局",
        "成文日期": "2024年3月1日",
        "发文字号": "青教发〔2024〕3号",
    }
    for value, span in source.metadata.values():
        assert span is None or source.text[slice(*span)] == value
    assert len(removed(source, "metadata")) == 3
    assert kept(source)[0] == TITLE


def test_metadata_lines() -> None:
    source = read_bytes(
        page(
            f"<h1>{TITLE}</h1><div>发布时间：2024-03-01 信息来源：教育局 浏览次数：31</div><ul><li><b>文号：</b>青教发〔2024〕3号</li></ul><div id=zoom>{BODY}</div>"
        ),
        "a.html",
    )
    assert source.metadata["发布时间"][0] == "2024-03-01"
    assert source.metadata["文号"][0] == "青教发〔2024〕3号"


def test_a_table_of_tasks_is_no_metadata() -> None:
    table = "<table><tr><th>名称</th><th>来源</th></tr><tr><td>家访</td><td>德育处</td></tr></table>"
    source = read_bytes(page(f"<h1>{TITLE}</h1><div id=zoom>{BODY}{table}</div>"), "a.html")
    assert cells(source) == [["名称", "来源"], ["家访", "德育处"]]
    assert removed(source, "metadata") == []
    assert [block.header for block in source.blocks if block.kind == "table_row"] == [True, False]


@pytest.mark.parametrize(
    ("table", "grid"),
    [
        ("<tr><td rowspan=2>德育</td><td>甲</td></tr><tr><td>乙</td></tr>", [["德育", "甲"], ["德育", "乙"]]),
        (
            "<tr><td colspan=2>任务</td><td>时限</td></tr><tr><td>a</td><td>b</td><td>c</td></tr>",
            [["任务", "任务", "时限"], ["a", "b", "c"]],
        ),
        (
            "<tr><td rowspan=2 colspan=2>甲</td><td>乙</td></tr><tr><td>丙</td></tr>",
            [["甲", "甲", "乙"], ["甲", "甲", "丙"]],
        ),
        (
            "<tr><td>责任<br>单位</td><td>时限</td></tr><tr><td>教务处<br>德育处</td><td><p>3月</p></td></tr>",
            [["责任单位", "时限"], ["教务处 德育处", "3月"]],
        ),
        ("<tr><td>甲</td><td>乙</td></tr><tr><td>丙</td></tr>", [["甲", "乙"], ["丙", ""]]),
        (
            "<tr><td rowspan=99999999>甲</td><td colspan=-1>乙</td></tr><tr><td>丙</td></tr>",
            [["甲", "乙"], ["甲", "丙"]],
        ),
    ],
)
def test_merged_cells(table: str, grid: list[list[str]]) -> None:
    source = read_bytes(page(f"<div id=zoom>{BODY}<table>{table}</table></div>"), "a.html")
    assert cells(source) == grid


def test_headings_lists_and_hidden_parts() -> None:
    body = (
        f"<div id=zoom><h2>一、总体<br>要求</h2>{BODY}<ol start=3><li>甲组织<li>（二）乙组织</ol><ul><li>丙<li>丁</ul>"
        "<p style='display:none'>看不见的字</p><pre>第一行\n第二行</pre><script>x</script></div>"
    )
    source = read_bytes(page(body), "a.html")
    lines = kept(source)
    assert lines[0] == "一、总体 要求" or lines[0] == "一、总体要求"
    assert source.blocks[0].kind == "heading" and source.blocks[0].level == 2
    assert lines[7:] == ["3.甲组织", "（二）乙组织", "丙", "丁", "第一行", "第二行"]


def test_share_bars_and_pagers_inside_the_body() -> None:
    body = f"<div id=zoom>{BODY}<p>附件：<a href=x>任务分解表.docx</a></p><div class='share'>分享到：微信</div><p>上一篇：<a href=x>关于放假的通知</a></p><p>【打印本页】</p></div>"
    source = read_bytes(page(body), "a.html")
    assert kept(source)[-1] == "附件：任务分解表.docx"
    assert removed(source, "furniture") == ["分享到：微信", "上一篇：关于放假的通知", "【打印本页】"]


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", ""])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_the_bytes_decide_the_encoding(declared: str, encoding: str) -> None:
    text = f"<html><head><meta charset='{declared}'></head><body><p>{TITLE}，各校认真执行。</p></body></html>"
    source = read_bytes(text.encode(encoding), "a.html")
    assert TITLE in source.text
    assert source.info.encoding == encoding


def test_white_space_is_a_browsers() -> None:
    source = read_bytes(page("<p>各校要\n   落实  to do\n  list&nbsp;甲</p>"), "a.html")
    assert source.text == "各校要落实 to do list\xa0甲"


def test_saved_in_one_file() -> None:
    html = f"<html><body><p>{TITLE}</p></body></html>"
    import base64

    for encoding in ("gb2312", "utf-8"):
        body = base64.b64encode(html.encode(encoding)).decode()
        data = f'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x\nContent-Type: text/html; charset={encoding}\nContent-Transfer-Encoding: base64\n\n{body}\n--x--\n'
        assert read_bytes(data.encode(), "a.mhtml").text == TITLE


def test_a_tag_of_endless_attributes_is_refused_before_it_is_parsed() -> None:
    for between in (" ", "/", '="1"', " <", ' =">" '):
        page = "<html><body><p " + between.join(f"a{i}" for i in range(100_000)) + ">加强安全教育</p>"
        started = time.process_time()
        with pytest.raises(PlantextError, match="too-large"):
            read_bytes(page.encode(), "a.html")
        assert time.process_time() - started < 2.0


def test_a_long_value_and_many_tags_are_no_harm() -> None:
    picture = '<img src="data:image/png;base64,' + "iVBORw0KGgo/AAA+" * 20_000 + '">'
    marks = "<p class='a' style='b'>加强安全教育，做好演练。</p>" * 3_000
    quotes = "<p>a<b=\"'</p>" * 3_000
    for body in (picture, marks, quotes):
        started = time.process_time()
        assert "工作计划" in read_bytes(f"<html><body><p>安全工作计划</p>{body}".encode(), "a.html").text
        assert time.process_time() - started < 5.0

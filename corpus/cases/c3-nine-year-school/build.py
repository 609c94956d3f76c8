"""Make directive.pdf (Chromium), plan.docx (python-docx) and summary.html from the three .txt, and check that they carry the same text."""

import html
import pathlib
import re
import subprocess
import tempfile

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH as A
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

HERE = pathlib.Path(__file__).parent
SITE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}-学校要闻-栖桐区汀溪学校</title>
<style>body{{margin:0;font:16px/1.9 sans-serif}}nav a{{margin:0 1em}}main{{display:flex}}article{{flex:3;padding:1em}}aside{{flex:1}}td,th{{border:1px solid #999;padding:4px}}</style></head>
<body>
<header><a href="/"><img src="/img/logo.png" alt="栖桐区汀溪学校"></a>
<nav><a href="/">首页</a><a href="/gk/">学校概况</a><a href="/xw/">学校要闻</a><a href="/jxky/">教学科研</a><a href="/dy/">德育天地</a><a href="/xxgk/">信息公开</a><a href="/lx/">联系我们</a></nav></header>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/xxgk/">信息公开</a> &gt; <a href="/xxgk/gh/">规划总结</a></div>
<main><article>
<h1>{title}</h1>
<p class="meta">发布时间：2027-11-09 16:42　来源：校长办公室　编辑：阮之遥　浏览次数：<span id="hits">317</span></p>
<div class="content">
{body}
</div>
<p class="pager">上一篇：<a href="/xxgk/gh/1187.html">关于2027年秋季学期课后服务收费的公示</a><br>下一篇：<a href="/xxgk/gh/1193.html">没有了</a></p>
<p class="share">分享到：<a href="#">微信</a> <a href="#">微博</a> 【<a href="javascript:window.print()">打印本页</a>】【<a href="javascript:window.close()">关闭窗口</a>】</p>
</article>
<aside><h3>相关新闻</h3><ul>
<li><a href="/xw/2211.html">初中部举行期中家长会</a> <span>11-05</span></li>
<li><a href="/xw/2204.html">“汀溪艺术月”落下帷幕</a> <span>10-30</span></li>
<li><a href="/xw/2196.html">区第三中学教师来校同课异构</a> <span>10-24</span></li>
<li><a href="/xw/2188.html">七年级新生完成心理测评</a> <span>10-22</span></li>
<li><a href="/xw/2179.html">少年宫科技巡展走进校园</a> <span>10-12</span></li></ul></aside></main>
<footer><p>版权所有 © 栖桐区汀溪学校　地址：栖桐区汀溪街道环渚路66号　电话：0000-6612000</p><p>备案号：某ICP备00000000号　技术支持：区教育信息中心</p></footer>
</body></html>
"""
PRINT = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title><style>
@page{{size:A4;margin:26mm 24mm;@top-center{{content:"栖桐区教育局　初中学校优质均衡三年提升行动";font-size:9pt;border-bottom:.5pt solid}}@bottom-center{{content:"— " counter(page) " —";font-size:10pt}}}}
body{{font:15px/1.95 "WenQuanYi Zen Hei",serif}}p{{margin:0;text-indent:2em}}h1,h2,.c{{text-align:center;text-indent:0;font-size:19px}}.r{{text-align:right}}.n{{text-indent:0}}
table{{border-collapse:collapse;width:100%;font-size:13px}}td,th{{border:1px solid #000;padding:2px 6px;text-align:center}}tr{{break-inside:avoid}}.new{{break-before:page}}</style></head><body>
{body}
</body></html>"""


def blocks(name):
    """The lines of a .txt: a string, or a list of rows for a table."""
    out = []
    for line in (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if "\t" not in line:
            out.append(line)
        elif out and isinstance(out[-1], list):
            out[-1].append(line.split("\t"))
        else:
            out.append([line.split("\t")])
    return out


def html_table(rows):
    def tr(cells, tag):
        return "<tr>" + "".join(f"<{tag}>{html.escape(c)}</{tag}>" for c in cells) + "</tr>"

    return (
        "<table><thead>"
        + tr(rows[0], "th")
        + "</thead><tbody>"
        + "".join(tr(r, "td") for r in rows[1:])
        + "</tbody></table>"
    )


def directive():
    body, lines = [], blocks("directive")
    for i, b in enumerate(lines):
        if isinstance(b, list):
            body.append(html_table(b))
            continue
        cls = (
            "c"
            if i < 3 or re.match(r"第.章　", b) or b == lines[-4]
            else "r"
            if b == "栖桐区教育局" or re.match(r"2025年4月21日", b)
            else "n new"
            if b == "附表"
            else "n"
            if b.endswith("：")
            else ""
        )
        article = re.match(r"第[一二三四五六七八九十]+条", b)
        text = html.escape(b)
        body.append(
            f'<p class="{cls}">' + (f"<b>{article.group()}</b>{text[article.end() :]}" if article else text) + "</p>"
        )
    with tempfile.TemporaryDirectory() as tmp:
        page = pathlib.Path(tmp) / "d.html"
        page.write_text(PRINT.format(title=lines[2], body="\n".join(body)), encoding="utf-8")
        subprocess.run(
            [
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-pdf-header-footer",
                f"--user-data-dir={tmp}/p",
                f"--print-to-pdf={HERE}/directive.pdf",
                str(page),
            ],
            check=True,
            capture_output=True,
        )
    text = subprocess.run(
        ["pdftotext", "-raw", HERE / "directive.pdf", "-"], check=True, capture_output=True, text=True
    ).stdout
    text = re.sub(r"栖桐区教育局　?\s*初中学校优质均衡三年提升行动\n|— \d+ —", "", text)

    def squash(s):
        return sorted(re.sub(r"\s", "", s).replace("\f", ""))

    want = squash((HERE / "directive.txt").read_text(encoding="utf-8"))
    extra = len(squash(text)) - len(want)  # a table head repeated on a new page is the only thing allowed
    assert extra >= 0 and all(text.count(c) >= want.count(c) for c in set(want)), "pdf"
    print("pdf characters beyond the txt:", extra)


def plan():
    d = docx.Document()
    style = d.styles["Normal"]
    style.font.name, style.font.size = "FangSong", Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    lines = blocks("plan")
    for i, b in enumerate(lines):
        if isinstance(b, list):
            t = d.add_table(len(b), len(b[0]), style="Table Grid")
            for j, row in enumerate(b):
                for k, cell in enumerate(row):
                    t.cell(j, k).text = cell
            t.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
            continue
        if i and re.match(r"[一二三四五]、", b):
            d.add_paragraph(b, style="Heading 1")
            continue
        if re.match(r"\([一二三四五]\)[^。]+$", b):
            d.add_paragraph(b, style="Heading 2")
            continue
        p = d.add_paragraph()
        head = re.match(r"(\d\.|\([一二三]\))[^。,]+。", b)
        if i == 0 or re.match(r"表\d ", b):
            p.alignment = A.CENTER
        elif i >= len(lines) - 2:
            p.alignment = A.RIGHT
        else:
            p.paragraph_format.first_line_indent = Pt(28)
        n = len(b) if i == 0 else head.end() if head else 0
        if n:
            p.add_run(b[:n]).bold = True
        if b[n:]:
            p.add_run(b[n:])
    d.save(HERE / "plan.docx")

    def text(e):
        return "".join(t.text or "" for t in e.iter(qn("w:t")))

    out = []
    for el in docx.Document(HERE / "plan.docx").element.body:
        if el.tag == qn("w:p"):
            out.append(text(el))
        elif el.tag == qn("w:tbl"):
            out += ["\t".join(map(text, tr.findall(qn("w:tc")))) for tr in el.findall(qn("w:tr"))]
    assert "\n".join(out) + "\n" == (HERE / "plan.txt").read_text(encoding="utf-8"), "docx"


def summary():
    title, *rest = blocks("summary")
    body = []
    for b in rest:
        if isinstance(b, list):
            body.append(html_table(b))
        elif re.match(r"[一二三四]、|（[一二三四五]）", b):
            body.append(f"<p><strong>{html.escape(b)}</strong></p>")
        else:
            body.append(f"<p>{'&emsp;&emsp;' if len(b) > 20 else ''}{html.escape(b)}</p>")
    (HERE / "summary.html").write_text(SITE.format(title=html.escape(title), body="\n".join(body)), encoding="utf-8")
    page = (HERE / "summary.html").read_text(encoding="utf-8")
    content = html.unescape(re.sub(r"<[^>]+>", "", page.split('<div class="content">')[1].split("</div>")[0]))
    want = (HERE / "summary.txt").read_text(encoding="utf-8").removeprefix(title)
    assert re.sub(r"\s", "", content) == re.sub(r"\s", "", want), "html"


directive()
plan()
summary()

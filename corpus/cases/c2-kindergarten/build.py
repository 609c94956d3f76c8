"""Make the originals of this case from its .txt files: directive.html (GB18030), plan.docx, summary-gbk.txt (GB18030). Needs python-docx."""

import html
import pathlib
import re

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

HERE = pathlib.Path(__file__).parent
HEADING = re.compile(r"[一二三四五六七八九十]+、")
SUBHEADING = re.compile(r"（[一二三四五六七八九十]+）")


def lines(name):
    return (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def blocks(rows):
    """Yield a paragraph as str and a run of tab-separated lines as a list of rows."""
    table = []
    for line in [*rows, ""]:
        if "\t" in line:
            table.append(line.split("\t"))
            continue
        if table:
            yield table
            table = []
        if line:
            yield line


# ---- directive.html: the page of a government site around the text


def word_html(text):
    """Text as Word pastes it into a site editor: figures in spans of their own."""
    return re.sub(
        r"[0-9.]+%?",
        lambda m: f'<span lang="EN-US" style="font-family:Times New Roman">{m[0]}</span>',
        html.escape(text),
    )


def body_html(rows):
    out = []
    for i, block in enumerate(blocks(rows)):
        if isinstance(block, list):
            trs = [
                "<tr>"
                + "".join(f'<td style="border:1px solid #000;padding:0 5px"><p>{word_html(c)}</p></td>' for c in r)
                + "</tr>"
                for r in block
            ]
            out.append(
                '<table class="MsoNormalTable" border="1" cellspacing="0" style="border-collapse:collapse;width:100%"><tbody>\n'
                + "\n".join(trs)
                + "\n</tbody></table>"
            )
        elif i < 2 or block in ("霁川市幼儿园保教质量重点指标表", "幼儿园“小学化”行为负面清单"):
            out.append(f'<p align="center" style="text-align:center"><strong>{word_html(block)}</strong></p>')
        elif block in ("霁川市教育局", "2024年7月18日"):
            out.append(f'<p style="text-align:right">{word_html(block)}&nbsp;&nbsp;&nbsp;&nbsp;</p>')
        elif HEADING.match(block):
            out.append(f'<p style="text-indent:2em"><span style="font-family:黑体">{block}</span></p>')
        elif m := re.match(r"第[一二三四五六七八九十]+条 [^。]+。", block):
            out.append(
                f'<p style="text-indent:2em"><b>{word_html(m[0])}</b><span style="font-family:仿宋_GB2312">{word_html(block[m.end() :])}</span></p>'
            )
        else:
            out.append(
                f'<p style="text-indent:2em"><span style="font-family:仿宋_GB2312;font-size:16pt">{word_html(block)}</span></p>'
            )
    return "\n".join(out)


PAGE = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=gb18030" />
<meta name="SiteName" content="霁川市教育局" /><meta name="ColumnName" content="行政规范性文件" />
<meta name="ArticleTitle" content="{title}" /><meta name="PubDate" content="2024-07-24 09:16" />
<title>{title}_行政规范性文件_霁川市教育局</title>
<link href="../../images/xxgk.css" rel="stylesheet" type="text/css" />
<style type="text/css">.xl_table td{{border:1px solid #ddd;padding:6px}} .share a{{margin-right:8px}}</style>
<script type="text/javascript">var docId="5830127";function doZoom(size){{document.getElementById('zoom').style.fontSize=size+'px';}}</script>
</head>
<body>
<div class="top"><a href="/">网站首页</a> | <a href="/zwgk/">政务公开</a> | <a href="/bsfw/">办事服务</a> | <a href="/hdjl/">互动交流</a> | <a href="/wza/">无障碍浏览</a></div>
<div class="search"><form action="/search"><input name="q" value="请输入关键字" /><input type="submit" value="搜索" /></form></div>
<div class="position">您当前的位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="/zwgk/zc/">政策文件</a> &gt; 行政规范性文件</div>
<table class="xl_table" width="100%" cellspacing="0">
<tr><td>索引号：</td><td>JC0301-2024-00057</td><td>主题分类：</td><td>科技、教育 / 学前教育</td></tr>
<tr><td>发布机构：</td><td>霁川市教育局</td><td>成文日期：</td><td>2024-07-18</td></tr>
<tr><td>名&nbsp;&nbsp;&nbsp;&nbsp;称：</td><td colspan="3">{title}</td></tr>
<tr><td>发文字号：</td><td>霁教规〔2024〕6号</td><td>有效性：</td><td>有效</td></tr>
</table>
<h1 class="xl_title">{title}</h1>
<div class="info">发布时间：2024-07-24 09:16&nbsp;&nbsp;来源：市教育局学前教育科&nbsp;&nbsp;浏览次数：<span id="hits">1873</span>&nbsp;&nbsp;字号：[<a href="javascript:doZoom(18)">大</a> <a href="javascript:doZoom(16)">中</a> <a href="javascript:doZoom(14)">小</a>]&nbsp;&nbsp;<a href="javascript:window.print()">打印</a></div>
<div class="xl_content" id="zoom"><div class="TRS_Editor">
{body}
</div></div>
<div class="fj">相关附件：<a href="./P020240724337815.doc">霁教规〔2024〕6号.doc</a></div>
<div class="jd">相关解读：<a href="./t20240724_5830131.html">一图读懂幼儿园保教质量实施意见</a></div>
<div class="share">分享到：<a href="#">微信</a><a href="#">微博</a><a href="#">QQ空间</a>　扫一扫在手机打开当前页</div>
<div class="page"><p>上一篇：<a href="./t20240702_5829440.html">霁川市教育局关于印发中小学课后服务管理办法的通知</a></p>
<p>下一篇：<a href="./t20240815_5831052.html">霁川市教育局关于公布废止部分文件的决定</a></p></div>
<div class="close"><a href="javascript:window.close()">【关闭窗口】</a></div>
<div class="footer"><p><a href="/gywm/">关于我们</a> | <a href="/wzdt/">网站地图</a> | <a href="/lxwm/">联系我们</a></p>
<p>主办：霁川市教育局　地址：霁川市听澜路18号　网站标识码：0000000057</p>
<p>霁ICP备00000057号-1　霁公网安备00000000000057号　建议使用1366*768以上分辨率浏览</p></div>
</body>
</html>
"""

# ---- plan.docx


def plan_docx(rows):
    doc = docx.Document()
    doc.styles["Normal"].font.name = "仿宋"
    doc.styles["Normal"].element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    doc.sections[0].footer.paragraphs[0].text = "柳簖镇中心幼儿园 保教工作计划"
    for i, block in enumerate(blocks(rows)):
        if isinstance(block, list):
            table = doc.add_table(len(block), len(block[0]), style="Table Grid")
            for r, cells in enumerate(block):
                for c, text in enumerate(cells):
                    table.cell(r, c).text = text
                    table.cell(r, c).paragraphs[0].runs[0].bold = r == 0
        elif i == 0 or HEADING.match(block) or (SUBHEADING.match(block) and len(block) < 20 and i > 1):
            doc.add_heading(block, 0 if i == 0 else 1 if HEADING.match(block) else 2)
        else:
            p = doc.add_paragraph(block)
            if i == 1:
                p.alignment = WD_ALIGN_PARAGRAPH.CENTER
            elif block in rows[-3:]:
                p.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            else:
                p.paragraph_format.first_line_indent = docx.shared.Pt(24)
    doc.save(HERE / "plan.docx")


if __name__ == "__main__":
    rows = lines("directive")
    (HERE / "directive.html").write_text(
        PAGE.format(title=rows[0], body=body_html(rows)), encoding="gb18030", newline="\r\n"
    )
    plan_docx(lines("plan"))
    (HERE / "summary-gbk.txt").write_bytes((HERE / "summary.txt").read_bytes().decode("utf-8").encode("gb18030"))

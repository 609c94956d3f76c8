"""Make directive.docx, plan.docx and summary.pdf (via LibreOffice) from the three .txt."""

import pathlib
import re
import subprocess
import tempfile

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH as A
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

HERE = pathlib.Path(__file__).parent
# paragraphs of the directive that Word numbers itself: list -> (level text, number format, run-in titles)
AUTO = {
    31: ("%1．", "decimal", ("学生食堂。", "上下学交通。", "应急演练。", "学生欺凌防治。")),
    32: ("（%1）", "chineseCounting", ("劳动教育。", "学生资助。", "控辍保学。")),
}

FONT = {"summary": "WenQuanYi Zen Hei"}  # one that is here when the PDF is made


def numbering(d):
    root = d.part.numbering_part.element
    for n, (text, fmt, _) in AUTO.items():
        root.insert(
            0,
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{n}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
                f'<w:start w:val="1"/><w:numFmt w:val="{fmt}"/><w:suff w:val="nothing"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
            ),
        )
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>'))


def paragraph(d, line, name, last):
    p = d.add_paragraph()
    title = re.search(r"(通知|工作计划|工作总结|任务表|局文件)$", line) and "：" not in line
    number = next((n for n, (*_, heads) in AUTO.items() if name == "directive" and line.startswith(heads)), None)
    run_in = re.match(r"[^，。；：]{2,6}。(?=.)", line) if name == "plan" or number else None
    if title:
        p.alignment = A.CENTER
    elif last:
        p.alignment = A.RIGHT
    elif not re.match(r"砚教发|各乡镇|附件", line):
        p.paragraph_format.first_line_indent = Pt(28)
    if number:
        num = p._p.get_or_add_pPr().get_or_add_numPr()
        num.get_or_add_ilvl().val, num.get_or_add_numId().val = 0, number
    head = run_in.group() if run_in else line if title or re.match(r"[一二三四五六七八]、", line) else ""
    if head:
        p.add_run(head).bold = True
    if line[len(head) :]:
        p.add_run(line[len(head) :])
    if title:
        [setattr(r.font, "size", Pt(18)) for r in p.runs]


def table(d, rows):
    t = d.add_table(len(rows), len(rows[0]), style="Table Grid")
    wide = [min(max(len(row[j]) for row in rows) + 2, 20) for j in range(len(rows[0]))]
    for i, row in enumerate(rows):
        t.rows[i]._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        for j, cell in enumerate(row):
            t.cell(i, j).text = cell
            t.cell(i, j).width = Pt(432 * wide[j] / sum(wide))
            for r in t.cell(i, j).paragraphs[0].runs:
                r.font.size = Pt(10.5)
    for i, row in enumerate(rows):  # an empty second cell continues the one above
        starts = row[1] and i + 1 < len(rows) and not rows[i + 1][1]
        if starts or not row[1]:
            t.rows[i]._tr.tc_lst[1].get_or_add_tcPr().append(
                parse_xml(f'<w:vMerge {nsdecls("w")} w:val="{"restart" if starts else "continue"}"/>')
            )


def build(name):
    d = docx.Document()
    style = d.styles["Normal"]
    style.font.name, style.font.size = FONT.get(name, "FangSong"), Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT.get(name, "仿宋"))
    numbering(d)
    lines, rows = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines(), []
    for i, line in enumerate(lines):
        if "\t" in line:
            rows.append(line.split("\t"))
        if rows and (i + 1 == len(lines) or "\t" not in lines[i + 1]):
            table(d, rows)
            rows = []
        if "\t" not in line:
            paragraph(d, line, name, re.search(r"日$|^石浦岭|^砚溪县教育局$", line))
    return d


for name in ("directive", "plan"):
    build(name).save(HERE / f"{name}.docx")
with tempfile.TemporaryDirectory() as tmp:
    build("summary").save(f"{tmp}/summary.docx")
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(HERE),
            f"{tmp}/summary.docx",
        ],
        check=True,
    )

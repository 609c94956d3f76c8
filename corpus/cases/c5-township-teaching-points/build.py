"""Make the originals of this case from its .txt: directive-gbk.txt (GB18030), plan.docx, summary.docx. Needs python-docx."""

import pathlib

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.run import Run

HERE = pathlib.Path(__file__).parent
WIDTHS = (1.0, 2.3, 10.6, 2.6, 2.2)  # cm
SMALL = Pt(9)  # the plan is one page on the office door


def text_of(name):
    return (HERE / f"{name}.txt").read_text(encoding="utf-8")


def new_document(name):
    doc = docx.Document()
    style = doc.styles["Normal"]
    style.font.name, style.font.size = "宋体", Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    section = doc.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.1 if name == "plan" else 3)
    section.top_margin = section.bottom_margin = Cm(1 if name == "plan" else 2.5)
    if name == "plan":
        style.font.size = Pt(9.5)
        style.paragraph_format.space_after = Pt(0)
    return doc


def add_paragraph(doc, line, first, last):
    p = doc.add_paragraph()
    run = p.add_run(line)
    if first:
        run.bold, run.font.size = True, Pt(16)
    if first or last:
        p.alignment = ALIGN.CENTER if first else ALIGN.RIGHT
    else:
        p.paragraph_format.first_line_indent = Pt(24)


def add_table(doc, lines):
    """A line without tabs is a row of one wide cell; an empty cell continues the one above it."""
    table = doc.add_table(len(lines), len(WIDTHS), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Cm(width)
    rows = [line.split("\t") for line in lines]
    for i, row in enumerate(rows):
        if len(row) == 1:
            wide = table.cell(i, 0).merge(table.cell(i, len(WIDTHS) - 1))
            wide.text = row[0]
            wide.paragraphs[0].alignment = ALIGN.CENTER
            wide.paragraphs[0].runs[0].bold = True
            wide.paragraphs[0].runs[0].font.size = SMALL
            continue
        below = rows[i + 1] if i + 1 < len(rows) and len(rows[i + 1]) == len(row) else row
        for tc, text, next_text in zip(table.rows[i]._tr.tc_lst, row, below, strict=True):
            if text:
                run = Run(tc.p_lst[0].add_r(), table)
                run.text, run.font.size, run.bold = text, SMALL, i == 0 or None
            if not text or not next_text:
                tc.vMerge = "restart" if text else "continue"


def build(name):
    doc = new_document(name)
    lines = text_of(name).splitlines()
    tabbed = [i for i, line in enumerate(lines) if "\t" in line]
    for i, line in enumerate(lines):
        if tabbed and i == tabbed[0]:
            add_table(doc, lines[tabbed[0] : tabbed[-1] + 1])
        elif not tabbed or not tabbed[0] < i <= tabbed[-1]:
            add_paragraph(doc, line, i == 0, i >= len(lines) - 2)
    doc.save(HERE / f"{name}.docx")


if __name__ == "__main__":
    (HERE / "directive-gbk.txt").write_bytes(text_of("directive").encode("gb18030"))
    build("plan")
    build("summary")

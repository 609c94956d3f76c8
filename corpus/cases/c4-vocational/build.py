"""Make directive.docx, plan.pdf and summary.docx from the .txt files: python-docx, then LibreOffice for the PDF."""

import re
import subprocess
import tempfile
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

HERE = Path(__file__).parent
HEADING = re.compile(r"[一二三四五六七八九十]+、")
SIGNATURE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日$")


def add_table(document: DocumentType, rows: list[list[str]]) -> None:
    """A table with ruled cells; an empty first cell continues the one above it."""
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    top = 0
    for number, row in enumerate(rows):
        for cell, text in zip(table.rows[number].cells, row, strict=True):
            cell.paragraphs[0].add_run(text).font.size = Pt(10)
        if row[0]:
            top = number
        elif number + 1 == len(rows) or rows[number + 1][0]:
            table.cell(top, 0).merge(table.cell(number, 0))


def add_line(document: DocumentType, text: str, title: bool, last: bool) -> None:
    """A paragraph: titles centred, signatures on the right, the rest indented by two characters."""
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.bold = title or bool(HEADING.match(text))
    run.font.size = Pt(18 if title else 12)
    if title:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif last or SIGNATURE.fullmatch(text):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    else:
        paragraph.paragraph_format.first_line_indent = Pt(24)


def build(name: str, path: Path, titles: int) -> None:
    """The .docx of one text: its first lines are titles, lines with tabs are tables."""
    document = Document()
    document.styles["Normal"].font.name = "WenQuanYi Zen Hei"
    document.styles["Normal"].element.rPr.rFonts.set(qn("w:eastAsia"), "WenQuanYi Zen Hei")
    document.sections[0].left_margin = document.sections[0].right_margin = Cm(2.6)
    lines = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    rows: list[list[str]] = []
    for number, line in enumerate(lines):
        if "\t" in line:
            rows.append(line.split("\t"))
        else:
            if rows:
                add_table(document, rows)
                rows = []
            signed = number + 1 < len(lines) and bool(SIGNATURE.fullmatch(lines[number + 1]))
            add_line(document, line, number < titles or line == "附件", signed)
    if rows:
        add_table(document, rows)
    document.save(str(path))


if __name__ == "__main__":
    build("directive", HERE / "directive.docx", 3)
    build("summary", HERE / "summary.docx", 1)
    with tempfile.TemporaryDirectory() as folder:
        build("plan", Path(folder) / "plan.docx", 1)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", str(HERE), f"{folder}/plan.docx"], check=True, timeout=180)

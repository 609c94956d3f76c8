"""Workbooks a reviewer works in: one row an item, columns for the own verdict, and keys by which decisions come back.

The hidden key columns have fixed English titles (`KEY_COLUMNS`), so that ``plantext decide`` finds them in either language.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from plantext.catalogue import Wording, wording
from plantext.errors import Language
from plantext.lexicon import Lexicon
from plantext.model import Coverage, DocumentReference, Extraction, FollowUp, Section
from plantext.reporting import extraction_sheets, judgements, sheets, view
from plantext.reporting.sheets import Column, Row, Sheet, Value

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

KEY_COLUMNS = (
    "plantext:kind",
    "plantext:id",
    "plantext:machine",
    "plantext:item_sha256",
    "plantext:left_sha256",
    "plantext:left_document",
    "plantext:right_sha256",
    "plantext:right_document",
)
"""What kind of judgement, the item's id, the machine's status id, the hash of the item's text, and for the document of
the items (left) and of the evidence (right) the hash of the file and the document's id in it."""

REVIEW_WIDTHS = {"verdict": 12.0, "note": 22.0, "name": 9.0, "date": 12.0}
"""The columns that a reviewer fills in, in order: the catalogue key ``review.*`` of the title and the width."""

VERDICT_SEPARATOR = ","
VALIDATION_SPARE_ROWS = 200


def coverage_workbook(
    coverage: Coverage, lang: Language = "zh", *, sections: Sequence[Section] = (), lexicon: Lexicon | None = None
) -> bytes:
    """Return the workbook of a coverage; ``sections`` are the directive's, for the headings."""
    return _judgement_workbook(judgements.coverage_report(coverage, Wording(lang, lexicon), sections))


def followup_workbook(
    followup: FollowUp, lang: Language = "zh", *, sections: Sequence[Section] = (), lexicon: Lexicon | None = None
) -> bytes:
    """Return the workbook of a follow-up; ``sections`` are the plan's, for the headings."""
    return _judgement_workbook(judgements.followup_report(followup, Wording(lang, lexicon), sections))


def extraction_workbook(extraction: Extraction, lang: Language = "zh", *, lexicon: Lexicon | None = None) -> bytes:
    """Return the workbook of everything found in a file: documents, measures, figures, dates."""
    say = Wording(lang, lexicon)
    book = sheets.new_workbook(say("page.extraction"))
    tables = extraction_sheets.all_sheets(extraction, say)
    for table in tables:
        sheets.add_table(book, table, say("sheet.footer"))
    sheets.add_table(book, _columns_sheet(tables, say), say("sheet.footer"))
    return sheets.to_bytes(book)


def _judgement_workbook(report: view.Report) -> bytes:
    say = report.say
    book = sheets.new_workbook(report.words("title"))
    items, extras = _items_sheet(report), _extras_sheet(report)
    page = sheets.add_table(book, items, say("sheet.footer"))
    _add_validation(page, items, report)
    _add_summary(book, report)
    sheets.add_table(book, extras, say("sheet.footer"))
    sheets.add_table(book, _columns_sheet((items, extras), say), say("sheet.footer"))
    return sheets.to_bytes(book)


def _items_sheet(report: view.Report) -> Sheet:
    say, coverage = report.say, report.kind == "coverage"
    second = "notes" if coverage else "reported"
    printed = (
        Column(say("field.number"), 6, say("explain.number"), centred=True),
        Column(say("field.status"), 13, say("explain.status"), centred=True),
        Column(report.words("item"), 34, say("explain.item")),
        Column(
            say("field.gaps" if coverage else "field.reason"), 13, say(f"explain.{'gaps' if coverage else 'reason'}")
        ),
        Column(say("field.why"), 22, say("explain.why")),
        Column(say("field.evidence"), 36, say("explain.evidence")),
        Column(say("field.place"), 15, say("explain.place")),
        *(
            Column(say(f"review.{key}"), width, say("explain.review"), entry=True)
            for key, width in REVIEW_WIDTHS.items()
        ),
    )
    further = (
        Column(say(f"field.{second}"), 16, say(f"explain.{second}")),
        Column(say("field.section"), 22, say("explain.section")),
        Column(say("field.themes"), 16, say("explain.themes")),
        *((Column(say("field.force"), 8, say("explain.force"), centred=True),) if coverage else ()),
        Column(say("field.target"), 20, say("explain.target")),
        Column(say("field.due"), 16, say("explain.due")),
        Column(say("field.confidence"), 9, say("explain.confidence"), centred=True),
        Column(say("field.candidates"), 80, say("explain.candidates")),
        Column(say("field.source_place"), 18, say("explain.place")),
    )
    keys = tuple(Column(key, 12, say("explain.keys"), hidden=True) for key in KEY_COLUMNS)
    rows = tuple(Row(_item_values(item, report), item.verdict.tone, 1) for item in report.items)
    return Sheet(say("sheet.items"), printed + further + keys, rows, freeze=4, printed=len(printed))


def _item_values(item: view.Item, report: view.Report) -> tuple[Value, ...]:
    say, coverage = report.say, report.kind == "coverage"
    comma = say("mark.comma")
    candidates = "\n".join(
        f"{index}. {found.text}{say('mark.brackets', text=found.where)}{say('mark.semicolon')}{say.pair('field.why_not', found.why_not)}"
        for index, found in enumerate(item.candidates, 1)
    )
    return (
        item.number,
        f"{item.verdict.symbol} {item.verdict.word}",
        item.text,
        comma.join(item.findings),
        item.why,
        _listed([found.text for found in item.evidence]),
        _listed([found.where for found in item.evidence]),
        *("",) * len(REVIEW_WIDTHS),
        comma.join(item.notes) if coverage else item.reported,
        item.section,
        item.theme_names,
        *((item.force,) if coverage else ()),
        item.figure,
        item.due,
        item.confidence_words + (f"\n{say('review.check')}" if item.doubtful else ""),
        candidates,
        item.where,
        *_keys(item, report.kind, report.left, report.right),
    )


def _listed(texts: list[str]) -> str:
    """Return several texts numbered, one a line; a single one as it is."""
    return texts[0] if len(texts) == 1 else "\n".join(f"{index}. {text}" for index, text in enumerate(texts, 1))


def _keys(item: view.Item, kind: view.Kind, left: DocumentReference, right: DocumentReference) -> tuple[str, ...]:
    return (
        kind,
        item.id,
        item.verdict.id,
        hashlib.sha256(item.text.encode("utf-8", "surrogatepass")).hexdigest(),
        left.sha256,
        left.document,
        right.sha256,
        right.document,
    )


def _add_validation(page: Worksheet, sheet: Sheet, report: view.Report) -> None:
    """Let the reviewer choose a verdict from the list and enter a date as a date."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    say = report.say
    titles = [column.title for column in sheet.columns]
    words = VERDICT_SEPARATOR.join(verdict.word for verdict in view.verdicts(report.kind, say).values())
    choice = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True, showErrorMessage=True)
    choice.errorTitle, choice.error = say("review.error_title"), say("review.error")
    choice.promptTitle, choice.prompt, choice.showInputMessage = say("review.verdict"), say("review.prompt"), True
    day = DataValidation(type="date", operator="greaterThan", formula1="36526", allow_blank=True, showErrorMessage=True)
    day.errorTitle, day.error = say("review.date"), say("review.date_error")
    last = len(sheet.rows) + 1 + VALIDATION_SPARE_ROWS
    for validation, key in ((choice, "verdict"), (day, "date")):
        letter = get_column_letter(titles.index(say(f"review.{key}")) + 1)
        validation.add(f"{letter}2:{letter}{last}")
        page.add_data_validation(validation)
    letter = get_column_letter(titles.index(say("review.date")) + 1)
    for number in range(2, len(sheet.rows) + 2):
        page[f"{letter}{number}"].number_format = "yyyy-mm-dd"


def _add_summary(book: Workbook, report: view.Report) -> None:
    """Write the sheet with names, counts, rate, themes and how it was made."""
    from openpyxl.styles import Alignment, Font

    say = report.say
    page = book.create_sheet(say("sheet.summary"))
    for letter, width in zip("ABCDEF", (30, 12, 12, 12, 12, 12), strict=True):
        page.column_dimensions[letter].width = width
    row = 1

    def line(*values: Value, bold: bool = False, size: float = 10.5) -> None:
        nonlocal row
        for column, value in enumerate(values, 1):
            cell = sheets.put(page, row, column, value)
            cell.font = Font(name=sheets.FONT, size=size, bold=bold or (column == 1 and len(values) > 1))
            cell.alignment = Alignment(horizontal="right" if bold and column > 1 else None, vertical="center")
        page.row_dimensions[row].height = size * 1.7
        row += 1

    line(report.words("title"), bold=True, size=15)
    line(report.sentence)
    row += 1
    for side, reference in (("left", report.left), ("right", report.right)):
        line(report.words(side), reference.title or reference.name)
        line(say("field.file"), reference.name)
        line(say("field.fingerprint"), reference.sha256)
    row += 1
    line(say("field.status"), say("field.count"), bold=True)
    for tally in report.tallies:
        line(f"{tally.verdict.symbol} {tally.verdict.word}", tally.count)
    line(report.words("rate"), f"{report.rate_words}{say('mark.brackets', text=report.words('formula'))}")
    row += 1
    line(say("field.themes"), say("field.total"), *(tally.verdict.word for tally in report.tallies), bold=True)
    for theme in report.themes:
        line(theme.name, theme.total, *(tally.count for tally in theme.tallies))
    row += 1
    floor = wording.percent(view.CONFIDENCE_FLOOR, say, 0)
    line(say("page.methods"), bold=True)
    line(say("page.methods_judgement", version=_version()))
    line(say("page.methods_confidence", floor=floor))
    line(say("page.methods_person"))
    for notice in report.warnings:
        line(say("page.warnings"), notice.message)
    sheets.set_up_print(page, say("sheet.footer"), repeat_header=False)


def _version() -> str:
    from plantext import __version__

    return __version__


def _extras_sheet(report: view.Report) -> Sheet:
    say = report.say
    columns = (
        Column(say("field.number"), 6, say("explain.number"), centred=True),
        Column(say("field.text"), 70, say("explain.text")),
        Column(say("field.themes"), 24, say("explain.themes")),
        Column(say("field.place"), 24, say("explain.place")),
        Column(say("review.note"), 40, say("explain.review"), entry=True),
    )
    rows = tuple(
        Row((number, extra.text, extra.theme_names, extra.where, "")) for number, extra in enumerate(report.extras, 1)
    )
    return Sheet(say(f"sheet.extras_{report.kind}"), columns, rows)


def _columns_sheet(tables: Sequence[Sheet], say: Wording) -> Sheet:
    """Return the sheet that explains every column of the others."""
    columns = (
        Column(say("field.table"), 16, say("explain.general")),
        Column(say("sheet.column"), 28, say("explain.general")),
        Column(say("sheet.meaning"), 90, say("explain.general")),
    )
    rows = tuple(
        Row((table.title, column.title + (say("sheet.hidden") if column.hidden else ""), column.explain))
        for table in tables
        for column in table.columns
    )
    return Sheet(say("sheet.columns"), columns, rows)

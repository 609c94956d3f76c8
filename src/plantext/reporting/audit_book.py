"""The workbook of an audit: files, requirement totals, files × requirements, errors; written row by row to keep memory flat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plantext.batch.results import AuditRow, AuditSummary, FileResult
from plantext.catalogue import Wording
from plantext.catalogue.wording import clipped, visible
from plantext.errors import Language
from plantext.model import Coverage, Requirement
from plantext.reporting import view
from plantext.reporting.audit_page import audit_sentence
from plantext.reporting.files import write
from plantext.reporting.sheets import FONT, FORMULA_STARTS, HEADER_FILL, new_workbook, to_bytes

if TYPE_CHECKING:
    from openpyxl import Workbook

Value = str | int | float | None

MOST_ROWS = 1_048_575
"""What a sheet holds below its header."""

TEXT_LENGTH = 300
PERCENT = "0.0%"


@dataclass(slots=True)
class _Total:
    """How a requirement came out over all files."""

    requirement: Requirement
    directive: int
    statuses: Counter[str] = field(default_factory=Counter)


def write_audit_book(
    target: Path,
    rows: Sequence[AuditRow],
    results: Iterable[FileResult],
    directives: Sequence[str],
    summary: AuditSummary,
    language: Language,
) -> None:
    """Write the workbook.

    Args:
        target: the file.
        rows: one a file, for the sheet of files.
        results: the same files with their judgements, read one at a time.
        directives: names of the directives.
        summary: the counts of the run.
        language: of headings and verdicts.

    Raises:
        PlantextError: ``cannot-write``.
    """
    say = Wording(language)
    book = new_workbook(say("audit.title"), streaming=True)
    _add(book, say("audit_sheet.files"), _file_columns(directives, say), _file_rows(rows, directives, say))
    totals: dict[tuple[int, str], _Total] = {}
    items = _item_rows(results, directives, totals, say)
    _add(book, say("audit_sheet.items"), _item_columns(say), items, say("audit_sheet.cut"))
    _add(book, say("audit_sheet.requirements"), _total_columns(say), _total_rows(totals, directives, say))
    errors = ((row.name, row.failure.code, row.failure.sentence(language)) for row in rows if row.failure)
    columns = ((say("audit.file"), 40.0), ("code", 14.0), (say("audit.error"), 80.0))
    _add(book, say("audit_sheet.errors"), columns, errors)
    book.properties.description = audit_sentence(summary, say)
    write(target, to_bytes(book))


Columns = Sequence[tuple[str, float]]


def _add(book: Workbook, title: str, columns: Columns, rows: Iterable[Sequence[Value]], cut: str = "") -> None:
    """Write a sheet with a frozen header and a filter, row by row."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    page: Any = book.create_sheet(title)
    for number, (_, width) in enumerate(columns, 1):
        page.column_dimensions[get_column_letter(number)].width = width
    page.freeze_panes = "B2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}1"
    header = []
    for name, _ in columns:
        cell = _cell(page, name)
        cell.font = Font(name=FONT, size=10.5, bold=True)
        cell.fill = PatternFill("solid", fgColor=HEADER_FILL)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        header.append(cell)
    page.append(header)
    for number, row in enumerate(rows, 1):
        if number == MOST_ROWS:
            page.append([_cell(page, cut)])
            break
        page.append([_cell(page, value) for value in row])


def _cell(page: Any, value: Value) -> Any:
    """Return a cell that never is a formula, whatever a file name looks like."""
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        cell = WriteOnlyCell(page, value)
        if isinstance(value, float):
            cell.number_format = PERCENT
        return cell
    text = visible(value)
    cell = WriteOnlyCell(page, text)
    cell.data_type = "s"
    if text.startswith(FORMULA_STARTS):
        cell.quotePrefix = True
    return cell


def _file_columns(directives: Sequence[str], say: Wording) -> Columns:
    rates: list[tuple[str, float]] = []
    for name in directives:
        rates.append((say("audit.rate_of", name=visible(name)), 12.0))
        rates += [(say(f"status.{status}"), 9.0) for status in ("covered", "partial", "missing", "not_applicable")]
    keys = (("audit.file", 36.0), ("audit.document", 40.0), ("audit.organisation", 24.0))
    last = (("audit.followup", 10.0), ("audit.summary", 30.0), ("audit.error", 40.0), ("audit.fingerprint", 20.0))
    return [(say(key), width) for key, width in keys] + rates + [(say(key), width) for key, width in last]


def _file_rows(rows: Iterable[AuditRow], directives: Sequence[str], say: Wording) -> Iterator[Sequence[Value]]:
    for row in rows:
        scores: list[Value] = []
        for score in row.coverage:
            scores += [score.rate, score.covered, score.partial, score.missing, score.not_applicable]
        scores += [None] * (5 * len(directives) - len(scores))
        yield (
            row.name,
            row.title or "",
            row.organisation or "",
            *scores,
            row.followup.rate if row.followup else None,
            row.summary or "",
            row.failure.sentence(say.language) if row.failure else "",
            row.sha256 or "",
        )


def _item_columns(say: Wording) -> Columns:
    keys = (
        ("audit.file", 36.0),
        ("audit.directive", 24.0),
        ("audit.requirement_id", 10.0),
        ("audit.requirement", 60.0),
        ("field.status", 12.0),
        ("field.gaps", 20.0),
        ("field.confidence", 10.0),
        ("field.evidence", 60.0),
    )
    return [(say(key), width) for key, width in keys]


def _item_rows(
    results: Iterable[FileResult], directives: Sequence[str], totals: dict[tuple[int, str], _Total], say: Wording
) -> Iterator[Sequence[Value]]:
    """Yield one row a file × requirement, adding up the totals on the way."""
    verdicts = view.verdicts("coverage", say)
    for result in results:
        for number, coverage in enumerate(result.outcome.coverages):
            for item in coverage.requirements:
                status = item.status or "not_applicable"
                total = totals.setdefault((number, item.id), _Total(item, number))
                total.statuses[status] += 1
                yield _item_values(result.name, coverage, directives[number], item, verdicts[status], say)


def _item_values(
    name: str, coverage: Coverage, directive: str, item: Requirement, verdict: view.Verdict, say: Wording
) -> Sequence[Value]:
    return (
        name,
        coverage.directive.title or directive,
        item.id,
        clipped(item.text, TEXT_LENGTH),
        f"{verdict.symbol} {verdict.word}",
        say("mark.comma").join(say(f"gap.{gap}") for gap in item.gaps),
        float(item.confidence),
        clipped(item.evidence[0].text, TEXT_LENGTH) if item.evidence else "",
    )


def _total_columns(say: Wording) -> Columns:
    statuses = [(say(f"status.{status}"), 10.0) for status in ("covered", "partial", "missing", "not_applicable")]
    return [
        (say("audit.directive"), 24.0),
        (say("audit.requirement_id"), 10.0),
        (say("audit.requirement"), 70.0),
        *statuses,
        (say("audit.rate"), 10.0),
    ]


def _total_rows(
    totals: dict[tuple[int, str], _Total], directives: Sequence[str], say: Wording
) -> Iterator[Sequence[Value]]:
    for total in totals.values():
        counts = total.statuses
        applicable = counts["covered"] + counts["partial"] + counts["missing"]
        yield (
            directives[total.directive],
            total.requirement.id,
            clipped(total.requirement.text, TEXT_LENGTH),
            counts["covered"],
            counts["partial"],
            counts["missing"],
            counts["not_applicable"],
            (counts["covered"] + counts["partial"] / 2) / applicable if applicable else None,
        )

"""What an audit leaves in its folder beside the store: results.jsonl, summary.xlsx, index.html; outdated pages go."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from plantext.batch.results import AuditRow, AuditSummary, FileResult, Outcome
from plantext.batch.store import Store
from plantext.errors import Language, PlantextError
from plantext.reading.names import shown_name
from plantext.reporting.audit_book import write_audit_book
from plantext.reporting.audit_page import audit_page
from plantext.reporting.files import write

PagesOf = Callable[[str, Outcome], tuple[str, ...]]


def write_outputs(
    store: Store, output: Path, pages: PagesOf, directives: Sequence[str], summary: AuditSummary, language: Language
) -> None:
    """Write all tables of an audit from its store.

    Args:
        store: holds the list of files and their outcomes.
        output: the folder.
        pages: gives the pages of an outcome, relative to the folder.
        directives: their names.
        summary: the counts of the run.
        language: of page and workbook.

    Raises:
        PlantextError: ``cannot-write``.
    """
    rows = list(_write_results(store, output, pages))
    write(output / "index.html", audit_page(rows, directives, summary, language))
    write_audit_book(output / "summary.xlsx", rows, _results(store), directives, summary, language)
    _remove_outdated(output, rows)


def _results(store: Store) -> Iterator[FileResult]:
    """Yield every file with its outcome, one at a time."""
    for name, sha256, summary, key in list(store.files()):
        yield FileResult(name, sha256, summary, _named(store.load(key), name, summary))


def _named(outcome: Outcome, name: str, summary: str | None) -> Outcome:
    """Return an outcome under the file's own name: files with the same content share one."""
    followup = outcome.followup
    if followup is not None and summary is not None:
        followup = replace(
            followup, plan=replace(followup.plan, name=name), summary=replace(followup.summary, name=summary)
        )
    failure = outcome.failure
    if failure is not None and failure.name != summary:
        failure = replace(failure, name=name)
    coverages = tuple(replace(coverage, plan=replace(coverage.plan, name=name)) for coverage in outcome.coverages)
    return replace(outcome, coverages=coverages, followup=followup, failure=failure)


def _write_results(store: Store, output: Path, pages: PagesOf) -> Iterator[AuditRow]:
    """Write results.jsonl line by line and yield the row of each file."""
    target, temporary = output / "results.jsonl", output / f".results.{os.getpid()}.tmp"
    keys = {name: key for name, _, _, key in store.files()}
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as lines:
            for result in _results(store):
                lines.write(result.to_json() + "\n")
                yield _row(result, pages(keys[result.name], result.outcome))
        temporary.replace(target)
    except OSError as error:
        raise PlantextError("cannot-write", shown_name(target), error.strerror or str(error)) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _row(result: FileResult, pages: tuple[str, ...]) -> AuditRow:
    outcome = result.outcome
    return AuditRow(
        name=result.name,
        sha256=result.sha256,
        title=outcome.title,
        doc_type=outcome.doc_type,
        organisation=outcome.organisation,
        coverage=tuple(coverage.score for coverage in outcome.coverages),
        summary=result.summary,
        followup=outcome.followup.score if outcome.followup else None,
        failure=outcome.failure,
        pages=pages,
    )


def _remove_outdated(output: Path, rows: Sequence[AuditRow]) -> None:
    """Remove pages of texts that are no longer there."""
    wanted = {output / page for row in rows for page in row.pages}
    for page in (output / "reports").glob("*.html"):
        if page not in wanted:
            with contextlib.suppress(OSError):
                page.unlink()

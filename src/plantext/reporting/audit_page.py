"""The index page of an audit: one row a file, with links to the reports."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from plantext import __version__
from plantext.batch.results import AuditRow, AuditSummary
from plantext.catalogue import Wording, wording
from plantext.errors import Language
from plantext.reporting import view
from plantext.reporting.html import environment


def audit_page(rows: Sequence[AuditRow], directives: Sequence[str], summary: AuditSummary, language: Language) -> str:
    """Return the page.

    Args:
        rows: one a file.
        directives: names of the directives, in the order of each row's coverages.
        summary: the counts of the run.
        language: of the page; names and titles stay as they are.
    """
    say = Wording(language)
    verdicts = view.verdicts("coverage", say)
    return (
        environment()
        .get_template("audit.html.j2")
        .render(
            say=say,
            wording=wording,
            version=__version__,
            sentence=audit_sentence(summary, say),
            rows=rows,
            directives=directives,
            verdicts=[verdicts[status] for status in ("covered", "partial", "missing")],
            followups=any(row.followup is not None or row.summary for row in rows),
            errors=any(row.failure is not None for row in rows),
            unpaired=summary.unpaired,
            links=lambda row: _links(row, say),
        )
    )


def audit_sentence(summary: AuditSummary, say: Wording) -> str:
    """Return the counts of a run in one sentence."""
    return say(
        "audit.sentence", files=summary.files, judged=summary.judged, reused=summary.reused, errors=summary.errors
    )


def _links(row: AuditRow, say: Wording) -> list[tuple[str, str]]:
    """Return address and words of each report of a file."""
    checks = row.pages[: len(row.coverage)]
    numbers = [""] if len(checks) == 1 else [str(number) for number in range(1, len(checks) + 1)]
    links = [(quote(page), say("audit.report_check") + number) for page, number in zip(checks, numbers, strict=True)]
    return links + [(quote(page), say("audit.report_followup")) for page in row.pages[len(checks) :]]

"""How the commands show reports: on the screen as wide and colourful as it is, or plain for a file."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from plantext.cli.frame import Settings
from plantext.model import LabelledLine
from plantext.reporting.reports import Manner, Report

if TYPE_CHECKING:
    from rich.console import Console

FILE_WIDTH = 100
"""Columns of text that goes to a file."""


def rendered(report: Report, settings: Settings) -> str | bytes:
    """Return a report in the format asked for."""
    manner = Manner(settings.report_language, settings.lexicon, settings.verbose)
    if settings.form == "html":
        return report.page(manner)
    if settings.form == "xlsx":
        return report.workbook(manner)
    return printed(settings, lambda console: report.draw(console, manner))


def labels(lines: Sequence[LabelledLine], settings: Settings) -> str:
    """Return labelled lines as a table."""
    from plantext.reporting.terminal import render_labels

    return printed(
        settings,
        lambda console: render_labels(lines, console, settings.report_language, lexicon=settings.lexicon),
    )


def printed(settings: Settings, draw: Callable[[Console], None]) -> str:
    """Return what ``draw`` prints."""
    from plantext.reporting.terminal import make_console

    if settings.output is not None:
        page = io.StringIO()
        draw(make_console(page, width=FILE_WIDTH))
        return page.getvalue()
    console = make_console()
    with console.capture() as captured:
        draw(console)
    return captured.get()

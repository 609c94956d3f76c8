"""How the commands show results: `plantext.reporting`'s functions, given what they need."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from plantext.cli.frame import Settings
from plantext.cli.output import Renderers, Shown
from plantext.model import Coverage, Extraction, FollowUp, LabelledLine, Section
from plantext.pipeline import ReadFile

if TYPE_CHECKING:
    from rich.console import Console

FILE_WIDTH = 100
"""Columns of text that goes to a file."""


def extraction(settings: Settings) -> Renderers:
    """Return how everything found in a file is shown."""

    def text(shown: Shown) -> str:
        from plantext.reporting import terminal

        (file,) = shown.files
        return printed(
            settings,
            lambda console: terminal.render_extraction(
                cast(Extraction, shown.result),
                file.source.text,
                console,
                settings.report_language,
                settings.verbose,
                lexicon=settings.lexicon(),
            ),
        )

    def page(shown: Shown) -> str:
        from plantext.reporting import html

        (file,) = shown.files
        found = cast(Extraction, shown.result)
        return html.extraction_page(found, file.source.text, settings.report_language, lexicon=settings.lexicon())

    def workbook(shown: Shown) -> bytes:
        from plantext.reporting import xlsx

        return xlsx.extraction_workbook(
            cast(Extraction, shown.result), settings.report_language, lexicon=settings.lexicon()
        )

    return {"text": text, "html": page, "xlsx": workbook}


def coverage(settings: Settings) -> Renderers:
    """Return how a coverage is shown; its files are the plan and the directive."""

    def text(shown: Shown) -> str:
        from plantext.reporting import terminal

        judged, sections = cast(Coverage, shown.result), coverage_sections(shown)
        return printed(
            settings,
            lambda console: terminal.render_coverage(
                judged,
                console,
                settings.report_language,
                settings.verbose,
                sections=sections,
                lexicon=settings.lexicon(),
            ),
        )

    def page(shown: Shown) -> str:
        from plantext.reporting import html

        plan, directive = shown.files
        return html.coverage_page(
            cast(Coverage, shown.result),
            plan.source.text,
            directive.source.text,
            settings.report_language,
            sections=coverage_sections(shown),
            lexicon=settings.lexicon(),
        )

    def workbook(shown: Shown) -> bytes:
        from plantext.reporting import xlsx

        return xlsx.coverage_workbook(
            cast(Coverage, shown.result),
            settings.report_language,
            sections=coverage_sections(shown),
            lexicon=settings.lexicon(),
        )

    return {"text": text, "html": page, "xlsx": workbook}


def followup(settings: Settings) -> Renderers:
    """Return how a follow-up is shown; its files are the plan and the summary."""

    def text(shown: Shown) -> str:
        from plantext.reporting import terminal

        judged, sections = cast(FollowUp, shown.result), followup_sections(shown)
        return printed(
            settings,
            lambda console: terminal.render_followup(
                judged,
                console,
                settings.report_language,
                settings.verbose,
                sections=sections,
                lexicon=settings.lexicon(),
            ),
        )

    def page(shown: Shown) -> str:
        from plantext.reporting import html

        plan, summary = shown.files
        return html.followup_page(
            cast(FollowUp, shown.result),
            plan.source.text,
            summary.source.text,
            settings.report_language,
            sections=followup_sections(shown),
            lexicon=settings.lexicon(),
        )

    def workbook(shown: Shown) -> bytes:
        from plantext.reporting import xlsx

        return xlsx.followup_workbook(
            cast(FollowUp, shown.result),
            settings.report_language,
            sections=followup_sections(shown),
            lexicon=settings.lexicon(),
        )

    return {"text": text, "html": page, "xlsx": workbook}


def labels(lines: Sequence[LabelledLine], settings: Settings) -> str:
    """Return labelled lines as a table."""
    from plantext.reporting import terminal

    return printed(
        settings,
        lambda console: terminal.render_labels(lines, console, settings.report_language, lexicon=settings.lexicon()),
    )


def coverage_sections(shown: Shown) -> tuple[Section, ...]:
    """Return the sections of the directive that a coverage speaks of."""
    return sections_of(shown.files[1], cast(Coverage, shown.result).directive.document)


def followup_sections(shown: Shown) -> tuple[Section, ...]:
    """Return the sections of the plan that a follow-up speaks of."""
    return sections_of(shown.files[0], cast(FollowUp, shown.result).plan.document)


def sections_of(file: ReadFile, document: str) -> tuple[Section, ...]:
    """Return the sections of one document of a file."""
    return next((item.sections for item in file.extraction.documents if item.id == document), ())


def printed(settings: Settings, render: Callable[[Console], None]) -> str:
    """Return what ``render`` prints: as wide and colourful as the screen, or plain for a file."""
    from plantext.reporting.terminal import make_console

    if settings.output is not None:
        page = io.StringIO()
        render(make_console(page, width=FILE_WIDTH))
        return page.getvalue()
    console = make_console()
    with console.capture() as captured:
        render(console)
    return captured.get()

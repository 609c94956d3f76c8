"""A result together with the files it speaks of, shown in any form: what the commands and the audit hand out.

A page shows the full texts beside the judgement and a heading needs the sections of its document: here they are looked up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from plantext.errors import Language
from plantext.lexicon import Lexicon
from plantext.model import Coverage, Extraction, FollowUp, Record, Section
from plantext.pipeline import ReadFile

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True, slots=True)
class Manner:
    """How results are shown: the language, where names come from, and whether everything is told."""

    language: Language
    lexicon: Lexicon
    verbose: bool = False


class Report(Protocol):
    """A result that can be shown on the terminal, as a page and as a workbook."""

    @property
    def result(self) -> Record:
        """The contract's object."""
        ...

    def draw(self, console: Console, manner: Manner) -> None:
        """Print it on a console."""
        ...

    def page(self, manner: Manner) -> str:
        """Return it as an HTML page that stands alone."""
        ...

    def workbook(self, manner: Manner) -> bytes:
        """Return it as an XLSX workbook."""
        ...


@dataclass(frozen=True, slots=True)
class ExtractionReport:
    """Everything found in one file."""

    file: ReadFile

    @property
    def result(self) -> Extraction:
        """The contract's object."""
        return self.file.extraction

    def draw(self, console: Console, manner: Manner) -> None:
        """Print an outline."""
        from plantext.reporting.terminal import render_extraction

        text = self.file.source.text
        render_extraction(self.result, text, console, manner.language, manner.verbose, lexicon=manner.lexicon)

    def page(self, manner: Manner) -> str:
        """Return the page."""
        from plantext.reporting.html import extraction_page

        return extraction_page(self.result, self.file.source.text, manner.language, lexicon=manner.lexicon)

    def workbook(self, manner: Manner) -> bytes:
        """Return the workbook."""
        from plantext.reporting.xlsx import extraction_workbook

        return extraction_workbook(self.result, manner.language, lexicon=manner.lexicon)


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """A coverage with its plan and directive."""

    result: Coverage
    plan: ReadFile
    directive: ReadFile

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections of the directive."""
        return sections_of(self.directive, self.result.directive.document)

    def draw(self, console: Console, manner: Manner) -> None:
        """Print score and requirements."""
        from plantext.reporting.terminal import render_coverage

        render_coverage(
            self.result, console, manner.language, manner.verbose, sections=self.sections, lexicon=manner.lexicon
        )

    def page(self, manner: Manner) -> str:
        """Return the page."""
        from plantext.reporting.html import coverage_page

        texts = self.plan.source.text, self.directive.source.text
        return coverage_page(self.result, *texts, manner.language, sections=self.sections, lexicon=manner.lexicon)

    def workbook(self, manner: Manner) -> bytes:
        """Return the workbook."""
        from plantext.reporting.xlsx import coverage_workbook

        return coverage_workbook(self.result, manner.language, sections=self.sections, lexicon=manner.lexicon)


@dataclass(frozen=True, slots=True)
class FollowUpReport:
    """A follow-up with its plan and summary."""

    result: FollowUp
    plan: ReadFile
    summary: ReadFile

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections of the plan."""
        return sections_of(self.plan, self.result.plan.document)

    def draw(self, console: Console, manner: Manner) -> None:
        """Print score and commitments."""
        from plantext.reporting.terminal import render_followup

        render_followup(
            self.result, console, manner.language, manner.verbose, sections=self.sections, lexicon=manner.lexicon
        )

    def page(self, manner: Manner) -> str:
        """Return the page."""
        from plantext.reporting.html import followup_page

        texts = self.plan.source.text, self.summary.source.text
        return followup_page(self.result, *texts, manner.language, sections=self.sections, lexicon=manner.lexicon)

    def workbook(self, manner: Manner) -> bytes:
        """Return the workbook."""
        from plantext.reporting.xlsx import followup_workbook

        return followup_workbook(self.result, manner.language, sections=self.sections, lexicon=manner.lexicon)


def sections_of(file: ReadFile, document: str) -> tuple[Section, ...]:
    """Return the sections of one document of a file."""
    return next((item.sections for item in file.extraction.documents if item.id == document), ())

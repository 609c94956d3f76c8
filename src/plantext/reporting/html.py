"""Pages that stand alone: one HTML file with its style and a little script, nothing fetched, all text escaped.

The content security policy of the page forbids every request; without JavaScript everything is shown.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from plantext import __version__
from plantext.catalogue import Wording, wording
from plantext.errors import Language
from plantext.lexicon import Lexicon
from plantext.model import Coverage, Document, DocumentReference, Extraction, FollowUp, Measure, Section, Target
from plantext.reporting import highlight, judgements, view

if TYPE_CHECKING:
    from jinja2 import Environment

FINGERPRINT_LENGTH = 12
TODO_LENGTH = 46
"""Characters of an item's text in the list of what is to be supplied."""

TODO_SHOWN = 16
"""Items of that list that are not folded away."""


def coverage_page(
    coverage: Coverage,
    plan_text: str,
    directive_text: str,
    lang: Language = "zh",
    *,
    sections: Sequence[Section] = (),
    lexicon: Lexicon | None = None,
) -> str:
    """Return the page for a coverage.

    Args:
        coverage: the judgement.
        plan_text: source text of the plan, which evidence spans point into.
        directive_text: source text of the directive, which requirement spans point into.
        lang: language of the page; quoted text stays as it is.
        sections: the directive's sections, for the headings; without them sections are numbered.
        lexicon: where the names of themes come from.
    """
    return _judgement_page(
        judgements.coverage_report(coverage, Wording(lang, lexicon), sections),
        left_text=directive_text,
        right_text=plan_text,
    )


def followup_page(
    followup: FollowUp,
    plan_text: str,
    summary_text: str,
    lang: Language = "zh",
    *,
    sections: Sequence[Section] = (),
    lexicon: Lexicon | None = None,
) -> str:
    """Return the page for a follow-up; ``sections`` are the plan's. For the rest see `coverage_page`."""
    return _judgement_page(
        judgements.followup_report(followup, Wording(lang, lexicon), sections),
        left_text=plan_text,
        right_text=summary_text,
    )


def extraction_page(
    extraction: Extraction, source_text: str, lang: Language = "zh", *, lexicon: Lexicon | None = None
) -> str:
    """Return the page for everything found in one file."""
    say = Wording(lang, lexicon)
    return (
        environment()
        .get_template("extraction.html.j2")
        .render(
            say=say,
            wording=wording,
            version=__version__,
            extraction=extraction,
            outlines=[_outline(document, say) for document in extraction.documents],
            lines=highlight.lines(source_text, _extraction_marks(extraction, say)),
            source_text=source_text,
            total=lambda kind: sum(len(getattr(document, kind)) for document in extraction.documents),
        )
    )


@functools.cache
def environment() -> Environment:
    """Return the templates' environment: everything escaped, nothing undefined."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("plantext.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _judgement_page(report: view.Report, *, left_text: str, right_text: str) -> str:
    todo = [item for item in report.items if item.verdict.tone == "bad" or item.verdict.id == "unreported"]
    todo += [item for item in report.items if item.verdict.tone == "half"]
    return (
        environment()
        .get_template("judgement.html.j2")
        .render(
            say=report.say,
            report=report,
            wording=wording,
            version=__version__,
            todo=todo,
            todo_length=TODO_LENGTH,
            todo_shown=TODO_SHOWN,
            floor=wording.percent(view.CONFIDENCE_FLOOR, report.say, 0),
            facts=_reference_facts,
            left_lines=highlight.lines(left_text, _left_marks(report)),
            right_lines=highlight.lines(right_text, _right_marks(report)),
        )
    )


def _reference_facts(reference: DocumentReference, say: Wording) -> list[tuple[str, str]]:
    """Return what is known of a document as label and value."""
    values = {
        "field.file": wording.visible(reference.name),
        "field.doc_type": say(f"doc_type.{reference.doc_type}"),
        "field.issuer": wording.visible(reference.issuer or ""),
        "field.organisation": wording.visible(reference.organisation or ""),
        "field.issued": wording.edtf(reference.issued, say),
        "field.period": wording.edtf(reference.period, say),
        "field.fingerprint": reference.sha256[:FINGERPRINT_LENGTH],
    }
    return [(say(key), value) for key, value in values.items() if value]


def _left_marks(report: view.Report) -> list[highlight.Mark]:
    return [
        highlight.Mark(
            item.span, f"t{item.number}", f"r{item.number}", str(item.number), item.verdict.tone, item.verdict.word
        )
        for item in report.items
    ]


def _right_marks(report: view.Report) -> list[highlight.Mark]:
    marks = [
        highlight.Mark(
            found.span, found.anchor, f"r{item.number}", str(item.number), item.verdict.tone, item.verdict.word
        )
        for item in report.items
        for found in item.evidence
    ]
    # a rejected candidate can be jumped to, but it is not drawn as evidence
    marks += [
        highlight.Mark(found.span, found.anchor, "", "", "plain") for item in report.items for found in item.candidates
    ]
    return marks + [
        highlight.Mark(extra.span, f"t-{extra.anchor}", extra.anchor, "＋", "extra", report.words("extras"))
        for extra in report.extras
    ]


def _extraction_marks(extraction: Extraction, say: Wording) -> list[highlight.Mark]:
    marks: list[highlight.Mark] = []
    for document in extraction.documents:
        for number, measure in enumerate(document.measures, 1):
            tone = "bad" if measure.force == "must_not" else "good"
            anchor = f"{document.id}-m{number}"
            marks.append(highlight.Mark(measure.span, f"t-{anchor}", anchor, str(number), tone, say("field.measure")))
        marks += [
            highlight.Mark(target.span, f"t-{document.id}-t{number}", "", "", "half")
            for number, target in enumerate(document.targets, 1)
        ]
    return marks + [
        highlight.Mark(part.span, f"t-x{number}", "", "", "none") for number, part in enumerate(extraction.removed, 1)
    ]


class _Outline:
    """A document's sections with the measures that stand under each, in the order of the text."""

    def __init__(self, document: Document, say: Wording) -> None:
        self.document = document
        self.targets = {target.id: target for target in document.targets}
        self.number = {measure.id: number for number, measure in enumerate(document.measures, 1)}
        known = {section.id for section in document.sections}
        under: dict[str | None, list[Measure]] = {}
        for measure in document.measures:
            under.setdefault(measure.section if measure.section in known else None, []).append(measure)
        self.loose = under.get(None, [])
        self.sections = [
            (section, wording.heading(section, say), under.get(section.id, [])) for section in document.sections
        ]

    def targets_of(self, measure: Measure) -> list[Target]:
        """Return the figures of a measure."""
        return [self.targets[target] for target in measure.targets if target in self.targets]


def _outline(document: Document, say: Wording) -> _Outline:
    return _Outline(document, say)

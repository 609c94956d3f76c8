"""The sheets of everything found in a file: documents, measures, figures and dates, a row each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from plantext.catalogue import Wording, wording
from plantext.model import DateExpression, Document, Extraction, Measure, Span, Target, Where
from plantext.reporting.sheets import Column, Row, Sheet, Value

PLACE_COLUMNS = 6
"""The places at the end of each row are for the screen, not for the printer."""

Found = TypeVar("Found", Measure, Target, DateExpression)


def all_sheets(extraction: Extraction, say: Wording) -> tuple[Sheet, ...]:
    """Return the four sheets in order."""
    return (
        _documents_sheet(extraction, say),
        _measures_sheet(extraction, say),
        _targets_sheet(extraction, say),
        _dates_sheet(extraction, say),
    )


def _plain(say: Wording, *columns: tuple[str, float, str]) -> tuple[Column, ...]:
    return tuple(Column(say(f"field.{key}"), width, say(f"explain.{explain}")) for key, width, explain in columns)


def _place_columns(say: Wording) -> tuple[Column, ...]:
    return _plain(
        say,
        ("page", 6, "place"),
        ("paragraph", 6, "place"),
        ("table", 6, "place"),
        ("row", 6, "place"),
        ("start", 9, "span"),
        ("end", 9, "span"),
    )


def _place_values(where: Where | None, span: Span) -> tuple[Value, ...]:
    place = where or Where()
    return (place.page, place.paragraph, place.table, place.row, *span)


def _documents_sheet(extraction: Extraction, say: Wording) -> Sheet:
    columns = _plain(
        say,
        ("document", 10, "general"),
        ("title", 50, "text"),
        ("doc_type", 12, "general"),
        ("doc_type_reason", 36, "general"),
        ("issuer", 22, "general"),
        ("organisation", 22, "general"),
        ("doc_number", 20, "general"),
        ("issued", 18, "general"),
        ("period", 18, "general"),
        ("region", 18, "general"),
        ("duplicate_of", 10, "general"),
        ("sections", 9, "general"),
        ("measures", 9, "general"),
        ("target_count", 9, "general"),
        ("date_count", 9, "general"),
        ("start", 9, "span"),
        ("end", 9, "span"),
    )
    rows = tuple(
        Row(
            (
                document.id,
                document.title,
                say(f"doc_type.{document.doc_type}"),
                document.doc_type_reason,
                document.issuer,
                document.organisation,
                document.doc_number,
                wording.edtf(document.issued, say),
                wording.edtf(document.period, say),
                " ".join(document.region or ()),
                document.duplicate_of,
                len(document.sections),
                len(document.measures),
                len(document.targets),
                len(document.dates),
                *document.span,
            )
        )
        for document in extraction.documents
    )
    return Sheet(say("sheet.documents"), columns, rows, freeze=3, printed=10)


def _measures_sheet(extraction: Extraction, say: Wording) -> Sheet:
    columns = (
        *_plain(
            say,
            ("document", 10, "general"),
            ("section", 28, "section"),
            ("measure", 60, "text"),
            ("force", 9, "force"),
            ("themes", 18, "themes"),
            ("stages", 14, "themes"),
            ("actors", 20, "general"),
            ("due", 18, "due"),
            ("frequency", 14, "general"),
            ("targets", 28, "target"),
        ),
        *_place_columns(say),
    )

    def values(document: Document, section: str, measure: Measure) -> tuple[Value, ...]:
        targets = {target.id: target for target in document.targets}
        return (
            document.id,
            section,
            measure.text,
            say(f"force.{measure.force}"),
            say.names(measure.themes),
            say.names(measure.stages),
            say("mark.comma").join(measure.actors),
            wording.edtf(measure.due, say),
            wording.frequency(measure.frequency, say),
            "\n".join(wording.figure(targets[target], say) for target in measure.targets if target in targets),
            *_place_values(measure.where, measure.span),
        )

    return _items_of(extraction, say, "measures", columns, lambda document: document.measures, values)


def _targets_sheet(extraction: Extraction, say: Wording) -> Sheet:
    columns = (
        *_plain(
            say,
            ("document", 10, "general"),
            ("section", 28, "section"),
            ("indicator", 28, "general"),
            ("indicator_id", 20, "general"),
            ("comparator", 8, "value"),
            ("value", 10, "value"),
            ("value_to", 10, "value"),
            ("unit", 9, "value"),
            ("frequency", 12, "general"),
            ("scope", 16, "general"),
            ("due", 18, "due"),
            ("kind", 10, "general"),
            ("text", 30, "text"),
        ),
        *_place_columns(say),
    )

    def values(document: Document, section: str, target: Target) -> tuple[Value, ...]:
        return (
            document.id,
            section,
            target.indicator,
            target.indicator_id,
            target.comparator,
            target.value,
            target.value_to,
            target.unit,
            say(f"per.{target.period}") if target.period else "",
            target.scope,
            wording.edtf(target.due, say),
            say(f"kind.{target.kind}"),
            target.text,
            *_place_values(target.where, target.span),
        )

    return _items_of(extraction, say, "targets", columns, lambda document: document.targets, values)


def _dates_sheet(extraction: Extraction, say: Wording) -> Sheet:
    columns = (
        *_plain(
            say,
            ("document", 10, "general"),
            ("section", 28, "section"),
            ("text", 30, "text"),
            ("words", 28, "general"),
            ("date_value", 26, "date_value"),
            ("type", 10, "general"),
            ("role", 12, "general"),
        ),
        *_place_columns(say),
    )

    def values(document: Document, section: str, date: DateExpression) -> tuple[Value, ...]:
        return (
            document.id,
            section,
            date.text,
            wording.edtf(date.value, say),
            date.value,
            say(f"date_type.{date.type}"),
            say(f"role.{date.role}"),
            *_place_values(date.where, date.span),
        )

    return _items_of(extraction, say, "dates", columns, lambda document: document.dates, values)


def _items_of(
    extraction: Extraction,
    say: Wording,
    kind: str,
    columns: tuple[Column, ...],
    found: Callable[[Document], tuple[Found, ...]],
    values: Callable[[Document, str, Found], tuple[Value, ...]],
) -> Sheet:
    """Return a sheet with one row for each item of every document."""
    rows: list[Row] = []
    for document in extraction.documents:
        headings = {section.id: wording.heading(section, say) for section in document.sections}
        rows += [Row(values(document, headings.get(item.section or "", ""), item)) for item in found(document)]
    return Sheet(say(f"sheet.{kind}"), columns, rows, freeze=4, printed=len(columns) - PLACE_COLUMNS)

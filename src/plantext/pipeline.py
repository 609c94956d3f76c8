"""The way of a document through the rooms: source text → clean documents → structure → items → the contract's types."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from plantext.cleaning import CleanDocument, CleanSource, clean
from plantext.extraction import Items, find_items
from plantext.lexicon import Lexicon
from plantext.model import (
    Citation,
    DateExpression,
    Document,
    Extraction,
    Measure,
    Section,
    Span,
    Target,
    Where,
)
from plantext.normalising import Labeller, labeller
from plantext.reading.source import SourceText
from plantext.structure import Structure, read_structure

TITLES_ABOVE = 3
"""How many headings above a unit are told to the labeller."""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document with all that was found on the way; aligning works on these, people see ``document``."""

    document: Document
    clean: CleanDocument
    structure: Structure
    items: Items


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file with its documents as read."""

    source: SourceText
    extraction: Extraction
    documents: tuple[ReadDocument, ...]


def read_file(source: SourceText, lexicon: Lexicon, *, issued: str | None = None) -> ReadFile:
    """Take a source text through all rooms up to normalising."""
    cleaned = clean(source, lexicon)
    documents = tuple(
        _read_document(index, source, document, lexicon, issued) for index, document in enumerate(cleaned.documents)
    )
    return ReadFile(source, _extraction(cleaned, documents), documents)


def _extraction(cleaned: CleanSource, documents: tuple[ReadDocument, ...]) -> Extraction:
    source = cleaned.source
    return Extraction(
        source=source.info,
        documents=tuple(read.document for read in documents),
        removed=cleaned.removed,
        warnings=source.warnings + cleaned.warnings,
    )


def _read_document(
    index: int, source: SourceText, document: CleanDocument, lexicon: Lexicon, issued: str | None
) -> ReadDocument:
    structure = read_structure(document, lexicon)
    items = find_items(document, structure, lexicon, issued=issued)
    assembled = _Assembler(f"d{index + 1}", source.text, document, structure, items, labeller(lexicon)).document()
    return ReadDocument(assembled, document, structure, items)


class _Assembler:
    """Turns clean-text mentions into the contract's objects: ids, source spans, places in the file, labels."""

    def __init__(
        self,
        name: str,
        source_text: str,
        document: CleanDocument,
        structure: Structure,
        items: Items,
        labels: Labeller,
    ) -> None:
        self.name = name
        self.source_text = source_text
        self.clean = document
        self.structure = structure
        self.items = items
        self.labels = labels
        self.line_starts = [block.span[0] for block in document.blocks]
        self.measure_of_target = {
            target: number for number, measure in enumerate(items.measures) for target in measure.targets
        }
        # All at once, because labelling many texts together costs a fifth of labelling each.
        self.section_labels = labels.label_all(
            [heading.title or "" for heading in structure.headings],
            [self._titles_above(heading.parent) for heading in structure.headings],
        )
        self.measure_labels = labels.label_all(
            [document.clean.text[slice(*measure.span)] for measure in items.measures],
            [self._titles_above(structure.sentences[measure.sentence].section) for measure in items.measures],
        )

    def document(self) -> Document:
        """Put the document together."""
        metadata, duplicate = self.items.metadata, self.clean.duplicate_of
        return Document(
            id=self.name,
            title=self.clean.title,
            doc_type=self.clean.doc_type,
            doc_type_reason=self.clean.doc_type_reason,
            span=self.clean.span,
            duplicate_of=None if duplicate is None else f"d{duplicate + 1}",
            issuer=metadata.issuer,
            doc_number=metadata.doc_number,
            issued=metadata.issued,
            period=metadata.period,
            region=metadata.region,
            organisation=metadata.organisation,
            citations=tuple(
                Citation(*self._located(mention.span), mention.title, mention.doc_number)
                for mention in metadata.citations
            ),
            sections=tuple(map(self._section, range(len(self.structure.headings)))),
            measures=tuple(map(self._measure, range(len(self.items.measures)))),
            targets=tuple(map(self._target, range(len(self.items.targets)))),
            dates=tuple(map(self._date, range(len(self.items.dates)))),
        )

    def _located(self, span: Span) -> tuple[Span, str]:
        """Return the source span of a clean span and its text to the letter."""
        start, end = self.clean.clean.source_span(span)
        return (start, end), self.source_text[start:end]

    def _where(self, span: Span) -> Where | None:
        line = bisect_right(self.line_starts, span[0]) - 1
        return self.clean.blocks[line].where if line >= 0 else None

    def _id(self, kind: str, index: int) -> str:
        return f"{self.name}.{kind}{index + 1}"

    def _section_id(self, sentence: int) -> str | None:
        section = self.structure.sentences[sentence].section
        return None if section is None else self._id("s", section)

    def _titles_above(self, section: int | None) -> tuple[str, ...]:
        titles: list[str] = []
        while section is not None and len(titles) < TITLES_ABOVE:
            heading = self.structure.headings[section]
            if heading.title:
                titles.append(heading.title)
            section = heading.parent
        return tuple(titles)

    def _section(self, index: int) -> Section:
        heading = self.structure.headings[index]
        labelled = self.section_labels[index]
        return Section(
            id=self._id("s", index),
            parent=None if heading.parent is None else self._id("s", heading.parent),
            level=heading.level,
            number=heading.number,
            title=heading.title,
            span=self.clean.clean.source_span((heading.span[0], heading.end)),
            heading_span=self.clean.clean.source_span(heading.span),
            themes=tuple(label.id for label in labelled.themes),
            stages=tuple(label.id for label in labelled.stages),
        )

    def _measure(self, index: int) -> Measure:
        mention = self.items.measures[index]
        span, text = self._located(mention.span)
        labelled = self.measure_labels[index]
        return Measure(
            id=self._id("m", index),
            section=self._section_id(mention.sentence),
            span=span,
            text=text,
            force=mention.force,
            themes=tuple(label.id for label in labelled.themes),
            stages=tuple(label.id for label in labelled.stages),
            actors=mention.actors,
            due=mention.due,
            frequency=mention.frequency,
            targets=tuple(self._id("t", target) for target in mention.targets),
            dates=tuple(self._id("e", date) for date in mention.dates),
            where=self._where(mention.span),
        )

    def _target(self, index: int) -> Target:
        mention = self.items.targets[index]
        span, text = self._located(mention.span)
        measure = self.measure_of_target.get(index)
        return Target(
            id=self._id("t", index),
            section=self._section_id(mention.sentence),
            measure=None if measure is None else self._id("m", measure),
            span=span,
            text=text,
            indicator=mention.indicator,
            indicator_id=self.labels.indicator_id(mention.indicator, mention.unit),
            comparator=mention.comparator,
            value=mention.value,
            value_to=mention.value_to,
            unit=mention.unit,
            scope=mention.scope,
            due=mention.due,
            kind=mention.kind,
            period=mention.period,
            where=self._where(mention.span),
        )

    def _date(self, index: int) -> DateExpression:
        mention = self.items.dates[index]
        span, text = self._located(mention.span)
        return DateExpression(
            id=self._id("e", index),
            section=self._section_id(mention.sentence),
            span=span,
            text=text,
            type=mention.type,
            value=mention.value,
            role=mention.role,
            where=self._where(mention.span),
        )

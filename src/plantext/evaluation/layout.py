"""Scoring what a file is made of: its documents, what was taken off, and the provenance rule."""

from __future__ import annotations

from plantext.evaluation.figures import Score, precision_recall_f1, share
from plantext.evaluation.gold import GoldDocument, GoldFurniture, rows
from plantext.evaluation.items import Annotated
from plantext.evaluation.matching import overlap
from plantext.model import Citation, DateExpression, Document, Extraction, Measure, Span, Target
from plantext.reading import SourceText

FOUND_SHARE = 0.95
"""A document is found where its span and the annotated one share this part of their union."""


def score_documents(texts: Annotated) -> Score:
    """Score which documents a file holds, their types and which are duplicates."""
    total = found = predicted = typed = duplicates = duplicates_found = 0
    mistakes = []
    for text, extraction in texts:
        name, gold = text.text.name[:3], rows(text.rows_file("documents"), GoldDocument)
        total += len(gold)
        predicted += len(extraction.documents)
        for row in gold:
            best = max(extraction.documents, key=lambda item: overlap(row.span, item.span), default=None)
            union_share = _union_share(row.span, best.span) if best else 0.0
            if best is None or union_share < FOUND_SHARE:
                mistakes.append(f"miss  {name} {row.title!r}, best overlap {union_share:.2f}")
                continue
            found += 1
            right_type = best.doc_type in (row.doc_type, *row.accept)
            typed += right_type
            if not right_type:
                mistakes.append(f"type  {name} {row.title!r}: {best.doc_type} for {row.doc_type}")
            if row.duplicate_of is not None:
                duplicates += 1
                duplicates_found += best.duplicate_of is not None
    precision, recall, f1 = precision_recall_f1(found, predicted - found, total - found)
    figures = {"f1": f1, "precision": precision, "recall": recall, "type_acc": share(typed, found)}
    figures["duplicate_recall"] = share(duplicates_found, duplicates)
    return Score("documents", total, figures, mistakes=tuple(mistakes))


def _union_share(one: Span, other: Span) -> float:
    return overlap(one, other) / (max(one[1], other[1]) - min(one[0], other[0]))


def score_furniture(texts: Annotated, sources: list[SourceText]) -> Score:
    """Score what was taken off, by characters that are not white space; head tables of government pages are not scored."""
    right = extra = missed = 0
    mistakes = []
    for (text, extraction), source in zip(texts, sources, strict=True):
        name, content = text.text.name[:3], source.text
        gold = rows(text.rows_file("furniture"), GoldFurniture)
        annotated = _covered(len(content), [row.span for row in gold])
        removed = _covered(len(content), [item.span for item in extraction.removed])
        unscored = _covered(len(content), [row.span for row in gold if row.reason == "metadata"])
        for place, character in enumerate(content):
            if character.isspace() or unscored[place]:
                continue
            right += annotated[place] & removed[place]
            extra += removed[place] > annotated[place]
            missed += annotated[place] > removed[place]
        mistakes += [
            f"kept {name} {row.quote[:60]!r}"
            for row in gold
            if row.reason != "metadata" and not any(removed[row.start : row.end])
        ]
        for item in extraction.removed:
            start, end = item.span
            if not any(annotated[start:end]) and content[start:end].strip():
                mistakes.append(f"lost {name} {content[start:end][:60]!r} {item.reason}")
    precision, recall, f1 = precision_recall_f1(right, extra, missed)
    return Score(
        "furniture",
        len(texts),
        {"f1_char": f1, "precision": precision, "recall": recall},
        mistakes=tuple(mistakes),
    )


def score_provenance(sources: list[SourceText], extractions: list[Extraction]) -> Score:
    """Score the rule that everything rests on: every span gives its text back, every character is accounted for."""
    items = wrong = lost = characters = 0
    mistakes = []
    for source, extraction in zip(sources, extractions, strict=True):
        for span, text in _located(extraction):
            items += 1
            if source.text[slice(*span)] != text:
                wrong += 1
                mistakes.append(f"{source.info.name} {text[:40]!r} is not at {span}")
        spans = [document.span for document in extraction.documents] + [item.span for item in extraction.removed]
        seen = _covered(len(source.text), spans)
        for place, character in enumerate(source.text):
            if not character.isspace():
                characters += 1
                lost += not seen[place]
    exact, accounted = 1 - share(wrong, items), 1 - share(lost, characters)
    return Score("provenance", items, {"exact": exact, "accounted": accounted}, mistakes=tuple(mistakes))


def _located(extraction: Extraction) -> list[tuple[Span, str]]:
    """Return span and text of every item that has both."""
    return [located for document in extraction.documents for located in _located_in(document)]


def _located_in(document: Document) -> list[tuple[Span, str]]:
    items: tuple[Measure | Target | DateExpression | Citation, ...] = (
        *document.measures,
        *document.targets,
        *document.dates,
        *document.citations,
    )
    return [(item.span, item.text) for item in items]


def _covered(length: int, spans: list[Span]) -> bytearray:
    """Return a byte a character: 1 where a span lies over it."""
    covered = bytearray(length)
    for start, end in spans:
        covered[start:end] = b"\1" * (end - start)
    return covered

"""Scoring dates, targets and headings: annotated rows against predicted items, paired by overlap."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from plantext.evaluation import matching
from plantext.evaluation.figures import Score, precision_recall_f1, share
from plantext.evaluation.gold import AnnotatedText, GoldDate, GoldDocument, GoldHeading, GoldTarget, Quote, rows
from plantext.evaluation.matching import overlap, plain, same_name
from plantext.model import Comparator, DateExpression, Extraction, Section, Span, Target

HEADING_START_SLACK = 3
"""A heading counts as found when it starts within this many characters of the annotated one."""

SAME_UNITS = {"百分点": "%", "㎡": "平方米", "m2": "平方米"}

# With one of these in the quote (不少于10节, 5人以上) only the annotated comparator is right; a bare level (达到95%) may be = or >=.
COMPARATOR_WORDS = re.compile(
    "以上|以下|以内|不少于|不低于|不超过|至少|大于|小于|超过|高于|低于|≥|≤|＞|＜|>|<|近|约|左右|多|余|控制|前"
)


@dataclass(slots=True)
class Counts:
    """What is counted while pairing: right, extra, missed, and how many of the right ones have each field right."""

    right: int = 0
    extra: int = 0
    missed: int = 0
    fields: dict[str, int] = field(default_factory=dict)
    mistakes: list[str] = field(default_factory=list)

    def note(self, name: str, is_right: bool) -> bool:
        """Count a field."""
        self.fields[name] = self.fields.get(name, 0) + is_right
        return is_right

    def rate(self, name: str, of: str | None = None) -> float:
        """Return how often a field was right among the pairs (or among those counted under another name)."""
        return share(self.fields.get(name, 0), self.right if of is None else self.fields.get(of, 0))

    def figures(self, main: str = "f1_span") -> dict[str, float]:
        """Return precision, recall and F1 of finding."""
        precision, recall, f1 = precision_recall_f1(self.right, self.extra, self.missed)
        return {main: f1, "precision": precision, "recall": recall}

    def strict_f1(self, right: int) -> float:
        """Return F1 where only ``right`` of the pairs count as right."""
        wrong = self.right - right
        return precision_recall_f1(right, self.extra + wrong, self.missed + wrong)[2]


Annotated = list[tuple[AnnotatedText, Extraction]]


def score_dates(texts: Annotated) -> Score:
    """Score date expressions: the span, then value, type and role of what was found."""
    counts, total = Counts(), 0
    for text, extraction in texts:
        name = text.text.name[:3]
        gold, predicted = rows(text.rows_file("dates"), GoldDate), _all_dates(extraction)
        documents = text.rows_file("documents")
        inside = [row.span for row in rows(documents, GoldDocument)] if documents.is_file() else None
        skipped = {  # what stands in furniture belongs to no document
            row for row in gold if row.ignore or not (inside is None or _starts_inside(row, inside))
        }
        found = matching.pair(gold, predicted, lambda row: row.span, lambda item: item.span)
        total += len(gold) - len(skipped)
        for row, item in found.pairs:
            if row in skipped:
                continue
            counts.right += 1
            counts.note("type", item.type == row.type)
            counts.note("role", item.role in (row.role, *row.accept_role))
            if not counts.note("value", item.value in (row.value, *row.accept)):
                counts.mistakes.append(f"value {name} {row.quote!r}: {item.value} for {row.value}")
        _count_unpaired(counts, name, found.missed, found.extra, skipped)
    figures = counts.figures() | {
        "f1_value": counts.strict_f1(counts.fields.get("value", 0)),
        "role_acc": counts.rate("role"),
        "type_acc": counts.rate("type"),
    }
    return Score("dates", total, figures, mistakes=tuple(counts.mistakes))


def score_targets(texts: Annotated) -> Score:
    """Score quantified statements: the span, then each field; strict where value, unit, comparator and indicator are right."""
    counts, total = Counts(), 0
    for text, extraction in texts:
        name = text.text.name[:3]
        gold, predicted = rows(text.rows_file("targets"), GoldTarget), _all_targets(extraction)
        skipped = {row for row in gold if row.ignore}
        found = matching.pair(gold, predicted, lambda row: row.span, lambda item: item.span)
        total += len(gold) - len(skipped)
        for row, item in found.pairs:
            if row not in skipped:
                counts.right += 1
                _compare_targets(counts, name, row, item)
        _count_unpaired(counts, name, found.missed, found.extra, skipped)
    figures = counts.figures() | {"f1_strict": counts.strict_f1(counts.fields.get("strict", 0))}
    figures |= {f"{key}_acc": counts.rate(key) for key in ("value", "unit", "comparator", "indicator", "kind")}
    figures |= {f"{key}_acc": counts.rate(key, f"{key}_annotated") for key in ("due", "scope")}
    return Score("targets", total, figures, mistakes=tuple(counts.mistakes))


def _compare_targets(counts: Counts, name: str, row: GoldTarget, item: Target) -> None:
    right = {
        "value": abs(item.value - row.value) < 1e-9,
        "unit": _same_unit(item.unit, row.unit),
        "comparator": item.comparator in _right_comparators(row),
        "indicator": same_name(item.indicator, row.indicator),
    }
    for key, is_right in right.items():
        counts.note(key, is_right)
    counts.note("kind", item.kind == row.kind)
    if row.due:
        counts.note("due_annotated", True)
        counts.note("due", (item.due or "")[:4] == row.due[:4])
    if row.scope:
        counts.note("scope_annotated", True)
        counts.note("scope", same_name(item.scope, row.scope))
    if not counts.note("strict", all(right.values())):
        wrong = ", ".join(key for key, is_right in right.items() if not is_right)
        given = f"{item.indicator} {item.comparator} {item.value:g} {item.unit}"
        wanted = f"{row.indicator} {row.comparator} {row.value:g} {row.unit}"
        counts.mistakes.append(f"field {name} {row.quote!r} ({wrong}): {given} for {wanted}")


def score_outline(texts: Annotated) -> Score:
    """Score headings: where they start, then number, level and title."""
    counts, total = Counts(), 0
    for text, extraction in texts:
        name = text.text.name[:3]
        gold = rows(text.rows_file("outline"), GoldHeading)
        predicted = [section for document in extraction.documents for section in document.sections]
        found = matching.pair(gold, predicted, lambda row: row.span, lambda section: section.heading_span)
        skipped = {row for row in gold if row.ignore}
        total += len(gold) - len(skipped)
        missed, extra = list(found.missed), list(found.extra)
        for row, section in found.pairs:
            if abs(row.start - section.heading_span[0]) > HEADING_START_SLACK:
                missed.append(row)
                extra.append(section)
                continue
            counts.right += 1
            _compare_headings(counts, name, row, section)
        _count_unpaired(counts, name, missed, extra, skipped)
    figures = counts.figures("f1") | {key: counts.rate(key) for key in ("number_acc", "level_acc")}
    figures["title_acc"] = counts.rate("title_acc", "titled")
    return Score("outline", total, figures, mistakes=tuple(counts.mistakes))


def _compare_headings(counts: Counts, name: str, row: GoldHeading, section: Section) -> None:
    value = section.number.value if section.number else None
    number_right = counts.note("number_acc", row.number_value is None or value == row.number_value)
    level_right = counts.note("level_acc", section.level == row.level)
    if row.title:
        counts.note("titled", True)
        counts.note("title_acc", plain(section.title) in (plain(row.title), plain(row.title_alt)))
    if not (number_right and level_right):
        counts.mistakes.append(
            f"field {name} {row.quote!r}: number {value} for {row.number_value}, level {section.level} for {row.level}"
        )


def _count_unpaired(
    counts: Counts,
    name: str,
    missed: Iterable[Quote],
    extra: Iterable[DateExpression | Target | Section],
    skipped: Iterable[Quote],
) -> None:
    """Count what was missed and what was too much; what lies over a skipped row is neither."""
    left_out = set(skipped)
    for row in missed:
        if row not in left_out:
            counts.missed += 1
            counts.mistakes.append(f"miss  {name} {row.quote!r}")
    passed_over = [row.span for row in left_out]
    for item in extra:
        span = item.heading_span if isinstance(item, Section) else item.span
        if not any(overlap(span, other) for other in passed_over):
            counts.extra += 1
            shown = f"{item.title} {item.number}" if isinstance(item, Section) else item.text
            counts.mistakes.append(f"extra {name} {shown!r}")


def _starts_inside(row: Quote, spans: Iterable[Span]) -> bool:
    return any(start <= row.start < end for start, end in spans)


def _all_dates(extraction: Extraction) -> list[DateExpression]:
    return [item for document in extraction.documents for item in document.dates]


def _all_targets(extraction: Extraction) -> list[Target]:
    return [item for document in extraction.documents for item in document.targets]


def _same_unit(one: str | None, other: str | None) -> bool:
    first, second = (SAME_UNITS.get(plain(unit), plain(unit)) for unit in (one, other))
    return first == second or bool(first and second and (first in second or second in first))


def _right_comparators(row: GoldTarget) -> set[Comparator]:
    right: set[Comparator] = {row.comparator, *row.accept_comparator}
    if not COMPARATOR_WORDS.search(row.quote) and right & {"=", ">="}:
        right |= {"=", ">="}
    if row.unit == "1:n":  # 师生比 1:19: fewer pupils a teacher is better, however one writes it
        right |= {"=", ">=", "<="}
    return right

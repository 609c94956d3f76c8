"""Targets: the quantified statements of a document, each with indicator, interval, scope, due date and kind."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from plantext.cleaning import CleanDocument
from plantext.extraction.items import DateMention, TargetMention
from plantext.extraction.quantities import Quantity, QuantityPatterns, find_quantities, quantity_patterns
from plantext.extraction.target_context import ContextReader
from plantext.extraction.target_fields import FieldReader
from plantext.extraction.target_filter import Filter
from plantext.extraction.target_phrases import PhraseReader, clause_starts
from plantext.extraction.target_tables import find_table_targets
from plantext.extraction.target_words import TargetPatterns, target_patterns
from plantext.lexicon import Lexicon
from plantext.model import Comparator, Span, TargetKind
from plantext.structure import Sentence, Structure

LEAD = re.compile(r"(?:至少|最少|起码|最多|至多|不超过|不少于|不低于|不得少于|不得超过)([^0-9,，。;；:：、\n]{1,12})$")
"""至少完成教研课题3个: the comparator stands in front of the deed."""

MOST_DEALT = 8
"""How many figures one 分别 deals out."""

LONGEST_WHOM = 8
"""A heading or a row's head that only says who is short."""

LEVELS = ("rate", "ratio", "index", "rank", "time", "measure", "score")


def find_targets(
    document: CleanDocument, structure: Structure, dates: Sequence[DateMention], lexicon: Lexicon
) -> tuple[TargetMention, ...]:
    """Find the quantified statements of a document, in text order.

    Args:
        document: the clean document.
        structure: its headings, tables and sentences.
        dates: its calendar expressions, in text order.
        lexicon: the words of ``units.yaml`` and ``targets.yaml``.
    """
    finder = _TargetFinder(document, structure, dates, quantity_patterns(lexicon), target_patterns(lexicon))
    tabular, spans = find_table_targets(document, structure, quantity_patterns(lexicon), target_patterns(lexicon))
    found = [*tabular, *finder.mentions(spans)]
    return tuple(sorted(found, key=lambda target: target.span))


class _TargetFinder:
    """Reads the figures of one document sentence by sentence."""

    def __init__(
        self,
        document: CleanDocument,
        structure: Structure,
        dates: Sequence[DateMention],
        quantities: QuantityPatterns,
        patterns: TargetPatterns,
    ) -> None:
        self.text = document.clean.text
        self.structure = structure
        self.dates = dates
        self.quantities = quantities
        self.patterns = patterns
        self.filter = Filter(self.text, dates, patterns)
        self.context = ContextReader(document, structure, dates, patterns)
        self.boundaries = clause_starts(self.text)

    def mentions(self, taken: Sequence[Span]) -> list[TargetMention]:
        """Return the targets of running text; ``taken`` are cells that the tables have read."""
        by_sentence: dict[int, list[Quantity]] = {}
        starts = [sentence.span[0] for sentence in self.structure.sentences]
        taken_starts = [span[0] for span in taken]
        previous: Quantity | None = None
        for quantity in find_quantities(self.text, self.quantities):
            cell = bisect_right(taken_starts, quantity.span[0]) - 1
            if cell >= 0 and quantity.span[0] < taken[cell][1]:
                continue
            index = bisect_right(starts, quantity.span[0]) - 1
            if index < 0 or quantity.span[0] >= self.structure.sentences[index].span[1]:
                continue
            if self.filter.keeps(quantity, previous):
                previous = self._with_lead(quantity)
                by_sentence.setdefault(index, []).append(previous)
        return [target for index, found in by_sentence.items() for target in self._sentence(index, found)]

    def _with_lead(self, quantity: Quantity) -> Quantity:
        """Take in a comparator that stands further in front: 至少|完成教研课题3个."""
        if quantity.comparator is not None:
            return quantity
        start = quantity.span[0]
        lead = LEAD.search(self.text, max(0, start - 18), start)
        if lead is None:
            return quantity
        word = self.text[lead.start() : lead.start(1)]
        sign = self.quantities.comparators.get(word, ">=")
        return replace(quantity, comparator=sign)

    def _sentence(self, index: int, found: list[Quantity]) -> list[TargetMention]:
        sentence = self.structure.sentences[index]
        spans = [date.span for date in self.context.dates_in(sentence.span)]
        label = self._label(sentence)
        ends = [quantity.span[0] for quantity in found[1:]] + [sentence.span[1]]
        found = [one for one, end in zip(found, ends, strict=True) if not self.filter.says_who(one, end)]
        phrases = PhraseReader(self.text, self.boundaries, sentence.span, spans, self.patterns)
        reader = FieldReader(phrases, label, in_table=sentence.table is not None, whom=self._whom(sentence))
        targets: list[TargetMention] = []
        kind: TargetKind | None = None
        for place, quantity in enumerate(found):
            following = found[place + 1].span[0] if place + 1 < len(found) else sentence.span[1]
            fields = reader.read(quantity, following, self._siblings(found, place))
            if not fields.indicator:
                continue
            clause = (self._clause_start(quantity.span[0]), quantity.span[1])
            kind = self.context.kind(quantity, sentence, clause, kind)
            targets.append(
                TargetMention(
                    span=quantity.span,
                    indicator=fields.indicator,
                    indicator_span=fields.indicator_span,
                    comparator=self._comparator(quantity, kind, fields.indicator),
                    value=quantity.value,
                    value_to=quantity.value_to,
                    unit=self._unit(quantity, fields.indicator),
                    scope=fields.scope,
                    due=self.context.due(quantity, sentence, kind),
                    kind=kind,
                    period=self.context.period(quantity, sentence),
                    sentence=index,
                )
            )
        return targets

    def _clause_start(self, position: int) -> int:
        index = bisect_right(self.boundaries, position) - 1
        return self.boundaries[index] if index >= 0 else 0

    def _siblings(self, found: list[Quantity], place: int) -> list[Quantity]:
        """The figures of one 分别: 语文、数学合格率分别为94.2%和91.6%."""
        first = last = place
        while first > max(0, place - MOST_DEALT) and self._joined(found[first - 1], found[first]):
            first -= 1
        while last + 1 < min(len(found), place + MOST_DEALT) and self._joined(found[last], found[last + 1]):
            last += 1
        before = self.text[max(0, found[first].span[0] - 12) : found[first].span[0]]
        return found[first : last + 1] if "分别" in before and last > first else []

    def _joined(self, one: Quantity, other: Quantity) -> bool:
        return self.text[one.span[1] : other.span[0]] in ("、", "和", "及", "与", "以及")

    def _label(self, sentence: Sentence) -> str | None:
        """What the sentence is about where it does not say so: the task of its row, the heading above."""
        if sentence.table is not None and sentence.row is not None:
            table = self.structure.tables[sentence.table]
            row = table.rows[sentence.row] if sentence.row < len(table.rows) else None
            for role, cell in zip(table.roles, row.cells if row else (), strict=False):
                if role in ("task", "indicator") and cell[1] > cell[0]:
                    return self.text[slice(*cell)].strip()
        if (in_front := self._cell_in_front(sentence.span[0])) is not None:
            return in_front
        if sentence.section is not None:
            return self.structure.headings[sentence.section].title
        return None

    def _whom(self, sentence: Sentence) -> str | None:
        """Who or what a row's head or a heading above narrows the figures to: 大班<TAB>…, (二)七年级."""
        if sentence.table is not None and sentence.row is not None:
            table = self.structure.tables[sentence.table]
            row = table.rows[sentence.row] if sentence.row < len(table.rows) else None
            for role, cell in zip(table.roles, row.cells if row else (), strict=False):
                printed = self.text[slice(*cell)].strip()
                heads = role not in ("actor", "due", "month", "number") and cell[1] <= sentence.span[0]
                if heads and len(printed) <= LONGEST_WHOM and self.patterns.narrow.match(printed):
                    return printed
        section = sentence.section
        while section is not None:
            heading = self.structure.headings[section]
            title = (heading.title or "").strip()
            if 2 <= len(title) <= LONGEST_WHOM and self.patterns.narrow.match(title):
                return title
            section = heading.parent
        return None

    def _cell_in_front(self, start: int) -> str | None:
        """教研活动<TAB>42次: a list of figures without a head, named by the cell in front."""
        if self.text[start - 1 : start] != "\t":
            return None
        line = self.text[self.text.rfind("\n", 0, start) + 1 : start - 1]
        named = (cell.strip() for cell in reversed(line.split("\t")))
        return next((cell for cell in named if cell and not re.search("[0-9]", cell)), None)

    def _comparator(self, quantity: Quantity, kind: TargetKind, indicator: str) -> Comparator:
        """The words' comparator; a bare level to be reached is at least that, a count is exactly that."""
        if quantity.comparator is not None:
            return quantity.comparator
        if kind == "baseline":
            return "="
        # 近视率下降2个百分点 is a change: the more, the better, whatever the indicator
        lower = bool(self.patterns.lower.search(indicator)) and not quantity.unit.endswith("百分点")
        if quantity.verb is not None:
            return "<=" if lower and quantity.verb == ">=" else quantity.verb
        if quantity.kind in LEVELS:
            return "<=" if lower else ">="
        return "="

    @staticmethod
    def _unit(quantity: Quantity, indicator: str) -> str:
        """辍学率为零 is a share."""
        return "%" if quantity.kind == "zero" and indicator.endswith("率") else quantity.unit.strip()

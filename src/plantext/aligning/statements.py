"""A document as statements: the clause groups that may be evidence, each with the fields a judgement needs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from plantext.aligning.rules import HeadingWords, rules
from plantext.aligning.scopes import Scope, scope_reader
from plantext.extraction.cues import cue_finder
from plantext.lexicon import Lexicon
from plantext.model import DateExpression, Force, Measure, Span, Target, Where
from plantext.normalising import labeller
from plantext.pipeline import ReadDocument, ReadFile
from plantext.structure import Sentence

Standing = Literal["body", "intention", "problem"]
"""Where a passage stands: among what is done or planned, under 下一步打算, or under 存在的问题."""

LONGEST_EVIDENCE = 300
SHORTEST_CONTENT = 4
"""A statement with fewer characters besides its dates says nothing: a signature's date line, a lead-in ``干活。``."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A clause group, a table cell or a table row.

    Attributes:
        span, text: in the source text, to the letter.
        clean: its clean text on one line.
        headings: titles of the headings above it, nearest first.
        measure: the measure that it is, where it is one.
        section: id of the section it stands in.
        force, themes, due: of the measure, or of the table row.
        targets, dates: the figures and calendar expressions inside it.
        scope: who it speaks of.
        cues: what its cue words say (bits of `plantext.extraction.cues.Cue`).
        standing: whether it tells what is done, meant or missing.
        row: True for a whole table row (指标 / 目标 / 完成).
        achieved: of a table row, the figures in a column such as 完成 or 实际; empty where no column says so.
        month: EDTF month of the calendar row or paragraph it stands in.
        place: its order in the document.
    """

    span: Span
    text: str
    clean: str
    headings: tuple[str, ...]
    measure: Measure | None
    section: str | None
    force: Force
    themes: tuple[str, ...]
    due: str | None
    targets: tuple[Target, ...]
    dates: tuple[DateExpression, ...]
    scope: Scope
    cues: int
    standing: Standing
    row: bool
    achieved: tuple[Target, ...]
    month: str | None
    where: Where | None
    place: int

    @property
    def only_tells(self) -> bool:
        """True where all figures tell how things stand: ``上学年末近视率34.6%`` in a plan."""
        return bool(self.targets) and all(target.kind == "baseline" for target in self.targets)

    @property
    def promised_row(self) -> bool:
        """True for a row of an indicator table that says what is to be reached."""
        return self.row and any(target.kind == "target" for target in self.targets)


def statements(file: ReadFile, lexicon: Lexicon) -> list[Statement]:
    """Return the statements of all documents of a file that are no copies of earlier ones, in order."""
    found: list[Statement] = []
    for read in file.documents:
        if read.document.duplicate_of is None:
            found += _Cutter(file.source.text, read, lexicon, len(found)).statements()
    return found


class _Cutter:
    def __init__(self, source_text: str, read: ReadDocument, lexicon: Lexicon, first: int) -> None:
        self.source_text = source_text
        self.read = read
        self.clean = read.clean.clean
        self.scopes = scope_reader(lexicon)
        self.cues = cue_finder(lexicon).scan(self.clean.text)
        self.heading_words = rules(lexicon).headings
        self.achieved_titles = rules(lexicon).achieved_columns
        self.labels = labeller(lexicon)
        self.place = first
        document = read.document
        self.measures = {
            mention.span: measure for mention, measure in zip(read.items.measures, document.measures, strict=True)
        }
        self.measures_of: dict[int, list[Span]] = {}
        for mention in read.items.measures:
            self.measures_of.setdefault(mention.sentence, []).append(mention.span)
        self.target_starts = [mention.span[0] for mention in read.items.targets]
        self.date_starts = [mention.span[0] for mention in read.items.dates]

    def statements(self) -> Iterator[Statement]:
        """Give the statements that say something, in order."""
        return (statement for statement in self._all() if _content(statement) >= SHORTEST_CONTENT)

    def _all(self) -> Iterator[Statement]:
        # a row whose words are measures is told by them, not again as a row
        rows_done = {
            (sentence.table, sentence.row)
            for index, sentence in enumerate(self.read.structure.sentences)
            if index in self.measures_of and sentence.table is not None and sentence.row is not None
        }
        for index, sentence in enumerate(self.read.structure.sentences):
            if sentence.table is not None and sentence.row is not None:
                key = (sentence.table, sentence.row)
                if self.read.structure.tables[sentence.table].kind in ("indicators", "other") and key not in rows_done:
                    rows_done.add(key)
                    yield self._statement(self._row_span(sentence), sentence, row=True)
                for span in self.measures_of.get(index, []):
                    yield self._statement(span, sentence)
            elif not sentence.heading or index in self.measures_of:
                for span in self._pieces(index, sentence):
                    yield self._statement(span, sentence)

    def _row_span(self, sentence: Sentence) -> Span:
        """Return the span of a sentence's table row, without the cell that only numbers it."""
        block = self.read.clean.blocks[sentence.block]
        if sentence.table is None or sentence.row is None:
            return block.span
        table = self.read.structure.tables[sentence.table]
        cells = zip(table.roles, table.rows[sentence.row].cells, strict=False)
        starts = [cell[0] for role, cell in cells if role != "number" and block.span[0] <= cell[0] < cell[1]]
        return (min(starts), block.span[1]) if starts else block.span

    def _pieces(self, index: int, sentence: Sentence) -> Iterator[Span]:
        """Give the measures of a sentence and the clauses between them."""
        taken = sorted(self.measures_of.get(index, []))
        loose: list[Span] = []
        for clause in sentence.clauses:
            owner = next((span for span in taken if span[0] <= clause[0] and clause[1] <= span[1]), None)
            if owner is None:
                loose.append(clause)
                continue
            if loose:
                yield loose[0][0], loose[-1][1]
                loose = []
            if clause[0] == owner[0]:
                yield owner
        if loose:
            yield loose[0][0], loose[-1][1]

    def _statement(self, span: Span, sentence: Sentence, *, row: bool = False) -> Statement:
        start, end = self.clean.source_span(span)
        document = self.read.document
        headings = self._headings(sentence.section)
        clean = self.clean.text[slice(*span)].replace("\n", " ")
        first, last = bisect_left(self.target_starts, span[0]), bisect_left(self.target_starts, span[1])
        first_date, last_date = bisect_left(self.date_starts, span[0]), bisect_left(self.date_starts, span[1])
        self.place += 1
        measure = self.measures.get(span)
        targets = document.targets[first:last]
        return Statement(
            span=(start, end),
            text=self.source_text[start:end],
            clean=clean,
            headings=headings,
            measure=measure,
            section=None if sentence.section is None else document.sections[sentence.section].id,
            force=measure.force if measure else "must",
            themes=measure.themes if measure else self._themes(clean, headings, row=row),
            due=measure.due if measure else next((t.due for t in reversed(targets) if t.due and row), None),
            targets=targets,
            dates=document.dates[first_date:last_date],
            scope=self.scopes.read(clean, _actors(measure, targets)),
            cues=self.cues.kinds(span),
            standing=_standing(headings, self.heading_words),
            row=row,
            achieved=self._achieved(sentence, first, last) if row else (),
            month=self._month(sentence),
            where=self.read.clean.blocks[sentence.block].where,
            place=self.place,
        )

    def _themes(self, clean: str, headings: tuple[str, ...], *, row: bool) -> tuple[str, ...]:
        """Label a table row; other statements that are no measures need no label."""
        return tuple(label.id for label in self.labels.label(clean, headings).themes) if row else ()

    def _achieved(self, sentence: Sentence, first: int, last: int) -> tuple[Target, ...]:
        """Return the figures of a row that stand under 完成 or 实际, else those of the second column with figures."""
        if sentence.table is None or sentence.row is None:
            return ()
        table = self.read.structure.tables[sentence.table]
        cells = table.rows[sentence.row].cells
        figures = [
            self.read.document.targets[first:last][low - first : high - first]
            for cell in cells
            for low, high in [(bisect_left(self.target_starts, cell[0]), bisect_left(self.target_starts, cell[1]))]
        ]
        titles = [self.clean.text[slice(*span)] for span in table.header or table.rows[0].cells]
        named = [
            figure
            for title, found in zip(titles, figures, strict=False)
            if any(word in title for word in self.achieved_titles)
            for figure in found
        ]
        filled = [found for found in figures if found]
        return tuple(named) or (filled[1] if len(filled) > 1 else ())

    def _headings(self, section: int | None) -> tuple[str, ...]:
        titles: list[str] = []
        while section is not None:
            heading = self.read.structure.headings[section]
            if heading.title:
                titles.append(heading.title)
            section = heading.parent
        return tuple(titles)

    def _month(self, sentence: Sentence) -> str | None:
        """Return the month of the calendar row that a cell stands in."""
        if sentence.table is None or sentence.row is None:
            return None
        table = self.read.structure.tables[sentence.table]
        for role, span in zip(table.roles, table.rows[sentence.row].cells, strict=False):
            if role == "month":
                index = bisect_left(self.date_starts, span[0])
                if index < len(self.date_starts) and self.date_starts[index] < span[1]:
                    return self.read.document.dates[index].value
        return None


def _actors(measure: Measure | None, targets: tuple[Target, ...]) -> tuple[str, ...]:
    """Return who acts: the measure's actors, else who its figures are for."""
    if measure is not None and measure.actors:
        return measure.actors
    return tuple(target.scope for target in targets if target.scope)


def _content(statement: Statement) -> int:
    """Return how many letters and figures a statement has besides its dates."""
    length = sum(character.isalnum() for character in statement.clean)
    return length - sum(character.isalnum() for date in statement.dates for character in date.text)


def _standing(headings: tuple[str, ...], words: HeadingWords) -> Standing:
    for title in headings:
        if any(word in title for word in words.intention):
            return "intention"
        if any(word in title for word in words.problem):
            return "problem"
    return "body"


def says(statement: Statement, cue: int) -> bool:
    """Tell whether one of the passage's words is of a kind (a bit of `Cue`)."""
    return bool(statement.cues & cue)

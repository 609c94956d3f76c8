"""Measures: one tickable thing each, with force, actors, deadline and frequency.

Where things to do stand differs by document: a directive asks with verbs and modal words, a plan also tells
(``班主任利用周末走访学生家庭``), a summary reports. Background, praise, problems, pointers and slogans are no measures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plantext.cleaning import CleanDocument
from plantext.extraction.clause_groups import Clause, Grouper
from plantext.extraction.cues import MODAL, Cue, CueHits, cue_finder
from plantext.extraction.items import DateMention, MeasureMention, TargetMention
from plantext.extraction.measure_fields import MeasureFields
from plantext.lexicon import Lexicon
from plantext.model import DocType, Force, Span
from plantext.structure import Sentence, Structure, Table

SHORTEST_MEASURE = 4
SHORTEST_TOLD = 8
VERB_REACH = 6
STOPS = tuple("。;；,，!?！？")
LONGEST_LEAD_IN = 14
LONGEST_LIST = 20
"""So many lines above an item the sentence that opens its list is looked for."""

TELLING = ("plan", "other")
REPORTING = ("summary", "report")
# a line of its own that ends like a sentence is no mere heading: 1.放学时排好路队。
_STOPPED_LINE = re.compile(r"[。;；]\s*(?:\n|$)")
_RESPONSIBLE = re.compile(
    r"[(（](?:责任人|责任部门|责任单位|责任处室|牵头单位|牵头部门|负责人|责任岗位)[:：]([^()（）]{2,60})[)）]"
)
_SEPARATORS = re.compile(r"[、,，;；/\s]+")


def find_measures(
    document: CleanDocument,
    structure: Structure,
    targets: Sequence[TargetMention],
    dates: Sequence[DateMention],
    lexicon: Lexicon,
) -> tuple[MeasureMention, ...]:
    """Find the measures of a document in order.

    Args:
        document: the clean document; its type decides what counts as a measure.
        structure: its sentences, tables and headings.
        targets: the figures found in it, in order.
        dates: the calendar expressions found in it, in order.
        lexicon: cue words and actors.
    """
    return tuple(_MeasureFinder(document, structure, targets, dates, lexicon).measures())


class _MeasureFinder:
    def __init__(
        self,
        document: CleanDocument,
        structure: Structure,
        targets: Sequence[TargetMention],
        dates: Sequence[DateMention],
        lexicon: Lexicon,
    ) -> None:
        self.text = document.clean.text
        self.doc_type: DocType = document.doc_type
        self.structure = structure
        self.targets = targets
        self.dates = dates
        self.cues: CueHits = cue_finder(lexicon).scan(self.text)
        self.fields = MeasureFields(self.text, self.cues, targets, dates)
        self.grouper = Grouper(
            self.text,
            self.cues,
            [target.span for target in targets],
            [date.span for date in dates if date.type == "SET"],
        )
        self.mute = self._mute_sections()
        self.responsible = self._responsible_sections()
        self.leaves = self._leaf_headings()
        self.telling_columns = {
            number: column
            for number, table in enumerate(structure.tables)
            if (column := self._telling_column(table)) is not None
        }

    def measures(self) -> Iterator[MeasureMention]:
        """Give the measures sentence by sentence."""
        for index, sentence in enumerate(self.structure.sentences):
            if sentence.table is not None:
                if not sentence.heading:
                    yield from self._cell(index, sentence, self.structure.tables[sentence.table])
            elif sentence.heading:
                if sentence.section in self.leaves:
                    yield from self._prose(index, sentence)
            elif sentence.section not in self.mute and not self._is_lead_in(index, sentence):
                yield from self._prose(index, sentence)

    def _telling_column(self, table: Table) -> int | None:
        """Return the column of a table that says what to do.

        It is the one headed 要求 or 措施, else 任务; in a table whose head says nothing known, the wordiest one. Indicator
        tables have none, nor have a summary's tables.
        """
        wanted = {"task_list": ("requirement", "task"), "calendar": ("task", "requirement")}.get(table.kind, ())
        for role in wanted:
            if role in table.roles:
                return table.roles.index(role)
        if table.kind != "other" or self.doc_type in REPORTING or not table.rows:
            return None
        lengths = [
            (sum(row.cells[column][1] - row.cells[column][0] for row in table.rows if column < len(row.cells)), -column)
            for column, role in enumerate(table.roles)
            if role not in ("number", "actor", "due", "month")
        ]
        wordiest, column = max(lengths, default=(0, 0))
        return -column if wordiest >= SHORTEST_TOLD * len(table.rows) else None

    # --- where measures may stand -----------------------------------------------------------------

    def _mute_sections(self) -> set[int]:
        """Return the sections under headings such as 指导思想 or 学校现状, with everything below them."""
        mute: set[int] = set()
        for index, heading in enumerate(self.structure.headings):
            title = heading.title or ""
            start = heading.span[1] - len(title)
            named = sum(
                end - begin
                for begin, end, kind in self.cues.inside((start, heading.span[1]))
                if kind & Cue.BACKGROUND_HEADING
            )
            # 指导思想和总体目标 announces goals too: only a heading that is mostly such words is mute
            if (title and named * 2 > len(title)) or heading.parent in mute:
                mute.add(index)
        return mute

    def _responsible_sections(self) -> dict[int, tuple[str, ...]]:
        """Read who is named in a heading: ``(一)立德为先(责任人:德育副校长、德育主任)``."""
        found: dict[int, tuple[str, ...]] = {}
        for index, heading in enumerate(self.structure.headings):
            line_end = self.text.find("\n", heading.span[0])
            line = self.text[heading.span[0] : len(self.text) if line_end < 0 else line_end]
            if named := _RESPONSIBLE.search(line):
                found[index] = tuple(part for part in _SEPARATORS.split(named.group(1)) if part)
            elif heading.parent in found:
                found[index] = found[heading.parent]
        return found

    def _leaf_headings(self) -> set[int | None]:
        """Return the sections that are nothing but their heading: a line ``1. 制定教学改革计划,明确目标。`` is the measure."""
        filled = {sentence.section for sentence in self.structure.sentences if not sentence.heading}
        parents = {heading.parent for heading in self.structure.headings}
        leaves: set[int | None] = {
            index
            for index, heading in enumerate(self.structure.headings)
            if heading.number is not None
            and index not in parents
            and (index not in filled or _STOPPED_LINE.match(self.text, heading.span[1]))
        }
        return leaves - self.mute

    def _is_lead_in(self, index: int, sentence: Sentence) -> bool:
        """Tell whether a sentence only names what its paragraph is about: ``学生食堂。原料定点采购…``.

        Where no number stands before it, the outline does not take it for a heading.
        """
        if sentence.span[1] - sentence.span[0] > LONGEST_LEAD_IN or len(sentence.clauses) > 1:
            return False
        sentences = self.structure.sentences
        first = index == 0 or sentences[index - 1].block != sentence.block or sentences[index - 1].heading
        goes_on = index + 1 < len(sentences) and sentences[index + 1].block == sentence.block
        modal = self.cues.kinds(sentence.span) & (Cue.MUST | Cue.MUST_NOT | Cue.SHOULD | Cue.MAY)
        return first and goes_on and not modal and not self.fields.targets_in(sentence.span)

    def _list_force(self, sentence: Sentence) -> Force | None:
        """Return ``must_not`` for an item of a list that a sentence such as ``不得有下列行为:`` opens."""
        line_end = self.text.rfind("\n", 0, sentence.span[0])
        for _ in range(LONGEST_LIST):
            if line_end <= 0:
                return None
            line_start = self.text.rfind("\n", 0, line_end) + 1
            if self.text[line_end - 1] in ":：":
                opened = self.cues.kinds((line_start, line_end)) & Cue.FORBIDDEN_LIST
                return "must_not" if opened else None
            if self.text[line_end - 1] not in ";；,，、":
                return None
            line_end = line_start - 1
        return None

    # --- prose ------------------------------------------------------------------------------------

    def _prose(self, index: int, sentence: Sentence) -> Iterator[MeasureMention]:
        listed = self._list_force(sentence)
        for group in self.grouper.groups(sentence):
            span = (group[0].span[0], group[-1].span[1])
            if listed or self._is_measure(group, span, sentence):
                yield self._mention(index, sentence, group, span, listed)

    def _is_measure(self, group: tuple[Clause, ...], span: Span, sentence: Sentence) -> bool:
        if span[1] - span[0] < SHORTEST_MEASURE or all(clause.leads for clause in group):
            return False
        kinds = self.cues.kinds(span)
        figure = any(self.targets[target].kind == "target" for target in self.fields.targets_in(span))
        chain = any(clause.chain for clause in group)
        asked = figure or chain or any(clause.forbids for clause in group)
        if kinds & Cue.FORBIDDEN_LIST or (kinds & Cue.POINTER and not figure):
            return False
        if self.doc_type in REPORTING:
            return bool(asked or kinds & Cue.DONE or self.fields.targets_in(span))
        told = _is_told(self.text, span)
        orders = chain or any(self._orders(clause) for clause in group)
        if (kinds & Cue.BACKGROUND or told) and not ((figure and kinds & MODAL) or (orders and not told)):
            return False
        if kinds & Cue.EXHORTATION and not figure:
            return False
        if asked or orders:
            return True
        if kinds & MODAL and not _EXPLAINS.search(self.text, *span):
            return True
        return self.doc_type in TELLING and self._tells_practice(group, span, sentence)

    def _orders(self, clause: Clause) -> bool:
        """Tell whether a clause orders without a modal word: a verb at its start, or behind who, when or for whom.

        ``坚持每日晨检和午检``, ``对四至六年级学生开展筛查``, ``每学年举办1次校园艺术节``.
        """
        start, end = clause.span
        for verb in (start, self.grouper.skip(start, end, Cue.ADVERB)):
            longest = self.cues.longest_at(verb, end, Cue.IMPERATIVE)
            if longest is not None and longest - verb > 1:
                return True
        introduced = (
            clause.actor
            or clause.recurs
            or bool(self.fields.dates_in(clause.span))
            or (self.cues.longest_at(start, end, Cue.LEAD) is not None)
        )
        return (
            introduced
            and any(
                kind & Cue.CHAIN and after - hit > 1 and after < end
                for hit, after, kind in self.cues.inside(clause.span)
            )
        ) or any(  # 分年级制定家务劳动清单
            kind & Cue.CHAIN and after - hit > 1 and after < end
            for hit, after, kind in self.cues.inside((start, min(end, start + VERB_REACH)))
        )

    def _tells_practice(self, group: tuple[Clause, ...], span: Span, sentence: Sentence) -> bool:
        """Tell whether a plan tells what it will do without asking: ``放学排路队,住得远的由老师送到岔路口``.

        Under a heading such telling is a promise, before the first one and in the closing words it is not.
        """
        if self.fields.dates_in(span) or any(clause.actor or clause.recurs for clause in group):
            return bool(self.fields.content(span))
        # a signature or a name has no stop behind it: 园长:沈若槿
        stopped = self.text[span[1] : span[1] + 1] in STOPS
        if sentence.section is None or not stopped or _EXPLAINS.search(self.text, *span):
            return False
        return span[1] - span[0] >= SHORTEST_TOLD or any(self._begins_with_verb(clause.span) for clause in group)

    def _begins_with_verb(self, span: Span) -> bool:
        verb = self.grouper.skip(*span, Cue.ADVERB)
        return self.cues.longest_at(verb, span[1], Cue.IMPERATIVE) is not None

    # --- tables -----------------------------------------------------------------------------------

    def _cell(self, index: int, sentence: Sentence, table: Table) -> Iterator[MeasureMention]:
        """Read a table cell that says what to do; actors and deadlines come from the row's other cells."""
        if sentence.row is None or sentence.column is None or sentence.column >= len(table.roles):
            return
        if sentence.column == self.telling_columns.get(sentence.table if sentence.table is not None else -1):
            for group in _cell_groups(self.text, sentence):
                if group[1] - group[0] >= SHORTEST_MEASURE - 1:
                    yield self._row_mention(index, table, sentence.row, group)

    def _row_mention(self, index: int, table: Table, row: int, span: Span) -> MeasureMention:
        cells = dict(zip(table.roles, table.rows[row].cells, strict=False))
        actors = (
            tuple(part for part in _SEPARATORS.split(self.text[slice(*cells["actor"])]) if part)
            if "actor" in cells
            else ()
        )
        due = next(
            (
                self.dates[date].value
                for role in ("due", "month")
                if role in cells
                for date in self.fields.dates_in(cells[role])
            ),
            None,
        )
        own = self.fields.dates_in(span)
        return MeasureMention(
            span=span,
            force=self.fields.force((span,), span),
            actors=actors,
            due=self.fields.due(own) or due,
            frequency=self.fields.frequency(span),
            targets=self.fields.targets_in(span),
            dates=own,
            sentence=index,
        )

    def _mention(
        self, index: int, sentence: Sentence, group: tuple[Clause, ...], span: Span, listed: Force | None
    ) -> MeasureMention:
        heads = tuple(clause.span for clause in group if clause.head) or (span,)
        dates = self.fields.dates_in(span)
        actors = self.fields.actors(group, span)
        if not actors and sentence.section is not None:
            actors = self.responsible.get(sentence.section, ())
        return MeasureMention(
            span=span,
            force=listed or self.fields.force(heads, span),
            actors=actors,
            due=self.fields.due(dates),
            frequency=self.fields.frequency(span),
            targets=self.fields.targets_in(span),
            dates=dates,
            sentence=index,
        )


# what explains, praises or argues instead of asking: 数字资源是…的重要助力, 一锄有一锄的收成
_EXPLAINS = re.compile(
    r"(?:^|[^不但只还正就又总要都])是(?!否)|就是|不是|意味着|来自|好比|如同|像(?!样)|何况|毕竟|难免|其实|因为|所以|否则|有利于|有助于|离不开|取决于"
)
_TOLD = re.compile(
    r"[^为除罢]了(?=[,，。;；\n]|$)|[一-鿿](?:出台|印发|建成|下达|召开|取得|形成|改编|编成)了|了(?:《|一批|明显|很大|长足|新的|两个|三个|许多|不少)|(?:已|已经)[一-鿿]|以来|下来以后|取得了|有了|仍|依然|还有|存在着|上学[年期]"
)


def _is_told(text: str, span: Span) -> bool:
    """Tell whether a clause group reports instead of asking: ``推动了…, 取得了…``."""
    return bool(_TOLD.search(text, *span))


def _cell_groups(text: str, sentence: Sentence) -> Iterator[Span]:
    """Cut a cell at semicolons and full stops: ``消防疏散演练;第一次教案检查``."""
    start, end = sentence.span
    begin = start
    for offset in range(start, end):
        if text[offset] in ";；。\n":
            if text[begin:offset].strip():
                yield begin, offset
            begin = offset + 1
    if text[begin:end].strip():
        yield begin, end

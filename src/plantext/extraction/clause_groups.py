"""Cutting a sentence into the clause groups that a reviewer would tick off one by one.

``校级领导每学期听评课不少于20节，专任教师每学期听评课不少于15节`` is two; ``对校舍、消防等重点部位，每周至少排查1次隐患，并逐项建立台账``
is one: the first clause leads in, the last one leans on the middle one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from plantext.extraction.cues import ACTOR, Cue, CueHits
from plantext.model import Span
from plantext.structure import Sentence

FORBIDDING_REACH = 10
"""A prohibition rules a clause when it stands within so many characters of its start: ``小学一、二年级不得布置…``."""

SHORTEST_CONTENT = 3
"""A clause with a figure that says no more than this besides goes on about the one before it: 每天不少于2小时."""

SHORTEST_PART = 6
"""Clauses shorter than this do not stand alone: ``改进方法``."""

BEFORE_ACTOR = (
    "",
    "各",
    "每位",
    "每名",
    "全体",
    "各位",
    "每个",
    "全校",
    "每",
    "全县",
    "全园",
    "我校",
    "要求",
    "请",
    "由",
)
"""What may stand between the start of a clause and who acts in it: ``每位教师``."""


@dataclass(frozen=True, slots=True)
class Clause:
    """What one clause is made of, as far as grouping needs it.

    Attributes:
        span: the clause.
        after_semicolon: a semicolon or full stop stands before it.
        leads: an introductory clause (``结合学校实际``): it belongs to what follows.
        trails: it leans on what stands before it (``并逐项建立台账``).
        chain: it begins with a verb that makes a thing to do of its own (``开展…``).
        actor: it begins with who acts (``班主任``).
        figure: it holds a target; ``rate`` where that is a share of something named before (``参与率达到90%``).
        recurs: it says how often.
        forbids: it is a prohibition.
        obliges: it holds a word such as 要, 须, 必须.
        content: how many characters it has besides figures and times: 每天不少于2小时 has none.
    """

    span: Span
    after_semicolon: bool
    leads: bool
    trails: bool
    chain: bool
    actor: bool
    figure: bool
    rate: bool
    recurs: bool
    forbids: bool
    obliges: bool
    content: int

    @property
    def head(self) -> bool:
        """True where the clause can stand as a thing to do."""
        return not self.leads


class Grouper:
    """Groups the clauses of one document's sentences.

    Args:
        text: the clean text.
        cues: the cue words found in it.
        figures: spans of its targets.
        recurrences: spans of its recurring dates.
    """

    def __init__(self, text: str, cues: CueHits, figures: list[Span], recurrences: list[Span]) -> None:
        self.text = text
        self.cues = cues
        self.taken = sorted(figures + recurrences)
        self.taken_starts = [start for start, _ in self.taken]
        self.figures = sorted(start for start, _ in figures)
        self.recurrences = sorted(start for start, _ in recurrences)

    def occupied(self, span: Span) -> int:
        """Return how many characters of a span are figures and times."""
        first, last = bisect_left(self.taken_starts, span[0]), bisect_left(self.taken_starts, span[1])
        return sum(end - start for start, end in self.taken[first:last])

    def groups(self, sentence: Sentence) -> Iterator[tuple[Clause, ...]]:
        """Give the clause groups of a sentence in order."""
        group, pending = _Group(), _Group()  # pending: introductory clauses whose owner is not known yet
        for clause in self._clauses(sentence):
            if clause.after_semicolon or group.ends_before(clause):
                if clause.after_semicolon:
                    group.take(pending)
                    pending = _Group()
                if group.clauses:
                    yield tuple(group.clauses)
                group, pending = pending, _Group()
                group.add(clause)
            elif clause.leads and group.head:
                pending.add(clause)
            else:
                group.take(pending)
                group.add(clause)
                pending = _Group()
        group.take(pending)
        if group.clauses:
            yield tuple(group.clauses)

    def _clauses(self, sentence: Sentence) -> Iterator[Clause]:
        before = sentence.span[0]
        for span in sentence.clauses:
            gap = self.text[before : span[0]]
            yield self._clause(span, ";" in gap or "；" in gap)
            before = span[1]

    def _clause(self, span: Span, after_semicolon: bool) -> Clause:
        start, end = span
        hits = self.cues.inside(span)
        kinds = 0
        for _, _, kind in hits:
            kinds |= kind
        # 加快 is an adverb in 加快推进…, the verb itself in 加快…步伐
        verbs = (start, self.skip(start, end, Cue.ADVERB))
        chain = any(self.cues.longest_at(verb, end, Cue.CHAIN) is not None for verb in verbs)
        actor = bool(kinds & ACTOR) and self.begins_with_actor(span)
        figure = _any_inside(self.figures, span)
        forbids = bool(kinds & Cue.MUST_NOT) and any(
            kind & Cue.MUST_NOT and hit - start <= FORBIDDING_REACH for hit, _, kind in hits
        )
        obliges = bool(kinds & (Cue.MUST | Cue.MAY))
        lead = self.cues.longest_at(start, end, Cue.LEAD)
        # 集体外出确需用车的, leads in like 对…, 为…
        leads = (
            (lead is not None or self.text[end - 1] == "的")
            and not (figure or forbids or chain)
            and not any(kind & Cue.CHAIN and hit > (lead or end) for hit, _, kind in hits)
        )
        return Clause(
            span=span,
            after_semicolon=after_semicolon,
            leads=leads,
            trails=self.cues.longest_at(start, end, Cue.TRAIL) is not None,
            chain=chain,
            actor=actor,
            figure=figure,
            rate=figure and any(mark in self.text[start:end] for mark in ("率", "比例", "覆盖面", "达标")),
            recurs=_any_inside(self.recurrences, span),
            forbids=forbids,
            obliges=obliges,
            content=end - start - self.occupied(span),
        )

    def skip(self, start: int, end: int, kind: int) -> int:
        """Return the offset after the words of a kind that stand at ``start`` one after another."""
        while (after := self.cues.longest_at(start, end, kind)) is not None:
            start = after
        return start

    def begins_with_actor(self, span: Span) -> bool:
        """Tell whether a clause begins with who acts, after 每位, 各, 全体 or a name: ``语文、数学等四个教研组每两周…``."""
        start, end = span
        return any(
            kind & ACTOR and self.text[start:hit] in BEFORE_ACTOR
            for hit, _, kind in self.cues.inside((start, min(end, start + 8)))
        )


class _Group:
    """Clauses that stand together so far, with what they say taken together."""

    def __init__(self) -> None:
        self.clauses: list[Clause] = []
        self.head = self.figure = self.forbids = self.chain = False

    def add(self, clause: Clause) -> None:
        """Take a clause in."""
        self.clauses.append(clause)
        self.head |= clause.head
        self.figure |= clause.figure
        self.forbids |= clause.forbids
        self.chain |= clause.chain

    def take(self, other: _Group) -> None:
        """Take another group's clauses in."""
        for clause in other.clauses:
            self.add(clause)

    def ends_before(self, clause: Clause) -> bool:
        """Tell whether a clause begins a new thing to do beside this group."""
        if not self.head or (clause.trails and not (clause.figure and clause.actor)):
            return False
        if clause.forbids != self.forbids and (clause.forbids or clause.obliges or clause.chain):
            return True
        if clause.figure and self.figure:
            says_more = clause.recurs and clause.content >= SHORTEST_CONTENT
            return says_more or (clause.actor and not clause.rate) or clause.chain
        if clause.figure and clause.recurs and clause.actor:
            return True
        if clause.chain and clause.span[1] - clause.span[0] >= SHORTEST_PART:
            return self.chain or self.figure
        return clause.actor and clause.obliges


def _any_inside(starts: list[int], span: Span) -> bool:
    index = bisect_left(starts, span[0])
    return index < len(starts) and starts[index] < span[1]

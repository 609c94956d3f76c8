"""The fields of a measure: how strongly it is asked for, who acts, by when and how often."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from plantext.extraction.clause_groups import Clause
from plantext.extraction.cues import ACTOR, Cue, CueHits
from plantext.extraction.items import DateMention, TargetMention
from plantext.model import Force, Frequency, Per, Span

FORCE_REACH = 14
"""A modal word within so many characters of a group's first verb clause rules its force."""

ACTOR_REACH = 16
LONGEST_ACTOR_PREFIX = 6
"""How far from a clause's start who acts may stand: ``语文、数学等四个教研组`` is further off and is not cut out."""

SHOWN_PREFIXES = ("各", "每位", "每名", "全体", "各位", "每个", "全校", "每", "全县", "全园")
"""What is part of who acts: 每位教师, but not 由 in 由教研组长负责."""

RECURRENCE: dict[str, Per] = {"R/term": "term", "R/school-year": "school-year", "R/lesson": "lesson"}
PERIOD_LETTER: dict[str, Per] = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_ISO_RECURRENCE = re.compile(r"R/P(\d+)([YMWD])")
_LED_BY = re.compile(r"由([^,，。;；、由]{2,12}?)(?:牵头|负责|组织|主持|把关|统筹)")


class MeasureFields:
    """Reads the fields of clause groups of one document.

    Args:
        text: the clean text.
        cues: the cue words found in it.
        targets: the figures found in it, in order.
        dates: the calendar expressions found in it, in order.
    """

    def __init__(
        self, text: str, cues: CueHits, targets: Sequence[TargetMention], dates: Sequence[DateMention]
    ) -> None:
        self.text = text
        self.cues = cues
        self.targets = targets
        self.dates = dates
        self.target_starts = [target.span[0] for target in targets]
        self.date_starts = [date.span[0] for date in dates]

    def force(self, heads: tuple[Span, ...], span: Span) -> Force:
        """Return the force of the first clause that says one; a bare imperative is ``must``."""
        for start, end in heads:
            near = (start, min(end, start + FORCE_REACH))
            kinds = self.cues.kinds(near)
            if kinds & Cue.MUST_NOT:
                return "must_not"
            if kinds & Cue.MAY:
                return "may"
            if kinds & Cue.SHOULD:
                return "should"
            if self.text.startswith("积极", start):
                return "should"
        # 学生体质健康测试优良率力争达到50%以上
        return "should" if self.cues.kinds(span) & Cue.SHOULD and self.targets_in(span) else "must"

    def actors(self, group: Sequence[Clause], span: Span) -> tuple[str, ...]:
        """Return who acts: at the start of a clause, or after 由 and before 牵头."""
        found: dict[str, None] = {}
        for clause in group:
            if not clause.actor:
                continue
            start, end = clause.span
            for hit, hit_end, kind in self.cues.inside((start, min(end, start + ACTOR_REACH))):
                after = self.cues.longest_at(hit, end, ACTOR)
                if kind & ACTOR and hit_end == after and hit - start <= LONGEST_ACTOR_PREFIX:
                    found[self.text[start if self.text[start:hit] in SHOWN_PREFIXES else hit : hit_end]] = None
                    break
            break
        for named in _LED_BY.finditer(self.text, *span):
            if self.cues.kinds(named.span(1)) & ACTOR:
                found[named.group(1)] = None
        return tuple(found)

    def due(self, dates: tuple[int, ...]) -> str | None:
        """Return the last deadline among the dates, else a horizon."""
        for role in ("deadline", "horizon", "end"):
            values = [self.dates[date].value for date in dates if self.dates[date].role == role]
            if values:
                return values[-1]
        return None

    def frequency(self, span: Span) -> Frequency | None:
        """Return how often, with the count where a figure of times stands in the group."""
        for date in self.dates_in(span):
            mention = self.dates[date]
            if mention.type != "SET":
                continue
            if mention.value in RECURRENCE:
                per, every = RECURRENCE[mention.value], 1.0
            elif parts := _ISO_RECURRENCE.fullmatch(mention.value):
                per, every = PERIOD_LETTER[parts[2]], float(parts[1])
            else:
                continue
            counts = [self.targets[t].value for t in self.targets_in(span) if self.targets[t].period is not None]
            count = counts[0] / every if counts else (1 / every if every > 1 else None)
            return Frequency(per, count)
        return None

    def targets_in(self, span: Span) -> tuple[int, ...]:
        """Return the indexes of the figures inside a span."""
        return tuple(range(bisect_left(self.target_starts, span[0]), bisect_left(self.target_starts, span[1])))

    def dates_in(self, span: Span) -> tuple[int, ...]:
        """Return the indexes of the calendar expressions inside a span."""
        return tuple(range(bisect_left(self.date_starts, span[0]), bisect_right(self.date_starts, span[1] - 1)))

    def content(self, span: Span) -> str:
        """Return what a clause group says besides its dates: a signature's date line says nothing."""
        rest = self.text[slice(*span)]
        for date in self.dates_in(span):
            rest = rest.replace(self.text[slice(*self.dates[date].span)], "")
        return rest.strip(" ()（）,，:：")

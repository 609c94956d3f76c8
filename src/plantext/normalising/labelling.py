"""From the labels found in a text to its themes, stages and indicators."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from plantext.lexicon import Lexicon
from plantext.model import Label, LabelledLine, Span
from plantext.normalising.automaton import LabelAutomaton
from plantext.normalising.indicators import IndicatorNames
from plantext.normalising.shapes import LabelRule, Slogans

# ``1.``, ``(三)``, ``第一条``, ``①``, ``IL`` (an OCR-damaged 11.): the number before a heading or item.
NUMBERING = re.compile(
    r"[\s•·●◆■□★*—-]*(?:第?[一二三四五六七八九十百零〇\d]{1,4}[、.．,，。:：章节条项]|第[一二三四五六七八九十\d]+[章节条款]|"
    r"[(（][一二三四五六七八九十\d]{1,3}[)）][、.．]?|[①-⑳]|[\d.]{1,6}[ 、.．]?(?=[^\d%年月日])|[IL]{1,2}(?=[一-鿿]))*\s*"
)
SENTENCE_END = re.compile("[。:：;；!！?？]")
CLAUSE_END = re.compile("[,，。:：;；!！?？]")
CITED = re.compile("《[^》]{0,80}》")
MOST_SCORE = 50.0
"""Keeps the exponential of a text full of the same word finite."""
FIGURE = re.compile("[0-9０-９一二三四五六七八九十百千万两]")
FIGURE_REACH = 8
"""A name that counts nothing by itself (听课) is an indicator where a figure follows so near."""
ENDING_LENGTH = 110
"""Preambles are known by their last words (…特制定本方案如下:)."""
PAGE_LINE = 160
"""Longer lines are neither page furniture nor titles."""
SHORT_TITLE = 8
"""A document's title is at least so long; 工作总结 alone is a heading."""
LEAST_CUE = 0.5
"""From this weight on a word is shown as a cue of a theme."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Where a text's number ends, its run-in title or first clause ends, and whether the title stands before a body.

    ``3、打造高效课堂。推行…``: start 2, opening_end 8, titled True.
    """

    start: int
    opening_end: int
    titled: bool


def parts_of(text: str, title_length: int) -> Parts:
    """Take a line apart into number, title or first clause, and the rest."""
    start = numbering.end() if (numbering := NUMBERING.match(text)) else 0
    sentence = SENTENCE_END.search(text, start)
    if sentence and sentence.start() - start <= title_length and len(text) - sentence.end() > 4:
        return Parts(start, sentence.start(), True)
    clause = CLAUSE_END.search(text, start)
    return Parts(start, clause.start() if clause else len(text), False)


def cited_spans(text: str) -> list[Span]:
    """Return the spans of cited titles: ``《…》``."""
    return [found.span() for found in CITED.finditer(text)] if "《" in text else []


class Labeller:
    """Labels texts with themes, stages and indicators, each explained by the words that speak for it."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.rule = lexicon.get("label_rule", LabelRule)
        self.automaton = LabelAutomaton(lexicon)
        self._weights = self.automaton.weights
        self._speaking: list[set[int]] = [set() for _ in self.automaton.themes]
        self._opening: list[set[int]] = [set() for _ in self.automaton.themes]
        for number, row in enumerate(self._weights):
            for theme, weight in row:
                if weight >= LEAST_CUE:
                    self._speaking[theme].add(number)
                if weight >= self.rule.opening_word:
                    self._opening[theme].add(number)
        self._theme_count = len(self.automaton.themes)
        self._silent = SilentLines(lexicon.get("slogans", Slogans))
        self._indicator_names = IndicatorNames(lexicon)
        self._title_themes_known: dict[str, list[int]] = {}

    def label(self, text: str, headings: tuple[str, ...] = ()) -> LabelledLine:
        """Label one line, measure or section.

        Args:
            text: the text itself.
            headings: titles of the headings above it, nearest first; they decide only where the text is silent or undecided.
        """
        parts = parts_of(text, self.rule.title_length)
        matches = self.automaton.find(text)
        if self._silent.is_silent(text, parts):
            return LabelledLine(text)
        stages, indicators = self._facets(text, matches)
        votes = self._votes(text, parts, matches)
        found = {match[0] for match in matches}
        ranked = sorted(
            (
                (theme, score)
                for theme, score in votes.items()
                if score >= self.rule.least_score and not found.isdisjoint(self._opening[theme])
            ),
            key=lambda item: (-item[1], item[0]),
        )
        themes = self._themes(self._heading_first(ranked, headings), parts.titled)
        labels = tuple(
            Label(self.automaton.themes[theme], score, self._cues(theme, matches)) for theme, score in themes
        )
        return LabelledLine(text, labels, stages, indicators)

    def is_silent(self, text: str) -> bool:
        """Tell whether a line is of a kind that has no theme: a preamble, a document's title, page furniture …"""
        return self._silent.is_silent(text, parts_of(text, self.rule.title_length))

    def indicator_id(self, indicator: str, unit: str) -> str | None:
        """Return the canonical id of an indicator as printed, where the lexicon knows it."""
        return self._indicator_names.indicator_id(indicator, unit)

    def _votes(self, text: str, parts: Parts, matches: list[tuple[int, int, int]]) -> dict[int, float]:
        """Let each clause vote for its themes, because a second theme is one that takes a substantial part of the text.

        Within a clause the weights of the words found add up and a softmax shares one vote: a term of the field beside a
        general word takes nearly all of it (``绩效工资制度``: 制度 is no second subject), and a lonely weak word gives
        only a small part of a vote.
        """
        weights, citation = self._weights, self.rule.citation_weight
        cited = cited_spans(text)
        ends = [found.end() for found in CLAUSE_END.finditer(text, parts.start)]
        ends.append(len(text) + 1)
        votes: dict[int, float] = {}
        scores: dict[int, float] = {}
        place, end_of_clause, begin_of_clause = 0, ends[0], parts.start
        for number, start, _ in matches:
            themes = weights[number]
            if not themes:
                continue
            if start >= end_of_clause:
                self._cast(votes, scores, self._clause_weight(begin_of_clause, parts, len(ends)))
                while start >= ends[place]:
                    begin_of_clause = ends[place]
                    place += 1
                end_of_clause = ends[place]
                scores = {}
            if cited and any(left <= start < right for left, right in cited):
                themes = tuple((theme, weight * citation) for theme, weight in themes)
            for theme, weight in themes:
                scores[theme] = scores[theme] + weight if theme in scores else weight
        self._cast(votes, scores, self._clause_weight(begin_of_clause, parts, len(ends)))
        return votes

    def _cast(self, votes: dict[int, float], scores: dict[int, float], weight: float) -> None:
        """Add a clause's vote: the softmax of its scores over all themes, less what a theme gets from silence."""
        powers = []
        total: float = self._theme_count - len(scores)
        for theme, score in scores.items():
            power = math.exp(score if score < MOST_SCORE else MOST_SCORE)
            total += power
            powers.append((theme, power))
        silence = 1.0 / self._theme_count
        for theme, power in powers:
            share = power / total - silence
            if share > 0:
                votes[theme] = votes.get(theme, 0.0) + weight * share

    def _clause_weight(self, begin: int, parts: Parts, clauses: int) -> float:
        """Return how many votes a clause has: the title those of its weight and of a share of the whole text."""
        if begin >= parts.opening_end:
            return 1.0
        if not parts.titled:
            return self.rule.opening_weight
        return self.rule.title_weight + self.rule.title_share * clauses

    def _heading_first(self, ranked: list[tuple[int, float]], headings: tuple[str, ...]) -> list[tuple[int, float]]:
        """Let the nearest heading that has a theme speak for a silent text and settle a near tie."""
        if not headings or (len(ranked) > 1 and ranked[1][1] < self.rule.tie_ratio * ranked[0][1]) or len(ranked) == 1:
            return ranked
        theme = next((labels[0] for title in headings if (labels := self._title_themes(title))), None)
        if theme is None:
            return ranked
        if not ranked:
            return [(theme, self.rule.least_score)]
        near = {number for number, score in ranked if score >= self.rule.tie_ratio * ranked[0][1]}
        return sorted(ranked, key=lambda item: item[0] != theme) if theme in near else ranked

    def _title_themes(self, title: str) -> list[int]:
        if title not in self._title_themes_known:
            labels = self.label(title).themes
            self._title_themes_known[title] = [self.automaton.themes.index(label.id) for label in labels]
        return self._title_themes_known[title]

    def _themes(self, ranked: list[tuple[int, float]], titled: bool) -> list[tuple[int, float]]:
        """Keep the first theme and those that take a substantial part, each with its share of all votes."""
        if not ranked:
            return []
        rule, top = self.rule, ranked[0][1]
        total = sum(score for _, score in ranked)
        share, ratio = (
            (rule.second_share_titled, rule.second_ratio_titled) if titled else (rule.second_share, rule.second_ratio)
        )
        floor = max(rule.second_least, share * total, ratio * top)
        kept = [item for place, item in enumerate(ranked) if place == 0 or item[1] >= floor][: rule.most_themes]
        return [(theme, round(score / total, 3)) for theme, score in kept]

    def _cues(self, theme: int, matches: list[tuple[int, int, int]]) -> tuple[Span, ...]:
        """Return the spans of the words that speak clearly for a theme."""
        speaking = self._speaking[theme]
        return tuple((start, end) for number, start, end in matches if number in speaking)

    def _facets(self, text: str, matches: list[tuple[int, int, int]]) -> tuple[tuple[Label, ...], tuple[Label, ...]]:
        """Return the stages and indicators named outside cited titles, in the order of the taxonomy and of the text."""
        stages: dict[int, list[Span]] = {}
        indicators: dict[int, list[Span]] = {}
        found = [match for match in matches if match[0] in self.automaton.facets]
        cited = cited_spans(text) if found else []
        for number, start, end in found:
            if any(left <= start < right for left, right in cited):
                continue
            meaning = self.automaton.facets[number]
            for stage in meaning.stages:
                stages.setdefault(stage, []).append((start, end))
            if meaning.measuring or FIGURE.search(text, end, end + FIGURE_REACH):
                for indicator in meaning.indicators:
                    indicators.setdefault(indicator, []).append((start, end))
        return (
            tuple(Label(self.automaton.stages[stage], 1.0, tuple(stages[stage])) for stage in sorted(stages)),
            tuple(Label(self.automaton.indicators[i], 1.0, tuple(spans)) for i, spans in indicators.items()),
        )


class SilentLines:
    """Knows the lines that carry no theme: preambles, document titles, guiding thoughts, page furniture."""

    def __init__(self, slogans: Slogans) -> None:
        self._openings = alternatives(slogans.silent_openings)
        self._endings = alternatives(slogans.silent_endings)
        self._page = alternatives(slogans.page_lines)
        self._silencing = frozenset(slogans.silencing_titles)
        self._headings = frozenset(slogans.silent_headings) | self._silencing
        endings = "|".join(map(re.escape, slogans.title_endings))
        # ``…工作总结 第3篇``, ``…实施方案(最新)``, ``…计划(精选6篇)``
        self._title = re.compile(f"(?:{endings})(?:\\s*第?[一二三四五六七八九十\\d]+篇)?(?:[(（][^)）]{{0,20}}[)）])?$")

    def is_silent(self, text: str, parts: Parts) -> bool:
        """Tell whether a line says nothing in particular."""
        title = text[parts.start : parts.opening_end].strip()
        if title in (self._silencing if parts.titled else self._headings):
            return True
        body = text.strip()
        if self._openings.match(body) or self._endings.search(body[-ENDING_LENGTH:]):
            return True
        if len(body) > PAGE_LINE:
            return False
        if self._page.search(body):
            return True
        unnumbered = parts.start == len(text) - len(text.lstrip())
        return unnumbered and len(body) >= SHORT_TITLE and "。" not in body and bool(self._title.search(body))


def alternatives(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Compile patterns into one."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))

"""From the words and character pairs of a text to its themes, stages and indicators.

Many texts are labelled at once: they are joined, looked through in one pass, and the arithmetic is done on all their
clauses together; a single text is a batch of one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

import numpy as np
import numpy.typing as npt

from plantext.lexicon import Lexicon
from plantext.model import Label, LabelledLine, Span
from plantext.normalising.automaton import LabelAutomaton
from plantext.normalising.bigrams import FILE, Floats, Integers, Points, ThemeBigrams, points_of
from plantext.normalising.indicators import IndicatorNames
from plantext.normalising.lines import CLAUSE_ENDS, Parts, SilentLines, cited_spans, parts_of
from plantext.normalising.shapes import LabelRule, Slogans

Match = tuple[int, int, int]
"""Number of a label, start and end in the text."""

BATCH = 512
"""So many texts are worked on at once; more would not fit into the processor's cache."""
FIGURE = re.compile("[0-9０-９一二三四五六七八九十百千万两]")
FIGURE_REACH = 8
"""A name that counts nothing by itself (听课) is an indicator where a figure follows so near."""
LEAST_CUE = 0.5
"""From this weight on a word is shown as a cue of a theme."""
MARKS = np.array(sorted(map(ord, CLAUSE_ENDS)), dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Texts joined by newlines, with what was found in them. All offsets are in ``joined``."""

    texts: Sequence[str]
    joined: str
    starts: Sequence[int]
    parts: Sequence[Parts]
    matches: Sequence[Match]
    bounds: Sequence[int]

    def of(self, line: int) -> list[Match]:
        """Return the matches of one text, in its own offsets."""
        start = self.starts[line]
        found = self.matches[self.bounds[line] : self.bounds[line + 1]]
        return [(number, left - start, right - start) for number, left, right in found]


class Labeller:
    """Labels texts with themes, stages and indicators, each explained by the words that speak for it."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.rule = lexicon.get("label_rule", LabelRule)
        self.automaton = LabelAutomaton(lexicon)
        tables = [folder / FILE for folder in lexicon.folders if (folder / FILE).is_file()]
        self._bigrams = ThemeBigrams.read((tables or [lexicon.folders[0] / FILE])[-1], self.automaton.themes)
        self._weights = _WeightRows(self.automaton.weights, self.rule.opening_word)
        self._speaking = speaking(self.automaton)
        self._silent = SilentLines(lexicon.get("slogans", Slogans))
        self._indicator_names = IndicatorNames(lexicon)
        self._title_themes_known: dict[str, list[int]] = {}

    def label(self, text: str, headings: tuple[str, ...] = ()) -> LabelledLine:
        """Label one line, measure or section.

        Args:
            text: the text itself.
            headings: titles of the headings above it, nearest first; they decide only where the text is silent or undecided.
        """
        return self.label_all([text], [headings])[0]

    def label_all(self, texts: Iterable[str], headings: Iterable[tuple[str, ...]] | None = None) -> list[LabelledLine]:
        """Label many texts; ``headings`` gives each text's titles above it, as many as there are texts."""
        labelled: list[LabelledLine] = []
        lines, above = iter(texts), None if headings is None else iter(headings)
        while batch := list(islice(lines, BATCH)):
            labelled += self._label_batch(
                batch, [()] * len(batch) if above is None else list(islice(above, len(batch)))
            )
        return labelled

    def is_silent(self, text: str) -> bool:
        """Tell whether a line is of a kind that has no theme: a preamble, a document's title, page furniture …"""
        return self._silent.is_silent(text, parts_of(text, self.rule.title_length))

    def indicator_id(self, indicator: str, unit: str) -> str | None:
        """Return the canonical id of an indicator as printed, where the lexicon knows it."""
        return self._indicator_names.indicator_id(indicator, unit)

    def _label_batch(self, texts: list[str], headings: list[tuple[str, ...]]) -> list[LabelledLine]:
        batch = self._read(texts)
        votes = self._votes(batch)
        order = np.argsort(-votes, axis=1, kind="stable")[:, : self.rule.most_themes + 1]
        best = zip(
            order.tolist(), np.take_along_axis(votes, order, 1).tolist(), votes.sum(axis=1).tolist(), strict=True
        )
        labelled = []
        for line, (themes, scores, total) in enumerate(best):
            text, parts = texts[line], batch.parts[line]
            if self._silent.is_silent(text, parts):
                labelled.append(LabelledLine(text))
                continue
            ranked = [pair for pair in zip(themes, scores, strict=True) if pair[1] >= self.rule.least_score]
            ranked = self._heading_first(ranked, headings[line])
            matches = batch.of(line)
            labels = tuple(
                Label(self.automaton.themes[theme], share, self._cues(theme, matches))
                for theme, share in self._themes(ranked, total, parts.titled)
            )
            labelled.append(LabelledLine(text, labels, *self._facets(text, matches)))
        return labelled

    def _read(self, texts: list[str]) -> _Batch:
        """Join the texts and find all labels in one pass."""
        joined = "\n".join(texts) + "\n"
        starts = [0, *accumulate(len(text) + 1 for text in texts)]
        matches = self.automaton.find(joined)
        places = [match[1] for match in matches]
        bounds = [bisect_left(places, start) for start in starts]
        return _Batch(
            texts, joined, starts, [parts_of(text, self.rule.title_length) for text in texts], matches, bounds
        )

    def _votes(self, batch: _Batch) -> Floats:
        """Let each clause vote for its themes, because a second theme is one that takes a substantial part of a text.

        Within a clause the weights of the words found add up and a softmax shares one vote: a term of the field beside a
        general word takes nearly all of it (``绩效工资制度``: 制度 is no second subject), and a lonely weak word gives
        only a small part of a vote. The pairs of characters share a vote in the same way; the more the words say, the less
        the pairs count. What a theme would get from nothing is taken off.
        """
        rule = self.rule
        points = points_of(batch.joined)
        clauses = clause_starts(points)
        numbers = np.fromiter((match[0] for match in batch.matches), dtype=np.int64, count=len(batch.matches))
        places = np.fromiter((match[1] for match in batch.matches), dtype=np.int64, count=len(batch.matches))
        words = np.zeros((len(clauses), len(self.automaton.themes)), dtype=np.float32)
        clause_of = np.searchsorted(clauses, places, side="right") - 1
        self._weights.add(words, numbers, clause_of, self._cited_factors(batch, places))
        pairs = self._bigrams.scores(points, clauses)
        trust = self._trust(words, batch, clauses)
        shares = trust * softmax(words) + (1.0 - trust) * softmax(rule.bigram_weight * pairs)
        shares = np.maximum(shares - 1.0 / shares.shape[1], 0.0)
        # A clause without a word or pair (a number, a mark) has no vote.
        speaks = words.any(axis=1) | pairs.any(axis=1)
        starts = np.asarray(batch.starts[:-1], dtype=np.int64)
        first = np.searchsorted(clauses, starts)
        shares *= (self._clause_weights(batch, clauses, first) * speaks)[:, None]
        votes: Floats = np.add.reduceat(shares, first, axis=0)
        line_of = np.searchsorted(starts, places, side="right") - 1
        votes *= self._weights.opened(votes.shape, numbers, line_of)
        return votes

    def _trust(self, words: Floats, batch: _Batch, clauses: Integers) -> Floats:
        """Return how far the words decide in each clause, clauses × 1: the heavier the theme they name, the more.

        In a heading that plainly names two subjects (``加强体育美育工作``) they decide alone.
        """
        rule = self.rule
        second, first = np.partition(words, -2, axis=1)[:, -2:].T
        trust = np.minimum(first / rule.word_trust, 1.0)
        short = np.array([len(text) <= rule.title_length for text in batch.texts])
        line_of = np.searchsorted(np.asarray(batch.starts[:-1]), clauses, side="right") - 1
        plain = short[line_of] & (second >= rule.plain_word) & (second >= rule.plain_ratio * first)
        return np.where(plain, 1.0, trust).astype(np.float32)[:, None]

    def _cited_factors(self, batch: _Batch, places: Integers) -> Floats | None:
        """Return for each match whether it stands inside 《…》 and so counts less; None where nothing is cited."""
        cited = cited_spans(batch.joined)
        if not cited:
            return None
        edges = np.array(cited, dtype=np.int64)
        before = np.searchsorted(edges[:, 0], places, side="right") - 1
        inside = (before >= 0) & (places < edges[np.maximum(before, 0), 1])
        return np.where(inside, self.rule.citation_weight, 1.0).astype(np.float32)

    def _clause_weights(self, batch: _Batch, clauses: Integers, first: Integers) -> Floats:
        """Return how many votes each clause has: a title those of its weight and of a share of the whole text."""
        weights = np.ones(len(clauses), dtype=np.float32)
        lengths = np.diff(np.append(first, len(clauses)))
        for line, parts in enumerate(batch.parts):
            rule = self.rule
            weights[first[line] : first[line] + opening_clauses(batch, clauses, int(first[line]), line)] = (
                rule.title_weight + rule.title_share * lengths[line] if parts.titled else rule.opening_weight
            )
        return weights

    def _heading_first(self, ranked: list[tuple[int, float]], headings: tuple[str, ...]) -> list[tuple[int, float]]:
        """Let the nearest heading that has a theme speak for a silent text and settle a near tie."""
        decided = bool(ranked) and (len(ranked) == 1 or ranked[1][1] < self.rule.tie_ratio * ranked[0][1])
        if not headings or decided:
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

    def _themes(self, ranked: list[tuple[int, float]], total: float, titled: bool) -> list[tuple[int, float]]:
        """Keep the first theme and those that take a substantial part, each with its share of all votes."""
        if not ranked:
            return []
        rule, top = self.rule, ranked[0][1]
        total = max(total, top)
        share, ratio = (
            (rule.second_share_titled, rule.second_ratio_titled) if titled else (rule.second_share, rule.second_ratio)
        )
        floor = max(rule.second_least, share * total, ratio * top)
        kept = [item for place, item in enumerate(ranked) if place == 0 or item[1] >= floor][: rule.most_themes]
        return [(theme, round(score / total, 3)) for theme, score in kept]

    def _cues(self, theme: int, matches: list[Match]) -> tuple[Span, ...]:
        """Return the spans of the words that speak clearly for a theme."""
        speaking = self._speaking[theme]
        return tuple([(start, end) for number, start, end in matches if number in speaking])

    def _facets(self, text: str, matches: list[Match]) -> tuple[tuple[Label, ...], tuple[Label, ...]]:
        """Return the stages and indicators named outside cited titles, in the order of the taxonomy and of the text."""
        stages: dict[int, list[Span]] = {}
        indicators: dict[int, list[Span]] = {}
        found = [match for match in matches if match[0] in self.automaton.facets]
        cited = cited_spans(text) if found else []
        for number, start, end in found:
            if any(left <= start < right for left, right in cited):
                continue
            facets = self.automaton.facets[number]
            for stage in facets.stages:
                stages.setdefault(stage, []).append((start, end))
            if facets.measuring or FIGURE.search(text, end, end + FIGURE_REACH):
                for indicator in facets.indicators:
                    indicators.setdefault(indicator, []).append((start, end))
        return (
            tuple(Label(self.automaton.stages[stage], 1.0, tuple(stages[stage])) for stage in sorted(stages)),
            tuple(Label(self.automaton.indicators[i], 1.0, tuple(spans)) for i, spans in indicators.items()),
        )


class _WeightRows:
    """The weights of all labels in three flat arrays, so that those of many matches are added up at once."""

    def __init__(self, weights: tuple[tuple[tuple[int, float], ...], ...], opening_word: float) -> None:
        self._ends = np.cumsum([0, *map(len, weights)])
        self._themes = np.array([theme for row in weights for theme, _ in row], dtype=np.int64)
        self._values = np.array([weight for row in weights for _, weight in row], dtype=np.float32)
        self._opens = self._values >= opening_word

    def _pick(self, numbers: Integers) -> tuple[Integers, Integers]:
        """Return for each theme that a match speaks of the match's place in ``numbers`` and the place in the arrays."""
        counts = self._ends[numbers + 1] - self._ends[numbers]
        owner = np.repeat(np.arange(len(numbers)), counts)
        offsets = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
        return owner, np.repeat(self._ends[numbers], counts) + offsets

    def add(self, scores: Floats, numbers: Integers, rows: Integers, factors: Floats | None) -> None:
        """Add the matches' weights to the rows (clauses) that they stand in."""
        owner, place = self._pick(numbers)
        values = self._values[place] if factors is None else self._values[place] * factors[owner]
        flat = rows[owner] * scores.shape[1] + self._themes[place]
        scores += np.bincount(flat, values, minlength=scores.size).reshape(scores.shape).astype(np.float32)

    def opened(self, shape: tuple[int, ...], numbers: Integers, rows: Integers) -> npt.NDArray[np.bool_]:
        """Return which themes have at least one word in a line that may give a theme, lines × themes."""
        owner, place = self._pick(numbers)
        opens = self._opens[place]
        opened = np.zeros(shape, dtype=np.bool_)
        opened[rows[owner[opens]], self._themes[place[opens]]] = True
        return opened


def softmax(scores: Floats) -> Floats:
    """Return the rows as shares of one."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    rows: Floats = powers / powers.sum(axis=1, keepdims=True)
    return rows


def clause_starts(points: Points) -> Integers:
    """Return where clauses start: behind each mark, and where a text starts; ascending."""
    return np.concatenate([[0], np.flatnonzero(np.isin(points[:-1], MARKS)) + 1])


def opening_clauses(batch: _Batch, clauses: Integers, first: int, line: int) -> int:
    """Return how many clauses stand before the end of a text's title or first clause (``1,`` of its number included)."""
    end = batch.starts[line] + batch.parts[line].opening_end
    count = 1
    while first + count < len(clauses) and clauses[first + count] < end:
        count += 1
    return count


def speaking(automaton: LabelAutomaton) -> list[set[int]]:
    """Return for each theme the labels that speak clearly for it."""
    found: list[set[int]] = [set() for _ in automaton.themes]
    for number, row in enumerate(automaton.weights):
        for theme, weight in row:
            if weight >= LEAST_CUE:
                found[theme].add(number)
    return found

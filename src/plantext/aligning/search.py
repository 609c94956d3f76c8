"""Finding the passages of one document that speak of a requirement of the other.

Several channels look at each pair of texts: the duties both are near to, the posteriors over duties, shared character
runs, shared content words, headings, themes, concepts, indicators. None of them is a gate: they are added up into a score for
ranking, and a small logistic model turns them into the probability that the passage speaks of the query's matter at all.
The numbers stand in ``lexicons/weights.yaml``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from ahocorasick_rs import AhoCorasick, MatchKind

from plantext.aligning.terms import TermFinder, shared_terms
from plantext.aligning.wording import Wording
from plantext.lexicon import Lexicon
from plantext.normalising.duties import duty_model, unit
from plantext.normalising.ngrams import Floats, Integers

FULL_LENGTH = 25
"""Characters from which a passage's shortness no longer counts against it."""
CENTRE_SHARPNESS = 24.0


@dataclass(frozen=True, slots=True)
class Passage:
    """A requirement or a clause group as the search sees it.

    Attributes:
        text: the clause group itself.
        headings: titles of the headings above it, nearest first.
        themes, concepts, indicators: ids, as far as they are known.
        background: True where the text only tells how things stand (``全园10个班、286名幼儿`` in a plan, all its figures
            baselines): it answers a requirement less than a promise does.
    """

    text: str
    headings: tuple[str, ...] = ()
    themes: frozenset[str] = frozenset()
    concepts: frozenset[str] = frozenset()
    indicators: frozenset[str] = frozenset()
    background: bool = False


@dataclass(frozen=True, slots=True)
class Presence:
    """The logistic model: ``1 / (1 + exp(-(bias + sum of weight times feature)))``."""

    bias: float = 0.0
    weights: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SearchWeights:
    """``search`` in ``weights.yaml``."""

    channels: dict[str, float] = field(default_factory=dict)
    presence: Presence = field(default_factory=Presence)


@dataclass(frozen=True, slots=True)
class _Weights:
    search: SearchWeights = field(default_factory=SearchWeights)


@dataclass(frozen=True, slots=True)
class _Slogans:
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranking:
    """How well each passage answers each query.

    Attributes:
        score: shape ``(queries, passages)``, for ranking; comparable within one pair of documents.
        presence: shape ``(queries, passages)``, the probability that the passage speaks of the query's matter.
        channels: what each channel said, by name, each of shape ``(queries, passages)``, 0..1.
    """

    score: Floats
    presence: Floats
    channels: Mapping[str, Floats]

    def best(self, query: int, most: int = 10) -> list[int]:
        """Return the passages of the highest score for a query, best first."""
        order = np.argsort(-self.score[query], kind="stable")[:most]
        return [int(number) for number in order]


class Searcher:
    """Ranks passages of one document by requirements or commitments of another."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.duties = duty_model(lexicon)
        self.weights = lexicon.get("weights", _Weights).search
        self._finder = TermFinder(lexicon)
        phrases = lexicon.get("slogans", _Slogans).phrases
        self._slogans = AhoCorasick(list(phrases), matchkind=MatchKind.LeftmostLongest) if phrases else None

    def rank(self, queries: Sequence[Passage], passages: Sequence[Passage]) -> Ranking:
        """Score every pair of query and passage.

        Args:
            queries: requirements of a directive, or commitments of a plan.
            passages: clause groups of the other document.
        """
        channels = self.channels(queries, passages)
        shape = (len(queries), len(passages))
        score = _weighted(channels, self.weights.channels, shape)
        odds = _weighted(channels, self.weights.presence.weights, shape) + self.weights.presence.bias
        return Ranking(score, 1 / (1 + np.exp(-odds)), channels)

    def channels(self, queries: Sequence[Passage], passages: Sequence[Passage]) -> dict[str, Floats]:
        """Return what each channel says of each pair, shapes ``(queries, passages)``, values 0..1."""
        asked, given = self._texts(queries), self._texts(passages)
        split = len(asked)
        titles = sorted({title for passage in (*queries, *passages) for title in passage.headings[:1]})
        reading = self.duties.read([*asked, *given, *titles, ""])
        # Sharpened, the best duties count more than the many that a text is a little near to.
        positive = np.maximum(reading.linear, 0)
        duties, narrow = unit(positive * np.sqrt(positive)), unit(positive * positive)
        above = _title_rows(queries, passages, titles, len(asked) + len(given))
        nearest = unit(_dense(reading.nearest, reading.closeness**2, len(self.duties.duties)))
        chances = np.sqrt(_softmax(reading.centres))
        linear = unit(reading.linear)
        left, right = slice(0, split), slice(split, len(asked) + len(given))
        wording = Wording(asked, given, self.duties)
        return {
            "duty": _cosine(nearest[left], nearest[right]),
            "linear": _cosine(linear[left], linear[right]),
            "sharp": _cosine(narrow[left], narrow[right]),
            "latent": _cosine(reading.latent[left], reading.latent[right]),
            "posterior": _cosine(chances[left], chances[right]),
            "characters": wording.characters(),
            "words": wording.words(),
            "title": _cosine(duties[left], duties[above[right]]),
            "headings": _cosine(duties[above[left]], duties[above[right]]),
            "length": _lengths(given, split),
            "statement": _same_for_all([0.0 if passage.background else 1.0 for passage in passages], split),
            "themes": _overlap(queries, passages, lambda passage: passage.themes),
            "concepts": shared_terms(self._terms(queries), self._terms(passages)),
            "indicators": _overlap(queries, passages, lambda passage: passage.indicators),
        }

    def _terms(self, passages: Sequence[Passage]) -> list[frozenset[str]]:
        return [passage.concepts | self._finder.terms(passage.text) for passage in passages]

    def _texts(self, passages: Sequence[Passage]) -> list[str]:
        return [self.without_slogans(passage.text) for passage in passages]

    def without_slogans(self, text: str) -> str:
        """Take out what says nothing in particular (促进学生全面发展); a text of slogans alone stays as it is."""
        if self._slogans is None:
            return text
        kept, position = [], 0
        for _, start, end in self._slogans.find_matches_as_indexes(text):
            kept.append(text[position:start])
            position = end
        rest = " ".join([*kept, text[position:]])
        return rest if any(character.isalnum() for character in rest) else text


def searcher(lexicon: Lexicon) -> Searcher:
    """Return the searcher of a lexicon, built once."""
    built: Searcher = lexicon.memo("searcher", Searcher)
    return built


def _weighted(channels: Mapping[str, Floats], weights: Mapping[str, float], shape: tuple[int, int]) -> Floats:
    total: Floats = np.zeros(shape, dtype=np.float32)
    for name, weight in weights.items():
        total += np.float32(weight) * channels[name]
    return total


def _dense(columns: Integers, values: Floats, width: int) -> Floats:
    table: Floats = np.zeros((len(columns), width), dtype=np.float32)
    np.put_along_axis(table, columns, values, axis=1)
    return table


def _cosine(left: Floats, right: Floats) -> Floats:
    """Return the products of unit rows, negative ones as 0."""
    cosine: Floats = np.clip(left @ right.T, 0, 1)
    return cosine


def _softmax(centres: Floats) -> Floats:
    odds = np.exp(CENTRE_SHARPNESS * (centres - centres.max(axis=1, keepdims=True)))
    chances: Floats = odds / odds.sum(axis=1, keepdims=True)
    return chances


def _title_rows(
    queries: Sequence[Passage], passages: Sequence[Passage], titles: list[str], first: int
) -> npt.NDArray[np.int64]:
    """Return for each query and passage the row of the heading above it; the last row stands for none."""
    place = {title: first + number for number, title in enumerate(titles)}
    none = first + len(titles)
    return np.array([place[p.headings[0]] if p.headings else none for p in (*queries, *passages)], dtype=np.int64)


def _lengths(given: list[str], queries: int) -> Floats:
    """Return how complete each passage looks: a cell of two words is near to much and says little; 1 from 25 characters."""
    return _same_for_all([min(1.0, math.log(max(len(text), 1)) / math.log(FULL_LENGTH)) for text in given], queries)


def _same_for_all(values: list[float], queries: int) -> Floats:
    """Return what is true of a passage whatever is asked, shape ``(queries, passages)``."""
    row: Floats = np.array(values, dtype=np.float32)
    return np.broadcast_to(row, (queries, len(values)))


def _overlap(
    queries: Sequence[Passage], passages: Sequence[Passage], of: Callable[[Passage], frozenset[str]]
) -> Floats:
    """Return the share of the smaller set that both have, 0 where either is empty."""
    given = [of(passage) for passage in passages]
    table: Floats = np.zeros((len(queries), len(passages)), dtype=np.float32)
    for row, query in enumerate(queries):
        if wanted := of(query):
            table[row] = [len(wanted & have) / min(len(wanted), len(have)) if have else 0 for have in given]
    return table

"""One Aho–Corasick automaton over all labels: concepts, cue words, stages, indicators, slogans, negative labels.

The rule for overlaps: of two labels that overlap the one that starts earlier wins, of two that start together the
longer one; so ``网络课堂`` (digital) hides ``课堂`` (classroom). A slogan is a label that says nothing: it wins by the same
rule and hides what it covers. A negative label hides only what its own theme would read in it: ``安全感`` is no 安全, in
``评选最美教师`` (negative for supervision) 最美教师 still speaks for teachers. Stages inside a longer label are not lost either.
Both are worked out when the automaton is built.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from ahocorasick_rs import AhoCorasick, MatchKind

from plantext.lexicon import Lexicon
from plantext.normalising.shapes import Concepts, Cues, Indicators, Slogans, Taxonomy

STRENGTHS = {"strong": 3.0, "plain": 2.0, "weak": 1.0, "faint": 0.5}
INDICATOR_WEIGHT = 2.0
"""What an indicator's name counts for its theme."""

# What ends so counts something wherever it stands (巩固率, 听课节数); other names only beside a figure (听课20节).
MEASURING = re.compile(
    "(?:率|比|比例|数|次数|人次|值|面积|系数|指数|标准|幅度|时间|时长|占比|度|年限|课时|学时|比值|台数|册数|总额)$"
)

# Full-width digits, letters and marks fold to half width, one character for one: ``２＋１`` to ``2+1``.
FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}

FULL_WIDTH = re.compile("[\uff01-\uff5e\u3000]")


@dataclass(frozen=True, slots=True)
class Facets:
    """What a label says beside themes.

    Attributes:
        stages: indexes of the stages that it names.
        indicators: indexes of the indicators whose name it is.
        measuring: whether it names an indicator also without a figure beside it.
    """

    stages: tuple[int, ...]
    indicators: tuple[int, ...]
    measuring: bool


class LabelAutomaton:
    """Finds all labels of a lexicon in a text in one pass.

    Attributes:
        themes, stages, indicators: ids in the order of the lexicon; everything else counts by these numbers.
        labels: all labels; a label's number is its place here.
        weights: by label what it says of which theme.
        facets: by label, where it names a stage or an indicator.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        taxonomy = lexicon.get("taxonomy", Taxonomy)
        self.themes = tuple(theme.id for theme in taxonomy.themes)
        self.stages = tuple(stage.id for stage in taxonomy.stages)
        self.indicators = tuple(indicator.id for indicator in lexicon.get("indicators", Indicators).indicators)
        gathered = _Gathered(lexicon, self.themes, self.stages)
        self.labels = tuple(gathered.themes)
        self.weights = tuple(map(tuple, map(dict.items, gathered.themes.values())))
        self.facets = gathered.facets()
        self._automaton = AhoCorasick(list(self.labels), matchkind=MatchKind.LeftmostLongest, store_patterns=False)

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Return ``(label, start, end)`` of each label found, in order; ``label`` is an index into ``labels``."""
        found: list[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(folded(text))
        return found


def folded(text: str) -> str:
    """Return a text with full-width digits, letters and marks as half-width ones, one character for one."""
    return text.translate(FOLD) if FULL_WIDTH.search(text) else text


class _Gathered:
    """The labels of all files: ``themes`` holds every label, silent ones with nothing; of two weights the greater counts."""

    def __init__(self, lexicon: Lexicon, themes: tuple[str, ...], stages: tuple[str, ...]) -> None:
        self.themes: dict[str, dict[int, float]] = {}
        self.stages: dict[str, list[int]] = {}
        self.indicators: dict[str, list[int]] = {}
        self.theme_index = {theme: index for index, theme in enumerate(themes)}
        self.stage_index = {stage: index for index, stage in enumerate(stages)}
        self._stage_words: set[str] = set()
        self._negative: set[str] = set()
        self._hidden: dict[str, set[int]] = {}
        self._add_cues(lexicon.get("themes", dict[str, Cues]))
        self._add_concepts(lexicon.get("concepts", Concepts))
        self._add_indicators(lexicon.get("indicators", Indicators))
        self._add_stages(lexicon.get("taxonomy", Taxonomy))
        self._let_negatives_speak()
        self._add_slogans(lexicon.get("slogans", Slogans).phrases)

    def _add(self, label: str, themes: Iterable[tuple[int, float]]) -> str:
        label = folded(label)
        weights = self.themes.setdefault(label, {})
        for theme, weight in themes:
            if weight > weights.get(theme, 0.0):
                weights[theme] = weight
        return label

    def _add_negative(self, names: tuple[str, ...], themes: Iterable[int] = ()) -> None:
        for name in names:
            label = self._add(name, ())
            self._negative.add(label)
            self._hidden.setdefault(label, set()).update(themes)

    def _let_negatives_speak(self) -> None:
        """Give each negative label what the words inside it say of other themes than those that it hides."""
        speaking = {label for label, weights in self.themes.items() if weights}
        sizes = sorted({len(label) for label in speaking}, reverse=True)
        for label, hidden in self._hidden.items():
            if label in speaking:
                continue
            said = self.themes[label]
            for word in words_inside(label, speaking, sizes):
                for theme, weight in self.themes[word].items():
                    if theme not in hidden:
                        said[theme] = max(weight, said.get(theme, 0.0))

    def _add_cues(self, cues: dict[str, Cues]) -> None:
        for theme, words in cues.items():
            for strength, weight in STRENGTHS.items():
                said = ((self.theme_index[theme], weight),)
                for word in getattr(words, strength):
                    self._add(word, said)
            self._add_negative(words.negative, (self.theme_index[theme],))

    def _add_concepts(self, concepts: Concepts) -> None:
        for concept in concepts.concepts:
            said = tuple((self.theme_index[theme], weight) for theme, weight in concept.themes.items())
            for name in (concept.pref_label, *concept.alt_labels):
                label = self._add(name, said)
                if concept.stage:
                    self.stages.setdefault(label, []).append(self.stage_index[concept.stage])
            self._add_negative(concept.negative_labels, (theme for theme, _ in said))

    def _add_indicators(self, indicators: Indicators) -> None:
        for index, indicator in enumerate(indicators.indicators):
            said = ((self.theme_index[indicator.theme], INDICATOR_WEIGHT),)
            for name in (indicator.name, *indicator.names):
                label = self._add(name, said if MEASURING.search(name) else ())
                self.indicators.setdefault(label, []).append(index)

    def _add_stages(self, taxonomy: Taxonomy) -> None:
        for stage in taxonomy.stages:
            for name in stage.alt_labels:
                label = self._add(name, ())
                self._stage_words.add(label)
                self.stages.setdefault(label, []).append(self.stage_index[stage.id])
            self._add_negative(stage.negative_labels)

    def _add_slogans(self, phrases: tuple[str, ...]) -> None:
        for phrase in phrases:
            label = self._add(phrase, ())
            self.themes[label].clear()
            self._negative.add(label)

    def facets(self) -> dict[int, Facets]:
        """Return stages and indicators by label; stages named inside a longer label are added (高中 in 民族高中)."""
        inside = self._stage_words_inside()
        found: dict[int, Facets] = {}
        for number, label in enumerate(self.themes):
            named = inside.get(number, ())
            if named or label in self.stages or label in self.indicators:
                stages = [*self.stages.get(label, ()), *(stage for word in named for stage in self.stages[word])]
                indicators = tuple(dict.fromkeys(self.indicators.get(label, ())))
                found[number] = Facets(tuple(dict.fromkeys(stages)), indicators, bool(MEASURING.search(label)))
        return found

    def _stage_words_inside(self) -> dict[int, list[str]]:
        """Return for each label, by its number, the stage words inside it.

        A word inside a word that names none (小学 in 中小学, in 小学化) does not count.
        """
        blocking = self._negative - self._stage_words
        vocabulary = self._stage_words | blocking
        sizes = sorted({len(word) for word in vocabulary}, reverse=True)
        words = sorted(vocabulary)
        # All labels in one text and one pass: looking into fourteen thousand labels one by one would double the loading.
        labels = list(self.themes)
        ends = list(accumulate(len(label) + 1 for label in labels))
        automaton = AhoCorasick(words, matchkind=MatchKind.LeftmostLongest)
        found: dict[int, list[str]] = {}
        for place, start, end in automaton.find_matches_as_indexes("\n".join(labels)):
            number = bisect_right(ends, start)
            label = labels[number]
            if end - start < len(label):
                inner = [words[place]]
            else:
                inner = [] if label in blocking else words_inside(label, vocabulary, sizes)
            named = [word for word in inner if word in self._stage_words]
            if named and not (label in self._negative and label not in self.stages):
                found.setdefault(number, []).extend(named)
        return found


def words_inside(label: str, vocabulary: set[str], sizes: list[int]) -> list[str]:
    """Return the words of a vocabulary inside a label, the label itself left out, by the rule for overlaps."""
    found, start = [], 0
    while start < len(label):
        words = (label[start : start + size] for size in sizes if size < len(label) and start + size <= len(label))
        word = next((word for word in words if word in vocabulary), "")
        if word:
            found.append(word)
        start += len(word) or 1
    return found

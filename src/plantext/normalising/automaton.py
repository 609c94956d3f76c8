"""One Aho–Corasick automaton over all labels: concepts, cue words, stages, indicators, slogans, negative labels.

The rule for overlaps: of two labels that overlap the one that starts earlier wins, of two that start together the
longer one; so ``网络课堂`` (digital) hides ``课堂`` (classroom). A negative label or a slogan is a label that says nothing:
it wins by the same rule and hides what it covers (``安全感`` hides ``安全``). Stages and indicators inside a longer label
are not lost: what they would give is worked out when the automaton is built.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from plantext.lexicon import Lexicon
from plantext.normalising.shapes import Concepts, Cues, FittedWeights, Indicators, Slogans, Taxonomy

STRENGTHS = {"strong": 3.0, "plain": 2.0, "weak": 1.0, "faint": 0.5}
LEAST_WEIGHT = 0.2
"""Smaller weights are not worth their time."""
SHORT_NAME = 3
"""Names up to this length are too common to give a stage."""
INDICATOR_WEIGHT = 2.0
"""What an indicator's name counts for its theme."""

# What ends so counts something wherever it stands (巩固率, 听课节数); other names only beside a figure (听课20节).
MEASURING = re.compile(
    "(?:率|比|比例|数|次数|人次|值|面积|系数|指数|标准|幅度|时间|时长|占比|度|年限|课时|学时|比值|台数|册数|总额)$"
)

# Full-width digits, letters and marks fold to half width, one character for one: ``２＋１`` to ``2+1``.
FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label found in a text says.

    Attributes:
        themes: index of the theme and weight.
        stages: indexes of the stages that it names.
        indicators: indexes of the indicators whose name it is.
        measuring: whether it names an indicator also without a figure beside it.
        concepts: ids of the concepts that it is a label of.
        sources: where the label comes from, for people (``concept moral.class_meeting``, ``cue moral strong``).
    """

    themes: tuple[tuple[int, float], ...] = ()
    stages: tuple[int, ...] = ()
    indicators: tuple[int, ...] = ()
    measuring: bool = False
    concepts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class _Draft:
    """A meaning in the making: the same label may come from several files; the greatest weight for a theme counts."""

    __slots__ = ("concepts", "indicators", "measuring", "sources", "stages", "themes")

    def __init__(self) -> None:
        self.themes: dict[int, float] = {}
        self.stages: list[int] = []
        self.indicators: list[int] = []
        self.measuring = False
        self.concepts: list[str] = []
        self.sources: list[str] = []

    def add_theme(self, theme: int, weight: float) -> None:
        self.themes[theme] = max(weight, self.themes.get(theme, 0.0))

    def meaning(self) -> Meaning:
        return Meaning(
            tuple(self.themes.items()),
            tuple(dict.fromkeys(self.stages)),
            tuple(dict.fromkeys(self.indicators)),
            self.measuring,
            tuple(dict.fromkeys(self.concepts)),
            tuple(dict.fromkeys(self.sources)),
        )


class LabelAutomaton:
    """Finds all labels of a lexicon in a text in one pass.

    Args:
        lexicon: the lexicons.
        fitted: whether the fitted weights take part; fitting itself goes without.
    """

    def __init__(self, lexicon: Lexicon, *, fitted: bool = True) -> None:
        taxonomy = lexicon.get("taxonomy", Taxonomy)
        self.themes = tuple(theme.id for theme in taxonomy.themes)
        self.stages = tuple(stage.id for stage in taxonomy.stages)
        self.indicators = tuple(indicator.id for indicator in lexicon.get("indicators", Indicators).indicators)
        drafts = _Drafts(lexicon, self.themes, self.stages, fitted=fitted)
        self.labels = tuple(drafts.by_label)
        self.meanings = drafts.meanings()
        self.weights = self._adjusted(drafts)
        self._automaton = AhoCorasick(list(self.labels), matchkind=MatchKind.LeftmostLongest, store_patterns=False)

    def _adjusted(self, drafts: _Drafts) -> tuple[tuple[tuple[int, float], ...], ...]:
        """Return the weights of each label by theme: as written, with what was fitted added to it."""
        rows = []
        for label, meaning in zip(self.labels, self.meanings, strict=True):
            row = dict(meaning.themes)
            for theme, change in drafts.changes.get(label, {}).items():
                number = drafts.theme_index[theme]
                row[number] = row.get(number, 0.0) + change
            rows.append(tuple((theme, weight) for theme, weight in row.items() if abs(weight) >= LEAST_WEIGHT))
        return tuple(rows)

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Return ``(label, start, end)`` of each label found, in order; ``label`` is an index into ``meanings``."""
        found: list[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(text.translate(FOLD))
        return found


class _Drafts:
    """Collects the labels of all files."""

    def __init__(self, lexicon: Lexicon, themes: tuple[str, ...], stages: tuple[str, ...], *, fitted: bool) -> None:
        self.by_label: dict[str, _Draft] = {}
        self.theme_index = {theme: index for index, theme in enumerate(themes)}
        self.stage_index = {stage: index for index, stage in enumerate(stages)}
        self._add_cues(lexicon.get("themes", dict[str, Cues]))
        self._add_concepts(lexicon.get("concepts", Concepts))
        self._add_indicators(lexicon.get("indicators", Indicators))
        self._add_stages(lexicon.get("taxonomy", Taxonomy))
        self._add_silent(lexicon.get("slogans", Slogans).phrases, "slogan")
        self.changes = lexicon.get("theme_weights", FittedWeights).changes if fitted else {}
        self._add_silent(tuple(label for label in self.changes if label not in self.by_label), "fitted")

    def _draft(self, label: str, source: str) -> _Draft:
        draft = self.by_label.setdefault(label.translate(FOLD), _Draft())
        draft.sources.append(source)
        return draft

    def _add_silent(self, labels: tuple[str, ...], source: str) -> None:
        for label in labels:
            self._draft(label, source)

    def _add_cues(self, cues: dict[str, Cues]) -> None:
        for theme, words in cues.items():
            for strength, weight in STRENGTHS.items():
                for word in getattr(words, strength):
                    self._draft(word, f"cue {theme} {strength}").add_theme(self.theme_index[theme], weight)
            self._add_silent(words.negative, f"negative {theme}")

    def _add_concepts(self, concepts: Concepts) -> None:
        for concept in concepts.concepts:
            weights = [(self.theme_index[theme], weight) for theme, weight in concept.themes.items()]
            for label in (concept.pref_label, *concept.alt_labels):
                draft = self._draft(label, f"concept {concept.id}")
                draft.concepts.append(concept.id)
                for theme, weight in weights:
                    draft.add_theme(theme, weight)
                if concept.stage:
                    draft.stages.append(self.stage_index[concept.stage])
            self._add_silent(concept.negative_labels, f"negative {concept.id}")

    def _add_indicators(self, indicators: Indicators) -> None:
        for index, indicator in enumerate(indicators.indicators):
            for name in (indicator.name, *indicator.names):
                draft = self._draft(name, f"indicator {indicator.id}")
                draft.indicators.append(index)
                if MEASURING.search(name):
                    draft.measuring = True
                    draft.add_theme(self.theme_index[indicator.theme], INDICATOR_WEIGHT)
                if indicator.stage and len(name) > SHORT_NAME:
                    draft.stages.append(self.stage_index[indicator.stage])

    def _add_stages(self, taxonomy: Taxonomy) -> None:
        for stage in taxonomy.stages:
            for label in stage.alt_labels:
                self._draft(label, f"stage {stage.id}").stages.append(self.stage_index[stage.id])
            self._add_silent(stage.negative_labels, f"negative {stage.id}")

    def meanings(self) -> tuple[Meaning, ...]:
        """Return the meaning of each label; stages named inside a longer label are added to it."""
        named = [label for label, draft in self.by_label.items() if any(s.startswith("stage ") for s in draft.sources)]
        unnamed = {
            label
            for label, draft in self.by_label.items()
            if not draft.stages and any(s.startswith(("negative", "slogan")) for s in draft.sources)
        }
        short = AhoCorasick([*named, *sorted(unnamed - set(named))], matchkind=MatchKind.LeftmostLongest)
        for label, draft in self.by_label.items():
            if label in unnamed:
                continue
            for index, _, _ in short.find_matches_as_indexes(label):
                if index < len(named):
                    draft.stages += self.by_label[named[index]].stages
        return tuple(draft.meaning() for draft in self.by_label.values())

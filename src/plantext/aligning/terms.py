"""Terms of the field that two texts both name: concepts (明厨亮灶, 推门听课) and indicators by any of their names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from ahocorasick_rs import AhoCorasick, MatchKind

from plantext.lexicon import Lexicon
from plantext.normalising.duties import unit
from plantext.normalising.ngrams import Floats
from plantext.normalising.shapes import Concepts, Indicators

# Full-width digits, letters and marks fold to half width, as the cleaning room does.
_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


class TermFinder:
    """Finds the concepts and indicators that a text names; the longest label wins, negative labels name nothing."""

    def __init__(self, lexicon: Lexicon) -> None:
        labels: dict[str, str] = {}
        for concept in lexicon.get("concepts", Concepts).concepts:
            for label in (concept.pref_label, *concept.alt_labels):
                labels.setdefault(label.translate(_FOLD), concept.id)
        for indicator in lexicon.get("indicators", Indicators).indicators:
            for label in (indicator.name, *indicator.names):
                labels.setdefault(label.translate(_FOLD), f"indicator {indicator.id}")
        for concept in lexicon.get("concepts", Concepts).concepts:
            for label in concept.negative_labels:
                labels.setdefault(label.translate(_FOLD), "")
        self._ids = tuple(labels.values())
        self._automaton = AhoCorasick(list(labels), matchkind=MatchKind.LeftmostLongest, store_patterns=False)

    def terms(self, text: str) -> frozenset[str]:
        """Return the ids of the concepts and indicators named in a text."""
        found = {self._ids[label] for label, _, _ in self._automaton.find_matches_as_indexes(text.translate(_FOLD))}
        return frozenset(found - {""})


def shared_terms(left: Sequence[frozenset[str]], right: Sequence[frozenset[str]]) -> Floats:
    """Return the cosine of the terms of each pair, shape ``(left, right)``; terms that few texts name count more."""
    named = [*left, *right]
    place = {name: number for number, name in enumerate(sorted(frozenset().union(*named)))}
    table: Floats = np.zeros((len(named), max(1, len(place))), dtype=np.float32)
    for row, names in enumerate(named):
        table[row, [place[name] for name in names]] = 1
    table *= np.sqrt(np.log((1 + len(named)) / np.maximum(table.sum(axis=0), 1))).astype(np.float32)
    rows = unit(table)
    cosine: Floats = np.clip(rows[: len(left)] @ rows[len(left) :].T, 0, 1)
    return cosine

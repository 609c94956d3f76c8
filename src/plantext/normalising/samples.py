"""What pairs of characters are fitted on: phrasings of duties, labels of the lexicon, labelled lines."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from plantext.lexicon import Lexicon
from plantext.normalising.shapes import Concepts

FIRST_SHARE = 0.7
"""Where a text carries further themes the first one takes this share of it."""
REGISTER_WEIGHT = {"official": 1.0, "plan": 1.0, "report": 1.0, "cell": 0.7, "plain": 0.6, "duty": 2.0}
"""Plain prose (``书还没开讲,先把这半年的路画在一张表上``) says a theme least, the plain sentence of the duty most."""
LABEL_WEIGHT, LINE_WEIGHT = 0.3, 2.0
"""A term of the lexicon is short and there are thousands of them; labelled lines are what documents really say."""
LEAST_CONCEPT = 2.0
"""Concepts that are only a hint at a theme are no example of it."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A text with its themes (shares that sum to one), how much it counts, and the duty it belongs to, if any."""

    text: str
    themes: dict[str, float]
    weight: float
    duty: str = ""


def shared(themes: list[str]) -> dict[str, float]:
    """Return shares for themes in order: the first the larger part."""
    first, *further = dict.fromkeys(themes)
    rest = {theme: (1.0 - FIRST_SHARE) / len(further) for theme in further}
    return {first: FIRST_SHARE if further else 1.0, **rest}


def phrasings(folder: Path) -> list[Sample]:
    """Return the duties and phrasings of all ``*.jsonl`` of a folder, in the order of the files' names."""
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.strip():
                continue
            duty = json.loads(line)
            themes = shared([duty["theme"], *duty.get("themes", ())])
            said = [("duty", duty["duty"]), *((one["r"], one["t"]) for one in duty["phrasings"])]
            found += [Sample(text, themes, REGISTER_WEIGHT.get(kind, 1.0), duty["id"]) for kind, text in said]
    return found


def concept_labels(lexicon: Lexicon) -> list[Sample]:
    """Return the labels of all concepts that clearly have a theme."""
    found = []
    for concept in lexicon.get("concepts", Concepts).concepts:
        if max(concept.themes.values()) >= LEAST_CONCEPT:
            total = sum(concept.themes.values())
            themes = {theme: weight / total for theme, weight in concept.themes.items()}
            found += [Sample(label, themes, LABEL_WEIGHT) for label in (concept.pref_label, *concept.alt_labels)]
    return found


def labelled_lines(paths: list[Path]) -> list[Sample]:
    """Return the lines of files as ``measure`` reads them; those without a theme left out."""
    found = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["primary"]:
                found.append(Sample(row["text"], shared([row["primary"], *row["themes"]]), LINE_WEIGHT))
    return found

"""Fit what the phrasebook knows about words and themes: ``python -m plantext.normalising.fit PHRASEBOOK [-o FILE]``.

The written weights of concepts and cue words stay what people made them; the fit only adds to them where thousands of
phrasings with known themes say otherwise (制度 stands in every theme's sentences, so it says little of governance), and
finds weights for common words that no list names. It is a logistic regression over the labels of the lexicon and the
phrasebook's frequent words, drawn towards the written weights, so rare words keep what was written. Deterministic.

Needs the extra ``train`` (jieba, scikit-learn with scipy); reading and judging do not.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from ahocorasick_rs import AhoCorasick, MatchKind

from plantext.lexicon import builtin, builtin_folder
from plantext.normalising.automaton import LabelAutomaton, folded

DRAW = 2.5
"""How strongly weights are drawn to what is written; larger means fewer and smaller changes."""
FIRST_SHARE = 0.7
"""Where a duty carries further themes the first one takes this share of it."""
REGISTER_WEIGHT = {"official": 1.0, "plan": 1.0, "report": 1.0, "cell": 0.7, "plain": 0.5}
"""Plain prose (``书还没开讲,先把这半年的路画在一张表上``) says a theme least."""
LEAST_COUNT, LEAST_DUTIES = 5, 4
"""A word that no list names must stand in so many phrasings of so many duties."""
LEAST_CHANGE, LEAST_NEW = 0.4, 0.8
"""Changes smaller than this are not stored (for listed words, for new words)."""
ADDING, OPENING = 0.9, 1.3
"""A new word under the second weight is kept down to the first: it only adds to others, it gives no theme alone."""
MOST_STEPS = 80

HEAD = """\
# What the phrasebook adds to the written weights, word by word: fitted, not written. To change a word's meaning change
# it in concepts/ or themes/ and run again:
#   python -m plantext.normalising.fit PHRASEBOOK_FOLDER -o lexicons/theme_weights.yaml
# Fitted on the project's phrasebook ({phrasings} phrasings of {duties} duties); no gold and no case was used.
# A word of the lists has its written weight plus the number here; a word of no list has the number alone.

changes:
"""


@dataclass(frozen=True, slots=True)
class Phrasing:
    """A phrasing with its duty, the duty's themes and the register."""

    text: str
    duty: str
    themes: tuple[str, ...]
    register: str


def read_phrasebook(folder: Path) -> list[Phrasing]:
    """Return the phrasings of all ``*.jsonl`` of a folder, in the order of the files' names."""
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            duty = json.loads(line)
            themes = tuple(dict.fromkeys((duty["theme"], *duty.get("themes", ()))))
            found += [Phrasing(said["t"], duty["id"], themes, said["r"]) for said in duty["phrasings"]]
    return found


def new_words(phrasings: Iterable[Phrasing], known: tuple[str, ...]) -> list[str]:
    """Return frequent words of the phrasings that no list names, sorted."""
    import jieba  # noqa: PLC0415  (an extra)

    tokenizer = jieba.Tokenizer()
    for label in known:
        tokenizer.add_word(label)
    counts: Counter[str] = Counter()
    duties: defaultdict[str, set[str]] = defaultdict(set)
    for phrasing in phrasings:
        for word in set(tokenizer.cut(phrasing.text)):
            if re.fullmatch("[一-鿿]{2,}", word):
                counts[word] += 1
                duties[word].add(phrasing.duty)
    return sorted(
        word
        for word, count in counts.items()
        if count >= LEAST_COUNT and len(duties[word]) >= LEAST_DUTIES and word not in set(known)
    )


class Fit:
    """The regression: labels and words as features, themes as classes, written weights as the centre."""

    def __init__(self, phrasings: list[Phrasing]) -> None:
        written = LabelAutomaton(builtin(), fitted=False)
        self.themes = written.themes
        self.labels = [*written.labels, *new_words(phrasings, written.labels)]
        self.listed = len(written.labels)
        self._find = AhoCorasick(self.labels, matchkind=MatchKind.LeftmostLongest).find_matches_as_indexes
        self._fixed = {number for number, label in enumerate(self.labels) if label in written.fixed}
        self.centre = np.zeros((len(self.labels), len(self.themes)))
        for number, row in enumerate(written.weights):
            for theme, weight in row:
                self.centre[number, theme] = weight

    def features(self, phrasings: list[Phrasing]) -> Any:
        """Return the sparse matrix phrasings × labels."""
        from scipy.sparse import csr_matrix  # type: ignore[import-untyped]  # noqa: PLC0415

        columns: list[int] = []
        ends = [0]
        for phrasing in phrasings:
            found = {match[0] for match in self._find(folded(phrasing.text))}
            columns += sorted(found - self._fixed)
            ends.append(len(columns))
        return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(phrasings), len(self.labels)))

    def targets(self, phrasings: list[Phrasing]) -> Any:
        """Return phrasings × themes, each row summing to one."""
        number = {theme: index for index, theme in enumerate(self.themes)}
        wanted = np.zeros((len(phrasings), len(self.themes)))
        for row, phrasing in enumerate(phrasings):
            first, *further = [number[theme] for theme in phrasing.themes if theme in number]
            wanted[row, first] = FIRST_SHARE if further else 1.0
            for theme in further:
                wanted[row, theme] = (1 - FIRST_SHARE) / len(further)
        return wanted

    def run(self, phrasings: list[Phrasing]) -> Any:
        """Return the changes, labels × themes, that fit the phrasings best and stray least."""
        from scipy.optimize import minimize  # type: ignore[import-untyped]  # noqa: PLC0415

        found, wanted = self.features(phrasings), self.targets(phrasings)
        rows = np.array([REGISTER_WEIGHT.get(phrasing.register, 1.0) for phrasing in phrasings])[:, None]

        def loss(flat: Any) -> tuple[float, Any]:
            change = flat.reshape(self.centre.shape)
            scores = found @ (self.centre + change)
            scores -= scores.max(axis=1, keepdims=True)
            totals = np.exp(scores).sum(axis=1, keepdims=True)
            missed = -(rows * wanted * (scores - np.log(totals))).sum()
            slope = found.T @ (rows * (np.exp(scores) / totals - wanted)) + DRAW * change
            return missed + 0.5 * DRAW * float((change**2).sum()), np.asarray(slope).ravel()

        start = np.zeros(self.centre.size)
        best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": MOST_STEPS})
        return best.x.reshape(self.centre.shape)

    def right(self, change: Any, phrasings: list[Phrasing]) -> float:
        """Return the share of phrasings whose best theme is one of their duty's."""
        best = np.asarray(self.features(phrasings) @ (self.centre + change)).argmax(axis=1)
        return float(np.mean([self.themes[b] in p.themes for b, p in zip(best, phrasings, strict=True)]))

    def write(self, change: Any, path: Path, head: str) -> int:
        """Write the changes worth storing as YAML; return how many words have one."""
        lines = []
        for number, label in enumerate(self.labels):
            least = LEAST_CHANGE if number < self.listed else LEAST_NEW
            values = change[number]
            if number >= self.listed:
                values = np.where((values > ADDING) & (values < OPENING), ADDING, values)
            kept = [(abs(value), theme, value) for theme, value in zip(self.themes, values, strict=True)]
            kept = sorted((row for row in kept if row[0] >= least), key=lambda row: (-row[0], row[1]))
            if kept:
                pairs = ", ".join(f"{theme}: {value:.1f}" for _, theme, value in kept)
                lines.append(f"  {json.dumps(label, ensure_ascii=False)}: {{{pairs}}}\n")
        path.write_text(head + "".join(sorted(lines)), encoding="utf-8")
        return len(lines)


def held_back(phrasings: list[Phrasing]) -> float:
    """Fit on four fifths of the duties and return the share right on the last fifth."""
    duties = sorted({phrasing.duty for phrasing in phrasings})
    last = set(duties[::5])
    fit = Fit(phrasings)
    change = fit.run([phrasing for phrasing in phrasings if phrasing.duty not in last])
    return fit.right(change, [phrasing for phrasing in phrasings if phrasing.duty in last])


def main() -> None:
    """Fit, print the figure on duties left out, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("phrasebook", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=builtin_folder() / "theme_weights.yaml")
    arguments = parser.parse_args()
    phrasings = read_phrasebook(arguments.phrasebook)
    print(f"primary theme right on duties left out: {held_back(phrasings):.3f}")
    fit = Fit(phrasings)
    head = HEAD.format(phrasings=len(phrasings), duties=len({phrasing.duty for phrasing in phrasings}))
    words = fit.write(fit.run(phrasings), arguments.output, head)
    print(f"{words} words written to {arguments.output}")


if __name__ == "__main__":
    main()

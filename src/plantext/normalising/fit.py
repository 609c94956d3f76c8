"""Fit what pairs of characters say of themes: ``python -m plantext.normalising.fit [--lines FILE …]``.

Makes ``theme_bigrams.npz`` from the phrasebook, the labels of the lexicon and labelled lines, for wording that no list
names. It is a logistic regression over the pairs of characters of short texts with a pull towards nothing; the same files
give the same table. Fitting needs the extra ``train`` (scipy comes with scikit-learn); labelling needs numpy alone.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np

from plantext.lexicon import builtin, builtin_folder
from plantext.normalising.automaton import folded
from plantext.normalising.bigrams import BUCKETS, FILE, ThemeBigrams, pairs, points_of
from plantext.normalising.samples import Sample, concept_labels, labelled_lines, phrasings
from plantext.normalising.shapes import Taxonomy

PULL = 0.05
"""How strongly the table is drawn to nothing; larger means smaller numbers."""
MOST_STEPS = 60
LARGEST = 127
"""Numbers in the table are stored in one byte."""


def regression(features: Any, wanted: Any, weights: Any) -> Any:
    """Return the weights, features × classes, that tell the classes best and stay small.

    Args:
        features: sparse, samples × features.
        wanted: samples × classes, rows summing to one.
        weights: how much each sample counts.
    """
    from scipy.optimize import minimize  # type: ignore[import-untyped]  # noqa: PLC0415

    rows, shape = weights[:, None], (features.shape[1], wanted.shape[1])

    def loss(flat: Any) -> tuple[float, Any]:
        scores = features @ flat.reshape(shape)
        scores -= scores.max(axis=1, keepdims=True)
        totals = np.exp(scores).sum(axis=1, keepdims=True)
        missed = -(rows * wanted * (scores - np.log(totals))).sum()
        slope = features.T @ (rows * (np.exp(scores) / totals - wanted)) + PULL * flat.reshape(shape)
        return missed + 0.5 * PULL * float((flat**2).sum()), np.asarray(slope).ravel()

    start = np.zeros(shape[0] * shape[1])
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": MOST_STEPS})
    return best.x.reshape(shape)


def features_of(samples: list[Sample]) -> Any:
    """Return the sparse matrix samples × buckets; each sample's pairs together have the length 1."""
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]  # noqa: PLC0415

    rows = [np.sort(pairs(points_of(folded(sample.text)))[1]) for sample in samples]
    values = np.concatenate([np.full(len(row), 1.0 / np.sqrt(max(1, len(row)))) for row in rows])
    ends = np.cumsum([0, *map(len, rows)])
    return csr_matrix((values, np.concatenate(rows), ends), shape=(len(samples), BUCKETS))


def fit_bigrams(samples: list[Sample], themes: tuple[str, ...]) -> ThemeBigrams:
    """Return the table of character pairs that tells best what the samples are."""
    features = features_of(samples)
    used = np.unique(features.indices)
    wanted = np.array([[sample.themes.get(theme, 0.0) for theme in themes] for sample in samples])
    found = regression(features[:, used], wanted, np.array([sample.weight for sample in samples]))
    unit = float(np.abs(found).max()) / LARGEST
    table = np.zeros((BUCKETS, len(themes)), dtype=np.int8)
    table[used] = np.round(found / unit).astype(np.int8)
    return ThemeBigrams(table, unit)


def main() -> None:
    """Fit the table and write it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--phrasebook", type=Path, default=builtin_folder() / "phrasebook")
    parser.add_argument("--lines", type=Path, nargs="*", default=[], help="labelled lines, none of them held back")
    parser.add_argument("-o", "--output", type=Path, default=builtin_folder() / FILE)
    arguments = parser.parse_args()
    lexicon = builtin()
    samples = phrasings(arguments.phrasebook) + concept_labels(lexicon) + labelled_lines(arguments.lines)
    themes = tuple(theme.id for theme in lexicon.get("taxonomy", Taxonomy).themes)
    fit_bigrams(samples, themes).write(arguments.output, themes)
    print(f"{arguments.output}: fitted on {len(samples)} texts")


if __name__ == "__main__":
    main()

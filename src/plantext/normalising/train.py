"""Make the duty model from the phrasebook: ``python -m plantext.normalising.train [-o lexicons/duties.npz] [--measure]``.

The same phrasebook gives the same bytes. ``--measure`` leaves every fifth saying of each duty out and says how often its
duty comes first and among the first five.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from plantext.lexicon import Lexicon, builtin_folder
from plantext.normalising.duties import MODEL_FILE, DutyModel, largest, run_weights
from plantext.normalising.ngrams import Integers, columns, distinct, grams

Array = npt.NDArray[Any]
Doubles = npt.NDArray[np.float64]

LEFT_OUT = 0.2
REGISTERS = ("official", "plan", "plain", "cell", "report")
RIDGE = 1.0
"""Penalty of the linear model, as a share of the mean square; chosen on sayings left out (0.3 to 3 differ little)."""
DIRECTIONS = 300
CHUNK = 2048


@dataclass(frozen=True, slots=True)
class Saying:
    """One way to say a duty; ``r`` is the register (official, plan, plain, cell, report)."""

    r: str
    t: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One duty of the phrasebook."""

    id: str
    theme: str
    duty: str
    phrasings: tuple[Saying, ...]
    themes: tuple[str, ...] = ()
    stage: str | None = None
    near: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """``lexicons/phrasebook/*.jsonl``."""

    entries: tuple[Entry, ...] = field(default=())


def fit(entries: Sequence[Entry], left_out: frozenset[str] = frozenset()) -> dict[str, Array]:
    """Return the arrays of a model of these entries; sayings in ``left_out`` are not used."""
    sayings = [[entry.duty, *(saying.t for saying in entry.phrasings if saying.t not in left_out)] for entry in entries]
    texts = [text for group in sayings for text in group]
    duty_of = np.repeat(np.arange(len(entries)), [len(group) for group in sayings])
    about = "\n".join(_line(entry) for entry in entries)
    arrays = _index(texts, duty_of)
    arrays["duties"] = np.frombuffer(about.encode("utf-8"), dtype=np.uint8)
    centres = _centres(DutyModel(arrays), texts)
    lengths = 1 / arrays["duty_scale"].astype(np.float64)
    arrays.update(_linear(centres, duty_of, lengths))
    arrays.update(_latent(centres, duty_of, lengths))
    return arrays


def _index(texts: list[str], duty_of: Integers) -> dict[str, Array]:
    """Index the sayings by their character runs; the learned matrices are still empty."""
    duties = int(duty_of[-1]) + 1
    rows, codes = grams(texts)
    vocabulary = np.unique(codes)
    rows, cells = distinct(rows, columns(codes, vocabulary), len(vocabulary))
    order = np.argsort(cells, kind="stable")
    places, inverse = np.unique(duty_of[rows] * len(vocabulary) + cells, return_inverse=True)
    duty_spread = np.bincount(places % len(vocabulary), minlength=len(vocabulary))
    weights = run_weights(duty_spread, duties).astype(np.float64)
    lengths = np.sqrt(np.bincount(rows, weights[cells] ** 2, minlength=len(texts)))
    sums = np.bincount(inverse, weights[cells] / lengths[rows])
    duty_lengths = np.sqrt(np.bincount(places // len(vocabulary), sums**2, minlength=duties))
    return {
        "vocabulary": np.diff(vocabulary, prepend=np.uint64(0)),
        "spread": np.bincount(cells, minlength=len(vocabulary)).astype(np.uint16),
        "duty_spread": duty_spread.astype(np.uint16),
        "postings": rows[order].astype(np.uint16 if len(texts) <= 0xFFFF else np.uint32),
        "per_duty": np.bincount(duty_of).astype(np.uint16),
        "duty_scale": (1 / duty_lengths).astype(np.float32),
        "linear": np.zeros((duties, duties), dtype=np.int8),
        "linear_scale": np.zeros(duties, dtype=np.float32),
        "linear_own": np.ones(duties, dtype=np.float32),
        "latent": np.zeros((duties, 1), dtype=np.int8),
        "latent_scale": np.zeros(duties, dtype=np.float32),
    }


def _centres(model: DutyModel, texts: list[str]) -> Doubles:
    """Return the cosine of each saying with each duty's centre, shape ``(sayings, duties)``."""
    parts = [model.read(texts[start : start + CHUNK]).centres for start in range(0, len(texts), CHUNK)]
    return np.concatenate(parts).astype(np.float64)


def _linear(centres: Doubles, duty_of: Integers, lengths: Doubles) -> dict[str, Array]:
    """Learn which duty is meant from the cosines with all centres.

    Each saying is taken out of its own duty's centre first: what is learned must hold for sayings that the centres do not
    know. Ridge regression from the cosines (rows of length 1) to the right duty.
    """
    sayings = np.arange(len(duty_of))
    own = centres[sayings, duty_of] * lengths[duty_of]
    rest = np.sqrt(np.maximum(lengths[duty_of] ** 2 - 2 * own + 1, 1e-6))
    known = centres.copy()
    known[sayings, duty_of] = (own - 1) / rest
    known /= np.maximum(np.linalg.norm(known, axis=1, keepdims=True), 1e-9)
    right = np.zeros_like(known)
    right[sayings, duty_of] = 1
    squares = known.T @ known
    penalty = RIDGE * np.trace(squares) / len(squares) * np.eye(len(squares))
    weights = np.linalg.solve(squares + penalty, known.T @ right)
    own_weights = np.diag(weights).copy()
    np.fill_diagonal(weights, 0)
    return {"linear_own": own_weights.astype(np.float32)} | _bytes("linear", weights)


def _latent(centres: Doubles, duty_of: Integers, lengths: Doubles) -> dict[str, Array]:
    """Find the main directions in which the duties' centres differ (latent semantic analysis of duties by runs)."""
    starts = np.flatnonzero(np.diff(duty_of, prepend=-1))
    products = np.add.reduceat(centres, starts, axis=0) / lengths[:, None]
    values, vectors = np.linalg.eigh((products + products.T) / 2)
    kept = min(DIRECTIONS, len(values))
    directions = vectors[:, -kept:] / np.sqrt(np.maximum(values[-kept:], 1e-9))
    # The sign of an eigenvector is a matter of chance: its largest part is made positive.
    directions *= np.sign(directions[np.abs(directions).argmax(axis=0), np.arange(kept)])
    return _bytes("latent", directions)


def _bytes(name: str, table: Doubles) -> dict[str, Array]:
    """Store a matrix in one byte a number with a scale a row."""
    scale = np.maximum(np.abs(table).max(axis=1), 1e-9) / 127
    return {name: np.round(table / scale[:, None]).astype(np.int8), f"{name}_scale": scale.astype(np.float32)}


def _line(entry: Entry) -> str:
    themes = dict.fromkeys((entry.theme, *entry.themes))
    return "\t".join((entry.id, ",".join(themes), entry.stage or "", entry.duty))


def held_out(entries: Sequence[Entry]) -> frozenset[str]:
    """Choose a fifth of each duty's sayings, by hash and so always the same ones."""
    chosen: set[str] = set()
    for entry in entries:
        texts = sorted({saying.t for saying in entry.phrasings}, key=lambda t: hashlib.sha256(t.encode()).digest())
        chosen.update(texts[: max(1, round(LEFT_OUT * len(texts)))])
    return frozenset(chosen)


def measure(entries: Sequence[Entry]) -> dict[str, float]:
    """Fit without a fifth of the sayings and name the duties of those."""
    left_out = held_out(entries)
    model = DutyModel(fit(entries, left_out))
    asked = [(s, number) for number, entry in enumerate(entries) for s in entry.phrasings if s.t in left_out]
    reading = model.read([saying.t for saying, _ in asked])
    answers = np.array([number for _, number in asked])[:, None]
    likely, nearest = largest(reading.linear, 5) == answers, reading.nearest[:, :5] == answers
    registers = np.array([saying.r for saying, _ in asked])
    chances = np.take_along_axis(reading.posterior(), answers, 1)
    figures = {
        "sayings": float(len(asked)),
        "top-1": float(likely[:, 0].mean()),
        "top-5": float(likely.any(axis=1).mean()),
        "exemplars top-1": float(nearest[:, 0].mean()),
        "exemplars top-5": float(nearest.any(axis=1).mean()),
        "log likelihood": float(np.log(np.maximum(chances, 1e-9)).mean()),
    }
    for register in REGISTERS:
        of_register = likely[registers == register]
        if len(of_register):
            figures[f"{register} top-1"] = float(of_register[:, 0].mean())
            figures[f"{register} top-5"] = float(of_register.any(axis=1).mean())
    return figures


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m plantext.normalising.train", description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=builtin_folder() / MODEL_FILE)
    parser.add_argument("--measure", action="store_true", help="leave a fifth of the sayings out, print the figures")
    options = parser.parse_args(arguments)
    entries = Lexicon().get("phrasebook", Phrasebook).entries
    if options.measure:
        sys.stdout.writelines(f"{name:18} {value:.3f}\n" for name, value in measure(entries).items())
    else:
        np.savez_compressed(options.output, allow_pickle=False, **fit(entries))
        sys.stdout.write(f"{options.output}: {len(entries)} duties, {options.output.stat().st_size:,} bytes\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

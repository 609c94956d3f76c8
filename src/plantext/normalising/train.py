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

import numpy as np

from plantext.lexicon import Lexicon, builtin_folder
from plantext.normalising.duties import MODEL_FILE, DutyModel
from plantext.normalising.ngrams import columns, distinct, grams

LEFT_OUT = 0.2


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


def fit(entries: Sequence[Entry], path: Path, left_out: frozenset[str] = frozenset()) -> None:
    """Write the model of these entries to ``path``; sayings in ``left_out`` are not used."""
    sayings = [[entry.duty, *(saying.t for saying in entry.phrasings if saying.t not in left_out)] for entry in entries]
    texts = [text for group in sayings for text in group]
    rows, codes = grams(texts)
    vocabulary = np.unique(codes)
    rows, cells = distinct(rows, columns(codes, vocabulary), len(vocabulary))
    order = np.argsort(cells, kind="stable")
    spread = np.bincount(cells, minlength=len(vocabulary))
    weights = np.log((1 + len(texts)) / (1 + spread)) + 1
    lengths = np.sqrt(np.bincount(rows, weights[cells] ** 2, minlength=len(texts)))
    per_duty = np.array([len(group) for group in sayings])
    duty_of = np.repeat(np.arange(len(entries)), per_duty)
    duty_cells = duty_of[rows] * len(vocabulary) + cells
    places, inverse = np.unique(duty_cells, return_inverse=True)
    centroids = np.bincount(inverse, weights[cells] / lengths[rows])
    duty_lengths = np.sqrt(np.bincount(places // len(vocabulary), centroids**2, minlength=len(entries)))
    about = "\n".join(_line(entry) for entry in entries)
    np.savez_compressed(
        path,
        vocabulary=np.diff(vocabulary, prepend=np.uint64(0)),
        spread=spread.astype(np.uint16),
        postings=rows[order].astype(np.uint16 if len(texts) <= 0xFFFF else np.uint32),
        per_duty=per_duty.astype(np.uint16),
        duty_scale=(1 / duty_lengths).astype(np.float32),
        duties=np.frombuffer(about.encode("utf-8"), dtype=np.uint8),
    )


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


def measure(entries: Sequence[Entry], path: Path) -> dict[str, float]:
    """Fit without a fifth of the sayings (to ``path``) and name the duties of those."""
    left_out = held_out(entries)
    fit(entries, path, left_out)
    model = DutyModel(path)
    asked = [(s.t, number) for number, entry in enumerate(entries) for s in entry.phrasings if s.t in left_out]
    reading = model.read([text for text, _ in asked])
    answers = np.array([number for _, number in asked])[:, None]
    likely, nearest = reading.likely == answers, reading.nearest == answers
    return {
        "sayings": float(len(asked)),
        "top-1": float(likely[:, 0].mean()),
        "top-5": float(likely[:, :5].any(axis=1).mean()),
        "exemplars top-1": float(nearest[:, 0].mean()),
        "exemplars top-5": float(nearest[:, :5].any(axis=1).mean()),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m plantext.normalising.train", description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=builtin_folder() / MODEL_FILE)
    parser.add_argument("--measure", action="store_true", help="leave a fifth of the sayings out, print the figures")
    options = parser.parse_args(arguments)
    entries = Lexicon().get("phrasebook", Phrasebook).entries
    if options.measure:
        figures = measure(entries, options.output.with_suffix(".measure.npz"))
        options.output.with_suffix(".measure.npz").unlink()
        sys.stdout.write(" ".join(f"{name} {value:.3f}" for name, value in figures.items()) + "\n")
    else:
        fit(entries, options.output)
        sys.stdout.write(f"{options.output}: {len(entries)} duties, {options.output.stat().st_size:,} bytes\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Cleaning measured on annotated files: the project's own messy files, and the seeds where they are at hand."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from plantext.cleaning import CleanSource, clean
from plantext.lexicon import builtin
from plantext.reading import read

MESSY = Path(__file__).resolve().parents[1] / "corpus" / "messy"
SHARED = Path(os.environ.get("PLANTEXT_SHARED", "/work/shared"))
FLOOR_DOCUMENTS = 0.95
FLOOR_FURNITURE = 0.97
SAME_SPAN = 0.95


@dataclass(frozen=True)
class Sample:
    """An annotated file: its text, the rows of its documents and its furniture."""

    path: Path
    gold: Path

    def rows(self, kind: str) -> list[dict[str, object]]:
        lines = (self.gold / kind / f"{self.path.name[:3]}.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.strip()]


def samples() -> list[Sample]:
    found = [Sample(path, MESSY / "gold") for path in sorted(MESSY.glob("texts/*.txt"))]
    found += [Sample(path, SHARED / "gold" / "seeds") for path in sorted(SHARED.glob("seeds/*.txt"))]
    return [sample for sample in found if (sample.gold / "documents" / f"{sample.path.name[:3]}.jsonl").exists()]


SAMPLES = samples()
pytestmark = pytest.mark.skipif(not SAMPLES, reason="no annotated files at hand")


def overlap(first: tuple[int, int], second: tuple[int, int]) -> float:
    """Return the shared share of two spans (intersection over union)."""
    shared = min(first[1], second[1]) - max(first[0], second[0])
    return max(0, shared) / (max(first[1], second[1]) - min(first[0], second[0]))


def results() -> list[tuple[Sample, CleanSource]]:
    return [(sample, clean(read(sample.path), builtin())) for sample in SAMPLES]


def test_documents_and_types() -> None:
    found = expected = given = typed = 0
    for sample, result in results():
        rows = sample.rows("documents")
        expected, given = expected + len(rows), given + len(result.documents)
        for row in rows:
            span = (row["start"], row["end"])
            best = max(result.documents, key=lambda document: overlap(span, document.span))  # type: ignore[arg-type]
            if overlap(span, best.span) >= SAME_SPAN:  # type: ignore[arg-type]
                found += 1
                typed += best.doc_type in (row["doc_type"], *row.get("accept", ()))  # type: ignore[misc]
                assert best.duplicate_of is not None or "duplicate_of" not in row
    assert 2 * found / (expected + given) >= FLOOR_DOCUMENTS
    assert typed / found >= FLOOR_DOCUMENTS


def test_furniture_character_by_character() -> None:
    hit = lost = kept = 0
    for sample, result in results():
        text = result.source.text
        skipped: set[int] = set()
        want: set[int] = set()
        for row in sample.rows("furniture"):
            (skipped if row["reason"] == "metadata" else want).update(range(row["start"], row["end"]))  # type: ignore[call-overload]
        got = {place for removed in result.removed for place in range(*removed.span)} - skipped
        printed = {place for place, char in enumerate(text) if not char.isspace()}
        hit += len(got & want & printed)
        lost += len((got - want) & printed)
        kept += len((want - got) & printed)
    assert 2 * hit / (2 * hit + lost + kept) >= FLOOR_FURNITURE


SEEDS = [
    ("001", ["summary", "report", "paper", "paper", "plan", "plan"], [None, None, None, 2, None, None]),
    ("003", ["directive", "plan"], [None, None]),
    ("004", ["plan", "plan", "report", *["plan"] * 6], [None] * 9),
]


@pytest.mark.parametrize(("number", "types", "repeated"), SEEDS)
def test_collections_among_the_seeds(number: str, types: list[str], repeated: list[int | None]) -> None:
    paths = list(SHARED.glob(f"seeds/{number}_*.txt"))
    if not paths:
        pytest.skip("the seeds are not at hand")
    documents = clean(read(paths[0]), builtin()).documents
    assert [document.doc_type for document in documents] == types
    assert [document.duplicate_of for document in documents] == repeated

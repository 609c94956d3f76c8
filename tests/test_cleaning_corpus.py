"""Every annotated file by itself: a pooled figure would hide a miss. The project's own messy files, and the seeds where
they are at hand. Documents, furniture, outline and provenance, with the floors of the issue for each file."""

from __future__ import annotations

import functools
import os
from pathlib import Path

import pytest

from plantext.cleaning import clean
from plantext.evaluation.figures import Score
from plantext.evaluation.gold import AnnotatedText, GoldFurniture, rows
from plantext.evaluation.items import score_outline
from plantext.evaluation.layout import score_documents, score_furniture, score_provenance
from plantext.lexicon import builtin
from plantext.pipeline import ReadFile, read_file
from plantext.reading import read

MESSY = Path(__file__).resolve().parents[1] / "corpus" / "messy"
SHARED = Path(os.environ.get("PLANTEXT_SHARED", "/work/shared"))
FLOORS = {
    "documents": {"f1": 0.95, "type_acc": 0.95},
    "furniture": {"f1_char": 0.97},
    "outline": {"f1": 0.96, "number_acc": 0.98, "level_acc": 0.96, "title_acc": 0.95},
    "provenance": {"exact": 1.0, "accounted": 1.0},
}


def samples() -> list[AnnotatedText]:
    found = [AnnotatedText(path, MESSY / "gold") for path in sorted(MESSY.glob("texts/*.txt"))]
    found += [AnnotatedText(path, SHARED / "gold" / "seeds") for path in sorted(SHARED.glob("seeds/*.txt"))]
    return [sample for sample in found if sample.rows_file("documents").exists()]


each_file = pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.text.name[:3])


@functools.cache
def result(sample: AnnotatedText) -> ReadFile:
    return read_file(read(sample.text), builtin())


def check(score: Score, *, unless_absent: frozenset[str] = frozenset()) -> None:
    """Assert that no figure is under its floor; figures of what the file does not hold are 0 and left out."""
    low = {
        name: score.figures[name]
        for name, floor in FLOORS[score.kind].items()
        if score.figures[name] < floor and name not in unless_absent
    }
    assert not low, "\n".join(score.mistakes)


@each_file
def test_documents_and_types(sample: AnnotatedText) -> None:
    score = score_documents([(sample, result(sample).extraction)])
    check(score)
    repeated = '"duplicate_of"' in sample.rows_file("documents").read_text(encoding="utf-8")
    assert score.figures["duplicate_recall"] == repeated


@each_file
def test_furniture_character_by_character(sample: AnnotatedText) -> None:
    file = result(sample)
    if rows(sample.rows_file("furniture"), GoldFurniture):
        check(score_furniture([(sample, file.extraction)], [file.source]))
    else:
        assert not file.extraction.removed


@each_file
def test_outline(sample: AnnotatedText) -> None:
    score = score_outline([(sample, result(sample).extraction)])
    titled = any(section.title for document in result(sample).extraction.documents for section in document.sections)
    check(score, unless_absent=frozenset() if titled else frozenset({"title_acc"}))


@each_file
def test_provenance(sample: AnnotatedText) -> None:
    file = result(sample)
    check(score_provenance([file.source], [file.extraction]))


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

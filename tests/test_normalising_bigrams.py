"""Pairs of characters: what makes a pair, how a table is stored and read, and that many texts are labelled like one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from plantext.lexicon import builtin
from plantext.normalising import labeller
from plantext.normalising.bigrams import BUCKETS, ThemeBigrams, pairs, points_of
from plantext.normalising.samples import concept_labels, phrasings, shared

PAIRS = [
    ("安全", 1, "two characters"),
    ("安,全", 0, "a mark parts them"),
    ("安 全", 0, "so does a space"),
    ("95%", 2, "figures and % belong together"),
    ("", 0, "nothing"),
    ("校", 0, "one character alone"),
]


@pytest.mark.parametrize(("text", "count", "reason"), PAIRS, ids=[row[2] for row in PAIRS])
def test_pairs(text: str, count: int, reason: str) -> None:
    places, buckets = pairs(points_of(text))
    assert len(places) == len(buckets) == count, reason
    assert all(0 <= bucket < BUCKETS for bucket in buckets)


def test_figures_vary_freely() -> None:
    assert pairs(points_of("听课20节"))[1].tolist() == pairs(points_of("听课35节"))[1].tolist()


def test_table_comes_back_as_it_was(tmp_path: Path) -> None:
    themes = ("one", "two")
    table = np.zeros((BUCKETS, 2), dtype=np.int8)
    table[pairs(points_of("红薯"))[1], 1] = 100
    ThemeBigrams(table, 0.05).write(tmp_path / "t.npz", themes)
    read = ThemeBigrams.read(tmp_path / "t.npz", themes)
    scores = read.scores(points_of("挖红薯,种菜"), np.array([0, 4]))
    assert scores.shape == (2, 2)
    assert scores[0, 1] > 0
    assert not scores[1].any()
    assert not ThemeBigrams.read(tmp_path / "t.npz", ("other",)).table.any(), "fitted for other themes: not used"
    assert not ThemeBigrams.read(tmp_path / "none.npz", themes).table.any(), "no file: no evidence, no failure"


def test_many_texts_are_labelled_like_one() -> None:
    labels = labeller(builtin())
    texts = [
        "推门听课",
        "",
        "一、加强体育美育工作",
        "《学校卫生工作条例》",
        "a\nb安全",
        "学前三年毛入园率达到92%",
        "。",
        "校",
    ] * 150
    assert labels.label_all(texts) == [labels.label(text) for text in texts]
    headings = [("校本教研",)] * len(texts)
    assert labels.label_all(texts, headings) == [labels.label(text, ("校本教研",)) for text in texts]
    assert labels.label_all([]) == []


def test_pairs_help_where_no_listed_word_decides() -> None:
    labels = labeller(builtin())
    votes = labels.label("把憋在肚子里的心里话悄悄写下来投进树洞").themes
    assert [label.id for label in votes][:1] == ["mental"]


def test_samples_have_shares_of_one() -> None:
    assert shared(["moral"]) == {"moral": 1.0}
    assert sum(shared(["moral", "labour", "moral"]).values()) == pytest.approx(1.0)
    lexicon = builtin()
    some = concept_labels(lexicon) + phrasings(lexicon.folders[0] / "phrasebook")
    assert len(some) > 10_000
    assert all(sum(sample.themes.values()) == pytest.approx(1.0) for sample in some[::50])

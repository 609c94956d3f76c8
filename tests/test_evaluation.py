"""The scorer: its definitions on small examples, the corpus, and agreement with the project's reference scorer."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import plantext
from plantext.cli import main
from plantext.errors import PlantextError
from plantext.evaluation.demo import demo_folder
from plantext.evaluation.figures import precision_recall_f1, status_scores
from plantext.evaluation.gold import GoldTarget, find_gold
from plantext.evaluation.items import _right_comparators, _same_unit
from plantext.evaluation.judgements import calibration_error
from plantext.evaluation.matching import is_close, overlap, pair, plain, same_name

CORPUS = Path(__file__).parents[1] / "corpus"
REFERENCE = Path("/work/shared/tools/score.py")


def test_precision_recall_f1() -> None:
    assert precision_recall_f1(8, 2, 2) == pytest.approx((0.8, 0.8, 0.8))
    assert precision_recall_f1(0, 0, 5) == (0.0, 0.0, 0.0)
    assert precision_recall_f1(0, 3, 0) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("one", "other", "close"),
    [
        ((0, 10), (5, 15), True),  # half of the shorter
        ((0, 10), (6, 16), False),
        ((0, 100), (40, 44), True),  # inside
        ((0, 5), (5, 9), False),  # side by side
    ],
)
def test_close_spans(one: tuple[int, int], other: tuple[int, int], close: bool) -> None:
    assert is_close(one, other) is is_close(other, one) is close


def test_pairs_are_one_to_one_and_the_largest_overlap_wins() -> None:
    gold, predicted = [(0, 10), (10, 20)], [(2, 20), (0, 9)]
    found = pair(gold, predicted, lambda row: row, lambda item: item)
    assert set(found.pairs) == {((10, 20), (2, 20)), ((0, 10), (0, 9))}
    assert found.missed == found.extra == ()
    assert overlap((0, 4), (2, 9)) == 2


def test_names_are_compared_without_marks_and_width() -> None:
    assert plain("《体育》（合格率）") == "体育合格率"
    assert same_name("学生体质健康合格率", "体质健康合格率")
    assert same_name("合格率体质", "体质合格率")  # most characters are shared
    assert not same_name("合格率", "入园人数")
    assert not same_name("", "合格率")


@pytest.mark.parametrize(
    ("quote", "comparator", "right"),
    [
        ("达到95%", ">=", {"=", ">="}),  # a bare level may be read either way
        ("95%以上", ">=", {">="}),
        ("不超过45人", "<=", {"<="}),
        ("12个", "=", {"=", ">="}),
    ],
)
def test_right_comparators(quote: str, comparator: str, right: set[str]) -> None:
    row = GoldTarget(0, len(quote), quote, comparator=comparator, value=1, unit="%")  # type: ignore[arg-type]
    assert _right_comparators(row) == right


def test_units() -> None:
    assert _same_unit("％", "%")
    assert _same_unit("百分点", "%")
    assert _same_unit("", "")
    assert not _same_unit("", "人")


def test_calibration_error() -> None:
    assert calibration_error([(0.9, True)] * 9 + [(0.9, False)]) == pytest.approx(0.0)
    assert calibration_error([(1.0, False)] * 4) == pytest.approx(1.0)
    assert calibration_error([]) == 0.0


def test_status_scores() -> None:
    from collections import Counter

    table = Counter({("covered", "covered"): 3, ("covered", "missing"): 1, ("missing", "(not extracted)"): 2})
    covered, missing = status_scores(table, ("covered", "missing"))
    assert (covered.precision, covered.recall, covered.count) == (1.0, 0.75, 4)
    assert (missing.precision, missing.recall, missing.count) == (0.0, 0.0, 2)


# --- finding annotation --------------------------------------------------------------------------------------------


def test_all_layouts_are_found_below_the_corpus() -> None:
    gold = find_gold([CORPUS])
    assert len(gold.cases) >= 3
    assert len(gold.texts) >= 12
    assert len(gold.lines) >= 1


def test_no_annotation_and_no_folder(tmp_path: Path) -> None:
    with pytest.raises(PlantextError, match="bad-gold"):
        plantext.evaluate([tmp_path])
    with pytest.raises(PlantextError, match="not-found"):
        plantext.evaluate([tmp_path / "none"])


def test_faulty_rows_are_named(tmp_path: Path) -> None:
    (tmp_path / "lines.jsonl").write_text('{"text": "一", "themes": []}\n{"text": "二"}\n', encoding="utf-8")
    with pytest.raises(PlantextError, match="line 2"):
        plantext.evaluate([tmp_path])


def test_a_quote_that_is_not_in_the_text_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "directive.txt").write_text("关于加强安全工作的通知\n各校每学期开展演练2次。\n", encoding="utf-8")
    (tmp_path / "plan.txt").write_text("第一小学工作计划\n每学期开展演练2次。\n", encoding="utf-8")
    row = {"id": "r1", "quote": "没有这一句", "status": "covered", "evidence": []}
    (tmp_path / "coverage.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    with pytest.raises(PlantextError, match="not in the text"):
        plantext.evaluate([tmp_path])


# --- the whole corpus ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def corpus() -> plantext.api.Evaluation:  # type: ignore[name-defined]
    return plantext.evaluate([CORPUS / name for name in ("cases", "messy", "labels")])


def test_every_kind_is_scored(corpus: plantext.api.Evaluation) -> None:  # type: ignore[name-defined]
    kinds = {score.kind for score in corpus.scores}
    assert kinds == {
        *("documents", "furniture", "outline", "dates", "targets", "themes", "provenance", "coverage", "followup")
    }
    for score in corpus.scores:
        assert all(0 <= value <= 1 for value in score.figures.values())


def test_floors_that_hold_today(corpus: plantext.api.Evaluation) -> None:  # type: ignore[name-defined]
    """What was reached once must not be lost unnoticed; raised as the program gets better."""
    floors = {
        "provenance.exact": 1.0,
        "provenance.accounted": 1.0,
        "documents.f1": 0.9,
        "furniture.f1_char": 0.95,
        "outline.f1": 0.93,
        "dates.f1_span": 0.95,
        "themes.f1_micro": 0.9,
    }
    for name, least in floors.items():
        kind, _, figure = name.partition(".")
        score = corpus.score(kind)
        assert score is not None
        assert score.figures[figure] >= least, name


def test_the_command_prints_figures_and_holds_floors() -> None:
    labels = str(CORPUS / "labels")
    good = CliRunner().invoke(main, ["evaluate", labels, "--show", "1", "--floor", "themes.f1_micro=0.5"])
    assert good.exit_code == 0
    assert re.search(r"f1_micro 0\.\d{3}", good.stdout)
    bad = CliRunner().invoke(main, ["evaluate", labels, "--format", "json", "--floor", "themes.f1_micro=1.01"])
    assert bad.exit_code == 1
    assert json.loads(bad.stdout)["scores"][0]["kind"] == "themes"
    assert "themes.f1_micro" in bad.stderr


def test_the_demo_set_is_evaluated_by_default() -> None:
    evaluation = plantext.evaluate()
    assert evaluation.folders == (str(demo_folder()),)
    assert {score.kind for score in evaluation.scores} == {"coverage", "followup"}


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference scorer is not part of the repository")
@pytest.mark.parametrize("kind", ["outline", "followup"])  # its targets stop at an empty unit
def test_same_figures_as_the_reference_scorer(kind: str, corpus: plantext.api.Evaluation, tmp_path: Path) -> None:  # type: ignore[name-defined]
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "seeds").symlink_to(CORPUS / "messy" / "gold")
    (gold / "triples").symlink_to(CORPUS / "cases")
    environment = os.environ | {
        "PLANTEXT_GOLD": str(gold),
        "PLANTEXT_SEEDS": str(CORPUS / "messy" / "texts"),
        "PLANTEXT_BIN": str(Path(sys.executable).with_name("plantext")),
    }
    command = [sys.executable, str(REFERENCE), kind]
    printed = subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stdout
    figures = dict(re.findall(r"(\w+) (\d\.\d{3})", printed.splitlines()[-1]))
    score = corpus.score(kind)
    assert score is not None
    for name, value in figures.items():
        if name != "ece":  # the reference counts confidences on a bin's edge twice
            assert f"{score.figures[name]:.3f}" == value, name

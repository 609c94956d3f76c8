"""The duty space: what a text speaks of, by the phrasebook's sayings."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from plantext.errors import PlantextError
from plantext.lexicon import Lexicon, builtin
from plantext.normalising.duties import DutyModel, duty_model, load_model
from plantext.normalising.ngrams import code, columns, distinct, fold, grams
from plantext.normalising.train import Entry, Phrasebook, Saying, fit, held_out, measure

DRILL = Entry(
    id="safety.drill",
    theme="safety",
    duty="学校定期组织应急疏散演练",
    phrasings=(Saying("official", "每月至少开展一次应急疏散演练"), Saying("plain", "警报一响就往操场跑，月月练")),
)
VISIT = Entry(
    id="home.visit",
    theme="home_school",
    themes=("moral",),
    stage="compulsory",
    duty="班主任到学生家里家访",
    phrasings=(
        Saying("official", "班主任每学年对每名学生家访不少于1次"),
        Saying("plain", "老师上门去认认路、见见大人"),
    ),
)
READING = Entry(
    id="culture.reading",
    theme="culture",
    duty="学生每天有固定的阅读时间",
    phrasings=(Saying("plan", "每天中午二十分钟静心看书"), Saying("cell", "午间阅读/每日/语文组")),
)


@pytest.fixture(scope="module")
def small() -> DutyModel:
    return DutyModel(fit([DRILL, VISIT, READING]))


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("每学期不少于12次", "每学期不少于0次", "figures vary freely between sayings"),
        ("总额1,250.5元", "总额0元", "a figure with separators is one figure"),
        ("２０２５年６月底前完成（必修）", "底前完成 必修", "full width folds, dates go out, marks cut"),
        ("A班与b班", "a班与b班", "letters in one case"),
        ("——！", "", "marks alone leave nothing"),
    ],
)
def test_fold(text: str, expected: str, reason: str) -> None:
    assert fold(text) == expected, reason


def test_grams_do_not_cross_marks_or_texts() -> None:
    rows, codes = grams(["读书，写字", "书"])
    assert set(codes[rows == 0].tolist()) == {code(run) for run in ("读", "书", "读书", "写", "字", "写字")}
    assert codes[rows == 1].tolist() == [code("书")]


def test_grams_of_nothing() -> None:
    rows, codes = grams(["", "。"])
    assert len(rows) == len(codes) == 0


def test_columns_and_distinct() -> None:
    vocabulary = np.array([2, 5, 9], dtype=np.uint64)
    assert columns(np.array([9, 3, 2], dtype=np.uint64), vocabulary).tolist() == [2, -1, 0]
    assert columns(np.array([9], dtype=np.uint64), vocabulary[:0]).tolist() == [-1]
    rows, cells = distinct(np.array([1, 0, 1, 1]), np.array([2, -1, 2, 0]), 3)
    assert (rows.tolist(), cells.tolist()) == ([1, 1], [0, 2])


@pytest.mark.parametrize(
    ("text", "duty", "reason"),
    [
        ("应急疏散演练每月1次", "safety.drill", "words in another order"),
        ("月月都要往操场跑一回", "safety.drill", "plain words that only the plain saying knows"),
        ("老师挨家上门认路", "home.visit", "no character of 家访 but 家 is left"),
        ("中午全班看书", "culture.reading", "the plan's wording"),
    ],
)
def test_names_the_duty(small: DutyModel, text: str, duty: str, reason: str) -> None:
    reading = small.read([text])
    assert small.duties[int(reading.linear[0].argmax())].id == duty, reason
    assert small.duties[int(reading.nearest[0, 0])].id == duty, reason
    assert small.duties_of(text)[0][0] == duty


def test_reading_shapes_and_ranges(small: DutyModel) -> None:
    texts = ["应急疏散演练", "", "zzz", "班主任家访"] * 9  # more than one batch
    reading = small.read(texts)
    assert len(reading) == len(texts)
    assert reading.nearest.shape == reading.closeness.shape == (len(texts), 3)
    assert reading.linear.shape == reading.centres.shape == (len(texts), 3)
    assert np.all((reading.best >= 0) & (reading.best <= 1.001))
    assert np.allclose(reading.posterior().sum(axis=1), 1, atol=1e-5)
    assert reading.best[1] == reading.best[2] == 0, "nothing known of the text"
    assert not np.isnan(reading.latent).any()


def test_reading_nothing(small: DutyModel) -> None:
    assert len(small.read([])) == 0


def test_a_text_reads_the_same_in_any_company(small: DutyModel) -> None:
    alone = small.read(["每天看书"])
    together = small.read(["班主任家访"] * 40 + ["每天看书"])
    assert np.allclose(alone.linear[0], together.linear[-1], atol=1e-6)
    assert np.allclose(alone.latent[0], together.latent[-1], atol=1e-6)


def test_duties_keep_theme_stage_and_sentence(small: DutyModel) -> None:
    duty = small.duties[small.index["home.visit"]]
    assert duty.themes == ("home_school", "moral")
    assert duty.stage == "compulsory"
    assert duty.sentence == VISIT.duty
    assert small.duties[0].stage is None


def test_training_is_deterministic() -> None:
    first, second = fit([DRILL, VISIT, READING]), fit([DRILL, VISIT, READING])
    assert first.keys() == second.keys()
    assert all(first[name].tobytes() == second[name].tobytes() for name in first)


def test_held_out_is_a_fifth_of_each_duty() -> None:
    entry = Entry("x.y", "moral", "甲", tuple(Saying("plan", f"说法{number}") for number in range(10)))
    chosen = held_out([entry])
    assert len(chosen) == 2
    assert chosen == held_out([entry])


def test_measure_leaves_sayings_out() -> None:
    figures = measure([DRILL, VISIT, READING])
    assert figures["sayings"] == 3
    assert 0 <= figures["top-1"] <= figures["top-5"] <= 1


def test_damaged_model_is_a_plantext_error(tmp_path: Path) -> None:
    (tmp_path / "duties.npz").write_bytes(b"PK nothing")
    with pytest.raises(PlantextError, match="lexicon"):
        load_model(tmp_path / "duties.npz")
    with pytest.raises(PlantextError, match="lexicon"):
        load_model(tmp_path / "none.npz")


def test_a_folder_laid_over_brings_its_own_model(tmp_path: Path) -> None:
    np.savez_compressed(tmp_path / "duties.npz", allow_pickle=False, **fit([DRILL, VISIT]))
    assert len(duty_model(Lexicon((tmp_path,))).duties) == 2


class TestBuiltin:
    """The model that is shipped."""

    def test_is_made_from_the_phrasebook(self) -> None:
        entries = builtin().get("phrasebook", Phrasebook).entries
        assert [duty.id for duty in duty_model(builtin()).duties] == [entry.id for entry in entries]

    def test_is_small(self) -> None:
        assert (builtin().folders[0] / "duties.npz").stat().st_size < 8_000_000

    @pytest.mark.parametrize(
        ("text", "duty"),
        [
            ("保健医生每半年给全校量一次视力", "health."),
            ("食堂每样菜都要留样", "safety."),
            ("新老师拜师结对", "teachers."),
        ],
    )
    def test_speaks_of_the_right_theme(self, text: str, duty: str) -> None:
        assert duty_model(builtin()).duties_of(text)[0][0].startswith(duty)

    def test_loads_without_scientific_packages(self) -> None:
        program = (
            "import sys; from plantext.lexicon import builtin; from plantext.normalising.duties import duty_model;"
            "duty_model(builtin()).duties_of('每周家访'); "
            "sys.exit(any(name in sys.modules for name in ('scipy', 'sklearn', 'torch', 'jieba')))"
        )
        assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0

    def test_is_fast(self) -> None:
        model = duty_model(builtin())
        texts = [f"{duty.sentence}，并做好记录归档" for duty in model.duties]
        model.read(texts[:50])
        start = time.perf_counter()
        model.read(texts)
        # 2,000 clauses a second are promised; a loaded machine gets a fifth of that before the test complains.
        assert len(texts) / (time.perf_counter() - start) > 400

"""Evidence search: which passages of one document speak of a requirement of the other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from plantext.aligning.search import Passage, Searcher, searcher
from plantext.aligning.terms import TermFinder, shared_terms
from plantext.aligning.wording import Wording
from plantext.evaluation.fit_search import main as fit_search
from plantext.evaluation.retrieval import auc, figures, main, questions
from plantext.lexicon import Lexicon, builtin
from plantext.normalising.duties import duty_model

PLAN = (
    "每周一下午第三节各班开班会，班主任带着大家聊一个话题",
    "食堂每顿的菜各留一小份，写上日期放进冰箱两天",
    "老师利用双休日走进学生家门，同家长拉拉家常",
    "消防、地震逃生轮着练，一个月一回，练完当场讲评",
    "教研组逢周三碰头，一起磨下周的课",
    "校门口安排护学岗，放学分批走",
)


@pytest.mark.parametrize(
    ("requirement", "answer", "reason"),
    [
        ("每餐次食品成品应当留样，冷藏存放48小时以上", 1, "two days in the fridge, not a word of 冷藏"),
        ("班主任每学年对每名学生至少家访1次", 2, "走进家门 is 家访"),
        ("每月至少组织1次应急疏散演练", 3, "逃生 trained monthly"),
        ("每班每周召开主题班会", 0, "the plain wording"),
        ("各教研组每周开展集体备课", 4, "磨课 together"),
    ],
)
def test_finds_paraphrase(requirement: str, answer: int, reason: str) -> None:
    ranking = searcher(builtin()).rank([Passage(requirement)], [Passage(text) for text in PLAN])
    assert answer in ranking.best(0, 2), reason


def test_presence_is_low_where_nothing_answers() -> None:
    asked = [Passage("积极争取上级专项资金，改造学校运动场"), Passage("每月至少组织1次应急疏散演练")]
    ranking = searcher(builtin()).rank(asked, [Passage(text) for text in PLAN])
    assert ranking.presence[0].max() < ranking.presence[1].max()


def test_shapes_and_ranges() -> None:
    ranking = searcher(builtin()).rank([Passage(text) for text in PLAN[:2]], [Passage(text) for text in PLAN])
    assert ranking.score.shape == ranking.presence.shape == (2, len(PLAN))
    assert np.all((ranking.presence > 0) & (ranking.presence < 1))
    for name, table in ranking.channels.items():
        assert table.shape == (2, len(PLAN)), name
        assert np.all((table >= 0) & (table <= 1.0001)), name


@pytest.mark.parametrize(("asked", "given"), [(0, 3), (3, 0), (0, 0)])
def test_nothing_on_a_side(asked: int, given: int) -> None:
    ranking = searcher(builtin()).rank([Passage("班会")] * asked, [Passage("家访")] * given)
    assert ranking.score.shape == (asked, given)


def test_a_text_of_marks_harms_nothing() -> None:
    ranking = searcher(builtin()).rank([Passage("——"), Passage("家访")], [Passage("……"), Passage("家访")])
    assert not np.isnan(ranking.score).any()
    assert ranking.best(1, 1) == [1]


def test_the_heading_above_helps() -> None:
    asked = [Passage("每月组织应急疏散演练")]
    given = [Passage("每月一次，练完讲评", ("家校共育",)), Passage("每月一次，练完讲评", ("应急演练",))]
    assert searcher(builtin()).rank(asked, given).best(0, 1) == [1]


def test_named_concepts_and_indicators_count() -> None:
    asked = [Passage("甲乙丙", concepts=frozenset({"x.y"}))]
    given = [Passage("丁戊己"), Passage("丁戊己", concepts=frozenset({"x.y"}))]
    assert searcher(builtin()).rank(asked, given).channels["concepts"].round(3).tolist() == [[0, 1]]


def test_slogans_carry_no_match(tmp_path: Path) -> None:
    (tmp_path / "slogans.yaml").write_text("phrases: [促进学生全面发展]\n", encoding="utf-8")
    search = Searcher(Lexicon((tmp_path,)))
    assert search.without_slogans("改进评价方式，促进学生全面发展") == "改进评价方式， "
    assert search.without_slogans("促进学生全面发展") == "促进学生全面发展", "a slogan alone stays"
    asked = [Passage("改进评价方式，促进学生全面发展")]
    table = search.rank(asked, [Passage("抓好卫生防疫，促进学生全面发展")]).channels["characters"]
    assert table[0, 0] < 0.05


def test_equal_texts_have_equal_wording() -> None:
    wording = Wording(["每天阅读二十分钟"], ["每天阅读二十分钟", "食堂留样"], duty_model(builtin()))
    assert wording.characters()[0].round(3).tolist() == [1, 0]
    assert wording.words()[0].round(3).tolist() == [1, 0]


def test_the_other_document_says_how_rare_a_run_is() -> None:
    model = duty_model(builtin())
    alone = Wording(["蘑菇屋开放"], ["蘑菇屋打扫"], model).characters()[0, 0]
    crowd = Wording(["蘑菇屋开放"], ["蘑菇屋打扫", *["蘑菇屋"] * 3000], model).characters()[0, 0]
    assert crowd < alone


def test_terms(tmp_path: Path) -> None:
    finder = TermFinder(builtin())
    concepts = frozenset({"a"}), frozenset({"b"})
    assert finder.terms("") == frozenset()
    assert shared_terms(concepts, concepts).round(3).tolist() == [[1, 0], [0, 1]]
    assert shared_terms([frozenset()], [frozenset()]).tolist() == [[0]]


def test_auc() -> None:
    values = np.array([0.9, 0.4, 0.4, 0.1], dtype=np.float32)
    assert auc(values, np.array([1, 1, 0, 0])) == pytest.approx(0.875)
    assert auc(values, np.array([1, -1, -1, 0])) == 1
    assert np.isnan(auc(values, np.array([1, 1, 1, -1])))


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case of three requirements: one met, one missing, one that the plan contradicts."""
    folder = tmp_path / "x1"
    folder.mkdir()
    directive = "某县教育局关于做好安全工作的通知\n一、重点任务\n每月至少组织1次应急疏散演练。每周排查一次安全隐患。不得组织学生参加商业活动。\n"
    plan = (
        "某小学安全工作计划\n一、主要措施\n每月练一次逃生，练完讲评。组织合唱队参加商场开业演出。校门口安排护学岗。\n"
    )
    rows = (
        '{"id":"r1","quote":"每月至少组织1次应急疏散演练","status":"covered","evidence":["每月练一次逃生"]}',
        '{"id":"r2","quote":"每周排查一次安全隐患","status":"missing","evidence":[]}',
        '{"id":"r3","quote":"不得组织学生参加商业活动","status":"missing","evidence":["组织合唱队参加商场开业演出"]}',
    )
    (folder / "directive.txt").write_text(directive, encoding="utf-8")
    (folder / "plan.txt").write_text(plan, encoding="utf-8")
    (folder / "coverage.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return folder


def test_questions_of_a_case(case: Path) -> None:
    found = questions(case, "coverage", builtin())
    assert found is not None
    assert found.met.tolist() == [1, 0, -1], "what contradicts is spoken of, yet not met"
    assert found.relevant.any(axis=1).tolist() == [True, False, True]
    assert questions(case, "followup", builtin()) is None
    result = figures([found], [searcher(builtin()).rank(found.queries, found.passages)])
    assert result.asked == 2
    assert result.hit1 == 1


def test_retrieval_prints_its_figures(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(case)]) == 0
    assert "coverage all" in capsys.readouterr().out


def test_fitting_writes_readable_weights(case: Path, tmp_path: Path) -> None:
    other = tmp_path / "x2"
    other.mkdir()
    for path in case.iterdir():
        (other / path.name).write_bytes(path.read_bytes())
    output = tmp_path / "weights.yaml"
    assert fit_search([str(case), str(other), "-o", str(output)]) == 0
    text = output.read_text(encoding="utf-8")
    assert "fit_search x1 x2" in text
    layered = tmp_path / "lexicons"
    layered.mkdir()
    output.rename(layered / "weights.yaml")
    assert Searcher(Lexicon((layered,))).weights.channels["latent"] >= 0

"""The written knowledge: it loads, it is clean, and the labeller keeps what it reached on the project's own lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from plantext.lexicon import Lexicon, builtin
from plantext.normalising import labeller
from plantext.normalising.lint import lint
from plantext.normalising.lookup import entries, explain, lookup
from plantext.normalising.measure import f1, measure
from plantext.normalising.shapes import Concepts, Cues, Indicators, Taxonomy

THEMES = [
    "moral",
    "classroom",
    "curriculum",
    "research",
    "teachers",
    "governance",
    "evaluation",
    "safety",
    "health",
    "arts",
    "labour",
    "mental",
    "culture",
    "digital",
    "facilities",
    "home_school",
    "equity",
    "funding",
    "organisation",
    "supervision",
    "exchange",
]
STAGES = ["preschool", "compulsory", "senior", "vocational", "special", "ethnic", "lifelong"]
LINES = Path(__file__).parents[1] / "corpus" / "labels"


def test_taxonomy_has_the_contracts_ids_in_order() -> None:
    taxonomy = builtin().get("taxonomy", Taxonomy)
    assert [theme.id for theme in taxonomy.themes] == THEMES
    assert [stage.id for stage in taxonomy.stages] == STAGES


def test_every_theme_has_words_and_concepts() -> None:
    cues = builtin().get("themes", dict[str, Cues])
    concepts = builtin().get("concepts", Concepts).concepts
    for theme in THEMES:
        assert len(cues[theme].strong) >= 20, theme
        assert sum(next(iter(concept.themes)) == theme for concept in concepts) >= 10, theme


def test_lexicon_is_clean() -> None:
    assert [finding for finding in lint(builtin()) if finding.severity == "error"] == []
    assert len(lint(builtin())) <= 5, "warnings pile up"


def test_lint_finds_faults(tmp_path: Path) -> None:
    (tmp_path / "concepts.yaml").write_text(
        """
concepts:
  - {id: test.one, pref_label: 青蓝工程, themes: {teachers: 3}, negative_labels: [青蓝工程], broader: test.two}
  - {id: test.two, pref_label: 丁, themes: {nowhere: 3}, stage: never, broader: test.one}
""",
        encoding="utf-8",
    )
    kinds = {finding.kind for finding in lint(Lexicon((tmp_path,)))}
    assert {"duplicate-label", "negative-of-itself", "unknown-theme", "unknown-stage", "cycle", "short-label"} <= kinds


def test_a_folder_of_ones_own_adds_words(tmp_path: Path) -> None:
    line = "各校认真组织开展翠鸟行动。"
    assert [label.id for label in labeller(builtin()).label(line).themes] != ["safety"]
    (tmp_path / "concepts.yaml").write_text(
        "concepts:\n  - {id: own.翠鸟行动, pref_label: 翠鸟行动, themes: {safety: 3}}\n", encoding="utf-8"
    )
    assert [label.id for label in labeller(Lexicon((tmp_path,))).label(line).themes] == ["safety"]


def test_lookup_finds_by_id_label_and_part() -> None:
    assert [entry.kind for entry in lookup(builtin(), "health")] == ["theme"]
    assert {entry.kind for entry in lookup(builtin(), "家访")} >= {"concept"}
    assert any(entry.id == "myopia_rate" for entry in lookup(builtin(), "近视率"))
    assert lookup(builtin(), "没有这样的词") == []
    assert len({(entry.kind, entry.id) for entry in entries(builtin())}) == len(entries(builtin()))


def test_explain_names_the_sources() -> None:
    explanation = explain(builtin(), "每周推门听课,让学生有安全感")
    by_word = {reason.text: reason for reason in explanation.reasons}
    assert any(source.startswith("concept research.") for source in by_word["推门听课"].sources)
    assert by_word["安全感"].sources[0].startswith("negative")
    assert not explanation.silent
    assert explain(builtin(), "关于做好安全工作的通知").silent


def test_national_figures_name_document_and_year() -> None:
    indicators = builtin().get("indicators", Indicators).indicators
    assert len(indicators) >= 250
    assert all(figure.source and 1980 < figure.year < 2030 for one in indicators for figure in one.national)


@pytest.mark.parametrize(("name", "floor"), [("lines.jsonl", 0.92), ("paragraphs.jsonl", 0.90)])
def test_figures_on_own_lines(name: str, floor: float) -> None:
    path = LINES / name
    if not path.exists():
        pytest.skip("corpus is not shipped")
    figures = measure(path, labeller(builtin()), show=False)
    total = [sum(counts[kind] for counts in figures.per_theme.values()) for kind in range(3)]
    assert f1(total) >= floor
    assert f1(figures.stages) >= 0.90

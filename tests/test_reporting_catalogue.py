"""The catalogue is complete in both languages, and the code and the templates ask for nothing it does not hold."""

from __future__ import annotations

import re
import string
from pathlib import Path
from typing import get_args

import pytest

from plantext import model
from plantext.catalogue import Wording, sentences
from plantext.reporting import view

SOURCE = Path(__file__).parent.parent / "src" / "plantext"
ROOMS = (SOURCE / "reporting", SOURCE / "catalogue", SOURCE / "aligning")
CODE = "\n".join(
    path.read_text("utf-8")
    for room in ROOMS
    for path in sorted(room.rglob("*"))
    if path.suffix in {".py", ".j2"} and path.is_file()
)
FAMILIES = {
    "status": [*view.COVERAGE_STATUSES, *get_args(model.FollowUpStatus), "partly"],
    "gap": get_args(model.Gap),
    "note": get_args(model.Note),
    "reason": get_args(model.FollowUpReason),
    "force": get_args(model.Force),
    "doc_type": get_args(model.DocType),
    "removed": get_args(model.RemovedReason),
    "kind": get_args(model.TargetKind),
    "date_type": get_args(model.DateType),
    "role": get_args(model.DateRole),
    "per": get_args(model.Per),
}
COMPUTED = ("why", "field", "explain", "review", "sheet", "span_of", "season", "place", "per", "coverage", "followup")
"""Groups whose keys the code puts together from parts."""


@pytest.mark.parametrize("key", sentences())
def test_every_sentence_is_there_in_both_languages_with_the_same_fields(key: str) -> None:
    sentence = sentences()[key]
    assert set(sentence) == {"zh", "en"}
    assert all(sentence.values())
    fields = {
        language: sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)
        for language, text in sentence.items()
    }
    optional = {"year", "month", "day"}  # 10月20日 has no year to name
    assert set(fields["zh"]) - optional == set(fields["en"]) - optional


@pytest.mark.parametrize("key", sentences())
def test_english_sentences_hold_no_chinese(key: str) -> None:
    assert not re.search(r"[\u4e00-\u9fff]", sentences()[key]["en"])


@pytest.mark.parametrize("group", FAMILIES)
def test_every_value_of_the_contract_has_words(group: str) -> None:
    missing = [value for value in FAMILIES[group] if f"{group}.{value}" not in sentences()]
    assert not missing


def test_what_the_code_asks_for_is_in_the_catalogue() -> None:
    asked = set(re.findall(r"""(?:say|pair)\(\s*["']([a-z_]+\.[a-z_]+)["']""", CODE))
    assert len(asked) > 50
    assert asked <= set(sentences())


def test_coverage_and_followup_have_the_same_sentences() -> None:
    keys = {
        kind: {key.partition(".")[2] for key in sentences() if key.startswith(f"{kind}.")}
        for kind in ("coverage", "followup")
    }
    assert keys["coverage"] == keys["followup"]
    assert set(re.findall(r"""(?:report\.words|words)\(\s*["']([a-z_]+)["']""", CODE)) <= keys["coverage"]


def test_no_sentence_is_left_over() -> None:
    def is_used(key: str) -> bool:
        group, _, name = key.partition(".")
        if group in FAMILIES:
            return True
        # say("field." ~ key) and say(f"sheet.extras_{kind}") name only a part of the key
        part = name.removesuffix("_coverage").removesuffix("_followup")
        quoted = re.search(rf"""["'.]{re.escape(part)}["'}}_,]""", CODE)
        return bool(quoted) if group in COMPUTED else key in CODE

    assert [key for key in sentences() if not is_used(key)] == []


@pytest.mark.parametrize(
    ("language", "concept", "name"),
    [
        ("zh", "moral", "德育"),
        ("en", "moral", "Moral education"),
        ("zh", "no-such-theme", "no-such-theme"),  # an id of an older or newer taxonomy is shown as it is
    ],
)
def test_themes_are_shown_by_their_preferred_label(language: str, concept: str, name: str) -> None:
    assert Wording(language).name(concept) == name  # type: ignore[arg-type]

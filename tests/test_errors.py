"""One catalogue of messages, complete in both languages, and an exit code for each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from plantext.errors import EXIT_INPUT, EXIT_INTERNAL, EXIT_USAGE, MESSAGES, PlantextError, message

SOURCES = Path(__file__).parents[1] / "src" / "plantext"
FIELD = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("code", MESSAGES)
def test_every_message_is_complete_in_both_languages(code: str) -> None:
    zh, en = MESSAGES[code]
    assert set(FIELD.findall(zh)) == set(FIELD.findall(en))
    assert "\n" not in zh + en
    if code != "usage":  # its words come with the error
        assert re.search("[一-鿿]", zh)
        assert not re.search("[一-鿿]", en)
        assert en.endswith(".")
        assert zh.endswith("。")


RAISED = [code for code, (zh, _) in MESSAGES.items() if set(FIELD.findall(zh)) <= {"name", "detail"}]
"""Notices have fields of their own."""


@pytest.mark.parametrize("code", RAISED)
def test_rendered_in_one_line_with_code_and_name(code: str) -> None:
    error = PlantextError(code, "计划.docx", "why")
    for language in ("zh", "en"):
        said = error.render(language)
        assert said.startswith(f"[{code}] ")
        assert "计划.docx" in said or "why" in said
        assert "{" not in said


@pytest.mark.parametrize(
    ("code", "exit_code"),
    [("usage", EXIT_USAGE), ("internal", EXIT_INTERNAL), ("encrypted", EXIT_INPUT), ("cannot-write", EXIT_INPUT)],
)
def test_exit_codes(code: str, exit_code: int) -> None:
    assert PlantextError(code).exit_code == exit_code


def test_an_unknown_code_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        PlantextError("no-such-code")


def test_braces_in_a_name_do_no_harm() -> None:
    assert "{x}" in message("not-found", "en", name="{x}.docx")


def test_every_code_that_is_raised_stands_in_the_catalogue() -> None:
    raised = {
        code
        for path in SOURCES.rglob("*.py")
        for code in re.findall(r'PlantextError\(\s*"([a-z-]+)"', path.read_text(encoding="utf-8"))
    }
    assert raised
    assert raised <= set(RAISED)

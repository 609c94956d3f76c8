"""The READMEs tell the truth: their commands run, every command is described, both languages say the same."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plantext.cli import COMMANDS

TOP = Path(__file__).parents[1]
READMES = ("README.md", "README.zh.md")
BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(readme: str, language: str) -> list[str]:
    text = (TOP / readme).read_text(encoding="utf-8")
    return [code for found, code in BLOCK.findall(text) if found == language]


def test_both_readmes_have_the_same_commands() -> None:
    first, second = (blocks(readme, "sh") for readme in READMES)
    assert first == second
    assert len(first) >= 6


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    """A folder that looks like a checkout's top folder and may be written to."""
    shutil.copytree(TOP / "corpus", tmp_path / "corpus", ignore=shutil.ignore_patterns("messy"))
    return tmp_path


@pytest.mark.skipif(shutil.which("bash") is None, reason="the tour is written for a shell")
def test_the_tour_runs(workplace: Path) -> None:
    script = "set -euo pipefail\n" + "\n".join(blocks("README.md", "sh"))
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=workplace,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PATH": path, "PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stderr == ""
    for name in ("plan.json", "plan-source.txt", "check.html", "check.xlsx", "followup.html", "audit/index.html"):
        assert (workplace / name).stat().st_size > 100
    assert (
        len(list((workplace / "audit" / "reports").iterdir())) == 3
    )  # two checks and the follow-up of the paired plan


def test_both_readmes_have_the_same_python_example() -> None:
    first, second = (blocks(readme, "python")[0].splitlines() for readme in READMES)
    differing = [(one, other) for one, other in zip(first, second, strict=True) if one != other]
    assert all(one.startswith("print(") and other.startswith("print(") for one, other in differing)  # words only


def test_the_python_example_runs(workplace: Path) -> None:
    (code,) = blocks("README.md", "python")
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=workplace,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "teachers" in done.stdout.splitlines()[-1]


@pytest.mark.parametrize("readme", READMES)
def test_every_command_is_described(readme: str) -> None:
    text = (TOP / readme).read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"`plantext {name}" in text


@pytest.mark.parametrize("page", [*READMES, "corpus/README.md", "docs/audit.md", "docs/architecture.md"])
def test_links_lead_somewhere(page: str) -> None:
    file = TOP / page
    for target in re.findall(r"\]\((?!https?://)([^)#]+)\)", file.read_text(encoding="utf-8")):
        assert (file.parent / target).exists(), target


def test_the_architecture_names_every_room() -> None:
    text = (TOP / "docs" / "architecture.md").read_text(encoding="utf-8")
    for entry in (TOP / "src" / "plantext").iterdir():
        if entry.is_dir() and not entry.name.startswith("__"):
            assert f"`{entry.name}/`" in text


def test_the_store_is_described() -> None:
    from plantext.batch.store import SCHEMA

    text = (TOP / "docs" / "audit.md").read_text(encoding="utf-8")
    for table, columns in re.findall(r"CREATE TABLE IF NOT EXISTS (\w+) \((.*?)\n\)", SCHEMA, re.DOTALL):
        assert f"| `{table}` |" in text
        for line in columns.splitlines():
            for column in re.findall(r"(?:^|, )\s*([a-z_0-9]+) (?:TEXT|INTEGER|REAL|BLOB)", line.split("--")[0]):
                assert f"`{column}`" in text, column


def test_the_changelog_knows_this_version() -> None:
    from plantext import __version__

    assert f"## {__version__}" in (TOP / "CHANGELOG.md").read_text(encoding="utf-8")

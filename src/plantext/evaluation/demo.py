"""The demo set that is shipped with the program: one annotated case, a directive, a plan and a summary."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

DEMO_CASE = "c1-county-primary"


def demo_folder() -> Path:
    """Return the folder of the demo set: in the wheel, or in the corpus of a source checkout."""
    packaged = Path(str(resources.files("plantext"))) / "demo"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[3] / "corpus" / "cases" / DEMO_CASE

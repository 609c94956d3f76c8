"""Measure the labeller on labelled lines: ``python -m plantext.normalising.measure [--show] FILE…``.

A file holds one JSON object a line: ``{"text", "themes", "stages", "primary"}``, with
``optional`` and ``optional_stages`` what annotators did not agree on (neither rewarded nor punished). The figures are those of the shared
scorer: micro- and macro-F1 over themes, share of right primary themes, exact matches, F1 over stages.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from plantext.lexicon import builtin
from plantext.normalising.labelling import Labeller


@dataclass
class Figures:
    """Counts over lines; ``per_theme`` holds right, spurious and missed labels."""

    per_theme: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    stages: list[int] = field(default_factory=lambda: [0, 0, 0])
    primary: list[int] = field(default_factory=lambda: [0, 0])
    exact: int = 0
    lines: int = 0

    def summary(self) -> str:
        """Return the figures in one line."""
        total = [sum(counts[kind] for counts in self.per_theme.values()) for kind in range(3)]
        macro = sum(f1(counts) for counts in self.per_theme.values()) / max(1, len(self.per_theme))
        return (
            f"f1_micro {f1(total):.3f} f1_macro {macro:.3f} primary_acc {self.primary[0] / max(1, self.primary[1]):.3f} "
            f"exact {self.exact / max(1, self.lines):.3f} stages_f1 {f1(self.stages):.3f} lines {self.lines}"
        )


def f1(counts: list[int]) -> float:
    """Return F1 of right, spurious and missed."""
    right, spurious, missed = counts
    return 2 * right / (2 * right + spurious + missed) if right else 0.0


def tally(counts: list[int], gold: set[str], given: set[str]) -> None:
    """Add right, spurious and missed."""
    counts[0] += len(gold & given)
    counts[1] += len(given - gold)
    counts[2] += len(gold - given)


def measure(path: Path, labels: Labeller, *, show: bool) -> Figures:
    """Label the lines of a file and count; ``show`` prints the lines that came out differently."""
    figures = Figures()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        labelled = labels.label(row["text"])
        gold, optional = set(row["themes"]), set(row.get("optional", ()))
        given = [label.id for label in labelled.themes]
        counted = [theme for theme in given if theme in gold or theme not in optional]
        stages = {label.id for label in labelled.stages} - (set(row.get("optional_stages", ())) - set(row["stages"]))
        figures.lines += 1
        figures.exact += gold == set(counted)
        for theme in gold | set(counted):
            tally(figures.per_theme[theme], gold & {theme}, set(counted) & {theme})
        if row["primary"]:
            figures.primary[1] += 1
            figures.primary[0] += bool(given) and given[0] in (row["primary"], *row.get("accept_primary", ()))
        tally(figures.stages, set(row["stages"]), stages)
        if show and (gold != set(counted) or stages != set(row["stages"])):
            scores = " ".join(f"{label.id}={label.score}" for label in labelled.themes)
            print(f"got [{scores}] {sorted(stages)} for {row['themes']} {row['stages']}: {row['text']}")
    return figures


def main() -> None:
    """Print the figures of each file named on the command line."""
    names = [name for name in sys.argv[1:] if name != "--show"]
    labels = Labeller(builtin())
    for name in names:
        figures = measure(Path(name), labels, show="--show" in sys.argv)
        print(name, figures.summary())


if __name__ == "__main__":
    main()

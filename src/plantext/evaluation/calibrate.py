"""Fit the calibration of verdicts on annotated cases and report it on cases left out.

``python -m plantext.evaluation.calibrate CASE… [-o lexicons/calibration.yaml]``: for coverage and follow-up a logistic
model of being found and, for each status, of being right. Foreign documents (the directive of one case against the plan
of another, where next to nothing may be found) are part of the fit. Needs the extra ``plantext[train]``.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import msgspec
import numpy as np
import yaml

from plantext.aligning.coverage import CoverageJudge
from plantext.aligning.finding import FEATURES, logit
from plantext.aligning.followup import FollowUpJudge, commitments
from plantext.aligning.requirements import required_items
from plantext.aligning.rules import rules
from plantext.aligning.search import searcher
from plantext.aligning.statements import Statement, statements
from plantext.catalogue import Wording
from plantext.extraction.cues import cue_finder
from plantext.lexicon import Lexicon, builtin
from plantext.model import Commitment, Requirement, Span
from plantext.pipeline import ReadFile, read_file
from plantext.reading import read

Task = Literal["coverage", "followup"]
HELD_BACK = ("c3-nine-year-school", "c5-township-teaching-points")
"""Cases that nothing may be fitted on; they are only measured."""

FOREIGN_WEIGHT = 0.05
"""Foreign rows are many and alike: each counts for a small part of a row of the case's own."""

EVEN = 0.5
SURE = 0.95

STRENGTH = 1.0
"""Inverse strength of the L2 penalty (scikit-learn's C): the cases are few."""


@dataclass(frozen=True, slots=True)
class GoldRow:
    """What calibration needs of a gold row."""

    quote: str
    status: str
    accept: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its features, whether it is spoken of, and its verdict if it is found and if it is not.

    ``gold`` is None for a foreign row.
    """

    case: str
    features: dict[str, float]
    spoken_of: bool
    gold: GoldRow | None
    status_if_found: str
    status_if_not: str
    weight: float

    def status(self, found: float) -> str:
        """Return the verdict at a probability of being found."""
        return self.status_if_found if found >= EVEN else self.status_if_not

    def right(self, found: float) -> bool:
        """Tell whether that verdict is the gold one or an accepted one."""
        return self.gold is not None and self.status(found) in (self.gold.status, *self.gold.accept)


@dataclass(frozen=True, slots=True)
class Case:
    """A case folder, read."""

    name: str
    files: dict[str, ReadFile]
    gold: dict[Task, tuple[GoldRow, ...]]


def load_case(folder: Path, lexicon: Lexicon) -> Case:
    """Read a case's texts and gold."""
    names = [name for name in ("directive", "plan", "summary") if (folder / f"{name}.txt").exists()]
    files = {name: read_file(read(folder / f"{name}.txt"), lexicon) for name in names}
    gold: dict[Task, tuple[GoldRow, ...]] = {}
    tasks: tuple[Task, ...] = ("coverage", "followup")
    for task in tasks:
        path = folder / f"{task}.jsonl"
        if path.exists():
            lines = path.read_text(encoding="utf-8").splitlines()
            gold[task] = tuple(msgspec.json.decode(line, type=GoldRow) for line in lines if line.strip())
    return Case(folder.name, files, gold)


def rows(task: Task, left: Case, right: Case, lexicon: Lexicon) -> list[Row]:
    """Judge one case's requirements (or commitments) by another case's plan (or summary); by its own for own rows."""
    judge, asked = _judge(task, left, right, lexicon)
    own = left.name == right.name
    sides = ("directive", "plan") if task == "coverage" else ("plan", "summary")
    text = left.files[sides[0]].source.text
    found: list[Row] = []
    if not own:
        for index, _ in enumerate(asked):
            shape = judge.features(index, judge.reranked(index))
            found.append(Row(left.name, shape, False, None, "", "", FOREIGN_WEIGHT))
        return found
    for gold in left.gold[task]:
        start = text.find(gold.quote)
        covering = _covering(asked, (start, start + len(gold.quote)))
        if covering is None:
            continue
        verdict: Requirement | Commitment = judge.judge(covering, found=SURE)
        silent: Requirement | Commitment = judge.judge(covering, found=1 - SURE)
        shape = judge.features(covering, judge.reranked(covering))
        spoken = gold.status not in ("missing", "unreported") or "contradicts" in gold.gaps
        found.append(Row(left.name, shape, spoken, gold, str(verdict.status), str(silent.status), 1.0))
    return found


def _judge(task: Task, left: Case, right: Case, lexicon: Lexicon) -> tuple[Any, list[Statement]]:
    search, judging = searcher(lexicon), rules(lexicon)
    if task == "coverage":
        items = required_items(statements(left.files["directive"], lexicon), judging, search, cue_finder(lexicon))
        offered = statements(right.files["plan"], lexicon)
        period = right.files["plan"].documents[0].document.period
        return (
            CoverageJudge(items, offered, period, search, lexicon, judging, Wording("zh", lexicon)),
            [item.statement for item in items],
        )
    promises = commitments(statements(left.files["plan"], lexicon), judging, search)
    told = statements(right.files["summary"], lexicon)
    return FollowUpJudge(promises, told, search, lexicon, judging, Wording("zh", lexicon)), promises


def _covering(asked: Sequence[Statement], span: Span) -> int | None:
    shares = [min(span[1], s.span[1]) - max(span[0], s.span[0]) for s in asked]
    best = max(range(len(asked)), key=lambda index: shares[index], default=None)
    return best if best is not None and shares[best] > 0 else None


def fit_found(data: list[Row]) -> dict[str, Any]:
    """Fit the model of being found."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    table = np.array([[row.features[name] for name in FEATURES] for row in data])
    scale = table.std(axis=0) + 1e-9
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    model.fit(table / scale, [row.spoken_of for row in data], sample_weight=[row.weight for row in data])
    weights = model.coef_[0] / scale
    return {
        "bias": round(float(model.intercept_[0]), 4),
        "weights": {name: round(float(weight), 4) for name, weight in zip(FEATURES, weights, strict=True)},
    }


def probability(model: dict[str, Any], features: dict[str, float]) -> float:
    """Return what a fitted model says of a row."""
    odds = model["bias"] + sum(weight * features[name] for name, weight in model["weights"].items())
    return float(1 / (1 + np.exp(-odds)))


def fit_sure(pairs: list[tuple[float, bool]]) -> dict[str, Any]:
    """Fit how sure a verdict of one status is, by how sure it was found."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    right = [hit for _, hit in pairs]
    if len(set(right)) < 2:
        share = (sum(right) + 1) / (len(right) + 2)
        return {"bias": round(logit(share), 4), "weights": {}}
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit([[logit(p)] for p, _ in pairs], right)
    slope = max(0.0, float(model.coef_[0][0]))
    return {"bias": round(float(model.intercept_[0]), 4), "weights": {"found": round(slope, 4)}}


def main(arguments: Sequence[str]) -> None:
    """Fit on the cases given, print what cases left out show, write the calibration with ``-o``."""
    output = Path(arguments[arguments.index("-o") + 1]) if "-o" in arguments else None
    folders = [Path(a) for a in arguments if a != "-o" and (output is None or Path(a) != output)]
    if held := [folder.name for folder in folders if folder.name in HELD_BACK]:
        raise SystemExit(f"held back, not to be fitted on: {', '.join(held)}")
    lexicon = builtin()
    cases = [load_case(folder, lexicon) for folder in folders]
    result: dict[str, Any] = {}
    tasks: tuple[Task, ...] = ("coverage", "followup")
    for task in tasks:
        result[task] = _fit_task(task, [case for case in cases if task in case.gold], lexicon)
    result["fitted"] = {
        "command": "python -m plantext.evaluation.calibrate CASE… -o lexicons/calibration.yaml",
        "cases": ", ".join(case.name for case in cases),
    }
    if output:
        head = "# Fitted, not written by hand: how sure a verdict is. See plantext/evaluation/calibrate.py.\n"
        output.write_text(head + yaml.safe_dump(result, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _fit_task(task: Task, cases: list[Case], lexicon: Lexicon) -> dict[str, Any]:
    side = "plan" if task == "coverage" else "summary"
    data = [row for left in cases for right in cases if side in right.files for row in rows(task, left, right, lexicon)]
    left_out: list[tuple[Row, float]] = []
    for case in cases:
        model = fit_found([row for row in data if row.case != case.name])
        left_out += [(row, probability(model, row.features)) for row in data if row.case == case.name]
    own = [(row, p) for row, p in left_out if row.gold is not None]
    foreign = [p for row, p in left_out if row.gold is None]
    hits = sum((p >= EVEN) == row.spoken_of for row, p in own)
    loud = sum(p >= EVEN for p in foreign)
    print(f"{task}: found or not right {hits}/{len(own)} on cases left out; foreign found {loud}/{len(foreign)}")
    for name in dict.fromkeys(row.case for row, _ in own):
        print(f"  {name}: macro-F1 {macro_f1([(row, p) for row, p in own if row.case == name]):.3f}")
    print(f"  all: macro-F1 {macro_f1(own):.3f}")
    absent = "missing" if task == "coverage" else "unreported"
    sure = {}
    for status in sorted({row.status(p) for row, p in own} - {"None"}):
        pairs = [(1 - p if status == absent else p, row.right(p)) for row, p in own if row.status(p) == status]
        sure[status] = fit_sure(pairs)
    return {"found": fit_found(data), "sure": sure}


def macro_f1(judged: list[tuple[Row, float]]) -> float:
    """Return the macro-F1 of the verdicts on rows left out; an accepted status counts as the gold one."""
    pairs = []
    for row, found in judged:
        assert row.gold is not None
        pairs.append((row.gold.status, row.gold.status if row.right(found) else row.status(found)))
    labels = sorted({gold for gold, _ in pairs})
    scores = []
    for label in labels:
        hit = sum(gold == got == label for gold, got in pairs)
        wrong = sum((gold == label) != (got == label) for gold, got in pairs)
        scores.append(2 * hit / (2 * hit + wrong) if hit else 0.0)
    return sum(scores) / len(scores)


if __name__ == "__main__":
    main(sys.argv[1:])

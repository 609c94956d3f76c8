"""How well the evidence search finds: hit@1, hit@3 and AUC of met against missing, on annotated cases.

``python -m plantext.evaluation.retrieval CASE…``: a case is a folder with ``directive.txt``, ``plan.txt``, ``summary.txt`` and
``coverage.jsonl``, ``followup.jsonl``. The gold quotes are the queries, the statements of the other document the passages;
a passage counts as evidence where it overlaps a gold evidence quote.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import msgspec
import numpy as np

from plantext.aligning.requirements import query
from plantext.aligning.search import Passage, Ranking, searcher
from plantext.aligning.statements import statements
from plantext.lexicon import Lexicon, builtin
from plantext.model import Span
from plantext.normalising.ngrams import Floats
from plantext.pipeline import read_file
from plantext.reading import read_bytes

Task = Literal["coverage", "followup"]
SIDES: dict[Task, tuple[str, str]] = {"coverage": ("directive", "plan"), "followup": ("plan", "summary")}
PRESENT = ("covered", "partial", "fulfilled", "unmet")


@dataclass(frozen=True, slots=True)
class GoldRow:
    """What retrieval needs of a row of ``coverage.jsonl`` or ``followup.jsonl``."""

    id: str
    quote: str
    status: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Questions:
    """One task of one case, ready for the search.

    Attributes:
        relevant: shape ``(queries, passages)``, True where a passage overlaps gold evidence.
        met: shape ``(queries,)``, 1 where the row has evidence and is met, 0 where it is missing, -1 where it is left out
            of the AUC (what the other side forbids or contradicts is spoken of, yet not met).
    """

    case: str
    task: Task
    rows: tuple[GoldRow, ...]
    queries: tuple[Passage, ...]
    passages: tuple[Passage, ...]
    relevant: np.ndarray[tuple[int, int], np.dtype[np.bool_]]
    met: np.ndarray[tuple[int], np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Figures:
    """``hit1`` and ``hit3`` over the rows with evidence; ``auc`` of score and presence."""

    asked: int
    hit1: float
    hit3: float
    auc_score: float
    auc_presence: float

    def __str__(self) -> str:
        return (
            f"n {self.asked:3d}  hit@1 {self.hit1:.3f}  hit@3 {self.hit3:.3f}  "
            f"AUC score {self.auc_score:.3f}  AUC presence {self.auc_presence:.3f}"
        )


def questions(folder: Path, task: Task, lexicon: Lexicon) -> Questions | None:
    """Read one task of a case; None where the case has no such gold."""
    gold = folder / f"{task}.jsonl"
    if not gold.is_file():
        return None
    rows = tuple(msgspec.json.decode(line, type=GoldRow) for line in gold.read_bytes().splitlines() if line.strip())
    asking, answering = (_Side(folder / f"{name}.txt", lexicon) for name in SIDES[task])
    evidence = [[answering.located(quote) for quote in row.evidence] for row in rows]
    relevant = np.array(
        [
            [any(a < said.span[1] and said.span[0] < b for a, b in spans) for said in answering.statements]
            for spans in evidence
        ]
    )
    met = np.array([_met(row) for row in rows])
    queries = tuple(asking.asked(row.quote) for row in rows)
    return Questions(folder.name, task, rows, queries, answering.passages(task), relevant, met)


def _met(row: GoldRow) -> int:
    if row.status in PRESENT and row.evidence:
        return 1
    return -1 if row.evidence else 0


class _Side:
    """A text of a case with its statements; spans are source spans."""

    def __init__(self, path: Path, lexicon: Lexicon) -> None:
        source = read_bytes(path.read_bytes(), path.name)
        self.text = source.text
        self.statements = statements(read_file(source, lexicon), lexicon)

    def located(self, quote: str) -> Span:
        start = self.text.index(quote)
        return start, start + len(quote)

    def passages(self, task: Task) -> tuple[Passage, ...]:
        return tuple(
            replace(query(statement), background=task == "coverage" and statement.only_tells)
            for statement in self.statements
        )

    def asked(self, quote: str) -> Passage:
        """Return a gold quote as a query, with the headings, themes and indicators of the statements it overlaps."""
        start, end = self.located(quote)
        around = [query(s) for s in self.statements if s.span[0] < end and start < s.span[1]]
        return Passage(
            quote,
            around[0].headings if around else (),
            frozenset().union(*(passage.themes for passage in around)),
            frozenset().union(*(passage.concepts for passage in around)),
            frozenset().union(*(passage.indicators for passage in around)),
        )


def figures(asked: Sequence[Questions], rankings: Sequence[Ranking]) -> Figures:
    """Work out the figures over several cases."""
    hits: list[list[bool]] = []
    score: list[float] = []
    presence: list[float] = []
    met: list[int] = []
    for question, ranking in zip(asked, rankings, strict=True):
        for row in range(len(question.rows)):
            if question.relevant[row].any():
                hits.append([bool(question.relevant[row, place]) for place in ranking.best(row, 3)])
            score.append(float(ranking.score[row].max(initial=0)))
            presence.append(float(ranking.presence[row].max(initial=0)))
            met.append(int(question.met[row]))
    return Figures(
        len(hits),
        float(np.mean([hit[0] for hit in hits])),
        float(np.mean([any(hit) for hit in hits])),
        auc(np.array(score, dtype=np.float32), np.array(met)),
        auc(np.array(presence, dtype=np.float32), np.array(met)),
    )


def auc(values: Floats, met: np.ndarray[tuple[int], np.dtype[np.int64]]) -> float:
    """Return how often a met row has a higher value than a missing one (0.5 by chance, nan without either)."""
    high, low = values[met == 1], values[met == 0]
    if not len(high) or not len(low):
        return float("nan")
    return float((high[:, None] > low).mean() + 0.5 * (high[:, None] == low).mean())


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of each case and of all together."""
    folders = [Path(argument) for argument in (sys.argv[1:] if arguments is None else arguments)]
    lexicon = builtin()
    search = searcher(lexicon)
    for task in SIDES:
        asked = [found for folder in folders if (found := questions(folder, task, lexicon))]
        rankings = [search.rank(question.queries, question.passages) for question in asked]
        for question, ranking in zip(asked, rankings, strict=True):
            sys.stdout.write(f"{task} {question.case:24} {figures([question], [ranking])}\n")
        if asked:
            sys.stdout.write(f"{task} {'all':24} {figures(asked, rankings)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

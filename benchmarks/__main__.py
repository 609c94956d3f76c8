"""``python -m benchmarks``: prints every figure in one run, with what the project promises; exit 1 where one is missed.

The texts are the project's own (``corpus/``). JioNLP is measured beside it where it is installed
(``pip install plantext[benchmark]``), on the same texts in the same run.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import json
import logging
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from benchmarks.measuring import Figure, best_process, best_seconds
from plantext import api
from plantext.aligning import check_coverage, check_followup
from plantext.lexicon import builtin
from plantext.normalising import labeller
from plantext.pipeline import read_file
from plantext.reading import SourceText, read

CORPUS = Path(__file__).parents[1] / "corpus"
CASE = CORPUS / "cases" / "c1-county-primary"

EXTRACTION_FLOOR = 150_000
"""Characters a second of full extraction on one core."""

START_CEILING_MS = 200.0
COLD_CHECK_CEILING_MS = 1_500.0


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Speed and memory of plantext.")
    parser.add_argument("--rounds", type=int, default=5, help="the best of this many rounds counts")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    arguments = parser.parse_args()
    figures = []
    for figure in measured(arguments.rounds):
        figures.append(figure)
        if not arguments.json:
            print(figure.line(), flush=True)  # as they come: the whole takes about a minute
    if arguments.json:
        print(json.dumps([asdict(figure) for figure in figures], indent=2))
    return 0 if all(figure.holds for figure in figures) else 1


def measured(rounds: int) -> Iterator[Figure]:
    """Yield all figures."""
    sources = [read(path) for path in sorted((CORPUS / "messy" / "texts").glob("*.txt"))]
    sources += [read(path) for path in sorted(CORPUS.glob("cases/*/*.txt")) if "gbk" not in path.name]
    yield from reading(rounds)
    yield from extraction(sources, rounds)
    yield from labelling(rounds)
    yield from judging(rounds)
    yield from processes(rounds)


def reading(rounds: int) -> Iterator[Figure]:
    """Measure every format on the files of the corpus."""
    by_ending: dict[str, list[Path]] = {}
    for path in sorted(CORPUS.glob("cases/*/*.*")):
        if path.suffix in (".txt", ".html", ".docx", ".pdf"):
            by_ending.setdefault(path.suffix, []).append(path)
    for ending, paths in by_ending.items():
        characters = sum(read(path).info.chars for path in paths)
        seconds = best_seconds(lambda paths=paths: [read(path) for path in paths], rounds)  # type: ignore[misc]
        yield Figure(f"reading {ending}", characters / seconds, "chars/s")


def extraction(sources: list[SourceText], rounds: int) -> Iterator[Figure]:
    """Measure everything from source text to the contract's objects, and JioNLP's time expressions on the same texts."""
    lexicon = builtin()
    characters = sum(source.info.chars for source in sources)

    def work() -> None:
        for source in sources:
            read_file(source, lexicon)

    work()  # lexicons are compiled once a process
    speed = characters / best_seconds(work, rounds)
    yield Figure("extraction, everything", speed, "chars/s", EXTRACTION_FLOOR)
    if importlib.util.find_spec("jionlp") is None:
        return
    peer = _jionlp_speed([source.text for source in sources], rounds)
    if peer is not None:
        yield Figure("JioNLP extract_time, times only", peer, "chars/s")
        yield Figure("extraction, everything / JioNLP extract_time", speed / peer, "x")


def _jionlp_speed(texts: list[str], rounds: int) -> float | None:
    """Return JioNLP's speed in finding time expressions, None where it cannot be used."""
    with contextlib.redirect_stdout(io.StringIO()):  # it greets on import
        try:
            import jionlp  # noqa: PLC0415  (a benchmark-only extra)
        except ImportError as error:
            print(f"JioNLP is installed but cannot be imported: {error}", file=sys.stderr)
            return None
    logging.disable(logging.CRITICAL)  # it logs a traceback for every failed guess; writing them would slow it down
    try:
        jionlp.ner.extract_time(texts[0][:200])
        seconds = best_seconds(lambda: [jionlp.ner.extract_time(text) for text in texts], min(rounds, 2))
    finally:
        logging.disable(logging.NOTSET)
    return sum(map(len, texts)) / seconds


def labelling(rounds: int) -> Iterator[Figure]:
    """Measure labels of single lines."""
    lines = [
        line
        for path in sorted((CORPUS / "messy" / "texts").glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    labels = labeller(builtin())
    labels.label(lines[0])
    seconds = best_seconds(lambda: [labels.label(line) for line in lines], rounds)
    yield Figure("labelling", sum(map(len, lines)) / seconds, "chars/s")


def judging(rounds: int) -> Iterator[Figure]:
    """Measure coverage and follow-up of files that are read already."""
    lexicon = builtin()
    directive, plan, summary = (api.read(CASE / f"{name}.txt") for name in ("directive", "plan", "summary"))
    check_coverage(plan, directive, lexicon)
    check = best_seconds(lambda: check_coverage(plan, directive, lexicon), rounds)
    followup = best_seconds(lambda: check_followup(plan, summary, lexicon), rounds)
    yield Figure("check, files read already", check * 1000, "ms")
    yield Figure("followup, files read already", followup * 1000, "ms")


def processes(rounds: int) -> Iterator[Figure]:
    """Measure whole commands from a cold start."""
    start = best_process(["-m", "plantext", "--version"], rounds)
    yield Figure("plantext --version", start.seconds * 1000, "ms", START_CEILING_MS, less_is_better=True)
    arguments = ["-m", "plantext", "check", str(CASE / "plan.txt"), "--against", str(CASE / "directive.txt")]
    check = best_process([*arguments, "--format", "json"], rounds)
    yield Figure("plantext check, cold, txt", check.seconds * 1000, "ms", COLD_CHECK_CEILING_MS, less_is_better=True)
    yield Figure("plantext check, peak memory", check.megabytes, "MB")
    office = [argument.replace(".txt", ".docx") for argument in arguments]
    page = best_process([*office, "--format", "html"], rounds)
    yield Figure("plantext check, cold, docx to html", page.seconds * 1000, "ms")


if __name__ == "__main__":
    sys.exit(main())

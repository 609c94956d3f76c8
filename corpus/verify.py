"""Check the gold of every case below cases/.

- each quote occurs exactly once in its text, each id once in its file, each value is of the agreed vocabulary;
- status, gaps, reason, reported, evidence and the accept lists of a row do not contradict each other (AGREEMENT.md, "Rules");
- the second annotator's files hold the same rows as the gold and follow the same rules;
- a .docx holds the same text as the .txt beside it.

Run it anywhere: `python corpus/verify.py`. It names each faulty row and leaves with 1 where there is one.
"""

import json
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

Row = dict[str, Any]

CASES = Path(__file__).parent / "cases"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

FORCES = {"must", "should", "may", "must_not"}
COMPARATORS = {">=", "<=", "=", ">", "<", "~", "range", "rank<="}
THEMES = {
    *(
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
    ),
    *("labour", "mental", "culture", "digital", "facilities", "home_school", "equity", "funding", "organisation"),
    *("supervision", "exchange"),
}
GAPS = {
    *("target_weaker", "target_absent", "deadline_later", "deadline_absent", "scope_narrower", "part_missing"),
    "contradicts",
}
NOTES = {"target_exceeded", "commitment_softer", "deadline_inherited", "not_comparable"}
COVERAGE = {"covered", "partial", "missing"}
FOLLOWUP = {"fulfilled", "partial", "unmet", "unreported"}
STATUSES_OF = {  # reason -> the statuses it can stand with
    "figure_met": {"fulfilled"},
    "done": {"fulfilled"},
    "figure_missed": {"partial", "unmet"},
    "partly_done": {"partial"},
    "intention_only": {"unmet"},
    "opposite": {"unmet"},
    "not_mentioned": {"unreported"},
}
FIGURES = {"figure_met", "figure_missed"}
DUE = re.compile(r"(\d{4}|XXXX)(-\d\d){0,2}|R/(term|school-year|lesson|P1[DWMY])")

# file -> the text its quotes point into; "evidence" and "decoy" point into the second
TEXTS = {"coverage": ("directive", "plan"), "followup": ("plan", "summary")}
QUOTES_ONLY = {"skip": "directive", "extra": "plan", "unplanned": "summary"}
SECOND_KEYS = {"coverage": {"id", "status", "gaps", "evidence"}, "followup": {"id", "status", "reason", "evidence"}}
GOLD_KEYS = {
    "coverage": SECOND_KEYS["coverage"] | {"quote", "force", "themes", "target", "due"},
    "followup": SECOND_KEYS["followup"] | {"quote", "target", "reported"},
}
FURTHER_KEYS = {
    "coverage": {"also", "decoy", "series", "notes", "accept", "accept_gaps", "accept_evidence"},
    "followup": {"decoy", "accept", "accept_reason"},
}


def rows_of(path: Path) -> list[Row]:
    """The rows of a .jsonl file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def not_once(text: str, quotes: list[str]) -> Iterator[str]:
    """The quotes that the text does not hold exactly once."""
    for quote in quotes:
        if not quote or text.count(quote) != 1:
            yield f"{text.count(quote)} times in the text: {quote!r}"


def target_faults(target: Row | None) -> Iterator[str]:
    """A target is null or {"indicator", "comparator", "value", "unit"}, for example 每学期演练 >= 3 次."""
    if target is None:
        return
    if list(target) != ["indicator", "comparator", "value", "unit"]:
        yield f"keys of the target: {list(target)}"
    elif target["comparator"] not in COMPARATORS or not isinstance(target["value"], int | float):
        yield f"target: {target}"


def coverage_faults(row: Row) -> Iterator[str]:
    """What contradicts itself in a coverage row of the gold or of the second annotator."""
    status, gaps = row["status"], row["gaps"]
    gaps_allowed = set(gaps) | set(row.get("accept_gaps", []))
    if not gaps_allowed <= GAPS or len(set(gaps)) < len(gaps):
        yield f"gaps: {gaps} {row.get('accept_gaps', '')}"
    fits = {
        "covered": not gaps and row["evidence"],
        "partial": gaps and row["evidence"],
        "missing": gaps == ["contradicts"] if row["evidence"] else not gaps,
    }
    if not fits.get(status):
        yield f"status {status!r} against gaps {gaps} and evidence"
    if not set(row.get("accept", [])) <= COVERAGE - {status}:
        yield f"accept: {row['accept']}"
    if "partial" in row.get("accept", []) and not gaps_allowed:
        yield "partial is accepted, but no gap"


def followup_faults(row: Row) -> Iterator[str]:
    """What contradicts itself in a follow-up row of the gold or of the second annotator."""
    status, reason = row["status"], row["reason"]
    accept = row.get("accept", [])
    reasons = [reason, *row.get("accept_reason", [])]
    if not set(reasons) <= STATUSES_OF.keys():
        yield f"reason: {reasons}"
        return
    if status not in STATUSES_OF[reason]:
        yield f"status {status!r} against reason {reason!r}"
    if bool(row["evidence"]) != (status != "unreported"):
        yield f"status {status!r} against evidence"
    if not set(accept) <= FOLLOWUP - {status}:
        yield f"accept: {accept}"
    if len(set(reasons)) < len(reasons) or any(not STATUSES_OF[other] & {status, *accept} for other in reasons):
        yield f"no right status for a reason among {reasons}"
    if any(not any(other in STATUSES_OF[each] for each in reasons) for other in accept):
        yield f"no right reason for a status among {accept}"


def gold_followup_faults(row: Row) -> Iterator[str]:
    """What only the gold states: the reported figure, and that a missed count partly delivered may be called unmet."""
    figure = row["reason"] in FIGURES
    if bool(row["reported"]) != figure:
        yield f"reported {row['reported']} against reason {row['reason']!r}"
    if row["reported"] and list(row["reported"]) != ["value", "unit"]:
        yield f"reported: {row['reported']}"
    if not row["target"] and FIGURES & {row["reason"], *row.get("accept_reason", [])}:
        yield "a figure is judged where the row has no target"
    if (row["status"], row["reason"]) == ("partial", "figure_missed") and "unmet" not in row.get("accept", []):
        yield 'partial with figure_missed, but accept lacks "unmet"'


def gold_coverage_faults(row: Row) -> Iterator[str]:
    """What only the gold states: force, themes, due, notes and the yearly series."""
    if row["force"] not in FORCES:
        yield f"force: {row['force']!r}"
    if not row["themes"] or not set(row["themes"]) <= THEMES:
        yield f"themes: {row['themes']}"
    if row["due"] is not None and not DUE.fullmatch(row["due"]):
        yield f"due: {row['due']!r}"
    if not set(row.get("notes", [])) <= NOTES:
        yield f"notes: {row['notes']}"
    if "series" in row and list(row["series"].items())[-1] != (row["due"], row["target"]["value"]):
        yield "the last year of the series is not due and target"


def judgement_faults(case: Path, kind: str, texts: dict[str, str]) -> Iterator[str]:
    """The faults of coverage.jsonl or followup.jsonl and of the second annotator's file of the same name."""
    left, right = (texts[name] for name in TEXTS[kind])
    gold = rows_of(case / f"{kind}.jsonl")
    second_file = case / "second" / f"{kind}.jsonl"
    second = rows_of(second_file) if second_file.exists() else []
    row_faults = coverage_faults if kind == "coverage" else followup_faults
    gold_faults = gold_coverage_faults if kind == "coverage" else gold_followup_faults

    for row in gold:
        where = f"{kind} {row.get('id')}: "
        if not GOLD_KEYS[kind] <= row.keys() <= GOLD_KEYS[kind] | FURTHER_KEYS[kind]:
            yield f"{where}keys {list(row)}"
            continue
        for fault in (
            *not_once(left, [row["quote"], *row.get("also", [])]),
            *not_once(right, [*row["evidence"], *row.get("decoy", []), *row.get("accept_evidence", [])]),
            *target_faults(row["target"]),
            *row_faults(row),
            *gold_faults(row),
        ):
            yield where + fault
    for row in second:
        where = f"second/{kind} {row.get('id')}: "
        if row.keys() != SECOND_KEYS[kind]:
            yield f"{where}keys {list(row)}"
            continue
        for fault in (*not_once(right, row["evidence"]), *row_faults(row)):
            yield where + fault
    for name, rows in ((kind, gold), (f"second/{kind}", second)):
        for identifier, times in Counter(row.get("id") for row in rows).items():
            if times > 1:
                yield f"{name} {identifier}: {times} rows"
    if second and [row.get("id") for row in second] != [row.get("id") for row in gold]:
        yield f"second/{kind}: not the rows of the gold"


def quote_faults(case: Path, kind: str, text: str) -> Iterator[str]:
    """The faults of a file that only quotes: skip, extra, unplanned."""
    for number, row in enumerate(rows_of(case / f"{kind}.jsonl"), 1):
        if not {"quote"} <= row.keys() <= {"quote", "ignore"} or row.get("ignore", True) is not True:
            yield f"{kind} line {number}: {row}"
            continue
        for fault in not_once(text, [row["quote"]]):
            yield f"{kind} line {number}: {fault}"


def docx_text(path: Path) -> str:
    """Paragraphs and table rows of a .docx as lines, cells divided by tabs; numbers that Word counts itself are not in it."""
    with zipfile.ZipFile(path) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))[0]

    def runs(element: ElementTree.Element) -> str:
        return "".join(text.text or "" for text in element.iter(f"{WORD}t"))

    lines = []
    for element in body:
        if element.tag == f"{WORD}p":
            lines.append(runs(element))
        elif element.tag == f"{WORD}tbl":
            lines += ["\t".join(map(runs, row.findall(f"{WORD}tc"))) for row in element.findall(f"{WORD}tr")]
    return "\n".join(lines)


def case_faults(case: Path) -> Iterator[str]:
    """Everything that is wrong in one case."""
    texts = {}
    for name in ("directive", "plan", "summary"):
        texts[name] = (case / f"{name}.txt").read_bytes().decode("utf-8")
        docx = case / f"{name}.docx"
        if docx.exists() and docx_text(docx) != texts[name].rstrip("\n"):
            yield f"{docx.name} and {name}.txt differ"
    for kind in TEXTS:
        yield from judgement_faults(case, kind, texts)
    for kind, name in QUOTES_ONLY.items():
        yield from quote_faults(case, kind, texts[name])


def main() -> int:
    """Print counts and faults of all cases; 1 where something is wrong."""
    cases = sorted(path.parent for path in CASES.glob("*/coverage.jsonl"))
    faults = []
    for case in cases:
        for kind in TEXTS:
            counts = Counter(row.get("status") for row in rows_of(case / f"{kind}.jsonl"))
            print(case.name, kind, counts.total(), *(f"{status} {count}" for status, count in counts.most_common()))
        faults += [f"{case.name} {fault}" for fault in case_faults(case)]
    for fault in faults:
        print(fault)
    print(len(cases), "cases,", len(faults), "bad")
    return 1 if faults or not cases else 0


if __name__ == "__main__":
    sys.exit(main())

"""Which summary belongs to which plan: by their file names, or as a person says in a table.

``青石小学工作计划.docx`` and ``青石小学工作总结.pdf`` share rare characters and pairs of them (青, 青石), all plans and summaries
share the common ones (工作): each counts the more the rarer it is. What all plans have and no summary (计划) counts nothing.
Only mutual best partners become a pair.
"""

from __future__ import annotations

import csv
import io
import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from plantext.errors import PlantextError
from plantext.reading.disk import file_bytes
from plantext.reading.encoding import decode
from plantext.reading.names import shown_name
from plantext.reading.submissions import Submission

LEAST_LIKENESS = 0.45
"""Cosine below which two names have nothing in common; chosen so that two schools of one county stay apart."""

ENOUGH_FILES = 4
"""From how many files on one can tell what all names of a side have in common."""

COMMON_SHARE = 0.5
"""A character that stands in this share of one side's names and in none of the other's says what side it is, no more."""

RAREST = 8
"""How many of a name's rarest traits are looked up."""

MOST_HOLDERS = 200
"""How many summaries are compared for one trait."""


def pair_by_name(plans: Sequence[Submission], summaries: Sequence[Submission]) -> dict[str, Submission]:
    """Return the summary of each plan that has one, by the plan's name."""
    if len(plans) == len(summaries) == 1:
        return {plans[0].name: summaries[0]}
    sides = [[_stem(entry) for entry in side] for side in (plans, summaries)]
    traits = [
        Counter(_traits(name, without))
        for names, without in zip(sides, (_own_letters(*sides), _own_letters(*sides[::-1])), strict=True)
        for name in names
    ]
    spread = Counter(trait for count in traits for trait in count)
    rarity = {trait: math.log(1 + len(traits) / number) for trait, number in spread.items()}
    vectors = [_unit({trait: number * rarity[trait] for trait, number in count.items()}) for count in traits]
    plan_vectors, summary_vectors = vectors[: len(plans)], vectors[len(plans) :]
    holders: dict[str, list[int]] = {}
    for place, vector in enumerate(summary_vectors):
        for trait in vector:
            holders.setdefault(trait, []).append(place)
    return _mutual_best(plans, summaries, [_likeness(vector, summary_vectors, holders) for vector in plan_vectors])


def _mutual_best(
    plans: Sequence[Submission], summaries: Sequence[Submission], likeness: Sequence[dict[int, float]]
) -> dict[str, Submission]:
    best_plan: dict[int, tuple[float, int]] = {}
    for plan, row in enumerate(likeness):
        for summary, value in row.items():
            best_plan[summary] = max(best_plan.get(summary, (0.0, 0)), (value, -plan))
    pairs = {}
    for plan, row in enumerate(likeness):
        if row:
            summary, value = max(row.items(), key=lambda item: (item[1], -item[0]))
            if value >= LEAST_LIKENESS and best_plan[summary] == (value, -plan):
                pairs[plans[plan].name] = summaries[summary]
    return pairs


def pair_by_table(table: Path, plans: Sequence[Submission], summaries: Sequence[Submission]) -> dict[str, Submission]:
    """Return the pairs that a CSV file gives: a plan's name and a summary's name a line.

    Raises:
        PlantextError: ``not-found``, ``unreadable``, or ``usage`` where a line names no file of the folders.
    """
    known_plans, known_summaries = {entry.name for entry in plans}, {entry.name: entry for entry in summaries}
    pairs = {}
    shown = shown_name(table)
    text = decode(file_bytes(table, shown)).text  # Excel in China saves CSV in GBK
    try:
        for number, line in enumerate(csv.reader(io.StringIO(text, newline="")), 1):
            names = [name.strip().replace("\\", "/") for name in line[:2]]
            if len(names) == 2 and names[0] in known_plans and names[1] in known_summaries:
                pairs[names[0]] = known_summaries[names[1]]
            elif number > 1 and any(names):  # the first line may be a head
                raise PlantextError("usage", shown, f"{shown}:{number}: {', '.join(names)}")
    except csv.Error as error:
        raise PlantextError("unreadable", shown, str(error)[:80]) from error
    return pairs


def _stem(entry: Submission) -> str:
    return PurePosixPath(entry.name).stem.lower()


def _own_letters(names: Sequence[str], others: Sequence[str]) -> frozenset[str]:
    """Return the characters that most names of one side have and none of the other's."""
    if len(names) < ENOUGH_FILES:
        return frozenset()
    spread = Counter(letter for name in names for letter in set(name))
    elsewhere = set("".join(others))
    return frozenset(
        letter for letter, number in spread.items() if number >= COMMON_SHARE * len(names) and letter not in elsewhere
    )


def _traits(name: str, without: frozenset[str]) -> list[str]:
    """Return the characters of a name and its pairs of neighbours."""
    kept = [letter for letter in name if letter not in without]
    pairs = [name[place : place + 2] for place in range(len(name) - 1)]
    return kept + [pair for pair in pairs if not without.intersection(pair)]


def _unit(vector: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {trait: value / length for trait, value in vector.items()}


def _likeness(
    vector: dict[str, float], summaries: Sequence[dict[str, float]], holders: dict[str, list[int]]
) -> dict[int, float]:
    """Return the cosine with each summary that shares a rare trait: common ones would compare everything with everything."""
    rare = sorted(vector, key=lambda trait: (len(holders.get(trait, ())), trait))[:RAREST]
    near = {place for trait in rare for place in holders.get(trait, ())[:MOST_HOLDERS]}
    return {
        place: sum(value * summaries[place].get(trait, 0.0) for trait, value in vector.items())
        for place in sorted(near)
    }

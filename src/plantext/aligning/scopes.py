"""Who is meant: grades, everyone or only some (三年级以上 against 全体)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plantext.aligning.comparison import ComparisonLexicon
from plantext.lexicon import Lexicon

_DIGITS = {character: number for number, character in enumerate("一二三四五六七八九", 1)}
_NUMBER = "[一二三四五六七八九1-9]"
_LIST = re.compile(
    rf"(?P<first>{_NUMBER})(?P<more>(?:[、,，和及]{_NUMBER})*)(?:(?P<to>至|到|-|—|~|～)(?P<last>{_NUMBER}))?\s*年级(?P<open>及?以上|及?以下)?"
)
HIGHEST_GRADE = 9
STAGES = ("小学", "初中", "高中", "小学部", "初中部", "小学阶段", "初中阶段")


@dataclass(frozen=True, slots=True)
class Scope:
    """Who a clause speaks of: the grades it names (empty for none), whether it says everyone or only some, who acts."""

    grades: frozenset[int]
    everyone: bool
    some: bool
    roles: frozenset[str] = frozenset()


class ScopeReader:
    """Reads scopes out of clauses by the words of ``comparison.yaml``."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = lexicon.get("comparison", ComparisonLexicon)
        self._everyone = re.compile("|".join(sorted(map(re.escape, words.everyone), key=len, reverse=True)))
        self._some = re.compile("|".join(sorted(map(re.escape, words.some), key=len, reverse=True)))
        self._names = re.compile("|".join(sorted(map(re.escape, words.grades), key=len, reverse=True)))
        self._grades = words.grades
        self._roles = words.roles

    def read(self, text: str, actors: tuple[str, ...] = ()) -> Scope:
        """Return the scope that a clause names; ``actors`` are who acts in it, as printed."""
        grades: set[int] = set()
        for found in _LIST.finditer(text):
            grades |= _listed(found)
        listed = bool(grades)
        for found in self._names.finditer(text):
            if listed and found.group() in STAGES:  # 小学一、二年级 means two grades, not six
                continue
            low, high = self._grades[found.group()]
            grades |= set(range(low, high + 1))
        return Scope(
            frozenset(grades), bool(self._everyone.search(text)), bool(self._some.search(text)), self._acting(actors)
        )

    def _acting(self, actors: tuple[str, ...]) -> frozenset[str]:
        """Return the classes of who acts; the longest word rules: 班主任 is no 主任."""
        found = set()
        for actor in actors:
            fitting = [(len(word), role.id) for role in self._roles for word in role.words if word in actor]
            if fitting:
                found.add(max(fitting)[1])
        return frozenset(found)


def scope_reader(lexicon: Lexicon) -> ScopeReader:
    """Return the scope reader of a lexicon, built once."""
    built: ScopeReader = lexicon.memo("scope reader", ScopeReader)
    return built


def _listed(found: re.Match[str]) -> set[int]:
    """Return the grades of 一、二年级, 三至六年级 or 三年级以上."""
    grades = {_grade(character) for character in found["first"] + found["more"] if _grade(character)}
    if found["last"]:
        grades |= set(range(max(grades), _grade(found["last"]) + 1))
    if found["open"]:
        edge = max(grades) if found["open"].endswith("上") else min(grades)
        grades = set(range(edge, HIGHEST_GRADE + 1)) if found["open"].endswith("上") else set(range(1, edge + 1))
    return grades


def _grade(character: str) -> int:
    return int(character) if character.isdigit() else _DIGITS.get(character, 0)

"""The required items of a directive: which of its measures a school can be ticked off on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from plantext.aligning.rules import Rules
from plantext.aligning.search import Passage, Searcher
from plantext.aligning.statements import Statement, says
from plantext.extraction.cues import Authority, Cue, CueFinder
from plantext.model import Target

SUBJECT_REACH = 14
"""Who acts stands within so many characters of a clause's start: ``局督导室将组织责任督学每学期开展1次专项督查``."""

_CLAUSE = re.compile(r"[^,，;；:：]+")
_BY = re.compile(r"由")

Applicability = Literal["applicable", "not_applicable", "regional"]


@dataclass(frozen=True, slots=True)
class RequiredItem:
    """One required item.

    Attributes:
        statement: the clause group that says it.
        applicable: whether a school can meet it, else why not.
        also: statements that say the same again (a row of the annexed table).
        due: EDTF deadline, its own or the one the table gives.
    """

    statement: Statement
    applicable: Applicability
    also: tuple[Statement, ...]
    due: str | None


def required_items(statements: list[Statement], rules: Rules, search: Searcher, cues: CueFinder) -> list[RequiredItem]:
    """Select the required items among a directive's statements; a table row that repeats the text is joined to it."""
    wanted = [
        statement
        for statement in statements
        if (statement.measure is not None or statement.promised_row) and not _is_exhortation(statement)
    ]
    repeats = _repeats(wanted, rules, search)
    words = cues.authority
    items = []
    for index, statement in enumerate(wanted):
        if index in repeats:
            continue
        also = tuple(wanted[row] for row, first in sorted(repeats.items()) if first == index)
        due = next((s.due for s in (statement, *also) if s.due), None)
        items.append(RequiredItem(statement, _applicability(statement, rules, cues, words), also, due))
    return items


def _is_exhortation(statement: Statement) -> bool:
    """Tell whether nobody could tick a statement off: 提高认识, 校长是第一责任人."""
    return says(statement, Cue.EXHORTATION) and not statement.targets


def _in_table(statement: Statement) -> bool:
    return statement.where is not None and statement.where.table is not None


def _applicability(statement: Statement, rules: Rules, cues: CueFinder, words: Authority) -> Applicability:
    """Tell whether a school can do it; what only the authority can do is not applicable."""
    measure = statement.measure
    text = statement.clean
    if any(word in text for word in rules.regional) and _in_goals(statement, rules):
        return "regional"
    if measure is not None and measure.actors and _in_table(statement):
        kinds = 0
        for actor in measure.actors:
            kinds |= cues.scan(actor).kinds((0, len(actor)))
        if kinds & Cue.AUTHORITY and not kinds & (Cue.SHARED | Cue.SCHOOL | Cue.PERSON):
            return "not_applicable"
        return "applicable"
    return "not_applicable" if _authority_acts(text, cues, words) else "applicable"


def _authority_acts(text: str, cues: CueFinder, words: Authority) -> bool:
    """Tell whether the clause that says what is done has an authority for its subject, and no school beside it.

    ``对经费确有困难的乡镇学校,县局将给予补助``: the first clause only says for whom.
    """
    hits = cues.scan(text)
    for clause in _CLAUSE.finditer(text):
        start, end = clause.span()
        if hits.longest_at(start, end, Cue.LEAD) is not None and end < len(text) and not _BY.match(clause.group()):
            continue
        head = (start, min(end, start + SUBJECT_REACH))
        level = clause.group().startswith(words.levels) and not clause.group().startswith(words.not_levels)
        kinds = hits.kinds(head)
        return bool(kinds & Cue.AUTHORITY or level) and not kinds & Cue.SHARED
    return False


def _in_goals(statement: Statement, rules: Rules) -> bool:
    return any(word in title for title in statement.headings for word in rules.headings.goals)


def _repeats(wanted: list[Statement], rules: Rules, search: Searcher) -> dict[int, int]:
    """Return for each table row that says a requirement of the text again which one it is."""
    rows = [index for index, statement in enumerate(wanted) if _in_table(statement)]
    body = [index for index, statement in enumerate(wanted) if not _in_table(statement)]
    if not rows or not body:
        return {}
    ranking = search.rank([query(wanted[i]) for i in rows], [query(wanted[i]) for i in body])
    found: dict[int, int] = {}
    for row, index in enumerate(rows):
        best = ranking.best(row, 1)[0]
        if ranking.presence[row, best] >= rules.thresholds.duplicate and not _adds_figure(
            wanted[index], wanted[body[best]]
        ):
            found[index] = body[best]
    return found


def _adds_figure(row: Statement, text: Statement) -> bool:
    """Tell whether a table row carries a figure that the text does not: then it is a requirement of its own."""
    have = {(target.value, target.unit) for target in text.targets}
    return any((target.value, target.unit) not in have for target in _binding(row))


def _binding(statement: Statement) -> list[Target]:
    return [target for target in statement.targets if target.kind == "target"]


def query(statement: Statement) -> Passage:
    """Return a statement as the search sees it."""
    return Passage(
        text=statement.clean,
        headings=statement.headings,
        themes=frozenset(statement.themes),
        indicators=frozenset(t.indicator_id for t in statement.targets if t.indicator_id),
    )

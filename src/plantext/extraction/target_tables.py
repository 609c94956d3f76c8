"""Targets in tables of figures: one row an indicator, one column a year, a column for the present state."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from plantext.cleaning import CleanDocument
from plantext.extraction.items import TargetMention
from plantext.extraction.quantities import QuantityPatterns, find_quantities
from plantext.extraction.target_words import TargetPatterns
from plantext.model import Comparator, Span, TargetKind
from plantext.structure import Structure, Table, TableRow

LONGEST_SCOPE = 8
BARE = re.compile(r"\s*(?P<sign>[≥≤<>＜＞]|>=|<=)?\s*(?P<value>-?[0-9]{1,9}(?:\.[0-9]{1,4})?)\s*\Z")
SIGNS: dict[str, Comparator] = {"≥": ">=", "≤": "<=", ">=": ">=", "<=": "<=", "<": "<", ">": ">", "＜": "<", "＞": ">"}
UNIT_COLUMN = re.compile("(?:计量|数据|指标)?单位")
UNIT_IN_HEAD = re.compile(r"[(（]\s*(?:单位[:：])?(?P<unit>[^()（）]{1,6})[)）]\s*$")


def find_table_targets(
    document: CleanDocument, structure: Structure, quantities: QuantityPatterns, patterns: TargetPatterns
) -> tuple[list[TargetMention], list[Span]]:
    """Return the figures of all indicator tables and the spans of the cells that were read, in text order."""
    text = document.clean.text
    starts = [sentence.span[0] for sentence in structure.sentences]
    found: list[TargetMention] = []
    taken: list[Span] = []
    for table in structure.tables:
        if table.kind != "indicators":
            continue
        for row in table.rows:
            for column, cell in enumerate(row.cells):
                role = table.roles[column] if column < len(table.roles) else "other"
                if role not in ("value", "baseline") or cell[0] >= cell[1]:
                    continue
                target = _read_cell(text, table, row, column, quantities, patterns)
                if target is not None:
                    taken.append(cell)
                    sentence = max(0, bisect_right(starts, cell[0]) - 1)
                    found.append(replace(target, sentence=sentence))
    return found, sorted(taken)


def _read_cell(
    text: str,
    table: Table,
    row: TableRow,
    column: int,
    quantities: QuantityPatterns,
    patterns: TargetPatterns,
) -> TargetMention | None:
    """Read one figure: ``≥95%``, ``38册``, or a bare ``46.8`` whose unit stands in the row's head (…率(%))."""
    named = _indicator(text, table, row)
    if named is None:
        return None
    indicator, span, unit = named
    scope = _scope(text, row, indicator, patterns)
    start, end = row.cells[column]
    cell = text[start:end]
    kind: TargetKind = "baseline" if table.roles[column] == "baseline" else "target"
    year = table.years[column] if column < len(table.years) else None
    bare = BARE.match(cell)
    if bare:
        value, last, sign = float(bare["value"]), None, SIGNS.get(bare["sign"] or "")
        place = (start + bare.start("sign" if bare["sign"] else "value"), start + bare.end("value"))
        unit = unit or _row_unit(text, table, row) or _head_unit(text, table, column)
    else:
        quantity = next(iter(find_quantities(cell, quantities)), None)
        if quantity is None:
            return None
        value, last, sign = quantity.value, quantity.value_to, quantity.comparator
        place, unit = (start + quantity.span[0], start + quantity.span[1]), quantity.unit
    return TargetMention(
        span=place,
        indicator=indicator,
        indicator_span=span,
        comparator=sign or _bare_sign(kind, indicator, patterns),
        value=value,
        value_to=last,
        unit=unit,
        scope=scope,
        due=year,
        kind=kind,
        period=None,
        sentence=0,
    )


def _scope(text: str, row: TableRow, indicator: str, patterns: TargetPatterns) -> str | None:
    """小学 in a column of its own, or in front of the indicator (小学巩固率)."""
    for cell in row.cells:
        printed = text[slice(*cell)].strip()
        if printed and printed != indicator and len(printed) <= LONGEST_SCOPE and patterns.narrow.match(printed):
            return printed
    lead = patterns.lead_scope.match(indicator)
    return lead.group() if lead and lead.end() < len(indicator) - 1 else None


def _bare_sign(kind: TargetKind, indicator: str, patterns: TargetPatterns) -> Comparator:
    if kind == "baseline":
        return "="
    return "<=" if patterns.lower.search(indicator) else ">="


def _indicator(text: str, table: Table, row: TableRow) -> tuple[str, Span, str] | None:
    """Return the row's indicator, where it stands, and the unit in its bracket: 中考普高上线率(%)."""
    for role, cell in zip(table.roles, row.cells, strict=False):
        if role == "indicator" and cell[0] < cell[1]:
            printed = text[slice(*cell)]
            name = printed.rstrip()
            unit = UNIT_IN_HEAD.search(name)
            if unit:
                name = name[: unit.start()]
            stripped = name.strip()
            start = cell[0] + printed.find(stripped)
            return stripped, (start, start + len(stripped)), unit["unit"].replace("％", "%") if unit else ""
    return None


def _row_unit(text: str, table: Table, row: TableRow) -> str:
    """Return the unit that has a column of its own: 毛入园率 | ％ | 95 | 96."""
    for head, cell in zip(table.header, row.cells, strict=False):
        if UNIT_COLUMN.fullmatch(text[slice(*head)].replace(" ", "")):
            printed = text[slice(*cell)].strip().replace("％", "%")
            return "" if printed in ("—", "-", "/", "") else printed
    return ""


def _head_unit(text: str, table: Table, column: int) -> str:
    """Return the unit in the column's head: 2025年(人)."""
    if column >= len(table.header):
        return ""
    unit = UNIT_IN_HEAD.search(text[slice(*table.header[column])].strip())
    found = unit["unit"] if unit else ""
    return "" if re.search(r"[年0-9]", found) else found

"""What holds for any text: spans in order, nothing lost, and time that grows with the length alone."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given, settings

from messy_samples import MESSY, messy_source
from plantext.cleaning import CleanDocument, clean
from plantext.lexicon import builtin
from plantext.structure import Structure, read_structure


@settings(max_examples=150, deadline=None)
@given(MESSY)
def test_structure_of_any_text(text: str) -> None:
    for document in clean(messy_source(text), builtin()).documents:
        found = read_structure(document, builtin())
        check_headings(document, found)
        check_sentences(document, found)
        check_tables(document, found)


def check_headings(document: CleanDocument, found: Structure) -> None:
    text, last = document.clean.text, 0
    for index, heading in enumerate(found.headings):
        assert last <= heading.span[0] < heading.span[1] <= heading.end <= len(text)
        last = heading.span[1]
        document.clean.source_span(heading.span)
        assert heading.number is not None or heading.title is not None
        if heading.number is not None:
            assert text[heading.span[0] :].startswith(heading.number.printed)
        if heading.title is not None:
            assert heading.title == heading.title.strip() != ""
            assert heading.title in text[slice(*heading.span)]
        if heading.parent is None:
            assert heading.level == 1
        else:
            parent = found.headings[heading.parent]
            assert heading.parent < index
            assert parent.level < heading.level
            assert heading.end <= parent.end


def check_sentences(document: CleanDocument, found: Structure) -> None:
    text = document.clean.text
    for before, after in itertools.pairwise(found.sentences):
        assert before.block <= after.block
        if before.table is None and after.table is None:
            assert before.span[1] <= after.span[0]
    covered = bytearray(len(text))
    for sentence in found.sentences:
        start, end = sentence.span
        block = document.blocks[sentence.block].span
        assert block[0] <= start < end <= block[1]
        assert sentence.table is not None or not text[start].isspace()
        assert sentence.clauses
        assert start <= sentence.clauses[0][0]
        assert sentence.clauses[-1][1] <= end
        assert all(first[1] <= second[0] for first, second in itertools.pairwise(sentence.clauses))
        covered[start:end] = b"\1" * (end - start)
    for heading in found.headings:
        covered[heading.span[0] : heading.span[1]] = b"\1" * (heading.span[1] - heading.span[0])
    for block in document.blocks:
        if block.kind != "table_row":  # an empty row's cells give no sentence; elsewhere only item numbers are left out
            lost = [text[place] for place in range(*block.span) if not covered[place]]
            assert not [char for char in lost if "一" <= char <= "鿿" and char not in ITEM_NUMBERS]


def check_tables(document: CleanDocument, found: Structure) -> None:
    length = len(document.clean.text)
    for table in found.tables:
        assert len(table.roles) == len(table.years)
        assert not table.header or len(table.header) == len(table.roles)
        for row in table.rows:
            assert len(row.cells) == len(table.roles)
            assert all(0 <= start <= end <= length for start, end in row.cells)


ITEM_NUMBERS = "一二三四五六七八九十"

PATHOLOGICAL = {
    "open brackets": "(" * 100_000,
    "open quotes": "“" * 50_000 + "《" * 50_000,
    "newlines": "\n" * 1_000_000,
    "newlines and words": "教\n" * 20_000,
    "figures": "1234567890" * 10_000,
    "figures with spaces": "1 2 3 " * 30_000,
    "numbers in a row": "".join(f"{number}、" for number in range(1, 20_000)),
    "the same number": "一、" * 40_000,
    "tabs": "\t" * 200_000,
    "one row of cells": "教\t" * 30_000,
    "rows": "序号\t任务\n" * 10_000,
    "letters for figures": "l 1 " * 30_000,
    "spaces between characters": "教 " * 80_000,
    "full stops": "。" * 100_000,
    "commas": "," * 100_000,
    "titles": "河东小学工作计划\n" * 10_000,
    "documents": "河东小学工作计划\n为做好工作,制定本计划。\n一、目标\n提高质量。\n" * 1_000,
    "heads in a stream": "篇1" * 40_000,
    "catalogues": "目录\n" * 10_000,
    "a catalogue": "目录\n" + "".join(f"第{number}章 总则\n" for number in range(10_000)),
    "page numbers": "\n".join(f"- {number} -" for number in range(10_000)),
    "arrows": "首页>" * 40_000,
    "stars": "★" * 100_000,
    "labels": "备课:好\n" * 8_000,
}
SECONDS = 8
"""Each takes less than a second on a machine at rest; a quadratic step takes minutes."""


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_odd_texts_take_no_longer(name: str) -> None:
    source = messy_source(PATHOLOGICAL[name])
    start = time.process_time()
    for document in clean(source, builtin()).documents:
        read_structure(document, builtin())
    assert time.process_time() - start < SECONDS

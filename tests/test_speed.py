"""Nothing grows faster than the text: twice the text takes at most little more than twice the time."""

from __future__ import annotations

import time

import pytest

from plantext.lexicon import builtin
from plantext.pipeline import read_file
from plantext.reading import read_bytes

SHORT, LONG = 1_500, 6_000
SLACK = 2.5
"""A loaded machine is not even; a quadratic step shows as a factor of 4 beside the linear one."""

UNITS = [
    ("\t1\t2\n", "numbered paragraphs set apart by tabs look like a table that is none"),
    ("达到95%，", "one sentence of thousands of clauses with figures"),
    ("9月", "months without days"),
    ("百分之", "the beginning of a percentage that never comes"),
    ("（（（一", "brackets that are never closed"),
    ("一、", "numbers without items"),
    ("12次", "counts side by side"),
    ("第三条 各校要做好工作。\n", "articles"),
]


def seconds(text: str) -> float:
    start = time.process_time()
    read_file(read_bytes(text.encode(), "t.txt"), builtin())
    return time.process_time() - start


@pytest.mark.parametrize(("unit", "reason"), UNITS)
def test_time_grows_with_the_length(unit: str, reason: str) -> None:
    seconds("一、每学期开展演练2次。")  # loads the lexicons
    short = min(seconds(unit * SHORT) for _ in range(2))
    long = seconds(unit * LONG)
    assert long < max(0.05, short) * (LONG / SHORT) * SLACK, reason

"""The API: what the commands call, for use from Python."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path

from plantext.errors import PlantextError
from plantext.lexicon import Lexicon, builtin
from plantext.model import Coverage, Extraction, FollowUp, LabelledLine

FileName = str | PathLike[str]


def extract(file: FileName, *, lexicon: Lexicon | None = None, issued: str | None = None) -> Extraction:
    """Find everything in one file: its documents with sections, measures, targets and dates.

    Args:
        file: path of a file of any supported format.
        lexicon: the lexicons to read with; the built-in ones if None.
        issued: EDTF date of issue, where the file does not say it and its dates lack a year.

    Raises:
        PlantextError: the file cannot be read; the code says why.
    """
    return _read(file, lexicon or builtin(), issued=issued).extraction


def check(plan: FileName, against: FileName, *, lexicon: Lexicon | None = None) -> Coverage:
    """Judge which required items of a directive a plan covers, with evidence.

    Args:
        plan: path of the plan.
        against: path of the directive.
        lexicon: the lexicons to read with; the built-in ones if None.

    Raises:
        PlantextError: one of the files cannot be read or holds no document.
    """
    from plantext.aligning import check_coverage

    lexicon = lexicon or builtin()
    return check_coverage(_read(plan, lexicon), _read(against, lexicon), lexicon)


def followup(plan: FileName, summary: FileName, *, lexicon: Lexicon | None = None) -> FollowUp:
    """Judge what became of each commitment of a plan by a later summary.

    Raises:
        PlantextError: one of the files cannot be read or holds no document.
    """
    from plantext.aligning import check_followup

    lexicon = lexicon or builtin()
    return check_followup(_read(plan, lexicon), _read(summary, lexicon), lexicon)


def label(lines: Iterable[str], *, lexicon: Lexicon | None = None) -> list[LabelledLine]:
    """Label lines of text with themes, stages and indicators, one result a line."""
    from plantext.normalising import labeller

    labels = labeller(lexicon or builtin())
    return [labels.label(line) for line in lines]


def _read(file: FileName, lexicon: Lexicon, *, issued: str | None = None):  # type: ignore[no-untyped-def]
    from plantext.pipeline import read_file
    from plantext.reading import read

    read_in = read_file(read(Path(file)), lexicon, issued=issued)
    if not read_in.documents:
        raise PlantextError("no-document", str(file))
    return read_in

"""The API: what the commands call, for use from Python."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from plantext.errors import PlantextError
from plantext.lexicon import Lexicon, builtin
from plantext.model import Coverage, Extraction, FollowUp, LabelledLine
from plantext.pipeline import ReadFile, read_file
from plantext.reading.source import SourceText

if TYPE_CHECKING:
    from plantext.batch.audit import AuditOptions
    from plantext.batch.results import AuditSummary
    from plantext.evaluation.figures import Evaluation

FileName = str | PathLike[str]
Input = FileName | SourceText | ReadFile
"""A path, a text that `plantext.reading` gave, or a file that `read` has read already."""


def read(file: Input, *, lexicon: Lexicon | None = None, issued: str | None = None) -> ReadFile:
    """Read one file once, to extract from it and to judge it several times.

    Args:
        file: path of a file of any supported format.
        lexicon: the lexicons to read with; the built-in ones if None.
        issued: EDTF date of issue, where the file does not say it and its dates lack a year.

    Raises:
        PlantextError: the file cannot be read or holds no document; the code says why.
    """
    if isinstance(file, ReadFile):
        return file
    if not isinstance(file, SourceText):
        from plantext import reading

        file = reading.read(Path(file))
    found = read_file(file, lexicon or builtin(), issued=issued)
    if not found.documents:
        raise PlantextError("no-document", found.source.info.name)
    return found


def extract(file: Input, *, lexicon: Lexicon | None = None, issued: str | None = None) -> Extraction:
    """Find everything in one file: its documents with sections, measures, targets and dates.

    Args and errors are those of `read`.
    """
    return read(file, lexicon=lexicon, issued=issued).extraction


def check(plan: Input, against: Input, *, lexicon: Lexicon | None = None) -> Coverage:
    """Judge which required items of a directive a plan covers, with evidence.

    Args:
        plan: the plan.
        against: the directive.
        lexicon: the lexicons to read with; the built-in ones if None.

    Raises:
        PlantextError: one of the files cannot be read or holds no document.
    """
    from plantext.aligning import check_coverage

    lexicon = lexicon or builtin()
    return check_coverage(read(plan, lexicon=lexicon), read(against, lexicon=lexicon), lexicon)


def followup(plan: Input, summary: Input, *, lexicon: Lexicon | None = None) -> FollowUp:
    """Judge what became of each commitment of a plan by a later summary.

    Raises:
        PlantextError: one of the files cannot be read or holds no document.
    """
    from plantext.aligning import check_followup

    lexicon = lexicon or builtin()
    return check_followup(read(plan, lexicon=lexicon), read(summary, lexicon=lexicon), lexicon)


def label(lines: Iterable[str], *, lexicon: Lexicon | None = None) -> list[LabelledLine]:
    """Label lines of text with themes, stages and indicators, one result a line."""
    from plantext.normalising import labeller

    return labeller(lexicon or builtin()).label_all(lines)


def audit(
    folder: FileName, against: Sequence[FileName], output: FileName, options: AuditOptions | None = None
) -> AuditSummary:
    """Check every plan of a folder or zip against directives; results, tables and pages go to the folder ``output``.

    Args:
        folder: folder or zip with the plans.
        against: the directives.
        output: folder for ``audit.db``, ``results.jsonl``, ``summary.xlsx``, ``index.html`` and one page a file.
        options: summaries, number of processes, limits, lexicons, language.

    Raises:
        PlantextError: a directive cannot be read, or the output cannot be written. A bad plan raises nothing: it is a row.
    """
    from plantext.batch.audit import AuditOptions, run_audit

    return run_audit(Path(folder), [Path(name) for name in against], Path(output), options or AuditOptions())


def evaluate(folders: Iterable[FileName] = (), *, lexicon: Lexicon | None = None) -> Evaluation:
    """Score the program on annotated documents; the demo set where no folder is given.

    Raises:
        PlantextError: ``bad-gold`` where a folder holds no annotation or a faulty one.
    """
    from plantext.evaluation import evaluate_folders

    return evaluate_folders([Path(folder) for folder in folders], lexicon or builtin())

"""What an audit works on and returns: entries of a folder, jobs, outcomes and rows. All of it goes over pipes and into files."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from plantext.errors import Language, PlantextError
from plantext.model import Coverage, CoverageScore, DocType, FollowUp, FollowUpScore, Record

RETRIED = frozenset({"time-limit", "internal", "too-large"})
"""Errors that may be the machine's and not the file's: a rerun tries these files again."""


def portable(path: Path) -> bytes:
    """Return a path as the bytes that the system knows it by: as text it could not go over a pipe if it is no UTF-8."""
    return os.fsencode(path)


def native(path: bytes) -> Path:
    """Return the path that `portable` made the bytes of."""
    return Path(os.fsdecode(path))


@dataclass(frozen=True, slots=True)
class Entry(Record):
    """A submission, as `plantext.reading.submissions` finds it.

    Attributes:
        name: path inside the folder or zip, the submission's key.
        path: the file on disk that it is or that holds it, as `portable` gives it.
        entries: names of the zip entries that lead to it, none for a file on disk.
    """

    name: str
    path: bytes
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job(Record):
    """One plan to be judged, with its summary where there is one.

    Attributes:
        key: under which the outcome is stored.
        sha256: of the plan when the job was made.
        check_pages: files to write the coverage pages to, one a directive; paths, as `portable` gives them.
        followup_page: file to write the follow-up page to.
    """

    key: str
    sha256: str
    plan: Entry
    summary: Entry | None
    check_pages: tuple[bytes, ...]
    followup_page: bytes | None


@dataclass(frozen=True, slots=True)
class Setup(Record):
    """What every worker needs to know.

    Attributes:
        directives, lexicon_folders: paths, as `portable` gives them.
        memory: bytes that a worker may take, None for no limit.
        seconds: after which a worker ends itself if nobody else does.
    """

    directives: tuple[bytes, ...]
    lexicon_folders: tuple[bytes, ...]
    language: Language
    seconds: float
    memory: int | None


@dataclass(frozen=True, slots=True)
class Failure(Record):
    """Why a file has no result: a code of `plantext.errors`, and its fields."""

    code: str
    name: str
    detail: str

    def sentence(self, language: Language) -> str:
        """Return the sentence for a person."""
        return PlantextError(self.code, self.name, self.detail).render(language)


@dataclass(frozen=True, slots=True)
class Outcome(Record):
    """What became of one plan: its judgements, or why there are none.

    A bad summary does not cost the coverage: then ``failure`` speaks of the summary and ``coverages`` are there.
    """

    doc_type: DocType | None = None
    title: str | None = None
    organisation: str | None = None
    coverages: tuple[Coverage, ...] = ()
    followup: FollowUp | None = None
    failure: Failure | None = None

    @property
    def status(self) -> Literal["ok", "error"]:
        """Tell whether everything that was asked for is there."""
        return "error" if self.failure else "ok"


@dataclass(frozen=True, slots=True)
class Reply(Record):
    """A worker's answer to a job."""

    key: str
    outcome: Outcome
    seconds: float


@dataclass(frozen=True, slots=True)
class FileResult(Record):
    """One line of ``results.jsonl``: a file with everything that was found."""

    name: str
    sha256: str | None
    summary: str | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class AuditRow(Record):
    """One file in the tables: scores without the judgements themselves.

    Attributes:
        pages: reports, relative to the output folder: one a directive, then the follow-up's.
    """

    name: str
    sha256: str | None
    title: str | None
    doc_type: DocType | None
    organisation: str | None
    coverage: tuple[CoverageScore, ...]
    summary: str | None
    followup: FollowUpScore | None
    failure: Failure | None
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuditSummary(Record):
    """What an audit did.

    Attributes:
        files: how many plans were in the folder.
        judged, reused, errors: newly judged, unchanged since an earlier run, without (full) result.
        unpaired: summaries that belong to no plan.
        output: the folder with the results.
    """

    files: int
    judged: int
    reused: int
    errors: int
    unpaired: tuple[str, ...]
    output: str

    @property
    def index(self) -> Path:
        """The page to open."""
        return Path(self.output) / "index.html"

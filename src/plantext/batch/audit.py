"""The audit: every plan of a folder judged in several processes, stored, and put into tables and pages."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from plantext import __version__, api
from plantext.batch.lock import alone_in
from plantext.batch.outputs import write_outputs
from plantext.batch.pairing import pair_by_name, pair_by_table
from plantext.batch.pool import WorkerPool
from plantext.batch.results import AuditSummary, Failure, Job, Outcome, Setup, portable
from plantext.batch.store import Store, outcome_key
from plantext.batch.worklist import entry_of, list_submissions, read_entry
from plantext.errors import Language, PlantextError
from plantext.lexicon import Lexicon, builtin
from plantext.reading.disk import real_path
from plantext.reading.limits import MEGABYTE
from plantext.reading.names import shown_name
from plantext.reading.submissions import Submission

PAGES = "reports"
"""Folder of the pages below the output folder."""

PAGE_NAME_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an audit is: files done (judged, reused or failed) of all files."""

    done: int
    total: int
    errors: int


@dataclass(frozen=True, slots=True)
class AuditOptions:
    """How an audit runs.

    Attributes:
        summaries: folder or zip with summaries; they are paired with the plans by name.
        pairs: CSV with plan and summary a line, instead of pairing by name.
        jobs: worker processes; one a core if None.
        seconds: time limit a plan.
        memory: bytes that a worker may take (where the system can hold it to that), None for no limit.
        lexicon_folders: laid over the built-in lexicons.
        language: of the pages and tables.
        progress: called after each file.
    """

    summaries: Path | None = None
    pairs: Path | None = None
    jobs: int | None = None
    seconds: float = 120.0
    memory: int | None = 4096 * MEGABYTE
    lexicon_folders: tuple[Path, ...] = ()
    language: Language = "zh"
    progress: Callable[[Progress], None] | None = field(default=None, compare=False)


@dataclass(slots=True)
class _Run:
    """What is known of a run in the making."""

    plans: list[Submission]
    summaries: list[Submission]
    pairs: dict[str, Submission]
    rows: list[tuple[str, str | None, str | None, str]] = field(default_factory=list)
    scheduled: set[str] = field(default_factory=set)
    done: int = 0
    reused: int = 0
    judged: int = 0
    errors: int = 0


def run_audit(folder: Path, against: Sequence[Path], output: Path, options: AuditOptions) -> AuditSummary:
    """Judge every plan of a folder or zip; see `plantext.api.audit`.

    Interrupted at any moment it loses nothing that was finished: the next run goes on where this one stopped.

    Raises:
        PlantextError: a directive cannot be read, the folder does not exist, or the output cannot be written.
        KeyboardInterrupt: a person stopped it; the store is sound.
    """
    if not against:
        raise PlantextError("usage", "", "--against DIRECTIVE")
    lexicon = Lexicon(options.lexicon_folders) if options.lexicon_folders else builtin()
    directives = [(shown_name(path.name), api.read(path, lexicon=lexicon).source.info.sha256) for path in against]
    run = _planned(folder, against, output, options)
    audit = _Audit(run, [real_path(path) for path in against], directives, lexicon, real_path(output), options)
    _make_folders(output)
    with alone_in(output), contextlib.closing(Store(output / "audit.db")) as store:
        number = store.begin_run(__version__, lexicon.digest, directives)
        audit.work(store)
        store.list_files(run.rows)
        summary = AuditSummary(len(run.plans), run.judged, run.reused, run.errors, _unpaired(run), shown_name(output))
        write_outputs(store, output, audit.pages, [name for name, _ in directives], summary, options.language)
        store.finish_run(number, summary.files, summary.judged, summary.reused, summary.errors)
    return summary


def _make_folders(output: Path) -> None:
    try:
        (output / PAGES).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PlantextError("cannot-write", shown_name(output), error.strerror or str(error)) from error


def _planned(folder: Path, against: Sequence[Path], output: Path, options: AuditOptions) -> _Run:
    """List what is to be done; directives, summaries and the output may lie inside the folder that is read."""
    others = [output, *against, *([options.summaries] if options.summaries else [])]
    plans = list_submissions(folder, [path for path in others if real_path(path) != real_path(folder)])
    summaries = list_submissions(options.summaries, [output]) if options.summaries is not None else []
    if options.pairs is not None:
        return _Run(plans, summaries, pair_by_table(options.pairs, plans, summaries))
    return _Run(plans, summaries, pair_by_name(plans, summaries))


def _unpaired(run: _Run) -> tuple[str, ...]:
    paired = {entry.name for entry in run.pairs.values()}
    return tuple(entry.name for entry in run.summaries if entry.name not in paired)


class _Audit:
    """Makes jobs of files, keeps what workers answer, counts."""

    def __init__(
        self,
        run: _Run,
        against: list[Path],
        directives: list[tuple[str, str]],
        lexicon: Lexicon,
        output: Path,
        options: AuditOptions,
    ) -> None:
        self.run = run
        self.against = against
        self.basis = [*(sha256 for _, sha256 in directives), lexicon.digest, __version__]
        self.output = output
        self.options = options
        self.keys_by_name: dict[str, list[str]] = {}

    def work(self, store: Store) -> None:
        """Judge everything that the store does not hold yet."""
        options = self.options
        setup = Setup(
            tuple(map(portable, self.against)),
            tuple(portable(real_path(path)) for path in options.lexicon_folders),
            options.language,
            options.seconds,
            options.memory,
        )
        jobs = self._jobs(store)
        first = next(jobs, None)
        if first is None:
            return  # nothing new: no process is started
        with WorkerPool(setup, self._workers()) as pool:
            for reply in pool.run(_chain(first, jobs)):
                store.save(reply.key, reply.outcome, reply.seconds)
                self.run.judged += 1
                self._count(reply.outcome.failure)

    def pages(self, key: str, outcome: Outcome) -> tuple[str, ...]:
        """Return the pages of an outcome, relative to the output folder."""
        if not outcome.coverages:
            return ()
        names = self._page_names(key, self._stem(key))
        return tuple(names[: len(outcome.coverages)] + ([names[-1]] if outcome.followup else []))

    def _workers(self) -> int:
        if self.options.jobs:
            return self.options.jobs
        affinity = getattr(os, "sched_getaffinity", None)
        return max(1, len(affinity(0)) if affinity else os.cpu_count() or 1)

    def _jobs(self, store: Store) -> Iterator[Job]:
        """Yield a job for every plan whose outcome is not there; note each file as it is looked at."""
        for plan in self.run.plans:
            summary = self.run.pairs.get(plan.name)
            sha256, failure = _hash(plan)
            summary_sha256 = _hash(summary)[0] if summary else None
            key = outcome_key([sha256 or f"unread {plan.name}", summary_sha256, *self.basis])
            self.run.rows.append((plan.name, sha256, summary.name if summary else None, key))
            self.keys_by_name.setdefault(key, []).append(plan.name)
            if sha256 is None or failure is not None:
                store.save(key, Outcome(failure=failure), 0.0)
                self.run.judged += 1
                self._count(failure)
            elif key in self.run.scheduled:
                self._reuse(None)  # the same text under another name
            elif store.has(key) and self._pages_exist(key, store):
                self._reuse(store.load(key).failure)
            else:
                self.run.scheduled.add(key)
                yield self._job(key, sha256, plan, summary)

    def _job(self, key: str, sha256: str, plan: Submission, summary: Submission | None) -> Job:
        names = [portable(self.output / name) for name in self._page_names(key, plan.name)]
        told = entry_of(summary) if summary else None
        return Job(key, sha256, entry_of(plan), told, tuple(names[:-1]), names[-1] if summary else None)

    def _page_names(self, key: str, name: str) -> list[str]:
        """Return the names of the coverage pages and the follow-up page; another language gives other pages."""
        stem = re.sub(r"[^\w.-]+", "_", PurePosixPath(name).stem)[:PAGE_NAME_LENGTH]
        mark = hashlib.sha256(f"{key} {self.options.language}".encode()).hexdigest()[:10]
        checks = [f"{PAGES}/{stem}-{mark}-check{number}.html" for number in range(1, len(self.against) + 1)]
        return [*checks, f"{PAGES}/{stem}-{mark}-followup.html"]

    def _stem(self, key: str) -> str:
        return self.keys_by_name[key][0]

    def _pages_exist(self, key: str, store: Store) -> bool:
        return all((self.output / page).is_file() for page in self.pages(key, store.load(key)))

    def _reuse(self, failure: Failure | None) -> None:
        self.run.reused += 1
        self._count(failure)

    def _count(self, failure: Failure | None) -> None:
        self.run.done += 1
        self.run.errors += failure is not None
        if self.options.progress is not None:
            self.options.progress(Progress(self.run.done, len(self.run.plans), self.run.errors))


def _chain(first: Job, rest: Iterator[Job]) -> Iterator[Job]:
    yield first
    yield from rest


def _hash(submission: Submission) -> tuple[str | None, Failure | None]:
    """Return the hash of a submission, or why it cannot be read."""
    try:
        if submission.problem is not None:
            raise submission.problem
        return hashlib.sha256(read_entry(entry_of(submission))).hexdigest(), None
    except PlantextError as error:
        return None, Failure(error.code, error.name, error.detail)

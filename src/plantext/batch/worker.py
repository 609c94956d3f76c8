"""A worker: a process of its own that judges one plan after the other, told through its standard input.

``python -m plantext.batch.worker``. First comes a `Setup`, then a `Job` at a time; each is answered by a `Reply`. A message is
its length in four bytes and MessagePack. The worker ends when its input ends: it never outlives the audit.
"""

from __future__ import annotations

import logging
import os
import signal
import struct
import sys
import time
import warnings
from typing import BinaryIO, TypeVar

import msgspec

from plantext import api
from plantext.batch.results import Entry, Failure, Job, Outcome, Reply, Setup, native
from plantext.batch.worklist import read_entry
from plantext.errors import PlantextError
from plantext.lexicon import Lexicon, builtin
from plantext.pipeline import ReadFile
from plantext.reading import read_bytes
from plantext.reading.limits import MEGABYTE
from plantext.reporting.files import write
from plantext.reporting.reports import CoverageReport, FollowUpReport, Manner

T = TypeVar("T")

LENGTH = struct.Struct("<I")
SELF_END_FACTOR = 1.5
"""A worker that the audit can no longer end (because it was killed) ends itself after this many time limits."""


def send(stream: BinaryIO, message: object) -> None:
    """Write one message."""
    packed = msgspec.msgpack.encode(message)
    stream.write(LENGTH.pack(len(packed)) + packed)
    stream.flush()


def receive(stream: BinaryIO, shape: type[T]) -> T | None:
    """Read one message, None where the stream has ended."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    body = stream.read(length)
    return msgspec.msgpack.decode(body, type=shape) if len(body) == length else None


class Worker:
    """Judges plans against directives that are read once."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.lexicon = Lexicon(tuple(map(native, setup.lexicon_folders))) if setup.lexicon_folders else builtin()
        self.manner = Manner(setup.language, self.lexicon)
        self.directives = [api.read(native(path), lexicon=self.lexicon) for path in setup.directives]

    def outcome(self, job: Job) -> Outcome:
        """Judge one plan. Whatever is wrong with the file becomes the outcome's failure."""
        try:
            plan = self._read(job.plan, job.sha256)
        except PlantextError as error:
            return Outcome(failure=_failure(error))
        coverages = tuple(api.check(plan, directive, lexicon=self.lexicon) for directive in self.directives)
        for coverage, directive, page in zip(coverages, self.directives, job.check_pages, strict=True):
            write(native(page), CoverageReport(coverage, plan, directive).page(self.manner))
        followup, failure = None, None
        if job.summary is not None:
            try:
                summary = self._read(job.summary)
                followup = api.followup(plan, summary, lexicon=self.lexicon)
                if job.followup_page is not None:
                    write(native(job.followup_page), FollowUpReport(followup, plan, summary).page(self.manner))
            except PlantextError as error:
                failure = _failure(error)
        judged = coverages[0].plan  # of several documents in a file it says which one was taken for the plan
        return Outcome(judged.doc_type, judged.title, judged.organisation, coverages, followup, failure)

    def _read(self, entry: Entry, sha256: str | None = None) -> ReadFile:
        source = read_bytes(read_entry(entry), entry.name)
        if sha256 is not None and source.info.sha256 != sha256:
            raise PlantextError("unreadable", entry.name, "it changed while it was read")
        return api.read(source, lexicon=self.lexicon)


def _failure(error: PlantextError) -> Failure:
    return Failure(error.code, error.name, error.detail)


def limit_memory(size: int) -> None:
    """Let the process take no more than ``size`` bytes, where the system can be told so."""
    try:
        import resource  # noqa: PLC0415  (POSIX only)

        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    except (ImportError, ValueError, OSError):
        pass


def answer(worker: Worker, job: Job) -> tuple[Outcome, bool]:
    """Return the outcome of a job, and whether the worker can go on after it."""
    try:
        return worker.outcome(job), True
    except MemoryError:
        limit = f"{(worker.setup.memory or 0) // MEGABYTE} MB"
        return Outcome(failure=Failure("too-large", job.plan.name, limit)), False
    except Exception as error:  # a bug in a reader must cost this file only
        detail = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        return Outcome(failure=Failure("internal", job.plan.name, detail)), True


def serve(inward: BinaryIO, outward: BinaryIO) -> None:
    """Answer jobs until the input ends."""
    setup = receive(inward, Setup)
    if setup is None:
        return
    if setup.memory:
        limit_memory(setup.memory)
    worker = Worker(setup)
    send(outward, True)
    while (job := receive(inward, Job)) is not None:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, setup.seconds * SELF_END_FACTOR)
        started = time.perf_counter()
        outcome, usable = answer(worker, job)
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
        send(outward, Reply(job.key, outcome, round(time.perf_counter() - started, 3)))
        if not usable:
            return


def main() -> None:
    """Run as a worker: keep the pipes for messages, whatever libraries print goes nowhere."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the audit decides what happens
    inward, outward = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    warnings.simplefilter("ignore")
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        serve(inward, outward)
    except BrokenPipeError:
        sys.exit(1)  # the audit is gone


if __name__ == "__main__":
    main()

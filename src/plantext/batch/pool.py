"""A pool of worker processes: each plan has a time limit, and a worker that crashes or hangs is replaced.

One thread a worker does nothing but wait for its answer, so that the same code serves every system.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import BinaryIO, Self, TypeVar

from plantext.batch.results import Failure, Job, Outcome, Reply, Setup
from plantext.batch.worker import receive, send

T = TypeVar("T")

WORKER_MODULE = "plantext.batch.worker"

START_SECONDS = 120.0
"""Time to start a worker: Python, lexicons and directives."""

WAITING_A_WORKER = 2
"""Jobs that are handed out ahead, so that no worker waits for the next one."""

POLL_SECONDS = 0.25
"""How often a waiting main thread looks up: on Windows Ctrl-C is not heard in between."""


class WorkerPool:
    """Runs jobs in several processes.

    Args:
        setup: what workers need.
        workers: how many processes.
    """

    def __init__(self, setup: Setup, workers: int) -> None:
        self.setup = setup
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._replies: queue.SimpleQueue[Reply] = queue.SimpleQueue()
        self._slots = [_Slot(setup, self._jobs, self._replies) for _ in range(workers)]

    def __enter__(self) -> Self:
        for slot in self._slots:
            slot.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for slot in self._slots:
            slot.stop_now()
            self._jobs.put(None)
        for slot in self._slots:
            slot.join(timeout=5.0)

    def run(self, jobs: Iterable[Job]) -> Iterator[Reply]:
        """Yield the replies as they come, not in the order of the jobs; jobs are taken as workers need them."""
        ahead = len(self._slots) * WAITING_A_WORKER
        pending = 0
        for job in jobs:
            while pending >= ahead:
                yield self._next_reply()
                pending -= 1
            self._jobs.put(job)
            pending += 1
        while pending:
            yield self._next_reply()
            pending -= 1

    def _next_reply(self) -> Reply:
        while True:
            with contextlib.suppress(queue.Empty):
                return self._replies.get(timeout=POLL_SECONDS)


class _Slot(threading.Thread):
    """A thread with its worker process."""

    def __init__(self, setup: Setup, jobs: queue.SimpleQueue[Job | None], replies: queue.SimpleQueue[Reply]) -> None:
        super().__init__(daemon=True)
        self._setup, self._jobs, self._replies = setup, jobs, replies
        self._process: _Process | None = None
        self._stopping = False

    def run(self) -> None:
        """Pass jobs on to the worker until there are no more."""
        while not self._stopping and (job := self._jobs.get()) is not None:
            outcome = self._answer(job)
            if not self._stopping:
                self._replies.put(outcome)
        if self._process is not None:
            self._process.end()

    def stop_now(self) -> None:
        """End the worker, whatever it does."""
        self._stopping = True
        if self._process is not None:
            self._process.end()

    def _answer(self, job: Job) -> Reply:
        if self._process is not None and not self._process.is_alive():
            self._retire()
        if self._process is None:
            self._process = _Process(self._setup)
            if not self._process.greeted(START_SECONDS):
                return self._broken(job, "worker did not start")
        reply = self._process.ask(job, self._setup.seconds)
        if reply is not None:
            if reply.outcome.failure is not None and reply.outcome.failure.code == "too-large":
                self._retire()  # a worker that ran out of memory goes
            return reply
        if self._process.timed_out:
            limit = f"> {self._setup.seconds:g} s"
            self._retire()
            return Reply(job.key, Outcome(failure=Failure("time-limit", job.plan.name, limit)), self._setup.seconds)
        return self._broken(job, f"the worker ended with {self._process.end()}")

    def _retire(self) -> None:
        """Take leave of a worker; the next job gets a new one."""
        if self._process is not None:
            self._process.end()
        self._process = None

    def _broken(self, job: Job, detail: str) -> Reply:
        self._retire()
        return Reply(job.key, Outcome(failure=Failure("internal", job.plan.name, detail)), 0.0)


class _Process:
    """A worker process and the pipes to it."""

    def __init__(self, setup: Setup) -> None:
        self.timed_out = False
        self._process = subprocess.Popen(
            [sys.executable, "-m", WORKER_MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=os.name == "posix",  # a group of its own: Ctrl-C passes it by, helpers end with it
            # one thread a worker: the processes share the cores already
            env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"},
        )
        self._say(setup)

    def is_alive(self) -> bool:
        """Tell whether the process runs."""
        return self._process.poll() is None

    def greeted(self, seconds: float) -> bool:
        """Wait until the worker is ready; False where it is not in time."""
        return self._heard(bool, seconds) is True

    def ask(self, job: Job, seconds: float) -> Reply | None:
        """Return the answer to a job, None where the worker broke down or had to be ended."""
        return self._heard(Reply, seconds) if self._say(job) else None

    def end(self) -> str:
        """End the process and return how it ended."""
        self._kill()
        code = self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError, ValueError):
                    stream.close()
        return f"signal {-code}" if code < 0 else f"code {code}"

    def _say(self, message: object) -> bool:
        try:
            send(_stream(self._process.stdin), message)
        except (OSError, ValueError):
            return False
        return True

    def _heard(self, shape: type[T], seconds: float) -> T | None:
        timer = threading.Timer(seconds, self._give_up)
        timer.daemon = True
        timer.start()
        try:
            return receive(_stream(self._process.stdout), shape)
        except (OSError, ValueError):
            return None
        finally:
            timer.cancel()

    def _give_up(self) -> None:
        self.timed_out = True
        self._kill()

    def _kill(self) -> None:
        """End the process and what it started (LibreOffice)."""
        if self._process.returncode is not None:
            return  # gone and waited for: its number may belong to somebody else by now
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()


def _stream(stream: object) -> BinaryIO:
    if stream is None:
        raise OSError("closed")
    return stream  # type: ignore[return-value]

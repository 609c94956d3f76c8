"""How things are measured: the best of several rounds, because a busy machine only ever makes things slower."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured figure; ``floor`` is what the project promises (a ceiling where ``less_is_better``)."""

    name: str
    value: float
    unit: str
    floor: float | None = None
    less_is_better: bool = False

    @property
    def holds(self) -> bool:
        """Tell whether the promise is kept."""
        if self.floor is None:
            return True
        return self.value <= self.floor if self.less_is_better else self.value >= self.floor

    def line(self) -> str:
        """Return the figure as a line."""
        promised = "" if self.floor is None else f"  {'<=' if self.less_is_better else '>='} {self.floor:,.6g}"
        return f"{self.name:44s} {self.value:>14,.6g} {self.unit:8s}{promised}{'' if self.holds else '  MISSED'}"


def best_seconds(work: Callable[[], object], rounds: int) -> float:
    """Return the time of the fastest of several rounds."""
    best = float("inf")
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - started)
    return best


@dataclass(frozen=True, slots=True)
class ProcessRun:
    """How long a process took and how much memory it held at most (0 where the system does not tell)."""

    seconds: float
    megabytes: float


def run_process(command: Sequence[str]) -> ProcessRun:
    """Run a command of this Python and measure it.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    started = time.perf_counter()
    with subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL) as process:
        if not hasattr(os, "wait4"):
            code, peak = process.wait(), 0.0
        else:
            _, status, usage = os.wait4(process.pid, 0)
            code = process.returncode = os.waitstatus_to_exitcode(status)
            # kilobytes on Linux, bytes on macOS
            peak = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    seconds = time.perf_counter() - started
    if code:
        raise subprocess.CalledProcessError(code, command)
    return ProcessRun(seconds, peak)


def best_process(command: Sequence[str], rounds: int) -> ProcessRun:
    """Return the fastest of several runs of a command."""
    return min((run_process(command) for _ in range(rounds)), key=lambda run: run.seconds)

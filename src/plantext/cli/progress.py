"""A progress bar for work of more than two seconds, on a terminal only."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

QUIET_SECONDS = 2.0
"""Work that is done sooner needs no bar."""


class ProgressBar:
    """A bar on the error stream with count, rate of errors and time left.

    Args:
        words: what is being done.
        shown: False draws nothing.
    """

    def __init__(self, words: str, *, shown: bool = True) -> None:
        self.words = words
        self.shown = shown and sys.stderr.isatty()
        self._started = time.monotonic()
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def update(self, done: int, total: int, errors: int = 0) -> None:
        """Show how far the work is."""
        if not self.shown or time.monotonic() - self._started < QUIET_SECONDS:
            return
        if self._bar is None:
            self._bar = _bar()
            self._bar.start()
            self._task = self._bar.add_task(self.words, total=total, errors="")
        if self._task is not None:
            self._bar.update(self._task, completed=done, total=total, errors=f"✗ {errors}" if errors else "")


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}", markup=False),  # a folder may be called [计划]
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[errors]}"),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=Console(stderr=True), transient=True)

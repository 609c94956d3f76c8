"""One audit at a time in an output folder."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from plantext.errors import PlantextError
from plantext.reading.names import shown_name

LOCK = ".audit.lock"
"""An empty SQLite file: its lock works on every system and ends with the process, however that ends."""


@contextlib.contextmanager
def alone_in(output: Path) -> Iterator[None]:
    """Keep other audits out of an output folder.

    Raises:
        PlantextError: ``in-use`` where another audit is at work there, ``cannot-write`` where the folder takes no files.
    """
    try:
        lock = sqlite3.connect(output / LOCK, timeout=0.0, isolation_level=None)
    except sqlite3.Error as error:
        raise PlantextError("cannot-write", shown_name(output), str(error)) from error
    with contextlib.closing(lock):
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            code = "in-use" if error.sqlite_errorcode == sqlite3.SQLITE_BUSY else "cannot-write"
            raise PlantextError(code, shown_name(output), str(error)) from error
        yield

"""Getting the bytes of a file on disk or of a stream, never more than a file may have and never waiting for ever."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from plantext.errors import PlantextError
from plantext.reading.limits import MAX_FILE_BYTES, MEGABYTE

OPEN_PIPES = Path("/dev/fd")
"""Where a shell puts what it pipes to us as a file (``plantext extract <(…)``): these pipes have somebody at the other end."""


def file_bytes(path: Path, name: str) -> bytes:
    """Return the bytes of a file; ``name`` is told to people.

    Raises:
        PlantextError: ``not-found``, ``is-folder``, ``too-large`` or ``unreadable`` (also for pipes and devices, which
            would never end).
    """
    try:
        state = path.stat()
        if stat.S_ISDIR(state.st_mode):
            raise PlantextError("is-folder", name)
        if not stat.S_ISREG(state.st_mode) and path.parent != OPEN_PIPES:
            raise PlantextError("unreadable", name, "not a regular file")
        if state.st_size > MAX_FILE_BYTES:
            raise PlantextError("too-large", name, f"{state.st_size // MEGABYTE} MB")
        with path.open("rb") as file:
            return stream_bytes(file, name)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise PlantextError("not-found", name) from error
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the path
        raise PlantextError("unreadable", name, reason(error)) from error


def stream_bytes(stream: BinaryIO, name: str) -> bytes:
    """Return what comes from a stream, which need not end.

    Raises:
        PlantextError: ``too-large`` as soon as there is more than a file may have.
    """
    data = stream.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise PlantextError("too-large", name, f"more than {MAX_FILE_BYTES // MEGABYTE} MB")
    return data


def is_folder(path: Path, name: str) -> bool:
    """Tell whether a path leads to a folder.

    Raises:
        PlantextError: ``not-found``, or ``unreadable`` where the system refuses the path.
    """
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise PlantextError("not-found", name) from error
    except (OSError, ValueError) as error:
        raise PlantextError("unreadable", name, reason(error)) from error


def real_path(path: Path) -> Path:
    """Return a path without links; unlike `Path.resolve` it also stands links that lead in a circle."""
    return Path(os.path.realpath(path))


def reason(error: Exception) -> str:
    """Return what the system said, without the path."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)[:80] or type(error).__name__

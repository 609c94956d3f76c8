"""What a command gets to read: files by name, or the standard input as ``-``."""

from __future__ import annotations

import sys
from pathlib import Path

from plantext.api import read
from plantext.cli.frame import Settings
from plantext.errors import PlantextError
from plantext.pipeline import ReadFile
from plantext.reading import SourceText, read_bytes
from plantext.reading import read as read_source
from plantext.reading.disk import reason, stream_bytes

STANDARD_INPUT = "-"
STDIN_NAME = "stdin"


def source_of(name: str) -> SourceText:
    """Return the source text of a file, or of the standard input.

    Raises:
        PlantextError: as `plantext.reading.read`.
    """
    if name == STANDARD_INPUT:
        return read_bytes(standard_input(), STDIN_NAME)
    return read_source(Path(name))


def opened(name: str, settings: Settings, issued: str | None = None) -> ReadFile:
    """Read a file or the standard input through all rooms.

    Raises:
        PlantextError: as `plantext.api.read`.
    """
    return read(source_of(name), lexicon=settings.lexicon, issued=issued)


def standard_input() -> bytes:
    """Return everything on the standard input.

    Raises:
        PlantextError: ``too-large`` where it does not end, ``unreadable`` where it is closed.
    """
    try:
        return stream_bytes(sys.stdin.buffer, STDIN_NAME)
    except OSError as error:
        raise PlantextError("unreadable", STDIN_NAME, reason(error)) from error

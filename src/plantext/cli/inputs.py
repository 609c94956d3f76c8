"""What a command gets to read: files by name, or the standard input as ``-``."""

from __future__ import annotations

import sys
from pathlib import Path

from plantext.api import read
from plantext.cli.frame import Settings
from plantext.pipeline import ReadFile
from plantext.reading import SourceText, read_bytes
from plantext.reading import read as read_source

STANDARD_INPUT = "-"


def source_of(name: str) -> SourceText:
    """Return the source text of a file, or of the standard input.

    Raises:
        PlantextError: as `plantext.reading.read`.
    """
    if name == STANDARD_INPUT:
        return read_bytes(standard_input(), "stdin")
    return read_source(Path(name))


def opened(name: str, settings: Settings, issued: str | None = None) -> ReadFile:
    """Read a file or the standard input through all rooms.

    Raises:
        PlantextError: as `plantext.api.read`.
    """
    return read(source_of(name), lexicon=settings.lexicon, issued=issued)


def standard_input() -> bytes:
    """Return everything on the standard input."""
    return sys.stdin.buffer.read()

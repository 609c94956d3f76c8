"""Reading: a file of any supported format becomes a `SourceText`. One module a format."""

from __future__ import annotations

from pathlib import Path

from plantext.errors import PlantextError
from plantext.reading.source import Block, SourceText
from plantext.reading.text import read_text

__all__ = ["Block", "SourceText", "read", "read_bytes"]


def read(path: Path) -> SourceText:
    """Read a file, deciding the format by its content.

    Raises:
        PlantextError: with the codes ``not-found``, ``is-folder``, ``unreadable``, ``empty``, ``no-text``, ``encrypted``,
            ``damaged``, ``unsupported`` or ``too-large``.
    """
    if path.is_dir():
        raise PlantextError("is-folder", str(path))
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise PlantextError("not-found", str(path)) from error
    except OSError as error:
        raise PlantextError("unreadable", str(path), error.strerror or "OSError") from error
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> SourceText:
    """Read a file's bytes; ``name`` is shown to people and never decides the format alone."""
    return read_text(data, name)

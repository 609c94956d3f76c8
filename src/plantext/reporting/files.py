"""Writing results to disk: a file is there completely or not at all, and what was there before survives a failure."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

from plantext.errors import PlantextError


def write(path: str | os.PathLike[str], data: str | bytes) -> None:
    """Write text (UTF-8, newlines as they are) or bytes to ``path`` in one step.

    The data goes to a new file beside the old one, which then takes its name: a full disk or a broken run leaves the
    old file as it was. A symbolic link is followed; a device or pipe (``/dev/stdout``) is written to directly.

    Raises:
        PlantextError: ``cannot-write`` with what the system said.
    """
    content = data.encode("utf-8", "surrogateescape") if isinstance(data, str) else data
    try:
        target = Path(os.path.realpath(path))
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(content)
        else:
            _replace(target, content)
    except (OSError, ValueError) as error:
        detail = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
        raise PlantextError("cannot-write", os.fspath(path), detail) from error


def _replace(target: Path, content: bytes) -> None:
    if target.is_dir():
        raise IsADirectoryError(None, "is a folder")
    temporary = target.with_name(f".{target.name[:100]}.{os.getpid()}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            if not os.access(target, os.W_OK):
                raise PermissionError(None, "the file is write-protected")
            shutil.copymode(target, temporary)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise

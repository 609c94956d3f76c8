"""The work list: which files a folder or zip holds, and the bytes of each."""

from __future__ import annotations

import zipfile
from functools import lru_cache
from pathlib import Path

from plantext.batch.results import Entry
from plantext.errors import PlantextError
from plantext.reading.archive import BAD_ZIP, unpack
from plantext.reading.encoding import decode
from plantext.reading.limits import MAX_ENTRY_BYTES, MAX_FILE_BYTES, MEGABYTE

# What systems and office programs leave beside the files that people put there.
SYSTEM_NAMES = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
SYSTEM_PREFIXES = (".", "~$")

UTF8_FLAG = 0x800
"""Bit of a zip entry's flags: its name is UTF-8."""


def list_entries(source: Path) -> list[Entry]:
    """Return all files of a folder or zip, by name.

    Raises:
        PlantextError: ``not-found``, ``damaged``, ``unreadable`` or ``usage`` where it is neither.
    """
    if source.is_dir():
        found = (path for path in source.rglob("*") if path.is_file())
        entries = [Entry(path.relative_to(source).as_posix(), str(path)) for path in found]
    elif not source.exists():
        raise PlantextError("not-found", str(source))
    elif zipfile.is_zipfile(source):
        entries = _zip_entries(source)
    else:
        raise PlantextError("usage", str(source), f"{source}: neither a folder nor a zip / 既不是文件夹也不是 zip")
    return sorted((entry for entry in entries if not _is_system_file(entry.name)), key=lambda entry: entry.name)


def read_entry(entry: Entry) -> bytes:
    """Return the bytes of an entry.

    Raises:
        PlantextError: ``not-found``, ``unreadable``, ``encrypted``, ``too-large`` or ``damaged``.
    """
    if entry.member is not None:
        archive = _opened(entry.path)
        return unpack(archive, archive.getinfo(entry.member), entry.name, MAX_ENTRY_BYTES)
    path = Path(entry.path)
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise PlantextError("too-large", entry.name, f"{size // MEGABYTE} MB")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise PlantextError("not-found", entry.name) from error
    except OSError as error:
        raise PlantextError("unreadable", entry.name, error.strerror or "OSError") from error


def _zip_entries(source: Path) -> list[Entry]:
    try:
        members = _opened(str(source)).infolist()
    except BAD_ZIP as error:
        raise PlantextError("damaged", str(source), str(error)[:80]) from error
    return [Entry(_printed_name(member), str(source), member.filename) for member in members if not member.is_dir()]


@lru_cache(maxsize=4)
def _opened(path: str) -> zipfile.ZipFile:
    """Open a zip once a process: finding an entry in a large one means reading its whole table."""
    return zipfile.ZipFile(path)


def _printed_name(member: zipfile.ZipInfo) -> str:
    """Return a member's name as people see it: old Windows programs wrote the code page's bytes (GBK)."""
    name = member.filename
    if not member.flag_bits & UTF8_FLAG:
        try:
            name = decode(name.encode("cp437")).text
        except UnicodeEncodeError:
            pass
    return name.replace("\\", "/").lstrip("/")


def _is_system_file(name: str) -> bool:
    return any(part.lower() in SYSTEM_NAMES or part.startswith(SYSTEM_PREFIXES) for part in name.split("/"))

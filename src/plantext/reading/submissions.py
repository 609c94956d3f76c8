"""The submissions in a folder or zip: every file that somebody handed in, without what machines left beside it.

Zips from Chinese Windows store names in GBK without saying so (``╠ß╜╗▓─`` for 提交材); nothing is ever unpacked to disk,
so a name that leads outside can do no harm and is reported.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from plantext.errors import PlantextError
from plantext.reading import limits, read_bytes
from plantext.reading.archive import BAD_ZIP, unpack
from plantext.reading.disk import file_bytes, is_folder, reason
from plantext.reading.encoding import decode
from plantext.reading.names import free_name, shown_name
from plantext.reading.source import SourceText

UTF8_FLAG = 0x800
"""Bit of a zip entry's flags: its name is UTF-8."""

IGNORED_FOLDERS = frozenset(
    {"__macosx", ".git", ".svn", "$recycle.bin", "system volume information", ".idea", ".vscode", "__pycache__"}
)
IGNORED_FILES = frozenset({".ds_store", "thumbs.db", "desktop.ini", ".directory", "ehthumbs.db"})
IGNORED_STARTS = ("~$", "._", ".~", "~wrl", ".nfs")
"""Lock files of Word and WPS, resource forks of macOS."""

_PAGE_FOLDER = re.compile(r"(.+?)(?:_files|\.files|_file)", re.IGNORECASE)
"""Where a browser puts the pictures of a saved page: 通知.html beside 通知_files/."""


@dataclass(frozen=True, slots=True)
class Submission:
    """A file to be read, in a folder or inside zips.

    Attributes:
        name: path inside the folder or zip, parts joined by ``/``; unique, stable, the submission's key.
        path: the file on disk that it is or that holds it.
        entries: names (as stored) of the zip entries that lead to it, none for a file on disk.
        problem: why it cannot be read, where that is known before reading.
    """

    name: str
    path: Path
    entries: tuple[str, ...] = ()
    problem: PlantextError | None = None

    def data(self) -> bytes:
        """Return the bytes.

        Raises:
            PlantextError: the submission's problem, ``too-large``, ``damaged``, ``encrypted``, ``unreadable``.
        """
        if self.problem is not None:
            raise self.problem
        data = file_bytes(self.path, self.name)
        for entry in self.entries:
            data = _entry(data, entry, self.name)
        return data

    def read(self) -> SourceText:
        """Read it; raises as `plantext.reading.read`."""
        return read_bytes(self.data(), self.name)


def submissions(path: Path) -> Iterator[Submission]:
    """Yield the submissions of a folder (with its sub-folders and zips), of a zip, or the one file itself, by name.

    Raises:
        PlantextError: ``not-found``; what is wrong with single files comes with them.
    """
    used: dict[str, int] = {}
    for submission in _submissions(path):
        yield replace(submission, name=free_name(submission.name, used))


def _submissions(path: Path) -> Iterator[Submission]:
    if is_folder(path, shown_name(path)):
        yield from _folder(path, path)
    elif _is_zip(path):
        yield from _zip_file(path, "")
    else:
        yield Submission(shown_name(path.name), path)


def _folder(folder: Path, top: Path) -> Iterator[Submission]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        name = shown_name(folder.relative_to(top).as_posix() if folder != top else folder)
        yield Submission(name, folder, (), PlantextError("unreadable", name, reason(error)))
        return
    pages = {entry.stem.lower() for entry in entries if entry.suffix.lower() in (".html", ".htm", ".mht")}
    for entry in entries:
        if _is_ignored(entry.name):
            continue
        name = shown_name(entry.relative_to(top).as_posix())
        if problem := _problem(entry, name):
            yield Submission(name, entry, (), problem)
        elif entry.is_dir():
            belongs = _PAGE_FOLDER.fullmatch(entry.name)
            if not (belongs and belongs.group(1).lower() in pages):
                yield from _folder(entry, top)
        elif _is_zip(entry):
            yield from _zip_file(entry, name + "/")
        else:
            yield Submission(name, entry)


def _problem(entry: Path, name: str) -> PlantextError | None:
    """Return why an entry of a folder cannot be read: a link to nowhere or to a folder (it may lead round in a circle), a pipe."""
    try:
        mode = entry.stat().st_mode
    except (OSError, ValueError) as error:
        return PlantextError("unreadable", name, "broken link" if entry.is_symlink() else reason(error))
    if stat.S_ISDIR(mode):
        return PlantextError("unreadable", name, "link to a folder") if entry.is_symlink() else None
    return None if stat.S_ISREG(mode) else PlantextError("unreadable", name, "not a regular file")


def _is_zip(path: Path) -> bool:
    """Tell whether a file is a zip of submissions: by its bytes, but not a docx and the like."""
    try:
        if not path.is_file():
            return False  # a pipe would wait for ever
        with path.open("rb") as file:
            if not file.read(4).startswith((b"PK\x03\x04", b"PK\x05\x06")):
                return False
        with zipfile.ZipFile(path) as archive:
            return not _is_document(archive)
    except OSError:
        return False
    except BAD_ZIP:
        return path.suffix.lower() == ".zip"


def _is_document(archive: zipfile.ZipFile) -> bool:
    names = {name.lower().replace("\\", "/") for name in archive.namelist()}
    return bool(names & {"[content_types].xml", "ofd.xml", "mimetype", "word/document.xml"})


def _zip_file(path: Path, prefix: str) -> Iterator[Submission]:
    try:
        if path.stat().st_size > limits.MAX_FILE_BYTES:
            raise PlantextError(
                "too-large", prefix or shown_name(path.name), f"{path.stat().st_size // limits.MEGABYTE} MB"
            )
        with zipfile.ZipFile(path) as archive:
            yield from _zip(archive, path, prefix, (), 1)
    except PlantextError as problem:
        yield Submission(prefix.rstrip("/") or shown_name(path.name), path, (), problem)
    except BAD_ZIP as error:
        name = prefix.rstrip("/") or shown_name(path.name)
        yield Submission(name, path, (), PlantextError("damaged", name, str(error)[:80]))


def _zip(archive: zipfile.ZipFile, path: Path, prefix: str, above: tuple[str, ...], depth: int) -> Iterator[Submission]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > limits.MAX_ZIP_ENTRIES:
        raise PlantextError("too-large", prefix or shown_name(path.name), f"{len(entries)} entries")
    names = _names(entries)
    pages = {
        PurePosixPath(name).with_suffix("").as_posix().lower()
        for name in names
        if name.lower().endswith((".html", ".htm"))
    }
    seen: dict[str, int] = {}
    for name, entry in sorted(zip(names, entries, strict=True), key=lambda pair: pair[0]):
        parts = PurePosixPath(name).parts
        if not parts or any(_is_ignored(part) for part in parts) or _beside_page(parts, pages):
            continue
        stored = (*above, entry.filename)
        full = free_name(prefix + "/".join(part for part in parts if part != "/"), seen)
        if name.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", name):
            yield Submission(full, path, stored, PlantextError("damaged", full, "path leads outside"))
        elif name.lower().endswith(".zip"):
            yield from _inner(archive, entry, path, full, stored, depth)
        else:
            yield Submission(full, path, stored)


def _inner(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path, name: str, stored: tuple[str, ...], depth: int
) -> Iterator[Submission]:
    """Yield the submissions of a zip inside a zip."""
    try:
        if depth >= limits.MAX_ARCHIVE_NESTING:
            raise PlantextError("unsupported", name, "zip inside zips")
        with zipfile.ZipFile(io.BytesIO(unpack(archive, entry, name, limits.MAX_ENTRY_BYTES))) as inner:
            if _is_document(inner):
                yield Submission(name, path, stored)
            else:
                yield from _zip(inner, path, name + "/", stored, depth + 1)
    except PlantextError as problem:
        yield Submission(name, path, stored, problem)
    except BAD_ZIP as error:
        yield Submission(name, path, stored, PlantextError("damaged", name, str(error)[:80]))


def _names(entries: list[zipfile.ZipInfo]) -> list[str]:
    """Return the entries' true names: those without the UTF-8 mark are decided together, as one machine wrote them."""
    unmarked = [entry for entry in entries if not entry.flag_bits & UTF8_FLAG]
    stored = b"\n".join(_bytes(entry.filename) for entry in unmarked)
    encoding = "utf-8" if stored.isascii() else decode(stored).encoding
    if encoding not in ("utf-8", "gb18030", "big5hkscs"):
        encoding = "gb18030"
    return [
        (
            entry.filename if entry.flag_bits & UTF8_FLAG else _bytes(entry.filename).decode(encoding, errors="replace")
        ).replace("\\", "/")
        for entry in entries
    ]


def _bytes(name: str) -> bytes:
    """Return a name's bytes in the zip; Python decoded them as code page 437."""
    try:
        return name.encode("cp437")
    except UnicodeEncodeError:
        return name.encode("utf-8")


def _beside_page(parts: tuple[str, ...], pages: set[str]) -> bool:
    for index, part in enumerate(parts[:-1]):
        belongs = _PAGE_FOLDER.fullmatch(part)
        if belongs and "/".join((*parts[:index], belongs.group(1))).lower() in pages:
            return True
    return False


def _is_ignored(name: str) -> bool:
    lower = name.lower()
    return lower in IGNORED_FOLDERS or lower in IGNORED_FILES or lower.startswith(IGNORED_STARTS)


def _entry(data: bytes, stored: str, name: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return unpack(archive, archive.getinfo(stored), name, limits.MAX_ENTRY_BYTES)
    except BAD_ZIP as error:
        raise PlantextError("damaged", name, str(error)[:80]) from error

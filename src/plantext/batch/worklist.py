"""The work list: which submissions a folder or zip holds, as entries that can be told to a worker, and their bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from plantext.batch.results import Entry, native, portable
from plantext.errors import PlantextError
from plantext.reading.archive import BAD_ZIP, unpack
from plantext.reading.disk import real_path
from plantext.reading.limits import MAX_ENTRY_BYTES
from plantext.reading.submissions import Submission, submissions


def list_submissions(source: Path, without: Iterable[Path] = ()) -> list[Submission]:
    """Return all submissions of a folder or zip, by name.

    Args:
        source: the folder or zip.
        without: files and folders that are no submissions: the output folder, the directives.

    Raises:
        PlantextError: ``not-found``.
    """
    left_out = {real_path(path) for path in without}
    return [
        submission
        for submission in submissions(source)
        if left_out.isdisjoint((path := real_path(submission.path), *path.parents))
    ]


def entry_of(submission: Submission) -> Entry:
    """Return what a worker needs to find a submission."""
    return Entry(submission.name, portable(real_path(submission.path)), submission.entries)


def read_entry(entry: Entry) -> bytes:
    """Return the bytes of a submission.

    Raises:
        PlantextError: ``unreadable``, ``encrypted``, ``too-large`` or ``damaged``.
    """
    if len(entry.entries) != 1:
        return Submission(entry.name, native(entry.path), entry.entries).data()
    try:
        archive = _opened(entry.path)
        return unpack(archive, archive.getinfo(entry.entries[0]), entry.name, MAX_ENTRY_BYTES)
    except BAD_ZIP as error:
        raise PlantextError("damaged", entry.name, str(error)[:80]) from error


@lru_cache(maxsize=4)
def _opened(path: bytes) -> zipfile.ZipFile:
    """Open a zip once a process: finding one of 40,000 entries means reading the whole table of contents."""
    return zipfile.ZipFile(native(path))

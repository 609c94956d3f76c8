"""Opening zip containers (docx, xlsx, OFD) safely: limits on size and number, no entities, no paths that lead outside."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from posixpath import normpath
from typing import Any

from lxml import etree

from plantext.errors import PlantextError
from plantext.reading import limits

ENCRYPTED_FLAG = 0x1
"""Bit of a zip entry's flags: its content needs a password."""

BAD_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    ValueError,
    OSError,
    RuntimeError,
    KeyError,
)
"""What the zip module raises on broken files."""


class Archive:
    """The parts of a zip container by name; names are compared without regard to case, slashes at will.

    Args:
        data: the file.
        name: its name, for messages.

    Raises:
        PlantextError: ``damaged``, or ``too-large`` where it has too many entries.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._left = limits.MAX_UNPACKED_BYTES
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except BAD_ZIP as error:
            raise PlantextError("damaged", name, _reason(error)) from error
        entries = self._zip.infolist()
        if len(entries) > limits.MAX_ZIP_ENTRIES:
            raise PlantextError("too-large", name, f"{len(entries)} entries")
        self._entries = {_plain(entry.filename): entry for entry in entries if not entry.is_dir()}
        self.names = tuple(entry.filename for entry in self._entries.values())

    def __contains__(self, part: str) -> bool:
        return _plain(part) in self._entries

    def read(self, part: str) -> bytes | None:
        """Return a part's bytes, None where there is no such part.

        Raises:
            PlantextError: ``damaged``, ``encrypted`` or ``too-large``.
        """
        entry = self._entries.get(_plain(part))
        if entry is None:
            return None
        data = unpack(self._zip, entry, self.name, min(self._left, limits.MAX_PART_BYTES))
        self._left -= len(data)
        return data

    def xml(self, part: str) -> Any | None:
        """Return the root element of an XML part, None where there is no such part.

        Raises:
            PlantextError: as `read`, and ``damaged`` where it is no XML or declares entities.
        """
        data = self.read(part)
        return None if data is None else parse_xml(data, self.name)


def unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, limit: int) -> bytes:
    """Return the bytes of one entry, at most ``limit`` of them whatever its header says.

    Raises:
        PlantextError: ``encrypted``, ``too-large`` (also for a zip bomb) or ``damaged``.
    """
    if entry.flag_bits & ENCRYPTED_FLAG:
        raise PlantextError("encrypted", name)
    ratio = entry.file_size / max(1, entry.compress_size)
    if entry.file_size > limit or (entry.file_size > limits.RATIO_FREE_BYTES and ratio > limits.MAX_ZIP_RATIO):
        raise PlantextError("too-large", name, f"{entry.filename}: {entry.file_size // limits.MEGABYTE} MB unpacked")
    try:
        with archive.open(entry) as part:
            data = part.read(limit + 1)
    except BAD_ZIP as error:
        raise PlantextError("damaged", name, _reason(error)) from error
    if len(data) > limit:
        raise PlantextError("too-large", name, f"{entry.filename}: more than {limit // limits.MEGABYTE} MB unpacked")
    return data


def parse_xml(data: bytes, name: str) -> Any:
    """Parse XML without entities, network or unlimited depth.

    Raises:
        PlantextError: ``damaged``.
    """
    # An office file never declares entities; a declaration is an attack (billion laughs, file inclusion).
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PlantextError("damaged", name, f"XML: {str(error)[:80]}") from error
    document_type: Any = root.getroottree().docinfo.internalDTD
    if document_type is not None and any(True for _ in document_type.iterentities()):
        raise PlantextError("damaged", name, "XML entities are not allowed")
    return root


def resolve(base: str, target: str) -> str | None:
    """Return the part that ``target`` names, seen from the part ``base``; None where it leads outside the container."""
    if target.startswith("/"):
        path = normpath(target.lstrip("/"))
    else:
        folder = base.rpartition("/")[0]
        path = normpath(f"{folder}/{target}" if folder else target)
    return None if path.startswith("..") else path


def _plain(part: str) -> str:
    return normpath(part.replace("\\", "/").lstrip("/")).lower()


def _reason(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:80]

"""Reading: a file of any supported format becomes a `SourceText`. One module a format.

`read` decides by the bytes (`sniffing`), hands them to the format's reader, a function
``read_<format>(data: bytes, name: str) -> SourceText``, and notes where the extension says something else.
"""

from __future__ import annotations

import importlib
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from plantext.errors import PlantextError
from plantext.reading.disk import file_bytes
from plantext.reading.limits import MAX_FILE_BYTES, MEGABYTE
from plantext.reading.names import shown_name
from plantext.reading.sniffing import Format, mislabelled, sniff
from plantext.reading.source import Block, SourceText

__all__ = ["READERS", "Block", "Reader", "SourceText", "read", "read_bytes"]


class Reader(Protocol):
    """What every format's module offers."""

    def __call__(self, data: bytes, name: str) -> SourceText:
        """Return the file as text; raise `PlantextError` where it cannot be read."""
        ...


# format -> module and function; modules are imported when first needed, because lxml, pdfium and others cost start-up time.
READERS: dict[Format, tuple[str, str]] = {
    "text": ("text", "read_text"),
    "html": ("html", "read_html"),
    "mhtml": ("mhtml", "read_mhtml"),
    "docx": ("docx", "read_docx"),
    "xlsx": ("xlsx", "read_xlsx"),
    "pdf": ("pdf", "read_pdf"),
    "ofd": ("ofd", "read_ofd"),
    "doc": ("office", "read_doc"),
    "rtf": ("office", "read_rtf"),
    "odt": ("office", "read_odt"),
    "wordml": ("office", "read_wordml"),
    "xls": ("office", "read_xls"),
    "ods": ("office", "read_ods"),
}


def read(path: Path) -> SourceText:
    """Read a file, deciding the format by its content.

    Raises:
        PlantextError: with the codes ``not-found``, ``is-folder``, ``unreadable``, ``empty``, ``no-text``, ``encrypted``,
            ``damaged``, ``unsupported``, ``too-large`` or ``time-limit``.
    """
    return read_bytes(file_bytes(path, shown_name(path)), path.name)


def read_bytes(data: bytes, name: str) -> SourceText:
    """Read a file's bytes; ``name`` is shown to people and never decides the format."""
    name = shown_name(name)
    if len(data) > MAX_FILE_BYTES:
        raise PlantextError("too-large", name, f"{len(data) // MEGABYTE} MB")
    found = sniff(data, name)
    if found == "zip":
        raise PlantextError("unsupported", name, "zip: plantext audit")
    module, function = READERS[found]
    reader: Reader = getattr(importlib.import_module(f"plantext.reading.{module}"), function)
    source = reader(data, name)
    if not mislabelled(found, name):
        return source
    from plantext.reading.layout import notice

    return replace(source, warnings=(notice("mislabelled", name=name, detail=found), *source.warnings))

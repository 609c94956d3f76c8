"""What a file is, by its bytes. The extension is never asked; `mislabelled` tells whether it says something else."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath
from typing import Literal

from plantext.errors import PlantextError

Format = Literal[
    "text", "html", "mhtml", "docx", "xlsx", "pdf", "ofd", "doc", "rtf", "odt", "wordml", "xls", "ods", "zip"
]

HEAD_BYTES = 4_096
"""How much of a file is looked at for its format."""

PDF_HEADER_WITHIN = 1_024
"""Some producers put bytes before ``%PDF-``."""

# Kinds that are recognised in order to be refused with their name.
_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x1f\x8b", "gzip"),
    (b"SQLite format 3", "SQLite"),
    (b"MZ", "exe"),
    (b"\x7fELF", "ELF"),
)
_IMAGES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"BM", "BMP"),
)
_PADDING = b"\0 \t\r\n"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# Each comment is taken once and for all ((?>…)): otherwise a page that begins with many of them is tried in every grouping.
_HTML = re.compile(
    rb"\s*+(?:<\?xml[^>]*\?>\s*+)?(?>(?:(?><!--.*?-->)\s*+)*)<(?:!doctype\s+html|html|head|body|meta|title|script|link|div|table|center|article|section|h[1-6]|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_MHTML = re.compile(
    rb"^(?:From|MIME-Version|Content-Type|Subject|Date|Snapshot-Content-Location):", re.IGNORECASE | re.MULTILINE
)
_WORD_XML = (b"schemas.microsoft.com/office/word/2003/wordml", b"schemas.microsoft.com/office/2006/xmlPackage")
_DOCX_TYPES = (
    b"wordprocessingml.document.main+xml",
    b"wordprocessingml.template.main+xml",
    b"ms-word.document.macroEnabled.main+xml",
)

EXTENSIONS: dict[str, tuple[Format, ...]] = {
    "txt": ("text",), "text": ("text",), "md": ("text",), "markdown": ("text",), "csv": ("text",), "tsv": ("text",),
    "html": ("html", "mhtml"), "htm": ("html", "mhtml"), "shtml": ("html",), "xhtml": ("html",), "mht": ("mhtml", "html"), "mhtml": ("mhtml", "html"),
    "docx": ("docx",), "docm": ("docx",), "dotx": ("docx",), "xlsx": ("xlsx",), "xlsm": ("xlsx",), "pdf": ("pdf",), "ofd": ("ofd",),
    "doc": ("doc",), "dot": ("doc",), "wps": ("doc", "docx", "wordml"), "wpt": ("doc", "docx"), "rtf": ("rtf",), "odt": ("odt",), "xml": ("wordml",), "zip": ("zip",), "xls": ("xls",), "et": ("xls", "xlsx"), "ods": ("ods",),
}  # fmt: skip
"""What each extension promises. WPS Office writes ``.wps`` in three shapes, all of them rightly so called."""


def sniff(data: bytes, name: str) -> Format:
    """Return the format of a file's bytes.

    Raises:
        PlantextError: ``empty``, ``damaged`` (a zip that cannot be opened), ``encrypted``, ``no-text`` (a picture) or
            ``unsupported`` with the kind's name.
    """
    head = data[:HEAD_BYTES]
    if not head.strip(_PADDING) and not data.strip(_PADDING):
        raise PlantextError("empty", name)
    if b"%PDF-" in head[:PDF_HEADER_WITHIN]:
        return "pdf"
    if head.startswith(_ZIP_MARKS):
        return _zip_format(data, name)
    if head.startswith(_OLE):
        return _ole_format(data, name)
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if any(mark in head for mark in _WORD_XML) and head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return "wordml"
    _refuse(head, name)
    return _text_format(head)


def mislabelled(found: Format, name: str) -> bool:
    """Tell whether a file's extension promises another format; an unknown or missing extension promises nothing."""
    promised = EXTENSIONS.get(PurePath(name).suffix.lstrip(".").lower())
    return promised is not None and found not in promised


def _refuse(head: bytes, name: str) -> None:
    for mark, kind in _REFUSED:
        # BM and MZ also begin texts: only with the zero bytes that follow in such files.
        if head.startswith(mark) and (len(mark) > 2 or b"\0\0" in head):
            raise PlantextError("unsupported", name, kind)
    for mark, kind in _IMAGES:
        if head.startswith(mark) and (len(mark) > 2 or b"\0\0" in head):
            raise PlantextError("no-text", name, f"image: {kind}")


def _text_format(head: bytes) -> Format:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", errors="replace").encode()
    plain = head.removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(plain):
        return "html"
    if _MHTML.match(plain) and b"multipart/related" in plain.lower():
        return "mhtml"
    return "text"


def _zip_format(data: bytes, name: str) -> Format:
    from plantext.reading.archive import BAD_ZIP

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {entry.replace("\\", "/").lower(): entry for entry in archive.namelist()}
            kind = _office_kind(archive, names, name)
    except BAD_ZIP as error:
        raise PlantextError("damaged", name, str(error)[:80] or "zip") from error
    if kind in ("pptx", "odp", "epub"):
        raise PlantextError("unsupported", name, kind)
    return kind  # type: ignore[return-value]  # one of Format, the others were refused


def _office_kind(archive: zipfile.ZipFile, names: dict[str, str], name: str) -> str:
    if "ofd.xml" in names:
        return "ofd"
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "ppt/presentation.xml" in names:
        return "pptx"
    if "mimetype" in names:
        media_type = _beginning(archive, names["mimetype"], 100, name).decode("ascii", errors="replace").strip()
        return {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}.get(
            media_type.rpartition(".")[2], "epub" if "epub" in media_type else "zip"
        )
    if "[content_types].xml" in names:
        types = _beginning(archive, names["[content_types].xml"], 65_536, name)
        if any(kind in types for kind in _DOCX_TYPES):
            return "docx"  # strict or unusual producers name the main part otherwise
    return "zip"


def _beginning(archive: zipfile.ZipFile, part: str, size: int, name: str) -> bytes:
    """Return the first bytes of a part that tells what the container is."""
    from plantext.reading.archive import ENCRYPTED_FLAG

    if archive.getinfo(part).flag_bits & ENCRYPTED_FLAG:
        raise PlantextError("encrypted", name)
    with archive.open(part) as stream:
        return stream.read(size)


def _ole_format(data: bytes, name: str) -> Format:
    """Tell what an OLE2 container holds by the names in its directory (UTF-16)."""
    if _stream("EncryptedPackage") in data:
        raise PlantextError("encrypted", name)
    if _stream("WordDocument") in data:
        return "doc"
    if _stream("Workbook") in data or _stream("Book") in data:
        return "xls"
    raise PlantextError("unsupported", name, "ppt" if _stream("PowerPoint Document") in data else "OLE2")


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")

"""Which formats this installation can read, for ``plantext formats``."""

from __future__ import annotations

from dataclasses import dataclass

from plantext.reading.sniffing import EXTENSIONS

LIBREOFFICE = "LibreOffice (https://www.libreoffice.org)"
TEXT_RECOGNITION = "text recognition before submitting"


@dataclass(frozen=True, slots=True)
class FormatInfo:
    """A format.

    Attributes:
        format: its name in plantext.
        extensions: usual file extensions.
        readable: True where this installation can read it now.
        needs: what it would need, empty where nothing is missing.
    """

    format: str
    extensions: tuple[str, ...]
    readable: bool
    needs: str = ""


_NATIVE = ("text", "html", "mhtml", "docx", "pdf", "xlsx", "ofd")
_BY_LIBREOFFICE = ("doc", "rtf", "odt", "wordml", "xls", "ods")


def formats() -> list[FormatInfo]:
    """Return all formats that plantext knows, readable or not."""
    from plantext.reading.office import find_libreoffice

    office = find_libreoffice() is not None
    native = [FormatInfo(name, _extensions(name), True) for name in _NATIVE]
    converted = [FormatInfo(name, _extensions(name), office, "" if office else LIBREOFFICE) for name in _BY_LIBREOFFICE]
    return [
        *native,
        *converted,
        FormatInfo("zip", ("zip",), True, "plantext audit reads the files inside"),
        FormatInfo("scan", ("pdf", "jpg", "png", "tif"), False, TEXT_RECOGNITION),
        FormatInfo("archive", ("7z", "rar"), False, "unpacking, or packing again as zip"),
    ]


def _extensions(name: str) -> tuple[str, ...]:
    return tuple(extension for extension, promised in EXTENSIONS.items() if name in promised)

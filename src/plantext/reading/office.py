"""Old and foreign office files (doc, wps, rtf, odt, xls, ods) through LibreOffice, where it is on the machine.

LibreOffice turns them into docx, which keeps list definitions, and the docx reader works the numbers out (375 of 375 in
research/readers.md §7; converters to text lose them). Each process has its own profile: two LibreOffices on one fail.
"""

from __future__ import annotations

import atexit
import functools
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from plantext.errors import PlantextError
from plantext.reading.docx import read_docx
from plantext.reading.layout import notice
from plantext.reading.limits import CONVERT_SECONDS
from plantext.reading.source import SourceText
from plantext.reading.xlsx import read_xlsx

MEDIA_TYPES = {
    "doc": "application/msword",
    "rtf": "application/rtf",
    "odt": "application/vnd.oasis.opendocument.text",
    "xml": "application/xml",
    "xls": "application/vnd.ms-excel",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}

FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
"""What LibreOffice is asked for."""

_OTHER_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/usr/lib/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
)
_WORD_BINARY = b"\xec\xa5"
"""Start of the stream WordDocument; two bytes of flags stand 10 bytes further on."""
_ENCRYPTED_FLAG = 0x01


def read_doc(data: bytes, name: str) -> SourceText:
    """Read a Word 97–2003 or WPS file.

    Raises:
        PlantextError: ``unsupported`` without LibreOffice, ``encrypted``, ``damaged``, ``time-limit`` and what `read_docx` raises.
    """
    if _is_encrypted(data):
        raise PlantextError("encrypted", name)
    return _converted(data, name, "doc", sure=True)


def read_rtf(data: bytes, name: str) -> SourceText:
    """Read rich text; raises as `read_doc`."""
    return _converted(data, name, "rtf", sure=False)


def read_odt(data: bytes, name: str) -> SourceText:
    """Read an OpenDocument text; raises as `read_doc`."""
    return _converted(data, name, "odt", sure=True)


def read_wordml(data: bytes, name: str) -> SourceText:
    """Read Word XML (2003, or flat); raises as `read_doc`."""
    return _converted(data, name, "xml", sure=False)


def read_xls(data: bytes, name: str) -> SourceText:
    """Read an Excel 97–2003 or WPS spreadsheet; raises as `read_doc`."""
    return _converted(data, name, "xls", sure=True)


def read_ods(data: bytes, name: str) -> SourceText:
    """Read an OpenDocument spreadsheet; raises as `read_doc`."""
    return _converted(data, name, "ods", sure=True)


def find_libreoffice() -> str | None:
    """Return the path of LibreOffice's program, None where it is not installed; ``PLANTEXT_SOFFICE`` comes first."""
    chosen = os.environ.get("PLANTEXT_SOFFICE")
    if chosen:
        return chosen if Path(chosen).is_file() else None
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _OTHER_PLACES if Path(place).is_file()), None)


def _is_encrypted(data: bytes) -> bool:
    """Tell whether a Word 97–2003 file has a password, by the flags at the head of its text stream."""
    sector = 1 << int.from_bytes(data[30:32], "little") if 9 <= int.from_bytes(data[30:32], "little") <= 12 else 512
    start = data.find(_WORD_BINARY, sector)
    while start >= 0 and start % sector:
        start = data.find(_WORD_BINARY, start + 1)
    return start >= 0 and bool(data[start + 11 : start + 12] and data[start + 11] & _ENCRYPTED_FLAG)


def _converted(data: bytes, name: str, suffix: str, *, sure: bool) -> SourceText:
    program = find_libreoffice()
    if program is None:
        raise PlantextError("unsupported", name, f"{suffix}: LibreOffice is not installed")
    with tempfile.TemporaryDirectory(prefix="plantext-") as folder:
        given = Path(folder) / f"input.{suffix}"
        given.write_bytes(data)
        sheet = suffix in ("xls", "ods")
        target, reader = ("xlsx", read_xlsx) if sheet else ("docx", read_docx)
        _run(program, given, FILTERS[target], name)
        result = given.with_suffix(f".{target}")
        if not result.is_file():
            raise PlantextError("damaged", name, "LibreOffice could not open it")
        source = reader(result.read_bytes(), name)
    info = replace(source.info, sha256=hashlib.sha256(data).hexdigest(), media_type=MEDIA_TYPES[suffix])
    warnings = source.warnings if sure else (*source.warnings, notice("numbering-unsure", name=name))
    return replace(source, info=info, warnings=warnings)


def _run(program: str, given: Path, target: str, name: str) -> None:
    """Convert a file to ``target`` beside it; LibreOffice and its children are stopped when the time is over."""
    command = [
        program,
        f"-env:UserInstallation={_profile().as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        target,
        "--outdir",
        str(given.parent),
        str(given),
    ]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=sys.platform != "win32"
    )
    try:
        process.wait(CONVERT_SECONDS)
    except subprocess.TimeoutExpired as error:
        _stop(process)
        raise PlantextError("time-limit", name, f"{CONVERT_SECONDS} s, LibreOffice") from error


def _stop(process: subprocess.Popen[bytes]) -> None:
    if sys.platform != "win32":
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


@functools.cache
def _profile_of(_process: int) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="plantext-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _profile() -> Path:
    """Return this process's own LibreOffice profile (a forked worker must not share its parent's)."""
    return _profile_of(os.getpid())

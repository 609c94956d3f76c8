"""Pages saved as one file (MHTML): the html part is read as a page."""

from __future__ import annotations

import email
import email.policy

from plantext.errors import PlantextError
from plantext.reading.encoding import decode
from plantext.reading.html import read_page
from plantext.reading.source import SourceText


def read_mhtml(data: bytes, name: str) -> SourceText:
    """Read an MHTML file.

    Raises:
        PlantextError: ``damaged`` where it holds no html, ``empty``, ``too-large``.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                decoded = decode(payload, part.get_content_charset())
                return read_page(decoded.text, data, name, decoded.encoding)
    raise PlantextError("damaged", name, "no html part")

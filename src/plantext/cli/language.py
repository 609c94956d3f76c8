"""In which language the program speaks: ``--lang`` first, then ``PLANTEXT_LANG``, then the locale."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Mapping, Sequence

from plantext.errors import Language

LOCALE_VARIABLES = ("PLANTEXT_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
"""The first that is set decides, as POSIX says."""


def spoken_language(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Language:
    """Return the language of help and error messages: asked for, or that of the locale (``zh`` for any Chinese one)."""
    return asked_language(arguments) or locale_language(environment)


def asked_language(arguments: Sequence[str]) -> Language | None:
    """Return what ``--lang`` says, read before click parses anything, so that ``--help`` and wrong usage follow it."""
    for place, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--":
            return None
        if name == "--lang":
            asked = value if equals else (arguments[place + 1] if place + 1 < len(arguments) else "")
            if asked.lower() in ("zh", "en"):
                return "zh" if asked.lower() == "zh" else "en"
    return None


def locale_language(environment: Mapping[str, str] = os.environ) -> Language:
    """Return ``zh`` where the locale is a Chinese one (``zh_CN.UTF-8``, Windows ``Chinese (Simplified)_China``)."""
    named = next((environment[name] for name in LOCALE_VARIABLES if environment.get(name)), "")
    if not named and sys.platform == "win32":
        named = locale.getlocale()[0] or ""
    return "zh" if named.lower().startswith(("zh", "chinese")) else "en"

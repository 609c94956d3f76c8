"""How the commands show results: `plantext.reporting`'s functions, put together with what they need."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from plantext.cli.frame import Settings
from plantext.cli.output import Renderers, Shown

if TYPE_CHECKING:
    from plantext.reporting.catalogue import Wording


def wording(settings: Settings) -> Wording:
    """Return the catalogue of sentences in the report's language."""
    from plantext.reporting.catalogue import Wording

    return Wording(settings.report_language, settings.lexicon())


def extraction(settings: Settings) -> Renderers:
    """Return how an extraction is shown."""
    from plantext.reporting import html

    lexicon, language = settings.lexicon(), settings.report_language
    return {}


def coverage(settings: Settings) -> Renderers:
    return {}


def followup(settings: Settings) -> Renderers:
    return {}

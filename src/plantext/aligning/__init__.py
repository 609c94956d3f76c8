"""Aligning: which requirement of a directive a plan meets, and what became of each promise of a plan."""

from __future__ import annotations

from plantext.aligning.judging import check_coverage, check_followup

__all__ = ["check_coverage", "check_followup"]

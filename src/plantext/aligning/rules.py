"""The shape of ``judging.yaml``: thresholds, heading words and other words that decide."""

from __future__ import annotations

from dataclasses import dataclass

from plantext.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities; what each decides stands beside it in ``judging.yaml``."""

    found: float
    second: float
    part: float
    contradicts: float
    duplicate: float
    calendar_repeat: float
    calendar_entry: float
    calendar_share: float
    extra: float


@dataclass(frozen=True, slots=True)
class HeadingWords:
    """Words in a heading that tell how what stands under it is meant."""

    intention: tuple[str, ...]
    problem: tuple[str, ...]
    goals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The shape of ``judging.yaml``."""

    thresholds: Thresholds
    evidence_passages: int
    candidates: int
    deadline_grace_days: int
    plan_end_grace_days: int
    headings: HeadingWords
    refusals: tuple[str, ...]
    opposites: tuple[str, ...]
    regional: tuple[str, ...]
    routine: tuple[str, ...]
    whole_year: tuple[str, ...]
    achieved_columns: tuple[str, ...]
    shortfall: tuple[str, ...]


def rules(lexicon: Lexicon) -> Rules:
    """Return the rules of a lexicon."""
    return lexicon.get("judging", Rules)

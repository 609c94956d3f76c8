"""The shape of ``comparison.yaml``: what makes figures, times and groups of two documents comparable."""

from __future__ import annotations

from dataclasses import dataclass

from plantext.lexicon import Lexicon
from plantext.model import Per


@dataclass(frozen=True, slots=True)
class UnitFamily:
    """Units that can be converted into each other; ``units`` gives each one's size in the family's first unit."""

    id: str
    units: dict[str, float]


@dataclass(frozen=True, slots=True)
class Role:
    """A class of people by the words for them."""

    id: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparisonLexicon:
    """The shape of ``comparison.yaml``."""

    unit_families: tuple[UnitFamily, ...]
    periods_a_school_year: dict[str, float]
    everyone: tuple[str, ...]
    some: tuple[str, ...]
    roles: tuple[Role, ...]
    grades: dict[str, tuple[int, int]]


class Units:
    """Looks up what family a unit belongs to and how large it is."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = lexicon.get("comparison", ComparisonLexicon)
        self._families = {
            unit: (family.id, size) for family in words.unit_families for unit, size in family.units.items()
        }
        self._periods = words.periods_a_school_year

    @property
    def periods(self) -> dict[str, str]:
        """Return how often each period comes in a school year, as a sentence needs it: ``{"month": "10"}``."""
        return {name.replace("-", "_"): f"{count:g}" for name, count in self._periods.items()}

    def family(self, unit: str) -> tuple[str, float]:
        """Return the family's id and the unit's size in it; an unknown unit is a family of its own."""
        return self._families.get(unit, (f"?{unit}", 1.0))

    def times_a_school_year(self, period: Per) -> float | None:
        """Return how often a period comes in a school year, None where that cannot be said (``lesson``)."""
        return self._periods.get(period)


def units(lexicon: Lexicon) -> Units:
    """Return the units of a lexicon, built once."""
    built: Units = lexicon.memo("comparable units", Units)
    return built

"""What ``plantext lexicon check`` finds in this room's lexicons: faults that reading the files does not show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from plantext.lexicon import Lexicon
from plantext.model import Record
from plantext.normalising.automaton import STRENGTHS, folded
from plantext.normalising.lookup import label_sources
from plantext.normalising.shapes import Concepts, Cues, Indicators, Taxonomy

FindingKind = Literal[
    "unknown-theme",
    "unknown-stage",
    "duplicate-id",
    "duplicate-label",
    "contradiction",
    "negative-of-itself",
    "useless-negative",
    "cycle",
    "orphan",
    "short-label",
    "empty-label",
    "no-source",
]

SHORTEST = 2
"""A label of one character stands inside too many other words."""
ONE_CHARACTER_ALLOWED = frozenset("球病徒绘美党元弱")
"""Single characters that were looked at and kept as weak words."""


@dataclass(frozen=True, slots=True)
class Finding(Record):
    """A fault: what kind, which entry or label, and a sentence. Errors fail the check, warnings are worth a look."""

    kind: FindingKind
    where: str
    message: str
    severity: Literal["error", "warning"] = "error"


def lint(lexicon: Lexicon) -> list[Finding]:
    """Return all findings, errors first, in a fixed order."""
    found = [
        *_references(lexicon),
        *_duplicate_ids(lexicon),
        *_duplicate_labels(lexicon),
        *_negatives(lexicon),
        *_hierarchy(lexicon),
        *_label_forms(lexicon),
        *_figures(lexicon),
    ]
    return sorted(found, key=lambda finding: (finding.severity, finding.kind, finding.where))


def _references(lexicon: Lexicon) -> Iterator[Finding]:
    """Themes and stages that are named must exist."""
    taxonomy = lexicon.get("taxonomy", Taxonomy)
    themes, stages = {theme.id for theme in taxonomy.themes}, {stage.id for stage in taxonomy.stages}
    for theme in lexicon.get("themes", dict[str, Cues]):
        if theme not in themes:
            yield Finding("unknown-theme", f"themes/{theme}", f"there is no theme {theme}")
    for concept in lexicon.get("concepts", Concepts).concepts:
        for theme in concept.themes.keys() - themes:
            yield Finding("unknown-theme", concept.id, f"there is no theme {theme}")
        if concept.stage and concept.stage not in stages:
            yield Finding("unknown-stage", concept.id, f"there is no stage {concept.stage}")
        if not concept.themes:
            yield Finding("orphan", concept.id, "the concept has no theme")
    for indicator in lexicon.get("indicators", Indicators).indicators:
        if indicator.theme not in themes:
            yield Finding("unknown-theme", indicator.id, f"there is no theme {indicator.theme}")
        if indicator.stage and indicator.stage not in stages:
            yield Finding("unknown-stage", indicator.id, f"there is no stage {indicator.stage}")


def _duplicate_ids(lexicon: Lexicon) -> Iterator[Finding]:
    """Within a kind an id stands once. (Of files of the same lexicon the loader merges equal ids into one.)"""
    kinds: dict[str, list[str]] = {
        "indicator": [one.id for one in lexicon.get("indicators", Indicators).indicators],
        "concept": [one.id for one in lexicon.get("concepts", Concepts).concepts],
    }
    for kind, ids in kinds.items():
        for name in sorted({one for one in ids if ids.count(one) > 1}):
            yield Finding("duplicate-id", name, f"two entries of kind {kind} have this id")


def _duplicate_labels(lexicon: Lexicon) -> Iterator[Finding]:
    """A label of two concepts; a cue word at two strengths; a cue word that says another primary theme as a concept."""
    owners: defaultdict[str, list[str]] = defaultdict(list)
    primary: dict[str, str] = {}
    for concept in lexicon.get("concepts", Concepts).concepts:
        for label in (concept.pref_label, *concept.alt_labels):
            owners[folded(label)].append(concept.id)
            primary[folded(label)] = next(iter(concept.themes), "")
    for label, ids in owners.items():
        if len(ids) > 1:
            yield Finding("duplicate-label", label, f"label of {', '.join(ids)}")
    for theme, cues in lexicon.get("themes", dict[str, Cues]).items():
        words = [word for strength in STRENGTHS for word in getattr(cues, strength)]
        for word in sorted({word for word in words if words.count(word) > 1}):
            yield Finding("duplicate-label", word, f"stands twice among the words of {theme}")
        for word in cues.strong:
            if primary.get(folded(word), theme) != theme:
                message = f"strong word of {theme}, but label of a concept of {primary[folded(word)]}"
                yield Finding("contradiction", word, message, "warning")


def _negatives(lexicon: Lexicon) -> Iterator[Finding]:
    """A negative label that is also a positive one of the same entry, or that hides nothing."""
    for concept in lexicon.get("concepts", Concepts).concepts:
        labels = (concept.pref_label, *concept.alt_labels)
        for negative in concept.negative_labels:
            if negative in labels:
                yield Finding("negative-of-itself", negative, f"both label and negative label of {concept.id}")
            elif not any(label in negative for label in labels):
                yield Finding("useless-negative", negative, f"holds no label of {concept.id}", "warning")
    for theme, cues in lexicon.get("themes", dict[str, Cues]).items():
        positive = {word for strength in STRENGTHS for word in getattr(cues, strength)}
        for negative in sorted(positive & set(cues.negative)):
            yield Finding("negative-of-itself", negative, f"both word and negative word of {theme}")


def _hierarchy(lexicon: Lexicon) -> Iterator[Finding]:
    """``broader`` must name a sub-theme or a concept, and never lead back to where it started."""
    concepts = {concept.id: concept for concept in lexicon.get("concepts", Concepts).concepts}
    narrower = {sub.id for theme in lexicon.get("taxonomy", Taxonomy).themes for sub in theme.narrower}
    for concept in concepts.values():
        above, seen = concept.broader, {concept.id}
        while above in concepts and above not in seen:
            seen.add(above)
            above = concepts[above].broader
        if above in seen:
            yield Finding("cycle", concept.id, f"broader leads back to {above}")
        elif above is not None and above not in narrower:
            yield Finding("orphan", concept.id, f"broader names {above}, which does not exist")


def _label_forms(lexicon: Lexicon) -> Iterator[Finding]:
    """Labels that are empty, or so short that they stand in everything."""
    for label, sources in label_sources(lexicon).items():
        if not label.strip():
            yield Finding("empty-label", ", ".join(sources), "an empty label")
        elif len(label) < SHORTEST and label not in ONE_CHARACTER_ALLOWED:
            yield Finding("short-label", label, f"one character only ({', '.join(sources)})", "warning")


def _figures(lexicon: Lexicon) -> Iterator[Finding]:
    """Every national figure names its document and year."""
    for indicator in lexicon.get("indicators", Indicators).indicators:
        for figure in indicator.national:
            if not figure.source or figure.year < 1949:
                yield Finding("no-source", indicator.id, f"the figure {figure.value:g} names no document or year")

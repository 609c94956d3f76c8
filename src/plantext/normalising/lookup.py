"""What ``plantext lexicon show ID``, ``list`` and ``try "文本"`` need: find an entry, and see why a text got its label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from plantext.lexicon import Lexicon
from plantext.model import LabelledLine, Record, Span
from plantext.normalising.automaton import STRENGTHS, folded
from plantext.normalising.labelling import Labeller
from plantext.normalising.shapes import Concepts, Cues, Indicators, Slogans, Taxonomy

EntryKind = Literal["theme", "sub-theme", "stage", "concept", "indicator", "cue", "slogan"]


@dataclass(frozen=True, slots=True)
class Entry(Record):
    """An entry of the lexicons as people look at it.

    Attributes:
        kind, id, name: what it is.
        labels: other names, for a theme its concepts' number is in ``fields``.
        fields: everything else, name and value, ready to print.
    """

    kind: EntryKind
    id: str
    name: str
    labels: tuple[str, ...] = ()
    negative_labels: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reason(Record):
    """A word found in a text: where, what it says (theme to weight), and which entries say so."""

    span: Span
    text: str
    weights: tuple[tuple[str, float], ...]
    stages: tuple[str, ...]
    indicators: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation(Record):
    """The label of a text and the words that it rests on; ``silent`` where the line is of a kind that has no theme."""

    labelled: LabelledLine
    silent: bool
    reasons: tuple[Reason, ...]


def entries(lexicon: Lexicon) -> list[Entry]:
    """Return all entries: themes, sub-themes, stages, concepts, indicators, in the order of the files."""
    return [*_taxonomy_entries(lexicon), *_concept_entries(lexicon), *_indicator_entries(lexicon)]


def lookup(lexicon: Lexicon, key: str) -> list[Entry]:
    """Return the entries with that id, or else those with that very label, or else those with a label that holds it."""
    everything = entries(lexicon)
    by_id = [entry for entry in everything if entry.id == key]
    exact = [entry for entry in everything if key in (entry.name, *entry.labels)]
    return by_id or exact or [e for e in everything if any(key in label for label in (e.id, e.name, *e.labels))]


def explain(lexicon: Lexicon, text: str, headings: tuple[str, ...] = ()) -> Explanation:
    """Return the label of a text with every word that took part, hidden and silent ones included."""
    labels: Labeller = lexicon.memo("labeller", Labeller)
    automaton = labels.automaton
    sources = lexicon.memo("label sources", label_sources)
    reasons = []
    for number, start, end in automaton.find(text):
        facets = automaton.facets.get(number)
        weights = sorted(automaton.weights[number], key=lambda pair: -pair[1])
        reasons.append(
            Reason(
                span=(start, end),
                text=text[start:end],
                weights=tuple((automaton.themes[theme], round(weight, 2)) for theme, weight in weights),
                stages=tuple(automaton.stages[stage] for stage in facets.stages) if facets else (),
                indicators=tuple(automaton.indicators[one] for one in facets.indicators) if facets else (),
                sources=sources.get(automaton.labels[number], ()),
            )
        )
    return Explanation(labels.label(text, headings), labels.is_silent(text), tuple(reasons))


def label_sources(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """Return for each label where it is written: ``concept moral.主题班会``, ``cue moral strong``, ``slogan`` …"""
    found: dict[str, list[str]] = {}

    def note(labels: tuple[str, ...], source: str) -> None:
        for label in labels:
            found.setdefault(folded(label), []).append(source)

    for theme, cues in lexicon.get("themes", dict[str, Cues]).items():
        for strength in STRENGTHS:
            note(getattr(cues, strength), f"cue {theme} {strength}")
        note(cues.negative, f"negative {theme}")
    for concept in lexicon.get("concepts", Concepts).concepts:
        note((concept.pref_label, *concept.alt_labels), f"concept {concept.id}")
        note(concept.negative_labels, f"negative {concept.id}")
    for indicator in lexicon.get("indicators", Indicators).indicators:
        note((indicator.name, *indicator.names), f"indicator {indicator.id}")
    for stage in lexicon.get("taxonomy", Taxonomy).stages:
        note(stage.alt_labels, f"stage {stage.id}")
        note(stage.negative_labels, f"negative {stage.id}")
    note(lexicon.get("slogans", Slogans).phrases, "slogan")
    return {label: tuple(sources) for label, sources in found.items()}


def _taxonomy_entries(lexicon: Lexicon) -> list[Entry]:
    taxonomy = lexicon.get("taxonomy", Taxonomy)
    concepts = lexicon.get("concepts", Concepts).concepts
    cues = lexicon.get("themes", dict[str, Cues])
    found = []
    for theme in taxonomy.themes:
        own = sum(next(iter(concept.themes)) == theme.id for concept in concepts)
        words = cues.get(theme.id, Cues())
        excluded = "; ".join(f"{what} → {where}" for what, where in theme.excluded.items())
        fields = (
            ("en", theme.pref_label.en),
            ("scope_note", theme.scope_note),
            ("excluded", excluded),
            ("narrower", "、".join(sub.id for sub in theme.narrower)),
            ("concepts", str(own)),
            *((strength, "、".join(getattr(words, strength))) for strength in STRENGTHS),
        )
        negative = words.negative
        found.append(Entry("theme", theme.id, theme.pref_label.zh, theme.alt_labels, negative, _filled(fields)))
        found += [
            Entry("sub-theme", sub.id, sub.pref_label.zh, (), (), (("en", sub.pref_label.en), ("broader", theme.id)))
            for sub in theme.narrower
        ]
    found += [
        Entry("stage", one.id, one.pref_label.zh, one.alt_labels, one.negative_labels, (("en", one.pref_label.en),))
        for one in taxonomy.stages
    ]
    return found


def _concept_entries(lexicon: Lexicon) -> list[Entry]:
    return [
        Entry(
            "concept",
            concept.id,
            concept.pref_label,
            concept.alt_labels,
            concept.negative_labels,
            _filled(
                (
                    ("themes", ", ".join(f"{theme} {weight:g}" for theme, weight in concept.themes.items())),
                    ("broader", concept.broader or ""),
                    ("stage", concept.stage or ""),
                )
            ),
        )
        for concept in lexicon.get("concepts", Concepts).concepts
    ]


def _indicator_entries(lexicon: Lexicon) -> list[Entry]:
    found = []
    for one in lexicon.get("indicators", Indicators).indicators:
        national = "; ".join(
            f"{figure.scope or ''}{figure.comparator}{figure.value:g}{figure.unit or one.units[0]} ({figure.source}, {figure.year})"
            for figure in one.national
        )
        fields = (
            ("units", "、".join(one.units)),
            ("polarity", one.polarity),
            ("theme", one.theme),
            ("stage", one.stage or ""),
            ("scopes", "、".join(one.scopes)),
            ("national", national),
        )
        found.append(Entry("indicator", one.id, one.name, one.names, (), _filled(fields)))
    return found


def _filled(fields: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in fields if value)

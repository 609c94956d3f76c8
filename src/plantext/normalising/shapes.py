"""The shapes of this room's lexicon files: what a YAML file under ``lexicons/`` must look like to be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Polarity = Literal["higher", "lower", "neutral"]


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A display name in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class SubTheme:
    """A narrower subject inside a theme; concepts name it with ``broader``."""

    id: str
    pref_label: Bilingual


@dataclass(frozen=True, slots=True)
class Theme:
    """One of the 21 themes of the contract (``skos:Concept``).

    Attributes:
        scope_note: what belongs here.
        excluded: what does not, by the theme that it belongs to instead.
    """

    id: str
    pref_label: Bilingual
    scope_note: str
    alt_labels: tuple[str, ...] = ()
    excluded: dict[str, str] = field(default_factory=dict)
    narrower: tuple[SubTheme, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the 7 stages with the words that name it.

    Attributes:
        alt_labels: words in a text that give the stage (``初三``).
        negative_labels: longer words in which such a word gives none (``中小学``, ``幼儿园园长专业标准`` in a cited title).
    """

    id: str
    pref_label: Bilingual
    alt_labels: tuple[str, ...] = ()
    negative_labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """``taxonomy.yaml``: both facets of the contract."""

    themes: tuple[Theme, ...]
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """A term of the field (``concepts/*.yaml``).

    Attributes:
        themes: theme id to weight, the first the primary one: 3 says the theme by itself, 2 as a rule, 1 is a hint.
        negative_labels: longer words in which a label of the concept means something else (``安全感`` for ``安全``).
        stage: the stage that the term belongs to, if it belongs to one.
        broader: a sub-theme's id, or another concept's.
    """

    id: str
    pref_label: str
    themes: dict[str, float]
    alt_labels: tuple[str, ...] = ()
    negative_labels: tuple[str, ...] = ()
    stage: str | None = None
    broader: str | None = None


@dataclass(frozen=True, slots=True)
class Concepts:
    """All files of ``concepts/`` together."""

    concepts: tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """Words that hint at a theme without being terms of the field (``themes/*.yaml``), by strength.

    Attributes:
        strong, plain, weak: words that count 3, 2 and 1.
        faint: words that count a half and give no theme alone (``创新能力`` without an activity).
        negative: longer words in which a cue is no cue for any theme.
    """

    strong: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    faint: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NationalFigure:
    """A figure set by a national document: ``scope`` says for whom, ``source`` and ``year`` where it stands."""

    comparator: Literal[">=", "<=", "=", ">", "<"]
    value: float
    source: str
    year: int
    scope: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """Something that school statistics count (``indicators.yaml``).

    Attributes:
        names: further names and common variants, without scope where the scope is told apart (``scopes``).
        units: units that it is printed with, the first the canonical one.
        polarity: whether higher or lower is better; ``neutral`` where neither is.
        scopes: usual scopes (``小学``, ``初中``).
        national: figures of national documents.
    """

    id: str
    name: str
    units: tuple[str, ...]
    polarity: Polarity
    theme: str
    names: tuple[str, ...] = ()
    stage: str | None = None
    scopes: tuple[str, ...] = ()
    national: tuple[NationalFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicators:
    """``indicators.yaml``.

    Attributes:
        leading: words before a name that do not change what is counted (``全县``, ``力争``).
        trailing: words after it (``达到``, ``水平``).
    """

    indicators: tuple[Indicator, ...]
    leading: tuple[str, ...] = ()
    trailing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slogans:
    """``slogans.yaml``: what says nothing in particular.

    Attributes:
        phrases: set phrases that carry no theme and no match.
        silent_openings: regular expressions; a line that begins so has no theme (guiding thoughts).
        silent_endings: a line that ends so has no theme (preambles).
        page_lines: a short line in which one of these is found belongs to the page around the document.
        silencing_titles: run-in titles that silence the whole paragraph (``指导思想``).
        silent_headings: headings that announce no subject (``工作目标``).
        title_endings: words that a document's title ends with (``实施方案``).
        task_openings: words that a task begins with, which a title never does (``制定…方案``).
    """

    phrases: tuple[str, ...]
    silent_openings: tuple[str, ...] = ()
    silent_endings: tuple[str, ...] = ()
    page_lines: tuple[str, ...] = ()
    silencing_titles: tuple[str, ...] = ()
    silent_headings: tuple[str, ...] = ()
    title_endings: tuple[str, ...] = ()
    task_openings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelRule:
    """``label_rule.yaml``: the few numbers by which scores become labels; each is explained in the file."""

    title_length: int
    title_weight: float
    title_share: float
    opening_weight: float
    citation_weight: float
    bigram_weight: float
    word_trust: float
    plain_word: float
    plain_ratio: float
    least_score: float
    opening_word: float
    second_share: float
    second_ratio: float
    second_share_titled: float
    second_ratio_titled: float
    second_least: float
    most_themes: int
    tie_ratio: float

"""The cleaning room's lexicons, loaded and compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

import ahocorasick_rs

from plantext.lexicon import Lexicon
from plantext.model import DocType, RemovedReason

Place = Literal["any", "edge", "head", "near", "section"]

NUMERAL = r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})"


@dataclass(frozen=True)
class FurnitureKind:
    """One kind of furniture, as ``lexicons/furniture.yaml`` explains."""

    id: str
    words: tuple[str, ...]
    longest: int
    patterns: tuple[str, ...] = ()
    place: Place = "any"
    reason: RemovedReason = "furniture"
    sentences: bool = False
    ends: bool = False


@dataclass(frozen=True)
class FurnitureWords:
    """Shape of ``lexicons/furniture.yaml``."""

    kinds: tuple[FurnitureKind, ...]
    navigation: tuple[str, ...]
    catalogue: tuple[str, ...]
    collection_heads: tuple[str, ...]
    stream_heads: tuple[str, ...]
    collection_titles: str


@dataclass(frozen=True)
class MetadataWords:
    """Shape of ``lexicons/metadata_fields.yaml``."""

    certain: tuple[str, ...]
    likely: tuple[str, ...]
    page_only: tuple[str, ...]
    letterhead: tuple[str, ...]


@dataclass(frozen=True)
class DamageWords:
    """Shape of ``lexicons/damage.yaml``."""

    units: tuple[str, ...]
    counted: tuple[str, ...]
    lookalikes: dict[str, str]
    own_start: tuple[str, ...]


@dataclass(frozen=True)
class TypeCue:
    """A cue for document types: a pattern, where it is looked for, and what it weighs for each type.

    ``in`` a title, ``opening`` (the first paragraphs), ``body`` (counted, up to ``most`` times).
    """

    id: str
    pattern: str
    where: Literal["title", "opening", "body"]
    weights: dict[DocType, float]
    most: int = 1


@dataclass(frozen=True)
class TitleWords:
    """Shape of ``lexicons/titles.yaml``: what the titles of documents end with and how their bodies open."""

    document_nouns: tuple[str, ...]
    paper_nouns: tuple[str, ...]
    decorations: tuple[str, ...]
    openings: tuple[str, ...]
    never_first: tuple[str, ...]
    paper_parts: tuple[str, ...]
    organisations: tuple[str, ...]
    collections: str
    first_headings: tuple[str, ...]


@dataclass(frozen=True)
class TypeWords:
    """Shape of ``lexicons/doc_types.yaml``."""

    cues: tuple[TypeCue, ...]
    schooling: tuple[str, ...]
    elsewhere: tuple[str, ...]
    order: tuple[DocType, ...] = field(default=("directive", "plan", "summary", "report", "paper", "other"))


@dataclass(frozen=True)
class Furniture:
    """Compiled furniture patterns with the automaton that finds the lines worth looking at."""

    kinds: tuple[FurnitureKind, ...]
    patterns: tuple[re.Pattern[str] | None, ...]
    automaton: Any
    kind_of_word: tuple[tuple[int, ...], ...]
    navigation: frozenset[str]
    catalogue: frozenset[str]
    heads: tuple[re.Pattern[str], ...]
    stream_heads: tuple[re.Pattern[str], ...]
    collection_title: re.Pattern[str]


@dataclass(frozen=True)
class Titles:
    """Compiled title patterns."""

    noun_end: re.Pattern[str]
    paper_end: re.Pattern[str]
    decoration: re.Pattern[str]
    glued: re.Pattern[str]
    bare_glued: re.Pattern[str]
    opening: re.Pattern[str]
    never_first: re.Pattern[str]
    paper_part: re.Pattern[str]
    organisation_end: re.Pattern[str]
    collection: re.Pattern[str]
    collection_end: re.Pattern[str]
    own: re.Pattern[str]
    spaced: re.Pattern[str]
    first_heading: re.Pattern[str]


def alternation(words: Iterable[str]) -> str:
    """Return the words as a regular expression, longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def furniture(lexicon: Lexicon) -> Furniture:
    """Return the compiled furniture patterns."""
    compiled: Furniture = lexicon.memo("cleaning.furniture", _compile_furniture)
    return compiled


def titles(lexicon: Lexicon) -> Titles:
    """Return the compiled title patterns."""
    compiled: Titles = lexicon.memo("cleaning.titles", _compile_titles)
    return compiled


def _compile_furniture(lexicon: Lexicon) -> Furniture:
    written = lexicon.get("furniture", FurnitureWords)
    kinds_of: dict[str, list[int]] = {}
    for index, kind in enumerate(written.kinds):
        for word in kind.words:
            kinds_of.setdefault(word, []).append(index)
    words = sorted(kinds_of)
    return Furniture(
        kinds=written.kinds,
        patterns=tuple(re.compile("|".join(kind.patterns)) if kind.patterns else None for kind in written.kinds),
        automaton=ahocorasick_rs.AhoCorasick(words),
        kind_of_word=tuple(tuple(kinds_of[word]) for word in words),
        navigation=frozenset(written.navigation),
        catalogue=frozenset(written.catalogue),
        heads=tuple(re.compile(pattern.replace("{n}", NUMERAL)) for pattern in written.collection_heads),
        stream_heads=tuple(re.compile(pattern.replace("{n}", NUMERAL)) for pattern in written.stream_heads),
        collection_title=re.compile(written.collection_titles),
    )


def _compile_titles(lexicon: Lexicon) -> Titles:
    written = lexicon.get("titles", TitleWords)
    nouns, decorations = alternation(written.document_nouns), "|".join(written.decorations)
    openings = "|".join(written.openings)
    stem = r"[^,。;:!?\s]{3,48}?"
    return Titles(
        noun_end=re.compile(f"(?:{nouns})$"),
        paper_end=re.compile(f"(?:{alternation(written.paper_nouns)})$"),
        decoration=re.compile(f"(?:{decorations})$"),
        # 鹿溪小学教学质量提升实施方案|我校地处…: the title runs into the first sentence
        glued=re.compile(
            rf"({stem}(?:{nouns})(?:{decorations})?)(?=\s*(?:[12]\d{{3}}-\d{{1,2}}-\d{{1,2}}\s*)?(?:{openings}))"
        ),
        bare_glued=re.compile(
            f"({stem}(?:{nouns})(?:{decorations})?)(?![的和及与、,。;:!?)》”中是要并由经等上下内外后前里了地得])"
        ),
        opening=re.compile(openings),
        never_first=re.compile("|".join(written.never_first)),
        paper_part=re.compile("|".join(written.paper_parts)),
        # 教学计划大全(热门)|心晴行动:心理健康教育工作计划|引言…: the collection's title, then the first document's
        collection=re.compile(rf"{stem}(?:{nouns})?(?:{written.collections})+\s*(?=[^\d\s])"),
        collection_end=re.compile(f"(?:{written.collections})$"),
        own=re.compile(rf"((?:[^,。;:!?\s]{{2,16}}:)?{stem}(?:{nouns})(?:{decorations})?)(?=\s*(?:{openings}))"),
        spaced=re.compile(rf"((?:[^,。;:!?\s]{{2,16}}:)?{stem}(?:{nouns})(?:{decorations})?)(?=\s)"),
        first_heading=re.compile(rf"\s*(?:{'|'.join(written.first_headings)})"),
        organisation_end=re.compile(f"(?:{alternation(written.organisations)})$"),
    )

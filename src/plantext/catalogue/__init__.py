"""The catalogue of words and sentences that reports show, complete in Chinese and English.

``say = Wording("zh"); say("status.covered")`` gives 已覆盖. All files of this folder together are the catalogue; display
names of themes and stages come from ``lexicons/taxonomy.yaml``, because people may add their own there.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources

from plantext.errors import Language
from plantext.lexicon import Lexicon, builtin

Sentences = Mapping[str, Mapping[str, str]]
"""key -> language -> sentence."""


@dataclass(frozen=True, slots=True)
class DisplayName:
    """A name in both languages; an empty one falls back to the id."""

    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class NamedConcept:
    """What reports need to know of a theme or stage."""

    id: str
    pref_label: DisplayName = DisplayName()


@dataclass(frozen=True, slots=True)
class Names:
    """The part of ``taxonomy.yaml`` that reports show; further fields of the file are not looked at."""

    themes: tuple[NamedConcept, ...] = field(default=())
    stages: tuple[NamedConcept, ...] = field(default=())


@functools.cache
def sentences() -> Sentences:
    """Return the whole catalogue, flattened to ``group.key``.

    Raises:
        ValueError: a key stands twice, or a sentence is no text.
    """
    import yaml  # noqa: PLC0415  (slow to import)

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    catalogue: dict[str, Mapping[str, str]] = {}
    files = [entry for entry in resources.files(__name__).iterdir() if entry.name.endswith(".yaml")]
    for entry in sorted(files, key=lambda file: file.name):
        for group, members in yaml.load(entry.read_bytes(), Loader=loader).items():  # noqa: S506  (the safe loader, in C)
            for key, by_language in members.items():
                name = f"{group}.{key}"
                if name in catalogue or not all(isinstance(text, str) for text in by_language.values()):
                    raise ValueError(f"{entry.name}: {name}")
                catalogue[name] = by_language
    return catalogue


class Wording:
    """The catalogue in one language, callable with a key and the fields of its sentence.

    Args:
        language: ``zh`` or ``en``.
        lexicon: where the names of themes and stages come from; the built-in lexicons if None.
    """

    def __init__(self, language: Language, lexicon: Lexicon | None = None) -> None:
        self.language: Language = language
        self._sentences = sentences()
        names = (lexicon or builtin()).get("taxonomy", Names)
        self._names = {
            concept.id: (concept.pref_label.zh if language == "zh" else concept.pref_label.en) or concept.id
            for concept in names.themes + names.stages
        }

    def __call__(self, key: str, **fields: object) -> str:
        """Return the sentence ``key`` with its fields filled in; KeyError where the catalogue does not hold it."""
        sentence = self._sentences[key][self.language]
        return sentence.format_map(fields) if fields else sentence

    def name(self, concept: str) -> str:
        """Return the display name of a theme or stage, its id where the taxonomy does not know it."""
        return self._names.get(concept, concept)

    def names(self, concepts: tuple[str, ...]) -> str:
        """Return the display names of several themes or stages as one text."""
        return self("mark.comma").join(map(self.name, concepts))

    def pair(self, key: str, value: str) -> str:
        """Return ``label: value`` with the label's catalogue key."""
        return f"{self(key)}{self('mark.colon')}{value}"

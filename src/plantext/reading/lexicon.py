"""The shape of ``lexicons/reading.yaml``."""

from __future__ import annotations

from dataclasses import dataclass

from plantext import lexicon


@dataclass(frozen=True, slots=True)
class ReadingWords:
    """What the readers know of files; the comments stand in the lexicon file.

    Attributes:
        common_simplified, common_traditional: frequent characters, white space between them has no meaning.
        main_containers: CSS selectors of page bodies, the surest first.
        furniture_tags, furniture_names: html tags, and words of class and id (separated by blanks).
        furniture_starts: beginnings of lines that belong to the page.
        metadata_labels: printed names of head-table fields.
        radicals: radical code point -> common character.
    """

    common_simplified: str
    common_traditional: str
    main_containers: tuple[str, ...]
    furniture_tags: tuple[str, ...]
    furniture_names: str
    furniture_starts: tuple[str, ...]
    metadata_labels: tuple[str, ...]
    radicals: dict[str, str]


def words() -> ReadingWords:
    """Return the built-in reading words (a file is read the same way under every ``--lexicons``)."""
    return lexicon.builtin().get("reading", ReadingWords)

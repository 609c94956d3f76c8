"""What ``plantext lexicon`` shows: the written knowledge as it stands in the files, all layers merged."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plantext.errors import PlantextError
from plantext.lexicon import SUFFIXES, Lexicon
from plantext.model import Record

SAMPLE = "关于做好2024年工作的通知\n一、加强安全工作\n1.各学校每学期开展应急演练不少于2次，2024年9月底前报送计划。\n"
"""Reading and judging this asks every room for its lexicons, and each is then held to its shape."""

NAME_FIELDS = ("id", "name", "pref_label", "duty")


@dataclass(frozen=True, slots=True)
class LexiconFile(Record):
    """A lexicon with its number of entries and the files (built-in first) that it is made of."""

    name: str
    entries: int
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it stands in a lexicon."""

    lexicon: str
    value: Any


def inventory(lexicon: Lexicon) -> list[LexiconFile]:
    """Return all lexicons by name."""
    found = []
    for name in _names(lexicon):
        paths = lexicon.paths(name)
        shown = sorted({path.parent.name + "/" if path.parent.name == name else path.name for path in paths})
        found.append(LexiconFile(name, _count(lexicon.get(name, dict)), tuple(shown)))
    return found


def look_up(lexicon: Lexicon, name: str) -> list[Entry]:
    """Return the entries with that id or name; a lexicon's name gives the whole lexicon."""
    names = _names(lexicon)
    if name in names:
        return [Entry(name, lexicon.get(name, dict))]
    return [
        Entry(file, entry) for file in names for entry in _entries(lexicon.get(file, dict)) if name in _known_as(entry)
    ]


def nearest(lexicon: Lexicon, name: str) -> list[str]:
    """Return a few names that look like one that does not exist."""
    known = {
        other for file in _names(lexicon) for entry in _entries(lexicon.get(file, dict)) for other in _known_as(entry)
    }
    return difflib.get_close_matches(name, sorted(known | set(_names(lexicon))), n=5, cutoff=0.5)


def problems(lexicon: Lexicon) -> Iterator[str]:
    """Yield everything that is wrong with the lexicons, one line each."""
    for name in _names(lexicon):
        for path in lexicon.paths(name):
            try:
                yield from _doubled(path)
            except PlantextError as error:
                yield error.render("zh")
                return
    try:
        _use(lexicon)
    except PlantextError as error:
        yield error.render("zh")


def as_yaml(value: Any) -> str:
    """Return a value as YAML that people read."""
    import yaml

    text: str = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=110)
    return text


def _use(lexicon: Lexicon) -> None:
    """Ask every room for its lexicons by doing everything once."""
    from plantext import api
    from plantext.catalogue import Wording
    from plantext.reading import read_bytes

    sample = api.read(read_bytes(SAMPLE.encode("utf-8"), "sample.txt"), lexicon=lexicon)
    api.check(sample, sample, lexicon=lexicon)
    api.followup(sample, sample, lexicon=lexicon)
    Wording("zh", lexicon)


def _names(lexicon: Lexicon) -> list[str]:
    """Return the names of all lexicons: files by their stem, folders by their name."""
    names = set()
    for folder in lexicon.folders:
        for path in folder.iterdir():
            if path.suffix in SUFFIXES:
                names.add(path.stem)
            elif path.is_dir() and any(part.suffix in SUFFIXES for part in path.iterdir()):
                names.add(path.name)
    return sorted(names)


def _entries(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every mapping that has an id, at any depth."""
    if isinstance(value, dict):
        if "id" in value:
            yield value
        for below in value.values():
            yield from _entries(below)
    elif isinstance(value, list):
        for below in value:
            yield from _entries(below)


def _known_as(entry: dict[str, Any]) -> set[str]:
    """Return the names an entry goes by."""
    names: set[str] = set()
    for name in NAME_FIELDS:
        value = entry.get(name)
        names.update([value] if isinstance(value, str) else value.values() if isinstance(value, dict) else [])
    return names


def _count(value: Any) -> int:
    """Return how many members the lists of a lexicon have, or its keys where there are no lists."""
    if isinstance(value, list):
        return len(value)
    if isinstance(value, dict):
        return sum(_count(below) if isinstance(below, (list, dict)) else 1 for below in value.values())
    return 1


def _doubled(path: Path) -> Iterator[str]:
    """Yield the ids that stand twice in the lists of one file: the second would silently win."""
    import yaml

    if path.suffix != ".yaml":
        return
    try:
        loaded = yaml.safe_load(path.read_bytes())
    except yaml.YAMLError as error:
        raise PlantextError("lexicon", str(path), " ".join(str(error).split())) from error
    for identity, number in Counter(entry["id"] for entry in _entries(loaded)).items():
        if number > 1:
            yield f"{path}: id {identity} × {number}"

"""What ``plantext lexicon`` shows: the written knowledge as it stands in the files, all layers merged."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plantext.catalogue import Wording
from plantext.errors import Language, PlantextError
from plantext.lexicon import SUFFIXES, Lexicon
from plantext.model import Record
from plantext.normalising.lookup import Entry, Explanation, lookup

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
class RawEntry(Record):
    """An entry (or a whole lexicon) as it stands in the files."""

    lexicon: str
    value: Any


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong, in one line; what is no error is worth a look."""

    line: str
    is_error: bool = True


def inventory(lexicon: Lexicon) -> list[LexiconFile]:
    """Return all lexicons by name."""
    found = []
    for name in _names(lexicon):
        paths = lexicon.paths(name)
        shown = sorted({path.parent.name + "/" if path.parent.name == name else path.name for path in paths})
        found.append(LexiconFile(name, _count(lexicon.get(name, dict)), tuple(shown)))
    return found


def found_entries(lexicon: Lexicon, name: str) -> list[Entry | RawEntry]:
    """Return the entries with that id or name: of the taxonomy, concepts and indicators, else of any file.

    A lexicon's name gives the whole lexicon.
    """
    names = _names(lexicon)
    if name in names:
        return [RawEntry(name, lexicon.get(name, dict))]
    exact: list[Entry | RawEntry] = [
        RawEntry(file, entry)
        for file in names
        for entry in _entries(lexicon.get(file, dict))
        if name in _known_as(entry)
    ]
    known = lookup(lexicon, name)
    whole_name = any(name in (entry.id, entry.name, *entry.labels) for entry in known)
    return [*known] if known and (whole_name or not exact) else exact


def nearest(lexicon: Lexicon, name: str) -> list[str]:
    """Return a few names that look like one that does not exist."""
    names = _names(lexicon)
    known = {other for file in names for entry in _entries(lexicon.get(file, dict)) for other in _known_as(entry)}
    return difflib.get_close_matches(name, sorted({*known, *names}), n=5, cutoff=0.5)


def problems(lexicon: Lexicon, language: Language) -> Iterator[Problem]:
    """Yield everything that is wrong with the lexicons, one line each."""
    from plantext.normalising.lint import lint

    try:
        for name in _names(lexicon):
            for path in lexicon.paths(name):
                yield from _doubled(path)
        for finding in lint(lexicon):
            yield Problem(f"[{finding.kind}] {finding.where}: {finding.message}", finding.severity == "error")
        _use(lexicon)
    except PlantextError as error:
        yield Problem(error.render(language))


def as_text(entry: Entry | RawEntry) -> str:
    """Return an entry as people read it."""
    if isinstance(entry, RawEntry):
        return f"# {entry.lexicon}\n{_yaml(entry.value)}"
    lines = [f"{entry.kind} {entry.id}  {entry.name}"]
    lines += [f"  {name}: {value}" for name, value in entry.fields]
    lines += [f"  + {' '.join(entry.labels)}"] if entry.labels else []
    lines += [f"  - {' '.join(entry.negative_labels)}"] if entry.negative_labels else []
    return "\n".join(lines) + "\n"


def explanation_text(explanation: Explanation, language: Language, lexicon: Lexicon) -> str:
    """Return the labels of a text, then every word that took part with what it says and where that is written."""
    say, labelled = Wording(language, lexicon), explanation.labelled
    labels = [*labelled.themes, *labelled.stages, *labelled.indicators]
    lines = [f"{label.id}  {say.name(label.id)}  {label.score:.2f}" for label in labels] or ["—"]
    for reason in explanation.reasons:
        says = [f"{theme} {weight:g}" for theme, weight in reason.weights] + [*reason.stages, *reason.indicators]
        lines.append(f"  {reason.text}  {', '.join(says)}  ({'; '.join(reason.sources)})")
    return "\n".join(lines) + "\n"


def _yaml(value: Any) -> str:
    import yaml

    text: str = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=110)
    return text


def _use(lexicon: Lexicon) -> None:
    """Ask every room for its lexicons by doing everything once."""
    from plantext import api
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


def _doubled(path: Path) -> Iterator[Problem]:
    """Yield the ids that stand twice in the lists of one file: the second would silently win."""
    import yaml

    if path.suffix != ".yaml":
        return
    try:
        loaded = yaml.safe_load(path.read_bytes())
    except yaml.YAMLError as error:
        raise PlantextError("lexicon", str(path), " ".join(str(error).split())) from error
    for identity, number in Counter(str(entry["id"]) for entry in _entries(loaded)).items():
        if number > 1:
            yield Problem(f"{path}: id {identity} × {number}")

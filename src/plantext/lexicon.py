"""Loading the written knowledge of ``lexicons/``: YAML files, each validated against a typed dataclass.

This module stands beside the rooms because every room reads its own words here: cleaning its furniture patterns,
extraction its cue words, normalising its taxonomy. A room states the shape of its file as a frozen dataclass and asks
for it: ``lexicon.get("furniture", Furniture)``.

``--lexicons DIR`` adds to or overrides the built-in files: mappings are merged key by key; of two lists whose members
carry an ``id`` members are merged by id (a member with ``drop: true`` is taken out), other lists are joined.
Parsed files are cached on disk by the hash of their bytes, because YAML is slow to parse.
"""

from __future__ import annotations

import functools
import hashlib
import os
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from plantext.errors import PlantextError

T = TypeVar("T")

SUFFIXES = (".yaml", ".jsonl")
FITTED_SUFFIX = ".npz"
"""Fitted arrays that a room loads by itself; they decide results too."""


def builtin_folder() -> Path:
    """Return the folder of the built-in lexicons: in the wheel, or at the top of a source checkout."""
    packaged = Path(str(resources.files("plantext"))) / "lexicons"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[2] / "lexicons"


class Lexicon:
    """The built-in lexicons with any number of folders laid over them.

    Args:
        folders: further folders, later ones win.

    Raises:
        PlantextError: ``lexicon`` where a folder does not exist.
    """

    def __init__(self, folders: tuple[Path, ...] = ()) -> None:
        for folder in folders:
            if not folder.is_dir():
                raise PlantextError("lexicon", str(folder), "no such folder")
        self.folders = (builtin_folder(), *folders)
        self._built: dict[tuple[str, Any], Any] = {}

    @functools.cached_property
    def digest(self) -> str:
        """SHA-256 over names and bytes of all files: the key under which results may be stored."""
        total = hashlib.sha256()
        for folder in self.folders:
            for path in sorted(folder.rglob("*")):
                if path.suffix in (*SUFFIXES, FITTED_SUFFIX):
                    total.update(path.relative_to(folder).as_posix().encode())
                    total.update(hashlib.sha256(path.read_bytes()).digest())
        return total.hexdigest()

    def paths(self, name: str) -> list[Path]:
        """Return the files of that name (without suffix), built-in first; a folder ``name/`` gives all its files."""
        found: list[Path] = []
        for folder in self.folders:
            found += [path for suffix in SUFFIXES if (path := folder / f"{name}{suffix}").is_file()]
            if (folder / name).is_dir():
                found += sorted(path for path in (folder / name).iterdir() if path.suffix in SUFFIXES)
        return found

    def get(self, name: str, shape: type[T]) -> T:
        """Return the lexicon file ``name`` (all layers merged) as an object of ``shape``.

        Raises:
            PlantextError: ``lexicon`` with the file and the path of the faulty field.
        """
        key = (name, shape)
        if key not in self._built:
            merged: Any = {}
            paths = self.paths(name)
            for path in paths:
                merged = merge(merged, _parsed(path))
            try:
                self._built[key] = msgspec.convert(merged, shape)
            except msgspec.ValidationError as error:
                raise PlantextError("lexicon", ", ".join(map(str, paths)) or name, str(error)) from error
        built: T = self._built[key]
        return built

    def memo(self, key: str, build: Any) -> Any:
        """Return ``build(self)``, computed once a lexicon: compiled patterns and automata live here."""
        if (key, build) not in self._built:
            self._built[key, build] = build(self)
        return self._built[key, build]


def merge(below: Any, above: Any) -> Any:
    """Lay ``above`` over ``below`` by the rules of the module's head."""
    if isinstance(below, dict) and isinstance(above, dict):
        return below | {key: merge(below[key], value) if key in below else value for key, value in above.items()}
    if isinstance(below, list) and isinstance(above, list):
        if not all(isinstance(member, dict) and "id" in member for member in below + above):
            return below + above
        by_id = {member["id"]: member for member in below}
        for member in above:
            by_id[member["id"]] = merge(by_id.get(member["id"], {}), member)
        return [member for member in by_id.values() if not member.get("drop")]
    return above


def _parsed(path: Path) -> Any:
    """Parse one file, from the cache on disk where its bytes were parsed before."""
    data = path.read_bytes()
    if path.suffix == ".jsonl":
        return {"entries": [msgspec.json.decode(line) for line in data.splitlines() if line.strip()]}
    cached = _cache_folder() / f"{hashlib.sha256(data).hexdigest()}.msgpack"
    try:
        return msgspec.msgpack.decode(cached.read_bytes())
    except (OSError, msgspec.DecodeError):
        pass
    import yaml  # noqa: PLC0415  (slow to import, needed only when a file is new)

    try:
        loaded = yaml.load(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or {}  # noqa: S506
    except yaml.YAMLError as error:
        raise PlantextError("lexicon", str(path), " ".join(str(error).split())) from error
    try:
        cached.parent.mkdir(parents=True, exist_ok=True)
        temporary = cached.with_suffix(f".{os.getpid()}")
        temporary.write_bytes(msgspec.msgpack.encode(loaded))
        temporary.replace(cached)
    except OSError:
        pass  # a read-only home costs time, nothing else
    return loaded


@functools.cache
def _cache_folder() -> Path:
    import platformdirs  # noqa: PLC0415

    return Path(platformdirs.user_cache_dir("plantext")) / "lexicons"


@functools.cache
def builtin() -> Lexicon:
    """Return the built-in lexicons, loaded once a process."""
    return Lexicon()

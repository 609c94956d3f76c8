"""Where results go: the screen, a file, or a folder with one file a result."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click
import msgspec

from plantext.cli.frame import Settings, complain, word
from plantext.errors import EXIT_OK, PlantextError
from plantext.model import Notice, Record
from plantext.pipeline import ReadFile

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Shown:
    """A result on its way out, with the files that it speaks of (pages show their text)."""

    name: str
    result: Record
    files: tuple[ReadFile, ...]


Renderers = Mapping[str, Callable[[Shown], "str | bytes"]]
"""Format → how one result is shown in it (``json`` and ``jsonl`` need no renderer)."""

BINARY = frozenset({"xlsx"})
ONE_FILE_EACH = frozenset({"html", "xlsx"})
ENDINGS = {"html": ".html", "xlsx": ".xlsx"}


class Attempts:
    """Runs a step for each of several files: one bad file is told and remembered, the others go on."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.exit_code = EXIT_OK

    def each(self, names: Iterable[T], step: Callable[[T], R]) -> Iterator[tuple[T, R]]:
        """Yield each name with the step's result; where a step fails, print its line and go on."""
        for name in names:
            try:
                result = step(name)
            except PlantextError as error:
                complain(error.render(self.settings.language))
                self.exit_code = max(self.exit_code, error.exit_code)
            else:
                yield name, result


def show(results: Iterable[Shown], renderers: Renderers, settings: Settings, *, several: bool) -> None:
    """Print or write results in the format asked for.

    Args:
        results: worked out while they are read; their names become file names in a folder.
        renderers: how to show one result.
        settings: format and place.
        several: more than one was asked for: ``json`` gives a list, ``html`` and ``xlsx`` need a folder.

    Raises:
        PlantextError: ``cannot-write``.
        click.UsageError: format and place do not go together.
    """
    form, output = settings.form, settings.output
    if form in BINARY and output is None and sys.stdout.isatty():
        raise click.UsageError(word("no-screen", settings.language))
    if several and form in ONE_FILE_EACH:
        _fill_folder(results, renderers[form], settings)
        return
    if form == "jsonl":
        parts: Iterable[str | bytes] = (f"{shown.result.to_json()}\n" for shown in results)
    elif form == "json" and several:
        parts = [listed([shown.result for shown in results])]
    elif form == "json":
        parts = (f"{shown.result.to_json(indent=2)}\n" for shown in results)
    else:
        parts = map(renderers[form], results)
    deliver(parts, output)


def listed(results: Sequence[Record]) -> str:
    """Return a JSON list of results."""
    return msgspec.json.format(msgspec.json.encode(results), indent=2).decode("utf-8") + "\n"


def deliver(parts: Iterable[str | bytes], output: Path | None) -> None:
    """Print the parts as they come, or write all of them to one file in one step."""
    if output is None:
        for part in parts:
            click.echo(part, nl=False)
        return
    from plantext.reporting.files import write

    packed = [part.encode("utf-8") if isinstance(part, str) else part for part in parts]
    if packed:
        write(output, b"".join(packed))


def _fill_folder(results: Iterable[Shown], render: Callable[[Shown], str | bytes], settings: Settings) -> None:
    """Write one file a result, named after the input."""
    from plantext.reporting.files import write

    folder = settings.output
    if folder is None or folder.suffix.lower() in ENDINGS.values():
        raise click.UsageError(word("several", settings.language, settings.form))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PlantextError("cannot-write", str(folder), error.strerror or "") from error
    used: set[str] = set()
    for shown in results:
        stem = free_name(Path(shown.name).stem, used)
        write(folder / f"{stem}{ENDINGS[settings.form]}", render(shown))


def free_name(stem: str, used: set[str]) -> str:
    """Return ``stem``, numbered where it is taken already, and take it."""
    name, count = stem, 1
    while name in used:
        count += 1
        name = f"{stem}-{count}"
    used.add(name)
    return name


def tell_notices(name: str, warnings: Iterable[Notice], settings: Settings) -> None:
    """With ``-v``: print what the reader noticed about a file."""
    if settings.verbose and not settings.quiet:
        for notice in warnings:
            complain(f"{name}: [{notice.code}] {notice.message}")

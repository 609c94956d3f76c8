"""Where results go: the screen, a file, or a folder with one file a result."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import click
import msgspec

from plantext.cli.frame import Settings, spare_inputs
from plantext.cli.program import complain
from plantext.cli.progress import ProgressBar
from plantext.cli.views import rendered
from plantext.cli.words import word
from plantext.errors import EXIT_OK, PlantextError
from plantext.model import Notice, Record
from plantext.reading.names import shown_name
from plantext.reporting.reports import Report

R = TypeVar("R")


BINARY = frozenset({"xlsx"})
ONE_FILE_EACH = frozenset({"html", "xlsx"})
ENDINGS = {"html": ".html", "xlsx": ".xlsx"}


class Attempts:
    """Runs a step for each of several files: one bad file is told and remembered, the others go on."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.exit_code = EXIT_OK

    def each(self, names: Sequence[str], step: Callable[[str], R]) -> Iterator[tuple[str, R]]:
        """Yield each name with the step's result; where a step fails, print its line and go on."""
        # results on the same screen show well enough that something happens
        shown = not self.settings.quiet and (self.settings.output is not None or not sys.stdout.isatty())
        errors = 0
        with ProgressBar("", shown=shown and len(names) > 1) as bar:
            for number, name in enumerate(names, 1):
                try:
                    result = step(name)
                except PlantextError as error:
                    complain(error.render(self.settings.language))
                    self.exit_code = max(self.exit_code, error.exit_code)
                    errors += 1
                else:
                    yield name, result
                bar.update(number, len(names), errors)


def show(reports: Iterable[tuple[str, Report]], settings: Settings, *, several: bool) -> None:
    """Print or write reports in the format asked for.

    Args:
        reports: the name of the input (it becomes a file name in a folder) and its report, worked out while they are read.
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
        _fill_folder(reports, settings)
        return
    if form == "jsonl":
        parts: Iterable[str | bytes] = (f"{report.result.to_json()}\n" for _, report in reports)
    elif form == "json" and several:
        parts = [listed([report.result for _, report in reports])]
    elif form == "json":
        parts = (f"{report.result.to_json(indent=2)}\n" for _, report in reports)
    else:
        parts = (rendered(report, settings) for _, report in reports)
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


def _fill_folder(reports: Iterable[tuple[str, Report]], settings: Settings) -> None:
    """Write one file a report, named after the input."""
    from plantext.reporting.files import write

    folder = settings.output
    if folder is None or folder.suffix.lower() in ENDINGS.values():
        raise click.UsageError(word("several", settings.language, settings.form))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PlantextError("cannot-write", str(folder), error.strerror or "") from error
    used: set[str] = set()
    for name, report in reports:
        target = folder / f"{free_name(shown_name(Path(name).stem), used)}{ENDINGS[settings.form]}"
        spare_inputs(target, settings)
        write(target, rendered(report, settings))


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

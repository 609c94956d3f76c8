"""What all commands share: words in two languages and the common options.

A command module states its words in both languages side by side::

    @command("followup", zh="计划完成情况……", en="What became of each commitment of a plan.", forms=REPORTS)
    @argument("plan", zh="计划文件", en="the plan")
    def followup_command(settings: Settings, plan: str) -> None: ...
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from plantext.cli.helping import LocalArgument, LocalCommand, LocalOption, context_language
from plantext.cli.words import WORDS, word
from plantext.errors import Language

if TYPE_CHECKING:
    from plantext.lexicon import Lexicon

STANDARD_OUTPUT = Path("-")
DEFAULT_FORM = "text"

FORMATS_BY_ENDING = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".html": "html",
    ".htm": "html",
    ".xlsx": "xlsx",
    ".txt": "text",
}


@dataclass(frozen=True)
class Settings:
    """What the common options say.

    Attributes:
        language: of messages; ``report_language`` of reports, Chinese unless asked otherwise.
        form: the output format.
        output: file or folder to write to, None for the screen.
        lexicon_folders: laid over the built-in lexicons.
        inputs: what the command was given to read, never to be overwritten.
    """

    language: Language
    report_language: Language
    form: str
    output: Path | None
    lexicon_folders: tuple[Path, ...]
    quiet: bool
    verbose: bool
    inputs: tuple[Path, ...] = ()

    @functools.cached_property
    def lexicon(self) -> Lexicon:
        """The lexicons to work with."""
        from plantext.lexicon import Lexicon, builtin

        return Lexicon(self.lexicon_folders) if self.lexicon_folders else builtin()


def option(*names: str, zh: str, en: str, **settings: Any) -> Callable[[Any], Any]:
    """Declare an option with its help in two languages."""
    return click.option(*names, cls=LocalOption, zh=zh, en=en, **settings)


def argument(name: str, *, zh: str, en: str, **settings: Any) -> Callable[[Any], Any]:
    """Declare an argument with its help in two languages."""
    return click.argument(name, cls=LocalArgument, zh=zh, en=en, **settings)


def _common_options(forms: Sequence[str], *, output: bool) -> list[Callable[[Any], Any]]:
    """Return the options that every command takes, in the order of the help."""

    def declared(key: str, *names: str, **settings: Any) -> Callable[[Any], Any]:
        return option(*names, zh=WORDS[key][0], en=WORDS[key][1], **settings)

    options = []
    if forms:
        options.append(declared("format", "--format", "form", type=click.Choice(list(forms)), default=None))
    if output:
        options.append(declared("output", "-o", "--output", "output", type=click.Path(path_type=Path), default=None))
    options += [
        declared("lang", "--lang", type=click.Choice(["zh", "en"]), default=None),
        declared(
            "lexicons", "--lexicons", "lexicon_folders", type=click.Path(path_type=Path), multiple=True, metavar="DIR"
        ),
        declared("quiet", "-q", "--quiet", is_flag=True),
        declared("verbose", "-v", "--verbose", is_flag=True),
        declared("debug", "--debug", is_flag=True, hidden=True),
    ]
    return options


def command(
    name: str, *, zh: str, en: str, forms: Sequence[str] = (), output: bool = True, into_folder: bool = False
) -> Callable[[Callable[..., int | None]], LocalCommand]:
    """Make a function a command that takes the common options as its first argument, a `Settings`.

    Args:
        name: of the command.
        zh, en: what it does; the first line is shown in the list of commands.
        forms: the output formats it has.
        output: False leaves out ``-o``.
        into_folder: ``-o`` always names a folder, whatever its name ends with.
    """

    def decorate(function: Callable[..., int | None]) -> LocalCommand:
        @functools.wraps(function)
        def run(
            lang: Language | None,
            lexicon_folders: tuple[Path, ...],
            quiet: bool,
            verbose: bool,
            debug: bool,
            form: str | None = None,
            output: Path | None = None,
            **own: Any,
        ) -> int | None:
            language = context_language(click.get_current_context())
            output = None if output == STANDARD_OUTPUT else output
            chosen = form or (DEFAULT_FORM if into_folder or own.get("plain") else _guessed(output, forms, language))
            if forms and chosen not in forms:
                raise click.UsageError(word("cannot-form", language, name, chosen, ", ".join(forms)))
            inputs = tuple(_paths(own.values()))
            settings = Settings(language, lang or "zh", chosen, output, lexicon_folders, quiet, verbose, inputs)
            if output is not None:
                spare_inputs(output, settings)
            return function(settings, **own)

        made = click.command(name, cls=LocalCommand)(run)
        for declare in _common_options(forms, output=output):
            declare(made)
        made.words = (zh, en)
        return made

    return decorate


def spare_inputs(target: Path, settings: Settings) -> None:
    """Make sure that a file to be written is none of those that are read.

    Raises:
        click.UsageError: it is one.
    """
    for path in settings.inputs:
        with contextlib.suppress(OSError, ValueError):
            if target.is_file() and target.samefile(path):
                raise click.UsageError(word("over-input", settings.language, target))


def _guessed(output: Path | None, forms: Sequence[str], language: Language) -> str:
    """Return the format that the ending of the output tells; a name without ending, a folder or a device tells none."""
    if output is None or not output.suffix or not forms:
        return DEFAULT_FORM
    found = FORMATS_BY_ENDING.get(output.suffix.lower())
    if found is None:
        endings = ", ".join(ending for ending, form in FORMATS_BY_ENDING.items() if form in forms)
        raise click.UsageError(word("no-ending", language, output, endings))
    return found


def _paths(values: Iterable[Any]) -> Iterator[Path]:
    """Yield everything among the values of arguments and options that may name a file."""
    for value in values:
        if isinstance(value, str | Path):
            yield Path(value)
        elif isinstance(value, tuple):
            yield from _paths(value)

"""What all commands share: help in two languages, common options, lazy loading, and what becomes of an error.

A command module states its words in both languages side by side::

    @command("followup", zh="计划完成情况……", en="What became of each commitment of a plan.", forms=REPORTS)
    @argument("plan", zh="计划文件", en="the plan")
    def followup_command(settings: Settings, plan: str) -> None: ...
"""

from __future__ import annotations

import errno
import functools
import importlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
from click.shell_completion import shell_complete

from plantext.cli.language import spoken_language
from plantext.errors import EXIT_INTERNAL, EXIT_OK, EXIT_USAGE, Language, PlantextError

if TYPE_CHECKING:
    from plantext.lexicon import Lexicon

COMPLETION_VARIABLE = "_PLANTEXT_COMPLETE"
"""``eval "$(_PLANTEXT_COMPLETE=bash_source plantext)"`` completes commands in bash (zsh_source, fish_source)."""

EXIT_INTERRUPTED = 130
"""What shells expect of a program that Ctrl-C ended."""

FORMATS_BY_ENDING = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".html": "html",
    ".htm": "html",
    ".xlsx": "xlsx",
    ".txt": "text",
}

# Words of click's own messages and headings.
WORDS: dict[str, tuple[str, str]] = {
    "usage": ("用法", "Usage"),
    "options": ("选项", "Options"),
    "arguments": ("参数", "Arguments"),
    "commands": ("命令", "Commands"),
    "help": ("显示帮助并退出。", "Show this message and exit."),
    "version": ("显示版本并退出。", "Show the version and exit."),
    "format": ("输出格式；不写时按 -o 的扩展名判断。", "Output format; guessed from the ending of -o."),
    "output": ("写入文件，而不是屏幕。", "Write to a file instead of the screen."),
    "lang": ("界面和报告的语言（报告默认中文）。", "Language of messages and reports (reports: zh by default)."),
    "lexicons": (
        "在内置词库之上叠加的词库文件夹，可多次使用。",
        "A folder of lexicons laid over the built-in ones; repeatable.",
    ),
    "quiet": ("不显示进度和提示。", "No progress and no notices."),
    "verbose": ("显示读取时的提示。", "Show the notices of reading."),
    "debug": ("出错时显示完整的调用过程（供开发者使用）。", "Show the full traceback of an error (for developers)."),
    "no-option": ("没有选项 {}。", "There is no option {}."),
    "no-command": ("没有命令 {}。", "There is no command {}."),
    "missing": ("缺少 {}。", "{} is missing."),
    "bad-value": ("{} 的值不对：{}。", "{} has a wrong value: {}."),
    "see-help": ("用法见 {} --help。", "See {} --help."),
    "interrupted": ("已中断。", "Interrupted."),
    "several": (
        "多个文件的 {} 输出需要用 -o 指定一个文件夹（以 / 结尾）。",
        "{} output of several files needs a folder: -o FOLDER/.",
    ),
    "no-screen": (
        "xlsx 不能显示在屏幕上，请用 -o 指定文件。",
        "xlsx cannot be shown on the screen: give a file with -o.",
    ),
    "no-entry": ("词库中没有“{}”。", "The lexicons have no entry {}."),
    "nearest": ("相近的有：{}。", "Near: {}."),
    "cannot-form": ("{} 不支持 {} 格式，可用：{}。", "{} has no {} format; there is: {}."),
}


def word(key: str, language: Language, *fields: object) -> str:
    """Return one of `WORDS` with its fields filled in."""
    return WORDS[key][0 if language == "zh" else 1].format(*fields)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the common options say.

    Attributes:
        language: of messages; ``report_language`` of reports, Chinese unless asked otherwise.
        form: the output format.
        output: file or folder to write to, None for the screen.
        lexicon_folders: laid over the built-in lexicons.
    """

    language: Language
    report_language: Language
    form: str
    output: Path | None
    lexicon_folders: tuple[Path, ...]
    quiet: bool
    verbose: bool

    def lexicon(self) -> Lexicon:
        """Return the lexicons to work with."""
        from plantext.lexicon import Lexicon, builtin

        return Lexicon(self.lexicon_folders) if self.lexicon_folders else builtin()


def context_language(context: click.Context) -> Language:
    """Return the language that the root command found in the arguments."""
    language: Language = context.find_root().meta.get("plantext.language", "en")
    return language


class LocalOption(click.Option):
    """An option whose help stands in two languages."""

    def __init__(self, names: Sequence[str], *, zh: str = "", en: str = "", **settings: Any) -> None:
        super().__init__(names, **settings)
        self.words = (zh, en)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return name and help in the language of the context."""
        self.help = self.words[0 if context_language(ctx) == "zh" else 1]
        return super().get_help_record(ctx)


class LocalArgument(click.Argument):
    """An argument with a help line in two languages."""

    def __init__(self, names: Sequence[str], *, zh: str = "", en: str = "", **settings: Any) -> None:
        super().__init__(names, **settings)
        self.words = (zh, en)


class LocalHelp(click.Command):
    """A command whose help stands in two languages."""

    words: tuple[str, str] = ("", "")

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first sentence in the language spoken now."""
        context = click.get_current_context(silent=True)
        text = self.words[0 if context is not None and context_language(context) == "zh" else 1]
        return text.split("\n", 1)[0].strip()

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(
            ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), f"{word('usage', context_language(ctx))}: "
        )

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does, and its arguments."""
        language = context_language(ctx)
        formatter.write_paragraph()
        with formatter.indentation():
            for paragraph in self.words[0 if language == "zh" else 1].split("\n"):
                formatter.write_text(paragraph)
        rows = [
            (parameter.make_metavar(ctx), parameter.words[0 if language == "zh" else 1])
            for parameter in self.get_params(ctx)
            if isinstance(parameter, LocalArgument)
        ]
        if rows:
            with formatter.section(word("arguments", language)):
                formatter.write_dl(rows)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, and the commands of a group."""
        records = [
            record
            for parameter in self.get_params(ctx)
            if not isinstance(parameter, click.Argument) and (record := parameter.get_help_record(ctx)) is not None
        ]
        with formatter.section(word("options", context_language(ctx))):
            formatter.write_dl(records)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help`` with its words in the right language."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = word("help", context_language(ctx))
        return option


class LocalCommand(LocalHelp):
    """A command of the program."""


class LocalGroup(LocalHelp, click.Group):
    """A group of commands that are imported when they are asked for.

    Args:
        modules: command name → ``module:attribute``.
    """

    def __init__(
        self, name: str, *, modules: Mapping[str, str] | None = None, words: tuple[str, str] = ("", ""), **settings: Any
    ) -> None:
        super().__init__(name, **settings)
        self.modules = modules or {}
        self.words = words

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which one needs them."""
        return [*self.modules, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in self.modules:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = self.modules[cmd_name].partition(":")
        found: click.Command = getattr(importlib.import_module(module), attribute)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their first line."""
        rows = [
            (name, found.get_short_help_str())
            for name in self.list_commands(ctx)
            if (found := self.get_command(ctx, name)) is not None
        ]
        with formatter.section(word("commands", context_language(ctx))):
            formatter.write_dl(rows)


class Program(LocalGroup):
    """The whole program: whatever happens, a person sees one line and the shell the right exit code."""

    def main(  # type: ignore[override]  # click's overloads differ by a flag that we do not offer
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        """Run the program and leave it with its exit code."""
        use_utf8()
        use_one_thread()
        sys.exit(self._run(program_arguments() if args is None else list(args), prog_name or "plantext"))

    def _run(self, arguments: list[str], name: str) -> int:
        language = spoken_language(arguments)
        debug = "--debug" in arguments
        if not debug:
            silence_libraries()
        try:
            if instruction := os.environ.get(COMPLETION_VARIABLE):
                return shell_complete(self, {}, name, COMPLETION_VARIABLE, instruction)
            with self.make_context(name, arguments) as context:
                code = self.invoke(context)
            sys.stdout.flush()
            return code if isinstance(code, int) else EXIT_OK
        except click.exceptions.Exit as leaving:
            return leaving.exit_code
        except click.exceptions.NoArgsIsHelpError as error:
            complain(error.format_message())
            return EXIT_USAGE
        except click.UsageError as error:
            complain(usage_sentence(error, language))
            return EXIT_USAGE
        except PlantextError as error:
            if debug:
                raise
            complain(error.render(language))
            return error.exit_code
        except (KeyboardInterrupt, click.Abort):
            complain(word("interrupted", language))
            return EXIT_INTERRUPTED
        except BrokenPipeError:
            return close_quietly()
        except Exception as error:  # the last net: a person never sees a traceback
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                return close_quietly()
            if debug:
                raise
            detail = " ".join(f"{type(error).__name__}: {error}".split())[:300]
            complain(PlantextError("internal", " ".join(arguments)[:200], detail).render(language))
            return EXIT_INTERNAL

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the language where help and messages find it."""
        ctx.meta["plantext.language"] = spoken_language(args)
        return super().parse_args(ctx, args)


def program_arguments() -> list[str]:
    """Return the arguments of the process; on Windows, where the shell does not do it, ``*.docx`` becomes the files."""
    arguments = sys.argv[1:]
    if sys.platform != "win32":
        return arguments
    from glob import glob, has_magic  # Path.glob knows no absolute patterns

    return [name for argument in arguments for name in (has_magic(argument) and sorted(glob(argument))) or [argument]]  # noqa: PTH207


def usage_sentence(error: click.UsageError, language: Language) -> str:
    """Return click's complaint in one line, in the right language."""
    if isinstance(error, click.NoSuchOption):
        said = word("no-option", language, error.option_name)
    elif isinstance(error, click.MissingParameter):
        said = word("missing", language, error.param.get_error_hint(error.ctx) if error.param and error.ctx else "?")
    elif isinstance(error, click.BadParameter) and error.param is not None and error.ctx is not None:
        said = word("bad-value", language, error.param.get_error_hint(error.ctx), error.message.rstrip("."))
    elif language == "zh" and error.message.startswith("No such command"):
        said = word("no-command", language, error.message.split("'")[1])
    else:
        said = error.message
    path = error.ctx.command_path if error.ctx is not None else "plantext"
    return f"[usage] {' '.join(said.split())} {word('see-help', language, path)}"


def complain(sentence: str) -> None:
    """Write one line to the error stream, if anybody still listens there."""
    try:
        click.echo(sentence, err=True)
    except OSError:
        close_quietly()


def close_quietly() -> int:
    """Leave without noise where the reader of our output has gone (``plantext … | head``)."""
    try:
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, sys.stdout.fileno())
    except (OSError, ValueError):
        pass
    return EXIT_OK


def use_utf8() -> None:
    """Write UTF-8 whatever the console's code page is (Windows: 936), and never fail on a character."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and (stream.encoding or "").lower().replace("-", "") != "utf8":
            reconfigure(encoding="utf-8", errors="replace")


def use_one_thread() -> None:
    """Keep numpy to one thread: our matrices are small, so more threads only wait for each other (measured: twice the time).

    It also makes sums come out the same on machines with any number of cores.
    """
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def silence_libraries() -> None:
    """Keep the chatter of libraries off the error stream: what a person should know stands in the result's warnings."""
    import logging
    import warnings

    warnings.simplefilter("ignore")
    logging.getLogger().addHandler(logging.NullHandler())


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
    name: str, *, zh: str, en: str, forms: Sequence[str] = (), default: str = "text", output: bool = True
) -> Callable[[Callable[..., int | None]], LocalCommand]:
    """Make a function a command that takes the common options as its first argument, a `Settings`.

    Args:
        name: of the command.
        zh, en: what it does; the first line is shown in the list of commands.
        forms: the output formats it has.
        default: the format on the screen.
        output: False leaves out ``-o``.
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
            guessed = FORMATS_BY_ENDING.get(output.suffix.lower()) if output is not None else None
            chosen = form or guessed or default
            if forms and chosen not in forms:
                raise click.UsageError(word("cannot-form", language, name, chosen, ", ".join(forms)))
            settings = Settings(language, lang or "zh", chosen, output, lexicon_folders, quiet, verbose)
            return function(settings, **own)

        made = click.command(name, cls=LocalCommand)(run)
        for declare in _common_options(forms, output=output):
            declare(made)
        made.words = (zh, en)
        return made

    return decorate

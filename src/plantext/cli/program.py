"""The whole program: how it starts, what becomes of an error, and how it is left."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sys
from collections.abc import Sequence
from typing import Any, NoReturn, TextIO

import click
from click.shell_completion import shell_complete

from plantext.cli.helping import LocalGroup
from plantext.cli.language import spoken_language
from plantext.cli.words import word
from plantext.errors import EXIT_INTERNAL, EXIT_OK, EXIT_USAGE, Language, PlantextError

COMPLETION_VARIABLE = "_PLANTEXT_COMPLETE"
"""``eval "$(_PLANTEXT_COMPLETE=bash_source plantext)"`` completes commands in bash (zsh_source, fish_source)."""

EXIT_INTERRUPTED = 130
"""What shells expect of a program that Ctrl-C ended."""


OUTPUT_FAILS = frozenset({errno.ENOSPC, errno.EBADF, errno.EIO, errno.EFBIG, errno.EDQUOT})
"""What the system says of a standard output that is full, closed or gone."""

_ACTING = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that a terminal acts upon or that cannot be written."""


class Program(LocalGroup):
    """The whole program: whatever happens, a person sees one line and the shell the right exit code."""

    def main(  # type: ignore[override]  # click's overloads differ by a flag that we do not offer
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        """Run the program and leave it with its exit code."""
        mend_streams()
        use_utf8()
        use_one_thread()
        code = self._run(program_arguments() if args is None else list(args), prog_name or "plantext")
        try:
            sys.stdout.flush()
        except OSError:
            close_quietly(sys.stdout)  # told already
        sys.exit(code)

    def _run(self, arguments: list[str], name: str) -> int:
        language = spoken_language(arguments)
        debug = "--debug" in arguments
        if not debug:
            silence_libraries()
        try:
            if instruction := os.environ.get(COMPLETION_VARIABLE):
                return shell_complete(self, {}, name, COMPLETION_VARIABLE, instruction)
            code = self._invoked(arguments, name)
            sys.stdout.flush()
            return code
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message(), err=True)
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
            return close_quietly(sys.stdout)  # whoever read our output has gone: ``plantext … | head``
        except Exception as error:  # the last net: a person never sees a traceback
            if debug:
                raise
            if isinstance(error, OSError) and (failure := system_failure(error, language)):
                complain(failure.render(language))
                return failure.exit_code
            detail = " ".join(f"{type(error).__name__}: {error}".split())[:300]
            complain(PlantextError("internal", " ".join(arguments)[:200], detail).render(language))
            return EXIT_INTERNAL

    def _invoked(self, arguments: list[str], name: str) -> int:
        try:
            with self.make_context(name, arguments) as context:
                code = self.invoke(context)
        except click.exceptions.Exit as leaving:  # after --help and --version
            return leaving.exit_code
        return code if isinstance(code, int) else EXIT_OK

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
    """Write one line to the error stream, if anybody still listens there.

    Whatever a file name or a document brings along is shown, never acted upon: line breaks, escape sequences, broken bytes.
    """
    try:
        click.echo(_ACTING.sub(_escaped, sentence), err=True)
    except OSError:
        close_quietly(sys.stderr)


def system_failure(error: OSError, language: Language) -> PlantextError | None:
    """Return what the system's refusal means: of a path that no room foresaw (5,000 characters long), or of our output."""
    if error.filename is not None:
        name = error.filename if isinstance(error.filename, str | bytes | os.PathLike) else str(error.filename)
        return PlantextError("unreadable", os.fsdecode(name), error.strerror or "")
    if error.errno not in OUTPUT_FAILS:
        return None
    close_quietly(sys.stdout)
    return PlantextError("cannot-write", word("stdout", language), error.strerror or "")


def _escaped(match: re.Match[str]) -> str:
    return match.group().encode("unicode_escape").decode("ascii")


def close_quietly(stream: TextIO) -> int:
    """Let what is still to be written to a stream vanish without noise."""
    try:
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, stream.fileno())
    except (OSError, ValueError):
        pass
    return EXIT_OK


def mend_streams() -> None:
    """Put something in the place of standard streams that were closed before we began (``>&-``).

    It fails when it is used, as the closed one would, and keeps the files that we open from taking its number.
    """
    streams = (("stdin", "r", os.O_WRONLY), ("stdout", "w", os.O_RDONLY), ("stderr", "w", os.O_RDONLY))
    for number, (name, mode, opposite) in enumerate(streams):
        if getattr(sys, name) is None:
            with contextlib.suppress(OSError):
                sink = os.open(os.devnull, opposite)
                if sink != number:
                    os.dup2(sink, number)
                    os.close(sink)
                setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115


def use_utf8() -> None:
    """Write UTF-8 whatever the console's code page is (Windows: 936), and never fail on a character."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


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

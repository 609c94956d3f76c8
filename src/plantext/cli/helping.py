"""Help in two languages, and commands that are imported when they are asked for."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from typing import Any

import click

from plantext.cli.words import word
from plantext.errors import Language


def context_language(context: click.Context) -> Language:
    """Return the language that the root command found in the arguments."""
    language: Language = context.find_root().meta.get("plantext.language", "en")
    return language


def _refuse_empty(parameter: click.Parameter, context: click.Context, value: Any) -> None:
    """Refuse ``''``, which a script gives where its variable is empty: as a path it would mean the current folder."""
    if value == "" or (isinstance(value, list | tuple) and "" in value):
        raise click.BadParameter(word("empty-value", context_language(context)), context, parameter)


class LocalOption(click.Option):
    """An option whose help stands in two languages."""

    def __init__(self, names: Sequence[str], *, zh: str = "", en: str = "", **settings: Any) -> None:
        super().__init__(names, **settings)
        self.words = (zh, en)

    def type_cast_value(self, ctx: click.Context, value: Any) -> Any:
        """Return the value as its type has it; an empty one is refused."""
        _refuse_empty(self, ctx, value)
        return super().type_cast_value(ctx, value)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return name and help in the language of the context."""
        self.help = self.words[0 if context_language(ctx) == "zh" else 1]
        return super().get_help_record(ctx)


class LocalArgument(click.Argument):
    """An argument with a help line in two languages."""

    def __init__(self, names: Sequence[str], *, zh: str = "", en: str = "", **settings: Any) -> None:
        super().__init__(names, **settings)
        self.words = (zh, en)

    def type_cast_value(self, ctx: click.Context, value: Any) -> Any:
        """Return the value as its type has it; an empty one is refused."""
        _refuse_empty(self, ctx, value)
        return super().type_cast_value(ctx, value)


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

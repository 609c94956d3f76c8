"""``plantext lexicon``: look at the lexicons, validate them, try them on a sentence."""

from __future__ import annotations

import click

from plantext.cli.frame import Settings, argument, command
from plantext.cli.helping import LocalGroup
from plantext.cli.words import word
from plantext.errors import EXIT_INPUT

lexicon_group = LocalGroup(
    "lexicon",
    words=("查看、校验和试用词库。", "Look at the lexicons, validate and try them."),
    no_args_is_help=True,
)


@command(
    "list",
    zh="列出全部词库文件及其条目数。",
    en="List all lexicons with their number of entries.",
    forms=("text", "json"),
)
def list_command(settings: Settings) -> None:
    """List all lexicons."""
    from plantext.cli.lexicon_view import inventory
    from plantext.cli.output import deliver, listed

    found = inventory(settings.lexicon)
    if settings.form == "json":
        deliver([listed(found)], settings.output)
        return
    width = max(len(item.name) for item in found)
    lines = [f"{item.name:{width}}  {item.entries:6d}  {'  '.join(item.files)}\n" for item in found]
    deliver(lines, settings.output)


@command(
    "show",
    zh="显示一个词条（主题、概念、指标、事项……）或整个词库文件。",
    en="Show an entry (theme, concept, indicator, duty …) or a whole lexicon.",
    forms=("text", "json"),
)
@argument(
    "name",
    zh="词条编号、名称、名称的一部分，或词库名",
    en="id, name or part of a name of an entry, or a lexicon's name",
)
def show_command(settings: Settings, name: str) -> None:
    """Show an entry by id or name."""
    from plantext.cli.lexicon_view import as_text, found_entries, nearest
    from plantext.cli.output import deliver, listed

    found = found_entries(settings.lexicon, name)
    if not found:
        near = nearest(settings.lexicon, name)
        hint = word("nearest", settings.language, ", ".join(near)) if near else ""
        raise click.UsageError(f"{word('no-entry', settings.language, name)} {hint}".strip())
    deliver([listed(found)] if settings.form == "json" else [as_text(entry) for entry in found], settings.output)


@command(
    "check",
    zh="校验词库（包括 --lexicons 指定的文件夹）；-v 同时列出提醒。",
    en="Validate the lexicons, those of --lexicons too; -v lists warnings as well.",
    output=False,
)
def check_command(settings: Settings) -> int | None:
    """Validate all lexicons."""
    from plantext.cli.lexicon_view import inventory, problems

    found = list(problems(settings.lexicon, settings.language))
    for problem in found:
        if problem.is_error or settings.verbose:
            click.echo(problem.line, err=True)
    if any(problem.is_error for problem in found):
        return EXIT_INPUT
    if not settings.quiet:
        names = inventory(settings.lexicon)
        entries = sum(item.entries for item in names)
        click.echo(word("sound", settings.language, len(names), entries, len(found), settings.lexicon.digest[:12]))
    return None


@command(
    "try",
    zh="试标一句话：哪些词给出了哪些主题、学段和指标。",
    en="Label a sentence and show the words that speak for each theme, stage and indicator.",
    forms=("text", "json"),
)
@argument("text", zh="一句话", en="a sentence")
def try_command(settings: Settings, text: str) -> None:
    """Label a sentence and show why."""
    from plantext.cli.lexicon_view import explanation_text
    from plantext.cli.output import deliver
    from plantext.normalising.lookup import explain

    explanation = explain(settings.lexicon, text)
    if settings.form == "json":
        deliver([explanation.to_json(indent=2) + "\n"], settings.output)
    else:
        deliver([explanation_text(explanation, settings.report_language, settings.lexicon)], settings.output)


for made in (list_command, show_command, check_command, try_command):
    lexicon_group.add_command(made)

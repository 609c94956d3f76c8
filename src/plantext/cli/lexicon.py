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
)
@argument("name", zh="词条编号、名称或词库名", en="id or name of an entry, or a lexicon's name")
def show_command(settings: Settings, name: str) -> None:
    """Show an entry by id or name."""
    from plantext.cli.lexicon_view import as_yaml, look_up, nearest
    from plantext.cli.output import deliver

    found = look_up(settings.lexicon, name)
    if not found:
        near = nearest(settings.lexicon, name)
        hint = word("nearest", settings.language, ", ".join(near)) if near else ""
        raise click.UsageError(f"{word('no-entry', settings.language, name)} {hint}".strip())
    deliver([f"# {entry.lexicon}\n{as_yaml(entry.value)}" for entry in found], settings.output)


@command(
    "check",
    zh="校验词库（包括 --lexicons 指定的文件夹）。",
    en="Validate the lexicons, those of --lexicons too.",
    output=False,
)
def check_command(settings: Settings) -> int | None:
    """Validate all lexicons."""
    from plantext.cli.lexicon_view import inventory, problems

    lexicon = settings.lexicon
    found = list(problems(lexicon))
    for problem in found:
        click.echo(problem, err=True)
    if found:
        return EXIT_INPUT
    if not settings.quiet:
        names = inventory(lexicon)
        click.echo(f"✓ {len(names)} / {sum(item.entries for item in names)}  {lexicon.digest[:12]}")
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
    from plantext import api
    from plantext.catalogue import Wording
    from plantext.cli.output import deliver

    (line,) = api.label([text], lexicon=settings.lexicon)
    if settings.form == "json":
        deliver([line.to_json(indent=2) + "\n"], settings.output)
        return
    say = Wording(settings.report_language, settings.lexicon)
    rows = []
    for labels in (line.themes, line.stages, line.indicators):
        for label in labels:
            cues = " ".join(text[start:end] for start, end in label.cues)
            rows.append(f"{label.id:14s} {label.score:.2f}  {say.name(label.id)}  {cues}\n")
    deliver(rows or ["—\n"], settings.output)


for made in (list_command, show_command, check_command, try_command):
    lexicon_group.add_command(made)

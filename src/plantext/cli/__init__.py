"""The command line: one module a command, a thin skin over the API."""

from __future__ import annotations

import sys

import click

from plantext import __version__


@click.group()
@click.version_option(__version__)
def main() -> None:
    """Read Chinese education plans, directives and summaries."""


@main.command("extract")
@click.argument("file")
@click.option("--format", "form", default="json")
def extract_command(file: str, form: str) -> None:
    """Print everything found in the files."""
    from plantext.api import extract

    click.echo(extract(file).to_json(indent=2))


@main.command("check")
@click.argument("plan")
@click.option("--against", required=True)
@click.option("--format", "form", default="json")
def check_command(plan: str, against: str, form: str) -> None:
    """Print the coverage of a directive by a plan."""
    from plantext.api import check

    click.echo(check(plan, against).to_json(indent=2))


@main.command("followup")
@click.argument("plan")
@click.option("--summary", required=True)
@click.option("--format", "form", default="json")
def followup_command(plan: str, summary: str, form: str) -> None:
    """Print what became of each commitment of a plan."""
    from plantext.api import followup

    click.echo(followup(plan, summary).to_json(indent=2))


@main.command("label")
@click.argument("file", default="-")
@click.option("--format", "form", default="jsonl")
def label_command(file: str, form: str) -> None:
    """Print themes, stages and indicators of each line."""
    from plantext.api import label

    lines = sys.stdin.read().splitlines() if file == "-" else []
    for labelled in label(lines):
        click.echo(labelled.to_json())

"""The command line: one module a command, a thin skin over the API. Commands are imported when they are asked for."""

from __future__ import annotations

from typing import Any

import click

from plantext import __version__
from plantext.cli.helping import LocalOption
from plantext.cli.program import Program
from plantext.cli.words import WORDS

COMMANDS = {
    "extract": "plantext.cli.extract:extract_command",
    "label": "plantext.cli.label:label_command",
    "check": "plantext.cli.check:check_command",
    "followup": "plantext.cli.followup:followup_command",
    "audit": "plantext.cli.audit:audit_command",
    "lexicon": "plantext.cli.lexicon:lexicon_group",
    "evaluate": "plantext.cli.evaluate:evaluate_command",
    "formats": "plantext.cli.formats:formats_command",
    "demo": "plantext.cli.demo:demo_command",
}


def _show_version(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        click.echo(f"plantext {__version__}")
        context.exit()


_VERSION: Any = LocalOption(
    ["--version"],
    zh=WORDS["version"][0],
    en=WORDS["version"][1],
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
)
_LANGUAGE: Any = LocalOption(
    ["--lang"],
    zh=WORDS["lang"][0],
    en=WORDS["lang"][1],
    type=click.Choice(["zh", "en"]),
    is_eager=True,
    expose_value=False,
)

main = Program(
    "plantext",
    modules=COMMANDS,
    words=(
        "读懂教育类计划、通知和总结：提取、标注、对照检查、跟踪落实。",
        "Read Chinese education plans, directives and summaries: extract, label, check, follow up.",
    ),
    params=[_VERSION, _LANGUAGE],
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

"""``plantext evaluate``: the program scored on annotated documents."""

from __future__ import annotations

import click

from plantext.cli.frame import Settings, argument, command, option
from plantext.errors import EXIT_BELOW_FLOOR


@command(
    "evaluate",
    zh="在标注语料上给本程序打分（缺省用自带的示例）。",
    en="Score the program on annotated documents (the demo set if none).",
    forms=("text", "json"),
)
@argument("folders", zh="语料文件夹，如 corpus/", en="folders with annotation, such as corpus/", nargs=-1)
@option(
    "--show", type=click.IntRange(0), default=0, metavar="N", zh="每类显示前 N 处错误。", en="Show N mistakes a kind."
)
@option(
    "--floor",
    "floors",
    multiple=True,
    metavar="KIND.NAME=VALUE",
    zh="得分低于此值时以退出码 1 结束，如 coverage.f1_macro=0.7，可多次使用。",
    en="Exit with 1 where a figure is below, such as coverage.f1_macro=0.7; repeatable.",
)
def evaluate_command(settings: Settings, folders: tuple[str, ...], show: int, floors: tuple[str, ...]) -> int | None:
    """Score the program on annotated documents."""
    from plantext import api
    from plantext.cli import scoreboard
    from plantext.cli.output import deliver

    asked = [scoreboard.floor(text) for text in floors]
    evaluation = api.evaluate(folders, lexicon=settings.lexicon)
    if settings.form == "json":
        deliver([evaluation.to_json(indent=2) + "\n"], settings.output)
    else:
        deliver([scoreboard.board(evaluation, show)], settings.output)
    under = [floor for floor in asked if not floor.is_met(evaluation)]
    for floor in under:
        click.echo(floor.complaint(evaluation), err=True)
    return EXIT_BELOW_FLOOR if under else None

"""``plantext demo``: the shipped example files, to try the program with."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from plantext.cli.frame import Settings, argument, command
from plantext.errors import PlantextError

SHIPPED = ("directive.docx", "plan.docx", "summary.pdf")


@command(
    "demo",
    zh="把自带的示例文件（通知、计划、总结）放到一个文件夹里。",
    en="Put the shipped example files (directive, plan, summary) into a folder.",
    output=False,
)
@argument("folder", zh="文件夹", en="the folder", default="plantext-demo", type=click.Path(path_type=Path))
def demo_command(settings: Settings, folder: Path) -> None:
    """Copy the example files and say what to try with them."""
    from plantext.evaluation.demo import demo_folder

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in SHIPPED:
            shutil.copyfile(demo_folder() / name, folder / name)
    except OSError as error:
        raise PlantextError("cannot-write", str(folder), error.strerror or str(error)) from error
    if settings.quiet:
        return
    click.echo(f"plantext check {folder / 'plan.docx'} --against {folder / 'directive.docx'}")
    click.echo(f"plantext followup {folder / 'plan.docx'} --summary {folder / 'summary.pdf'}")

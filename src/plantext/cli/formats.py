"""``plantext formats``: which file formats can be read."""

from __future__ import annotations

import click

from plantext.cli.frame import Settings, command


@command(
    "formats", zh="列出可以读取的文件格式。", en="List the file formats that can be read.", forms=("text", "json")
)
def formats_command(settings: Settings) -> None:
    """List the file formats that can be read, and what each needs."""
    raise click.UsageError("formats")

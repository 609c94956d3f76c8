"""``plantext extract``: everything found in the files."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from plantext.cli.frame import Settings, argument, command, option
from plantext.cli.values import Date


@command(
    "extract",
    zh="提取文件中的全部内容：章节、措施、指标、时间。",
    en="Everything found in files: sections, measures, targets, dates.",
    forms=("text", "json", "jsonl", "html", "xlsx"),
)
@argument("files", zh="文件（- 为标准输入）", en="files (- is the standard input)", nargs=-1, required=True)
@option(
    "--text",
    "plain",
    is_flag=True,
    zh="只输出原文文本，所有位置都指向它。",
    en="Print only the source text that all spans point into.",
)
@option(
    "--issued",
    type=Date(),
    metavar="EDTF",
    default=None,
    zh="发文日期，用于补全文中没有年份的时间，如 2024-09-01。",
    en="Date of issue, for dates that lack their year, such as 2024-09-01.",
)
def extract_command(settings: Settings, files: tuple[str, ...], plain: bool, issued: str | None) -> int:
    """Print everything found in the files."""
    from plantext.catalogue.wording import visible
    from plantext.cli import inputs
    from plantext.cli.output import Attempts, deliver, show, tell_notices
    from plantext.reporting.reports import ExtractionReport

    attempts = Attempts(settings)
    if plain:
        texts = attempts.each(files, inputs.source_of)
        shown = visible if settings.output is None and sys.stdout.isatty() else str
        deliver((shown(source.text).encode("utf-8", "surrogateescape") for _, source in texts), settings.output)
        return attempts.exit_code

    def reports() -> Iterator[tuple[str, ExtractionReport]]:
        for name, found in attempts.each(files, lambda name: inputs.opened(name, settings, issued)):
            tell_notices(name, found.extraction.warnings, settings)
            yield name, ExtractionReport(found)

    show(reports(), settings, several=len(files) > 1)
    return attempts.exit_code

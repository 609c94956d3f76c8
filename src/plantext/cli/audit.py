"""``plantext audit``: all plans of a folder or zip, judged, stored and put into tables."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from pathlib import Path

import click

from plantext.cli.frame import Settings, argument, command, option
from plantext.cli.program import EXIT_INTERRUPTED, complain
from plantext.cli.values import Number
from plantext.cli.words import word
from plantext.errors import EXIT_OK

LONGEST = 86_400.0
"""Seconds: nobody waits longer than a day for one file, and clocks of the system do not count for ever."""


@command(
    "audit",
    zh="批量核对一个文件夹或 zip 中的全部计划，可中断续做。",
    en="Check all plans of a folder or zip; it can be interrupted and goes on.",
    forms=("text", "json"),
    into_folder=True,
)
@argument("folder", zh="计划所在的文件夹或 zip", en="folder or zip with the plans", type=click.Path(path_type=Path))
@option(
    "--against",
    "directives",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIRECTIVE",
    zh="作为依据的通知，可多次使用。",
    en="The directive to check against; repeatable.",
)
@option(
    "--summaries",
    type=click.Path(path_type=Path),
    default=None,
    zh="总结所在的文件夹或 zip，按文件名与计划配对。",
    en="Folder or zip with summaries, paired with the plans by file name.",
)
@option(
    "--pairs",
    type=click.Path(path_type=Path),
    default=None,
    metavar="CSV",
    zh="配对表：每行一个计划文件名和一个总结文件名。",
    en="A CSV with the names of a plan and its summary in each line.",
)
@option(
    "--jobs", type=click.IntRange(1), default=None, zh="进程数，缺省为核数。", en="Processes; one a core if not given."
)
@option(
    "--seconds",
    type=Number(0.1, LONGEST),
    default=120.0,
    show_default=True,
    zh="每份文件的时限。",
    en="Time limit a file.",
)
def audit_command(
    settings: Settings,
    folder: Path,
    directives: tuple[Path, ...],
    summaries: Path | None,
    pairs: Path | None,
    jobs: int | None,
    seconds: float,
) -> int:
    """Check all plans of a folder; ``-o`` names the folder for the results."""
    from plantext import api
    from plantext.batch.audit import AuditOptions, Progress
    from plantext.cli.progress import ProgressBar

    if settings.output is None:
        raise click.UsageError(word("missing", settings.language, "-o"))
    with _stop_on_terminate(), ProgressBar(str(folder), shown=not settings.quiet) as bar:
        states: list[Progress] = []

        def progress(state: Progress) -> None:
            states[:] = [state]
            bar.update(state.done, state.total, state.errors)

        options = AuditOptions(
            summaries=summaries,
            pairs=pairs,
            jobs=jobs,
            seconds=seconds,
            lexicon_folders=settings.lexicon_folders,
            language=settings.report_language,
            progress=progress,
        )
        try:
            summary = api.audit(folder, directives, settings.output, options)
        except KeyboardInterrupt:
            if not states:
                raise
            complain(word("resume", settings.language, states[0].done, states[0].total))
            return EXIT_INTERRUPTED
    if settings.form == "json":
        click.echo(summary.to_json(indent=2))
    elif not settings.quiet:
        from plantext.catalogue import Wording
        from plantext.catalogue.wording import visible
        from plantext.reporting.audit_page import audit_sentence

        click.echo(audit_sentence(summary, Wording(settings.report_language)))
        for name in summary.unpaired:
            click.echo(f"  ? {visible(name)}")
        click.echo(str(summary.index))
    return EXIT_OK


@contextlib.contextmanager
def _stop_on_terminate() -> Iterator[None]:
    """Let SIGTERM end the audit as Ctrl-C does: what is finished is kept."""

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    try:
        before = signal.signal(signal.SIGTERM, stop)
    except ValueError:  # not in the main thread
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)

"""``plantext check``: which required items of a directive a plan covers."""

from __future__ import annotations

from collections.abc import Iterator

from plantext.cli.frame import Settings, argument, command, option
from plantext.cli.values import Number
from plantext.errors import EXIT_BELOW_FLOOR


@command(
    "check",
    zh="对照通知检查计划：哪些要求已落实、部分落实、缺失。",
    en="Which required items of a directive a plan covers.",
    forms=("text", "json", "jsonl", "html", "xlsx"),
)
@argument("plans", zh="计划文件", en="plans", nargs=-1, required=True)
@option(
    "--against",
    "directives",
    multiple=True,
    required=True,
    metavar="DIRECTIVE",
    zh="作为依据的通知，可多次使用。",
    en="The directive to check against; repeatable.",
)
@option(
    "--fail-under",
    type=Number(0, 1),
    default=None,
    metavar="RATE",
    zh="任一覆盖率低于此值（0–1）时，以退出码 1 结束。",
    en="Exit with 1 where a coverage rate (0–1) is below this.",
)
def check_command(
    settings: Settings, plans: tuple[str, ...], directives: tuple[str, ...], fail_under: float | None
) -> int:
    """Print the coverage of directives by plans."""
    from plantext import api
    from plantext.cli import inputs
    from plantext.cli.output import Attempts, show, tell_notices
    from plantext.reporting.reports import CoverageReport

    lexicon, attempts = settings.lexicon, Attempts(settings)
    opened_directives = [inputs.opened(name, settings) for name in directives]
    rates: list[float] = []

    def reports() -> Iterator[tuple[str, CoverageReport]]:
        for name, plan in attempts.each(plans, lambda name: inputs.opened(name, settings)):
            for directive in opened_directives:
                coverage = api.check(plan, directive, lexicon=lexicon)
                rates.append(coverage.score.rate)
                tell_notices(name, coverage.warnings, settings)
                yield name, CoverageReport(coverage, plan, directive)

    show(reports(), settings, several=len(plans) * len(directives) > 1)
    if attempts.exit_code == 0 and fail_under is not None and min(rates, default=0.0) < fail_under:
        return EXIT_BELOW_FLOOR
    return attempts.exit_code

"""``plantext followup``: what became of each commitment of a plan."""

from __future__ import annotations

from plantext.cli.frame import Settings, argument, command, option


@command(
    "followup",
    zh="对照总结查计划：每项承诺完成了没有。",
    en="What became of each commitment of a plan.",
    forms=("text", "json", "jsonl", "html", "xlsx"),
)
@argument("plan", zh="计划文件", en="the plan")
@option("--summary", required=True, metavar="SUMMARY", zh="事后的总结。", en="The summary written afterwards.")
def followup_command(settings: Settings, plan: str, summary: str) -> None:
    """Print what became of each commitment of a plan."""
    from plantext import api
    from plantext.cli import inputs
    from plantext.cli.output import show, tell_notices
    from plantext.reporting.reports import FollowUpReport

    files = (inputs.opened(plan, settings), inputs.opened(summary, settings))
    followup = api.followup(*files, lexicon=settings.lexicon)
    tell_notices(plan, followup.warnings, settings)
    show([(plan, FollowUpReport(followup, *files))], settings, several=False)

"""Results on the terminal: outline, coverage, follow-up and labels, drawn with rich.

Everything goes through ``Text`` objects, never through markup, so that brackets and escape codes in a document stay
text. The console decides about colour (none when piped) and width; 80 columns are enough for all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from rich import box
from rich.console import Console, Group
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from plantext.catalogue import Wording, wording
from plantext.errors import Language
from plantext.lexicon import Lexicon
from plantext.model import Coverage, Extraction, FollowUp, LabelledLine, Notice, Section
from plantext.reporting import judgements, outline, view
from plantext.reporting.outline import SOFT
from plantext.reporting.wrapping import Wrapped

if TYPE_CHECKING:
    from rich.console import RenderableType

TONE_STYLES: dict[view.Tone, str] = {"good": "green", "half": "yellow", "bad": "red", "none": "bright_black"}
BAR_CELLS: dict[view.Tone, str] = {"good": "█", "half": "▒", "bad": "·", "none": "-"}
"""What the rate bar is filled with: cells that differ without colour."""

BAR_WIDTH = 40
TITLE_LENGTH = 60
EVIDENCE_SHOWN = 2
"""Passages shown under an item unless everything is asked for."""


def make_console(file: TextIO | None = None, *, width: int | None = None) -> Console:
    """Return a console as all commands use it: no markup, no emoji codes, no colouring of numbers by itself."""
    return Console(file=file, width=width, markup=False, emoji=False, highlight=False, soft_wrap=False)


def render_extraction(
    extraction: Extraction,
    source_text: str,
    console: Console,
    lang: Language = "zh",
    verbose: bool | int = False,
    *,
    lexicon: Lexicon | None = None,
) -> None:
    """Print an outline of everything found in a file.

    Args:
        extraction: what was found.
        source_text: the text that its spans point into.
        console: where to print.
        lang: language of the words around the text.
        verbose: True shows measures in full length, tables of figures and dates, and what belongs to no document.
        lexicon: where the names of themes come from.
    """
    say = Wording(lang, lexicon)
    console.print(outline.head(extraction, say))
    for document in extraction.documents:
        tables = (outline.figures(document, say), outline.dates(document, say)) if verbose else ()
        for part in (outline.tree(document, say, verbose=bool(verbose)), *filter(None, tables)):
            console.print()
            console.print(part)
    if verbose and extraction.removed:
        console.print()
        console.print(outline.removed(extraction.removed, source_text, say))
    _render_warnings(extraction.warnings, console, say)


def render_coverage(
    coverage: Coverage,
    console: Console,
    lang: Language = "zh",
    verbose: bool | int = False,
    *,
    sections: Sequence[Section] = (),
    lexicon: Lexicon | None = None,
) -> None:
    """Print a coverage: the score, then every requirement with verdict, gaps, evidence and its place.

    Args:
        coverage: the judgement.
        console: where to print.
        lang: language of the words around the texts.
        verbose: True shows all evidence, all rejected candidates and the confidence.
        sections: the directive's sections, for the headings.
        lexicon: where the names of themes come from.
    """
    _render(judgements.coverage_report(coverage, Wording(lang, lexicon), sections), console, bool(verbose))


def render_followup(
    followup: FollowUp,
    console: Console,
    lang: Language = "zh",
    verbose: bool | int = False,
    *,
    sections: Sequence[Section] = (),
    lexicon: Lexicon | None = None,
) -> None:
    """Print a follow-up as `render_coverage` prints a coverage; ``sections`` are the plan's."""
    _render(judgements.followup_report(followup, Wording(lang, lexicon), sections), console, bool(verbose))


def render_labels(
    lines: Iterable[LabelledLine], console: Console, lang: Language = "zh", *, lexicon: Lexicon | None = None
) -> None:
    """Print labelled lines: the text with its telling words underlined, themes with scores, stages, indicators."""
    say = Wording(lang, lexicon)
    table = outline.simple_table()
    table.show_header = True
    table.add_column(say("field.text"), ratio=5, overflow="fold")
    table.add_column(say("field.themes"), ratio=3, overflow="fold")
    table.add_column(say("field.stages"), ratio=3, overflow="fold")
    for line in lines:
        text = Text(wording.visible(line.text))
        for start, end in (cue for label in line.themes for cue in label.cues):
            text.stylize("underline", start, end)
        themes = Text("\n").join(
            Text.assemble(say.name(label.id), (f" {label.score:.2f}", SOFT)) for label in line.themes
        )
        others = [say.name(label.id) for label in line.stages] + [label.id for label in line.indicators]
        table.add_row(Wrapped(text), themes if line.themes else Text("–", SOFT), Text("\n".join(others)))
    console.print(table)


# --- judgements ------------------------------------------------------------------------------------------------------


def _render(report: view.Report, console: Console, verbose: bool) -> None:
    console.print(_score_panel(report))
    verdict_width = max((_verdict(item).cell_len for item in report.items), default=0)
    for group in report.groups:
        console.print()
        console.print(_group_title(group))
        console.print(Rule(style=SOFT))
        console.print(_items_table(group, report, verdict_width, verbose=verbose))
    if report.extras:
        console.print()
        console.print(Text(report.words("extras"), "bold"))
        for extra in report.extras:
            console.print(Wrapped(Text(wording.visible(extra.text)), Text("＋ ", "cyan"), Text(extra.where, SOFT)))
    _render_warnings(report.warnings, console, report.say)


def _score_panel(report: view.Report) -> Panel:
    say = report.say
    names = Table.grid(padding=(0, 2))
    for side, reference in (("left", report.left), ("right", report.right)):
        title = wording.clipped(reference.title or reference.name, TITLE_LENGTH)
        names.add_row(Text(report.words(side), SOFT), Wrapped(Text(title, "bold")))
    rate = Text.assemble(f"{report.words('rate')} ", (report.rate_words, "bold"), "  ", _bar(report.tallies))
    counts = Text("   ").join(
        Text.assemble(
            (f"{tally.verdict.symbol} {tally.verdict.word}", TONE_STYLES[tally.verdict.tone]),
            (f" {tally.count}", "bold"),
        )
        for tally in report.tallies
    )
    return Panel(
        Group(names, Text(), rate, counts),
        title=Text(say(f"{report.kind}.title"), "bold"),
        box=box.ROUNDED,
        border_style=SOFT,
        padding=(0, 2),
    )


def _bar(tallies: Sequence[view.Tally]) -> Text:
    """Return the shares as a bar whose cells differ without colour; the widths always add up."""
    bar, drawn, share = Text(), 0, 0.0
    for tally in tallies:
        share += tally.share
        cells = round(share * BAR_WIDTH) - drawn
        bar.append(BAR_CELLS[tally.verdict.tone] * cells, TONE_STYLES[tally.verdict.tone])
        drawn += cells
    return bar


def _group_title(group: view.Group) -> Wrapped:
    counts = "  ".join(f"{tally.verdict.symbol} {tally.count}" for tally in group.tallies if tally.count)
    return Wrapped(Text.assemble((wording.visible(group.title), "bold"), (f"   {counts}", SOFT)))


def _items_table(group: view.Group, report: view.Report, verdict_width: int, *, verbose: bool) -> Table:
    table = Table(box=None, show_header=False, expand=True, padding=(0, 2, 1, 0), pad_edge=False)
    table.add_column(justify="right", no_wrap=True, style=SOFT, width=3)
    table.add_column(no_wrap=True, width=verdict_width)
    table.add_column(ratio=4)
    table.add_column(ratio=5)
    for item in group.items:
        verdict = _verdict(item)
        if item.doubtful:
            verdict.append(f"\n{report.say('review.check')}", "yellow")
        findings = _item_findings(item, report, verbose=verbose)
        table.add_row(Text(str(item.number)), verdict, _item_text(item), Group(*findings))
    return table


def _verdict(item: view.Item) -> Text:
    return Text(f"{item.verdict.symbol} {item.verdict.word}", TONE_STYLES[item.verdict.tone])


def _item_text(item: view.Item) -> Group:
    details = [Wrapped(Text(detail, SOFT)) for detail in (item.figure, item.due, item.where) if detail]
    return Group(Wrapped(Text(wording.visible(item.text))), *details)


def _item_findings(item: view.Item, report: view.Report, *, verbose: bool) -> list[Wrapped]:
    say = report.say
    comma, style = say("mark.comma"), TONE_STYLES[item.verdict.tone]
    why = wording.visible(item.comment)
    lines: list[Wrapped] = []
    if why or item.remark:
        lines.append(
            Wrapped(Text.assemble((item.remark + (say("mark.colon") if item.remark and why else ""), style), why))
        )
    if item.reported:
        lines.append(Wrapped(Text(say.pair("field.reported", item.reported))))
    if item.notes:
        lines.append(Wrapped(Text(say.pair("field.notes", comma.join(item.notes)), SOFT)))
    shown = item.evidence if verbose else item.evidence[:EVIDENCE_SHOWN]
    lines += [_passage(found, Text("▸ ", style)) for found in shown]
    if len(shown) < len(item.evidence):
        lines.append(Wrapped(Text(f"  {say('page.more', count=len(item.evidence) - len(shown))}", SOFT)))
    counted = item.verdict.id != "not_applicable"
    if not item.evidence:
        lines.append(Wrapped(Text(wording.visible(item.absence), SOFT)))
    if item.candidates and counted and (verbose or not item.evidence):
        lines += _candidates(item, say)
    if verbose:
        lines.append(Wrapped(Text(say.pair("field.confidence", item.confidence_words), SOFT)))
    return lines


def _candidates(item: view.Item, say: Wording) -> Iterator[Wrapped]:
    yield Wrapped(Text(say.pair("field.candidates", ""), SOFT))
    for found in item.candidates:
        yield _passage(found, Text("▹ ", SOFT))
        if found.why_not:
            yield Wrapped(Text(say.pair("field.why_not", wording.visible(found.why_not)), SOFT), Text("  "))


def _passage(found: view.Passage, lead: Text) -> Wrapped:
    return Wrapped(Text(wording.visible(found.text)), lead, Text(found.where, SOFT))


# --- shared ----------------------------------------------------------------------------------------------------------


def _render_warnings(notices: Sequence[Notice], console: Console, say: Wording) -> None:
    if not notices:
        return
    console.print()
    console.print(Text(say("page.warnings"), "bold"))
    lines: list[RenderableType] = [
        Wrapped(
            Text.assemble(wording.visible(notice.message), (f" [{wording.visible(notice.code)}]", SOFT)),
            Text("! ", "yellow"),
        )
        for notice in notices
    ]
    console.print(Group(*lines))

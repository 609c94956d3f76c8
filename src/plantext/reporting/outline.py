"""The outline that ``plantext extract`` prints: a tree of headings with the measures that stand under them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from plantext.catalogue import Wording, wording
from plantext.model import Document, Extraction, Measure, Removed
from plantext.reporting.wrapping import Wrapped

if TYPE_CHECKING:
    from rich.console import RenderableType

SOFT = "bright_black"
FORCE_STYLES = {"must": "green", "should": "cyan", "may": "bright_black", "must_not": "red"}
REMOVED_LENGTH = 200


def head(extraction: Extraction, say: Wording) -> Wrapped:
    """Return the file's name and how much was found in it."""
    documents = extraction.documents
    sentence = say(
        "page.extraction_sentence",
        chars=wording.number(extraction.source.chars, say),
        documents=len(documents),
        sections=sum(len(document.sections) for document in documents),
        measures=sum(len(document.measures) for document in documents),
        targets=sum(len(document.targets) for document in documents),
        dates=sum(len(document.dates) for document in documents),
    )
    return Wrapped(Text.assemble((f"{wording.visible(extraction.source.name)}  ", "bold"), (sentence, SOFT)))


def tree(document: Document, say: Wording, *, verbose: bool) -> Tree:
    """Return a document's title, facts and headings with their measures; verbose gives the measures in full."""
    title = Text(wording.visible(document.title or say("page.untitled")), "bold")
    root = Tree(Group(Wrapped(title), *_facts(document, say)), guide_style=SOFT)
    under: dict[str | None, list[Measure]] = {}
    nodes: dict[str | None, Tree] = {}
    known = {section.id for section in document.sections}
    for measure in document.measures:
        under.setdefault(measure.section if measure.section in known else None, []).append(measure)
    _add_measures(root, under.get(None, []), document, say, verbose=verbose)
    for section in document.sections:
        label = Text(wording.heading(section, say), "bold" if section.level == 1 else "")
        if section.themes:
            label.append(f"  {say.names(section.themes)}", SOFT)
        nodes[section.id] = nodes.get(section.parent, root).add(Wrapped(label))
        _add_measures(nodes[section.id], under.get(section.id, []), document, say, verbose=verbose)
    return root


def figures(document: Document, say: Wording) -> Table | None:
    """Return the document's figures as a table, None where it has none."""
    if not document.targets:
        return None
    table = simple_table(title=say("page.figures"))
    for ratio in (4, 3, 3, 2, 3):
        table.add_column(ratio=ratio)
    for target in document.targets:
        period = f" {say(f'per.{target.period}')}" if target.period else ""
        table.add_row(
            Wrapped(Text(wording.visible(target.indicator))),
            Wrapped(Text(wording.amount(target, say) + period, "bold")),
            Wrapped(
                Text(
                    say("mark.comma").join(
                        filter(None, (wording.visible(target.scope or ""), wording.edtf(target.due, say)))
                    )
                )
            ),
            Text(say(f"kind.{target.kind}")),
            Wrapped(Text(wording.place(target.where, target.span, say), SOFT)),
        )
    return table


def dates(document: Document, say: Wording) -> Table | None:
    """Return the document's calendar expressions as a table, None where it has none."""
    if not document.dates:
        return None
    table = simple_table(title=say("page.dates"))
    for ratio in (4, 4, 2, 3):
        table.add_column(ratio=ratio)
    for date in document.dates:
        table.add_row(
            Wrapped(Text(wording.visible(date.text))),
            Wrapped(Text(wording.edtf(date.value, say))),
            Text(say(f"role.{date.role}")),
            Wrapped(Text(wording.place(date.where, date.span, say), SOFT)),
        )
    return table


def removed(parts: Sequence[Removed], source_text: str, say: Wording) -> Table:
    """Return what belongs to no document, with the reasons."""
    table = simple_table(title=say("page.removed"))
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
    table.add_column(no_wrap=True, style=SOFT)
    for part in parts:
        table.add_row(
            Text(say(f"removed.{part.reason}")),
            Text(wording.clipped(source_text[slice(*part.span)], REMOVED_LENGTH)),
            Text(wording.place(None, part.span, say)),
        )
    return table


def simple_table(*, title: str | None = None) -> Table:
    """Return a table without lines and header, as wide as the console."""
    return Table(
        box=None,
        title=Text(title, "bold") if title else None,
        title_justify="left",
        show_header=False,
        expand=True,
        padding=(0, 2, 0, 0),
        pad_edge=False,
    )


def _facts(document: Document, say: Wording) -> Iterator[Wrapped]:
    kind = Text(say(f"doc_type.{document.doc_type}"), "cyan")
    if document.doc_type_reason:
        kind.append(say("mark.brackets", text=wording.visible(document.doc_type_reason)), SOFT)
    yield Wrapped(kind)
    values = {
        "field.issuer": document.issuer,
        "field.organisation": document.organisation,
        "field.doc_number": document.doc_number,
        "field.issued": wording.edtf(document.issued, say),
        "field.period": wording.edtf(document.period, say),
        "field.region": " ".join(document.region or ()),
        "field.duplicate_of": document.duplicate_of,
    }
    known = [say.pair(key, wording.visible(value)) for key, value in values.items() if value]
    if known:
        yield Wrapped(Text("  ".join(known), SOFT))


def _add_measures(node: Tree, measures: Sequence[Measure], document: Document, say: Wording, *, verbose: bool) -> None:
    targets = {target.id: target for target in document.targets}
    for measure in measures:
        force = Text(f"{say(f'force.{measure.force}')} ", FORCE_STYLES[measure.force])
        line: RenderableType = Wrapped(Text(wording.visible(measure.text)), force)
        if not verbose:
            words = wording.clipped(measure.text, len(measure.text))
            line = Text.assemble(force, words, no_wrap=True, overflow="ellipsis")
        details = [wording.figure(targets[target], say) for target in measure.targets if target in targets]
        if measure.due:
            details.append(say.pair("field.due", wording.edtf(measure.due, say)))
        if measure.frequency and not measure.targets:
            details.append(wording.frequency(measure.frequency, say))
        if verbose:
            details += _more(measure, say)
        detail = Wrapped(Text(say("mark.semicolon").join(details), SOFT))
        node.add(Group(line, detail) if details else line)


def _more(measure: Measure, say: Wording) -> Iterator[str]:
    if measure.actors:
        yield say.pair("field.actors", wording.visible(say("mark.comma").join(measure.actors)))
    if measure.themes:
        yield say.names(measure.themes)
    yield wording.place(measure.where, measure.span, say)

"""Cleaning: furniture and page artefacts off, one file into its documents, each with its type."""

from __future__ import annotations

from dataclasses import replace

from plantext.cleaning.assemble import Assembler
from plantext.cleaning.clean import CleanBlock, CleanDocument, CleanSource, CleanText
from plantext.cleaning.damage import is_spaced_out, join_lines
from plantext.cleaning.damage import patterns as damage_patterns
from plantext.cleaning.doc_types import doc_type, types
from plantext.cleaning.documents import Part, Segmenter
from plantext.cleaning.duplicates import duplicates
from plantext.cleaning.furniture import mark_furniture
from plantext.cleaning.lines import Line, read_lines
from plantext.cleaning.metadata import letterhead_fields, mark_metadata
from plantext.cleaning.metadata import patterns as metadata_patterns
from plantext.cleaning.page_breaks import mark_page_breaks
from plantext.cleaning.streams import split_streams
from plantext.cleaning.title_block import title_block, title_text
from plantext.cleaning.words import furniture, titles
from plantext.lexicon import Lexicon
from plantext.model import Removed, RemovedReason
from plantext.reading.source import SourceText

__all__ = ["CleanBlock", "CleanDocument", "CleanSource", "CleanText", "clean"]

Fields = tuple[tuple[str, str], ...]


def clean(source: SourceText, lexicon: Lexicon) -> CleanSource:
    """Take a file apart into documents and what belongs to none of them.

    Every character that is not white space ends inside a document's span or in `removed`.
    """
    folded, lines = read_lines(source)
    mark_page_breaks(lines)
    mark_furniture(folded, lines, furniture(lexicon))
    lines = split_streams(lines, furniture(lexicon), titles(lexicon))
    fields = mark_metadata(lines, metadata_patterns(lexicon))
    segmenter = Segmenter(lines, furniture(lexicon), titles(lexicon), metadata_patterns(lexicon).letterhead)
    parts = segmenter.parts()
    for part in parts:
        join_lines(lines[part.first : part.last + 1], damage_patterns(lexicon))
    documents = tuple(filter(None, (_document(part, lines, fields, source, lexicon) for part in parts)))
    return CleanSource(source, _with_duplicates(documents), _removed(source, lines, documents), ())


def _document(
    part: Part, lines: list[Line], fields: dict[int, list[tuple[str, str]]], source: SourceText, lexicon: Lexicon
) -> CleanDocument | None:
    kept = [line for line in lines[part.first : part.last + 1] if line.reason is None]
    spaced_out = is_spaced_out(line.text for line in kept)
    assembler = Assembler(damage_patterns(lexicon), spaced_out=spaced_out)
    for group in _groups(kept):
        assembler.add(group)
    text, blocks = assembler.result()
    if not text.text.strip():
        return None
    title_lines = (
        [line for line in lines[part.first : part.title_last + 1] if line.reason is None] if part.titled else []
    )
    title = title_text(text.text, blocks, len(title_lines))
    kind, reason = doc_type(title, text.text, types(lexicon))
    metadata = [
        field
        for index in range(part.region, part.last + 1)
        if lines[index].reason == "metadata"
        for field in fields.get(index, ())
        if field[1]
    ]
    metadata += letterhead_fields(lines[part.region : part.first])
    metadata += [(name, value) for name, (value, _) in source.metadata.items()]
    span = (text.origins[0], text.source_offset(len(text.text) - 1) + 1)
    return CleanDocument(
        span=span,
        title=title,
        title_block=title_block(text.text, blocks, len(title_lines), titles(lexicon)),
        doc_type=kind,
        doc_type_reason=reason,
        duplicate_of=None,
        metadata=tuple(dict.fromkeys(metadata)),
        clean=text,
        blocks=blocks,
    )


def _groups(lines: list[Line]) -> list[list[Line]]:
    """Return the lines grouped into blocks: a line that is joined goes with the next one."""
    groups: list[list[Line]] = []
    for index, line in enumerate(lines):
        if index and lines[index - 1].joined and not line.is_row and not lines[index - 1].is_row:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _with_duplicates(documents: tuple[CleanDocument, ...]) -> tuple[CleanDocument, ...]:
    repeated = duplicates([document.clean.text for document in documents])
    return tuple(
        document if earlier is None else replace(document, duplicate_of=earlier)
        for document, earlier in zip(documents, repeated, strict=True)
    )


def _removed(source: SourceText, lines: list[Line], documents: tuple[CleanDocument, ...]) -> tuple[Removed, ...]:
    """Return what belongs to no document, neighbours with the same reason as one."""
    spans: list[tuple[int, int, RemovedReason]] = []
    for line in lines:
        if line.reason is not None:
            spans.append((line.start, line.end, line.reason))
        else:
            spans += [(start, end, "page_break") for start, end in line.cuts]
    covered = sorted([document.span for document in documents] + [(start, end) for start, end, _ in spans])
    position = 0
    for start, end in [*covered, (len(source.text), len(source.text))]:
        if start > position and source.text[position:start].strip():
            stretch = source.text[position:start]
            begin = position + len(stretch) - len(stretch.lstrip())
            spans.append((begin, begin + len(stretch.strip()), "furniture"))
        position = max(position, end)
    merged: list[tuple[int, int, RemovedReason]] = []
    for start, end, reason in sorted(spans):
        if merged and merged[-1][2] == reason and not source.text[merged[-1][1] : start].strip():
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]), reason)
        else:
            merged.append((start, end, reason))
    return tuple(Removed((start, end), reason) for start, end, reason in merged)

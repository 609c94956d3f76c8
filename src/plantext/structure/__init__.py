"""Structure: the outline, the tables, the sentences and clauses of a document."""

from __future__ import annotations

from plantext.cleaning import CleanDocument
from plantext.lexicon import Lexicon
from plantext.structure.laying import lay_sentences
from plantext.structure.outline import read_outline
from plantext.structure.tables import read_tables
from plantext.structure.units import Heading, Sentence, Structure, Table, TableRow

__all__ = ["Heading", "Sentence", "Structure", "Table", "TableRow", "read_structure"]


def read_structure(document: CleanDocument, lexicon: Lexicon) -> Structure:
    """Read the structure of one document."""
    tables = read_tables(document, lexicon)
    outline = read_outline(document, tables.rows, lexicon)
    return Structure(outline.headings, tables.tables, lay_sentences(document, outline, tables))

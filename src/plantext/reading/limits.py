"""What a file may cost: every limit that the readers hold to, so that a hostile or broken file cannot take the machine."""

from __future__ import annotations

MEGABYTE = 1024 * 1024

MAX_FILE_BYTES = 300 * MEGABYTE
"""A larger file is refused before it is opened."""

MAX_PART_BYTES = 64 * MEGABYTE
"""Largest XML part of a docx, xlsx or OFD file after unpacking (a 1,000-page docx has about 20 MB)."""

MAX_UNPACKED_BYTES = 256 * MEGABYTE
"""All parts of one document that are read, after unpacking."""

MAX_ENTRY_BYTES = MAX_FILE_BYTES
"""One submission inside a zip, after unpacking."""

MAX_ZIP_ENTRIES = 20_000
"""Entries of a zip, a docx or an OFD file."""

MAX_ZIP_RATIO = 500
"""Unpacked to packed size of one entry; office XML reaches 30, a bomb 1,000 and more."""

RATIO_FREE_BYTES = 4 * MEGABYTE
"""Entries smaller than this may have any ratio: a page of blanks packs very well and harms nobody."""

MAX_ARCHIVE_NESTING = 2
"""A zip inside a zip is opened, one inside that is not."""

MAX_TABLE_NESTING = 8
"""Tables inside table cells, deeper ones are read as plain cell text."""

MAX_ELEMENT_DEPTH = 2_000
"""Nesting of html elements; what stands deeper is left out."""

MAX_ATTRIBUTES = 5_000
"""Attributes of one html tag: the parser compares each with all before it."""

MAX_MERGED_CELLS = 1_000_000
"""Cells of a spreadsheet that are merged into others, all in all; each costs memory."""

MAX_TABLE_COLUMNS = 256
MAX_SHEET_ROWS = 20_000
MAX_SPAN = 1_000
"""colspan and rowspan of html, gridSpan of docx."""

MAX_PDF_PAGES = 3_000
MAX_OFD_PAGES = 3_000
MAX_OFD_NESTING = 8
"""Page blocks and composite objects inside each other."""

CONVERT_SECONDS = 90
"""Time that LibreOffice gets for one file."""

"""Who issued a document, when, for which time and place, and what it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plantext.cleaning import CleanDocument
from plantext.extraction.items import CitationMention, DateMention, Metadata
from plantext.lexicon import Lexicon
from plantext.model import Span

SIGNATURE_LINES = 6
"""A signature and its date stand in the last lines: 澹水县教育局 / 2023年8月21日."""
SHORT_LINE = 40
HEAD_BLOCKS = 8
LONGEST_NAME = 24

ISSUER_FIELDS = ("发布机构", "发文机关", "发文单位", "发布单位", "制发机关", "信息来源", "来源", "发布部门", "责任部门")
NUMBER_FIELDS = ("发文字号", "文号", "文件编号", "发文号")
ISSUED_FIELDS = ("成文日期", "发文日期", "印发日期", "生成日期", "发布日期", "发布时间", "公开日期")

DOC_NUMBER = re.compile(
    r"[一-鿿]{1,12}[\[〔【(（][12]\d{3}[\]〕】)）]\s*(?:第\s*)?\d{1,4}\s*号|[一-鿿]{1,10}[12]\d{3}年第\d{1,4}号"
)
_CITED = re.compile(r"《(?P<title>[^《》]{2,80}(?:《[^《》]{2,60}》[^《》]{0,40})*)》")
_NUMBER_BEHIND = re.compile(r"\s*[(（]\s*(?P<number>[^()（）]{2,24}?号)\s*[)）]")
_ISO = re.compile(r"([12]\d{3})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})")


@dataclass(frozen=True, slots=True)
class OrganisationLexicon:
    """The shape of ``organisations.yaml``."""

    authorities: tuple[str, ...]
    schools: tuple[str, ...]
    heads: tuple[str, ...]
    divisions: tuple[str, ...]
    stops: tuple[str, ...]
    number_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Names:
    """Compiled patterns of names."""

    authority: re.Pattern[str]
    school: re.Pattern[str]
    division: re.Pattern[str]


def _compile(lexicon: Lexicon) -> _Names:
    words = lexicon.get("organisations", OrganisationLexicon)
    stop = "|".join(sorted(map(re.escape, words.stops), key=len, reverse=True))

    def name(endings: Sequence[str]) -> re.Pattern[str]:
        ending = "|".join(sorted(map(re.escape, endings), key=len, reverse=True))
        return re.compile(rf"(?:(?!{stop})[一-鿿·]){{1,{LONGEST_NAME}}}?(?:{ending})(?![一-鿿]?(?:长|级|生))")

    divisions = "|".join(sorted(map(re.escape, words.divisions), key=len, reverse=True))
    return _Names(
        name(words.authorities), name(words.schools), re.compile(rf"[一-鿿]{{1,8}}?(?:{divisions})(?!域|级|直|内|属)")
    )


def find_metadata(
    document: CleanDocument, dates: Sequence[DateMention], lexicon: Lexicon, *, issued: str | None = None
) -> Metadata:
    """Read a document's metadata from its head table, its title, its head and its signature.

    Args:
        document: the clean document.
        dates: the calendar expressions found in it.
        lexicon: endings of names.
        issued: EDTF date of issue where a person gives one; it wins.
    """
    names: _Names = lexicon.memo("organisation names", _compile)
    fields = dict(document.metadata)
    title = document.title or ""
    issuer = _field(fields, ISSUER_FIELDS) or _issuer(document, title, names)
    organisation = _organisation(document, title, names)
    return Metadata(
        issuer=issuer,
        doc_number=_field(fields, NUMBER_FIELDS) or _doc_number(document),
        issued=issued or _iso(_field(fields, ISSUED_FIELDS)) or _issued(document, dates),
        period=_period(document, dates, title),
        region=_region((issuer, organisation, title), names),
        organisation=organisation,
        citations=tuple(_citations(document.clean.text)),
    )


def _field(fields: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((fields[name].strip() for name in names if fields.get(name, "").strip()), None)


def _lines(document: CleanDocument, first: int, last: int) -> Iterator[Span]:
    """Give the spans of short lines among the blocks ``first:last``."""
    for block in document.blocks[first:last]:
        if 0 < block.span[1] - block.span[0] <= SHORT_LINE and not block.cells:
            yield block.span


def _signature(document: CleanDocument) -> list[str]:
    count = len(document.blocks)
    text = document.clean.text
    return [text[slice(*span)].strip() for span in _lines(document, max(0, count - SIGNATURE_LINES), count)]


def _issuer(document: CleanDocument, title: str, names: _Names) -> str | None:
    """Return the authority in the title, in the red head or in the signature."""
    text = document.clean.text
    if (found := names.authority.match(title)) and title[found.end() : found.end() + 2] in ("关于", "文件", "办公"):
        return found.group()
    head = [text[slice(*span)].strip() for span in _lines(document, 0, HEAD_BLOCKS)]
    for line in (*head, *_signature(document)):
        bare = line.removesuffix("文件")
        if names.authority.fullmatch(bare):
            return bare
    if found := names.authority.match(title):
        return found.group()
    return None


def _organisation(document: CleanDocument, title: str, names: _Names) -> str | None:
    """Return the school whose plan or summary it is: in the title, in a line of its own, or in the signature."""
    text = document.clean.text
    if found := names.school.match(title):
        return found.group()
    head = [text[slice(*span)].strip() for span in _lines(document, 0, HEAD_BLOCKS)]
    return next((line for line in (*head, *_signature(document)) if names.school.fullmatch(line)), None)


def _doc_number(document: CleanDocument) -> str | None:
    """Return the document's own number: a line of its own near the head."""
    text = document.clean.text
    for span in _lines(document, 0, HEAD_BLOCKS):
        if found := DOC_NUMBER.fullmatch(text[slice(*span)].strip()):
            return found.group()
    return None


def _iso(value: str | None) -> str | None:
    found = _ISO.search(value or "")
    return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}" if found else None


def _issued(document: CleanDocument, dates: Sequence[DateMention]) -> str | None:
    """Return the date that stands alone in a line of the signature, else one with the role ``issued``."""
    count = len(document.blocks)
    text = document.clean.text
    for start, end in reversed(list(_lines(document, max(0, count - SIGNATURE_LINES), count))):
        for date in dates:
            if start <= date.span[0] and date.span[1] <= end and date.type == "DATE":
                rest = text[start : date.span[0]] + text[date.span[1] : end]
                if not rest.strip(" ()（）") or rest.strip().endswith("印发"):
                    return date.value
    return next((date.value for date in dates if date.role == "issued"), None)


def _period(document: CleanDocument, dates: Sequence[DateMention], title: str) -> str | None:
    """Return the time the document is for, as its title says it: 2023—2024学年."""
    text = document.clean.text
    head_end = document.blocks[min(document.title_block, len(document.blocks)) - 1].span[1] if document.blocks else 0
    for date in dates:
        if date.span[0] >= max(head_end, len(title) and text.find("\n", head_end)):
            break
        if date.type in ("RANGE", "DATE") and date.role not in ("issued", "cited"):
            return date.value
    return None


def _region(printed: tuple[str | None, ...], names: _Names) -> tuple[str, ...] | None:
    """Return the path of administrative divisions, the longest one printed: (澹水县, 青石镇)."""
    best: tuple[str, ...] = ()
    for text in printed:
        position, path = 0, list[str]()
        while text and (found := names.division.match(text, position)):
            path.append(found.group())
            position = found.end()
        best = max(best, tuple(path), key=len)
    return best or None


def _citations(text: str) -> Iterator[CitationMention]:
    """Give each 《…》 with the number behind it, and numbers that stand alone in brackets behind a name."""
    for cited in _CITED.finditer(text):
        number = _NUMBER_BEHIND.match(text, cited.end())
        if number and DOC_NUMBER.fullmatch(number["number"].strip()):
            yield CitationMention((cited.start(), number.end()), cited["title"], number["number"].strip())
        elif len(cited["title"]) >= SHORTEST_CITED:
            yield CitationMention(cited.span(), cited["title"], None)


SHORTEST_CITED = 4
"""Titles shorter than this are book-title marks around a word: 《守则》."""

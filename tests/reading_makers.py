"""Small files of every format for the tests of reading, made in memory."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def make_zip(parts: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def make_docx(
    body: str,
    *,
    numbering: str = "",
    styles: str = "",
    footnotes: str = "",
    header: str = "",
    namespace: str = W,
    extra: dict[str, str | bytes] | None = None,
) -> bytes:
    """Return a docx with this XML inside ``w:body``, ``w:numbering``, ``w:styles`` …"""
    names = f'xmlns:w="{namespace}" xmlns:r="{R}" xmlns:mc="{MC}" xmlns:wps="wps" xmlns:v="v"'
    relations = "".join(
        f'<Relationship Id="{kind}" Type="{R}/{kind}" Target="{kind}.xml"/>'
        for kind, content in (
            ("numbering", numbering),
            ("styles", styles),
            ("footnotes", footnotes),
            ("header", header),
        )
        if content
    )
    section = '<w:sectPr><w:headerReference r:id="header"/></w:sectPr>' if header else ""
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{main}.{kind}+xml"/>'
        for part, kind in (("document", "document.main"), ("numbering", "numbering"), ("styles", "styles"))
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
        "word/document.xml": f"<w:document {names}><w:body>{body}{section}</w:body></w:document>",
    }
    for kind, tag, content in (
        ("numbering", "numbering", numbering),
        ("styles", "styles", styles),
        ("footnotes", "footnotes", footnotes),
        ("header", "hdr", header),
    ):
        if content:
            parts[f"word/{kind}.xml"] = f"<w:{tag} {names}>{content}</w:{tag}>"
    return make_zip(parts | (extra or {}))


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def item(text: str, level: int = 0, number: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(index: int, number_format: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


def one_list(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>{nums}'


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


Text = tuple[float, float, float, str]
Stroke = tuple[float, float, float, float]


def make_pdf(
    pages: Sequence[Sequence[Text]], *, strokes: Sequence[Sequence[Stroke]] = (), rotate: int = 0, trailer: str = ""
) -> bytes:
    """Return a PDF of A4 pages.

    Args:
        pages: texts as (x, y from the top as one sees the page, font size, text); every character is one em wide.
        strokes: for each page lines as (x0, y0, x1, y1), from the top.
        rotate: /Rotate of the pages.
        trailer: more entries of the trailer (``/Encrypt …``).
    """
    objects = [
        b"",  # catalogue and pages, filled in below
        b"",
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000"
        b"/FontDescriptor 5 0 R>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 80>>",
    ]
    kids = []
    for number, texts in enumerate(pages):
        drawn = "".join(
            f"{x0} {842 - y0} m {x1} {842 - y1} l S\n" for x0, y0, x1, y1 in (strokes[number] if strokes else ())
        )
        shown = "".join(
            f"BT /F1 {size} Tf {_matrix(x, y, rotate)} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n"
            for x, y, size, text in texts
        )
        content = (drawn + shown).encode()
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        kids.append(len(objects) + 1)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate {rotate}/Contents {len(objects)} 0 R/Resources<</Font<</F1 3 0 R>>>>>>".encode()
        )
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>".encode()
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


def _matrix(x: float, y: float, rotate: int) -> str:
    """Return the text matrix that shows text upright at (x, y from the top) of a page turned by ``rotate``."""
    width, height = (595, 842) if rotate in (0, 180) else (842, 595)
    up = height - y
    return {
        0: f"1 0 0 1 {x} {up}",
        90: f"0 1 -1 0 {height - up} {x}",
        180: f"-1 0 0 -1 {width - x} {height - up}",
        270: f"0 -1 1 0 {up} {width - x}",
    }[rotate]


def paragraph(
    text: str, y: float, *, size: float = 12, left: float = 60, right: float = 540, pitch: float = 20
) -> list[Text]:
    """Return a paragraph set with an indent of two characters, broken where the line is full."""
    first, full = int((right - left) / size) - 2, int((right - left) / size)
    lines = [text[:first], *(text[i : i + full] for i in range(first, len(text), full))]
    return [
        (left + (2 * size if index == 0 else 0), y + index * pitch, size, line)
        for index, line in enumerate(lines)
        if line
    ]


def grid(xs: Sequence[float], ys: Sequence[float]) -> list[Stroke]:
    """Return the lines of a ruled table."""
    return [(xs[0], y, xs[-1], y) for y in ys] + [(x, ys[0], x, ys[-1]) for x in xs]


def make_ofd(pages: Sequence[str], *, namespace: str = "http://www.ofdspec.org/2016") -> bytes:
    """Return an OFD with this XML inside each page's layer."""
    name = f'xmlns:ofd="{namespace}"'
    listed = "".join(f'<ofd:Page ID="{i}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(pages)))
    parts: dict[str, str | bytes] = {
        "OFD.xml": f"<ofd:OFD {name}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {name}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        f"</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for number, content in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f"<ofd:Page {name}><ofd:Content><ofd:Layer ID='1'>{content}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    return make_zip(parts)


def ofd_text(text: str, x: float, y: float, size: float = 4.0) -> str:
    deltas = f'DeltaX="g {len(text) - 1} {size}"' if len(text) > 1 else ""
    return f'<ofd:TextObject Boundary="{x} {y} 200 {size}" Size="{size}"><ofd:TextCode X="0" Y="{size}" {deltas}>{text}</ofd:TextCode></ofd:TextObject>'


def ofd_line(x0: float, y0: float, x1: float, y1: float) -> str:
    return f'<ofd:PathObject Boundary="0 0 210 297"><ofd:AbbreviatedData>M {x0} {y0} L {x1} {y1}</ofd:AbbreviatedData></ofd:PathObject>'

"""Reading as a whole: formats by content, coded errors, limits, and what holds for every source text."""

from __future__ import annotations

import io
import os
import sys
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plantext.errors import PlantextError
from plantext.reading import READERS, SourceText, limits, read, read_bytes
from plantext.reading.archive import Archive, parse_xml, resolve
from plantext.reading.disk import stream_bytes
from plantext.reading.formats import formats
from plantext.reading.names import shown_name
from plantext.reading.sniffing import mislabelled, sniff
from plantext.reading.submissions import submissions
from reading_makers import make_docx, make_ofd, make_pdf, make_zip, ofd_text, p

SAMPLES = Path("/work/shared/samples/ofd")
TRIPLE = Path("/work/shared/gold/triples/t1")


def assert_sound(source: SourceText) -> None:
    """Blocks stand in order, do not overlap, hold every visible character; cells and metadata point at their text."""
    last = 0
    covered = bytearray(len(source.text))
    for block in source.blocks:
        start, end = block.span
        assert last <= start < end <= len(source.text)
        covered[start:end] = b"\1" * (end - start)
        last = end
        for cell in block.cells:
            assert 0 <= cell[0] <= cell[1] <= end
    lost = [i for i, character in enumerate(source.text) if not covered[i] and not character.isspace()]
    assert lost == []
    for value, span in source.metadata.values():
        assert span is None or source.text[slice(*span)] == value
    assert source.info.chars == len(source.text)


def code_of(data: bytes, name: str) -> str:
    with pytest.raises(PlantextError) as caught:
        read_bytes(data, name)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 3
    return caught.value.code


def damaged_zip() -> bytes:
    data = bytearray(make_docx(p("正文" * 400)))
    data[len(data) // 3] ^= 0xFF
    return bytes(data[: len(data) // 2])


def encrypted_zip() -> bytes:
    data = bytearray(make_docx(p("正文")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(mark, place + 4)
    return bytes(data)


def bomb() -> bytes:
    return make_docx(p("一"), extra={"word/document.xml": b"<a>" + b" " * (20 * limits.MEGABYTE) + b"</a>"})


LAUGHS = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "哈"><!ENTITY c "&b;&b;&b;&b;">]>'
ENTITIES = (
    LAUGHS
    + '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>&c;</w:body></w:document>'
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
NESTED = "<div>" * 6000 + "正文" + "</div>" * 6000


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "empty"),
        (b"\r\n \t\0\0", "a.docx", "empty"),  # nothing but white space and padding
        (b"\xef\xbb\xbf", "a.txt", "empty"),  # a byte order mark alone
        (bytes(range(256)) * 40, "a.txt", "unsupported"),  # no text at all
        (b"PK\x03\x04 and then nothing", "a.docx", "damaged"),
        (damaged_zip(), "a.docx", "damaged"),  # cut off while copying
        (encrypted_zip(), "a.docx", "encrypted"),
        (bomb(), "a.docx", "too-large"),
        (make_docx(p("一"), extra={"word/document.xml": ENTITIES}), "a.docx", "damaged"),
        (make_docx(""), "a.docx", "empty"),
        (make_docx("", extra={"word/media/image1.png": b"x"}), "a.docx", "no-text"),  # photographs of a plan
        (make_zip({"word/document.xml": "<x/>"}), "a.docx", "damaged"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted"),  # docx with a password is an OLE file
        (OLE + "PowerPoint Document".encode("utf-16-le"), "a.ppt", "unsupported"),
        (OLE, "a.doc", "unsupported"),
        (make_zip({"ppt/presentation.xml": "<x/>"}), "a.pptx", "unsupported"),
        (make_zip({"a.txt": "x"}), "a.zip", "unsupported"),
        (b"7z\xbc\xaf\x27\x1c" + b"\0" * 40, "a.7z", "unsupported"),
        (b"Rar!\x1a\x07\x00" + b"\0" * 40, "a.rar", "unsupported"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "a.png", "no-text"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 40, "计划.docx", "no-text"),  # a photograph renamed
        (b"%PDF-1.7\ngarbage", "a.pdf", "damaged"),
        (make_pdf([[]]), "a.pdf", "empty"),
        (make_pdf([[(60, 60, 12, "一")]], trailer="/Encrypt<</Filter/Standard/V 1/R 2/O(12345678901234567890123456789012)/U(12345678901234567890123456789012)/P -4>>/ID[(a)(a)]"), "a.pdf", "encrypted"),
        (make_zip({"OFD.xml": "<OFD/>"}), "a.ofd", "damaged"),
        (make_ofd([""]), "a.ofd", "no-text"),
        (b"<html><body><script>1</script></body></html>", "a.html", "empty"),
        (NESTED.encode(), "a.html", "too-large"),  # the parser's time grows with the square of the depth
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: image/png\n\nx\n--x--", "a.mht", "damaged"),
    ],
)  # fmt: skip
def test_bad_files_are_told_apart(data: bytes, name: str, code: str) -> None:
    assert code_of(data, name) == code


def test_places_that_are_no_files(tmp_path: Path) -> None:
    for path, code in ((tmp_path, "is-folder"), (tmp_path / "没有.docx", "not-found")):
        with pytest.raises(PlantextError) as caught:
            read(path)
        assert caught.value.code == code


def test_large_files_are_refused_before_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plantext.reading.MAX_FILE_BYTES", 10)
    (tmp_path / "a.txt").write_text("十个字节以上的文件")
    with pytest.raises(PlantextError, match="too-large"):
        read(tmp_path / "a.txt")


def test_too_many_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_ZIP_ENTRIES", 3)
    with pytest.raises(PlantextError, match="too-large"):
        Archive(make_zip({str(i): "x" for i in range(5)}), "a.docx")


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        ("一、总体要求".encode(), "a.docx", "text"),
        (make_docx(p("一、总体要求")), "a.txt", "docx"),
        (make_docx(p("一、总体要求")), "a.doc", "docx"),
        ("<!-- 保存 -->\n<!DOCTYPE html><body>通知".encode(), "a.doc", "html"),  # web pages saved as .doc
        (b"\xef\xbb\xbf<html><body>x", "a.txt", "html"),
        ("﻿<html><body>通知".encode("utf-16"), "a.txt", "html"),
        (b"\0\0%PDF-1.4", "a.doc", "pdf"),
        (b"{\\rtf1 x}", "a.doc", "rtf"),
        (
            b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">',
            "a.txt",
            "wordml",
        ),
        (OLE + "WordDocument".encode("utf-16-le"), "a.docx", "doc"),
        (make_zip({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "a.docx", "odt"),
        (make_zip({"xl/workbook.xml": "<x/>"}), "a.docx", "xlsx"),
    ],
)
def test_the_bytes_decide(data: bytes, name: str, kind: str) -> None:
    assert sniff(data, name) == kind
    assert mislabelled(sniff(data, name), name)


def test_wps_is_rightly_called_so_in_both_shapes() -> None:
    assert not mislabelled("docx", "计划.wps")
    assert not mislabelled("doc", "计划.WPS")
    assert not mislabelled("text", "README")


def test_a_mislabelled_file_is_read_and_noted() -> None:
    source = read_bytes(make_docx(p("一、总体要求")), "计划.txt")
    assert source.text == "一、总体要求"
    assert [warning.code for warning in source.warnings] == ["mislabelled"]


def test_every_reader_can_be_found() -> None:
    import importlib

    for module, function in READERS.values():
        assert callable(getattr(importlib.import_module(f"plantext.reading.{module}"), function))


def test_formats_say_what_they_need(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANTEXT_SOFFICE", "/nowhere/soffice")
    known = {each.format: each for each in formats()}
    assert known["docx"].readable
    assert not known["doc"].readable
    assert "LibreOffice" in known["doc"].needs
    assert "wps" in known["doc"].extensions


def test_without_libreoffice_a_doc_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANTEXT_SOFFICE", "/nowhere/soffice")
    with pytest.raises(PlantextError, match="LibreOffice") as caught:
        read_bytes(OLE + "WordDocument".encode("utf-16-le"), "计划.doc")
    assert caught.value.code == "unsupported"


@pytest.mark.parametrize(
    ("base", "target", "part"),
    [
        ("word/document.xml", "media/a.png", "word/media/a.png"),
        ("word/document.xml", "../customXml/item.xml", "customXml/item.xml"),
        ("word/document.xml", "/word/styles.xml", "word/styles.xml"),
        ("word/document.xml", "../../../etc/passwd", None),
        ("", "../a", None),
    ],
)
def test_targets_stay_inside_the_container(base: str, target: str, part: str | None) -> None:
    assert resolve(base, target) == part


def test_entities_are_not_expanded() -> None:
    with pytest.raises(PlantextError, match="entities"):
        parse_xml((LAUGHS + "<a>&c;</a>").encode(), "a.docx")
    with pytest.raises(PlantextError):
        parse_xml(b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "a.docx")


def test_a_header_that_lies_about_its_size_is_no_way_in() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b"x" * 50_000 + b"</a>")
    data = buffer.getvalue().replace((50_007).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert code_of(data, "a.docx") == "damaged"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="一二、。\t\n\r\0|#-*1. a\ufeff\u3000（）教育", max_size=80))
def test_any_text_is_sound(text: str) -> None:
    data = text.encode()
    try:
        source = read_bytes(data, "a.txt")
    except PlantextError as error:
        assert error.code in ("empty", "unsupported")
        return
    assert_sound(source)
    if source.info.encoding == "utf-8":
        assert source.text == text.removeprefix("\ufeff")


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<table>",
                "<tr>",
                "<td colspan=3 rowspan=2>",
                "</td>",
                "<li>",
                "<ol>",
                "一、教育",
                "<b>",
                "</div>",
                "<div class=share>",
                "<br>",
                "&nbsp;",
                "<h2>",
            ]
        ),
        max_size=40,
    )
)
def test_any_page_is_sound(parts: list[str]) -> None:
    try:
        assert_sound(read_bytes(("<html><body>" + "".join(parts)).encode(), "a.html"))
    except PlantextError as error:
        assert error.code == "empty"


@pytest.mark.parametrize(
    "data",
    [make_docx(p("正文。") * 3), make_pdf([[(60, 100, 12, "一、总体要求")]]), make_ofd([ofd_text("正文", 20, 30)])],
)
def test_damage_anywhere_gives_a_coded_error(data: bytes) -> None:
    for place in range(0, len(data), max(1, len(data) // 60)):
        broken = bytearray(data)
        broken[place] ^= 0x55
        for attempt in (bytes(broken), data[:place]):
            try:
                assert_sound(read_bytes(attempt, "a"))
            except PlantextError as error:
                assert error.exit_code == 3


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="sample files of the ofdrw project are not here")
def test_ofd_samples_open() -> None:
    for path in sorted(SAMPLES.glob("*.ofd")):
        try:
            assert_sound(read(path))
        except PlantextError as error:
            assert (path.name, error.code) == ("Page5.ofd", "no-text")  # nothing but coloured boxes


@pytest.mark.skipif(not TRIPLE.is_dir(), reason="the shared case t1 is not here")
@pytest.mark.parametrize("name", ["directive", "plan", "summary"])
def test_docx_of_t1_agrees_with_its_text(name: str) -> None:
    source = read(TRIPLE / f"{name}.docx")
    assert_sound(source)
    wanted = [
        line.strip() for line in (TRIPLE / f"{name}.txt").read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    found = [source.text[slice(*block.span)] for block in source.blocks if block.removed is None]
    assert len(found) == len(wanted)
    # The text files leave the automatic numbers out.
    assert all(
        line == text or (line.endswith(text) and len(line) - len(text) < 6)
        for line, text in zip(found, wanted, strict=True)
    )


def test_a_page_with_many_comments_is_told_at_once() -> None:
    started = time.process_time()
    assert sniff(b"<!---->" * 500 + "<x>加强安全教育".encode(), "a.html") == "text"
    assert sniff(b"<!-- a --> <!---->\n" * 9 + b"<html>", "a.html") == "html"
    assert time.process_time() - started < 1.0


def with_damage(part: str, compression: int) -> bytes:
    """A container whose ``part`` cannot be unpacked."""
    holder = io.BytesIO()
    with zipfile.ZipFile(holder, "w", compression) as archive:
        archive.writestr(part, "application/vnd.oasis.opendocument.text" * 9)
        start = archive.getinfo(part).header_offset + 30 + len(part)
    data = bytearray(holder.getvalue())
    data[start : start + 12] = b"\xff" * 12
    return bytes(data)


def with_password(part: str) -> bytes:
    data = bytearray(make_zip({part: "<Types/>"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize("compression", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
@pytest.mark.parametrize("part", ["mimetype", "[Content_Types].xml", "word/document.xml"])
def test_damage_inside_a_container_is_told(part: str, compression: int) -> None:
    assert code_of(with_damage(part, compression), "a.docx") == "damaged"


@pytest.mark.parametrize("part", ["mimetype", "[Content_Types].xml", "word/document.xml"])
def test_a_container_with_a_password_is_told(part: str) -> None:
    assert code_of(with_password(part), "a.docx") == "encrypted"


GBK_NAME = os.fsdecode("计划.txt".encode("gbk"))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("计划.txt", "计划.txt"),
        (GBK_NAME, "计划.txt"),  # from Chinese Windows
        (os.fsdecode(b"\xff\xff.txt"), r"\udcff\udcff.txt"),  # no text in any encoding
        ("\ud800.txt", r"\ud800.txt"),
    ],
)
def test_names_are_proper_unicode(name: str, shown: str) -> None:
    assert shown_name(name) == shown
    assert read_bytes("安全工作计划".encode(), name).info.name == shown


@pytest.mark.skipif(os.name != "posix" or sys.platform == "darwin", reason="names of any bytes")
def test_names_in_two_encodings_stay_apart(tmp_path: Path) -> None:
    for name in ("计划.txt", GBK_NAME):
        (tmp_path / name).write_text("安全工作计划", encoding="utf-8")
    assert {entry.name for entry in submissions(tmp_path)} == {"计划.txt", "计划.txt#2"}
    assert read(tmp_path / GBK_NAME).info.name == "计划.txt"
    with pytest.raises(PlantextError) as caught:
        read(Path(os.fsdecode(b"\xbc\xc6.txt")))
    assert (caught.value.code, caught.value.name) == ("not-found", "计.txt")


@pytest.mark.parametrize("path", ["x" * 5000, "a\0b", "a.txt/b.txt"])
def test_impossible_paths_are_told(path: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    for attempt in (read, lambda path: list(submissions(path))):
        with pytest.raises(PlantextError) as caught:
            attempt(tmp_path / path)
        assert caught.value.exit_code == 3


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_what_is_no_file_is_told_and_never_waited_for(tmp_path: Path) -> None:
    (tmp_path / "真.txt").write_text("安全工作计划", encoding="utf-8")
    (tmp_path / "链.txt").symlink_to(tmp_path / "真.txt")
    (tmp_path / "断.txt").symlink_to(tmp_path / "没有.txt")
    (tmp_path / "圈.txt").symlink_to(tmp_path / "圈.txt")
    (tmp_path / "夹").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "管.txt")
    found = {entry.name: entry.problem and entry.problem.code for entry in submissions(tmp_path)}
    bad = dict.fromkeys(("断.txt", "圈.txt", "夹", "管.txt"), "unreadable")
    assert found == {"真.txt": None, "链.txt": None, **bad}
    for name in ("管.txt", "圈.txt"):
        with pytest.raises(PlantextError, match="unreadable"):
            read(tmp_path / name)
    with pytest.raises(PlantextError, match="unreadable"):
        next(submissions(tmp_path / "管.txt")).read()


def test_an_endless_stream_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plantext.reading.disk.MAX_FILE_BYTES", 1000)
    with pytest.raises(PlantextError, match="too-large"):
        stream_bytes(io.BytesIO(bytes(2000)), "stdin")

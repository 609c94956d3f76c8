"""Writing is all or nothing."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from plantext.errors import PlantextError
from plantext.reporting import files


def test_writes_text_and_bytes_to_the_letter(tmp_path: Path) -> None:
    files.write(tmp_path / "文本.txt", "一\r\n二\n")
    files.write(str(tmp_path / "a.bin"), b"\x00\xff")
    assert (tmp_path / "文本.txt").read_bytes() == "一\r\n二\n".encode()
    assert (tmp_path / "a.bin").read_bytes() == b"\x00\xff"


def test_replaces_and_keeps_the_rights(tmp_path: Path) -> None:
    path = tmp_path / "报告.html"
    path.write_text("旧")
    path.chmod(0o640)
    files.write(path, "新")
    assert path.read_text() == "新"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_failure_leaves_the_old_file_and_no_rubbish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "报告.html"
    path.write_text("旧")

    def disk_full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", disk_full)
    with pytest.raises(PlantextError) as caught:
        files.write(path, "新")
    assert caught.value.code == "cannot-write"
    assert "No space left" in caught.value.render("zh")
    assert path.read_text() == "旧"
    assert [entry.name for entry in tmp_path.iterdir()] == ["报告.html"]


@pytest.mark.parametrize("name", ["没有/这个/文件夹.html", ".", "a\x00b"])
def test_what_cannot_be_written_is_a_coded_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(PlantextError) as caught:
        files.write(f"{tmp_path}/{name}", "新")
    assert caught.value.code == "cannot-write"
    assert list(tmp_path.iterdir()) == []


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "真.txt").write_text("旧")
    (tmp_path / "链.txt").symlink_to(tmp_path / "真.txt")
    files.write(tmp_path / "链.txt", "新")
    assert (tmp_path / "链.txt").is_symlink()
    assert (tmp_path / "真.txt").read_text() == "新"


def test_a_device_is_written_to(tmp_path: Path) -> None:
    files.write("/dev/null", "新")

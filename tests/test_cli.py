"""The commands: what they print, where it goes, what they say when something is wrong."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import plantext
from plantext.cli import COMMANDS, main
from plantext.cli.language import asked_language, locale_language
from plantext.model import Coverage, Extraction, FollowUp, LabelledLine

DIRECTIVE = """青禾县教育局关于加强校园安全工作的通知
一、健全制度
1.各校每学期开展应急演练不少于2次，2024年9月底前报送计划。
2.严禁占用体育课。
"""
PLAN = """青禾县第一小学2024年工作计划
一、安全工作
（一）每学期组织应急疏散演练3次，由安全办负责。
二、体育工作
不占用体育课，学生体质健康合格率达到95%以上。
"""
SUMMARY = """青禾县第一小学2024年工作总结
一、安全工作
全年共组织应急疏散演练6次。学生体质健康合格率达到94.2%。
"""


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    texts = {"directive": DIRECTIVE, "plan": PLAN, "summary": SUMMARY}
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return {name: tmp_path / f"{name}.txt" for name in texts}


def run(*arguments: object, stdin: str | bytes | None = None, locale: str = "en_US.UTF-8") -> Result:
    environment = {"LANG": locale, "LC_ALL": None, "LC_MESSAGES": None, "PLANTEXT_LANG": None}
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin, env=environment)


# --- help, version, language ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_has_help_in_both_languages(name: str, language: str) -> None:
    result = run(name, "--lang", language, "--help") if name != "lexicon" else run("--lang", language, name, "--help")
    assert result.exit_code == 0
    chinese = any("一" <= character <= "鿿" for character in result.stdout)
    assert chinese is (language == "zh")


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "lexicon"])
def test_every_command_takes_the_common_options(name: str) -> None:
    said = run(name, "--help").stdout
    for option in ("--lang", "--lexicons", "--quiet", "--verbose", "--help"):
        assert option in said


def test_the_list_of_commands_follows_the_locale() -> None:
    assert "对照通知检查计划" in run("--help", locale="zh_CN.UTF-8").stdout
    assert "Which required items" in run("--help", locale="de_DE.UTF-8").stdout


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (["check", "--lang", "en"], "en"),
        (["--lang=zh", "check"], "zh"),
        (["check", "--lang"], None),  # incomplete: click will complain
        (["check", "--", "--lang", "en"], None),  # a file of that name
    ],
)
def test_asked_language(arguments: list[str], language: str | None) -> None:
    assert asked_language(arguments) == language


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),  # LC_ALL wins
        ({"LANG": "en_GB.UTF-8", "PLANTEXT_LANG": "zh"}, "zh"),
        ({"LANG": "Chinese (Simplified)_China.936"}, "zh"),  # Windows
        ({}, "en"),
    ],
)
def test_locale_language(environment: dict[str, str], language: str) -> None:
    assert locale_language(environment) == language


def test_version() -> None:
    assert run("--version").stdout == f"plantext {plantext.__version__}\n"


def test_version_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom plantext.cli import main\n"
        "try:\n    main(['--version'])\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('rich', 'msgspec', 'lxml', 'numpy', 'yaml', 'plantext.model') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[-1] == "[]"


def test_version_is_fast() -> None:
    """Counted in processor time, which a busy machine does not lengthen; `python -m benchmarks` measures the clock."""
    resource = pytest.importorskip("resource")

    def seconds() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "plantext", "--version"], capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime

    assert min(seconds() for _ in range(5)) < 0.2


# --- extract and label ---------------------------------------------------------------------------------------------


def test_extract_json_is_the_contract(files: dict[str, Path]) -> None:
    printed = json.loads(run("extract", files["plan"], "--format", "json").stdout)
    found = Extraction.from_dict(printed)
    assert found == plantext.extract(files["plan"])
    assert found.documents[0].title == "青禾县第一小学2024年工作计划"


def test_extract_several_files_as_a_list_and_as_lines(files: dict[str, Path]) -> None:
    names = [files["plan"], files["directive"]]
    listed = json.loads(run("extract", *names, "--format", "json").stdout)
    lines = [json.loads(line) for line in run("extract", *names, "--format", "jsonl").stdout.splitlines()]
    assert listed == lines
    assert [item["source"]["name"] for item in listed] == ["plan.txt", "directive.txt"]


def test_extract_text_is_the_source_text_to_the_letter(tmp_path: Path) -> None:
    file = tmp_path / "crlf.txt"
    file.write_bytes(b"\xef\xbb\xbf" + "一、加强管理。\r\n\r\n二、抓好落实。".encode())
    result = run("extract", "--text", file)
    assert result.stdout_bytes.decode() == "一、加强管理。\r\n\r\n二、抓好落实。"
    run("extract", "--text", file, "-o", tmp_path / "out.txt")
    assert (tmp_path / "out.txt").read_bytes() == result.stdout_bytes


def test_extract_reads_the_standard_input(files: dict[str, Path]) -> None:
    piped = json.loads(run("extract", "-", "--format", "json", stdin=PLAN).stdout)
    assert piped["documents"] == json.loads(run("extract", files["plan"], "--format", "json").stdout)["documents"]


def test_issued_gives_dates_their_year(tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text("安全工作安排\n各班要在9月30日前完成自查并上报。\n", encoding="utf-8")
    values = [
        item["value"]
        for item in json.loads(run("extract", file, "--format", "json", "--issued", "2023-08-25").stdout)["documents"][
            0
        ]["dates"]
    ]
    assert values == ["2023-09-30"]


def test_label_gives_as_many_lines_as_it_gets() -> None:
    lines = ["加强师德师风建设。", "", "每学期开展应急演练2次。", "一行 带\u2028分隔符"]
    result = run("label", "-", "--format", "jsonl", stdin="\n".join(lines) + "\n")
    labelled = [LabelledLine.from_dict(json.loads(line)) for line in result.stdout.split("\n") if line]
    assert [line.text for line in labelled] == lines
    assert [line.themes[0].id if line.themes else None for line in labelled[:3]] == ["teachers", None, "safety"]


def test_label_decodes_what_chinese_programs_pipe() -> None:
    result = run("label", "--format", "jsonl", stdin="加强校园安全管理，开展应急演练。\r\n".encode("gb18030"))
    assert json.loads(result.stdout)["text"] == "加强校园安全管理，开展应急演练。"


# --- check and follow-up -------------------------------------------------------------------------------------------


def test_check_json_is_the_contract(files: dict[str, Path]) -> None:
    result = run("check", files["plan"], "--against", files["directive"], "--format", "json")
    assert Coverage.from_dict(json.loads(result.stdout)) == plantext.check(files["plan"], files["directive"])
    assert result.stderr == ""


def test_check_several_plans_and_directives(files: dict[str, Path]) -> None:
    result = run(
        *("check", files["plan"], files["summary"]),
        *("--against", files["directive"], "--against", files["directive"], "--format", "jsonl"),
    )
    names = [json.loads(line)["plan"]["name"] for line in result.stdout.splitlines()]
    assert names == ["plan.txt", "plan.txt", "summary.txt", "summary.txt"]


def test_fail_under(files: dict[str, Path]) -> None:
    arguments = ("check", files["plan"], "--against", files["directive"], "--format", "json")
    rate = json.loads(run(*arguments).stdout)["score"]["rate"]
    assert run(*arguments, "--fail-under", rate).exit_code == 0
    assert run(*arguments, "--fail-under", min(1.0, rate + 0.01)).exit_code == (1 if rate < 1 else 0)
    assert run(*arguments, "--fail-under", 1.5).exit_code == 2


def test_followup_json_is_the_contract(files: dict[str, Path]) -> None:
    result = run("followup", files["plan"], "--summary", files["summary"], "--format", "json")
    assert FollowUp.from_dict(json.loads(result.stdout)) == plantext.followup(files["plan"], files["summary"])


@pytest.mark.parametrize(("ending", "start"), [("html", b"<!DOCTYPE html>"), ("xlsx", b"PK"), ("json", b"{")])
def test_the_ending_decides_the_format(files: dict[str, Path], tmp_path: Path, ending: str, start: bytes) -> None:
    for arguments in (
        ("extract", files["plan"]),
        ("check", files["plan"], "--against", files["directive"]),
        ("followup", files["plan"], "--summary", files["summary"]),
    ):
        target = tmp_path / f"{arguments[0]}.{ending}"
        assert run(*arguments, "-o", target).exit_code == 0
        assert target.read_bytes().startswith(start)


def test_text_to_a_file_is_plain(files: dict[str, Path], tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    run("check", files["plan"], "--against", files["directive"], "-o", target)
    assert "\x1b" not in target.read_text(encoding="utf-8")
    assert "应急演练" in target.read_text(encoding="utf-8")


def test_several_pages_go_to_a_folder(files: dict[str, Path], tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "plan.txt").write_text(PLAN, encoding="utf-8")
    result = run("extract", files["plan"], other / "plan.txt", "--format", "html", "-o", tmp_path / "pages")
    assert result.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == ["plan-2.html", "plan.html"]
    refused = run("extract", files["plan"], other / "plan.txt", "-o", tmp_path / "one.html")
    assert refused.exit_code == 2


def test_reports_are_chinese_unless_asked(files: dict[str, Path]) -> None:
    arguments = ("check", files["plan"], "--against", files["directive"])
    assert "覆盖率" in run(*arguments).stdout
    assert "Coverage" in run(*arguments, "--lang", "en").stdout


def test_own_lexicons_are_laid_over(files: dict[str, Path], tmp_path: Path) -> None:
    empty = tmp_path / "own"
    empty.mkdir()
    result = run("extract", files["plan"], "--format", "json", "--lexicons", empty)
    assert result.stdout == run("extract", files["plan"], "--format", "json").stdout
    (empty / "cues.yaml").write_text("- not: what\n  is: expected\n", encoding="utf-8")
    broken = run("extract", files["plan"], "--format", "json", "--lexicons", empty)
    assert broken.exit_code == 3
    assert broken.stderr.startswith("[lexicon]")


# --- what goes wrong -----------------------------------------------------------------------------------------------


def encrypted_zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("notes.txt", "x")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \r\n \n", "empty"),
        ("cut.docx", b"PK\x03\x04broken", "damaged"),  # a download that broke off
        ("archive.zip", encrypted_zip(), "unsupported"),
        ("picture.docx", b"\x89PNG\r\n\x1a\n" + bytes(64), "no-text"),  # a scan under the wrong name
    ],
)
def test_bad_files_are_one_coded_line(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    for arguments in (("extract", file), ("check", file, "--against", file), ("followup", file, "--summary", file)):
        result = run(*arguments, "--format", "json")
        assert result.exit_code == 3
        assert result.stdout == ""
        assert result.stderr.startswith(f"[{code}] ")
        assert result.stderr.count("\n") == 1


def test_missing_file_and_folder(tmp_path: Path) -> None:
    assert run("extract", tmp_path / "none.txt").stderr.startswith("[not-found] ")
    assert run("extract", tmp_path).stderr.startswith("[is-folder] ")
    assert "找不到文件" in run("extract", tmp_path / "none.txt", "--lang", "zh").stderr


def test_one_bad_file_does_not_stop_the_others(files: dict[str, Path], tmp_path: Path) -> None:
    result = run("extract", tmp_path / "none.txt", files["plan"], "--format", "jsonl")
    assert result.exit_code == 3
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("no-such-command",),
        ("check", "plan.txt"),  # --against is missing
        ("extract", "--no-such-option", "x"),
        ("extract", "x", "--format", "docx"),
        ("label", "x", "-o", "x.html"),  # labels have no page
        ("audit", "x", "--against", "y"),  # -o is missing
        ("evaluate", "--floor", "coverage"),
        ("lexicon", "show", "no-such-entry-at-all"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    for locale in ("en_US.UTF-8", "zh_CN.UTF-8"):
        result = run(*arguments, locale=locale)
        assert result.exit_code == 2
        assert "Traceback" not in result.output
        if arguments:
            assert result.stderr.startswith("[usage] ")
            assert result.stderr.count("\n") == 1


def test_nowhere_to_write(files: dict[str, Path], tmp_path: Path) -> None:
    target = tmp_path / "no" / "such" / "folder" / "x.json"
    result = run("extract", files["plan"], "-o", target)
    assert result.exit_code == 3
    assert result.stderr.startswith("[cannot-write] ")


def test_a_bug_is_told_without_a_traceback(files: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oh\nno")

    monkeypatch.setattr("plantext.cli.inputs.opened", broken)
    result = run("extract", files["plan"])
    assert result.exit_code == 4
    assert result.stderr.startswith("[internal] ")
    assert "ZeroDivisionError: oh no" in result.stderr
    assert result.stderr.count("\n") == 1
    assert isinstance(run("extract", files["plan"], "--debug").exception, ZeroDivisionError)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
def test_a_reader_that_has_seen_enough(files: dict[str, Path]) -> None:
    many = [sys.executable, "-m", "plantext", "extract", *[str(files["plan"])] * 30, "--format", "jsonl"]
    with subprocess.Popen(many, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        process.wait()
    assert process.returncode == 0


def test_output_is_utf8_whatever_the_console_says(files: dict[str, Path]) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "gbk", "LANG": "zh_CN.GBK", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "plantext", "extract", str(files["plan"]), "--format", "json"]
    printed = subprocess.run(command, capture_output=True, check=True, env=environment).stdout
    assert "青禾县第一小学" in printed.decode("utf-8")


# --- lexicon, formats, demo ----------------------------------------------------------------------------------------


def test_lexicon_commands() -> None:
    assert "taxonomy" in run("lexicon", "list").stdout
    assert {item["name"] for item in json.loads(run("lexicon", "list", "--format", "json").stdout)} >= {
        "taxonomy",
        "cues",
    }
    assert "立德树人" in run("lexicon", "show", "moral").stdout
    assert run("lexicon", "show", "德育").stdout == run("lexicon", "show", "moral").stdout
    assert "moral" in run("lexicon", "try", "开展主题班会，加强德育工作").stdout
    assert run("lexicon", "check").exit_code == 0


def test_lexicon_check_finds_a_doubled_entry(tmp_path: Path) -> None:
    (tmp_path / "indicators.yaml").write_text(
        "indicators:\n- {id: x, name: 甲, units: ['%']}\n- {id: x, name: 乙, units: ['%']}\n", encoding="utf-8"
    )
    result = run("lexicon", "check", "--lexicons", tmp_path)
    assert result.exit_code == 3
    assert "id x" in result.stderr


def test_formats() -> None:
    said = run("formats").stdout
    for ending in ("docx", "pdf", "html", "txt"):
        assert ending in said


def test_demo_files_can_be_checked(tmp_path: Path) -> None:
    said = run("demo", tmp_path / "demo").stdout
    assert len(said.splitlines()) == 2
    for line in said.splitlines():
        assert run(*line.split()[1:], "--format", "json").exit_code == 0


# --- what is refused, and what a terminal or a full disk must not do -------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["extract", "plan.txt", "--issued", "garbage"], "no date"),
        (["extract", "plan.txt", "--issued", "2024-02-30"], "no date"),  # no calendar has it
        (["extract", "plan.txt", "--issued", "2024-13"], "no date"),
        (["extract", "plan.txt", "--issued", "XXXX-01-01"], "no date"),
        (["check", "plan.txt", "--against", "directive.txt", "--fail-under", "nan"], "no number"),
        (["check", "plan.txt", "--against", "directive.txt", "--fail-under", "1.5"], "range"),
        (["audit", "plans", "--against", "directive.txt", "-o", "out", "--seconds", "inf"], "range"),
        (["evaluate", "--floor", "coverage.f1_macro=nan"], "KIND.NAME=VALUE"),
        (["extract", "plan.txt", "-o", "x.pdf"], ".json, .jsonl"),  # an ending that tells no format
        (["check", "plan.txt", "--against", "directive.txt", "-o", "x.docx"], ".html"),
        (["extract", ""], "empty"),  # a variable of a script that was not set
        (["extract", "plan.txt", "-o", ""], "empty"),
        (["check", "plan.txt", "--against", ""], "empty"),
        (["audit", "", "--against", "directive.txt", "-o", "out"], "empty"),
        (["extract", "plan.txt", "--text", "-o", "plan.txt"], "overwritten"),
        (["check", "plan.txt", "--against", "directive.txt", "--format", "html", "-o", "./directive.txt"], "overwritten"),
        (["followup", "plan.txt", "--summary", "summary.txt", "-o", "summary.txt"], "overwritten"),
        (["label", "plan.txt", "-o", "plan.txt"], "overwritten"),
    ],
)  # fmt: skip
def test_wrong_usage_is_refused(
    files: dict[str, Path], arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = files["plan"].parent
    monkeypatch.chdir(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("[usage] ") and said in result.stderr
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_pages_in_a_folder_do_not_overwrite_what_is_read(tmp_path: Path) -> None:
    for name in ("a.docx", "a.html"):
        (tmp_path / name).write_text(f"<html><body>{PLAN}</body></html>", encoding="utf-8")
    result = run("extract", tmp_path / "a.docx", tmp_path / "a.html", "--format", "html", "-o", tmp_path)
    assert result.exit_code == 2
    assert (tmp_path / "a.html").read_text(encoding="utf-8").count("<") == 4


@pytest.mark.parametrize("issued", ["2024", "2024-09", "2024-09-01"])
def test_dates_of_issue(files: dict[str, Path], issued: str) -> None:
    assert run("extract", files["plan"], "--issued", issued).exit_code == 0


def test_a_dash_is_the_standard_output(files: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(files["plan"].parent)
    assert run("extract", "plan.txt", "-o", "-").stdout == run("extract", "plan.txt").stdout
    assert json.loads(run("extract", "plan.txt", "--format", "json", "-o", "-").stdout)
    assert not Path("-").exists()


def test_an_error_is_one_line_whatever_the_name() -> None:
    result = run("extract", "a\nb\x1b[31m\u202e.txt")
    assert result.stderr == "[not-found] File not found: a\\nb\\x1b[31m\\u202e.txt. Check the path.\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract", "LONG"],
        ["label", "--lexicons", "LONG", "-"],
        ["evaluate", "LONG"],
        ["extract", "plan.txt", "-o", "LONG"],
    ],
)
def test_a_path_that_no_system_takes(
    files: dict[str, Path], arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(files["plan"].parent)
    result = run(*[argument.replace("LONG", "x" * 5000) for argument in arguments], stdin="安全")
    assert result.exit_code == 3
    assert result.stderr.count("\n") == 1


def test_an_endless_input_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plantext.reading.disk.MAX_FILE_BYTES", 1000)
    for command in ("extract", "label"):
        result = run(command, "-", stdin=b"a" * 2000)
        assert result.exit_code == 3
        assert result.stderr.startswith("[too-large] stdin")


def shell(line: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in which ``plantext`` is the program, ``$1`` … the arguments."""
    program = f'plantext() {{ "{sys.executable}" -m plantext --lang en "$@"; }}; {line}'
    return subprocess.run(
        ["bash", "-c", program, "bash", *map(str, arguments)], capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("plantext extract $1 >/dev/full", 3, "[cannot-write]"),
        ("plantext extract $1 --format json >&-", 3, "[cannot-write]"),
        ("plantext --help >/dev/full", 3, "[cannot-write]"),
        ("plantext --version >&-", 3, "[cannot-write]"),
        ("plantext extract - <&-", 3, "[unreadable]"),
        ("plantext label <&-", 3, "[unreadable]"),
        ("plantext extract $1.none 2>&-", 3, ""),
        ("plantext extract $1.none 2>/dev/full", 3, ""),
        ("plantext extract $1 >/dev/null <&-", 0, ""),  # what is not used may be closed
        ("plantext extract $1 -o $1.json >&- 2>&- <&- && head -c 1 $1.json", 0, ""),
        ("plantext extract <(cat $1) >/dev/null", 0, ""),
        ("cat $1 | plantext extract /dev/fd/0 >/dev/null", 0, ""),
    ],
)
def test_streams_that_are_full_closed_or_pipes(files: dict[str, Path], line: str, code: int, said: str) -> None:
    result = shell(line, files["plan"])
    assert (result.returncode, result.stderr[: len(said)]) == (code, said), result.stderr
    assert result.stderr.count("\n") == bool(said)


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes")
def test_names_that_are_no_utf8(files: dict[str, Path]) -> None:
    strange = files["plan"].with_name(os.fsdecode("计.txt".encode("gbk")))
    files["plan"].rename(strange)
    for form in ("text", "json", "html"):
        result = shell('plantext extract "$1" --format $2', strange, form)
        assert (result.returncode, result.stderr) == (0, "")
        assert "计.txt" in result.stdout
    assert "计.txt.none" in shell('plantext extract "$1.none"', strange).stderr


def test_escape_characters_of_a_document_do_not_reach_the_terminal(tmp_path: Path) -> None:
    for name, text in (("directive", DIRECTIVE), ("plan", PLAN), ("summary", SUMMARY)):
        shaken = text.replace("应急", "应\x1b[31m急").replace("学生", "学\x9b5m生").replace("小学", "小\x1b]0;x\x07学")
        (tmp_path / f"{name}\x1b[1m.txt").write_text(shaken, encoding="utf-8")
    directive, plan, summary = (tmp_path / f"{name}\x1b[1m.txt" for name in ("directive", "plan", "summary"))
    for arguments in (
        ["extract", plan, "-v"],
        ["check", plan, "--against", directive, "-v"],
        ["followup", plan, "--summary", summary, "-v"],
        ["label", plan],
    ):
        result = run(*arguments)
        assert result.exit_code == 0, result.stderr
        assert not set("\x1b\x9b\x07") & set(result.stdout + result.stderr)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo terminal")
def test_plain_text_is_raw_in_a_file_and_safe_on_a_terminal(tmp_path: Path) -> None:
    import pty

    (tmp_path / "a.txt").write_text("安全\x1b[31m工作计划\n", encoding="utf-8")
    raw = subprocess.run(
        [sys.executable, "-m", "plantext", "extract", "--text", "a.txt"], cwd=tmp_path, capture_output=True, check=True
    )
    assert b"\x1b" in raw.stdout
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "plantext", "extract", "--text", "a.txt"]
    subprocess.run(command, cwd=tmp_path, stdout=follower, check=True)
    os.close(follower)
    assert "安全␛[31m工作计划" in os.read(leader, 1000).decode()
    os.close(leader)

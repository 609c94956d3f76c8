"""The audit: nothing is lost, a bad file costs nothing but itself, a rerun does only what is new."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

import plantext
from plantext.batch.audit import AuditOptions, Progress
from plantext.batch.pairing import pair_by_name, pair_by_table
from plantext.batch.pool import WorkerPool
from plantext.batch.results import Entry, FileResult, Job, Outcome, Setup, portable
from plantext.batch.store import Store, outcome_key
from plantext.errors import PlantextError
from plantext.reading.submissions import Submission

DIRECTIVE = """青禾县教育局关于加强校园安全工作的通知
一、健全制度
1.各校每学期开展应急演练不少于2次，2024年9月底前报送计划。
2.严禁占用体育课。
"""


def plan_text(school: str, drills: int) -> str:
    return f"{school}2024年工作计划\n一、安全工作\n（一）每学期组织应急演练{drills}次。\n二、体育工作\n开齐体育课。\n"


SCHOOLS = ("东岭小学", "西河小学", "南塘中学", "北庄小学", "中坪学校")


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """A folder as an office gets it: plans, a broken file, an empty one, what Windows left there."""
    plans = tmp_path / "plans"
    (plans / "乡镇").mkdir(parents=True)
    (tmp_path / "directive.txt").write_text(DIRECTIVE, encoding="utf-8")
    for number, school in enumerate(SCHOOLS):
        folder = plans / "乡镇" if number > 2 else plans
        (folder / f"{school}工作计划.txt").write_text(plan_text(school, number + 1), encoding="utf-8")
    (plans / "坏文件.docx").write_bytes(b"PK\x03\x04" + bytes(50))
    (plans / "空.txt").write_bytes(b"")
    (plans / "Thumbs.db").write_bytes(b"x")
    summaries = tmp_path / "summaries"
    summaries.mkdir()
    for school in SCHOOLS[:2]:
        text = f"{school}2024年工作总结\n一、安全工作\n全年组织应急演练6次。\n"
        (summaries / f"{school}工作总结.txt").write_text(text, encoding="utf-8")
    return tmp_path


def audit(county: Path, **options: object) -> plantext.api.AuditSummary:  # type: ignore[name-defined]
    settings = {"summaries": county / "summaries", "jobs": 2, **options}
    return plantext.audit(county / "plans", [county / "directive.txt"], county / "out", AuditOptions(**settings))  # type: ignore[arg-type]


def results(county: Path) -> dict[str, FileResult]:
    lines = (county / "out" / "results.jsonl").read_text(encoding="utf-8").split("\n")
    found = [FileResult.from_dict(json.loads(line)) for line in lines if line]
    return {result.name: result for result in found}


def test_every_file_is_a_row_and_every_row_is_the_api_s_result(county: Path) -> None:
    seen: list[Progress] = []
    summary = audit(county, progress=seen.append)
    assert (summary.files, summary.judged, summary.errors, summary.unpaired) == (7, 7, 2, ())
    assert (seen[-1].done, seen[-1].total, seen[-1].errors) == (7, 7, 2)
    found = results(county)
    assert list(found) == sorted(found)
    for name in ("东岭小学工作计划.txt", "乡镇/北庄小学工作计划.txt"):
        (coverage,) = found[name].outcome.coverages
        direct = plantext.check(county / "plans" / name, county / "directive.txt")
        assert coverage.requirements == direct.requirements
        assert coverage.plan.name == name
    assert found["坏文件.docx"].outcome.failure.code == "damaged"  # type: ignore[union-attr]
    assert found["空.txt"].outcome.failure.code == "empty"  # type: ignore[union-attr]
    paired = {name: result.summary for name, result in found.items() if result.summary}
    assert paired == {f"{school}工作计划.txt": f"{school}工作总结.txt" for school in SCHOOLS[:2]}
    assert all(found[name].outcome.followup is not None for name in paired)


def test_tables_and_pages(county: Path) -> None:
    audit(county)
    out = county / "out"
    page = (out / "index.html").read_text(encoding="utf-8")
    for school in SCHOOLS:
        assert school in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "[damaged]" in page
    book = openpyxl.load_workbook(out / "summary.xlsx", read_only=True)
    sheets = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
    assert len(sheets["文件"]) == 1 + 7
    assert len(sheets["错误"]) == 1 + 2
    pages = {path.name for path in (out / "reports").iterdir()}
    assert len(pages) == 5 + 2
    assert {path.name for path in out.iterdir()} == {
        ".audit.lock",
        "audit.db",
        "index.html",
        "results.jsonl",
        "summary.xlsx",
        "reports",
    }


def test_links_of_the_index_lead_to_pages(county: Path) -> None:
    import re
    from urllib.parse import unquote

    audit(county)
    page = (county / "out" / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'href="(reports/[^"]+)"', page)
    assert len(links) == 7
    assert all((county / "out" / unquote(link)).is_file() for link in links)


def test_a_rerun_does_only_what_is_new(county: Path) -> None:
    audit(county)
    before = (county / "out" / "results.jsonl").read_bytes()
    again = audit(county)
    assert (again.judged, again.reused, again.errors) == (0, 7, 2)
    assert (county / "out" / "results.jsonl").read_bytes() == before
    changed = county / "plans" / "东岭小学工作计划.txt"
    changed.write_text(plan_text("东岭小学", 9), encoding="utf-8")
    (county / "plans" / "空.txt").unlink()
    third = audit(county)
    assert (third.files, third.judged, third.reused, third.errors) == (6, 1, 5, 1)
    assert "空.txt" not in results(county)
    assert len(list((county / "out" / "reports").iterdir())) == 7  # the page of the old text is gone


def test_a_changed_directive_judges_anew(county: Path) -> None:
    audit(county)
    (county / "directive.txt").write_text(DIRECTIVE.replace("2次", "3次"), encoding="utf-8")
    assert audit(county).judged == 7


def test_a_lost_page_comes_back(county: Path) -> None:
    audit(county)
    lost = next((county / "out" / "reports").glob("东岭*check*"))
    lost.unlink()
    assert audit(county).judged == 1
    assert lost.is_file()


def test_the_same_content_is_judged_once_and_shown_under_each_name(county: Path) -> None:
    text = (county / "plans" / "南塘中学工作计划.txt").read_bytes()
    (county / "plans" / "南塘中学工作计划 (1).txt").write_bytes(text)
    summary = audit(county, summaries=None)
    assert (summary.judged, summary.reused) == (7, 1)
    copy = results(county)["南塘中学工作计划 (1).txt"]
    assert copy.outcome.coverages[0].plan.name == copy.name


def test_a_zip_with_names_of_a_chinese_windows(county: Path) -> None:
    names = {}
    with zipfile.ZipFile(county / "plans.zip", "w") as archive:
        for number, path in enumerate(sorted((county / "plans").rglob("*.txt"))):
            stored = path.relative_to(county / "plans").as_posix().encode("gb18030")
            names[f"{number}".zfill(len(stored)).encode()] = stored
            archive.writestr(f"{number}".zfill(len(stored)), path.read_bytes())
    packed = (county / "plans.zip").read_bytes()
    for placeholder, stored in names.items():  # Python itself would mark such names as UTF-8
        packed = packed.replace(placeholder, stored)
    (county / "plans.zip").write_bytes(packed)
    summary = plantext.audit(
        county / "plans.zip",
        [county / "directive.txt"],
        county / "out",
        AuditOptions(jobs=1, summaries=county / "summaries"),
    )
    assert summary.files == 6
    assert results(county)["东岭小学工作计划.txt"].summary == "东岭小学工作总结.txt"


def test_the_output_folder_may_lie_inside(county: Path) -> None:
    for _ in range(2):
        summary = plantext.audit(county, [county / "directive.txt"], county / "out", AuditOptions(jobs=2))
        assert summary.files == 9  # seven plans and two summaries; neither the directive nor results


def test_a_bad_summary_costs_the_followup_only(county: Path) -> None:
    (county / "summaries" / "东岭小学工作总结.txt").write_bytes(b"")
    audit(county)
    outcome = results(county)["东岭小学工作计划.txt"].outcome
    assert outcome.coverages
    assert outcome.followup is None
    assert outcome.failure is not None and outcome.failure.name == "东岭小学工作总结.txt"


def test_a_bad_directive_stops_the_audit_before_it_begins(county: Path) -> None:
    (county / "directive.txt").write_bytes(b"")
    with pytest.raises(PlantextError, match="empty"):
        audit(county)
    assert not (county / "out").exists()


# --- workers that break --------------------------------------------------------------------------------------------

# A stand-in for the reader room of a worker: names decide what goes wrong.
SABOTAGE = """
import os, sys, time
import plantext.batch.worker as worker

honest = worker.Worker.outcome

def outcome(self, job):
    if "hang" in job.plan.name:
        time.sleep(60)
    if "crash" in job.plan.name:
        os._exit(11)
    if "greedy" in job.plan.name:
        hoard = [bytes(64_000_000) for _ in range(1000)]
    if "bug" in job.plan.name:
        raise RuntimeError("no such thing")
    if "chatty" in job.plan.name:
        print("noise on stdout", flush=True)
        os.write(1, b"more noise")
    return honest(self, job)

worker.Worker.outcome = outcome
"""


@pytest.fixture
def sabotaged(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "sabotage.py").write_text(SABOTAGE, encoding="utf-8")
    (site / "run_worker.py").write_text(
        "import sabotage\nfrom plantext.batch.worker import main\nmain()\n", encoding="utf-8"
    )
    monkeypatch.setenv("PYTHONPATH", str(site))
    monkeypatch.setattr("plantext.batch.pool.WORKER_MODULE", "run_worker")


@pytest.mark.usefixtures("sabotaged")
def test_hang_crash_and_hunger_cost_one_file_each(county: Path) -> None:
    names = ("hang", "crash", "greedy", "bug", "chatty")
    for name in names:
        text = plan_text("东岭小学", 2) + name
        (county / "plans" / f"{name}.txt").write_text(text, encoding="utf-8")
    started = time.monotonic()
    summary = audit(county, seconds=4.0, memory=1_500_000_000, summaries=None)
    assert time.monotonic() - started < 40
    assert summary.files == 12
    failures = {name: results(county)[f"{name}.txt"].outcome.failure for name in names}
    codes = {name: failure.code if failure else None for name, failure in failures.items()}
    limited = sys.platform.startswith("linux")
    assert codes == {
        "hang": "time-limit",
        "crash": "internal",
        "greedy": "too-large" if limited else codes["greedy"],
        "bug": "internal",
        "chatty": None,
    }
    assert failures["bug"] is not None and "RuntimeError: no such thing" in failures["bug"].detail
    assert sum(result.outcome.failure is None for result in results(county).values()) == 6


@pytest.mark.usefixtures("sabotaged")
def test_what_may_be_the_machine_s_fault_is_tried_again(county: Path) -> None:
    (county / "plans" / "crash.txt").write_text(plan_text("东岭小学", 2) + "x", encoding="utf-8")
    audit(county, seconds=5.0)
    again = audit(county, seconds=5.0)
    assert (again.judged, again.reused) == (1, 7)


def test_a_worker_that_cannot_start_is_an_error_and_no_hang(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plantext.batch.pool.WORKER_MODULE", "no_such_module_anywhere")
    setup = Setup((portable(county / "directive.txt"),), (), "zh", 5.0, None)
    job = Job("k", "0", Entry("a.txt", b"a.txt"), None, (b"a.html",), None)
    with WorkerPool(setup, 1) as pool:
        (reply,) = pool.run([job])
    assert reply.outcome.failure is not None and reply.outcome.failure.code == "internal"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_interrupted_and_resumed_gives_the_same_bytes(county: Path, number: int) -> None:
    for school in range(12):
        text = plan_text(f"第{school}小学", school)
        (county / "plans" / f"第{school}小学工作计划.txt").write_text(text, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "plantext",
        "audit",
        str(county / "plans"),
        "--against",
        str(county / "directive.txt"),
    ]
    command += ["-o", str(county / "out"), "--jobs", "2", "-q"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        store = county / "out" / "reports"
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and (not store.exists() or len(list(store.iterdir())) < 4):
            time.sleep(0.02)
        process.send_signal(number)
        assert process.stderr is not None
        said = process.stderr.read().decode("utf-8")
        code = process.wait()
    assert "Traceback" not in said
    assert code == (-signal.SIGKILL if number == signal.SIGKILL else 130)
    resumed = json.loads(subprocess.run([*command, "--format", "json"], capture_output=True, check=True).stdout)
    assert resumed["reused"] >= 2
    command[command.index(str(county / "out"))] = str(county / "undisturbed")
    subprocess.run(command, check=True)
    assert (county / "out" / "results.jsonl").read_bytes() == (county / "undisturbed" / "results.jsonl").read_bytes()


# --- the store and the pairing -------------------------------------------------------------------------------------


def test_the_store_answers_questions_in_sql(county: Path) -> None:
    audit(county)
    with sqlite3.connect(county / "out" / "audit.db") as database:
        (worst,) = database.execute("SELECT count(*) FROM requirement WHERE status = 'missing'").fetchone()
        errors = database.execute(
            "SELECT file.name, outcome.error FROM file JOIN outcome ON outcome.key = file.outcome WHERE error IS NOT NULL"
        ).fetchall()
        runs = database.execute("SELECT files, judged, errors, finished IS NOT NULL FROM run").fetchall()
    database.close()
    assert worst > 0
    assert dict(errors) == {"坏文件.docx": "damaged", "空.txt": "empty"}
    assert runs == [(7, 7, 2, 1)]


def test_a_foreign_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "audit.db").write_bytes(b"this is no database, this is a letter" * 100)
    with pytest.raises(PlantextError, match="cannot-write"):
        Store(tmp_path / "audit.db")


def test_two_audits_do_not_share_a_store(tmp_path: Path) -> None:
    first = Store(tmp_path / "audit.db")
    first.save("k", Outcome(), 0.1)
    with pytest.raises(PlantextError, match="cannot-write"):
        Store(tmp_path / "audit.db")
    first.close()


def test_a_second_audit_of_a_folder_is_told_and_leaves_the_first_alone(county: Path) -> None:
    refused: list[str] = []

    def second(_: Progress) -> None:
        with pytest.raises(PlantextError) as caught:
            audit(county)
        refused.append(caught.value.code)

    summary = audit(county, progress=second)
    assert set(refused) == {"in-use"}
    assert (summary.files, summary.judged, len(results(county))) == (7, 7, 7)
    assert audit(county).reused == 7


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes")
def test_names_that_are_no_utf8(county: Path) -> None:
    """Every path of an audit may be named by a Chinese Windows."""
    strange = county / os.fsdecode("县".encode("gbk"))
    for name in ("plans", "summaries", "directive.txt"):
        strange.mkdir(exist_ok=True)
        (county / name).rename(strange / name)
    named = os.fsdecode("新镇小学工作计划.txt".encode("gbk"))
    (strange / "plans" / named).write_text(plan_text("新镇小学", 3), encoding="utf-8")
    summary = audit(strange)
    assert (summary.files, summary.errors) == (8, 2)
    assert "县" in summary.to_json()
    assert results(strange)["新镇小学工作计划.txt"].outcome.failure is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_links_to_nowhere_and_pipes_are_rows(county: Path) -> None:
    (county / "plans" / "断链.txt").symlink_to(county / "没有.txt")
    os.mkfifo(county / "plans" / "管道.txt")
    os.mkfifo(county / "summaries" / "南塘中学工作总结.txt")
    audit(county)
    found = {name: result.outcome.failure and result.outcome.failure.code for name, result in results(county).items()}
    assert found["断链.txt"] == found["管道.txt"] == found["南塘中学工作计划.txt"] == "unreadable"


def test_keys_depend_on_everything() -> None:
    keys = {outcome_key(parts) for parts in (["a", "b"], ["ab", None], ["a", None, "b"], ["b", "a"], ["a", "b", ""])}
    assert len(keys) == 5


def named(*names: str) -> list[Submission]:
    return [Submission(name, Path(name)) for name in names]


@pytest.mark.parametrize(
    ("plans", "summaries", "expected"),
    [
        (["计划.docx"], ["总结.docx"], {"计划.docx": "总结.docx"}),  # one of each: no question
        (  # the school decides, in whatever order the words stand
            ["2024年青石小学工作计划.docx", "2024年红枫小学工作计划.docx"],
            ["红枫小学2024年度工作总结.pdf", "青石小学2024年度工作总结.pdf"],
            {
                "2024年青石小学工作计划.docx": "青石小学2024年度工作总结.pdf",
                "2024年红枫小学工作计划.docx": "红枫小学2024年度工作总结.pdf",
            },
        ),
        (  # a school without a summary gets nobody else's
            ["青石小学工作计划.txt", "红枫小学工作计划.txt", "白杨中学工作计划.txt", "云溪幼儿园工作计划.txt"],
            ["白杨中学工作总结.txt", "竹林小学工作总结.txt"],
            {"白杨中学工作计划.txt": "白杨中学工作总结.txt"},
        ),
        (["a/计划.txt", "b/计划.txt"], [], {}),
    ],
)
def test_pairing_by_name(plans: list[str], summaries: list[str], expected: dict[str, str]) -> None:
    pairs = pair_by_name(named(*plans), named(*summaries))
    assert {plan: summary.name for plan, summary in pairs.items()} == expected


def test_pairing_by_table(tmp_path: Path) -> None:
    table = tmp_path / "pairs.csv"
    table.write_text("计划,总结\na.txt,x.txt\nb.txt,y.txt\n", encoding="utf-8-sig")
    pairs = pair_by_table(table, named("a.txt", "b.txt", "c.txt"), named("x.txt", "y.txt"))
    assert {plan: summary.name for plan, summary in pairs.items()} == {"a.txt": "x.txt", "b.txt": "y.txt"}
    table.write_text("a.txt,x.txt\nno.txt,x.txt\n", encoding="utf-8")
    with pytest.raises(PlantextError, match=r"pairs\.csv:2"):
        pair_by_table(table, named("a.txt"), named("x.txt"))


def test_a_table_of_pairs_from_excel_is_gbk(tmp_path: Path) -> None:
    table = tmp_path / "配对.csv"
    table.write_bytes("计划,总结\r\n东岭计划.txt,东岭总结.txt\r\n".encode("gbk"))
    plan, summary = (Submission(f"东岭{kind}.txt", tmp_path) for kind in ("计划", "总结"))
    assert pair_by_table(table, [plan], [summary]) == {plan.name: summary}


def test_command_prints_counts_and_where_to_look(county: Path) -> None:
    from click.testing import CliRunner

    from plantext.cli import main

    arguments = ["audit", str(county / "plans"), "--against", str(county / "directive.txt"), "-o", str(county / "out")]
    result = CliRunner().invoke(main, [*arguments, "--summaries", str(county / "summaries"), "--jobs", "2"])
    assert result.exit_code == 0
    assert "共 7 份文件" in result.stdout
    assert str(county / "out" / "index.html") in result.stdout
    again = CliRunner().invoke(main, [*arguments, "--format", "json"])
    assert json.loads(again.stdout)["reused"] == 5  # without summaries two plans are judged anew


def test_no_worker_outlives_its_audit(county: Path) -> None:
    audit(county)
    listed = subprocess.run(["ps", "-eo", "ppid,args"], capture_output=True, text=True, check=False).stdout
    mine = [line for line in listed.splitlines() if line.split()[:1] == [str(os.getpid())]]
    assert not [line for line in mine if "plantext.batch.worker" in line and "defunct" not in line]

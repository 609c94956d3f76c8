"""The pages in a real browser: no console message, filters that work, everything in print. Skipped without Chromium."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import html as lxml_html

import reporting_samples as samples
from plantext.reporting import html

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")

PROBE = """
<script>
window.addEventListener("load", function () {
  function shown() { return document.querySelectorAll(".item:not([hidden])").length; }
  var results = [shown()], boxes = document.querySelectorAll("#filter input[type=checkbox]");
  var theme = document.getElementById("filter-theme"), words = document.getElementById("filter-words");
  boxes.forEach(function (box) { if (box.value !== "missing") { box.click(); } });
  results.push(shown());
  theme.value = "labour"; theme.dispatchEvent(new Event("change", {bubbles: true}));
  results.push(shown());
  location.hash = "#r1";
  setTimeout(function () {
    results.push(shown());
    words.value = "实验室"; words.dispatchEvent(new Event("input", {bubbles: true}));
    results.push(shown());
    results.push(document.querySelectorAll(".group:not([hidden])").length);
    document.body.setAttribute("data-probe", results.join(" "));
  }, 50);
});
</script>
"""


def run(tmp_path: Path, page: str, *options: str) -> subprocess.CompletedProcess[str]:
    file = tmp_path / "page.html"
    file.write_text(page, "utf-8")
    command = [
        str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--enable-logging=stderr",
        f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=2000", *options, file.as_uri(),
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)


def console_messages(output: str) -> list[str]:
    return [line for line in output.splitlines() if "CONSOLE" in line]


@pytest.mark.parametrize("kind", ["coverage", "followup", "extraction"])
def test_no_console_message(tmp_path: Path, kind: str) -> None:
    page = {
        "coverage": lambda: html.coverage_page(samples.coverage(), samples.PLAN, samples.DIRECTIVE),
        "followup": lambda: html.followup_page(samples.followup(), samples.PLAN, samples.SUMMARY),
        "extraction": lambda: html.extraction_page(samples.extraction(), samples.DIRECTIVE),
    }[kind]()
    done = run(tmp_path, page, "--dump-dom")
    assert "</html>" in done.stdout
    assert console_messages(done.stderr) == []


def test_filters(tmp_path: Path) -> None:
    page = html.coverage_page(samples.coverage(), samples.PLAN, samples.DIRECTIVE).replace("</body>", PROBE + "</body>")
    done = run(tmp_path, page, "--dump-dom")
    assert console_messages(done.stderr) == []
    body = lxml_html.document_fromstring(done.stdout).body
    # all; only missing; missing of one theme; a link to a hidden item shows all again; words; groups left
    assert body.get("data-probe") == "13 4 2 13 1 1"


def test_the_policy_stops_requests(tmp_path: Path) -> None:
    page = html.coverage_page(samples.coverage(), samples.PLAN, samples.DIRECTIVE)
    page = page.replace("</body>", '<img src="http://127.0.0.1:9/pixel.png"></body>')
    done = run(tmp_path, page, "--dump-dom")
    assert re.search(r"Content Security Policy", " ".join(console_messages(done.stderr)))


def test_print_holds_everything(tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext here")
    page = html.coverage_page(samples.coverage(), samples.PLAN, samples.DIRECTIVE)
    target = tmp_path / "page.pdf"
    run(tmp_path, page, "--no-pdf-header-footer", f"--print-to-pdf={target}")
    text = subprocess.run(["pdftotext", "-layout", str(target), "-"], capture_output=True, text=True, check=True).stdout
    flat = re.sub(r"\s+", "", text)
    for words in ("计划对照上级文件核对报告", "未采信原因", "方法说明", "一、课堂与教研"):
        assert words in flat
    assert "看原文" not in flat  # links are for the screen
    assert "查找文字" not in flat

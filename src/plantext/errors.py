"""Errors and warnings that reach a person: each with a code, a sentence and what to do next, in Chinese and English.

A reader or a command raises `PlantextError` with a code of `MESSAGES`; nothing else may reach the user. The catalogue is
the one place for these sentences; `tests/test_errors.py` checks that every code is complete in both languages.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

Language = Literal["zh", "en"]

EXIT_OK = 0
EXIT_BELOW_FLOOR = 1
EXIT_USAGE = 2
EXIT_INPUT = 3
EXIT_INTERNAL = 4

# code -> (zh, en); {name} is the file, further fields as the raiser gives them.
MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "not-found": ("找不到文件：{name}。请检查路径。", "File not found: {name}. Check the path."),
        "is-folder": (
            "{name} 是文件夹。批量处理请用 plantext audit。",
            "{name} is a folder. Use plantext audit for many files.",
        ),
        "unreadable": ("无法读取 {name}：{detail}。", "Cannot read {name}: {detail}."),
        "empty": ("{name} 是空文件，没有可读的文字。", "{name} is empty: there is no text to read."),
        "no-text": (
            "{name} 中没有文字（{detail}）。如为扫描件，请先做文字识别后再提交。",
            "{name} holds no text ({detail}). If it is a scan, run text recognition first.",
        ),
        "encrypted": (
            "{name} 已加密。请取消密码后重新提交。",
            "{name} is encrypted. Remove the password and submit it again.",
        ),
        "damaged": (
            "{name} 已损坏或不完整（{detail}）。请重新导出后提交。",
            "{name} is damaged or incomplete ({detail}). Export it again.",
        ),
        "unsupported": (
            "{name} 的格式（{detail}）暂不支持。请另存为 docx、pdf、html 或 txt。",
            "{name} has a format that is not supported ({detail}). Save it as docx, pdf, html or txt.",
        ),
        "too-large": (
            "{name} 过大（{detail}）。请拆分后再提交。",
            "{name} is too large ({detail}). Split it and submit the parts.",
        ),
        "time-limit": (
            "{name} 处理超时（{detail}）。该文件已跳过。",
            "{name} took too long ({detail}). It was skipped.",
        ),
        # Warnings of the readers: told in `Notice`, never raised.
        "encoding-guessed": (
            "{name} 的编码不明确，按 {detail} 读取（{lost} 个字符无法识别）。如有乱码，请另存为 UTF-8。",
            "The encoding of {name} is unclear; it was read as {detail} ({lost} characters lost). Save it as UTF-8 if it looks wrong.",
        ),
        "mislabelled": (
            "{name} 的扩展名与内容不符，已按 {detail} 读取。",
            "The extension of {name} does not fit its content; it was read as {detail}.",
        ),
        "pages-without-text": (
            "{name} 第 {detail} 页没有文字，可能是扫描图片，未被读取。",
            "Pages {detail} of {name} hold no text, perhaps scans; they were not read.",
        ),
        "lost-characters": (
            "{name} 中有 {detail} 个字符无法识别（字体缺少对照表）。",
            "{detail} characters of {name} could not be recognised (the font lacks a map).",
        ),
        "numbering-unsure": (
            "{name} 经 LibreOffice 转换，自动编号可能与原文不同。",
            "{name} was converted by LibreOffice; automatic numbers may differ.",
        ),
        "left-out": ("{name} 中有部分内容未读取：{detail}。", "Parts of {name} were left out: {detail}."),
        "no-document": (
            "{name} 中没有找到方案、通知或总结的正文。",
            "No plan, directive or summary was found in {name}.",
        ),
        "lexicon": (
            "词库有误：{name}：{detail}。可用 plantext lexicon check 查看。",
            "The lexicon is faulty: {name}: {detail}. See plantext lexicon check.",
        ),
        "bad-gold": ("标注有误：{name}：{detail}。", "The annotation is faulty: {name}: {detail}."),
        "cannot-write": (
            "无法写入 {name}：{detail}。原有内容未受影响。",
            "Cannot write {name}: {detail}. What was there before is untouched.",
        ),
        "in-use": (
            "另一个核对任务正在使用 {name}。请等它结束，或用 -o 指定另一个文件夹。",
            "Another audit is using {name}. Wait until it has finished, or name another folder with -o.",
        ),
        "usage": ("{detail}", "{detail}"),
        "internal": (
            "处理 {name} 时出现内部错误（{detail}）。请把该文件和这条信息告诉维护者。",
            "An internal error came up with {name} ({detail}). Please report the file and this message.",
        ),
    }
)


def message(code: str, language: Language, **fields: object) -> str:
    """Return the sentence for ``code`` in ``language`` with its fields filled in."""
    zh, en = MESSAGES[code]
    return (zh if language == "zh" else en).format_map({"name": "", "detail": "", **fields})


class PlantextError(Exception):
    """Bad input or a failed step, told as a code, a sentence for a person and what to do next.

    Args:
        code: a key of `MESSAGES`.
        name: the file (or entry) it is about.
        detail: what exactly was wrong, short.
    """

    def __init__(self, code: str, name: str = "", detail: str = "") -> None:
        if code not in MESSAGES:
            raise KeyError(code)
        self.code = code
        self.name = name
        self.detail = detail
        super().__init__(code, name, detail)

    def render(self, language: Language) -> str:
        """Return the one-line message in ``language``, led by the code: ``[encrypted] …``."""
        return f"[{self.code}] {message(self.code, language, name=self.name, detail=self.detail)}"

    def __str__(self) -> str:
        return self.render("en")

    @property
    def exit_code(self) -> int:
        """2 for wrong usage, 4 for an internal error, 3 for bad input."""
        return {"usage": EXIT_USAGE, "internal": EXIT_INTERNAL}.get(self.code, EXIT_INPUT)

"""Words of the command line itself, in both languages: headings of the help, common options, wrong usage."""

from __future__ import annotations

from plantext.errors import Language

WORDS: dict[str, tuple[str, str]] = {
    "usage": ("用法", "Usage"),
    "options": ("选项", "Options"),
    "arguments": ("参数", "Arguments"),
    "commands": ("命令", "Commands"),
    "help": ("显示帮助并退出。", "Show this message and exit."),
    "version": ("显示版本并退出。", "Show the version and exit."),
    "format": ("输出格式；不写时按 -o 的扩展名判断。", "Output format; guessed from the ending of -o."),
    "output": ("写入文件，而不是屏幕。", "Write to a file instead of the screen."),
    "lang": ("界面和报告的语言（报告默认中文）。", "Language of messages and reports (reports: zh by default)."),
    "lexicons": (
        "在内置词库之上叠加的词库文件夹，可多次使用。",
        "A folder of lexicons laid over the built-in ones; repeatable.",
    ),
    "quiet": ("不显示进度和提示。", "No progress and no notices."),
    "verbose": ("显示读取时的提示。", "Show the notices of reading."),
    "debug": ("出错时显示完整的调用过程（供开发者使用）。", "Show the full traceback of an error (for developers)."),
    "no-option": ("没有选项 {}。", "There is no option {}."),
    "no-command": ("没有命令 {}。", "There is no command {}."),
    "missing": ("缺少 {}。", "{} is missing."),
    "bad-value": ("{} 的值不对：{}。", "{} has a wrong value: {}."),
    "empty-value": ("不能为空", "it is empty"),
    "no-number": ("{} 不是数", "{} is no number"),
    "no-date": ("{} 不是日期，应写作 2024、2024-09 或 2024-09-01", "{} is no date: write 2024, 2024-09 or 2024-09-01"),
    "no-ending": (
        "无法从 {} 判断输出格式。可用的扩展名：{}；或用 --format 指定。",
        "The ending of {} tells no format. There is: {}; or say it with --format.",
    ),
    "over-input": (
        "{} 是输入文件，不能覆盖。请用 -o 指定另一个位置。",
        "{} is an input and must not be overwritten. Name another place with -o.",
    ),
    "stdout": ("标准输出", "the standard output"),
    "see-help": ("用法见 {} --help。", "See {} --help."),
    "resume": (
        "已中断：完成 {} / {} 份，均已保存。再次运行同一命令即可继续。",
        "Interrupted: {} of {} files are done and kept. Run the same command again to go on.",
    ),
    "interrupted": ("已中断。", "Interrupted."),
    "several": (
        "多个文件的 {} 输出需要用 -o 指定一个文件夹（以 / 结尾）。",
        "{} output of several files needs a folder: -o FOLDER/.",
    ),
    "no-screen": (
        "xlsx 不能显示在屏幕上，请用 -o 指定文件。",
        "xlsx cannot be shown on the screen: give a file with -o.",
    ),
    "no-entry": ("词库中没有“{}”。", "The lexicons have no entry {}."),
    "sound": (
        "词库无误：{} 个词库，{} 条，提醒 {} 条，指纹 {}。",
        "The lexicons are sound: {}, with {} entries, {} warnings, fingerprint {}.",
    ),
    "nearest": ("相近的有：{}。", "Near: {}."),
    "cannot-form": ("{} 不支持 {} 格式，可用：{}。", "{} has no {} format; there is: {}."),
}


def word(key: str, language: Language, *fields: object) -> str:
    """Return one of `WORDS` with its fields filled in."""
    return WORDS[key][0 if language == "zh" else 1].format(*fields)

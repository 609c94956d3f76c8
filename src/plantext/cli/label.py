"""``plantext label``: themes, stages and indicators of each line."""

from __future__ import annotations

import re

from plantext.cli.frame import Settings, argument, command

LINE_END = re.compile(r"\r\n|\n|\r")


@command(
    "label",
    zh="逐行标注主题、学段和指标。",
    en="Themes, stages and indicators of each line.",
    forms=("text", "json", "jsonl"),
)
@argument("file", zh="文件（缺省为标准输入）", en="a file (the standard input if none)", default="-")
def label_command(settings: Settings, file: str) -> None:
    """Print themes, stages and indicators of each line: one line in, one result out."""
    from plantext import api
    from plantext.cli import inputs, views
    from plantext.cli.output import deliver, listed
    from plantext.reading.encoding import decode

    from_pipe = file == inputs.STANDARD_INPUT
    text = decode(inputs.standard_input()).text if from_pipe else inputs.source_of(file).text
    lines = LINE_END.split(text)
    if lines and not lines[-1]:
        lines.pop()  # what stands after the last newline is no line
    labelled = api.label(lines, lexicon=settings.lexicon)
    if settings.form == "jsonl":
        deliver((f"{line.to_json()}\n" for line in labelled), settings.output)
    elif settings.form == "json":
        deliver([listed(labelled)], settings.output)
    else:
        deliver([views.labels(labelled, settings)], settings.output)

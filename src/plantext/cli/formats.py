"""``plantext formats``: which file formats can be read."""

from __future__ import annotations

from plantext.cli.frame import Settings, command


@command("formats", zh="列出可以读取的文件格式。", en="List the file formats that can be read.", forms=("text", "json"))
def formats_command(settings: Settings) -> None:
    """List the file formats that can be read, and what each needs."""
    import msgspec

    from plantext.cli.output import deliver
    from plantext.reading.formats import formats

    known = formats()
    if settings.form == "json":
        deliver([msgspec.json.format(msgspec.json.encode(known), indent=2).decode("utf-8") + "\n"], settings.output)
        return
    lines = []
    for found in known:
        endings = " ".join(f".{extension}" for extension in found.extensions)
        lines.append(f"{'✓' if found.readable else '✗'} {found.format:8s} {endings:28s} {found.needs}".rstrip() + "\n")
    deliver(lines, settings.output)

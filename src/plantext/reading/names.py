"""Names of files as they can be shown, stored and compared: always proper Unicode.

A file that came from Chinese Windows over a zip or a USB stick may be named in GBK on a system that expects UTF-8; Python
then stands single bytes in for characters (surrogates), which nothing can print or write.
"""

from __future__ import annotations

import os


def shown_name(name: str | os.PathLike[str]) -> str:
    r"""Return a file's name as proper Unicode.

    Bytes that are not UTF-8 are read as GBK (``\udcbc\udcc6.txt`` is 计.txt), and shown as escapes where that fails too.
    """
    text = os.fspath(name)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return _without_surrogates(text)
    return text


def _without_surrogates(text: str) -> str:
    try:
        return os.fsencode(text).decode("gb18030")
    except UnicodeError:
        return text.encode("utf-8", "backslashreplace").decode("utf-8")


def free_name(name: str, used: dict[str, int]) -> str:
    """Return ``name``, numbered where it is taken already, and take it: 计.txt may stand there in two encodings.

    Args:
        name: the name wished for.
        used: names that are taken, with the last number tried for each.
    """
    free = name
    while free in used:
        used[name] += 1
        free = f"{name}#{used[name]}"
    used[free] = 1
    return free

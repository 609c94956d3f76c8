"""Which encoding: byte order mark, then strict UTF-8, then the decoding that looks most like Chinese.

Measured in research/readers.md §5: detectors take 8 characters of GBK for Korean in half of the cases; counting frequent
characters does not.
"""

from __future__ import annotations

import codecs
import functools
import re
from dataclasses import dataclass

from plantext.reading.lexicon import words

BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)

CANDIDATES = ("gb18030", "utf-16-le", "utf-16-be", "big5hkscs")
"""Tried in this order where the bytes are no UTF-8; the first of equals wins."""

SAMPLE_BYTES = 6_000
"""How much of a file is looked at, from its first byte that is not ASCII on."""

CERTAIN_MARGIN = 0.25
"""A best decoding that leads by less (score a character, from -2 to 1) is reported as a guess."""

CERTAIN_SCORE = 0.3
"""A best decoding that scores less is reported as a guess."""

PLAUSIBLE_SCORE = 0.0
"""Bytes whose best decoding scores less are no text that plantext could read."""

VALID_BONUS = 0.3
"""Bytes that are valid UTF-8 by chance are rare: a lead before the other encodings."""

_SCORE_FREQUENT, _SCORE_LEVEL_1, _SCORE_LEVEL_2, _SCORE_ASCII, _SCORE_MARK = 1.0, 0.55, 0.1, 0.35, 0.7
_SCORE_ODD, _SCORE_WRONG = -0.5, -2.0
_MARKS = frozenset("，。、；：？！“”‘’（）《》〈〉【】〔〕—…·％①②③④⑤⑥⑦⑧⑨⑩\u3000「」『』")

_PLAIN = re.compile(r"[\t\r\n -~]+")
"""Characters that every encoding shares: they tell nothing."""

_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")

_ALIASES = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "cp936": "gb18030", "x-gbk": "gb18030",
    "gb18030": "gb18030", "utf8": "utf-8", "utf-8": "utf-8", "big5": "big5hkscs", "big5-hkscs": "big5hkscs",
    "utf-16": "utf-16-le", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded file.

    Attributes:
        text: without byte order mark.
        encoding: Python's name of the encoding.
        certain: False where another encoding is nearly as likely.
        lost: how many characters could not be decoded (they stand as U+FFFD).
        plausible: False where no decoding makes text of the bytes.
    """

    text: str
    encoding: str
    certain: bool
    lost: int
    plausible: bool = True


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode a text file.

    Args:
        data: the bytes.
        declared: what the file (html) says of itself; it decides between near equals, never against the bytes.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding, certain=True)  # which takes the mark away, once
    valid = _utf8_prefix(data)
    if valid is not None and _plausible_utf8(valid):
        return _decoded(data, "utf-8", certain=True)
    return _best(data, valid is not None, _ALIASES.get((declared or "").strip().lower()))


def _decoded(data: bytes, encoding: str, *, certain: bool, plausible: bool = True) -> Decoded:
    text = data.decode(encoding, errors="replace").removeprefix("\ufeff")
    lost = text.count("\ufffd")
    return Decoded(text, encoding, certain and not lost, lost, plausible)


def _utf8_prefix(data: bytes) -> str | None:
    """Return the text where the bytes are UTF-8, perhaps cut within the last character; None otherwise."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        cut_at_end = error.reason == "unexpected end of data" and error.start >= len(data) - 3
        return data[: error.start].decode("utf-8") if cut_at_end and error.start else None


def _plausible_utf8(text: str) -> bool:
    """Tell whether text decoded as UTF-8 makes sense as such."""
    sample = text[:SAMPLE_BYTES]
    if sample.isascii():
        # UTF-16 of Latin letters is valid UTF-8 too, with a NUL for every second character.
        return not _CONTROL.search(sample.rstrip("\0"))
    # Two GBK characters may be valid UTF-8 of two bytes each (Greek, Cyrillic, Arabic), never of three.
    return any(character >= "\u2000" for character in sample)


def _best(data: bytes, valid_utf8: bool, declared: str | None) -> Decoded:
    """Decode bytes that are not plainly UTF-8 in the way that looks most like Chinese."""
    first = _NOT_ASCII.search(data)
    start = (first.start() if first else 0) // 2 * 2  # whole characters of UTF-16
    sample = data[start : start + SAMPLE_BYTES]
    scores = [(_score(_tolerant(sample, encoding)), -place, encoding) for place, encoding in enumerate(CANDIDATES)]
    scores.append((_score(_tolerant(sample, "utf-8")) + (VALID_BONUS if valid_utf8 else 0), 1, "utf-8"))
    scores.sort(reverse=True)
    (best, _, encoding), (second, _, runner_up) = scores[0], scores[1]
    certain = best - second >= CERTAIN_MARGIN and best >= CERTAIN_SCORE
    if best - second < CERTAIN_MARGIN and declared is not None and declared in (encoding, runner_up):
        encoding, certain = declared, True
    return _decoded(
        data, encoding, certain=certain, plausible=best >= PLAUSIBLE_SCORE or (valid_utf8 and encoding == "utf-8")
    )


def _tolerant(sample: bytes, encoding: str) -> str:
    """Decode a sample that may end in the middle of a character."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    return decoder.decode(sample)


def _score(text: str) -> float:
    """Return how much a text looks like Chinese, a value a character."""
    telling = _PLAIN.sub("", text)
    if not telling:
        return _SCORE_ASCII
    return sum(map(_weights().__getitem__, telling)) / len(telling)


class _Weights(dict[str, float]):
    """Score of each character; unknown ones are worked out once."""

    def __missing__(self, character: str) -> float:
        value = _weight(character)
        self[character] = value
        return value


@functools.cache
def _weights() -> _Weights:
    known = words()
    frequent = "".join((known.common_simplified + known.common_traditional).split())
    return _Weights(dict.fromkeys(_MARKS, _SCORE_MARK) | dict.fromkeys(frequent, _SCORE_FREQUENT))


def _weight(character: str) -> float:
    if character < " " or "\ue000" <= character <= "\uf8ff" or character >= "\U000f0000" or character == "\ufffd":
        return _SCORE_WRONG
    if not "\u4e00" <= character <= "\u9fff":
        return _SCORE_ODD
    gb = _bytes(character, "gb2312")
    if gb:
        return _SCORE_LEVEL_1 if gb[0] < 0xD8 else _SCORE_LEVEL_2
    big5 = _bytes(character, "big5")
    if big5 and big5[0] <= 0xC6:
        return _SCORE_LEVEL_1 / 2  # a frequent traditional character or none
    return _SCORE_ODD


def _bytes(character: str, encoding: str) -> bytes:
    return character.encode(encoding, errors="ignore")

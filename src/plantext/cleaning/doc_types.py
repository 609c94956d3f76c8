"""What a document is by its content: weighted cues, and the words that decided."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plantext.cleaning.words import TypeCue, TypeWords, alternation
from plantext.lexicon import Lexicon
from plantext.model import DocType

OPENING = 400
HEAD, TAIL = 3_000, 1_000
"""Characters at the start and at the end of a document that are read for its type; the rest only repeats them."""
LEAST_WEIGHT = 2.0
REASONS = 3
_MARKS = "。.、;:,()（）【】[] "


@dataclass(frozen=True)
class Types:
    """Compiled cues."""

    cues: tuple[tuple[TypeCue, re.Pattern[str]], ...]
    schooling: re.Pattern[str]
    elsewhere: re.Pattern[str]
    order: tuple[DocType, ...]


def types(lexicon: Lexicon) -> Types:
    """Return the compiled cues."""
    compiled: Types = lexicon.memo("cleaning.types", _compile)
    return compiled


def _compile(lexicon: Lexicon) -> Types:
    words = lexicon.get("doc_types", TypeWords)
    return Types(
        cues=tuple((cue, re.compile(cue.pattern)) for cue in words.cues),
        schooling=re.compile(alternation(words.schooling)),
        elsewhere=re.compile(alternation(words.elsewhere)),
        order=words.order,
    )


def doc_type(title: str | None, text: str, found: Types) -> tuple[DocType, str]:
    """Return the type of a document and why.

    Args:
        title: its title, if it has one.
        text: its clean text, title included.
        found: the compiled cues.

    Returns:
        The type, and the heaviest cues as printed: ``现将有关事项通知如下; 各校要; 报县教体局``.
    """
    text = "\n" + (text if len(text) <= HEAD + TAIL else f"{text[:HEAD]}\n{text[-TAIL:]}")
    weights: dict[DocType, float] = dict.fromkeys(found.order, 0.0)
    seen: dict[DocType, list[tuple[float, str]]] = {kind: [] for kind in found.order}
    for cue, pattern in found.cues:
        where = (title or "") if cue.where == "title" else text[:OPENING] if cue.where == "opening" else text
        count, first = _count(pattern, where, cue.most)
        if not count:
            continue
        for kind, weight in cue.weights.items():
            weights[kind] += weight * count
            seen[kind].append((weight * count, first))
    if _is_other_trade(text, found):
        weights["plan"], weights["directive"] = weights["plan"] * 0.5, weights["directive"] * 0.3
        if max(weights["plan"], weights["directive"]) >= max(weights["summary"], weights["report"]):
            word = found.elsewhere.search(text)
            return "other", f"{word[0]}: 非教育工作" if word else ""
        weights["report"] += weights["summary"]
    best = max(found.order, key=lambda kind: weights[kind])
    if weights[best] < LEAST_WEIGHT:
        return "other", ""
    reasons = sorted(seen[best], key=lambda reason: -reason[0])[:REASONS]
    return best, "; ".join(dict.fromkeys(word for _, word in reasons))


def _count(pattern: re.Pattern[str], text: str, most: int) -> tuple[int, str]:
    count, first = 0, ""
    for match in pattern.finditer(text):
        count += 1
        first = first or " ".join(match[0].split()).strip(_MARKS)[:40]
        if count == most:
            break
    return count, first


def _is_other_trade(text: str, found: Types) -> bool:
    """Tell whether a text speaks of another trade: more of its words than of schools."""
    elsewhere = sum(1 for _ in found.elsewhere.finditer(text))
    return elsewhere >= 5 and elsewhere > 2 * sum(1 for _ in found.schooling.finditer(text))

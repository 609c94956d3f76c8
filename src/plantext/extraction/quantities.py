"""Figures with their unit and comparator: ``不少于10节``, ``95%以上``, ``5-8名``, ``1:19``, ``三分之二以上``, ``前10%``.

One pattern, composed of the words in ``lexicons/units.yaml``, is run over a text once; which of its figures are targets is
decided elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from plantext.extraction.date_patterns import GAP, any_of
from plantext.extraction.numbers import ARABIC, CHINESE, RANGE_MARK, parse_fraction, parse_number
from plantext.lexicon import Lexicon
from plantext.model import Comparator, Span

UnitKind = Literal[
    "rate", "money", "people", "activity", "thing", "measure", "time", "score", "ratio", "index", "rank", "zero"
]

FULL_WIDTH = str.maketrans("０１２３４５６７８９．％：", "0123456789.%:")


@dataclass(frozen=True)
class UnitWords:
    """Everything in ``lexicons/units.yaml``; what each list is for stands there, with examples."""

    units: dict[str, tuple[str, ...]]
    unit_blockers: dict[str, str]
    scales: tuple[str, ...]
    before: dict[str, tuple[str, ...]]
    after: dict[str, tuple[str, ...]]
    more: tuple[str, ...]
    after_blockers: str
    verbs: dict[str, tuple[str, ...]]
    ratio_marks: tuple[str, ...]
    zero_before: tuple[str, ...]
    zero_after: tuple[str, ...]
    rank_before: tuple[str, ...]
    rank_units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure as printed.

    Attributes:
        span: with its comparator words and unit; ``figure`` is where the bare number starts.
        numeral: the first number as printed.
        kind, unit: the kind of unit, and the unit as printed (with a scale word: 万元).
        comparator: what the words next to it say; None where they say nothing.
        verb: the comparator that a verb in front gives (提高到, 控制在); it counts only where no word does.
    """

    span: Span
    figure: int
    numeral: str
    value: float
    value_to: float | None
    kind: UnitKind
    unit: str
    comparator: Comparator | None
    verb: Comparator | None

    @property
    def arabic(self) -> bool:
        """True for digits, False for 三 or 七成."""
        return self.numeral[:1].isdecimal() or self.numeral[:1] == "-"


@dataclass(frozen=True, slots=True)
class QuantityPatterns:
    """The compiled pattern and what its words mean."""

    figure: re.Pattern[str]
    verb: re.Pattern[str]
    kinds: dict[str, UnitKind]
    comparators: dict[str, Comparator]
    verbs: dict[str, Comparator]


def quantity_patterns(lexicon: Lexicon) -> QuantityPatterns:
    """Return the patterns of a lexicon, compiled once."""
    built: QuantityPatterns = lexicon.memo("quantity-patterns", _build)
    return built


def find_quantities(text: str, patterns: QuantityPatterns) -> list[Quantity]:
    """Return all figures with a unit or a comparator, in text order."""
    found = (_read(match, patterns) for match in patterns.figure.finditer(text))
    return [quantity for quantity in found if quantity is not None]


def _build(lexicon: Lexicon) -> QuantityPatterns:
    words = lexicon.get("units", UnitWords)
    comparators: dict[str, Comparator] = {}
    for table in (words.before, words.after):
        comparators |= {word: sign for sign, entries in table.items() for word in entries}  # type: ignore[misc]
    verbs: dict[str, Comparator] = {word: sign for sign, entries in words.verbs.items() for word in entries}  # type: ignore[misc]
    kinds: dict[str, UnitKind] = {unit: kind for kind, entries in words.units.items() for unit in entries}  # type: ignore[misc]
    return QuantityPatterns(
        figure=re.compile(_pattern(words)),
        verb=re.compile(f"(?:{any_of(verbs)})(?:了|为)?{GAP}$"),
        kinds=kinds,
        comparators=comparators,
        verbs=verbs,
    )


def _unit(words: UnitWords) -> str:
    """An alternation of units, each with the characters that must not follow it."""
    parts = []
    for unit in sorted({u for entries in words.units.values() for u in entries}, key=lambda u: (-len(u), u)):
        blocked = words.unit_blockers.get(unit, "")
        ascii_end = "(?![A-Za-z])" if unit.isascii() else ""
        parts.append(
            re.escape(unit) + (blocked if blocked.startswith("(?") else f"(?![{blocked}])" if blocked else ascii_end)
        )
    return "|".join(parts)


def _pattern(words: UnitWords) -> str:
    before = any_of(w for entries in words.before.values() for w in entries)
    after = any_of(w for entries in words.after.values() for w in entries)
    unit, scale, more = _unit(words), any_of(words.scales), any_of(words.more)
    number = f"-?(?:{ARABIC})|{CHINESE}"
    marks = any_of(words.ratio_marks)
    lead = f"(?:(?P<before>{before})(?:要|达到|达|为)?{GAP})?"
    trail = f"(?:{GAP}[(（]?(?P<after>{after})(?![{words.after_blockers}]))?"
    behind = "|".join(f"(?<={re.escape(word)})" for word in words.zero_before)
    share = (
        f"百分之(?P<hundredth>{CHINESE}|[0-9.]{{1,6}})|(?P<share>[二三四五六七八九十]{{1,2}}分之[一二三四五六七八九]{{1,2}}"
        f"|(?<![0-9/.])[1-9]/[1-9][0-9]?(?![0-9/年月日])|[一二两三四五六七八九]成[一二三四五六七八九半]?(?![立长为果员绩效就功熟本人因都分套型语品才全])"
        f"|一半(?=以上|左右|[,，。;；的])|半数(?=以上))"
    )
    return (
        f"(?=[{_leads(words)}])(?:{lead}(?:"
        f"(?<![0-9:：.])(?P<ratio>1{GAP}(?:{marks}){GAP}(?P<ratio_to>[0-9]{{1,3}}(?:\\.[0-9]{{1,2}})?)(?![0-9:：]))"
        f"|{share}"
        f"|(?<![0-9.])(?<![A-Za-z0-9][-_])(?<![×xX*+/])(?P<first>{number})(?P<more>{more})?(?P<scale>{scale})?(?P<more2>{more})?"
        f"(?:{GAP}(?P<unit_first>{unit})?(?P<mark>{RANGE_MARK}){GAP}(?P<last>{number})(?P<scale_last>{scale})?)?"
        f"{GAP}(?P<unit>{unit})"
        f"){trail}"
        f"|(?P<bare_before>{before}|控制在|降到|降至){GAP}(?P<bare>[0-9]{{1,5}}(?:\\.[0-9]{{1,4}})?)"
        f"(?![0-9.]*[0-9])(?=[,，。;；、)）\\s\\t]|$|以)(?P<bare_after>以上|以下|以内|之内|左右)?"
        f"|(?:{behind})(?P<zero>零|0)(?=[,，。;；、)）\\s]|$)"
        f"|(?P<zero_of>零)(?={any_of(words.zero_after)})"
        f"|(?P<rank_before>{any_of(words.rank_before)}){GAP}(?P<rank>[0-9]{{1,3}}|[一二三四五六七八九十]{{1,3}})"
        f"(?P<rank_unit>{any_of(words.rank_units)})(?![师校牌称置于居列党员])"
        f"|翻(?P<times>[一两二三四]|[1-9])番"
        f")"
    )


def _leads(words: UnitWords) -> str:
    """Every character that a figure can start with."""
    characters = {w[0] for entries in words.before.values() for w in entries}
    characters |= {w[0] for w in words.rank_before} | set("控降百一半零翻-lI")
    characters |= set("〇二三四五六七八九两十百千壹贰叁肆伍陆柒捌玖拾佰仟廿卅")
    return "0-9" + "".join(map(re.escape, sorted(characters)))


def _read(match: re.Match[str], patterns: QuantityPatterns) -> Quantity | None:
    found = match.groupdict()
    if found["first"]:
        return _counted(match, found, patterns)
    before = patterns.comparators.get(found["before"] or "")
    after = patterns.comparators.get(found["after"] or "")
    sign = _sign(before, after)
    if found["ratio"]:
        value = float(found["ratio_to"] or 0)
        return _quantity(match, "ratio", found["ratio"], value, "ratio", "1:n", sign, patterns)
    if found["hundredth"] or found["share"]:
        printed = found["hundredth"] or found["share"] or ""
        share = parse_number(printed) if found["hundredth"] else parse_fraction(printed)
        group = "hundredth" if found["hundredth"] else "share"
        return None if share is None else _quantity(match, group, printed, share, "rate", "%", sign, patterns)
    if found["bare"]:
        lead = found["bare_before"] or ""
        sign = patterns.comparators.get(lead, patterns.verbs.get(lead))
        sign = _sign(sign, patterns.comparators.get(found["bare_after"] or ""))
        return _quantity(match, "bare", found["bare"], float(found["bare"]), "index", "", sign, patterns)
    if found["zero"] or found["zero_of"]:
        return _quantity(match, "zero" if found["zero"] else "zero_of", "零", 0.0, "zero", "", "=", patterns)
    if found["rank"]:
        place = parse_number(found["rank"])
        unit = (found["rank_unit"] or "").replace("％", "%")
        return (
            None if place is None else _quantity(match, "rank", found["rank"], place, "rank", unit, "rank<=", patterns)
        )
    times = parse_number(found["times"] or "")
    return (
        None if times is None else _quantity(match, "times", found["times"] or "", times, "score", "番", None, patterns)
    )


def _counted(match: re.Match[str], found: dict[str, str | None], patterns: QuantityPatterns) -> Quantity | None:
    """A number with a unit, one end or two."""
    printed, unit = found["first"] or "", found["unit"] or ""
    value = parse_number(printed)
    if value is None:
        return None
    kind = patterns.kinds[unit]
    scale = found["scale"] or ""
    if not scale and printed[-1] in "万亿" and len(printed) > 1:
        scale = printed[-1]
    last = parse_number(found["last"]) if found["last"] else None
    after = "~" if found["more"] or found["more2"] else patterns.comparators.get(found["after"] or "")
    sign = _sign(patterns.comparators.get(found["before"] or ""), after)
    if last is not None:
        sign = "range"
        scale = found["scale_last"] or scale
    unit = scale + unit.replace("％", "%")
    return _quantity(match, "first", printed, value, kind, unit, sign, patterns, last)


def _sign(before: Comparator | None, after: Comparator | None) -> Comparator | None:
    """Words on both sides: a bound says more than 约 or 左右 (不少于10节左右); 超过 30% 以上 is at least."""
    if before in (None, "~"):
        return after or before
    return before


def _quantity(
    match: re.Match[str],
    group: str,
    printed: str,
    value: float,
    kind: UnitKind,
    unit: str,
    comparator: Comparator | None,
    patterns: QuantityPatterns,
    last: float | None = None,
) -> Quantity:
    start, end = match.span()
    text = match.string
    if group == "bare" and match["bare_before"] in patterns.verbs:
        start = match.start("bare")  # 控制在|0.5以内
    verb = patterns.verb.search(text, max(0, start - 6), start) if comparator in (None, "~") else None
    sign = patterns.verbs.get(verb.group().removesuffix("了").removesuffix("为").strip()) if verb else None
    return Quantity((start, end), match.start(group), printed, value, last, kind, unit, comparator, sign)

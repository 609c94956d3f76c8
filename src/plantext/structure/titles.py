"""Where a heading's title ends, and whether a numbered sentence is a title at all.

Three kinds of titles: a line of its own (``二、主要内容``), a run-in one (``1、提升…质量。坚持…``, ``(一)指导思想:以…``), and
one that lost its line break (``一、指导思想全面贯彻…``), whose end only the words show.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from plantext.lexicon import Lexicon
from plantext.structure.numbering import NumberingWords
from plantext.structure.sentences import BULLETS, DASH_BULLETS, FULL_STOPS, PAIRS, closing, is_dash_bullet

LONGEST_RUN_IN = 26
"""A first sentence longer than this is a plain sentence (GUIDELINES: up to about 25 characters)."""
LONGEST_OUTER = 32
"""Under 一、 and (一) a first sentence may be so long."""
LONGEST_LINE = 45
"""A line without a closing mark is a heading up to this length."""
LONGEST_LABEL = 20
"""A title before a colon."""
SHORTEST_GLUED = 4
SHORTEST_SPACED, SHORTEST_KNOWN = 2, 3
LONGEST_MINOR = 14
"""A title under a minor number that lost its line break is no longer."""
SHORTEST_BODY = 6
"""What stands behind a title in the same sentence is at least so long."""
SHORTEST_BARE_BODY = 8
"""Where nothing but the heading words shows the seam, the sentence behind them is at least so long."""
LONGEST_HALF = 12
"""A half of a title of two: 加强领导,落实责任."""
LONGEST_SURE_TITLE = 20
"""So far before an opener (近年来, 我校) one title may reach; before a later one stands a sentence, too."""
LONGEST_ARTICLE = 12
"""Articles (第五条 …) are sentences by custom; only a very short first sentence is a title there."""

_SPACED = re.compile(r"(?<=[一-鿿”)）])[ 　\t]+(?=[一-鿿“《])")
_CLAUSE_MARK = re.compile(r"[,，;；:：]")
_ASKS = re.compile(
    r"(?:(?<![主重需纲提摘必首])要|(?<![对反相供适效响])应|做到|如下|下列|包括|(?<![所现])有|即|指出|强调|认为)$"
)
_MARKS_AFTER = " 　\t。.．:：;；,，、!?！？-—"


@dataclass(frozen=True)
class TitleWords:
    """The compiled words of titles."""

    known: re.Pattern[str] = field(repr=False)
    closing_word: re.Pattern[str] = field(repr=False)
    opener: re.Pattern[str] = field(repr=False)
    opening_word: re.Pattern[str] = field(repr=False)
    seam: re.Pattern[str] = field(repr=False)
    final_word: re.Pattern[str] = field(repr=False)
    clause_start: re.Pattern[str] = field(repr=False)
    title_start: re.Pattern[str] = field(repr=False)
    stage: re.Pattern[str] = field(repr=False)
    statement: re.Pattern[str] = field(repr=False)
    label_not: re.Pattern[str] = field(repr=False)
    bare_not_before: re.Pattern[str] = field(repr=False)

    def known_end(self, text: str, start: int, end: int) -> int | None:
        """Return where a heading made of the usual words ends (指导思想, 实施步骤与方法), None where none starts here."""
        found = self.known.match(text, start, end)
        return found.end() if found else None


def title_words(lexicon: Lexicon) -> TitleWords:
    """Return the compiled title words of a lexicon."""
    built: TitleWords = lexicon.memo("structure.titles", _build)
    return built


def _choice(words: tuple[str, ...]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _build(lexicon: Lexicon) -> TitleWords:
    words = lexicon.get("numbering", NumberingWords)
    heads = _choice(words.title_heads)
    phrase = rf"(?:{_choice(words.title_modifiers + words.title_heads)}){{0,4}}(?:{heads})"
    whole = _choice(words.title_phrases + words.top_titles)
    title = rf"{whole}|{phrase}(?:(?:{_choice(words.title_joiners)}){phrase})*"
    opener = "|".join([_choice(words.openers), *words.opener_patterns])
    # atomic: 保障措施是… must not be read as the heading 保障; but 总结三年行动计划的… is the heading 总结
    known = rf"(?:(?>{title})(?!{words.title_not_before})|(?:{title})(?={opener}))"
    return TitleWords(
        re.compile(known),
        re.compile(rf"(?:{heads}|{whole})$"),
        re.compile(opener),
        re.compile(_choice(words.openers)),
        re.compile(
            rf"(?<=[一-鿿])(?:{_choice(words.title_finals)})(?=(?:{_choice(words.clause_starts)})[一-鿿“《、\d])"
        ),
        re.compile(rf"(?:{_choice(words.title_finals)})$"),
        re.compile(_choice(words.clause_starts)),
        re.compile(_choice(words.title_starts)),
        re.compile(
            rf"第?[一二三四五六七八九十\d]{{1,3}}(?:{_choice(tuple(one.word for one in words.ordinals))})"
            rf"|(?:{_choice(words.worded)})[一二三四五六七八九十\d]{{1,3}}"
            r"|20\d\d(?:[-—–~至]20\d\d)?学?年度?"
        ),
        re.compile("|".join(words.statements)),
        re.compile(words.label_not),
        re.compile(words.bare_not_before),
    )


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a title is looked for.

    Attributes:
        start: offset after the number.
        end: where the line, or the next number in it, ends the search.
        to_line_end: False where another number stands at ``end``.
        glued: True where line breaks were lost, so that a body may follow a title without any mark.
        style: the number's style.
        tight: True where the document's dash bullets stand straight before a word.
    """

    start: int
    end: int
    to_line_end: bool
    glued: bool
    style: str
    tight: bool = False

    @property
    def outer(self) -> bool:
        """True for styles whose headings are short by custom (一、 (一) 第一章)."""
        return self.style in ("一、", "(一)") or (self.style.startswith("第") and self.style != "第一条")


def title_end(text: str, stretch: Stretch, words: TitleWords) -> int | None:
    """Return where the title ends that the stretch begins with (without its closing mark), None where there is none."""
    start, end = stretch.start, stretch.end
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return None
    stop = _first_stop(text, start, end, stretch.tight)
    sentence_end = end if stop is None else stop
    found = _known(text, start, end, sentence_end, stretch, words) or _label(text, start, end, stop, words)
    if found is None and stop is None and sentence_end - start <= LONGEST_LINE:
        found = _line(text, start, sentence_end, stretch, words)
    elif found is None:
        found = _sentence(text, start, sentence_end, stretch, words)
    while found is not None and found > start and text[found - 1] in _MARKS_AFTER:
        found -= 1
    return found if found is not None and found > start else None


def line_title_end(text: str, stretch: Stretch, words: TitleWords) -> int | None:
    """Return where the title ends of a line that is one sentence and stands over a text of its own: then it is a heading
    though it is longer than a run-in one (``(六)全面启动教育科研工程,有效发挥科研引领作用。``)."""
    end = stretch.end
    while end > stretch.start and text[end - 1] in _MARKS_AFTER:
        end -= 1
    stop = _first_stop(text, stretch.start, stretch.end, stretch.tight)
    whole = (
        stretch.to_line_end and (stop is None or stop >= end) and stretch.start < end <= stretch.start + LONGEST_LINE
    )
    return end if whole and not words.statement.search(text, stretch.start, end) else None


def _known(text: str, start: int, end: int, sentence_end: int, stretch: Stretch, words: TitleWords) -> int | None:
    """``一、指导思想全面贯彻…``: the usual words of a heading, and a body sentence straight behind them."""
    known = words.known_end(text, start, end)
    if known is not None and text[known : known + 1] in ("(", "（"):  # 总结阶段(12月1日—30日)各校…
        known = closing(text, known, end) + 1 or known
    if known is None or known >= end or not _body_character(text[known]):
        return None
    if words.opener.match(text, known, end):
        return known
    long_enough = known - start >= SHORTEST_KNOWN or sentence_end - start > LONGEST_RUN_IN
    opens = sentence_end < end and words.clause_start.match(text, known, end)
    if stretch.glued and stretch.outer and long_enough and opens:
        return known  # but (二)重点学生建档率100% holds no heading 重点
    listed = _CLAUSE_MARK.search(text, known, sentence_end) is not None
    if stretch.glued and stretch.outer and listed and bears_body(text, known, sentence_end, words):
        return known  # 二、存在问题培训针对性不强,参与度低。
    return known if stretch.glued and sentence_end - start > LONGEST_RUN_IN else None


def _label(text: str, start: int, end: int, stop: int | None, words: TitleWords) -> int | None:
    """``(一)指导思想:以…``: a title before a colon; but ``(一)第一阶段:宣传发动。`` is one title."""
    colon = _colon(text, start, end if stop is None else stop)
    if colon is None or _CLAUSE_MARK.search(text, start, colon) or _ASKS.search(text, start, colon):
        return None
    close = end if stop is None else stop
    staged = words.stage.fullmatch(text, start, colon) and colon + 1 < close and close - start <= LONGEST_LABEL
    return None if staged and not _CLAUSE_MARK.search(text, colon + 1, close) else colon


def _line(text: str, start: int, end: int, stretch: Stretch, words: TitleWords) -> int | None:
    """A line, or what stands before the next number, without a full stop."""
    spaced = _space(text, start, end)
    if spaced is not None and end - spaced > LONGEST_RUN_IN:
        return spaced
    if end - start <= LONGEST_RUN_IN:
        return end
    if stretch.outer:
        opener = _before_opener(text, start, end, words, stretch)
        if opener is not None:
            return opener
    return None if words.statement.search(text, start, end) else end


def _sentence(text: str, start: int, end: int, stretch: Stretch, words: TitleWords) -> int | None:
    """``1、提升…质量。坚持…``: the first sentence of a paragraph, where it reads like a heading."""
    longest = LONGEST_ARTICLE if stretch.style == "第一条" else LONGEST_OUTER if stretch.outer else LONGEST_RUN_IN
    halves = _even_halves(text, start, end, words) if stretch.glued and stretch.outer else None
    if halves is not None:
        return halves
    if end - start <= longest:
        spaced = _space(text, start, end)
        if spaced is not None and end < stretch.end and _parts(text, start, spaced, end, words):
            return spaced
        return None if words.statement.search(text, start, end) else end
    spaced = _space(text, start, min(end, start + LONGEST_RUN_IN))
    if spaced is not None:
        return spaced
    if stretch.outer:
        return _before_opener(text, start, end, words, stretch)
    if stretch.glued and words.title_start.match(text, start):
        seam = _seam(text, start, end, words)
        short = seam is not None and seam - start <= LONGEST_MINOR and not _CLAUSE_MARK.search(text, start, seam)
        return seam if short else None
    return None


def _first_stop(text: str, start: int, end: int, tight: bool) -> int | None:
    """Return where the first sentence ends; what stands in quotes and brackets ends none."""
    position = start
    limit = min(end, start + LONGEST_LINE + 20)
    while position < limit:
        mark = text[position]
        if mark in PAIRS:
            close = closing(text, position, end)
            position = close + 1 if close >= 0 else position + 1
            continue
        if mark in FULL_STOPS or mark in ";；" or (mark in ".．" and not text[position + 1 : position + 2].isdigit()):
            return position
        if mark in BULLETS or (mark in DASH_BULLETS and (tight or is_dash_bullet(text, position, end))):
            return position
        position += 1
    return None if position >= end else position


def _colon(text: str, start: int, end: int) -> int | None:
    """Return the colon that ends a title; one in brackets ends none: ``守牢底线(责任人:总务主任)``."""
    position = start
    while position < min(end, start + LONGEST_LABEL + 1):
        mark = text[position]
        if mark in PAIRS and (close := closing(text, position, end)) >= 0:
            position = close
        elif mark in ":：" and position > start and not text[position + 1 : position + 2].isdigit():
            return position
        position += 1
    return None


def _space(text: str, start: int, end: int) -> int | None:
    """Return where white space parts a title from its body: ``强化技术创新 项目施工期间,…``."""
    found = _SPACED.search(text, start + SHORTEST_SPACED, end)
    return found.start() if found and not _CLAUSE_MARK.search(text, start, found.start()) else None


def _parts(text: str, start: int, spaced: int, end: int, words: TitleWords) -> bool:
    """Tell whether white space parts a title from a short body (``加强培训 每年开展两次。``) or stands there by accident."""
    body = spaced
    while text[body].isspace():
        body += 1
    titled = words.final_word.search(text, start, spaced) or words.closing_word.search(text, start, spaced)
    return end - body >= SHORTEST_BODY and bool(titled or words.clause_start.match(text, body, end))


def bears_body(text: str, known: int, end: int, words: TitleWords) -> bool:
    """Tell whether a sentence of its own stands behind heading words that lost their line break."""
    return (
        end - known >= SHORTEST_BARE_BODY
        and "一" <= text[known] <= "鿿"
        and words.bare_not_before.match(text, known) is None
    )


def _body_character(character: str) -> bool:
    return "一" <= character <= "鿿" or character in "“《" or character.isdigit()


def _before_opener(text: str, start: int, end: int, words: TitleWords, stretch: Stretch) -> int | None:
    """``…发展基本情况目前,全市…``: a title ends where a body sentence opens, or so its own last word says."""
    limit = min(end, start + LONGEST_LINE)
    for found in words.opener.finditer(text, start + SHORTEST_GLUED, limit):
        if words.closing_word.search(text, start, found.start()):
            return found.start()
    if not stretch.glued:
        return None
    first = None
    for found in words.opening_word.finditer(text, start + SHORTEST_GLUED, limit):
        if words.final_word.search(text, start, found.start()):
            return found.start()
        first = first or found.start()
    if first is not None and first - start <= LONGEST_SURE_TITLE and not _CLAUSE_MARK.search(text, start, first):
        return first
    return _even_halves(text, start, end, words) or _seam(text, start, end, words)


def _even_halves(text: str, start: int, end: int, words: TitleWords) -> int | None:
    """``强化管理,提升质量学校将…``: a title of two halves is mostly of two equal ones."""
    comma = _CLAUSE_MARK.search(text, start, min(end, start + LONGEST_HALF + 1))
    if comma is None or comma.start() - start < SHORTEST_GLUED:
        return None
    stop = comma.end() + comma.start() - start
    if stop + SHORTEST_GLUED > end or _CLAUSE_MARK.search(text, comma.end(), stop):
        return None
    ends = words.final_word.search(text, start, stop) or words.clause_start.match(text, stop, end)
    return stop if ends else None


def _seam(text: str, start: int, end: int, words: TitleWords) -> int | None:
    seam = words.seam.search(text, start + SHORTEST_GLUED - 2, min(end, start + LONGEST_LINE))
    return seam.end() if seam is not None and end - seam.end() > SHORTEST_GLUED else None

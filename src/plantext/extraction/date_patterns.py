"""The pattern of all calendar expressions, composed of named parts and of the words in ``lexicons/dates.yaml``.

One alternation is run over a text once. Its parts are bounded and start with unlike characters, so the time is linear
in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from plantext.extraction.date_words import DateWords
from plantext.extraction.numbers import RANGE_MARK, SMALL
from plantext.lexicon import Lexicon

GAP = "[ 　]{0,2}"
"""Word processors put spaces around digits: ``2022 年 4 月``."""

YEAR_ARABIC = "(?:19|20)[0-9]{2}"
YEAR_READ = "(?:1 ?9|2 ?[0Oo]) ?[0-9OolI] ?[0-9OolI]"
"""A year in front of 年 as a scanner may have read it: ``2O23``, ``20l8``, ``20 23``."""

YEAR_CHINESE = "[一二][九〇零○ＯO0][〇零○ＯO一二三四五六七八九]{2}"
YEAR_BLANK = "20[XxＸ×]{2}|(?<![A-Za-z])[XxＸ×]{1,4}"
"""``X年``, ``20XX年``: a year that the writer took out."""

MONTH = "[1lI][0-2OolI]|0?[1-9lI]|十[一二]?|[一二三四五六七八九元]"
DAY = "3[01OolI]|[12lI][0-9OolI]|0?[1-9lI]|三十一?|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九]"
WEEKDAY = "(?:星期|周|礼拜)[一二三四五六日天]"
DAY_SIGN = "[日号曰]"
"""A scanner reads 曰 for 日."""

NO_DECIMAL = (
    "(?:(?<![0-9]\\.)|(?<=[\\s:：;；。,，、)）][0-9]\\.)|(?<=[\\s:：;；。,，、)）][0-9][0-9]\\.)"
    "|(?m:(?<=^[0-9]\\.)|(?<=^[0-9][0-9]\\.)))"
)
"""The 3 of 1.3月底前 behind a colon or at the start of a line is no decimal: the 1 numbers an item."""

CLOCK = f"(?:{GAP}[0-9]{{1,2}}(?:[:：][0-9]{{2}}(?::[0-9]{{2}})?|[时点](?:[0-9]{{1,2}}分|半|整)?))"


def any_of(words: Iterable[str]) -> str:
    """Return an alternation of literal words, longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)) if word)


@dataclass(frozen=True, slots=True)
class DatePatterns:
    """The compiled pattern with the words it was made of, looked up by what was matched."""

    words: DateWords
    expression: re.Pattern[str]
    relative_years: dict[str, int]
    relative_months: dict[str, int]
    year_parts: dict[str, tuple[int, int]]
    holidays: frozenset[str]
    alone: frozenset[str]


def date_patterns(lexicon: Lexicon) -> DatePatterns:
    """Return the patterns of a lexicon, compiled once."""
    built: DatePatterns = lexicon.memo("date-patterns", _build)
    return built


def _build(lexicon: Lexicon) -> DatePatterns:
    words = lexicon.get("dates", DateWords)
    body = "|".join(
        (_recurrence(words), _duration(words), _named(words), _calendar(words), _relative_term(), _cited_year())
    )
    return DatePatterns(
        words=words,
        expression=re.compile(f"(?=[{_leads(words)}])(?:{body})"),
        relative_years={entry.word: entry.offset for entry in words.relative_years},
        relative_months={entry.word: entry.offset for entry in words.relative_months},
        year_parts={part.word: part.months for part in words.year_parts},
        holidays=frozenset(part.word for part in words.year_parts if part.holiday),
        alone=frozenset(entry.word for entry in (*words.relative_years, *words.relative_months) if entry.alone),
    )


def _leads(words: DateWords) -> str:
    """Every character that an expression can start with: one look decides for most positions of a text."""
    lists: list[Iterable[str]] = [
        (entry.word for entry in words.relative_years),
        (entry.word for entry in words.relative_months),
        (part.word for part in words.year_parts if part.alone),
        (term.word for term in words.terms if term.alone),
        (plan.word for plan in words.plans),
        (festival.word for festival in words.festivals),
        words.set_words,
        words.set_heads,
        words.duration_heads_inside,
    ]
    characters = {word[0] for entries in lists for word in entries if word}
    characters |= set("每毎一二三四五六七八九十两半廿元XxＸ×周星礼逢学本上下新开〔[(【〖lI")
    return "0-9" + "".join(map(re.escape, sorted(characters)))


def _recurrence(words: DateWords) -> str:
    """``每学期``, ``每周三第六节课``, ``每年4月和10月``, ``每两周``, ``双周``, ``一周(一次)``."""
    count_units = any_of(("学期", "学年", "个月", "月", "年", "周", "星期", "天", "日", "季度"))
    month = f"(?:{MONTH})月份?"
    weekday = "(?:星期|周)?[一二三四五六日天]"
    not_counted = "(?![次节课堂场篇个项测练考查讲评题歌诗星主会报结训研书文份人名位封])"
    times = f"(?:{any_of(words.day_times)})(?![读操餐自会])"
    fixed = "|".join(f"(?<={re.escape(word)})" for word in words.weekly_heads)
    detail = "|".join(
        (
            f"{month}(?:[、和及与]{month})*(?:{RANGE_MARK}{month})?(?:(?:{DAY})[日号]|上旬|中旬|下旬|底|初|末)?",
            f"(?:{DAY})[日号](?:{RANGE_MARK}(?:{DAY})[日号])?",
            f"(?<=[周期拜]){weekday}(?:[、至到和-]{weekday})*{not_counted}",
            "期?末(?!端)|期?初(?![一二三中高级])|底|上旬|中旬|下旬|上半年|下半年|第?[一二三四]季度",
            "(?:寒|暑)假|(?:寒暑|春秋)[假季]期?",
            "第[一二三四五1-5]个?(?:周|星期)[一二三四五六日天]?(?:[、和]第[一二三四五1-5]个?(?:周|星期)[一二三四五六日天]?)?",
        )
    )
    return (
        f"(?P<set>(?:{any_of(words.set_heads)})?[每毎](?P<set_gap>隔)?{GAP}(?:(?:一|1)(?![节堂天日]))?"
        f"(?:(?P<set_count>{SMALL})(?P<set_count_unit>{count_units})|个?(?P<set_unit>{any_of(words.set_units)}))"
        f"(?!{any_of(words.set_blockers)})(?!(?:工作|重点)?(?:工作)?安排(?:[\\s:：]|$))"
        f"(?:的?(?:{detail}))?(?:的?(?:{times}))?(?:第[一二三四五六七八1-8]节课?)?(?:底?之?前(?![{words.tail_blockers}]))?)"
        f"|(?P<set_word>{any_of(words.set_words)})(?!{any_of(words.set_word_blockers)})(?:{weekday})?(?:{times})?"
        f"|(?<![0-9每第十]){_each(words)}"
        f"|(?P<week_range>(?:逢)?{WEEKDAY}{RANGE_MARK}{WEEKDAY}(?:{times})?|逢{WEEKDAY})"
        f"|(?:{fixed})(?P<fixed_day>{WEEKDAY}(?:[、和]{WEEKDAY})?(?:{times})?(?:第[一二三四五六七八1-8]节课?)?)"
        f"|(?P<weekday>{WEEKDAY}(?:{times})(?:第[一二三四五六七八1-8]节课?)?)"
        f"|(?:(?m:^)|(?<=[\\s,，。;；、:：(（.]))(?P<week_day>{WEEKDAY})(?![年岁刊报常记次节])(?![(（][0-9])"
    )


def _each(words: DateWords) -> str:
    """``一周一次``, ``每`` left out; ``半年一次``."""
    number = "[一二两三四五六七八九十1-9]"
    units = any_of(("学期", "学年", "个月", "月", "年", "周", "天", "日", "季度"))
    return f"(?P<each>(?P<each_count>[一两二三四五半1-5])(?P<each_unit>{units}))(?=(?:至少|不少于)?{number}(?:{any_of(words.counted)})|一个?(?:周期|轮训|轮换|考核|评选|督导))"


def _duration(words: DateWords) -> str:
    """``三年内``, ``5个工作日内``, ``近三年``, ``为期八周``, ``经过三年(…)努力``, ``用三年时间``."""
    count = f"(?P<span_count>{SMALL})(?:{RANGE_MARK}(?P<span_to>{SMALL}))?多?"
    unit = f"(?P<span_unit>{any_of(words.duration_units)})"
    inside = any_of(words.duration_heads_inside)
    needed = any_of(words.duration_tails_needed)
    # The head may be the end of what stands in front: 用 + 三年 + 时间.
    behind = "|".join(f"(?<={re.escape(word)})" for word in words.duration_heads_outside)
    number_start = r"(?<![0-9.第])" + "".join(f"(?<!{re.escape(word)})" for word in words.duration_not_after)
    plain = count.replace("span_", "plain_"), unit.replace("span_", "plain_")
    only = count.replace("span_", "only_"), unit.replace("span_", "only_")
    used = count.replace("span_", "used_"), unit.replace("span_", "used_")
    return (
        f"(?P<span>(?P<span_head>{inside}){GAP}{count}{unit}(?P<span_tail>以内|之内|内|以来|来|间|时间)?)(?![级制])"
        f"|(?:(?m:^)|(?<=\\t))(?P<only>{only[0]}{only[1]}(?P<only_half>半)?)(?=[ 　]*(?:[\\t\\n]|$))"
        f"|{number_start}(?P<plain>{plain[0]}{plain[1]}(?:左右)?(?P<plain_tail>{any_of(words.duration_bounds)}"
        f"|{any_of(words.duration_since)})(?![容部外涵在蒙控自源]))"
        f"|{number_start}(?P<used>(?:{behind}){used[0]}{used[1]})(?=左右|[的]?(?:{needed})|[(（]|[,，。;；]|的?不懈努力)"
    )


def _calendar(words: DateWords) -> str:
    """Points and ranges of the calendar: ``2022年4月12日前``, ``2018—2020年``, ``今年4月份开始至年底``."""
    tails = any_of(words.tails)
    first, second = _point(words, "a"), _point(words, "b")
    numeric = _numeric
    bare_year = f"(?P<a_bare>{YEAR_READ}|{YEAR_CHINESE})(?={GAP}{RANGE_MARK}{GAP}(?:{YEAR_READ}|{YEAR_CHINESE}){GAP}年)"
    last = f"{numeric('b')}|{second}|(?P<b_bareday>{DAY}){GAP}{DAY_SIGN}"
    return (
        f"(?P<cal>(?:(?<![0-9A-Za-z/.\\-_])(?:{numeric('a')}|{bare_year})|(?<![0-9A-Za-z第]){NO_DECIMAL}{first})"
        f"(?:(?P<started>起|开始|始)?{GAP}(?P<mark>{RANGE_MARK}|起至|(?<=[0-9OolI一二三四五六七八九十])、(?=(?:{MONTH})月)|(?<=[0-9])、(?=(?:{DAY})[日号])){GAP}(?:{last}))?"
        f"(?P<tail>(?:{tails})(?![{words.tail_blockers}]))?)"
    )


def _numeric(point: str) -> str:
    """``2022-04-12``, ``2022/4/12 09:00``, ``2022.4``."""
    return (
        f"(?P<{point}_iy>{YEAR_ARABIC})(?P<{point}_is>[-/.])(?P<{point}_im>1[0-2]|0?[1-9])(?P={point}_is)"
        f"(?P<{point}_id>3[01]|[12][0-9]|0?[1-9])(?![0-9])"
        f"|(?P<{point}_jy>{YEAR_ARABIC})(?:[-/](?P<{point}_jm>1[0-2]|0[1-9])|\\.(?P<{point}_km>1[0-2]|0?[1-9]))"
        f"(?![0-9/%％元万亿人名]|[.\\-][0-9]?[0-9](?![0-9年]))"
    )


def _point(words: DateWords, point: str) -> str:
    """A year, a month, a day, a part of a year or a term, with or without what stands above it."""
    year = (
        f"(?P<{point}_s1>{YEAR_READ}){GAP}(?:{RANGE_MARK}|/){GAP}(?P<{point}_s2>{YEAR_READ}|[0-9]{{2}}){GAP}(?:学年度?|年度(?=第))"
        f"|(?P<{point}_s>{YEAR_READ}|{YEAR_CHINESE}){GAP}学年度?"
        f"|(?P<{point}_y>{YEAR_READ}|{YEAR_CHINESE}|{YEAR_BLANK}){GAP}年(?:度|份)?(?![级代龄轮])"
        f"|(?P<{point}_rel>{any_of(word.word for word in words.relative_years)})(?![级])"
    )
    parts = any_of(part.word for part in words.year_parts)
    parts_alone = any_of(part.word for part in words.year_parts if part.alone)
    terms = any_of(term.word for term in words.terms)
    terms_alone = any_of(term.word for term in words.terms if term.alone)
    edges = any_of(edge.word for edge in words.term_edges)
    return (
        f"(?:(?:{year})(?:{GAP}的?{GAP}(?:{_month(words, point, 'm')}"
        f"|(?P<{point}_yp>{parts})(?![步级中等衷])"
        f"|前(?P<{point}_first>[1-9]|1[01]|[一二两三四五六七八九十]{{1,2}})个(?P<{point}_firsts>月|季度)"
        f"|(?P<{point}_t>{terms})(?![{words.term_blockers}])(?P<{point}_te>{edges})?))?"
        f"|{_month(words, point, 'n')}"
        f"|(?P<{point}_zp>{parts_alone})(?![考绩])"
        f"|(?P<{point}_zt>{terms_alone})(?P<{point}_zte>{edges})?)"
    )


def _month(words: DateWords, point: str, tag: str) -> str:
    """``4月``, ``4月份``, ``4月12日(周二)17时``, ``6月上旬``, ``8(-12月)``, ``本月15日``; ``tag`` keeps group names apart."""
    relative = any_of(word.word for word in words.relative_months)
    name = f"{point}_{tag}"
    return (
        f"(?:(?P<{name}>{MONTH}){GAP}(?:月份?(?![考测刊检评报嫂球饼光票度色经])|(?=(?:{RANGE_MARK}|、){GAP}(?:{MONTH}){GAP}月(?!考)))"
        f"|(?<![一二两三四五六七八九十几0-9])(?P<{name}r>{relative})(?![考测刊检评报色]))"
        f"(?:{GAP}(?P<{name}d>{DAY})(?:{GAP}{DAY_SIGN}|(?={GAP}(?:{RANGE_MARK}|、){GAP}(?:{DAY}){GAP}{DAY_SIGN}))"
        f"(?:[(（](?:{WEEKDAY})[)）])?(?:{GAP}(?:{any_of(words.day_times)}))?{CLOCK}?"
        f"|(?P<{name}p>{any_of(words.month_parts)})(?![级中等步衷间学考旬国期])|下?的?最后一天)?"
    )


def _named(words: DateWords) -> str:
    """``“十四五”期间``, ``2024年“五一”前``, ``教师节前``, ``5·12``."""
    relative = any_of(word.word for word in words.relative_years)
    year = f"(?P<festival_year>{YEAR_ARABIC}|{YEAR_CHINESE}){GAP}年|(?P<festival_rel>{relative})"
    return (
        f'(?P<plan>{any_of(plan.word for plan in words.plans)})(?:[”"]?(?P<plan_tail>{any_of(words.plan_tails)}))?'
        f'|(?:{year})?[“"]?(?P<festival>{any_of(festival.word for festival in words.festivals)})[”"]?'
        f"(?P<festival_tail>{any_of(words.festival_tails)})(?![{words.tail_blockers}])"
        f"|(?P<century>[12][0-9]|十九|二十一|二十|上|本)世纪(?P<decade>[0-9]0|[二三四五六七八九]十)年代(?:初期?|中期|末期?|后期|前期)?"
        f"|(?<![0-9.])(?P<day_m>1[0-2]|[1-9])[·•](?P<day_d>3[01]|[12][0-9]|[1-9])(?![0-9])"
    )


def _relative_term() -> str:
    """``本学期``, ``上学期末``: known where the document names its term."""
    return "(?P<term_word>本|上|下|新|上一|下一|这)个?学期(?P<term_edge>期?末|初|开学)?(?P<term_tail>之?前|初)?|(?<!每)学期(?P<own_edge>末|结束)之?前"


def _cited_year() -> str:
    """The year in a document number ``〔2017〕4号`` and in a reference ``林某,2016)``, ``月刊,2009(10)``."""
    return (
        f"[〔〖]{GAP}(?P<doc_year>{YEAR_READ}){GAP}[〕〗]"
        f"|[\\[(【（［〔〖]{GAP}(?P<doc_year2>{YEAR_READ}){GAP}[\\])】）］〕〗](?={GAP}第?{GAP}[0-9OolI]{{1,5}}{GAP}号)"
        f"|(?<![0-9月第每.、—–~～至到-])(?P<day_only>3[01]|[12][0-9]|0?[1-9])(?:{RANGE_MARK}(?P<day_to>3[01]|[12][0-9]|0?[1-9]))?日"
        f"(?![元均常托本语志照历报程内])(?P<day_tail>之?前(?!往)|起(?!草))?"
        f"|(?<=[,，]){GAP}(?P<ref_year>{YEAR_ARABIC})(?=[)）]|[(（][0-9]|\\.[\\s\\[]|\\.$|:[0-9])"
    )

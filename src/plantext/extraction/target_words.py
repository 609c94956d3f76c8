"""The shape of ``lexicons/targets.yaml`` and the patterns that are made of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from plantext.extraction.date_patterns import any_of
from plantext.lexicon import Lexicon


@dataclass(frozen=True)
class TargetWords:
    """Everything in ``lexicons/targets.yaml``; what each list is for stands there, with examples."""

    enumerated: tuple[str, ...]
    counted: tuple[str, ...]
    article_units: tuple[str, ...]
    article_heads: tuple[str, ...]
    article_tails: tuple[str, ...]
    chinese_needs_cue: tuple[str, ...]
    time_heads: tuple[str, ...]
    programme_tails: tuple[str, ...]
    light_verbs: tuple[str, ...]
    links: tuple[str, ...]
    rate_nouns: tuple[str, ...]
    generic_rates: tuple[str, ...]
    lower_is_better: tuple[str, ...]
    persons: tuple[str, ...]
    stages: tuple[str, ...]
    facilities: tuple[str, ...]
    places: tuple[str, ...]
    subjects: tuple[str, ...]
    subject_heads: tuple[str, ...]
    baseline_headings: tuple[str, ...]
    target_headings: tuple[str, ...]
    baseline_words: tuple[str, ...]
    target_words: tuple[str, ...]
    aim_words: tuple[str, ...]
    subject_not_before: tuple[str, ...]
    deed_units: tuple[str, ...]
    noun_ends: tuple[str, ...]
    handing_verbs: tuple[str, ...]
    not_in_modifier: str
    compared: tuple[str, ...]
    deeds: tuple[str, ...]
    shares: tuple[str, ...]
    ranking: tuple[str, ...]
    word_blockers: dict[str, str]
    never_counted_once: tuple[str, ...]
    aim_words_looking_back: tuple[str, ...]
    ranks: tuple[str, ...]
    label_verbs: tuple[str, ...]
    label_deeds: tuple[str, ...]
    building: tuple[str, ...]
    granting: tuple[str, ...]
    each_of_all: tuple[str, ...]
    sized: tuple[str, ...]
    attributes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TargetPatterns:
    """The words of targets, compiled.

    Attributes:
        enumerated, counted: nouns right behind a counted unit.
        article_units, chinese_needs_cue: units whose Chinese numeral needs a cue.
        article_heads, article_tails: what takes the number out of 一.
        time_heads: 连续, 提前 in front of a length of time.
        programme: 工程 right behind.
        links: words between indicator and figure, at the end of what stands in front.
        light: verbs without matter at the start of what stands in front.
        narrow: a text that only says who or what (任课教师; 小学、初中), as a whole.
        lead_scope: stages, places and subjects at the start of an indicator (小学辍学率).
        lead_person: a person at the start of a clause (校长每学期).
        each: 每位教师, 每个教学点.
        rate_end: an indicator's last noun is a rate.
        lower: less is better.
    """

    words: TargetWords
    enumerated: re.Pattern[str]
    counted: re.Pattern[str]
    article_units: frozenset[str]
    chinese_needs_cue: frozenset[str]
    article_heads: re.Pattern[str]
    article_tails: re.Pattern[str]
    time_heads: re.Pattern[str]
    programme: re.Pattern[str]
    links: re.Pattern[str]
    light: re.Pattern[str]
    narrow: re.Pattern[str]
    lead_scope: re.Pattern[str]
    lead_person: re.Pattern[str]
    heads: re.Pattern[str]
    each: re.Pattern[str]
    rate_end: re.Pattern[str]
    generic: re.Pattern[str]
    lower: re.Pattern[str]
    baseline_heading: re.Pattern[str]
    target_heading: re.Pattern[str]
    baseline: re.Pattern[str]
    target: re.Pattern[str]
    aim: re.Pattern[str]
    aim_back: re.Pattern[str]
    not_subject: re.Pattern[str]
    noun_end: re.Pattern[str]
    handing: re.Pattern[str]
    towards: re.Pattern[str]
    compared: re.Pattern[str]
    deed: re.Pattern[str]
    share: re.Pattern[str]
    ranking: re.Pattern[str]
    beyond: re.Pattern[str]
    place: re.Pattern[str]
    person: re.Pattern[str]
    grade: re.Pattern[str]
    part: re.Pattern[str]
    trail_scope: re.Pattern[str]
    subject_list: re.Pattern[str]
    counted_first: re.Pattern[str]
    label_verb: re.Pattern[str]
    label_deed: re.Pattern[str]
    building: re.Pattern[str]
    granted: re.Pattern[str]
    shared_out: re.Pattern[str]
    sized: re.Pattern[str]
    attribute: re.Pattern[str]
    bare_ranking: re.Pattern[str]


MODIFIER = "[^\\s,，。;；:：、()（）“”]"
"""What may stand inside a noun phrase in front of its last noun: 分管教学的(副校长)."""


def target_patterns(lexicon: Lexicon) -> TargetPatterns:
    """Return the patterns of a lexicon, compiled once."""
    built: TargetPatterns = lexicon.memo("target-patterns", _build)
    return built


def _search(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(any_of(words))


def _blocked(words: Iterable[str], blockers: dict[str, str]) -> str:
    """Return an alternation of words, each with the characters before which it is part of another word."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) + _not_before(blockers.get(word, "")) for word in ordered)


def _not_before(blocked: str) -> str:
    return blocked if blocked.startswith("(?") else f"(?![{blocked}])" if blocked else ""


class _Nouns(NamedTuple):
    """Pattern sources for who and what a target is narrowed to.

    No part can be read in two ways (a modifier holds neither 和 nor 的), so nothing backtracks far.
    """

    persons: str
    subjects: str
    places: str
    grade: str
    narrowing: str
    one: str
    unit: str
    person: str


def _nouns(words: TargetWords) -> _Nouns:
    blockers = words.word_blockers
    persons, stages = _blocked(words.persons, blockers), _blocked(words.stages, blockers)
    subjects, places = _blocked(words.subjects, blockers), any_of(words.places)
    narrowing = _blocked((*words.persons, *words.stages, *words.places, *words.subjects), blockers)
    stage_or_subject = _blocked((*words.stages, *words.subjects), blockers)
    inside = MODIFIER.replace("]", words.not_in_modifier + "]")
    each = "(?:每(?:名|位|个|所|班|校|生|人|间|门|组|户|学科)?)?"
    grade = "[一二三四五六七八九十1-9]{1,2}(?:至|到|-|—|~|、)?[一二三四五六七八九十1-9]{0,2}年级"
    # 七、八年级: no single noun holds a 、, so that this is read in one way only.
    grades = "[一二三四五六七八九1-9]、[一二三四五六七八九1-9]年级"
    return _Nouns(
        persons=persons,
        subjects=subjects,
        places=places,
        grade=grade,
        narrowing=narrowing,
        # 教龄不满三年的|青年教师, 每位|教师, 高中(职高)
        one=f"{each}(?:(?:{inside}{{2,10}}的)?{inside}{{0,12}}?(?:{narrowing}|年级|学科)|{grades})(?:[(（]{MODIFIER}{{1,8}}[)）])?",
        unit=f"(?:{places})?的?(?:{grade})?(?:{stage_or_subject})|{places}",
        person=f"(?:{inside}{{2,10}}的)?{inside}{{0,12}}?(?:{persons}|{stages}|{any_of(words.facilities)})(?:的?(?:{subjects}|骨干|青年)?(?:{persons}))?",
    )


def _build(lexicon: Lexicon) -> TargetPatterns:
    words = lexicon.get("targets", TargetWords)
    blockers, nouns = words.word_blockers, _nouns(words)
    one, unit, person, grade = nouns.one, nouns.unit, nouns.person, nouns.grade
    subjects, places, narrowing = nouns.subjects, nouns.places, nouns.narrowing
    part = any_of((*words.ranks, *words.subjects))
    return TargetPatterns(
        words=words,
        enumerated=re.compile(f'[“"]?(?:{any_of(words.enumerated)})'),
        counted=_search(words.counted),
        article_units=frozenset(words.article_units),
        chinese_needs_cue=frozenset(words.chinese_needs_cue),
        article_heads=re.compile(f"(?:{any_of(words.article_heads)})$"),
        article_tails=re.compile(any_of(words.article_tails)),
        time_heads=re.compile(f"(?:{any_of(words.time_heads)})$"),
        programme=re.compile(f'[”"]?(?:{any_of(words.programme_tails)})'),
        links=re.compile(f"(?:{any_of(words.links)})$"),
        light=re.compile(f"(?:{_blocked(words.light_verbs, blockers)})"),
        narrow=re.compile(f"(?:{one})(?:[、和及与或](?:{one})){{0,5}}(?:两科|三科|等)?$"),
        lead_scope=re.compile(
            f"(?:{unit})(?:[、和及与](?:{unit})){{0,5}}(?:两科|三科|学科|各科|阶段)?|{grade}(?:学生)?"
        ),
        trail_scope=re.compile(f"(?:{places})?(?:{grade}|{any_of(words.stages)}|高中阶段)(?:生均)?$"),
        subject_list=re.compile(f"(?:{grade})?(?:{subjects})(?:[、和及与](?:{subjects})){{0,5}}"),
        lead_person=re.compile(f"(?:每(?:名|位|个|所)?)?{person}(?:[、和及与]{person})*"),
        compared=re.compile(f"(?:比|较|较之|同比)(?:{any_of(words.compared)})[低高多少快慢]?$"),
        deed=re.compile(any_of(words.deeds)),
        share=re.compile(f"(?:{any_of(words.shares)})"),
        person=re.compile(f"(?:{nouns.persons})"),
        grade=re.compile(f"{grade}|毕业班|低年级|中年级|高年级"),
        part=re.compile(f"(?:其中)?(?:{part})(?:[、和及与](?:{part}))*"),
        place=re.compile(f"(?:{any_of(word for word in words.places if word[0] == '全')})的?"),
        beyond=re.compile(f"(?:高于|低于|超过|多于|少于)({one})的?$"),
        ranking=re.compile(f"(?P<what>.{{2,30}}?)(?:{any_of(words.ranking)})(?P<whom>.{{0,20}})$"),
        counted_first=re.compile("[减增升降提下上扩压缩][至到低高升降加少大小]|[、,，和及与或]|至|到"),
        bare_ranking=re.compile(f"(?:{any_of(words.ranking)})(?P<whom>[^,，]{{0,12}})$"),
        attribute=re.compile(any_of((*words.attributes, *words.generic_rates))),
        label_verb=re.compile(f"(?:{any_of(words.label_verbs)})(?!性)"),
        label_deed=re.compile(f"(?:{any_of(words.label_deeds)})$"),
        building=re.compile(any_of(words.building)),
        granted=re.compile(f"(?:{any_of(words.granting)})(?P<what>[^,，。;；、0-9]{{2,12}})"),
        shared_out=re.compile(
            f"(?:每|各|人均|生均|平均|均|至少|不少于|{any_of(words.each_of_all)})[^,，。;；、:：]{{0,24}}$"
        ),
        sized=re.compile(f"的(?:[^,，。;；、的]{{0,3}})(?:{any_of(words.sized)})"),
        heads=re.compile(f"(?:{_blocked(words.subject_heads, blockers)})"),
        each=re.compile(
            f"每(?:名|位|个|所|间|门|组|班|校|户){MODIFIER}{{0,8}}?(?:{narrowing})|每[班校生人户师](?![^,，]{{0,2}}次)"
        ),
        rate_end=re.compile(f"(?:{any_of(words.rate_nouns)})$"),
        generic=re.compile(f"(?:{any_of(words.generic_rates)})$"),
        lower=_search(words.lower_is_better),
        baseline_heading=_search(words.baseline_headings),
        target_heading=_search(words.target_headings),
        baseline=_search(words.baseline_words),
        target=_search(words.target_words),
        aim=_search(words.aim_words),
        aim_back=_search(words.aim_words_looking_back),
        not_subject=_search(words.subject_not_before),
        noun_end=re.compile(_blocked(words.noun_ends, blockers)),
        handing=re.compile(f"(?:{any_of(words.handing_verbs)})了?$"),
        towards=re.compile(
            f"[对给为向]((?:{one})(?:[、和及与或](?:{one})){{0,3}})(?:进行|开展|实施|组织|每|至少|平均|$)"
        ),
    )

"""Cue words of ``lexicons/cues.yaml`` and ``actors.yaml``, found in one Aho–Corasick pass over a document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

import ahocorasick_rs

from plantext.lexicon import Lexicon
from plantext.model import Span


class Cue:
    """What a word says about the clause it stands in; a word may say several things, so these are bits.

    Plain integers, because the operators of `enum.IntFlag` cost more than the whole scan.
    """

    MUST_NOT = 1 << 0
    SHIELD = 1 << 1
    SHOULD = 1 << 2
    MAY = 1 << 3
    MUST = 1 << 4
    IMPERATIVE = 1 << 5
    CHAIN = 1 << 6
    ADVERB = 1 << 7
    LEAD = 1 << 8
    TRAIL = 1 << 9
    BACKGROUND = 1 << 10
    BACKGROUND_HEADING = 1 << 11
    POINTER = 1 << 12
    EXHORTATION = 1 << 13
    AUTHORITY = 1 << 14
    SHARED = 1 << 15
    DONE = 1 << 16
    INTENTION = 1 << 17
    UNDONE = 1 << 18
    PROBLEM = 1 << 19
    PERSON = 1 << 20
    BODY = 1 << 21
    SCHOOL = 1 << 22
    FORBIDDEN_LIST = 1 << 23


ACTOR = Cue.PERSON | Cue.BODY | Cue.SCHOOL
MODAL = Cue.MUST_NOT | Cue.MUST | Cue.SHOULD | Cue.MAY


@dataclass(frozen=True, slots=True)
class Words:
    """A list of cue words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prohibitions:
    """Words that forbid, and longer ones that contain them and do not (``不得少于``)."""

    words: tuple[str, ...]
    exceptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Background:
    """Words and headings of what is told and not asked."""

    words: tuple[str, ...]
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Authority:
    """Who is no school, and who makes a clause the school's although an authority is named too."""

    subjects: tuple[str, ...]
    levels: tuple[str, ...]
    not_levels: tuple[str, ...]
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CueLexicon:
    """The shape of ``cues.yaml``."""

    shields: tuple[str, ...]
    must_not: Prohibitions
    should: Words
    may: Words
    must: Words
    imperatives: tuple[str, ...]
    chain: tuple[str, ...]
    adverbs: tuple[str, ...]
    leads: tuple[str, ...]
    trails: tuple[str, ...]
    background: Background
    pointers: tuple[str, ...]
    forbidden_lists: tuple[str, ...]
    exhortations: tuple[str, ...]
    authority: Authority
    done: tuple[str, ...]
    intention: tuple[str, ...]
    undone: tuple[str, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActorLexicon:
    """The shape of ``actors.yaml``."""

    people: tuple[str, ...]
    bodies: tuple[str, ...]
    schools: tuple[str, ...]


class CueFinder:
    """An automaton over all cue words of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        cues, actors = lexicon.get("cues", CueLexicon), lexicon.get("actors", ActorLexicon)
        self.authority = cues.authority
        kinds: dict[str, int] = {}
        for words, kind in _kinds(cues, actors):
            for word in words:
                kinds[word] = kinds.get(word, 0) | kind
        self._kinds = list(kinds.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(kinds))

    def scan(self, text: str) -> CueHits:
        """Find every cue word of a text."""
        hits = [
            (start, end, self._kinds[word])
            for word, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True)
        ]
        shields = {
            offset: (start, end) for start, end, kind in hits if kind & Cue.SHIELD for offset in range(start, end)
        }
        if shields:  # 不得 inside 不得少于 forbids nothing, 要 inside 重要 asks for nothing
            hits = [
                (start, end, kind & ~MODAL if _is_inside(start, end, shields) else kind) for start, end, kind in hits
            ]
        return CueHits(sorted(hit for hit in hits if hit[2]))


def cue_finder(lexicon: Lexicon) -> CueFinder:
    """Return the cue finder of a lexicon, built once."""
    finder: CueFinder = lexicon.memo("cue finder", CueFinder)
    return finder


class CueHits:
    """The cue words of a text, in order of their start."""

    def __init__(self, hits: list[tuple[int, int, int]]) -> None:
        self._hits = hits
        self._starts = [start for start, _, _ in hits]
        self._at: dict[int, list[tuple[int, int]]] = {}
        for start, end, kind in hits:
            self._at.setdefault(start, []).append((end, kind))

    def inside(self, span: Span) -> list[tuple[int, int, int]]:
        """Return start, end and kind of the hits that lie wholly inside a span."""
        first = bisect_left(self._starts, span[0])
        last = bisect_left(self._starts, span[1], first)
        return [hit for hit in self._hits[first:last] if hit[1] <= span[1]]

    def kinds(self, span: Span) -> int:
        """Return everything that the words inside a span say."""
        total = 0
        for _, _, kind in self.inside(span):
            total |= kind
        return total

    def longest_at(self, start: int, end: int, wanted: int) -> int | None:
        """Return the end of the longest word of a wanted kind that begins at ``start``, or None."""
        return max((after for after, kind in self._at.get(start, ()) if kind & wanted and after <= end), default=None)


def _kinds(cues: CueLexicon, actors: ActorLexicon) -> Iterator[tuple[tuple[str, ...], int]]:
    yield cues.must_not.words, Cue.MUST_NOT
    yield cues.must_not.exceptions, Cue.SHIELD
    yield cues.shields, Cue.SHIELD
    yield cues.forbidden_lists, Cue.FORBIDDEN_LIST
    yield cues.should.words, Cue.SHOULD
    yield cues.may.words, Cue.MAY
    yield cues.must.words, Cue.MUST
    yield cues.imperatives, Cue.IMPERATIVE
    yield cues.chain, Cue.CHAIN
    yield cues.adverbs, Cue.ADVERB
    yield cues.leads, Cue.LEAD
    yield cues.trails, Cue.TRAIL
    yield cues.background.words, Cue.BACKGROUND
    yield cues.background.headings, Cue.BACKGROUND_HEADING
    yield cues.pointers, Cue.POINTER
    yield cues.exhortations, Cue.EXHORTATION
    yield cues.authority.subjects, Cue.AUTHORITY
    yield cues.authority.shared, Cue.SHARED
    yield cues.done, Cue.DONE
    yield cues.intention, Cue.INTENTION
    yield cues.undone, Cue.UNDONE
    yield cues.problems, Cue.PROBLEM
    yield actors.people, Cue.PERSON
    yield actors.bodies, Cue.BODY
    yield actors.schools, Cue.SCHOOL


def _is_inside(start: int, end: int, shields: dict[int, Span]) -> bool:
    """Tell whether a hit lies inside a longer word that shields it."""
    shield = shields.get(start)
    return shield is not None and end <= shield[1] and (start, end) != shield

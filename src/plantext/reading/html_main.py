"""Which part of a page is its body, and which elements are navigation and the like.

The body is the container that the site's content system is known to use, else the element where text gathers and links
do not (research/readers.md §4: such rules had precision .94 and recall .88 on real pages).
"""

from __future__ import annotations

import functools
import re

from plantext.reading.html_tree import INLINE_TAGS, Element, Tree
from plantext.reading.lexicon import words

MIN_CONTAINER = 60
"""Characters that a known container must hold to be taken for the body."""

MAX_LINK_DENSITY = 0.5
"""A container with a larger share of link text is a list of links."""

DENSE_PARAGRAPH = 25
"""Characters from which a paragraph speaks for its parent, in the density measure."""

SIBLING_SHARE = 0.2
"""A sibling with this share of the best element's score belongs to the body too (a page cut into several boxes)."""

MOST = 0.5
"""An element with a larger share of the page's characters is no furniture."""

_PAUSE = re.compile("[,，。;；、]")


def find_main(tree: Tree) -> list[Element]:
    """Return the elements that hold the page's body, in order; the root itself where nothing stands out."""
    return _known_container(tree.order) or _densest(tree.order) or [tree.root]


def _known_container(order: list[Element]) -> list[Element]:
    found = [
        each
        for each in order
        if each.known is not None and each.length >= MIN_CONTAINER and each.link_density <= MAX_LINK_DENSITY
    ]
    longest = max((each.length for each in found), default=0)
    # The surest kind among the large ones: not a teaser in a box of the same make, not the frame with the share bar.
    best = min(
        (each for each in found if 2 * each.length > longest), key=lambda each: (each.known, -each.length), default=None
    )
    if best is None or best.parent is None:
        return [] if best is None else [best]
    # A page cut into several boxes of the same kind: those that stand side by side with nothing between.
    beside = [each for each in best.parent.children if each.length]
    place = next(index for index, each in enumerate(beside) if each is best)
    first = last = place
    while first > 0 and beside[first - 1].known == best.known:
        first -= 1
    while last + 1 < len(beside) and beside[last + 1].known == best.known:
        last += 1
    return beside[first : last + 1]


def _densest(order: list[Element]) -> list[Element]:
    """Return the element with the best density score and the siblings that belong to it."""
    candidates: list[Element] = []
    whole = order[0].length
    for element in order:
        if not element.tag or element.tag in INLINE_TAGS or is_furniture(element, whole):
            continue
        own = sum(child.length for child in element.children if not child.tag or child.tag in INLINE_TAGS)
        if own < DENSE_PARAGRAPH:
            continue
        text = "".join(child.plain() for child in element.children if not child.tag or child.tag in INLINE_TAGS)
        value = (1 + len(_PAUSE.findall(text)) + min(own / 100, 3)) * (1 - element.link_density)
        # Text broken by <br> alone speaks for its element itself, a paragraph for its parent.
        holder = element if element.tag in ("div", "td", "section", "article", "pre") else element.parent
        share = 1.0
        while holder is not None and share > 0.2:
            if not holder.score:
                candidates.append(holder)
            holder.score += value * share
            holder, share = holder.parent, share / 2
    candidates = [each for each in candidates if not _in_furniture(each, whole)]
    if not candidates:
        return []
    best = max(candidates, key=lambda each: each.score * (1 - each.link_density))
    best = _widened(best, whole)
    if best.parent is None:
        return [best]
    floor = best.score * SIBLING_SHARE
    return [
        each
        for each in best.parent.children
        if each is best
        or (each.score > floor and each.link_density < MAX_LINK_DENSITY / 2 and not is_furniture(each, whole))
    ]


def _widened(best: Element, whole: int) -> Element:
    """Go up while nearly all of the parent is text of the same kind (sections of one article in boxes of their own)."""
    while (
        best.parent is not None
        and best.parent.tag not in ("body", "html")
        and best.parent.link_density < 0.1
        and best.length < best.parent.length < best.length * 1.5
        and not any(is_furniture(child, whole) for child in best.parent.children if child.tag)
    ):
        best = best.parent
    return best


def _in_furniture(element: Element, whole: int) -> bool:
    each: Element | None = element
    while each is not None:
        if is_furniture(each, whole):
            return True
        each = each.parent
    return False


@functools.cache
def _furniture() -> tuple[frozenset[str], re.Pattern[str]]:
    known = words()
    names = "|".join(sorted(map(re.escape, known.furniture_names.split()), key=len, reverse=True))
    # nav, top-nav, nav_list, sharebox; not "canvas" or "header-title" of a document.
    pattern = re.compile(
        rf"(?:.*[-_])?(?:{names})(?:[-_]?(?:box|bar|list|wrap|wrapper|area|con|content|left|right|inner|block)|\d)*"
    )
    return frozenset(known.furniture_tags), pattern


@functools.lru_cache(maxsize=4096)
def _is_furniture_name(name: str) -> bool:
    return bool(_furniture()[1].fullmatch(name))


def is_furniture(element: Element, whole: int) -> bool:
    """Tell whether tag, class or id say that an element is navigation and the like.

    An element with most of the ``whole`` characters is not, whatever its name (``<body class="left-sidebar">``).
    """
    if element.length > MOST * whole or element.known is not None:
        return False
    return element.tag in _furniture()[0] or (
        bool(element.attributes) and any(map(_is_furniture_name, element.names()))
    )

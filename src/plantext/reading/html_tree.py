"""An html page as a light tree with the measures that tell body from navigation, and the choice of the body.

The page is parsed by lexbor (selectolax) as a browser would; scripts, styles and hidden parts are left out here. The body
is the container that the site's content system is known to use, else the element where text gathers and links do not
(research/readers.md §4: precision .94, recall .88 on real pages, 400 pages a second).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from plantext.errors import PlantextError
from plantext.reading.lexicon import words
from plantext.reading.limits import MAX_ELEMENT_DEPTH

DROPPED_TAGS = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "embed",
        "head",
        "link",
        "meta",
        "math",
        "canvas",
        "audio",
        "video",
        "map",
        "input",
        "textarea",
        "datalist",
    ]
)
INLINE_TAGS = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "o:p",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "st1:chsdate",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "nobr",
    ]
)

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

TAGS_BEFORE_CHECK = 4_000
"""Pages with fewer tags cannot nest dangerously deep."""

_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_PAUSE = re.compile("[,，。;；、]")
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:]*)([^<>]*)>")
# Elements without end tags, or whose end tags may be missing: they do not nest.
_FLAT_TAGS = frozenset(
    [
        "br",
        "hr",
        "img",
        "input",
        "meta",
        "link",
        "area",
        "base",
        "col",
        "source",
        "wbr",
        "p",
        "li",
        "td",
        "th",
        "tr",
        "dd",
        "dt",
        "option",
        "tbody",
        "thead",
    ]
)
_TOKENS = re.compile(r"[\s]+")


@dataclass(eq=False, slots=True)
class Element:
    """An element or, with ``tag`` empty, a piece of text.

    Attributes:
        tag: lower-case name; ``""`` for text.
        text: of a text node; ``""`` otherwise.
        children: elements and text nodes in order.
        attributes: of the element.
        length: characters (without white space) in it; ``linked``: those of them inside links.
        known: rank of the known container that it is, None for others.
    """

    tag: str
    text: str = ""
    parent: Element | None = None
    children: list[Element] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)
    length: int = 0
    linked: int = 0
    known: int | None = None
    score: float = 0.0

    @property
    def link_density(self) -> float:
        """Share of its characters that are links."""
        return self.linked / self.length if self.length else 0.0

    def names(self) -> frozenset[str]:
        """Class and id, lower case: each as written."""
        both = f"{self.attributes.get('class', '')} {self.attributes.get('id', '')}".lower()
        return frozenset(_TOKENS.split(both.strip())) if both.strip() else frozenset()

    def walk(self) -> Iterator[Element]:
        """Yield the element and all below it, in order."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(reversed(element.children))

    def plain(self) -> str:
        """Return all text below it."""
        return "".join(element.text for element in self.walk())


@dataclass(frozen=True, slots=True)
class Tree:
    """A page.

    Attributes:
        root: its body element.
        order: the root and everything below it, in order.
        title: the page's title.
    """

    root: Element
    order: list[Element]
    title: str


def parse(text: str, name: str) -> Tree:
    """Parse a page and measure its elements.

    Raises:
        PlantextError: ``too-large`` where elements nest without end.
    """
    if text.count("<") > TAGS_BEFORE_CHECK and _nesting(text) > MAX_ELEMENT_DEPTH:
        raise PlantextError("too-large", name, f"nested more than {MAX_ELEMENT_DEPTH} deep")
    page = LexborHTMLParser(text)
    title = page.css_first("title")
    body: Any = page.body or page.root
    root = Element("body")
    if body is not None:
        _build(body, root)
    order = list(root.walk())
    _measure(order)
    return Tree(root, order, " ".join((title.text() if title else "").split()))


def _nesting(text: str) -> int:
    """Return how deep the tags nest, as far as their mere order tells; lexbor's time grows with its square."""
    depth = deepest = 0
    for match in _TAG.finditer(text):
        closing, tag, rest = match.groups()
        if tag.lower() in _FLAT_TAGS or rest.endswith("/"):
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _build(page_node: Any, root: Element) -> None:
    """Copy the visible part of the parsed page below ``root``."""
    containers = _containers()
    stack: list[tuple[Any, Element]] = [(page_node.first_child, root)]
    while stack:
        node, parent = stack.pop()
        while node is not None:
            if node.is_text_node:
                text = node.text_content or ""
                if text:
                    parent.children.append(Element("", text, parent))
            elif node.is_element_node and node.tag not in DROPPED_TAGS:
                attributes = {key: value or "" for key, value in node.attributes.items()}
                if "hidden" not in attributes and not _HIDDEN.search(attributes.get("style", "")):
                    element = Element(node.tag, "", parent, [], attributes)
                    if "class" in attributes or "id" in attributes or "itemprop" in attributes:
                        element.known = _known(attributes, containers)
                    parent.children.append(element)
                    child = node.first_child
                    if child is not None:
                        stack.append((node.next, parent))
                        node, parent = child, element
                        continue
            node = node.next


def _measure(order: list[Element]) -> None:
    """Fill in the lengths, from the leaves up."""
    for element in reversed(order):
        if not element.tag:
            element.length = len("".join(element.text.split()))
        else:
            for child in element.children:
                element.length += child.length
                element.linked += child.linked
            if element.tag == "a":
                element.linked = element.length


@functools.cache
def _containers() -> dict[str, int]:
    """Return the known containers (``#id``, ``.class``, ``id^start``, ``attribute=value``, lower case) with their rank."""
    return {selector.lower(): rank for rank, selector in enumerate(words().main_containers)}


@functools.cache
def _id_beginnings() -> tuple[tuple[str, int], ...]:
    return tuple((key[3:], rank) for key, rank in _containers().items() if key.startswith("id^"))


def _known(attributes: dict[str, str], containers: dict[str, int]) -> int | None:
    """Return the rank of the known container that an element with these attributes is."""
    ranks = []
    identity = attributes.get("id", "").lower()
    if identity:
        ranks.append(containers.get(f"#{identity}"))
        ranks += [rank for beginning, rank in _id_beginnings() if identity.startswith(beginning)]
    ranks += [containers.get(f".{token}") for token in attributes.get("class", "").lower().split()]
    if "itemprop" in attributes:
        ranks.append(containers.get(f"itemprop={attributes['itemprop'].lower()}"))
    return min((rank for rank in ranks if rank is not None), default=None)


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

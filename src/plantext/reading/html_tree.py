"""An html page as a light tree with the measures that tell body from navigation.

The page is parsed by lexbor (selectolax) as a browser would; scripts, styles and hidden parts are left out here.
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
from plantext.reading.limits import MAX_ATTRIBUTES, MAX_ELEMENT_DEPTH

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

TAGS_BEFORE_CHECK = 4_000
"""Pages with fewer tags cannot nest dangerously deep."""

_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:]*)([^<>]*)>")
# A tag as a browser sees it: quotes count after an equals sign only. Possessive, so that each character is looked at once.
_WHOLE_TAG = re.compile(r"""<[a-zA-Z](?:[^>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+|["'])*+""")
_ATTRIBUTE = re.compile(r"""[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+""")
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
        PlantextError: ``too-large`` where elements nest or attributes follow each other without end.
    """
    if text.count("<") > TAGS_BEFORE_CHECK and _nesting(text) > MAX_ELEMENT_DEPTH:
        raise PlantextError("too-large", name, f"nested more than {MAX_ELEMENT_DEPTH} deep")
    if len(text) > 2 * MAX_ATTRIBUTES and _has_overlong_tag(text):
        raise PlantextError("too-large", name, f"a tag of more than {MAX_ATTRIBUTES} attributes")
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


def _has_overlong_tag(text: str) -> bool:
    """Tell whether a tag has more attributes than the parser could take; one long value (a picture) is no harm."""
    return any(
        sum(1 for _ in _ATTRIBUTE.finditer(text, *tag.span())) > MAX_ATTRIBUTES
        for tag in _WHOLE_TAG.finditer(text)
        if tag.end() - tag.start() > 2 * MAX_ATTRIBUTES
    )


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

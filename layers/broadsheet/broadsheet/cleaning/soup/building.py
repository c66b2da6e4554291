"""Builds the soup: Beautiful Soup's own tags and strings, filled from lxml's tree.

Beautiful Soup's builder asks of each tag much that an article never needs, and takes four times as long.
Here the tags are made past their constructor, with the attributes that it would give them: that leans on
Beautiful Soup's inside, so its version is pinned, and a test compares both over hostile and golden files.
Comments and instructions part texts, and are not built; declarations are passed over.
"""

import re
from functools import lru_cache
from html import unescape
from itertools import chain, pairwise
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement
from lxml import etree

from broadsheet.cleaning.soup.wanted import wanted
from broadsheet.errors import TooComplexError

_MOST_ELEMENTS = 10_000
_DEEPEST = 500  # tags within tags; the deepest article met had 21
_REFERENCE = re.compile(r"&(?:#\w{0,10};?|shy|ZeroWidthSpace|Negative|NoBreak)")
"""What could read as a character that no text may hold: other references are of characters that it may."""
_BLANKS = " \n\t\f\r"
_VERBATIM = frozenset({"pre", "textarea"})  # where blanks between tags stay as they are
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "keygen", "link", "menuitem", "meta",
    "param", "source", "track", "wbr", "basefont", "bgsound", "command", "frame", "image", "isindex",
    "nextid", "spacer",
})  # fmt: skip


def build(html: str) -> tuple[Tag, list[Tag]]:
    """Return the soup of HTML text, and all its tags in the order of the document.

    The text must hold no unwanted character; what references of it stand for is looked at here.

    Raises
    ------
    TooComplexError
        There are more elements than an article can have, or tags nested deeper.
    """
    builder = _Builder(may_hold_unwanted=any(map(_may_be_unwanted, set(_REFERENCE.findall(html)))))
    first = etree.fromstring(html, etree.HTMLParser(recover=True, huge_tree=True))
    for root in (first, *first.itersiblings("html")):  # what follows a page's end begins another
        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            if event == "start":
                builder.start(element.tag, element.items())
                text = element.text
            else:
                if event == "end":
                    builder.end(element.tag)
                text = element.tail
            if text:
                builder.text(text)
    builder.link()
    return builder.root, builder.elements


def _may_be_unwanted(reference: str) -> bool:
    """Whether a reference may be read as an unwanted character; parsers agree on complete ones of others."""
    character = unescape(reference)
    return len(character) != 1 or not wanted(character)


_NOWHERE = dict.fromkeys((
    "parent", "previous_element", "next_element", "previous_sibling", "next_sibling",
))  # fmt: skip


class _IndexedTag(Tag):
    """A tag that looks for a child where it found the last one: who takes out one often takes the next."""

    _found = 0

    def index(self, element: PageElement) -> int:
        """Return the place of a child, known by its identity."""
        contents, last = self.contents, min(self._found, len(self.contents))
        for place in chain(range(max(0, last - 1), len(contents)), range(last)):
            if contents[place] is element:
                self._found = place
                return place
        raise ValueError("no child of this tag")


@lru_cache(maxsize=1)
def _templates() -> tuple[dict[str, Any], type[Tag]]:
    """Return what Beautiful Soup sets on every document, and a class of tags with what it sets on those."""
    soup = BeautifulSoup("<p></p>", "lxml", multi_valued_attributes=None, string_containers={})
    tag = soup.p
    assert tag is not None  # noqa: S101 - it stands there
    return dict(vars(soup)), type("BuiltTag", (_IndexedTag,), {**vars(tag), **_NOWHERE})


class _Builder:
    """Puts tags and texts where they stand."""

    def __init__(self, *, may_hold_unwanted: bool) -> None:
        document, self._tag = _templates()
        self._may_hold_unwanted = may_hold_unwanted
        self.root = BeautifulSoup.__new__(BeautifulSoup)
        vars(self.root).update(document, contents=[], next_element=None)
        self.elements: list[Tag] = []
        self._open: list[Tag] = [self.root]
        self._nodes: list[Tag | NavigableString] = [self.root]
        self._verbatim = 0

    def start(self, name: str, attributes: list[tuple[str, str]]) -> None:
        """Begin a tag."""
        if len(self.elements) + 1 >= _MOST_ELEMENTS:
            raise TooComplexError(
                f"more than {_MOST_ELEMENTS:,} elements: drop the article without what surrounds it"
            )
        if len(self._open) > _DEEPEST:
            raise TooComplexError(f"tags are nested over {_DEEPEST} deep; close those that are left open")
        tag = self._tag.__new__(self._tag)
        tag.name = name
        if self._may_hold_unwanted:
            attributes = [(key, wanted(value)) for key, value in attributes]
        tag.attrs = dict(attributes)
        tag.contents = []
        tag.parent = around = self._open[-1]
        around.contents.append(tag)
        self._nodes.append(tag)
        self.elements.append(tag)
        tag.can_be_empty_element = name in _VOID
        if not tag.can_be_empty_element:
            self._open.append(tag)
            self._verbatim += name in _VERBATIM

    def end(self, name: str) -> None:
        """End the tag that is open; what lxml has within one that can hold nothing stands behind it."""
        if name not in _VOID:
            self._open.pop()
            self._verbatim -= name in _VERBATIM

    def text(self, text: str) -> None:
        """Take the text that stands here."""
        if self._may_hold_unwanted and not (text := wanted(text)):
            return
        if not self._verbatim and not text.strip(_BLANKS):
            text = "\n" if "\n" in text else " "
        node = str.__new__(NavigableString, text)
        node.next_element = node.next_sibling = node.previous_sibling = None  # until they are linked
        node.parent = around = self._open[-1]
        around.contents.append(node)
        self._nodes.append(node)

    def link(self) -> None:
        """Link each node to what was read before and after it, and to its siblings."""
        for before, node in pairwise(self._nodes):
            before.next_element = node
            node.previous_element = before
        for tag in (self.root, *self.elements):
            for left, right in pairwise(tag.contents):
                left.next_sibling = right
                right.previous_sibling = left
        self.root.next_element = None  # as Beautiful Soup leaves it

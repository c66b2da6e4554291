"""The canonical soup as a sequence of lines, the smallest pieces of text that a rule can name.

Most blocks are one line; a `br` begins another within the same block.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from broadsheet.cleaning.soup import fold

_SEPARATORS = re.compile(r"[\s/|｜·•“”\"«»「」]+")
_LEAVES = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "li", "td", "th", "dt", "dd")
_NESTED = frozenset({*_LEAVES, "ul", "ol", "dl", "table", "blockquote", "figure", "hr"})


@dataclass(frozen=True, kw_only=True, eq=False)
class Line:
    """One line of prose: the block that it stands in, the nodes that make it up, its text folded."""

    block: Tag
    nodes: tuple[PageElement, ...]
    text: str

    @property
    def is_only_links(self) -> bool:
        """Whether all of the line's text stands in links, separators between them aside."""
        linked = "".join(link.get_text() for link in self.links())
        return bool(linked.strip()) and _SEPARATORS.sub("", linked) == _SEPARATORS.sub("", self.text)

    def links(self) -> Iterator[Tag]:
        """Yield the links in the line."""
        for node in self.nodes:
            if isinstance(node, Tag):
                yield from (node,) if node.name == "a" else node.find_all("a")

    def remove(self) -> None:
        """Take the line out of its block, and with the last one the block."""
        if self.block.name == "pre":
            remove(self.block)
            return
        after = self.nodes[-1].next_sibling
        before = self.nodes[0].previous_sibling
        for node in self.nodes:
            node.extract()
        for neighbour in (after, before):
            if isinstance(neighbour, Tag) and neighbour.name == "br":
                neighbour.extract()
                break
        if not self.block.contents:
            remove(self.block)


def lines(soup: Tag) -> list[Line]:
    """Return the lines of prose in the order of reading; captions, players and embeds are not prose."""
    return list(lines_in(soup))


def lines_in(soup: Tag) -> Iterator[Line]:
    """Yield what `lines` returns, one by one."""
    for node in soup.descendants:
        if isinstance(node, Tag) and node.name in _LEAVES:
            yield from lines_of(node)


def lines_of(block: Tag) -> Iterator[Line]:
    """Yield the block's own lines; blocks nested in it are not part of it."""
    if block.name == "pre":
        yield Line(block=block, nodes=tuple(block.contents), text=block.get_text())
        return
    yield from _lines_among(block, block.contents)


def lines_after(line: Line) -> Iterator[Line]:
    """Yield the lines after one in its block."""
    if line.block.name != "pre":
        yield from _lines_among(line.block, line.nodes[-1].next_siblings)


def _lines_among(block: Tag, children: Iterable[PageElement]) -> Iterator[Line]:
    nodes: list[PageElement] = []
    for child in chain(children, (None,)):
        if child is None or (isinstance(child, Tag) and (child.name == "br" or child.name in _NESTED)):
            text = fold("".join(_text(node) for node in nodes))
            if text:
                yield Line(block=block, nodes=tuple(nodes), text=text)
            nodes = []
        else:
            nodes.append(child)


def _text(node: PageElement) -> str:
    if isinstance(node, NavigableString):
        return node
    return node.get_text() if isinstance(node, Tag) else ""


def remove(block: Tag) -> None:
    """Take a block out of the canonical soup, and with it the lists and quotations that it leaves empty."""
    if block.name in {"td", "th"}:  # a table keeps its cells in their places
        block.clear()
        return
    parent = block.parent
    block.extract()
    if parent is not None and parent.name != "article" and not parent.contents:
        remove(parent)

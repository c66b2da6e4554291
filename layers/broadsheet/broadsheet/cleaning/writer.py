"""Writes a canonical soup, piece by piece: blocks that hold only prose, prose that holds no blocks.

White space is folded while it is written, so that no empty paragraph, no blank at an edge and no
break at an end ever comes into being. Formats (bold, links) are opened only when text arrives, and
are opened again in the next block when a block ends within them.
"""

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from broadsheet.cleaning.soup import wanted

_SPACE = re.compile(r"\s+")
_LISTS = frozenset({"ul", "ol"})
# Containers that hold no prose themselves.
_TABLE_PARTS = frozenset({"table", "thead", "tbody", "tr", "dl"})
_CELLS = frozenset({"td", "th"})

Attributes = dict[str, str]


class Writer:
    """Writes under `root`. Containers nest by `enter` and `leave`; prose goes where it stands."""

    def __init__(self) -> None:
        self._soup = BeautifulSoup("", "lxml")
        self.root = self.tag("article")
        self._containers = [self.root]
        self._leaf_names = ["p"]
        self._leaf: Tag | None = None
        self._formats: list[tuple[str, Attributes]] = []
        self._open: list[Tag] = []
        self._breaks = 0
        self._space = False
        self._waiting: list[Tag] = []

    @property
    def is_in_link(self) -> bool:
        """Whether what is written next is a link's."""
        return any(name == "a" for name, _ in self._formats)

    def tag(self, name: str, attributes: Attributes | None = None, text: str = "") -> Tag:
        """Make a tag that stands nowhere yet."""
        tag = self._soup.new_tag(name, attrs=dict(attributes or {}))
        if text:
            tag.append(NavigableString(text))
        return tag

    def text(self, text: str) -> None:
        """Write prose; it begins a block where none is open."""
        folded = _SPACE.sub(" ", wanted(text))
        prose = folded.strip()
        if not prose:
            self._space = self._space or bool(folded)
            return
        if self._leaf is not None and self._breaks:
            self._write_breaks()
        gap = self._leaf is not None and (self._space or folded[0] == " ") and not self._breaks
        if self._leaf is None:
            self._leaf = self._put(self._flow(), self._leaf_names[-1])
        elif gap:
            self._cursor().append(NavigableString(" "))
        self._breaks = 0
        for name, attributes in self._formats[len(self._open) :]:
            self._open.append(self._put(self._cursor(), name, attributes))
        self._cursor().append(NavigableString(prose))
        self._space = folded[-1] == " "

    def line_break(self) -> None:
        """End the line; two in a row end the block."""
        self._breaks += 1

    def open_format(self, name: str, attributes: Attributes) -> None:
        """Write what follows within an inline tag."""
        self._formats.append((name, attributes))

    def close_format(self) -> None:
        """End the inline tag that was opened last."""
        self._formats.pop()
        del self._open[len(self._formats) :]

    def enter_leaf(self, name: str) -> None:
        """Write the prose that follows in blocks of this name."""
        self.end_leaf()
        self._leaf_names.append(name)

    def leave_leaf(self) -> None:
        """End what `enter_leaf` began."""
        self.end_leaf()
        self._leaf_names.pop()

    def end_leaf(self) -> None:
        """End the block that is open, if any; what waited for its end follows it."""
        self._leaf = None
        self._open.clear()
        self._breaks = 0
        self._space = False
        for tag in self._waiting:
            self._flow().append(tag)
        self._waiting.clear()

    def enter(self, name: str, attributes: Attributes | None = None) -> None:
        """Open a container: a list, a quotation, a table or a part of one."""
        self.end_leaf()
        own_place = name in _CELLS or name in {"li", "dt", "dd", "tbody", "tr"}
        self._containers.append(
            self._put(self._containers[-1] if own_place else self._flow(), name, attributes)
        )
        self._leaf_names.append("p")

    def leave(self) -> None:
        """Close the container that was opened last; it goes when nothing was written in it."""
        self.end_leaf()
        self._leaf_names.pop()
        closed = self._containers.pop()
        if not closed.contents and closed.name not in _CELLS:
            self._remove_empty(closed)

    def block(self, tag: Tag) -> None:
        """Write a finished block: at once between blocks, else when the open one ends."""
        if self._leaf is None:
            self._flow().append(tag)
        else:
            self._waiting.append(tag)

    def last_block(self) -> Tag | None:
        """Return the block that was written last in the open container, or waits to be."""
        if self._waiting:
            return self._waiting[-1]
        contents = self._containers[-1].contents
        last = contents[-1] if self._leaf is None and contents else None
        return last if isinstance(last, Tag) else None

    def _put(self, parent: Tag, name: str, attributes: Attributes | None = None) -> Tag:
        tag = self.tag(name, attributes)
        parent.append(tag)
        return tag

    def _flow(self) -> Tag:
        """Return the nearest container that may hold blocks; a list is given an item for them."""
        for container in reversed(self._containers):
            if container.name in _LISTS:
                return self._put(container, "li")
            if container.name not in _TABLE_PARTS:
                return container
        return self.root

    def _remove_empty(self, tag: Tag) -> None:
        parent = tag.parent
        tag.extract()
        if parent is not None and not parent.contents and parent is not self._containers[-1]:
            self._remove_empty(parent)  # a list item that was made only for this

    def _write_breaks(self) -> None:
        if self._breaks > 1:
            self.end_leaf()
        else:
            self._open.clear()  # a line break stands in its block, never in a format
            self._put(self._cursor(), "br")

    def _cursor(self) -> Tag:
        return self._open[-1] if self._open else self._leaf or self.root

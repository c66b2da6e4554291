"""Composes a document, piece by piece: blocks that hold only prose, prose that holds no blocks.

White space is folded while it is written, so that no empty paragraph, no blank at an edge and no
break at an end ever comes into being. Formats (bold, links) hold for the text that is written while they
are open, in whatever block that is.
"""

import re

from broadsheet.cleaning.document.document import CELL, Block, Container, Document, Figure
from broadsheet.cleaning.document.lines import Format, Line, Run

_SEPARATORS = {"\u2028": 1, "\u2029": 2}
"""The separators of lines and of paragraphs, and how many breaks each is."""
_SEPARATED = re.compile("([\u2028\u2029])")
_LISTS = frozenset({"ul", "ol"})
# Containers that hold no prose themselves.
_TABLE_PARTS = frozenset({"table", "thead", "tbody", "tr", "dl"})
_CELLS = frozenset({"td", "th"})
_OWN_PLACE = frozenset({"td", "th", "li", "dt", "dd", "tbody", "tr"})

Path = tuple[Container, ...]


class Composer:
    """Containers nest by `enter` and `leave`; prose goes where it stands."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._lines: list[Line] = []
        self._paths: list[Path] = [()]
        self._kinds = ["p"]
        self._leaf: Block | None = None
        self._formats: tuple[Format, ...] = ()
        self._begun = 0
        """How many of the formats hold text on the line at hand."""
        self._breaks = 0
        self._space = False
        self.direction = ""
        """`rtl` while the prose that is written runs so."""
        self._waiting: list[tuple[str, Figure | None]] = []
        self._runs: list[Run] = []

    @property
    def is_in_link(self) -> bool:
        """Whether what is written next is a link's."""
        return any(one.name == "a" for one in self._formats)

    def finish(self) -> Document:
        """Return what was written."""
        self.end_leaf()
        for line in self._lines:
            if len(line.runs) == 1 and not line.runs[0].formats:  # as most are
                line.text = line.runs[0].text  # folded when it was written
            else:
                line.read()
        return Document(self._blocks)

    def text(self, text: str) -> None:
        """Write prose; it begins a block where none is open. U+2028 ends a line, U+2029 a paragraph."""
        if "\u2028" not in text and "\u2029" not in text:
            self._text_of_line(text)
            return
        line, *rest = _SEPARATED.split(text)
        self._text_of_line(line)
        for separator, line in zip(rest[::2], rest[1::2], strict=True):
            self._breaks += _SEPARATORS[separator]
            self._text_of_line(line)

    def _text_of_line(self, text: str) -> None:
        prose = " ".join(text.split())
        if not prose:
            self._space = self._space or bool(text)
            return
        if self._leaf is not None and self._breaks:
            self._write_breaks()
        if self._leaf is None:
            self._leaf = self._put(self._kinds[-1], self._flow())
            self._begin_line(self._leaf)
        elif (self._space or not text.startswith(prose[0])) and not self._breaks:
            self._runs.append(Run(" ", self._formats[: self._begun]))
        self._breaks = 0
        self._begun = len(self._formats)
        self._runs.append(Run(prose, self._formats))
        self._space = not text.endswith(prose[-1])

    def line_break(self) -> None:
        """End the line; two in a row end the block."""
        self._breaks += 1

    def open_format(self, name: str, href: str = "") -> None:
        """Write what follows within an inline tag."""
        self._formats = (*self._formats, Format(name, href))

    def close_format(self) -> None:
        """End the inline tag that was opened last."""
        self._formats = self._formats[:-1]
        self._begun = min(self._begun, len(self._formats))

    def enter_leaf(self, kind: str) -> None:
        """Write the prose that follows in blocks of this kind."""
        self.end_leaf()
        self._kinds.append(kind)

    def leave_leaf(self) -> None:
        """End what `enter_leaf` began."""
        self.end_leaf()
        self._kinds.pop()

    def end_leaf(self) -> None:
        """End the block that is open, if any; what waited for its end follows it."""
        self._leaf = None
        self._begun = 0
        self._breaks = 0
        self._space = False
        if self._waiting:
            for kind, figure in self._waiting:
                self._put(kind, self._flow(), figure)
            self._waiting.clear()

    def enter(self, name: str, attributes: dict[str, str] | None = None) -> None:
        """Open a container: a list, a quotation, a table or a part of one."""
        self.end_leaf()
        path = self._paths[-1] if name in _OWN_PLACE else self._flow()
        self._paths.append((*path, Container(name, attributes or {})))
        self._kinds.append("p")

    def leave(self) -> None:
        """Close the container that was opened last; where nothing was written in it, only a cell is one."""
        self.end_leaf()
        self._kinds.pop()
        closed = self._paths.pop()
        if closed[-1].name in _CELLS and not (self._blocks and self._blocks[-1].stands_in(closed)):
            self._put(CELL, closed)

    def code(self, text: str, language: str) -> None:
        """Write a block of code as it stands."""
        self.end_leaf()
        block = self._put("pre", self._flow())
        block.language = language
        self._begin_line(block)
        self._runs.append(Run(text))

    def block(self, kind: str, *, figure: Figure | None = None) -> None:
        """Write a finished block: at once between blocks, else when the open one ends."""
        if self._leaf is None:
            self._put(kind, self._flow(), figure)
        else:
            self._waiting.append((kind, figure))

    def last_figure(self) -> Figure | None:
        """Return the figure that was written last in the open container, or waits to be."""
        if self._waiting:
            return self._waiting[-1][1]
        last = self._blocks[-1] if self._leaf is None and self._blocks else None
        return last.figure if last and last.containers == self._paths[-1] else None

    def _put(self, kind: str, path: Path, figure: Figure | None = None) -> Block:
        block = Block(kind, path, figure)
        block.direction = self.direction
        self._blocks.append(block)
        return block

    def _begin_line(self, block: Block) -> None:
        line = Line(block)
        block.lines.append(line)
        self._lines.append(line)
        self._runs = line.runs
        self._begun = 0

    def _flow(self) -> Path:
        """Return the nearest container that may hold blocks; a list is given an item for them."""
        for path in reversed(self._paths):
            if not path:
                return ()
            if path[-1].name in _LISTS:
                return (*path, Container("li"))
            if path[-1].name not in _TABLE_PARTS:
                return path
        return ()

    def _write_breaks(self) -> None:
        if self._breaks > 1:
            self.end_leaf()
        elif self._leaf is not None:
            self._begin_line(self._leaf)

"""A line of prose: runs of text, each with the formats that hold for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.cleaning.soup import fold

if TYPE_CHECKING:
    from broadsheet.cleaning.document.document import Block

_SEPARATORS = re.compile(r"[\s/|｜·•“”\"«»「」]+")
_OF_RUBY = frozenset({"ruby", "rt", "rp"})


@dataclass(slots=True, eq=False)
class Format:
    """An inline tag around one or more runs: `strong`, `a` with its address, and so on."""

    name: str
    href: str = ""


@dataclass(slots=True, eq=False)
class Run:
    """Text with the formats that hold for all of it, the outermost first."""

    text: str
    formats: tuple[Format, ...] = ()

    @property
    def is_annotation(self) -> bool:
        """Whether it says how the word before it is read: a word with it in its midst would not be found."""
        return bool(self.formats) and {"ruby"} < {one.name for one in self.formats} & _OF_RUBY


class Line:
    """One line of prose: the block that it stands in, the runs that make it up, its text folded."""

    __slots__ = ("_is_out", "block", "runs", "text")

    def __init__(self, block: "Block") -> None:
        self.block = block
        self._is_out = False
        self.runs: list[Run] = []
        self.text = ""
        """All its text, read when the line is written; that of code as it stands."""

    @property
    def is_gone(self) -> bool:
        """Whether the line, or its block, has been taken out."""
        return self._is_out or self.block.is_gone

    @property
    def is_only_links(self) -> bool:
        """Whether all of the line's text stands in links, separators between them aside."""
        if len(self.runs) == 1 and not self.runs[0].formats:  # as most are
            return False
        linked = "".join([text for _, text in self.linked()])
        if not linked or linked.isspace():
            return False
        return _SEPARATORS.sub("", linked) == _SEPARATORS.sub("", self.text)

    def read(self) -> None:
        """Read the text of the runs, anew where one is another now."""
        text = "".join([run.text for run in self.runs if not run.is_annotation])
        self.text = text if self.block.kind == "pre" else fold(text)

    def take_out(self) -> None:
        """Leave its block."""
        self._is_out = True
        self.block.lines.remove(self)

    def after(self) -> Iterator["Line"]:
        """Yield the lines after this one in its block; most who ask want but the next."""
        lines = self.block.lines
        for place in range(lines.index(self) + 1, len(lines)):
            if lines[place].text:
                yield lines[place]

    def linked(self) -> list[tuple[Format, str]]:
        """Return the line's links, each with its text."""
        links: dict[Format, str] = {}
        for run in self.runs:
            if run.formats:  # most have none
                for one in run.formats:
                    if one.name == "a" and not run.is_annotation:
                        links[one] = links.get(one, "") + run.text
        return list(links.items())

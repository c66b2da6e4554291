"""What an article is made of once its structure is rebuilt: blocks in the order of reading.

A block is a paragraph, a heading, code, a drawn rule or a figure, and knows the containers that it stands
in (lists, quotations, tables). Prose is lines, the smallest pieces of text that a rule can name: most
blocks are one, a `br` begins another. A line is runs of text, each with the formats that hold for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, takewhile

from broadsheet.cleaning.document.lines import Line
from broadsheet.cleaning.soup import fold

CELL = "cell"
"""The kind of the block that stands for nothing: an empty cell, which a table keeps in its place."""
_CELLS = frozenset({"td", "th"})


@dataclass(slots=True, eq=False)
class Container:
    """A list, an item, a quotation, a table or a part of one; itself and no other, however it looks."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Figure:
    """An image, or a player or embed of some `kind`, with what is said about it."""

    address: str
    kind: str = ""
    """`video`, `audio` or `embed`; empty for an image."""
    raw: str = ""
    alt: str = ""
    poster: str = ""
    title: str = ""
    credit: str = ""
    captions: list[str] = field(default_factory=list)

    @property
    def caption(self) -> str:
        """What stands under it."""
        return " ".join(self.captions)

    @property
    def text(self) -> str:
        """All of it that is text."""
        return f"{self.title or self.address if self.kind else ''}{self.caption}"


class Block:
    """One block: its kind is the name of its tag."""

    __slots__ = (
        "containers", "direction", "figure", "is_bare", "is_gone", "kind", "language", "lines", "place",
    )  # fmt: skip

    def __init__(self, kind: str, containers: tuple[Container, ...], figure: Figure | None = None) -> None:
        self.kind = kind
        self.containers = containers
        self.figure = figure
        self.lines: list[Line] = []
        self.is_bare = False
        """Whether it is the only paragraph of an item or a cell, and has no tag of its own."""
        self.is_gone = False
        self.place = 0
        self.language = ""
        """What its code is written in."""
        self.direction = ""
        """`rtl` where its prose runs from the right to the left."""

    @property
    def text(self) -> str:
        """All its text, that of a caption too."""
        return self.figure.text if self.figure else "".join([line.text for line in self.lines])

    @property
    def is_paragraph(self) -> bool:
        """Whether it is prose with a tag of its own that is no heading."""
        return self.kind == "p" and not self.is_bare

    def stands_in(self, containers: tuple[Container, ...]) -> bool:
        """Whether it stands within all of these."""
        return self.containers[: len(containers)] == containers


class Element:
    """What can be a sibling, `depth` containers deep: a block, or all that a container holds."""

    __slots__ = ("blocks", "depth")

    def __init__(self, *blocks: Block, depth: int | None = None) -> None:
        self.blocks = blocks
        self.depth = len(blocks[0].containers) if depth is None else depth

    @property
    def name(self) -> str:
        """The name of the block or of the container."""
        first = self.blocks[0]
        return first.kind if len(first.containers) == self.depth else first.containers[self.depth].name

    @property
    def text(self) -> str:
        """All its text, white space folded."""
        return fold("".join([block.text for block in self.blocks]))

    @property
    def lines(self) -> list[Line]:
        """Its lines of prose."""
        return [line for block in self.blocks for line in block.lines if line.text]


class Document:
    """The blocks of an article. What goes is marked as gone, and left out from then on."""

    def __init__(self, blocks: list[Block]) -> None:
        self._blocks = blocks
        self._number()

    @property
    def blocks(self) -> list[Block]:
        """The blocks that are left, in the order of reading."""
        return [block for block in self._blocks if not block.is_gone]

    def lines(self) -> list[Line]:
        """Return the lines of prose in the order of reading; captions, players and embeds are not prose."""
        return [line for block in self._blocks if not block.is_gone for line in block.lines if line.text]

    def own_lines(self) -> list[str]:
        """Return the texts of the lines that the article says in its own voice: none of a quotation."""
        return [
            line.text
            for line in self.lines()
            if not line.block.containers or "blockquote" not in {one.name for one in line.block.containers}
        ]

    def drop(self, element: Element) -> None:
        """Take an element out, and what then holds nothing; a cell stays, unless its whole row goes."""
        first = element.blocks[0]
        for block in element.blocks:
            block.is_gone = True
        around = first.containers[: element.depth + 1]
        depth = next((n for n, one in enumerate(around, 1) if one.name in _CELLS), 0)
        if depth and not any(True for _ in self.beside(first, around[:depth])):
            emptied = Block(CELL, around[:depth])
            emptied.place = first.place
            self._blocks[first.place] = emptied

    def drop_line(self, line: Line) -> None:
        """Take a line out of its block, and with the last one the block."""
        line.take_out()
        if not line.block.lines:
            self.drop(Element(line.block))

    def insert_after(self, block: Block, new: Block) -> None:
        """Put a block behind another."""
        self._blocks.insert(block.place + 1, new)
        self._number()

    def after(self, block: Block) -> Iterator[Block]:
        """Yield the blocks after one that are left."""
        for place in range(block.place + 1, len(self._blocks)):
            if not self._blocks[place].is_gone:
                yield self._blocks[place]

    def beside(self, block: Block, around: tuple[Container, ...]) -> Iterator[Block]:
        """Yield the other blocks that are left within these containers, those before it first."""
        for step in (-1, 1):
            place = block.place + step
            while 0 <= place < len(self._blocks) and self._blocks[place].stands_in(around):
                if not self._blocks[place].is_gone:
                    yield self._blocks[place]
                place += step

    def element(self, first: Block, depth: int) -> Element | None:
        """Return what is left of the element that begins with a block, `depth` containers deep."""
        inside = first.containers[: depth + 1]
        rest = takewhile(lambda block: block.stands_in(inside), self.after(first))
        blocks = [block for block in (first, *rest) if not block.is_gone]
        return Element(*blocks, depth=depth) if blocks else None

    def sibling_before(self, element: Element) -> Element | None:
        """Return the element right before one within the same container."""
        first, depth = element.blocks[0], element.depth
        blocks: list[Block] = []
        for place in range(first.place - 1, -1, -1):
            block = self._blocks[place]
            if not block.is_gone:
                own = (*block.containers, block)
                if not block.stands_in(first.containers[:depth]) or (
                    blocks and own[depth] is not (*blocks[0].containers, blocks[0])[depth]
                ):
                    break
                blocks.insert(0, block)
        return Element(*blocks, depth=depth) if blocks else None

    def siblings_after(self, element: Element) -> Iterator[Element]:
        """Yield the elements after one within the same container."""
        depth, last = element.depth, element.blocks[-1]
        around = last.containers[:depth]
        inside = takewhile(lambda block: block.stands_in(around), self.after(last))
        for _, blocks in groupby(inside, key=lambda block: (*block.containers, block)[depth]):
            yield Element(*blocks, depth=depth)

    def all_after(self, block: Block) -> Iterator[Element]:
        """Yield all that follows a block: its own siblings, then those of each container around it."""

        def depth_of(other: Block) -> int:
            shared = zip(block.containers, other.containers, strict=False)
            return sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1], shared))

        def standing(other: Block) -> Container | Block:
            path: tuple[Container | Block, ...] = (*other.containers, other)
            return path[depth_of(other)]

        for _, group in groupby(self.after(block), key=standing):
            blocks = list(group)
            yield Element(*blocks, depth=depth_of(blocks[0]))

    def _number(self) -> None:
        for place, block in enumerate(self._blocks):
            block.place = place

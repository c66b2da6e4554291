"""What the prose of a block is made of, before it is written."""

from dataclasses import dataclass

BREAK = "\n"


@dataclass(eq=False)
class Text:
    """Text as it reads."""

    text: str

    @property
    def edges(self) -> str:
        """The characters at its ends, for what stands beside it."""
        return self.text


@dataclass(eq=False)
class Code:
    """Inline code as it reads."""

    text: str

    @property
    def edges(self) -> str:
        """The characters at its ends, for what stands beside it."""
        return "`"


@dataclass(eq=False)
class Written:
    """What is Markdown already: an image, a line break."""

    text: str

    @property
    def edges(self) -> str:
        """The characters at its ends, for what stands beside it."""
        return self.text


@dataclass(eq=False)
class Mark:
    """The beginning or the end of emphasis or of a link; without the other of the two, it is nothing."""

    text: str
    is_end: bool
    other: "Mark | None" = None

    @property
    def is_emphasis(self) -> bool:
        """Whether it is of emphasis."""
        return self.text.startswith(("*", "~"))

    @property
    def edges(self) -> str:
        """The characters at its ends, for what stands beside it."""
        return "" if self.is_emphasis else self.text


Piece = Text | Code | Written | Mark

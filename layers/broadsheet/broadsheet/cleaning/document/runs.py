"""What a line of prose is made of: runs of text, each with the formats that hold for it."""

from dataclasses import dataclass

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

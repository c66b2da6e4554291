"""The lines of a Markdown document, each behind the marks of the quotations and items that it stands in."""

from collections.abc import Mapping
from dataclasses import dataclass

_MARKS = {"ul": ("-", "*"), "ol": (".", ")")}
_DEEPEST = 8  # containers: some readers see nothing below twenty levels, of which a list takes two


@dataclass(kw_only=True)
class Container:
    """What blocks stand in: a quotation, an item of a list, or the document.

    `first` begins its first line, `rest` all others; a tight one stands right below what is before it.
    `last` tells what was written last right in it: `prose`, the mark of a list, or neither.
    """

    first: str = ""
    rest: str = ""
    is_tight: bool = False
    is_begun: bool = False
    last: str = ""


class Listing:
    """A list at hand. One right below another has other marks, or they would be one."""

    def __init__(self, name: str, container: Container, attributes: Mapping[str, str]) -> None:
        usual, other = _MARKS[name]
        self.mark = other if container.last == usual else usual
        is_in_item = container.first != container.rest
        # An ordered list could not begin right below prose without becoming a part of it.
        self._is_tight = is_in_item and container.last == "prose" and name == "ul"
        self._step = -1 if "reversed" in attributes else 1
        self._number = int(attributes.get("start", "1")) - self._step
        self._count = 0
        self._item: Container | None = None

    def next_item(self) -> Container:
        """Return the container of its next item."""
        self._is_tight = self._is_tight or self._is_begun
        if self._item is None or self._item.is_begun:
            self._count += 1
            self._number = max(0, self._number + self._step)
        first = f"{self.mark} " if self.mark in _MARKS["ul"] else f"{self._number}{self.mark} "
        self._item = Container(first=first, rest=" " * len(first), is_tight=self._is_tight)
        return self._item

    @property
    def _is_begun(self) -> bool:
        return self._count > 1 or (self._item is not None and self._item.is_begun)

    def end(self, container: Container) -> None:
        """Note in the list's container that it is what was written last, if it was."""
        if self._is_begun:
            container.last = self.mark


class Lines:
    """Collects the lines."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._containers = [Container()]
        self._depth = 0

    @property
    def container(self) -> Container:
        """The container that is open."""
        return self._containers[-1]

    def enter(self, container: Container) -> None:
        """Write what follows in a container; neither an empty nor a very deep one appears."""
        self._depth += 1
        if self._depth <= _DEEPEST:
            self._containers.append(container)

    def leave(self) -> None:
        """End the container that was entered last."""
        if self._depth <= _DEEPEST and self._containers.pop().is_begun:
            self.container.last = ""
        self._depth -= 1

    def write(self, block: list[str], kind: str = "") -> None:
        """Write a block's lines, parted from what is before them."""
        if not block:
            return
        if len(self._containers) == 1:  # in no quotation and no list, as most
            self._lines += ["", *block] if self._lines else block
            self.container.is_begun = True
            self.container.last = kind
            return
        is_tight = any(container.is_tight and not container.is_begun for container in self._containers)
        if self._lines and not is_tight:
            begun = (container.rest for container in self._containers if container.is_begun)
            self._lines.append("".join(begun).rstrip())
        for line in block:
            marks = "".join(c.rest if c.is_begun else c.first for c in self._containers)
            for container in self._containers:
                container.is_begun = True
            self._lines.append(marks + line if line else marks.rstrip())
        self.container.last = kind

    def __str__(self) -> str:
        """Return them as one text."""
        return "\n".join(self._lines)

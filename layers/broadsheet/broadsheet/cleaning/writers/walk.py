"""One way through a document for all that writes it as markup: beginnings and ends of tags, and texts."""

from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from broadsheet.cleaning.document.code_languages import language_class
from broadsheet.cleaning.document.document import CELL, Block, Container, Document, Figure
from broadsheet.cleaning.document.lines import Line

if TYPE_CHECKING:
    from broadsheet.cleaning.document.lines import Format

_NONE: Mapping[str, str] = {}


class Markup(Protocol):
    """What is told of each tag and text in the order of the document; `br`, `hr` and `img` have no end."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin a tag."""

    def text(self, text: str) -> None:
        """Write text; what stands in one piece comes in one."""

    def end(self, name: str) -> None:
        """End a tag."""

    def plain(self, name: str, text: str) -> None:
        """Write a block of nothing but text, as most are: what the other three would write of it."""


def walk(document: Document, markup: Markup) -> None:
    """Tell the markup of the document."""
    around: tuple[Container, ...] = ()
    for block in document.blocks:
        if block.containers != around:
            _step(around, block.containers, markup)
            around = block.containers
        _write(block, markup)
    _step(around, (), markup)


def _step(before: tuple[Container, ...], after: tuple[Container, ...], markup: Markup) -> None:
    """Leave the containers of one block, and enter those of the next."""
    shared = 0
    while shared < min(len(before), len(after)) and before[shared] is after[shared]:
        shared += 1
    for container in reversed(before[shared:]):
        markup.end(container.name)
    for container in after[shared:]:
        markup.start(container.name, container.attributes)


def _write(block: Block, markup: Markup) -> None:
    if block.figure:
        _write_figure(block.figure, markup)
    elif block.kind == "hr":
        markup.start("hr", _NONE)
    elif block.kind == "pre":
        _write_code(block, markup)
    elif _is_plain(block):
        markup.plain(block.kind, block.lines[0].runs[0].text)
    elif block.kind != CELL:
        _write_prose(block, markup)


def _is_plain(block: Block) -> bool:
    """Whether the block is nothing but text within its own tag."""
    if len(block.lines) != 1 or block.is_bare or block.direction:
        return False
    runs = block.lines[0].runs
    return len(runs) == 1 and not runs[0].formats


def _write_prose(block: Block, markup: Markup) -> None:
    if not block.is_bare:
        markup.start(block.kind, {"dir": block.direction} if block.direction else _NONE)
    for number, line in enumerate(block.lines):
        if number:
            markup.start("br", _NONE)
        _write_line(line, markup)
    if not block.is_bare:
        markup.end(block.kind)


def _write_figure(figure: Figure, markup: Markup) -> None:
    markup.start("figure", _NONE)
    if figure.kind:
        markup.start("a", {"href": figure.address})
        markup.text(figure.title or figure.address)
        markup.end("a")
    else:
        markup.start("img", {"alt": figure.alt, "src": figure.address})
    if figure.captions:
        markup.start("figcaption", _NONE)
        markup.text(figure.caption)
        markup.end("figcaption")
    markup.end("figure")


def _write_code(block: Block, markup: Markup) -> None:
    markup.start("pre", _NONE)
    markup.start("code", {"class": language_class(block.language)} if block.language else _NONE)
    markup.text(block.text)
    markup.end("code")
    markup.end("pre")


def _write_line(line: Line, markup: Markup) -> None:
    """Write the runs, those with the same formats as one text."""
    if len(line.runs) == 1 and not line.runs[0].formats:  # as most lines are
        markup.text(line.runs[0].text)
        return
    opened: tuple[Format, ...] = ()
    for formats, runs in groupby(line.runs, key=lambda run: run.formats):
        if formats != opened:
            shared = 0
            while shared < min(len(opened), len(formats)) and opened[shared] is formats[shared]:
                shared += 1
            for one in reversed(opened[shared:]):
                markup.end(one.name)
            for one in formats[shared:]:
                markup.start(one.name, {"href": one.href} if one.href else _NONE)
            opened = formats
        markup.text("".join([run.text for run in runs]))
    for one in reversed(opened):
        markup.end(one.name)

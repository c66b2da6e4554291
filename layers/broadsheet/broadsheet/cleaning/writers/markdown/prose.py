"""The prose of one block as Markdown: what a reader would take for a mark, and is none, is escaped."""

import re
from itertools import groupby, pairwise

from broadsheet.cleaning.writers.markdown.emphasis import with_readable_marks
from broadsheet.cleaning.writers.markdown.pieces import BREAK, Code, Mark, Piece, Text, Written

STRUCK = "~~"
"""The mark of struck text: GitHub's, which CommonMark has none for."""
_SPACE = re.compile(r"\s+")
_MEANINGFUL = str.maketrans({character: f"\\{character}" for character in "\\`*_[]~"})
_ANY_MEANINGFUL = re.compile(r"[\\`*_\[\]~<&]")
_REFERENCE = re.compile(r"&(?=#?[A-Za-z0-9]+;)")
# What begins an address for readers that link bare ones (GitHub's specification, 6.9), and what ends it: any
# mark on the way is a part of it.
_BARE_ADDRESS = re.compile(r"://|www\.", re.IGNORECASE)
_END_OF_ADDRESS = re.compile(r"[ \n<]")
# In an address each of these could end a link, or begin something else within it.
_MEANINGFUL_IN_ADDRESS = re.compile(r"[()\[\]<>\\`|* \t\r\n]")
# What a block could begin with, or would be made by the line above: a heading, a quotation, an item, a table.
_BLOCK_START = re.compile(r"(?:#{1,6}|[-+])(?=\s|\Z)|>|=+\Z|[-:|\s]+\Z")
_STARTS = frozenset("#-+>=:|")  # with which a block can begin, numbers aside
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|\Z)")


class Prose:
    """Collects the prose of one block."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._open: list[Mark | None] = []

    @property
    def is_empty(self) -> bool:
        """Whether nothing was collected."""
        return not self._pieces

    def text(self, text: str) -> None:
        """Add text; white space is folded."""
        self._pieces.append(Text(_folded(text)))

    def code(self, text: str) -> None:
        """Add code, on one line."""
        if folded := " ".join(text.split()):
            self._pieces.append(Code(folded))

    def image(self, src: str, alt: str) -> None:
        """Add an image."""
        label = _escaped(" ".join(alt.split())).replace(">", "&gt;")  # which ends a tag for some readers
        self._pieces.append(Written(f"![{label}]({_address(src)})"))

    def line_break(self) -> None:
        """End the line."""
        self._pieces.append(Written(BREAK))

    def open(self, mark: str) -> None:
        """Begin emphasis (`*`, `**`), struck text (`~~`) or a link (`[`).

        Emphasis within the same emphasis is nothing. Of two that touch, the marks would be read as one
        run: the second is a part of the first if it is of the same kind, and otherwise nothing.
        """
        last = self._pieces[-1] if self._pieces else None
        is_emphasis = mark != "["
        if mark == STRUCK and any(other and other.is_emphasis for other in self._open):
            self._open.append(None)
            return
        if is_emphasis and isinstance(last, Mark) and last.is_end and last.is_emphasis:
            self._open.append(last.other if last.text == mark else None)
            if last.text == mark:
                self._pieces.pop()
        elif is_emphasis and any(other and other.text == mark for other in self._open):
            self._open.append(None)
        else:
            start = Mark(mark, is_end=False)
            self._open.append(start)
            self._pieces.append(start)

    def close(self, address: str = "") -> None:
        """End what was opened last; a link leads to an address."""
        start = self._open.pop() if self._open else None
        if start is None:
            return
        if self._pieces[-1] is start:
            self._pieces.pop()
            return
        if start.text == STRUCK and self._holds_emphasis(start):
            self._pieces.remove(start)
            return
        end = Mark(f"]({_address(address)})" if start.text == "[" else start.text, is_end=True, other=start)
        start.other = end
        self._pieces.append(end)

    def _holds_emphasis(self, start: Mark) -> bool:
        """Whether other emphasis follows the mark; few readers read both as such."""
        inside = self._pieces[self._pieces.index(start) + 1 :]
        return any(isinstance(piece, Mark) and piece.is_emphasis for piece in inside)

    def lines(self) -> list[str]:
        """Return what was collected as lines of Markdown, as they may stand within a line of a block."""
        if len(self._pieces) == 1 and not isinstance(self._pieces[0], Mark):  # as most blocks are
            line = _written_piece(self._pieces[0]).strip()
            return [line] if line else []
        pieces = _joined(with_readable_marks(_without_code_in_addresses(self._pieces)))
        return [line for line in map(str.strip, _written(pieces).split(BREAK)) if line]


def plain(text: str) -> list[str]:
    """Return text without marks as the lines of a paragraph, one or none."""
    line = _escaped(_folded(text).strip())
    return paragraph([line]) if line else []


def _folded(text: str) -> str:
    """Return text with each run of white space as one blank, as most comes."""
    return text if text.isprintable() and "  " not in text else _SPACE.sub(" ", text)


def paragraph(lines: list[str]) -> list[str]:
    """Return lines of prose as a paragraph's: none begins another block, and each but the last is broken."""
    safe = [_safe(line) if line[0] in _STARTS or line[0].isdecimal() else line for line in lines]
    return [f"{line}  " for line in safe[:-1]] + safe[-1:]


def _safe(line: str) -> str:
    if _NUMBER.match(line):
        return _NUMBER.sub(r"\1\\\2", line, count=1)
    return f"\\{line}" if _BLOCK_START.match(line) else line


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces, neighbours of text, and of code, as one."""
    kinds = list(map(type, pieces))
    if not any(kind is after and kind in {Text, Code} for kind, after in pairwise(kinds)):
        return pieces  # as most are
    joined: list[Piece] = []
    for kind, group in groupby(pieces, key=type):
        if kind in {Text, Code}:
            joined.append(kind("".join([piece.text for piece in group])))
        else:
            joined.extend(group)
    return joined


def _without_code_in_addresses(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces, code right behind a bare address as text: it would take the first backtick."""
    if not any(isinstance(piece, Code) for piece in pieces):
        return pieces
    told: list[Piece] = []
    is_in_address = False
    for piece in pieces:
        told.append(Text(piece.text) if isinstance(piece, Code) and is_in_address else piece)
        *ended, run = _END_OF_ADDRESS.split(_written_piece(told[-1]))
        is_in_address = (is_in_address and not ended) or bool(_BARE_ADDRESS.search(run))
    return told


def _written(pieces: list[Piece]) -> str:
    written: list[str] = []
    for piece in pieces:
        if isinstance(piece, Mark) and piece.text == "[" and written and written[-1].endswith("!"):
            written[-1] = f"{written[-1][:-1]}\\!"  # or the link were an image
        written.append(_written_piece(piece))
    return "".join(written)


def _written_piece(piece: Piece) -> str:
    if isinstance(piece, Text):
        return _escaped(piece.text)
    return _code(piece.text) if isinstance(piece, Code) else piece.text


def _escaped(text: str) -> str:
    """Return text as it reads, with no `<`: an address before it would take the backslash that escaped it."""
    if not _ANY_MEANINGFUL.search(text):
        return text
    return _without_references(text.translate(_MEANINGFUL)).replace("<", "&lt;")


def _code(text: str) -> str:
    """Return code between more backticks than it has in a row."""
    ticks = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    pad = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _address(url: str) -> str:
    safe = _MEANINGFUL_IN_ADDRESS.sub(lambda mark: f"%{ord(mark[0]):02X}", url)
    return _without_references(safe)


def _without_references(text: str) -> str:
    return _REFERENCE.sub(r"\\&", text) if "&" in text else text

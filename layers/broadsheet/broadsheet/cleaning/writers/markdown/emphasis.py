"""Which marks of emphasis a reader of Markdown would read as such.

The marks between a letter and punctuation can begin or end nothing (the specification's flanking delimiter
runs). In Chinese, where no space parts what is emphasised from the rest, that is every other one.
"""

import unicodedata
from itertools import pairwise, takewhile
from typing import TypeGuard

from broadsheet.cleaning.writers.markdown.pieces import BREAK, Mark, Piece, Text


def with_readable_marks(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces of a block's prose with only the marks that will be read as what they are.

    Punctuation at the ends of emphasis is moved out of it where that saves it; otherwise it goes.
    """
    whole = [piece for piece in pieces if not isinstance(piece, Mark) or piece.other]
    if not any(isinstance(piece, Mark) and piece.is_emphasis for piece in whole):
        return whole
    is_read = _are_read(whole)
    return _unambiguous(whole if all(is_read.values()) else _readable(_narrowed(whole, is_read)))


def _narrowed(pieces: list[Piece], is_read: dict[Mark, bool]) -> list[Piece]:
    """Return the pieces with punctuation moved out of the emphasis that would not be read as such for it."""
    narrowed: list[Piece] = []
    for piece in pieces:
        before = narrowed.pop() if narrowed else None
        if isinstance(before, Text) and isinstance(piece, Mark) and piece.is_end and not is_read[piece]:
            length = len(before.text) - _leading_punctuation(before.text[::-1])
            kept, moved = Text(before.text[:length]), Text(before.text[length:])
            narrowed += [kept, piece, moved] if length else [before, piece]
        elif (
            isinstance(before, Mark) and not before.is_end and isinstance(piece, Text) and not is_read[before]
        ):
            length = _leading_punctuation(piece.text)
            moved, kept = Text(piece.text[:length]), Text(piece.text[length:])
            narrowed += [moved, before, kept] if kept.text else [before, piece]
        else:
            narrowed += [before, piece] if before else [piece]
    return narrowed


def _leading_punctuation(text: str) -> int:
    return sum(1 for _ in takewhile(_parts, text))


def _readable(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces without the emphasis whose marks would be read as asterisks all the same."""
    is_read = _are_read(pieces)
    return [
        piece
        for piece in pieces
        if not isinstance(piece, Mark) or (is_read[piece] and is_read[piece.other or piece])
    ]


def _unambiguous(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces without emphasis that begins where another does, and ends before that.

    Their marks are one run, the rest of which some marks further on could end.
    """
    begun_together = [
        (outer, inner)
        for outer, inner in pairwise(pieces)
        if _begins_emphasis(outer) and _begins_emphasis(inner)
    ]
    if not begun_together:
        return pieces
    place = {piece: number for number, piece in enumerate(pieces)}
    left_out: set[Piece | None] = set()
    for outer, inner in begun_together:
        if place[outer.other or outer] != place[inner.other or inner] + 1:
            left_out |= {inner, inner.other}
    return [piece for piece in pieces if piece not in left_out]


def _begins_emphasis(piece: Piece) -> TypeGuard[Mark]:
    return isinstance(piece, Mark) and piece.is_emphasis and not piece.is_end


def _are_read(pieces: list[Piece]) -> dict[Mark, bool]:
    """Tell of each mark whether it would be read as one, by the characters on both of its sides."""
    before, after = _neighbours(pieces), _neighbours(pieces[::-1], last=False)[::-1]
    return {
        piece: not piece.is_emphasis
        or (not _is_space(inner) and (not _is_punctuation(inner) or _parts(outer)))
        for piece, left, right in zip(pieces, before, after, strict=True)
        if isinstance(piece, Mark)
        for inner, outer in [(left, right) if piece.is_end else (right, left)]
    }


def _neighbours(pieces: list[Piece], *, last: bool = True) -> list[str]:
    """Return for each piece the character next to it, on the side of the list's beginning."""
    neighbours, nearest = [], BREAK
    for piece in pieces:
        neighbours.append(nearest)
        if edges := piece.edges:
            nearest = edges[-1] if last else edges[0]
    return neighbours


def _parts(neighbour: str) -> bool:
    return _is_space(neighbour) or _is_punctuation(neighbour)


def _is_space(character: str) -> bool:
    return character in "\t\n\f\r" or unicodedata.category(character) == "Zs"


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"

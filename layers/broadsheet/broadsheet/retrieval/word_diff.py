"""What changed between two revisions of an article, word by word; of Chinese and Japanese, by the character.

Paragraphs are compared first, then the words of those that stand in each other's place.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from broadsheet.article import StoredArticle
from broadsheet.retrieval.line_diff import check_comparable, lines_of

# A word, a character that is a word of its own (Han, kana), white space, or one mark of punctuation.
_TOKEN = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
    r"|[^\W\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|\s+|[^\w\s]"
)
_ALIKE = 0.35  # of the words: paragraphs below it are two, of which one went and the other came
_FARTHEST = 30  # paragraphs: one that became another stands near it
_MOST_WORDS = 2_000  # of both paragraphs: beyond, difflib takes seconds, and one is shown for the other
_MOST_WORDS_OF_ALL = 20_000  # that are compared for one page


class Kind(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    ADDED = "added"
    GONE = "gone"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A piece of text, and what became of it."""

    kind: Kind
    text: str


@dataclass(frozen=True, kw_only=True)
class ChangedParagraph:
    """A paragraph as both revisions have it, in one: what is kept and added, and what is gone, in place."""

    pieces: tuple[Piece, ...]

    @property
    def is_kept(self) -> bool:
        """Whether nothing changed in it."""
        return all(piece.kind is Kind.KEPT for piece in self.pieces)


def word_diff(before: StoredArticle, after: StoredArticle) -> tuple[ChangedParagraph, ...]:
    """Return the title and the paragraphs of two revisions as one text, in which all that changed is marked.

    The first is the title. Without what is added it is the text before, without what is gone the text after.

    Parameters
    ----------
    before
        The earlier revision.
    after
        The later revision.

    Returns
    -------
    tuple of ChangedParagraph
        In the order of the text; of what was replaced, what is gone goes first.

    Raises
    ------
    TooLongToCompareError
        Too many lines lie between the first and the last that changed.

    Examples
    --------
    >>> from tests.builders import article, stored
    >>> lit, out = stored(article("It is lit.")), stored(article("It is out."), revision=2)
    >>> [(piece.kind.value, piece.text) for piece in word_diff(lit, out)[1].pieces]
    [('kept', 'It is '), ('gone', 'lit'), ('added', 'out'), ('kept', '.')]
    """
    (title, *old), (new_title, *new) = lines_of(before), lines_of(after)
    check_comparable(old, new)
    return _Comparison().compared(title, new_title, old, new)


class _Comparison:
    """One comparison, which takes no more time than a page may."""

    def __init__(self) -> None:
        self._left = _MOST_WORDS_OF_ALL

    def compared(
        self, title: str, new_title: str, old: Sequence[str], new: Sequence[str]
    ) -> tuple[ChangedParagraph, ...]:
        """Return the title and the paragraphs of both."""
        head = self._replaced(title, new_title) if title != new_title else _whole(Kind.KEPT, title)
        rest: list[ChangedParagraph] = []
        for operation, start, end, new_start, new_end in SequenceMatcher(
            None, old, new, autojunk=False
        ).get_opcodes():
            if operation == "equal":
                rest += [_whole(Kind.KEPT, text) for text in old[start:end]]
            else:
                rest += self._paired(old[start:end], new[new_start:new_end])
        return (head, *(paragraph for paragraph in rest if paragraph.pieces))

    def _paired(self, old: Sequence[str], new: Sequence[str]) -> Iterator[ChangedParagraph]:
        """Yield neighbouring paragraphs, each with the first one that it became; what is gone goes first."""
        words = [_words(text) for text in old]
        here, added = 0, list[str]()
        for text in new:
            there = _next_like(_words(text), words, here)
            if there is None:
                added.append(text)
                continue
            yield from (_whole(Kind.GONE, each) for each in old[here:there])
            yield from (_whole(Kind.ADDED, each) for each in added)
            yield self._replaced(old[there], text)
            here = there + 1
            added.clear()
        yield from (_whole(Kind.GONE, each) for each in old[here:])
        yield from (_whole(Kind.ADDED, each) for each in added)

    def _replaced(self, old: str, new: str) -> ChangedParagraph:
        tokens, others = _TOKEN.findall(old), _TOKEN.findall(new)
        self._left -= len(tokens) + len(others)
        if len(tokens) + len(others) > _MOST_WORDS or self._left < 0:
            return ChangedParagraph(pieces=(*_some(Kind.GONE, old), *_some(Kind.ADDED, new)))
        return ChangedParagraph(pieces=tuple(_pieces(tokens, others)))


def _next_like(words: set[str], others: Sequence[set[str]], start: int) -> int | None:
    """Return which of the next paragraphs shares so many of these words that it became this one."""
    for place, each in enumerate(others[start : start + _FARTHEST], start):
        if len(words & each) >= _ALIKE * max(1, min(len(words), len(each))):
            return place
    return None


def _words(text: str) -> set[str]:
    return {token for token in _TOKEN.findall(text) if token[0].isalnum()}


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    """Yield what is kept, gone and added, in this order at each place.

    White space or a mark alone between two changes is no reason to part them.
    """
    gone, added = "", ""
    operations = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (operation, start, end, new_start, new_end) in enumerate(operations):
        text, other = "".join(old[start:end]), "".join(new[new_start:new_end])
        is_between = 0 < number < len(operations) - 1 and (gone or added)
        if operation != "equal" or (is_between and not any(map(str.isalnum, text))):
            gone, added = gone + text, added + other
            continue
        yield from (*_some(Kind.GONE, gone), *_some(Kind.ADDED, added), *_some(Kind.KEPT, text))
        gone, added = "", ""
    yield from (*_some(Kind.GONE, gone), *_some(Kind.ADDED, added))


def _some(kind: Kind, text: str) -> tuple[Piece, ...]:
    return (Piece(kind=kind, text=text),) if text else ()


def _whole(kind: Kind, text: str) -> ChangedParagraph:
    return ChangedParagraph(pieces=_some(kind, text))

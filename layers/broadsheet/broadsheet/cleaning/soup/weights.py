"""What each element of the soup weighs, found in one pass from the leaves up.

The steps ask these figures where they would otherwise walk a subtree: what holds most of a body's text,
or reads as prose, is the article, whatever its class, id, role or style says.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bs4 import Tag
from bs4.element import NavigableString

from broadsheet.cleaning.soup.wanted import fold

_SENTENCE_END = re.compile(r"[.!?。！？…](?:(?<=[。！？…])|(?=[\s\"”’»)]|\Z)|(?<=\.)\.\.)")
_MOST = 0.5  # of the body's text
_LINKED_SHARE = 0.3  # of the letters, in prose


@dataclass(slots=True)
class Weight:
    """What an element holds, its own text and that of all within it.

    Text is weighed in characters, one of Chinese, Japanese or Korean twice: it says as much as two others.
    """

    characters: float = 0
    linked: float = 0
    """Of them, those within links."""
    has_sentences: bool = False
    images: int = 0

    def add(self, other: "Weight") -> None:
        """Count what a child holds."""
        self.characters += other.characters
        self.linked += other.linked
        self.has_sentences = self.has_sentences or other.has_sentences
        self.images += other.images

    @property
    def is_prose(self) -> bool:
        """Whether it holds sentences, and few links: ads, share rows and teasers hold the other way round."""
        return self.has_sentences and self.linked < _LINKED_SHARE * self.characters


class Weights:
    """The weights of all elements of a soup, as the publisher made it."""

    def __init__(self, root: Tag, elements: Iterable[Tag]) -> None:
        """Weigh the elements, which stand in the order of the document."""
        self._of = {id(tag): Weight() for tag in (root, *elements)}
        self._root = root
        for tag in reversed([root, *elements]):
            self._weigh(tag)

    def of(self, tag: Tag) -> Weight:
        """Return what the element weighs; one made since then weighs nothing."""
        return self._of.get(id(tag), Weight())

    def is_most(self, tag: Tag) -> bool:
        """Whether the element is the article: it holds most of the body's text, and that is prose."""
        weight = self.of(tag)
        return weight.is_prose and weight.characters > _MOST * self.of(self._root).characters

    def _weigh(self, tag: Tag) -> None:
        weight = self._of[id(tag)]
        for child in tag.contents:
            if isinstance(child, NavigableString) and (text := fold(child)):
                weight.characters += _characters(text)
                weight.has_sentences = weight.has_sentences or bool(_SENTENCE_END.search(text))
        weight.images += tag.name == "img"
        if tag.name == "a":
            weight.linked = weight.characters
        around = self._of.get(id(tag.parent))
        if around is not None:
            around.add(weight)


def _characters(text: str) -> float:
    """Return the mean of characters and bytes: 1 for Latin letters, 2 for Chinese ones."""
    return len(text) if text.isascii() else (len(text) + len(text.encode("utf-8", "replace"))) / 2

"""The document as HTML, on which the sanitiser has the last word."""

from collections.abc import Mapping
from html import escape

from broadsheet.cleaning.document.document import Document
from broadsheet.cleaning.writers.sanitising import sanitise
from broadsheet.cleaning.writers.walk import walk
from broadsheet.errors import TooComplexError


def to_html(document: Document, most: int) -> str:
    """Return the document as sanitised HTML.

    Raises
    ------
    TooComplexError
        It would be longer than `most` characters. The sanitiser is not asked then: out of memory, it ends
        the process.
    """
    markup = _Html(most)
    walk(document, markup)
    return sanitise("".join(markup.written))


AMPLIFIED = (
    "the article would be more than 10 times as long as its HTML, since tags that are left open are written "
    "again in each block: close the links and formats where they end"
)


class _Html:
    """Writes tags and texts as they come."""

    def __init__(self, most: int) -> None:
        self.written: list[str] = []
        self._left = most

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin a tag."""
        values = "".join([f' {key}="{escape(value)}"' for key, value in attributes.items()])
        self._left -= len(values) + len(name)
        if self._left < 0:
            raise TooComplexError(AMPLIFIED)
        self.written.append(f"<{name}{values}>")

    def text(self, text: str) -> None:
        """Write text."""
        self.written.append(escape(text, quote=False))

    def end(self, name: str) -> None:
        """End a tag."""
        self.written.append(f"</{name}>")

    def plain(self, name: str, text: str) -> None:
        """Write a block of nothing but text."""
        self._left -= len(name)
        self.written.append(f"<{name}>{escape(text, quote=False)}</{name}>")

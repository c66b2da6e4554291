"""The document as HTML, on which the sanitiser has the last word."""

from collections.abc import Mapping
from html import escape

from broadsheet.cleaning.document.document import Document
from broadsheet.cleaning.writers.sanitising import sanitise
from broadsheet.cleaning.writers.walk import walk


def to_html(document: Document) -> str:
    """Return the document as sanitised HTML."""
    markup = _Html()
    walk(document, markup)
    return sanitise("".join(markup.written))


class _Html:
    """Writes tags and texts as they come."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin a tag."""
        values = "".join([f' {key}="{escape(value)}"' for key, value in attributes.items()])
        self.written.append(f"<{name}{values}>")

    def text(self, text: str) -> None:
        """Write text."""
        self.written.append(escape(text, quote=False))

    def end(self, name: str) -> None:
        """End a tag."""
        self.written.append(f"</{name}>")

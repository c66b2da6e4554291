"""The canonical soup as HTML and as plain text."""

from bs4 import Tag

from broadsheet.cleaning.blocks import lines
from broadsheet.cleaning.sanitising import sanitise


def to_html(soup: Tag) -> str:
    """Return the soup as sanitised HTML."""
    return sanitise(soup.decode_contents())


def to_text(soup: Tag) -> str:
    """Return the prose, one line a paragraph; captions, players and addresses of embeds are not in it."""
    return "\n".join(line.text for line in lines(soup))

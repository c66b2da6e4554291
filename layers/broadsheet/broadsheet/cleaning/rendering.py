"""The canonical soup as HTML, as plain text and as Markdown."""

from bs4 import Tag
from html_to_markdown import ConversionOptions, convert

from broadsheet.cleaning.blocks import lines
from broadsheet.cleaning.sanitising import sanitise

_MARKDOWN = ConversionOptions(
    extract_metadata=False, autolinks=False, escape_asterisks=True, escape_underscores=True, br_in_tables=True
)


def to_html(soup: Tag) -> str:
    """Return the soup as sanitised HTML."""
    return sanitise(soup.decode_contents())


def to_text(soup: Tag) -> str:
    """Return the prose, one line a paragraph; captions, players and addresses of embeds are not in it."""
    return "\n".join(line.text for line in lines(soup))


def to_markdown(html: str) -> str:
    """Return sanitised HTML as CommonMark, with pipe tables."""
    return (convert(html, _MARKDOWN).content or "").strip()

"""Sanitised HTML told to the Markdown tag by tag: any nesting, also such as no document has."""

import re
from html import unescape

from broadsheet.cleaning.writers.markdown import Markdown

_TAG_OR_TEXT = re.compile(r'<(?P<end>/?)(?P<name>\w+)(?P<attributes>(?:\s+[\w-]+="[^"]*")*)\s*>|[^<]+')
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


def markdown_of(html: str) -> str:
    """Return sanitised HTML, as `sanitise` writes it, as Markdown."""
    markdown = Markdown()
    for match in _TAG_OR_TEXT.finditer(html):
        name = match["name"]
        if name is None:
            markdown.text(unescape(match[0]))
        elif match["end"]:
            markdown.end(name)
        else:
            attributes = _ATTRIBUTE.findall(match["attributes"])
            markdown.start(name, {key: unescape(value) for key, value in attributes})
    return markdown.finish()

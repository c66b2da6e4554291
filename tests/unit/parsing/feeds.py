"""Feeds in XML as tests write them, and parsing them."""

from broadsheet.article import ParsedDocument
from broadsheet.parsing import parse
from tests.builders import raw_document

NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/"'
)


def rss(*items: str, head: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{head}<rss version="2.0" {NAMESPACES}><channel><title>News</title>'
        f"<link>https://news.example/</link><language>en-us</language>{''.join(items)}</channel></rss>"
    )


def atom(*entries: str, head: str = "") -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {head}><title>News</title>{"".join(entries)}</feed>'


def read(content: str | bytes, key: str = "articles/harbour/feed.xml") -> ParsedDocument:
    return parse(raw_document(content.encode() if isinstance(content, str) else content, key=key))

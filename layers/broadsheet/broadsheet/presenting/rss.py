"""A feed as RSS 2.0 (https://www.rssboard.org/rss-specification), for readers that know nothing newer.

It cannot say that an entry changed, nor that one is gone: Atom and JSON Feed can.
"""

from email.utils import format_datetime
from xml.etree import ElementTree as ET

from broadsheet.article import StoredArticle
from broadsheet.presenting.feed import Feed, excerpt
from broadsheet.presenting.names import article_urn
from broadsheet.presenting.xml_text import ATOM, CONTENT, DUBLIN_CORE, add, write

MEDIA_TYPE = "application/rss+xml"


def rss_feed(feed: Feed) -> str:
    """Return a page of a feed as an RSS document, the items with all that they say."""
    root = ET.Element("rss", version="2.0")
    channel = add(root, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.first_url)
    add(channel, "description", feed.title)
    add(channel, "lastBuildDate", format_datetime(feed.updated_at))
    add(channel, "generator", "Broadsheet")
    for rel, href in (("self", feed.url), ("first", feed.first_url), ("next", feed.next_url)):
        if href:
            add(channel, f"{{{ATOM}}}link", rel=rel, href=href, type=MEDIA_TYPE)
    for stored in feed.entries:
        _add_item(channel, stored)
    return write(root)


def _add_item(channel: ET.Element, stored: StoredArticle) -> None:
    article, content = stored.article, stored.article.content
    item = add(channel, "item")
    add(item, "title", content.title)
    if article.url:
        add(item, "link", article.url)
    add(item, "guid", article_urn(article.id), isPermaLink="false")
    add(item, "pubDate", format_datetime(content.published_at or stored.first_seen_at))
    for name in content.authors:
        add(item, f"{{{DUBLIN_CORE}}}creator", name)
    if content.language:
        add(item, f"{{{DUBLIN_CORE}}}language", content.language)
    if content.copyright:
        add(item, f"{{{DUBLIN_CORE}}}rights", content.copyright)
    add(item, "category", article.source)
    add(item, "description", excerpt(content))
    add(item, f"{{{CONTENT}}}encoded", content.html)

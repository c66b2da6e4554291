"""A feed as Atom 1.0 (RFC 4287), paged as RFC 5005 has it, with what is gone as in RFC 6721."""

from xml.etree import ElementTree as ET

from broadsheet.article import StoredArticle
from broadsheet.moments import to_rfc3339
from broadsheet.presenting.feed import Feed, excerpt
from broadsheet.presenting.names import article_urn
from broadsheet.presenting.xml_text import ATOM, LANGUAGE, TOMBSTONES, add, write

MEDIA_TYPE = "application/atom+xml"


def atom_feed(feed: Feed) -> str:
    """Return a page of a feed as an Atom document, the entries with all that they say."""
    root = ET.Element(f"{{{ATOM}}}feed")
    add(root, _atom("id"), feed.urn)
    add(root, _atom("title"), feed.title)
    add(root, _atom("updated"), to_rfc3339(feed.updated_at))
    add(root, _atom("generator"), "Broadsheet")
    add(root, _atom("link"), rel="self", href=feed.url, type=MEDIA_TYPE)
    add(root, _atom("link"), rel="first", href=feed.first_url, type=MEDIA_TYPE)
    if feed.next_url:
        add(root, _atom("link"), rel="next", href=feed.next_url, type=MEDIA_TYPE)
    for deletion in feed.deletions:
        gone = add(
            root,
            f"{{{TOMBSTONES}}}deleted-entry",
            ref=article_urn(deletion.article_id),
            when=to_rfc3339(deletion.deleted_at),
        )
        if deletion.reason:
            add(gone, f"{{{TOMBSTONES}}}comment", deletion.reason)
    for stored in feed.entries:
        _add_entry(root, stored)
    return write(root)


def _add_entry(root: ET.Element, stored: StoredArticle) -> None:
    article, content = stored.article, stored.article.content
    entry = add(root, _atom("entry"))
    if content.language:
        entry.set(LANGUAGE, content.language)
    add(entry, _atom("id"), article_urn(article.id))
    add(entry, _atom("title"), content.title)
    add(entry, _atom("updated"), to_rfc3339(stored.content_changed_at))
    if content.published_at:
        add(entry, _atom("published"), to_rfc3339(content.published_at))
    for name in content.authors or (article.source,):  # an entry must have one
        add(add(entry, _atom("author")), _atom("name"), name)
    if article.url:
        add(entry, _atom("link"), rel="alternate", href=article.url)
    add(entry, _atom("category"), term=article.source, label=article.source)
    if content.copyright:
        add(entry, _atom("rights"), content.copyright)
    add(entry, _atom("summary"), excerpt(content))
    add(entry, _atom("content"), content.html, type="html")


def _atom(name: str) -> str:
    return f"{{{ATOM}}}{name}"

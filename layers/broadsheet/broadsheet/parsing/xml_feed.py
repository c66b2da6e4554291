"""Feeds in XML: RSS 0.9x, 1.0 (RDF) and 2.0, Atom 0.3 and 1.0, CDF, whole or damaged.

feedparser reads them. It is loaded when the first one comes, and is given bytes, never a text: it would take
one for an address or the name of a file. Its own sanitising and resolving of addresses is off: the cleaning
does both, and keeps more. See https://feedparser.readthedocs.io/.
"""

import calendar
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from broadsheet.article import ParsedDocument
from broadsheet.errors import UnreadableFeedError
from broadsheet.parsing.bodies import (
    Attachment,
    fuller,
    html_of_html,
    html_of_text,
    title_of_html,
    with_attachments,
)
from broadsheet.parsing.entries import Fields, document_of
from broadsheet.parsing.moments import moment_of
from broadsheet.parsing.xml_limits import refuse_what_never_ends

# Where a feed's first tag must stand, behind comments, stylesheets, or what a broken program wrote first.
FIRST = 20_000  # characters
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_ROOT = re.compile(r"<(?:\w{1,20}:)?(?:rss|feed|rdf|channel|entry|item)\b[^<>]{0,5000}>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ROOT_IN_PAGE = re.compile(
    r"<(?:\w{1,20}:)?(?:rss|feed|rdf)\s[^<>]{0,5000}(?:xmlns|version)\b", re.IGNORECASE
)
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]{0,500}\?>")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NO_TEXT = ("image/", "audio/", "video/")
_NO_TOPIC = (
    "schemas.google.com",
    "mrss/category_schema",
)  # schemes of tags that say what kind of thing an entry is

Found = dict[str, Any]


def parse(text: str, key: str) -> ParsedDocument | None:
    """Return the entries of a feed in XML, or None when the text is none.

    Raises
    ------
    TooComplexError
        The feed is beyond what can be read in time.
    NoEntriesError
        The feed has no entry.
    UnreadableFeedError
        The feed is damaged beyond what can be read.
    """
    if not _is_feed(text):
        return None
    refuse_what_never_ends(text)
    import feedparser  # noqa: PLC0415  # a function that meets only crawlers' files starts without it

    content = _NOT_IN_XML.sub("", _DECLARATION.sub("", text, count=1)).encode()
    try:
        found = feedparser.parse(BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # it promises none, and raises whatever a broken feed makes Python raise
        raise UnreadableFeedError(
            f"the feed is damaged beyond reading, {error!r}; fetch it again", key=key
        ) from error
    if not found.entries and _PAGE.search(text[:FIRST]):
        return None
    return document_of("xml-feed", key, _fields(found))


def _is_feed(text: str) -> bool:
    """Whether a feed's root is the first tag that is either that or a page's; pages may wrap one."""
    first = _COMMENT.sub("", text[:FIRST])
    root, page = _ROOT.search(first), _PAGE.search(first)
    if root and (page is None or root.start() < page.start()):
        return True
    return page is not None and _ROOT_IN_PAGE.search(text) is not None


def _fields(found: Found) -> Iterator[Fields]:
    feed = found["feed"]
    is_atom = str(found.get("version", "")).startswith("atom")
    site = _address(feed)
    for entry in found["entries"]:
        bodies = list(_bodies(entry))
        own = _names(entry)
        yield Fields(
            url=_address(entry),
            base=site,
            entry_id=_text(entry, "id"),
            title=_title(entry),
            html=with_attachments(fuller(*(html for html, _ in bodies)), _attachments(entry)),
            html_base=next((base for _, base in bodies if base), ""),
            published_at=_moment(entry, "published") or _moment(entry, "created"),
            updated_at=_moment(entry, "updated"),
            authors=own or _names(_mapping(entry, "source")) or (_names(feed) if is_atom else ()),
            tags=tuple(_tags(entry)),
            language=_language(entry) or _text(feed, "language"),
        )


def _text(of: Found, name: str) -> str:
    value = dict.get(of, name)  # feedparser's own get answers with other fields
    return value if isinstance(value, str) else ""


def _mapping(of: Found, name: str) -> Found:
    value = of.get(name)
    return value if isinstance(value, dict) else {}


def _items(of: Found, name: str) -> list[Found]:
    value = of.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _address(of: Found) -> str:
    """Return the address of a feed's site or of an entry's page, else of its first other form."""
    others = (_text(link, "href") for link in _items(of, "links") if link.get("rel") == "alternate")
    return _text(of, "link") or next(filter(None, others), "")


def _title(entry: Found) -> str:
    title = _text(entry, "title")
    kind = _mapping(entry, "title_detail").get("type", "text/plain")
    return title if kind == "text/plain" and "<" not in title else title_of_html(title)


def _bodies(entry: Found) -> Iterator[tuple[str, str]]:
    """Yield each body as HTML, the content before the summary, with the address it is relative to."""
    for detail in (*_items(entry, "content"), _mapping(entry, "summary_detail")):
        value, kind = _text(detail, "value"), _text(detail, "type")
        if not kind.startswith(_NO_TEXT):
            html = html_of_text(value) if kind == "text/plain" else html_of_html(value)
            yield html, _text(detail, "base")
    if summary := _text(entry, "summary"):
        yield html_of_html(summary), ""


def _moment(entry: Found, name: str) -> datetime | None:
    """Return a date as we read it, else as feedparser does: it knows month names of more languages."""
    if moment := moment_of(_text(entry, name)):
        return moment
    parsed = dict.get(entry, f"{name}_parsed")
    if not isinstance(parsed, tuple):
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _names(of: Found) -> tuple[str, ...]:
    authors = [_text(author, "name") for author in _items(of, "authors")]
    return tuple(filter(None, authors)) or tuple(filter(None, [_text(of, "author")]))


def _tags(entry: Found) -> Iterator[str]:
    for tag in _items(entry, "tags"):
        if not any(scheme in _text(tag, "scheme") for scheme in _NO_TOPIC):
            yield title_of_html(_text(tag, "label") or _text(tag, "term"))


def _language(entry: Found) -> str:
    details = (*_items(entry, "content"), _mapping(entry, "summary_detail"), _mapping(entry, "title_detail"))
    return next((language for detail in details if (language := _text(detail, "language"))), "")


def _attachments(entry: Found) -> Iterator[Attachment]:
    posters = [url for picture in _items(entry, "media_thumbnail") if (url := _text(picture, "url"))]
    for link in _items(entry, "links"):
        if link.get("rel") == "enclosure" and (url := _text(link, "href")):
            yield Attachment(url=url, type=_text(link, "type"))
    for media in _items(entry, "media_content"):
        if url := _text(media, "url"):
            kind = _text(media, "type") or _text(media, "medium")
            yield Attachment(url=url, type=kind, poster=posters[0] if posters else "")
    yield from (Attachment(url=url, type="image") for url in posters)

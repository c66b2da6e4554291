"""JSON Feed 1.0 and 1.1, as https://www.jsonfeed.org/version/1.1/ describes it."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from broadsheet.article import ParsedDocument
from broadsheet.errors import EmptyEntryError, InvalidDocumentError
from broadsheet.parsing.bodies import Attachment, html_of_text, title_of_html, with_attachments
from broadsheet.parsing.entries import Fields, absolute, document_of
from broadsheet.parsing.json_text import Members, objects_in, text_in, texts_in, values_in
from broadsheet.parsing.moments import moment_of

BODIES = ("content_html", "content_text")


def parse(text: str, key: str) -> ParsedDocument | None:
    """Return the items of a JSON Feed, or None when the text is none.

    Raises
    ------
    NoEntriesError
        The feed has no item.
    TooComplexError
        Its values are nested too deep.
    """
    values = values_in(text) if '"items"' in text else None
    feed = values[0] if values and len(values) == 1 else None
    if not isinstance(feed, dict) or not _is_feed(feed):
        return None
    return document_of("json-feed", key, (_fields(item, feed) for item in feed["items"]))


def _is_feed(feed: Members) -> bool:
    """Whether an object says that it is a feed, or has items with such bodies."""
    if not isinstance(feed.get("items"), list):
        return False
    return "jsonfeed.org" in text_in(feed, "version") or any(
        isinstance(item, dict) and any(name in item for name in BODIES) for item in feed["items"]
    )


def _fields(item: Any, feed: Members) -> Fields | InvalidDocumentError:  # noqa: ANN401  # JSON is anything
    if not isinstance(item, dict):
        return EmptyEntryError(f"the item is no object but {str(item)[:40]!r}; make it one")
    html = text_in(item, "content_html") or html_of_text(text_in(item, "content_text", "summary"))
    id_ = text_in(item, "id")
    return Fields(
        url=text_in(item, "url") or (id_ if absolute(id_) else "") or text_in(item, "external_url"),
        base=text_in(feed, "home_page_url"),
        entry_id=id_,
        title=title_of_html(text_in(item, "title")),
        html=with_attachments(html, _attachments(item)),
        published_at=moment_of(text_in(item, "date_published")),
        updated_at=moment_of(text_in(item, "date_modified")),
        authors=_authors(item) or _authors(feed),
        tags=tuple(texts_in(item, "tags")),
        language=text_in(item, "language") or text_in(feed, "language"),
    )


def _authors(of: Members) -> tuple[str, ...]:
    """Return the names of the authors: a list since version 1.1, one in `author` before."""
    authors = chain(objects_in(of, "authors"), objects_in(of, "author"))
    return tuple(dict.fromkeys(name for author in authors if (name := text_in(author, "name"))))


def _attachments(item: Members) -> Iterator[Attachment]:
    for attachment in objects_in(item, "attachments"):
        if url := text_in(attachment, "url"):
            yield Attachment(
                url=url, type=text_in(attachment, "mime_type"), title=text_in(attachment, "title")
            )
    for name in ("image", "banner_image"):
        if url := text_in(item, name):
            yield Attachment(url=url, type="image")

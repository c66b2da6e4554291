"""Google Reader's JSON, in which its successors still export: Inoreader, FreshRSS, The Old Reader, Takeout.

An object with `items`, a list of items, or one item a line. Described by its client libraries only, as in
https://github.com/mihaip/google-reader-api; each field here was met in exports.
"""

from collections.abc import Iterator
from typing import Any

from broadsheet.article import ParsedDocument
from broadsheet.errors import EmptyEntryError, InvalidDocumentError
from broadsheet.parsing.bodies import Attachment, fuller, title_of_html, with_attachments
from broadsheet.parsing.entries import Fields, document_of
from broadsheet.parsing.json_text import Members, objects_in, text_in, texts_in, values_in
from broadsheet.parsing.moments import moment_of

ADDRESSES = ("canonical", "alternate")
BODIES = ("content", "summary")
_STATE = "user/"  # categories of this kind say what the reader did: read, starred, in which folder


def parse(text: str, key: str) -> ParsedDocument | None:
    """Return the items of an export, or None when the text is none.

    Raises
    ------
    NoEntriesError
        The export has no item.
    TooComplexError
        Its values are nested too deep.
    """
    if not any(f'"{name}"' in text for name in (*ADDRESSES, "origin")):
        return None
    items = _items(values_in(text) or [])
    if not any(_is_item(item) for item in items):
        return None
    return document_of("google-reader", key, map(_fields, items))


def _items(values: list[Any]) -> list[Any]:
    if len(values) != 1:
        return values
    (value,) = values
    items = value.get("items", value) if isinstance(value, dict) else value
    return items if isinstance(items, list) else [items]


def _is_item(item: object) -> bool:
    """Whether a value has what only such items have: an address in a list, or a body in an object."""
    return isinstance(item, dict) and (
        any(text_in(link, "href") for name in ADDRESSES for link in objects_in(item, name))
        or any("content" in body for name in BODIES for body in objects_in(item, name))
    )


def _fields(item: Any) -> Fields | InvalidDocumentError:  # noqa: ANN401  # JSON is anything
    if not isinstance(item, dict):
        return EmptyEntryError(f"the item is no object but {str(item)[:40]!r}; make it one")
    origin = next(objects_in(item, "origin"), {})
    links = (link for name in ADDRESSES for link in objects_in(item, name))
    bodies = (text_in(body, "content") for name in BODIES for body in objects_in(item, name))
    return Fields(
        url=next(filter(None, (text_in(link, "href") for link in links)), ""),
        base=text_in(origin, "htmlUrl"),
        entry_id=text_in(item, "id"),
        title=title_of_html(text_in(item, "title")),
        html=with_attachments(fuller(*bodies), _attachments(item)),
        published_at=moment_of(text_in(item, "published")),
        updated_at=moment_of(text_in(item, "updated")),
        authors=tuple(texts_in(item, "author")),
        tags=tuple(tag for tag in texts_in(item, "categories") if not tag.startswith(_STATE)),
    )


def _attachments(item: Members) -> Iterator[Attachment]:
    for enclosure in objects_in(item, "enclosure"):
        if url := text_in(enclosure, "href"):
            yield Attachment(url=url, type=text_in(enclosure, "type"))

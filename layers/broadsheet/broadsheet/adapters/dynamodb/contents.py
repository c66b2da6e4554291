"""Contents as items: within the head while they are small and served, else apart, one item a reading."""

import json
import zlib
from typing import Any

from broadsheet.adapters.dynamodb.attributes import item_size, to_attributes
from broadsheet.adapters.dynamodb.shape import (
    SHAPE,
    SUMMARISED,
    TEXT,
    content_body,
    content_summary,
    to_content,
)
from broadsheet.adapters.dynamodb.table import SUMMARY, Item, content_key
from broadsheet.article import Content
from broadsheet.errors import TooComplexError
from broadsheet.ports import BodyStore

# Bytes. A head is read by every arrival, so it holds small bodies only; an item may have 400 KB.
LARGEST_BODY_IN_HEAD = 16_000
LARGEST_BODY_IN_TABLE = 350_000
LARGEST_SUMMARY = 40_000
BODY, BODY_KEY = "body", "body_key"
CONTENT_ATTRIBUTES = (TEXT, BODY, BODY_KEY)


def written_content(content: Content, article_id: str, reading: str, bodies: BodyStore) -> Item:
    """Return the attributes that hold a content: its summary, and its body or where in the bucket it lies.

    Raises
    ------
    TooComplexError
        What listings show of the article is more than an item can hold.
    """
    summary = content_summary(content)
    if (size := item_size(to_attributes(summary))) > LARGEST_SUMMARY:
        raise TooComplexError(
            f"title, authors, standfirst and lead image have {size:,} bytes; "
            f"an article's have at most {LARGEST_SUMMARY:,}"
        )
    body = content_body(content)
    if len(content.text.encode()) + len(body) <= LARGEST_BODY_IN_TABLE:
        return {SUMMARY: summary, TEXT: content.text, BODY: body}
    key = body_key(article_id, reading)
    bodies.put(key, zlib.compress(json.dumps({TEXT: content.text, BODY: body.hex()}).encode()))
    return {SUMMARY: summary, BODY_KEY: key}


def content_of(item: Item) -> Item:
    """Return the attributes of an item that hold its content."""
    content = {name: item[name] for name in CONTENT_ATTRIBUTES if name in item}
    summary = {name: value for name, value in item.get(SUMMARY, {}).items() if name in SUMMARISED}
    return {**content, SUMMARY: summary}


def is_small(written: Item) -> bool:
    """Tell whether a content may lie within the head."""
    return (
        BODY_KEY not in written and len(written[TEXT].encode()) + len(written[BODY]) <= LARGEST_BODY_IN_HEAD
    )


def content_item(written: Item, article_id: str, reading: str) -> Item:
    """Return the item of a content that lies apart."""
    return {**written, **content_key(article_id, reading), "shape": SHAPE}


def read_content(item: Item, bodies: BodyStore) -> Content:
    """Return the content that an item holds.

    Raises
    ------
    ValueError
        Its body cannot be unpacked.
    """
    text, body = item.get(TEXT, ""), bytes(item.get(BODY, b""))
    if BODY_KEY in item:
        held: dict[str, Any] = json.loads(zlib.decompress(bodies.get(item[BODY_KEY])))
        text, body = held[TEXT], bytes.fromhex(held[BODY])
    summary = item.get(SUMMARY, {})
    try:
        return to_content(summary, text, body)
    except ValueError:
        if text:
            raise
        return to_content(summary, "", b"")  # the text is lost, and with it what the body refers to


def holds_body(item: Item) -> bool:
    """Tell whether an item has a body of its own."""
    return BODY in item or BODY_KEY in item


def body_key(article_id: str, reading: str) -> str:
    """Return under which key of the content bucket a body goes."""
    return f"{bodies_prefix(article_id)}{reading}.json.zlib"


def bodies_prefix(article_id: str) -> str:
    """Return how the keys begin of all bodies of an article."""
    return f"bodies/{article_id}/"


def article_id_in(key: str) -> str:
    """Return the id of the article that a body was written for, by its key."""
    return key.removeprefix("bodies/").partition("/")[0]

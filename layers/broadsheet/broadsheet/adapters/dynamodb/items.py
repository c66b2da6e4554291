"""Items as DynamoDB takes them, their keys, and the small items: receipts and sources."""

import hashlib
from datetime import datetime
from typing import Any

from broadsheet.adapters.dynamodb.attributes import from_attribute, to_attribute
from broadsheet.article import Outcome, RawLocation, Receipt
from broadsheet.moments import from_rfc3339, to_rfc3339

Item = dict[str, Any]

CURRENT = "current"
EDITION_PREFIX = "edition#"
SOURCES = "sources"
LISTING = "articles"  # the one partition of the listings over all sources
REJECTIONS = "rejections"  # the one partition of the listing of rejections that stand


def to_attributes(item: Item) -> dict[str, Any]:
    """Return an item in DynamoDB's typed form, without attributes that are None or empty."""
    return {name: to_attribute(value) for name, value in item.items() if value not in (None, "", [], {})}


def from_attributes(attributes: dict[str, Any]) -> Item:
    """Return an item from DynamoDB's typed form."""
    return {name: from_attribute(value) for name, value in attributes.items()}


def article_subject(article_id: str) -> str:
    """Return the partition of an article."""
    return f"article#{article_id}"


def article_key(article_id: str, record: str = CURRENT) -> Item:
    """Return the key of an article's current edition, or of another of its items."""
    return {"subject": article_subject(article_id), "record": record}


def edition_record(key: str, version_id: str) -> str:
    """Return the sort key of a past edition: one for each version of a raw document."""
    return EDITION_PREFIX + hashlib.sha256(f"{key}\0{version_id}".encode()).hexdigest()[:32]


def receipt_item(receipt: Receipt) -> Item:
    """Return the item that says what became of a raw document."""
    location = receipt.location
    return {
        **receipt_key(location.key, location.version_id),
        "bucket": location.bucket,
        "key": location.key,
        "version_id": location.version_id,
        "sequencer": location.sequencer,
        "put_at": to_rfc3339(location.put_at),
        "outcome": receipt.outcome.value,
        "article_ids": list(receipt.article_ids),
        "parser_version": receipt.parser_version,
        "processed_at": to_rfc3339(receipt.processed_at),
        "code": receipt.code,
        "message": receipt.message,
        "rejection_listing": REJECTIONS if receipt.stands else None,
    }


def receipt_key(key: str, version_id: str) -> Item:
    """Return the key of the receipt of one version of a raw document."""
    return {"subject": receipts_of_document(key), "record": f"receipt#{version_id}"}


def receipts_of_document(key: str) -> str:
    """Return the partition of the receipts of all versions of a raw document."""
    return f"document#{key}"


def to_receipt(item: Item) -> Receipt:
    """Return the receipt that an item holds."""
    return Receipt(
        location=RawLocation(
            bucket=item["bucket"],
            key=item["key"],
            version_id=item.get("version_id", ""),
            sequencer=item.get("sequencer", ""),
            put_at=from_rfc3339(item.get("put_at")),
        ),
        outcome=Outcome(item["outcome"]),
        article_ids=tuple(item.get("article_ids", ())),
        parser_version=int(item["parser_version"]),
        processed_at=from_rfc3339(item["processed_at"]),
        code=item.get("code", ""),
        message=item.get("message", ""),
        stands="rejection_listing" in item,
    )


def source_item(source: str, seen_at: datetime) -> Item:
    """Return the item that says that a source exists."""
    return {"subject": SOURCES, "record": source, "first_seen_at": to_rfc3339(seen_at)}

"""The keys and the indexes of the table: no other module names one."""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from broadsheet.moments import to_rfc3339

if TYPE_CHECKING:
    from broadsheet.ingestion.revisions import Edition

Item = dict[str, Any]

SUBJECT, RECORD, PLACE, SUMMARY = "subject", "record", "place", "summary"
CURRENT = "current"
ARTICLE_PREFIX = "article#"
EDITION_PREFIX, CONTENT_PREFIX, RECEIPT_PREFIX = "edition#", "content#", "receipt#"
REJECTION = "rejection"
SOURCES = "sources"
EVERYTHING = "all"  # the one partition of a listing over all sources
BY_PLACE = "by_place"
# Below and above every moment that is stored.
BEGINNING, END = "0000", "~"


@dataclass(frozen=True, kw_only=True)
class Index:
    """An index: the attribute that makes its partitions, and the clock that orders them."""

    name: str
    partition: str
    clock: str


BY_PUBLISHED = Index(name="by_published", partition="listing", clock="listed_at")
BY_SOURCE = Index(name="by_source", partition="source_listing", clock="listed_at")
BY_CHANGED = Index(name="by_changed", partition="change_listing", clock="changed_at")
BY_SOURCE_CHANGED = Index(name="by_source_changed", partition="source_change_listing", clock="changed_at")
BY_REJECTED = Index(name="by_rejected", partition="rejection_listing", clock="rejected_at")
LISTINGS = (BY_PUBLISHED, BY_SOURCE, BY_CHANGED, BY_SOURCE_CHANGED)
INDEXES = (*LISTINGS, BY_REJECTED)
LISTING_ATTRIBUTES = tuple(dict.fromkeys(name for each in LISTINGS for name in (each.partition, each.clock)))


def article_subject(article_id: str) -> str:
    """Return the partition of an article."""
    return f"{ARTICLE_PREFIX}{article_id}"


def article_id_of(item: Item) -> str:
    """Return the id of the article that an item is of."""
    return str(item[SUBJECT]).removeprefix(ARTICLE_PREFIX)


def head_key(article_id: str) -> Item:
    """Return the key of an article's head."""
    return {SUBJECT: article_subject(article_id), RECORD: CURRENT}


def edition_key(edition: "Edition") -> Item:
    """Return the key of an edition beside the head: the versions of one key together, in the order of put."""
    version = _digest(edition.raw.version_id)
    record = f"{versions_prefix(edition)}{to_rfc3339(edition.put_at)}#{version}"
    return {SUBJECT: article_subject(edition.article_id), RECORD: record}


def versions_prefix(edition: "Edition") -> str:
    """Return how the sort keys begin of the editions of one key."""
    return f"{EDITION_PREFIX}{_digest(edition.raw.key)}#"


def content_key(article_id: str, reading: str) -> Item:
    """Return the key of a content that lies apart from the head."""
    return {SUBJECT: article_subject(article_id), RECORD: f"{CONTENT_PREFIX}{reading}"}


def document_subject(key: str) -> str:
    """Return the partition of what is known of a raw document's key."""
    return f"document#{key}"


def receipt_key(key: str, version_id: str) -> Item:
    """Return the key of the receipt of one version of a raw document."""
    return {SUBJECT: document_subject(key), RECORD: f"{RECEIPT_PREFIX}{version_id}"}


def rejection_key(key: str) -> Item:
    """Return the key of the rejection that stands of a raw document's key."""
    return {SUBJECT: document_subject(key), RECORD: REJECTION}


def source_key(source: str) -> Item:
    """Return the key of the item that says that a source exists."""
    return {SUBJECT: SOURCES, RECORD: source}


def listed_under(*, source: str, listed_at: str, changed_at: str) -> Item:
    """Return the attributes that bring an article into all listings."""
    return {
        BY_PUBLISHED.partition: EVERYTHING,
        BY_SOURCE.partition: source,
        BY_PUBLISHED.clock: listed_at,
        **changed_under(source=source, changed_at=changed_at),
    }


def changed_under(*, source: str, changed_at: str) -> Item:
    """Return the attributes that bring an article into the listings in the order of change only."""
    return {
        BY_CHANGED.partition: EVERYTHING,
        BY_SOURCE_CHANGED.partition: source,
        BY_CHANGED.clock: changed_at,
    }


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]

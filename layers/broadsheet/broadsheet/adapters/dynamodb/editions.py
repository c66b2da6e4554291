"""Editions as items, and as parts of heads."""

from dataclasses import asdict
from typing import Any

from broadsheet.adapters.dynamodb.shape import SHAPE, moment
from broadsheet.adapters.dynamodb.table import PLACE, SUMMARY, Item, article_id_of, edition_key
from broadsheet.article import UNDATED, Outcome, RawReference
from broadsheet.ingestion.revisions import Edition
from broadsheet.moments import from_rfc3339, to_rfc3339

OUTCOMES = frozenset(Outcome)


def edition_item(edition: Edition) -> Item:
    """Return the item of an edition that stands beside the head: facts, and no body."""
    return {
        **edition_facts(edition),
        **edition_key(edition),
        PLACE: edition.place,
        "url": edition.url,
        "source": edition.source,
        "title": edition.title,
        "published_at": to_rfc3339(edition.published_at),
        "word_count": edition.word_count,
        "content_hash": edition.content_hash,
        "content_changed_at": to_rfc3339(edition.content_changed_at),
        "shape": SHAPE,
    }


def edition_facts(edition: Edition) -> Item:
    """Return what a head's summary does not say of its edition."""
    is_moved = edition.placed_at != (edition.published_at or UNDATED)
    return {
        "raw_url": edition.raw_url if edition.raw_url != edition.url else None,
        "raw_title": edition.raw_title if edition.raw_title != edition.title else None,
        "raw": asdict(edition.raw),
        "put_at": to_rfc3339(edition.put_at),
        "sequencer": edition.sequencer,
        "reading": edition.reading,
        "parser_version": edition.parser_version,
        "rules": edition.rules,
        "identity_version": edition.identity_version,
        "placed_at": to_rfc3339(edition.placed_at) if is_moved else None,
        "outcome": edition.outcome.value,
        "processed_at": to_rfc3339(edition.processed_at),
    }


def to_edition(item: Item) -> Edition:
    """Return the edition that an item of its own, or a head, holds; what is missing is as if unknown."""
    held = {**item.get(SUMMARY, {}), **item}
    published_at = from_rfc3339(held.get("published_at"))
    outcome = held.get("outcome", "")
    return Edition(
        article_id=article_id_of(item),
        url=held.get("url"),
        raw_url=held.get("raw_url") or held.get("url"),
        source=held.get("source", ""),
        raw_title=held.get("raw_title") or held.get("title", ""),
        title=held.get("title", ""),
        published_at=published_at,
        word_count=int(held.get("word_count", 0)),
        raw=to_raw_reference(held.get("raw", {})),
        put_at=moment(held, "put_at", UNDATED),
        sequencer=held.get("sequencer", ""),
        content_hash=held.get("content_hash", ""),
        reading=held.get("reading", ""),
        parser_version=int(held.get("parser_version", 0)),
        rules=held.get("rules", ""),
        identity_version=int(held.get("identity_version", 1)),
        placed_at=moment(held, "placed_at", published_at or UNDATED),
        outcome=Outcome(outcome) if outcome in OUTCOMES else Outcome.UNCHANGED,
        content_changed_at=moment(held, "content_changed_at", UNDATED),
        processed_at=moment(held, "processed_at", UNDATED),
    )


def to_raw_reference(item: dict[str, Any]) -> RawReference:
    """Return the raw document that a map names."""
    return RawReference(
        bucket=item.get("bucket", ""),
        key=item.get("key", ""),
        version_id=item.get("version_id", ""),
        etag=item.get("etag", ""),
        size=int(item.get("size", 0)),
        sha256=item.get("sha256", ""),
    )

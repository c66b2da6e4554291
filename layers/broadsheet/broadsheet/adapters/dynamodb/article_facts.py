"""Articles without their bodies, as deciding, lists of revisions and listings need them."""

from broadsheet.adapters.dynamodb.items import Item
from broadsheet.article import UNDATED, Image, Outcome, Position, RawReference, Revision
from broadsheet.ingestion.revisions import Edition
from broadsheet.moments import from_rfc3339
from broadsheet.retrieval.queries import ArticleSummary

# The attributes that `to_edition` and `to_revision` read.
FACT_ATTRIBUTES = (
    "record",
    "title",
    "published_at",
    "put_at",
    "sequencer",
    "raw",
    "content_hash",
    "parser_version",
    "rules",
    "outcome",
    "word_count",
    "has_body",
    "withdrawal",
)


def to_edition(item: Item) -> Edition:
    """Return what deciding needs to know of an item."""
    raw = to_raw_reference(item["raw"])
    return Edition(
        position=Position(
            published_at=from_rfc3339(item.get("published_at")) or UNDATED,
            put_at=from_rfc3339(item["put_at"]),
            sequencer=item.get("sequencer", ""),
            key=raw.key,
            version_id=raw.version_id,
        ),
        content_hash=item["content_hash"],
        sha256=raw.sha256,
        parser_version=int(item["parser_version"]),
        rules=item.get("rules", ""),
        outcome=Outcome(item["outcome"]),
        has_body=item.get("has_body", False),
    )


def to_revision(item: Item, number: int) -> Revision:
    """Return what a list of revisions shows of an edition."""
    return Revision(
        number=number,
        title=item.get("title", ""),
        published_at=from_rfc3339(item.get("published_at")),
        word_count=int(item["word_count"]),
        content_hash=item["content_hash"],
        raw=to_raw_reference(item["raw"]),
        put_at=from_rfc3339(item["put_at"]),
    )


def to_summary(item: Item) -> ArticleSummary:
    """Return the summary that an index holds."""
    return ArticleSummary(
        id=item["article_id"],
        url=item.get("url"),
        source=item["source"],
        title=item.get("title", ""),
        authors=tuple(item.get("authors", ())),
        language=item.get("language"),
        published_at=from_rfc3339(item.get("published_at")),
        standfirst=item.get("standfirst", ""),
        lead_image=to_image(item.get("lead_image")),
        word_count=int(item["word_count"]),
        reading_minutes=int(item["reading_minutes"]),
        revision=int(item["revision"]),
        content_hash=item["content_hash"],
        first_seen_at=from_rfc3339(item["first_seen_at"]),
        content_changed_at=from_rfc3339(item["content_changed_at"]),
    )


def to_image(item: Item | None) -> Image | None:
    """Return the image that a map holds, None for none."""
    return Image(**item) if item else None


def to_raw_reference(item: Item) -> RawReference:
    """Return the raw document that a map names."""
    return RawReference(**{**item, "size": int(item["size"])})

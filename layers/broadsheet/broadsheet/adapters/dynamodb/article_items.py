"""Articles as items.

Facts and plain text are native attributes. What only the whole article needs (html, markdown,
images, links, the audit) is one compressed attribute, and text and body together move to the
content bucket when the item would grow too large.
"""

import json
import zlib
from dataclasses import asdict
from typing import Any, Protocol

from broadsheet.adapters.dynamodb.article_facts import to_image, to_raw_reference
from broadsheet.adapters.dynamodb.items import CURRENT, LISTING, Item, article_subject, edition_record
from broadsheet.article import (
    Article,
    Content,
    Image,
    Link,
    Media,
    Outcome,
    Removal,
    StoredArticle,
    Withdrawal,
)
from broadsheet.moments import from_rfc3339, to_rfc3339

# The attributes that tell of a document and its arrival; all others follow from its bytes.
DOCUMENT_ATTRIBUTES = (
    "record",
    "source",
    "raw",
    "put_at",
    "sequencer",
    "outcome",
    "first_seen_at",
    "content_changed_at",
    "processed_at",
    "revision",
    "withdrawal",
)
LARGEST_INLINE_BODY = 250_000  # bytes of text and compressed body; an item may have 400 KB with all else


class BodyStore(Protocol):
    """Where bodies go that are too large for an item."""

    def put(self, key: str, body: bytes) -> None:
        """Store a body under a key."""
        ...

    def get(self, key: str) -> bytes:
        """Return the body under a key."""
        ...


def current_item(stored: StoredArticle, bodies: BodyStore) -> Item:
    """Return the item that is served; unless withdrawn, with what brings it into the indexes."""
    article = stored.article
    item = {**_facts(stored), **_body(article, bodies), "record": CURRENT, "revision": stored.revision}
    if stored.withdrawal:
        return {**item, "withdrawal": _withdrawal_item(stored.withdrawal)}
    return {
        **item,
        "listing": LISTING,
        "source_listing": article.source,
        "listed_at": to_rfc3339(article.content.published_at or article.put_at),
    }


def _withdrawal_item(withdrawal: Withdrawal) -> Item:
    return {"reason": withdrawal.reason, "withdrawn_at": to_rfc3339(withdrawal.withdrawn_at)}


def to_withdrawal(item: Item) -> Withdrawal | None:
    """Return the withdrawal that an item tells of."""
    told = item.get("withdrawal")
    if told is None:
        return None
    return Withdrawal(reason=told["reason"], withdrawn_at=from_rfc3339(told["withdrawn_at"]))


def past_item(stored: StoredArticle, bodies: BodyStore, *, with_body: bool) -> Item:
    """Return the item of an edition that is not current: without its revision's number.

    That follows from all editions, and any document that arrives may change it.
    """
    raw = stored.article.raw
    return {
        **_facts(stored),
        **(_body(stored.article, bodies) if with_body else {}),
        "record": edition_record(raw.key, raw.version_id),
    }


def _facts(stored: StoredArticle) -> Item:
    article, content = stored.article, stored.article.content
    return {
        "subject": article_subject(article.id),
        "article_id": article.id,
        "url": article.url,
        "raw_url": article.raw_url,
        "source": article.source,
        "title": content.title,
        "raw_title": article.raw_title,
        "authors": list(content.authors),
        "language": content.language,
        "published_at": to_rfc3339(content.published_at),
        "published_at_from": content.published_at_from,
        "standfirst": content.standfirst,
        "lead_image": asdict(content.lead_image) if content.lead_image else None,
        "word_count": content.word_count,
        "reading_minutes": content.reading_minutes,
        "copyright": content.copyright,
        "warnings": list(content.warnings),
        "content_hash": article.content_hash,
        "raw": asdict(article.raw),
        "put_at": to_rfc3339(article.put_at),
        "sequencer": article.sequencer,
        "parser_version": article.parser_version,
        "rules": article.rules,
        "identity_version": article.identity_version,
        "outcome": stored.outcome.value,
        "first_seen_at": to_rfc3339(stored.first_seen_at),
        "content_changed_at": to_rfc3339(stored.content_changed_at),
        "processed_at": to_rfc3339(stored.processed_at),
    }


def _body(article: Article, bodies: BodyStore) -> Item:
    content = article.content
    rest = {
        "html": content.html,
        "markdown": content.markdown,
        "images": [asdict(image) for image in content.images],
        "media": [asdict(media) for media in content.media],
        "links": [asdict(link) for link in content.links],
        "removed": [asdict(removal) for removal in content.removed],
    }
    packed = _pack(rest)
    if len(content.text.encode()) + len(packed) <= LARGEST_INLINE_BODY:
        return {"has_body": True, "text": content.text, "body": packed}
    key = body_key(article)
    bodies.put(key, _pack({"text": content.text, **rest}))
    return {"has_body": True, "body_key": key}


def body_key(article: Article) -> str:
    """Return under which key of the content bucket the body of an article goes."""
    reading = f"{article.raw.sha256}-{article.parser_version}-{article.content_hash}"
    return f"bodies/{article.id}/{reading}.json.zlib"


def article_id_in(key: str) -> str:
    """Return the id of the article that a body was written for, by its key."""
    return key.removeprefix("bodies/").partition("/")[0]


def _pack(value: dict[str, Any]) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=False).encode())


def _unpacked_body(item: Item, bodies: BodyStore) -> dict[str, Any]:
    if "body_key" in item:
        packed = bodies.get(item["body_key"])
        return dict(json.loads(zlib.decompress(packed)))
    return {"text": item.get("text", ""), **json.loads(zlib.decompress(bytes(item["body"])))}


def to_stored_article(item: Item, bodies: BodyStore) -> StoredArticle:
    """Return the article that an item with a body holds; a past edition's revision is given as 1."""
    return StoredArticle(
        article=Article(
            id=item["article_id"],
            url=item.get("url"),
            raw_url=item.get("raw_url"),
            source=item["source"],
            raw_title=item.get("raw_title", ""),
            content=_content(item, _unpacked_body(item, bodies)),
            content_hash=item["content_hash"],
            raw=to_raw_reference(item["raw"]),
            put_at=from_rfc3339(item["put_at"]),
            sequencer=item.get("sequencer", ""),
            parser_version=int(item["parser_version"]),
            rules=item.get("rules", ""),
            identity_version=int(item.get("identity_version", 1)),
        ),
        revision=int(item.get("revision", 1)),
        outcome=Outcome(item["outcome"]),
        first_seen_at=from_rfc3339(item["first_seen_at"]),
        content_changed_at=from_rfc3339(item["content_changed_at"]),
        processed_at=from_rfc3339(item["processed_at"]),
        withdrawal=to_withdrawal(item),
    )


def _content(item: Item, body: dict[str, Any]) -> Content:
    return Content(
        title=item.get("title", ""),
        authors=tuple(item.get("authors", ())),
        language=item.get("language"),
        published_at=from_rfc3339(item.get("published_at")),
        published_at_from=item.get("published_at_from"),
        standfirst=item.get("standfirst", ""),
        text=body["text"],
        html=body["html"],
        markdown=body["markdown"],
        images=tuple(Image(**image) for image in body["images"]),
        lead_image=to_image(item.get("lead_image")),
        media=tuple(Media(**media) for media in body["media"]),
        links=tuple(Link(**link) for link in body["links"]),
        word_count=int(item["word_count"]),
        reading_minutes=int(item["reading_minutes"]),
        copyright=item.get("copyright", ""),
        warnings=tuple(item.get("warnings", ())),
        removed=tuple(Removal(**removal) for removal in body["removed"]),
    )

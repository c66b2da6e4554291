"""Values for tests: each builder gives a plausible one, and takes what the test is about."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from broadsheet.article import (
    Article,
    Content,
    Image,
    Link,
    Media,
    Outcome,
    RawDocument,
    RawLocation,
    RawReference,
    Removal,
    StoredArticle,
)
from broadsheet.identity import article_id, content_hash
from broadsheet.ingestion.revisions import Current, Edition, edition_of
from broadsheet.ports import ArticleStore
from broadsheet.receipt import Receipt

NOON = datetime(2023, 9, 12, 12, tzinfo=UTC)
URL = "https://news.example/2023/lighthouse"
LIGHTHOUSE = "<p>The old lighthouse opens its doors again on Saturday.</p>"


def feed_file(
    title: str = "The lighthouse reopens",
    url: str = URL,
    body: str = LIGHTHOUSE,
    published_at: datetime | None = NOON,
) -> bytes:
    """Return a plain feed file."""
    milliseconds = "NaN" if published_at is None else int(published_at.timestamp() * 1000)
    return f"<!--{milliseconds}-->\n[{title}]({url})\n------\n\n{body}\n".encode()


def raw_document(
    content: bytes | None = None,
    key: str = "articles/harbour/1.md",
    version_id: str = "v1",
    put_at: datetime = NOON,
    sequencer: str = "",
) -> RawDocument:
    """Return a raw document; without content, a plain feed file."""
    content = feed_file() if content is None else content
    return RawDocument(
        reference=RawReference(
            bucket="raw",
            key=key,
            version_id=version_id,
            etag=hashlib.md5(content, usedforsecurity=False).hexdigest(),
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
        ),
        content=content,
        put_at=put_at,
        sequencer=sequencer,
    )


def content(**changes: Any) -> Content:
    """Return the content of an article with something in every field."""
    image = Image(url="https://img.example/1.jpg", raw_url="//img.example/1.jpg", alt="", caption="Dawn")
    values: dict[str, Any] = {
        "title": "The lighthouse reopens",
        "authors": ("Ann Keeper",),
        "language": "en",
        "published_at": NOON,
        "published_at_from": "header",
        "standfirst": "After nine years of repairs.",
        "text": "After nine years of repairs.\nThe doors open on Saturday.",
        "html": "<p>After nine years of repairs.</p><p>The doors open on Saturday.</p>",
        "markdown": "After nine years of repairs.\n\nThe doors open on Saturday.\n",
        "images": (image,),
        "lead_image": image,
        "media": (Media(kind="video", url="https://video.example/1"),),
        "links": (Link(url="https://tower.example/", text="the tower"),),
        "word_count": 10,
        "reading_minutes": 1,
        "copyright": "© Harbour Post",
        "warnings": ("short",),
        "removed": (Removal(rule="share-row", count=2, sample="Share this"),),
    }
    return Content(**{**values, **changes})


def article(
    text: str = "The doors open on Saturday.",
    *,
    published_at: datetime | None = NOON,
    key: str = "articles/harbour/1.md",
    version_id: str = "v1",
    put_at: datetime = NOON,
    parser_version: int = 1,
    url: str = URL,
    source: str = "harbour",
) -> Article:
    """Return an article as one raw document has it; the document's bytes follow from text and date."""
    made = content(text=text, html=f"<p>{text}</p>", published_at=published_at)
    document = raw_document(f"{text}{published_at}".encode(), key=key, version_id=version_id, put_at=put_at)
    return Article(
        id=article_id(url),
        url=url,
        raw_url=url,
        source=source,
        raw_title="The lighthouse reopens",
        content=made,
        content_hash=content_hash(made),
        raw=document.reference,
        put_at=put_at,
        sequencer="",
        parser_version=parser_version,
    )


def stored(article: Article, *, revision: int = 1, now: datetime = NOON) -> StoredArticle:
    """Return an article as it is stored when it is the first of its id."""
    return StoredArticle(
        article=article,
        revision=revision,
        outcome=Outcome.CREATED,
        first_seen_at=now,
        content_changed_at=now,
        processed_at=now,
    )


def edition(article: Article) -> Edition:
    """Return the edition that an article is when it arrives."""
    return edition_of(article, NOON)


def head_of(stored: StoredArticle) -> Current:
    """Return the head of an article whose edition is a stored one."""
    edition = edition_of(stored.article, stored.processed_at, stored.outcome)
    return Current(
        article_id=stored.article.id,
        edition=edition,
        revision=stored.revision,
        first_seen_at=stored.first_seen_at,
        content_changed_at=stored.content_changed_at,
        latest_put=edition.put_order,
    )


def create(store: ArticleStore, stored: StoredArticle) -> None:
    """Store a new article as it is given."""
    store.create_if_absent(head_of(stored), stored.article.content)


def location(key: str = "articles/harbour/1.md", version_id: str = "v1") -> RawLocation:
    """Return where a raw document lies."""
    return RawLocation(bucket="raw", key=key, version_id=version_id)


def later(hours: float = 1) -> datetime:
    """Return a moment after noon."""
    return NOON + timedelta(hours=hours)


def receipt(outcome: Outcome = Outcome.CREATED) -> Receipt:
    """Return the receipt of a raw document."""
    return Receipt(
        location=replace(location(), put_at=NOON),
        outcome=outcome,
        article_ids=(article_id(URL),),
        parser_version=1,
        processed_at=later(),
    )

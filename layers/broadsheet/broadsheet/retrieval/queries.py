"""Asking for articles and rejections: the queries, and the pages that answer."""

import json
from dataclasses import dataclass
from datetime import datetime

from broadsheet.article import Image, Revision, StoredArticle, Withdrawal
from broadsheet.moments import to_rfc3339
from broadsheet.receipt import Receipt

DEFAULT_LIMIT, LARGEST_LIMIT = 20, 200
ORDERS = ("published", "changed")
DIRECTIONS = ("desc", "asc")


@dataclass(frozen=True, kw_only=True)
class ArticleSummary:
    """An article as listings show it: everything but its body."""

    id: str
    url: str | None
    source: str
    title: str
    authors: tuple[str, ...]
    language: str | None
    published_at: datetime | None
    standfirst: str
    lead_image: Image | None
    word_count: int
    reading_minutes: int
    revision: int
    content_hash: str
    first_seen_at: datetime
    content_changed_at: datetime


Place = tuple[str, str]
"""Where an article stands in a listing: its clock as text, and its id."""

START: Place = ("", "")
"""Before everything, in either direction."""


@dataclass(frozen=True, kw_only=True)
class Tombstone:
    """What the order of change shows of an article that was taken down: no word of it."""

    id: str
    source: str
    withdrawal: Withdrawal
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class ListingQuery:
    """Which articles to list.

    `order` names the clock that `since` (inclusive) and `until` (exclusive) are about: when an
    article was published, or when its content last changed, which brings tombstones too. `sources` is empty
    for all. `after` is where to go on: a place in each source's own listing, or the one in that of all.
    """

    order: str = "published"
    oldest_first: bool = False
    sources: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    limit: int = DEFAULT_LIMIT
    after: tuple[Place, ...] = ()

    @property
    def scope(self) -> str:
        """What its cursors are bound to: the text that tells this listing from others, whatever the page."""
        return json.dumps(
            [self.order, self.oldest_first, self.sources, to_rfc3339(self.since), to_rfc3339(self.until)]
        )


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of a listing.

    `places` holds, for each entry, where a page begins that goes on right behind it; `has_more` tells whether
    there is anything behind the last.
    """

    articles: tuple[ArticleSummary | Tombstone, ...]
    places: tuple[tuple[Place, ...], ...]
    has_more: bool


@dataclass(frozen=True, kw_only=True)
class RevisionQuery:
    """Which revisions of an article to list, the first one first.

    `after` is the place behind which to go on: the number of the last revision that was listed, its content's
    hash, and the place of its first edition.
    """

    limit: int = DEFAULT_LIMIT
    after: tuple[str, str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class RevisionPage:
    """One page of revisions; `next` is the place behind which the following page begins."""

    revisions: tuple[Revision, ...]
    next: tuple[str, str, str] | None


@dataclass(frozen=True, kw_only=True)
class RejectionQuery:
    """Which of the rejections that stand to list, newest first.

    `after` is the place behind which to go on: when the document was processed, its key, and its
    version.
    """

    limit: int = DEFAULT_LIMIT
    after: tuple[str, str, str] | None = None

    @property
    def scope(self) -> str:
        """What its cursors are bound to: the text that tells this listing from others."""
        return "rejections"


@dataclass(frozen=True, kw_only=True)
class RejectionPage:
    """One page of rejections; `next` is the place behind which the following page begins."""

    receipts: tuple[Receipt, ...]
    next: tuple[str, str, str] | None


def summary_of(stored: StoredArticle) -> ArticleSummary:
    """Return what listings show of an article.

    Parameters
    ----------
    stored
        An article as it is stored.

    Returns
    -------
    ArticleSummary
        The same facts without the body.

    Examples
    --------
    >>> from tests.builders import article, stored
    >>> summary_of(stored(article())).title
    'The lighthouse reopens'
    """
    article, content = stored.article, stored.article.content
    return ArticleSummary(
        id=article.id,
        url=article.url,
        source=article.source,
        title=content.title,
        authors=content.authors,
        language=content.language,
        published_at=content.published_at,
        standfirst=content.standfirst,
        lead_image=content.lead_image,
        word_count=content.word_count,
        reading_minutes=content.reading_minutes,
        revision=stored.revision,
        content_hash=article.content_hash,
        first_seen_at=stored.first_seen_at,
        content_changed_at=stored.content_changed_at,
    )

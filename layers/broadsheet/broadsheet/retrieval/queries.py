"""Asking for articles and rejections: the queries, as clients write them, and the pages that answer."""

import json
import re
from dataclasses import dataclass, replace
from datetime import datetime

from broadsheet.article import UNDATED, Image, Receipt, Revision, StoredArticle, Withdrawal
from broadsheet.errors import ArticleNotFoundError, InvalidParameterError
from broadsheet.moments import to_rfc3339
from broadsheet.retrieval.cursors import from_cursor
from broadsheet.retrieval.parameters import Parameters, first, is_number, moment, one_of, whole_number

DEFAULT_LIMIT, LARGEST_LIMIT = 20, 200
LONGEST_SOURCE = 512  # characters: as UTF-8 they fit into the key of an index
ARTICLE_ID = re.compile("[a-z2-7]{26}")
MOST_SOURCES = 2  # in one listing
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
    def listing(self) -> str:
        """The text that tells this listing from others, whatever the page and its size."""
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
    def listing(self) -> str:
        """The text that tells this listing from others."""
        return "rejections"


@dataclass(frozen=True, kw_only=True)
class RejectionPage:
    """One page of rejections; `next` is the place behind which the following page begins."""

    receipts: tuple[Receipt, ...]
    next: tuple[str, str, str] | None


def parse_listing_query(parameters: Parameters, cursor_key: str) -> ListingQuery:
    """Return the query for articles that a client's parameters make.

    `source`, twice at most; `from` and `to`, each an RFC 3339 moment or a date in UTC; `order`; `direction`;
    `limit`; `cursor`.

    Raises
    ------
    InvalidParameterError
        It says which parameter cannot be used, and why.
    """
    query = ListingQuery(
        order=one_of(parameters, "order", ORDERS),
        oldest_first=one_of(parameters, "direction", DIRECTIONS) == "asc",
        sources=_sources(parameters),
        since=moment(parameters, "from"),
        until=moment(parameters, "to"),
        limit=_limit(parameters),
    )
    if query.until is not None and query.until <= (query.since or UNDATED):
        raise InvalidParameterError("to", "must be later than from")
    if (cursor := first(parameters, "cursor")) is not None:
        places = from_cursor(cursor, query.listing, cursor_key)
        query = replace(query, after=tuple((clock, article_id) for clock, article_id in places))
    return query


def _sources(parameters: Parameters) -> tuple[str, ...]:
    """Return the sources that are asked for, each once, in an order that does not depend on the client's."""
    sources = tuple(sorted(set(parameters.get("source", ()))))
    for source in sources:
        if not source:
            raise InvalidParameterError("source", "is empty; leave it out to list all sources")
        if len(source) > LONGEST_SOURCE:
            raise InvalidParameterError("source", f"is longer than {LONGEST_SOURCE} characters")
    if len(sources) > MOST_SOURCES:
        raise InvalidParameterError(
            "source",
            f"is given for {len(sources)} sources; a page costs a query for each, so there are at most "
            f"{MOST_SOURCES}. Leave it out and choose among all, or ask for each by itself",
        )
    return sources


def parse_rejection_query(parameters: Parameters, cursor_key: str) -> RejectionQuery:
    """Return the query for rejections that a client's parameters make: `limit` and `cursor`.

    Raises
    ------
    InvalidParameterError
        It says which parameter cannot be used, and why.
    """
    query = RejectionQuery(limit=_limit(parameters))
    if (cursor := first(parameters, "cursor")) is not None:
        clock, key, version_id = from_cursor(cursor, query.listing, cursor_key)
        query = replace(query, after=(clock, key, version_id))
    return query


def parse_revision_query(article_id: str, parameters: Parameters, cursor_key: str) -> RevisionQuery:
    """Return the query for the revisions of an article that a client's parameters make: `limit` and `cursor`.

    Raises
    ------
    InvalidParameterError
        It says which parameter cannot be used, and why.
    """
    query = RevisionQuery(limit=_limit(parameters))
    if (cursor := first(parameters, "cursor")) is not None:
        number, content_hash, place = from_cursor(cursor, revisions_scope(article_id), cursor_key)
        query = replace(query, after=(number, content_hash, place))
    return query


def revisions_scope(article_id: str) -> str:
    """Return the text that tells the listing of an article's revisions from others."""
    return json.dumps(["revisions", article_id])


def parse_article_id(text: str) -> str:
    """Return the id of an article that stands in an address.

    Raises
    ------
    ArticleNotFoundError
        No article can have it, so the store need not be asked.
    """
    if not is_article_id(text):
        raise ArticleNotFoundError("no article has an id like this; they have 26 characters of a-z and 2-7")
    return text


def is_article_id(text: str) -> bool:
    """Whether a text could be the id of an article."""
    return ARTICLE_ID.fullmatch(text) is not None


def summary_of(stored: StoredArticle) -> ArticleSummary:
    """Return what listings show of an article."""
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


def parse_revision(name: str, parameters: Parameters) -> int | None:
    """Return the number of a revision that a parameter names, None where it is not given.

    Raises
    ------
    InvalidParameterError
        It is no number.
    """
    text = first(parameters, name)
    if text is None:
        return None
    if is_number(text) and int(text) > 0:
        return int(text)
    raise InvalidParameterError(name, f"{text[:20]!r} is no number of a revision: they count from 1")


def _limit(parameters: Parameters) -> int:
    return whole_number(parameters, "limit", default=DEFAULT_LIMIT, largest=LARGEST_LIMIT)

"""Asking for articles and rejections: the queries, as clients write them, and the pages that answer."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time

from broadsheet.article import UNDATED, Image, Receipt
from broadsheet.errors import ArticleNotFoundError, InvalidParameterError
from broadsheet.moments import from_rfc3339, to_rfc3339, whole_milliseconds
from broadsheet.retrieval.cursors import from_cursor

DEFAULT_LIMIT, LARGEST_LIMIT = 20, 100
LONGEST_SOURCE = 1_024  # bytes
ARTICLE_ID = re.compile("[a-z2-7]{26}")
ORDERS = ("published", "changed")
LISTING_PARAMETERS = ("source", "from", "to", "order", "limit", "cursor")
REJECTION_PARAMETERS = ("limit", "cursor")


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


@dataclass(frozen=True, kw_only=True)
class ListingQuery:
    """Which articles to list, newest first.

    `order` names the clock that `since` (inclusive) and `until` (exclusive) are about: when an
    article was published, or when its content last changed. `after` is the place behind which to
    go on: that clock's value as text, and the article's id.
    """

    order: str = "published"
    source: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    limit: int = DEFAULT_LIMIT
    after: tuple[str, str] | None = None

    @property
    def listing(self) -> str:
        """The text that tells this listing from others, whatever the page and its size."""
        return json.dumps([self.order, self.source, to_rfc3339(self.since), to_rfc3339(self.until)])


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of a listing; `next` is the place behind which the following page begins."""

    articles: tuple[ArticleSummary, ...]
    next: tuple[str, str] | None


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


def parse_listing_query(parameters: Mapping[str, str], cursor_key: str) -> ListingQuery:
    """Return the query for articles that a client's parameters make.

    `source`; `from` and `to`, each an RFC 3339 moment or a date in UTC; `order`; `limit`; `cursor`.

    Raises
    ------
    InvalidParameterError
        It says which parameter cannot be used, and why.
    """
    _only(LISTING_PARAMETERS, parameters)
    query = ListingQuery(
        order=_order(parameters.get("order", ORDERS[0])),
        source=parameters.get("source"),
        since=_moment("from", parameters.get("from")),
        until=_moment("to", parameters.get("to")),
        limit=_limit(parameters),
    )
    if query.source == "":
        raise InvalidParameterError("source", "is empty; leave it out to list all sources")
    if query.source is not None and len(query.source.encode()) > LONGEST_SOURCE:
        raise InvalidParameterError("source", f"is longer than {LONGEST_SOURCE} bytes, as no source is")
    if query.source is not None and query.order == "changed":
        raise InvalidParameterError("source", "cannot be combined with order=changed")
    if query.until is not None and query.until <= (query.since or UNDATED):
        raise InvalidParameterError("to", "must be later than from")
    if "cursor" in parameters:
        clock, article_id = from_cursor(parameters["cursor"], query.listing, cursor_key)
        query = replace(query, after=(clock, article_id))
    return query


def parse_rejection_query(parameters: Mapping[str, str], cursor_key: str) -> RejectionQuery:
    """Return the query for rejections that a client's parameters make: `limit` and `cursor`.

    Raises
    ------
    InvalidParameterError
        It says which parameter cannot be used, and why.
    """
    _only(REJECTION_PARAMETERS, parameters)
    query = RejectionQuery(limit=_limit(parameters))
    if "cursor" in parameters:
        clock, key, version_id = from_cursor(parameters["cursor"], query.listing, cursor_key)
        query = replace(query, after=(clock, key, version_id))
    return query


def parse_article_id(text: str) -> str:
    """Return the id of an article that stands in an address.

    Raises
    ------
    ArticleNotFoundError
        No article can have it, so the store need not be asked.
    """
    if not ARTICLE_ID.fullmatch(text):
        raise ArticleNotFoundError("no article has an id like this; they have 26 characters of a-z and 2-7")
    return text


def parse_revision(name: str, parameters: Mapping[str, str]) -> int | None:
    """Return the number of a revision that a parameter names, None where it is not given.

    Raises
    ------
    InvalidParameterError
        It is no number.
    """
    text = parameters.get(name)
    if text is None:
        return None
    if _is_number(text) and int(text) > 0:
        return int(text)
    raise InvalidParameterError(name, f"{text[:20]!r} is no number of a revision: they count from 1")


def _only(known: Collection[str], parameters: Mapping[str, str]) -> None:
    for name in parameters:
        if name not in known:
            raise InvalidParameterError(name, f"is unknown; there are {', '.join(known)}")


def _order(text: str) -> str:
    if text not in ORDERS:
        raise InvalidParameterError("order", f"{text!r} is none of {', '.join(ORDERS)}")
    return text


def _limit(parameters: Mapping[str, str]) -> int:
    text = parameters.get("limit", str(DEFAULT_LIMIT))
    if _is_number(text) and 1 <= int(text) <= LARGEST_LIMIT:
        return int(text)
    raise InvalidParameterError("limit", f"{text[:20]!r} is no whole number from 1 to {LARGEST_LIMIT}")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _moment(name: str, text: str | None) -> datetime | None:
    if text is None:
        return None
    # In a query string a bare `+` is a blank: 2023-09-12T00:15:01+08:00 arrives with a hole in it.
    text = text.replace(" ", "+")
    try:
        if len(text) == len("2023-09-12"):
            return datetime.combine(datetime.fromisoformat(text), time(), tzinfo=UNDATED.tzinfo)
        return whole_milliseconds(from_rfc3339(text))
    except (ValueError, OverflowError):
        raise InvalidParameterError(
            name,
            f"{text[:40]!r} is neither a date (2023-09-12) nor an RFC 3339 moment (2023-09-12T00:15:01Z)",
        ) from None

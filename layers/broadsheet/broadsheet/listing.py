"""Asking for articles: the query, its parameters as clients write them, and the cursor to the next page."""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time

from broadsheet.article import UNDATED, ArticleSummary
from broadsheet.errors import InvalidParameterError
from broadsheet.moments import from_rfc3339, to_rfc3339, whole_milliseconds

DEFAULT_LIMIT, LARGEST_LIMIT = 20, 100
ORDERS = ("published", "changed")
SIGNATURE_LENGTH = 16  # bytes
PARAMETERS = ("source", "from", "to", "order", "limit", "cursor")


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


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of a listing; `next` is the place behind which the following page begins."""

    articles: tuple[ArticleSummary, ...]
    next: tuple[str, str] | None


def parse_listing_query(parameters: Mapping[str, str], cursor_key: str) -> ListingQuery:
    """Return the query that a client's parameters ask for.

    `source`; `from` and `to`, each an RFC 3339 moment or a date in UTC; `order`; `limit`; `cursor`.

    Raises
    ------
    InvalidParameterError
        It says which parameter cannot be used, and why.
    """
    for name in parameters:
        if name not in PARAMETERS:
            raise InvalidParameterError(name, f"is unknown; there are {', '.join(PARAMETERS)}")
    query = ListingQuery(
        order=_order(parameters.get("order", ORDERS[0])),
        source=parameters.get("source"),
        since=_moment("from", parameters.get("from")),
        until=_moment("to", parameters.get("to")),
        limit=_limit(parameters.get("limit", str(DEFAULT_LIMIT))),
    )
    if query.source == "":
        raise InvalidParameterError("source", "is empty; leave it out to list all sources")
    if query.source is not None and query.order == "changed":
        raise InvalidParameterError("source", "cannot be combined with order=changed")
    if query.until is not None and query.until <= (query.since or UNDATED):
        raise InvalidParameterError("to", "must be later than from")
    if "cursor" in parameters:
        query = replace(query, after=_place(parameters["cursor"], query, cursor_key))
    return query


def cursor_to(place: tuple[str, str], query: ListingQuery, cursor_key: str) -> str:
    """Return an opaque cursor to a place in the listing that a query asks for.

    It is signed (HMAC-SHA-256, RFC 2104) together with the query, so that one cannot be made up,
    changed, or used for another listing.
    """
    payload = json.dumps(place).encode()
    return base64.urlsafe_b64encode(_signature(payload, query, cursor_key) + payload).decode().rstrip("=")


def _place(cursor: str, query: ListingQuery, cursor_key: str) -> tuple[str, str]:
    try:
        signed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        signed = b""
    signature, payload = signed[:SIGNATURE_LENGTH], signed[SIGNATURE_LENGTH:]
    if not hmac.compare_digest(signature, _signature(payload, query, cursor_key)):
        raise InvalidParameterError("cursor", "is not one that this listing gave; start again without it")
    clock, article_id = json.loads(payload)
    return clock, article_id


def _signature(payload: bytes, query: ListingQuery, cursor_key: str) -> bytes:
    listing = json.dumps([query.order, query.source, to_rfc3339(query.since), to_rfc3339(query.until)])
    message = listing.encode() + b"\n" + payload
    return hmac.digest(cursor_key.encode(), message, hashlib.sha256)[:SIGNATURE_LENGTH]


def _order(text: str) -> str:
    if text not in ORDERS:
        raise InvalidParameterError("order", f"{text!r} is none of {', '.join(ORDERS)}")
    return text


def _limit(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= LARGEST_LIMIT:
        return int(text)
    raise InvalidParameterError("limit", f"{text[:20]!r} is no whole number from 1 to {LARGEST_LIMIT}")


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

"""Feeds: listings that any feed reader can hold, at addresses that carry the right to read them."""

import json
from collections.abc import Callable, Mapping
from typing import Protocol

from broadsheet.answering.listings import bodies_of, count_carried, next_cursor
from broadsheet.answering.request import Request
from broadsheet.article import StoredArticle
from broadsheet.ports import ArticleCatalogue
from broadsheet.presenting import atom, json_feed, rss
from broadsheet.presenting.feed import Deletion, Feed
from broadsheet.presenting.names import listing_urn
from broadsheet.retrieval.answers import Answer
from broadsheet.retrieval.feed_tokens import NoSuchFeedError, from_feed_token, key_name
from broadsheet.retrieval.negotiation import by_suffix
from broadsheet.retrieval.queries import (
    ListingQuery,
    Tombstone,
)
from broadsheet.retrieval.query_parameters import parse_listing_query

Writer = Callable[[Feed], str]


def _as_json(feed: Feed) -> str:
    return json.dumps(json_feed.json_feed(feed), ensure_ascii=False)


FEED_FORMATS: Mapping[str, tuple[str, Writer]] = {
    "atom": (atom.MEDIA_TYPE, atom.atom_feed),
    "rss": (rss.MEDIA_TYPE, rss.rss_feed),
    "json": (json_feed.MEDIA_TYPE, _as_json),
}
# Readers ask every few minutes; whoever holds the address may read it, so that nobody else should learn it.
HEADERS = {
    "Cache-Control": "private, max-age=300",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


class FeedKeys(Protocol):
    """The keys that sign addresses of feeds."""

    def find(self, name: str) -> bytes | None:
        """Return the key of a name, None where there is none."""
        ...


def feed_answer(
    name: str, request: Request, catalogue: ArticleCatalogue, keys: FeedKeys, cursor_key: str
) -> Answer:
    """Return one page of the feed at an address: a token, and the suffix of a format.

    Parameters
    ----------
    name
        The last part of the address.
    request
        What the client asks: path, parameters, fields.
    catalogue
        Where articles are read.
    keys
        Where the keys are that sign addresses of feeds.
    cursor_key
        Signs the cursors of this stack.

    Returns
    -------
    Answer
        RSS, Atom or JSON Feed, newest first.

    Raises
    ------
    NoSuchFeedError
        There is none, or no longer.
    """
    token, suffix = by_suffix(name, {suffix: suffix for suffix in FEED_FORMATS})
    if suffix is None:
        raise NoSuchFeedError(f"the address of a feed ends with one of .{', .'.join(FEED_FORMATS)}")
    question = from_feed_token(token, keys.find(key_name(token)))
    query = parse_listing_query(
        question | {name: list(v) for name, v in request.parameters.items()}, cursor_key
    )
    media_type, write = FEED_FORMATS[suffix]
    feed = _feed(query, request, catalogue, cursor_key)
    return Answer(body=write(feed), media_type=media_type, changed_at=feed.updated_at, headers=HEADERS)


def _feed(query: ListingQuery, request: Request, catalogue: ArticleCatalogue, cursor_key: str) -> Feed:
    page = catalogue.articles(query)
    bodies = bodies_of(page.articles, catalogue)
    count = count_carried(page.articles, bodies)
    shown = page.articles[:count]
    found = [bodies.get(entry.id, entry) for entry in shown]
    has_more = page.has_more or count < len(page.articles)
    place = page.places[count - 1] if has_more and shown else None
    cursor = next_cursor(place, query, cursor_key)
    return Feed(
        urn=listing_urn(query.scope),
        title=f"Broadsheet: {', '.join(query.sources) or 'all sources'}",
        url=request.with_cursor(_given(request)),
        first_url=request.with_cursor(None),
        next_url=request.with_cursor(cursor) if cursor else None,
        entries=tuple(entry for entry in found if isinstance(entry, StoredArticle)),
        deletions=tuple(_deletion(entry) for entry in found if isinstance(entry, Tombstone)),
    )


def _given(request: Request) -> str | None:
    values = request.parameters.get("cursor")
    return values[0] if values else None


def _deletion(tombstone: Tombstone) -> Deletion:
    return Deletion(
        article_id=tombstone.id, deleted_at=tombstone.changed_at, reason=tombstone.withdrawal.reason
    )

"""What an operator asks: the sources with their totals, their feeds as a list, the rejections that stand."""

from collections import defaultdict
from typing import Any, Protocol

from broadsheet.answering.feeds import FeedKeys
from broadsheet.answering.request import Request, json_answer, page_answer
from broadsheet.errors import InvalidParameterError
from broadsheet.moments import to_rfc3339
from broadsheet.ports import ArticleCatalogue
from broadsheet.presenting.article_json import rejection_json, revision_json
from broadsheet.presenting.opml import MEDIA_TYPE, Subscription, opml
from broadsheet.retrieval.answers import Answer
from broadsheet.retrieval.cursors import to_cursor
from broadsheet.retrieval.feed_tokens import NoSuchFeedError, is_key_name, to_feed_token
from broadsheet.retrieval.parameters import first
from broadsheet.retrieval.query_parameters import (
    parse_article_id,
    parse_rejection_query,
    parse_revision_query,
    revisions_scope,
)


class TotalsReader(Protocol):
    """How many articles there are, by group."""

    def read(self) -> dict[str, int]:
        """Return the totals by group, such as `source#harbour`."""
        ...


def sources_answer(catalogue: ArticleCatalogue, totals: TotalsReader) -> Answer:
    """Return every source with how many articles it has, and how many there are by language and month.

    Parameters
    ----------
    catalogue
        Where articles are read.
    totals
        How many articles each group has.

    Returns
    -------
    Answer
        JSON: `sources`, and `articles`, `languages` and `months` with their counts.
    """
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for group, articles in totals.read().items():
        kind, _, value = group.partition("#")
        counts[kind][value] = articles
    sources: list[dict[str, Any]] = [
        {
            "source": source,
            "first_seen_at": to_rfc3339(first_seen_at),
            "articles": counts["source"].get(source, 0),
        }
        for source, first_seen_at in catalogue.sources()
    ]
    return json_answer(
        {
            "sources": sources,
            "articles": sum(counts["source"].values()),
            "languages": counts["language"],
            "months": counts["month"],
        }
    )


def subscriptions_answer(request: Request, catalogue: ArticleCatalogue, keys: FeedKeys) -> Answer:
    """Return the feeds of all sources as OPML, at addresses signed with the key of the name that is given.

    Parameters
    ----------
    request
        Its parameter `name` names the key; there is a default.
    catalogue
        Where articles are read.
    keys
        Where the keys are that sign addresses of feeds.

    Returns
    -------
    Answer
        OPML 2.0, one outline a source, by name.

    Raises
    ------
    NoSuchFeedError
        The name has no key.
    """
    name = first(request.parameters, "name") or ""
    if not is_key_name(name):
        raise InvalidParameterError("name", "is the name of a key for feeds: up to 40 of a-z, 0-9 and -")
    key = keys.find(name)
    if key is None:
        raise NoSuchFeedError(f"no key has the name {name!r}; `broadsheet feed-url --name {name}` makes one")
    root = request.address.removesuffix("/sources.opml")

    def address(source: str) -> str:
        token = to_feed_token(name, {"source": [source], "order": ["changed"]}, key)
        return f"{root}/feeds/{token}.atom"

    feeds = [Subscription(title=source, url=address(source)) for source, _ in catalogue.sources()]
    return Answer(body=opml("Broadsheet", feeds), media_type=MEDIA_TYPE)


def rejections_answer(request: Request, catalogue: ArticleCatalogue, cursor_key: str) -> Answer:
    """Return one page of the rejections that stand, newest first.

    Parameters
    ----------
    request
        What the client asks: path, parameters, fields.
    catalogue
        Where articles are read.
    cursor_key
        Signs the cursors of this stack.

    Returns
    -------
    Answer
        JSON: `rejections` and `next_cursor`, null on the last page.

    Raises
    ------
    InvalidParameterError
        It says which parameter cannot be used, and why.
    """
    query = parse_rejection_query(request.parameters, cursor_key)
    page = catalogue.rejections(query)
    cursor = to_cursor(page.next, query.scope, cursor_key) if page.next else None
    rejections = [rejection_json(receipt) for receipt in page.receipts]
    return page_answer({"rejections": rejections}, request, cursor)


def revisions_answer(name: str, request: Request, catalogue: ArticleCatalogue, cursor_key: str) -> Answer:
    """Return one page of the history of an article, the first revision first.

    Parameters
    ----------
    name
        The id of the article.
    request
        What the client asks: path, parameters, fields.
    catalogue
        Where articles are read.
    cursor_key
        Signs the cursors of this stack.

    Returns
    -------
    Answer
        JSON: `revisions` and `next_cursor`, null on the last page.

    Raises
    ------
    ArticleNotFoundError
        No article has this id.
    InvalidParameterError
        It says which parameter cannot be used, and why.
    """
    article_id = parse_article_id(name)
    query = parse_revision_query(article_id, request.parameters, cursor_key)
    page = catalogue.revisions(article_id, query)
    cursor = to_cursor(page.next, revisions_scope(article_id), cursor_key) if page.next else None
    revisions = [revision_json(revision) for revision in page.revisions]
    return page_answer({"revisions": revisions}, request, cursor)

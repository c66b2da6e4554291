"""The queries as clients write them: the parameters of an address."""

import json
import re
from dataclasses import replace

from broadsheet.article import UNDATED
from broadsheet.errors import ArticleNotFoundError, InvalidParameterError
from broadsheet.retrieval.cursors import from_cursor
from broadsheet.retrieval.parameters import Parameters, first, is_number, moment, one_of, whole_number
from broadsheet.retrieval.queries import (
    DEFAULT_LIMIT,
    DIRECTIONS,
    LARGEST_LIMIT,
    ORDERS,
    ListingQuery,
    RejectionQuery,
    RevisionQuery,
)

LONGEST_SOURCE = 512  # characters: as UTF-8 they fit into the key of an index
ARTICLE_ID = re.compile("[a-z2-7]{26}")
MOST_SOURCES = 2  # in one listing


def parse_listing_query(parameters: Parameters, cursor_key: str) -> ListingQuery:
    """Return the query for articles that a client's parameters make.

    `source`, twice at most; `from` and `to`, each an RFC 3339 moment or a date in UTC; `order`; `direction`;
    `limit`; `cursor`.

    Parameters
    ----------
    parameters
        What a client sent: texts by name.
    cursor_key
        Signs the cursors of this stack.

    Returns
    -------
    ListingQuery
        With the places that the cursor leads to.

    Raises
    ------
    InvalidParameterError
        It says which parameter cannot be used, and why.

    Examples
    --------
    >>> parse_listing_query({"source": ["harbour"], "limit": ["5"]}, "secret").sources
    ('harbour',)
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
        places = from_cursor(cursor, query.scope, cursor_key)
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

    Parameters
    ----------
    parameters
        What a client sent: texts by name.
    cursor_key
        Signs the cursors of this stack.

    Returns
    -------
    RejectionQuery
        With the place that the cursor leads to.

    Raises
    ------
    InvalidParameterError
        It says which parameter cannot be used, and why.
    """
    query = RejectionQuery(limit=_limit(parameters))
    if (cursor := first(parameters, "cursor")) is not None:
        clock, key, version_id = from_cursor(cursor, query.scope, cursor_key)
        query = replace(query, after=(clock, key, version_id))
    return query


def parse_revision_query(article_id: str, parameters: Parameters, cursor_key: str) -> RevisionQuery:
    """Return the query for the revisions of an article that a client's parameters make: `limit` and `cursor`.

    Parameters
    ----------
    article_id
        26 characters of `a-z2-7`.
    parameters
        What a client sent: texts by name.
    cursor_key
        Signs the cursors of this stack.

    Returns
    -------
    RevisionQuery
        With the place that the cursor leads to.

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

    Parameters
    ----------
    text
        A part of an address.

    Returns
    -------
    str
        26 characters of `a-z2-7`.

    Raises
    ------
    ArticleNotFoundError
        No article can have it, so the store need not be asked.

    Examples
    --------
    >>> parse_article_id("neaf6gphn4llyp23kd5vtcjbmu")
    'neaf6gphn4llyp23kd5vtcjbmu'
    """
    if not is_article_id(text):
        raise ArticleNotFoundError("no article has an id like this; they have 26 characters of a-z and 2-7")
    return text


def is_article_id(text: str) -> bool:
    """Whether a text could be the id of an article.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    bool
        Whether it has 26 characters of `a-z2-7`.

    Examples
    --------
    >>> is_article_id("neaf6gphn4llyp23kd5vtcjbmu"), is_article_id("lamp")
    (True, False)
    """
    return ARTICLE_ID.fullmatch(text) is not None


def parse_revision(name: str, parameters: Parameters) -> int | None:
    """Return the number of a revision that a parameter names, None where it is not given.

    Parameters
    ----------
    name
        The name of the parameter.
    parameters
        What a client sent: texts by name.

    Returns
    -------
    int or None
        From 1.

    Raises
    ------
    InvalidParameterError
        It is no number.

    Examples
    --------
    >>> parse_revision("revision", {"revision": ["2"]})
    2
    """
    text = first(parameters, name)
    if text is None:
        return None
    if is_number(text) and int(text) > 0:
        return int(text)
    raise InvalidParameterError(name, f"{text[:20]!r} is no number of a revision: they count from 1")


def _limit(parameters: Parameters) -> int:
    return whole_number(parameters, "limit", default=DEFAULT_LIMIT, largest=LARGEST_LIMIT)

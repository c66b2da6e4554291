"""Articles by the page: all of them or a source's, in either order and direction, or those of some ids."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import accumulate, takewhile
from typing import Any
from urllib.parse import urlsplit

from broadsheet.answering.request import Request, json_answer, page_answer
from broadsheet.article import StoredArticle
from broadsheet.errors import InvalidParameterError
from broadsheet.identity import DEFAULT_SITES, Sites, article_id
from broadsheet.ports import ArticleCatalogue
from broadsheet.presenting.article_json import article_json, summary_json, tombstone_json
from broadsheet.retrieval.answers import Answer
from broadsheet.retrieval.cursors import to_cursor
from broadsheet.retrieval.parameters import first, one_of
from broadsheet.retrieval.queries import (
    ArticleSummary,
    ListingQuery,
    Page,
    Place,
    Tombstone,
    summary_of,
)
from broadsheet.retrieval.query_parameters import is_article_id, parse_listing_query

FIELDS = ("summary", "text", "full")
MOST_IDS = 100
MOST_WITH_BODIES = 100  # of one page: as many as one batch of the store reads
LARGEST_PAGE = 4_500_000  # bytes of bodies as JSON; beyond it a page ends early, and the cursor goes on there

Entry = ArticleSummary | Tombstone
Bodies = Mapping[str, StoredArticle | Tombstone]


def listing_answer(
    request: Request, catalogue: ArticleCatalogue, cursor_key: str, sites: Sites = DEFAULT_SITES
) -> Answer:
    """Return one page of articles: of the listing that is asked for, or those of the ids or the address.

    By its address an article is found as ingestion finds it, with what `sites` knows of hosts.

    Parameters
    ----------
    request
        What the client asks: path, parameters, fields.
    catalogue
        Where articles are read.
    cursor_key
        Signs the cursors of this stack.
    sites
        What is known of the addresses of hosts.

    Returns
    -------
    Answer
        JSON: `articles` and `next_cursor`, null on the last page.

    Raises
    ------
    InvalidParameterError
        It says which parameter cannot be used, and why.
    """
    if "ids" in request.parameters:
        _refuse_others("ids", request)
        return _found(_asked_ids(request), request, catalogue)
    if "url" in request.parameters:
        _refuse_others("url", request)
        return _found([id_at(first(request.parameters, "url") or "", sites)], request, catalogue)
    query = parse_listing_query(request.parameters, cursor_key)
    fields = parse_fields(request, query.limit)
    page = catalogue.articles(query)
    entries, place = filled(page, fields, catalogue)
    return page_answer(_parted(entries), request, next_cursor(place, query, cursor_key))


def parse_fields(request: Request, limit: int) -> str:
    """Return how much of each article is wanted.

    Raises
    ------
    InvalidParameterError
        There is no such choice, or a page has too many articles for it.
    """
    fields = one_of(request.parameters, "fields", FIELDS)
    if fields != FIELDS[0] and limit > MOST_WITH_BODIES:
        raise InvalidParameterError("limit", f"is at most {MOST_WITH_BODIES} where bodies are asked for")
    return fields


def filled(
    page: Page, fields: str, catalogue: ArticleCatalogue
) -> tuple[list[dict[str, Any]], tuple[Place, ...] | None]:
    """Return the entries of a page with as much of each as is wanted, and where the next page begins, if any.

    A page whose bodies are too many to carry ends early.
    """
    bodies = bodies_of(page.articles, catalogue) if fields != FIELDS[0] else {}
    count = count_carried(page.articles, bodies)
    entries = [entry_json(entry, bodies, fields) for entry in page.articles[:count]]
    has_more = page.has_more or count < len(page.articles)
    return [entry for entry in entries if entry], page.places[count - 1] if has_more and count else None


def bodies_of(entries: Sequence[Entry], catalogue: ArticleCatalogue) -> Bodies:
    """Return the articles of a page whole, by their ids."""
    return catalogue.lookup([entry.id for entry in entries if isinstance(entry, ArticleSummary)])


def count_carried(entries: Sequence[Entry], bodies: Bodies) -> int:
    """Return how many entries go into one answer: at least the first."""
    sizes = accumulate(_size(bodies.get(entry.id)) for entry in entries)
    return max(1, sum(1 for _ in takewhile(lambda size: size <= LARGEST_PAGE, sizes)))


def _size(stored: StoredArticle | Tombstone | None) -> int:
    if not isinstance(stored, StoredArticle):
        return 0
    content = stored.article.content
    return sum(len(json.dumps(part)) for part in (content.text, content.html, content.markdown))


def entry_json(entry: Entry, bodies: Bodies, fields: str) -> dict[str, Any] | None:
    """Return an entry as JSON values; None for one that went between the listing and its body."""
    if isinstance(entry, Tombstone):
        return tombstone_json(entry)
    if fields == FIELDS[0]:
        return summary_json(entry)
    stored = bodies.get(entry.id)
    if stored is None or isinstance(stored, Tombstone):
        return tombstone_json(stored) if stored else None
    if fields == "full":
        return article_json(stored.article, stored)
    return summary_json(summary_of(stored)) | {"text": stored.article.content.text}


def next_cursor(place: tuple[Place, ...] | None, query: ListingQuery, cursor_key: str) -> str | None:
    """Return the cursor of the next page."""
    return to_cursor(place, query.scope, cursor_key) if place else None


def _asked_ids(request: Request) -> list[str]:
    asked = list(dict.fromkeys((first(request.parameters, "ids") or "").split(",")))
    if len(asked) > MOST_IDS:
        raise InvalidParameterError("ids", f"names {len(asked)} articles; there are at most {MOST_IDS}")
    for id_ in asked:
        if not is_article_id(id_):
            raise InvalidParameterError(
                "ids", f"{id_[:40]!r} is no id; they have 26 characters of a-z and 2-7"
            )
    return asked


def id_at(url: str, sites: Sites) -> str:
    """Return the id of the article at an address, however that is spelt.

    Parameters
    ----------
    url
        An absolute http or https address.
    sites
        What is known of the addresses of hosts.

    Returns
    -------
    str
        26 characters of `a-z2-7`.

    Raises
    ------
    InvalidParameterError
        It is no such address.

    Examples
    --------
    >>> from broadsheet.identity import DEFAULT_SITES
    >>> one, other = "https://news.example/a?utm_source=x", "http://www.news.example/a/"
    >>> id_at(one, DEFAULT_SITES) == id_at(other, DEFAULT_SITES)
    True
    """
    with suppress(ValueError):
        parts = urlsplit(url)
        if parts.scheme.lower() in ("http", "https") and parts.hostname:
            return article_id(url, sites)
    raise InvalidParameterError("url", f"{url[:80]!r} is no http or https address")


def _found(asked: Sequence[str], request: Request, catalogue: ArticleCatalogue) -> Answer:
    """Return articles in the order in which they were asked for, and which of them there are not."""
    fields = one_of(request.parameters, "fields", FIELDS)
    bodies = catalogue.lookup(asked) if fields != FIELDS[0] else {}
    known: Mapping[str, Entry | StoredArticle] = bodies or catalogue.summaries(asked)
    found = [known[id_] for id_ in asked if id_ in known]
    entries = [summary_of(each) if isinstance(each, StoredArticle) else each for each in found]
    count = count_carried(entries, bodies) if entries else 0
    return json_answer(
        {
            **_parted([entry_json(entry, bodies, fields) or {} for entry in entries[:count]]),
            "missing": [id_ for id_ in asked if id_ not in known],
            "left_out": [entry.id for entry in entries[count:]],
            "next_cursor": None,
        }
    )


def _parted(entries: Sequence[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Return articles and tombstones apart, so that who wants only articles need know of nothing else."""
    return {
        "articles": [entry for entry in entries if "withdrawn_at" not in entry],
        "withdrawn": [entry for entry in entries if "withdrawn_at" in entry],
    }


def _refuse_others(name: str, request: Request) -> None:
    for other in request.parameters:
        if other not in (name, "fields"):
            raise InvalidParameterError(other, f"means nothing beside {name}")

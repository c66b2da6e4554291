"""The front page: what is newest, by source and span, older and newer; and whether an address is known."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from http import HTTPStatus

from broadsheet.answering.feeds import FEED_FORMATS, FeedKeys
from broadsheet.answering.listings import id_at
from broadsheet.identity import Sites
from broadsheet.ports import ArticleCatalogue
from broadsheet.retrieval.answers import Answer
from broadsheet.retrieval.cursors import to_cursor
from broadsheet.retrieval.feed_tokens import PUBLIC_FEEDS, to_feed_token
from broadsheet.retrieval.parameters import Parameters, first
from broadsheet.retrieval.queries import ArticleSummary, ListingQuery, Page
from broadsheet.retrieval.query_parameters import parse_listing_query
from broadsheet_pages.rendering import render
from broadsheet_pages.visit import Visit

CARDS = 24  # on a page: of one, two, three and four columns each
LONGEST_TEASER = 280  # characters
MOST_CHOICES = 200  # of sources; beyond them, their names are typed


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What a reader chose, as the form shows it again: text, and empty where nothing was chosen."""

    source: str
    since: str
    until: str

    @property
    def chosen(self) -> dict[str, str | None]:
        """The parameters of links that stay within what was chosen."""
        return {"source": self.source or None, "from_": self.since or None, "to": self.until or None}

    @property
    def is_any(self) -> bool:
        """Whether anything was chosen."""
        return bool(self.source or self.since or self.until)


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """One page of a listing, newest first, and the cursors to what is older and newer, if anything is."""

    articles: tuple[ArticleSummary, ...]
    older: str | None
    newer: str | None


def front_page(
    visit: Visit,
    catalogue: ArticleCatalogue,
    keys: FeedKeys,
    cursor_key: str,
    sites: Sites,
    image_proxy: str,
) -> Answer:
    """Return one page of the newest articles; or where an article is, if its address is asked for.

    Two queries: of the listing and of the sources.

    Parameters
    ----------
    visit
        Who comes, and what they ask.
    catalogue
        Where articles are read.
    keys
        Where the keys are that sign addresses of feeds.
    cursor_key
        Signs the cursors of this stack.
    sites
        What is known of the addresses of hosts.
    image_proxy
        An address that those of pictures are put behind, empty for none.

    Returns
    -------
    Answer
        A page of HTML, or where to go on.

    Raises
    ------
    InvalidParameterError
        It says which parameter cannot be used, and why.
    """
    if url := _given(visit.request.parameters, "url"):
        return _by_address(url, visit, catalogue, sites, image_proxy)
    filters = _filters(visit.request.parameters)
    stretch = _stretch(visit.request.parameters, filters, catalogue, cursor_key)
    sources = [name for name, _ in catalogue.sources()]
    return render(
        "list.html",
        visit,
        image_proxy=image_proxy,
        stretch=stretch,
        filters=filters,
        sources=sources if len(sources) <= MOST_CHOICES else (),
        feeds=_feeds(visit, filters, keys),
        teaser=teaser,
    )


def teaser(text: str) -> str:
    """Return how a text begins, as much of it as a card shows."""
    return text if len(text) <= LONGEST_TEASER else text[:LONGEST_TEASER].rstrip() + "…"


def _by_address(
    url: str, visit: Visit, catalogue: ArticleCatalogue, sites: Sites, image_proxy: str
) -> Answer:
    article_id = id_at(url, sites)
    if article_id in catalogue.summaries([article_id]):
        where = {"Location": visit.link(f"/read/{article_id}")}
        return Answer(body="", media_type="text/plain", status=HTTPStatus.SEE_OTHER, headers=where)
    status = HTTPStatus.NOT_FOUND
    return render("unknown_address.html", visit, image_proxy=image_proxy, status=status, url=url)


def _given(parameters: Parameters, name: str) -> str:
    """Return what a field of the form holds; one that was left empty is sent all the same."""
    return (first(parameters, name) or "").strip()


def _filters(parameters: Parameters) -> Filters:
    since, until = _given(parameters, "from"), _given(parameters, "to")
    return Filters(source=_given(parameters, "source"), since=since, until=until)


def _stretch(
    parameters: Parameters, filters: Filters, catalogue: ArticleCatalogue, cursor_key: str
) -> Stretch:
    older, newer = _given(parameters, "older"), _given(parameters, "newer")
    asked = {"limit": [str(CARDS)], "direction": ["asc" if newer else "desc"]}
    asked |= {"source": [filters.source]} if filters.source else {}
    asked |= {"from": [filters.since]} if filters.since else {}
    asked |= {"to": [_day_after(filters.until)]} if filters.until else {}
    asked |= {"cursor": [newer or older]} if newer or older else {}
    query = parse_listing_query(asked, cursor_key)
    return _turned(catalogue.articles(query), query, cursor_key, came_from_newer=bool(older))


def _day_after(last: str) -> str:
    """Return the bound that a last day is: people mean the whole day, a listing ends before its bound."""
    try:
        return (date.fromisoformat(last) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):  # which the query refuses in words of its own
        return last


def _turned(page: Page, query: ListingQuery, cursor_key: str, *, came_from_newer: bool) -> Stretch:
    """Return a page newest first, whichever way it was read, with the ways on from both its ends."""
    articles = tuple(entry for entry in page.articles if isinstance(entry, ArticleSummary))
    if not page.places:
        return Stretch(articles=(), older=None, newer=None)
    back = replace(query, oldest_first=not query.oldest_first)
    onward = to_cursor(page.places[-1], query.scope, cursor_key) if page.has_more else None
    backward = to_cursor(page.places[0], back.scope, cursor_key)
    if query.oldest_first:
        return Stretch(articles=articles[::-1], older=backward, newer=onward)
    return Stretch(articles=articles, older=onward, newer=backward if came_from_newer else None)


def _feeds(visit: Visit, filters: Filters, keys: FeedKeys) -> list[tuple[str, str]]:
    """Return media types and links of the feeds of this listing.

    An address of a feed is a right to read that does not end, so it is told only where everybody may read,
    and only once an operator has made the key for it.
    """
    key = None if visit.is_private else keys.find(PUBLIC_FEEDS)
    if key is None:
        return []
    question = {"order": ["changed"], "direction": ["desc"]}
    question |= {"source": [filters.source]} if filters.source else {}
    token = to_feed_token(PUBLIC_FEEDS, question, key)
    return [
        (media_type, visit.link(f"/feeds/{token}.{suffix}"))
        for suffix, (media_type, _) in FEED_FORMATS.items()
    ]

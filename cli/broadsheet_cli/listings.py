"""Everything that a listing of the catalogue has, page after page."""

from collections.abc import Iterator
from dataclasses import replace

from broadsheet.ports import ArticleCatalogue
from broadsheet.retrieval.queries import ArticleSummary, ListingQuery, Tombstone


def summaries(catalogue: ArticleCatalogue, query: ListingQuery) -> Iterator[ArticleSummary]:
    """Return the summaries that answer a query, newest first, however many pages that takes.

    Parameters
    ----------
    catalogue
        The articles, as the API reads them.
    query
        Which to list; its cursor is where the listing begins.

    Returns
    -------
    Iterator[ArticleSummary]
        In the order of the query; tombstones are left out.

    Examples
    --------
    >>> from tests.fakes import FakeArticleStore
    >>> list(summaries(FakeArticleStore(), ListingQuery()))
    []
    """
    return (entry for entry in entries(catalogue, query) if isinstance(entry, ArticleSummary))


def entries(catalogue: ArticleCatalogue, query: ListingQuery) -> Iterator[ArticleSummary | Tombstone]:
    """Yield all that answers a query, in its order, tombstones too, however many pages that takes."""
    while True:
        page = catalogue.articles(query)
        yield from page.articles
        if not page.has_more:
            return
        query = replace(query, after=page.places[-1])

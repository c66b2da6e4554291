"""Everything that a listing of the catalogue has, page after page."""

from collections.abc import Iterator
from dataclasses import replace

from broadsheet.ports import ArticleCatalogue
from broadsheet.retrieval.queries import ArticleSummary, ListingQuery


def summaries(catalogue: ArticleCatalogue, query: ListingQuery) -> Iterator[ArticleSummary]:
    """Yield the summaries that answer a query, newest first, however many pages that takes.

    Parameters
    ----------
    catalogue
        The articles, as the API reads them.
    query
        Which to list; its cursor is where the listing begins.

    Yields
    ------
    ArticleSummary
        In the order of the query; tombstones are left out.

    Examples
    --------
    >>> from tests.fakes import FakeArticleStore
    >>> list(summaries(FakeArticleStore(), ListingQuery()))
    []
    """
    while True:
        page = catalogue.articles(query)
        yield from (entry for entry in page.articles if isinstance(entry, ArticleSummary))
        if page.next is None:
            return
        query = replace(query, after=page.next)

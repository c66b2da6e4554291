"""Everything that a listing of the catalogue has, page after page."""

from collections.abc import Iterator
from dataclasses import replace

from broadsheet.ports import ArticleCatalogue
from broadsheet.retrieval.queries import ArticleSummary, ListingQuery


def summaries(catalogue: ArticleCatalogue, query: ListingQuery) -> Iterator[ArticleSummary]:
    """Yield the summaries that answer a query, newest first, however many pages that takes."""
    while True:
        page = catalogue.articles(query)
        yield from (entry for entry in page.articles if isinstance(entry, ArticleSummary))
        if not page.has_more:
            return
        query = replace(query, after=page.places[-1])

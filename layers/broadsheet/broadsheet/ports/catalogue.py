"""Where articles are kept, as retrieval reads them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from broadsheet.article import StoredArticle
from broadsheet.retrieval.queries import (
    ArticleSummary,
    ListingQuery,
    Page,
    RejectionPage,
    RejectionQuery,
    RevisionPage,
    RevisionQuery,
    Tombstone,
)


class ArticleCatalogue(Protocol):
    """The articles, as the API reads them.

    Examples
    --------
    >>> from broadsheet.retrieval.queries import ListingQuery
    >>> from tests.builders import article, create, stored
    >>> from tests.fakes import FakeArticleStore
    >>> catalogue = FakeArticleStore()
    >>> create(catalogue, stored(article("The lamp is lit.")))
    >>> [summary.title for summary in catalogue.articles(ListingQuery()).articles]
    ['The lighthouse reopens']
    """

    def article(self, article_id: str, revision: int | None = None) -> StoredArticle:
        """Return an article as it is, or as it was in one of its revisions.

        Parameters
        ----------
        article_id
            26 characters of `a-z2-7`.
        revision
            Its number, counted from 1; None for what is served.

        Returns
        -------
        StoredArticle
            The article with its content, its revision's number and its clocks.

        Raises
        ------
        ArticleNotFoundError
            There is no such article.
        RevisionNotFoundError
            It has no revision of this number.
        ArticleWithdrawnError
            It was taken down.
        """
        ...

    def revisions(self, article_id: str, query: RevisionQuery) -> RevisionPage:
        """Return one page of the revisions of an article, the first one first.

        Parameters
        ----------
        article_id
            26 characters of `a-z2-7`.
        query
            How many, and behind which.

        Returns
        -------
        RevisionPage
            At most `query.limit`, the first one first, without contents.

        Raises
        ------
        ArticleNotFoundError
            There is no such article.
        ArticleWithdrawnError
            It was taken down.
        """
        ...

    def articles(self, query: ListingQuery) -> Page:
        """Return one page of summaries; in the order of change, of tombstones too.

        Parameters
        ----------
        query
            Which to list, in which order, and behind which place.

        Returns
        -------
        Page
            At most `query.limit`, in the order of the query's clock.
        """
        ...

    def summaries(self, article_ids: Sequence[str]) -> Mapping[str, ArticleSummary | Tombstone]:
        """Return what listings show of some articles, by their ids; ids that no article has are not in it.

        Parameters
        ----------
        article_ids
            Ids, each once.

        Returns
        -------
        Mapping
            Summaries and tombstones by id.
        """
        ...

    def lookup(self, article_ids: Sequence[str]) -> Mapping[str, StoredArticle | Tombstone]:
        """Return some articles whole, at most 100, by their ids; ids that no article has are not in it.

        Parameters
        ----------
        article_ids
            Ids, each once, at most 100.

        Returns
        -------
        Mapping
            Articles and tombstones by id.
        """
        ...

    def rejections(self, query: RejectionQuery) -> RejectionPage:
        """Return one page of the rejections that stand, newest first.

        Parameters
        ----------
        query
            How many, and behind which.

        Returns
        -------
        RejectionPage
            At most `query.limit`, newest first.
        """
        ...

    def sources(self) -> tuple[tuple[str, datetime], ...]:
        """Return every source.

        Returns
        -------
        tuple of (str, datetime)
            Each with the moment when it was first seen, in UTC, sorted by name.
        """
        ...

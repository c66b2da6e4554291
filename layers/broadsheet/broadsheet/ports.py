"""What the order of work asks of the outside world. `adapters` answers with AWS, tests with fakes."""

from datetime import datetime
from typing import Protocol

from broadsheet.article import RawDocument, RawLocation, Receipt, StoredArticle
from broadsheet.listing import ListingQuery, Page
from broadsheet.revisions import Edition


class RawStore(Protocol):
    """The raw documents, as they were dropped."""

    def fetch(self, location: RawLocation) -> RawDocument:
        """Return a raw document.

        Raises
        ------
        DocumentMissingError
            That version of the object is gone.
        DocumentTooLargeError
            It is larger than the limit; its bytes were not read.
        """
        ...


class ArticleStore(Protocol):
    """The articles, as ingestion writes them.

    An article has one current edition, which is what is served, and any number of past ones. Reads
    are consistent: they see every write that ended before them.
    """

    def create(self, article: StoredArticle) -> StoredArticle | None:
        """Store an article's first edition; if it has one, change nothing and return the current one."""
        ...

    def current(self, article_id: str) -> StoredArticle:
        """Return the current edition of an article that is known to exist."""
        ...

    def past_editions(self, article_id: str) -> tuple[Edition, ...]:
        """Return the editions that are not current, in no order."""
        ...

    def past_edition(self, article_id: str, edition: Edition) -> StoredArticle:
        """Return one past edition whole."""
        ...

    def keep(self, article: StoredArticle, *, with_body: bool) -> None:
        """Store a past edition, or store it again; without its body where another has the same bytes."""
        ...

    def settle(self, article: StoredArticle, *, observed: StoredArticle) -> bool:
        """Make an edition the current one, and the observed one past; both or neither.

        Return False, with nothing changed, when the observed edition is no longer the current one.
        """
        ...

    def note_source(self, source: str, seen_at: datetime) -> None:
        """Remember that a source exists."""
        ...

    def record(self, receipt: Receipt) -> None:
        """Store the receipt of a raw document's version in place of an earlier one."""
        ...


class ArticleCatalogue(Protocol):
    """The articles, as the API reads them."""

    def get(self, article_id: str) -> StoredArticle:
        """Return the current edition of an article.

        Raises
        ------
        ArticleNotFoundError
            There is no such article.
        """
        ...

    def list(self, query: ListingQuery) -> Page:
        """Return one page of summaries."""
        ...

    def sources(self) -> tuple[tuple[str, datetime], ...]:
        """Return every source by name, and when it was first seen."""
        ...

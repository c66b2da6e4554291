"""What the order of work asks of the outside world. `adapters` answers with AWS, tests with fakes."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Any, Protocol

from broadsheet.article import Article, RawDocument, RawLocation, Receipt, Revision, StoredArticle
from broadsheet.ingestion.revisions import Edition
from broadsheet.publishing.changes import Change
from broadsheet.publishing.events import Event
from broadsheet.retrieval.queries import ListingQuery, Page, RejectionPage, RejectionQuery


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


class Observer(Protocol):
    """Who is told how the work goes. Never told what a document says."""

    def stage(self, name: str) -> AbstractContextManager[None]:
        """Watch one stage of the work, by name, until the context is left."""
        ...

    def ingested(self, receipt: Receipt, articles: tuple[Article, ...]) -> None:
        """Hear what became of a document."""
        ...


class SilentObserver:
    """An observer that nobody listens to."""

    def stage(self, name: str) -> AbstractContextManager[None]:
        """Watch nothing."""
        del name
        return nullcontext()

    def ingested(self, receipt: Receipt, articles: tuple[Article, ...]) -> None:
        """Hear nothing."""


class Retries(Protocol):
    """The queue's messages that failed."""

    def postpone(self, receipt_handle: str, tries: int) -> None:
        """Put off the next try of a message, the longer the more tries it has had."""
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
        """Return the current edition of an article.

        Raises
        ------
        ArticleNotFoundError
            There is no such article.
        """
        ...

    def past_editions(self, article_id: str) -> tuple[Edition, ...]:
        """Return the editions of the documents whose edition is not current, in no order."""
        ...

    def past_edition(self, article_id: str, edition: Edition) -> StoredArticle:
        """Return one past edition whole."""
        ...

    def keep(self, article: StoredArticle, *, with_body: bool) -> None:
        """Store a past edition, or store it again; without its body where another has the same bytes.

        Change nothing when a newer parser's reading of the same document is stored as a past edition.
        """
        ...

    def settle(self, article: StoredArticle, *, observed: StoredArticle) -> bool:
        """Make an edition the current one, and the observed one past; both or neither.

        Return False, with nothing changed, when the observed edition is no longer the current one, or
        when a newer parser's reading of the same document is stored as a past edition.
        """
        ...

    def note_source(self, source: str, seen_at: datetime) -> None:
        """Remember that a source exists."""
        ...

    def record(self, receipt: Receipt, *, over: Receipt | None) -> bool:
        """Store the receipt of a raw document's version in place of the one that was seen, None for none.

        Return False, with nothing changed, when that is no longer what is stored.
        """
        ...

    def receipts_of(self, key: str) -> tuple[Receipt, ...]:
        """Return the receipts of all versions of a raw document, in no order."""
        ...


class ArticleCatalogue(Protocol):
    """The articles, as the API reads them."""

    def article(self, article_id: str, revision: int | None = None) -> StoredArticle:
        """Return an article as it is, or as it was in one of its revisions.

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

    def revisions(self, article_id: str) -> tuple[Revision, ...]:
        """Return the revisions of an article, the first one first.

        Raises
        ------
        ArticleNotFoundError
            There is no such article.
        ArticleWithdrawnError
            It was taken down.
        """
        ...

    def articles(self, query: ListingQuery) -> Page:
        """Return one page of summaries."""
        ...

    def rejections(self, query: RejectionQuery) -> RejectionPage:
        """Return one page of the rejections that stand, newest first."""
        ...

    def sources(self) -> tuple[tuple[str, datetime], ...]:
        """Return every source by name, and when it was first seen."""
        ...


class Totals(Protocol):
    """How many articles there are, by group."""

    def count(self, changes: Sequence[Change]) -> None:
        """Count some changes, whichever of them were counted before."""
        ...


class EventBus(Protocol):
    """Where events go that others listen to."""

    def put(self, events: Sequence[Event]) -> None:
        """Put events on the bus, all of them or with an error."""
        ...


class Parking(Protocol):
    """Where a change goes that cannot be published."""

    def park(self, record: dict[str, Any], reason: str) -> None:
        """Put a record aside for a person."""
        ...

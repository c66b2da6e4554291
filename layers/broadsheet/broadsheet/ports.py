"""What the order of work asks of the outside world. `adapters` answers with AWS, tests with fakes."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from broadsheet.article import Article, Content, RawDocument, RawLocation, Receipt, StoredArticle
from broadsheet.ingestion.deciding import Change, Seen
from broadsheet.ingestion.revisions import Current, Edition
from broadsheet.publishing.changes import ArticleChange
from broadsheet.publishing.events import Event
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


class RawStore(Protocol):
    """The raw documents, as they were dropped.

    Examples
    --------
    >>> from tests.builders import location, raw_document
    >>> from tests.fakes import FakeRawStore
    >>> store: RawStore = FakeRawStore([raw_document(b"The lamp")])
    >>> store.fetch(location()).content
    b'The lamp'
    """

    def fetch(self, location: RawLocation) -> RawDocument:
        """Return a raw document.

        Parameters
        ----------
        location
            One version of a raw document; the latest, if its version is empty.

        Returns
        -------
        RawDocument
            Its bytes, and the version that was read, by name.

        Raises
        ------
        DocumentMissingError
            That version of the object is gone.
        DocumentArchivedError
            It lies in an archive of S3's.
        DocumentEncryptedError
            It is encrypted with a key that cannot be used.
        DocumentTooLargeError
            It is larger than the limit; its bytes were not read.
        """
        ...

    def latest_version(self, location: RawLocation) -> str:
        """Tell which version of a raw document's key is the latest.

        Parameters
        ----------
        location
            Any version of the key.

        Returns
        -------
        str
            The version's id, empty if the document was deleted.
        """
        ...


class Observer(Protocol):
    """Who is told how the work goes. Never told what a document says."""

    def stage(self, name: str) -> AbstractContextManager[None]:
        """Watch one stage of the work, by name, until the context is left.

        Parameters
        ----------
        name
            `fetch`, `clean` or `store`.

        Returns
        -------
        context manager
            Left when the stage ends, with its error if it has one.
        """
        ...

    def ingested(self, receipt: Receipt, articles: tuple[Article, ...]) -> None:
        """Hear what became of a document.

        Parameters
        ----------
        receipt
            What became of the document, as it is stored.
        articles
            The articles that it had, as it has them; none of one that was rejected.
        """
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
    """The queue's messages that failed, or were not done in time.

    Examples
    --------
    >>> from tests.fakes import FakeRetries
    >>> retries: Retries = FakeRetries()
    >>> retries.postpone({"a receipt handle": 2})
    """

    def postpone(self, tries: Mapping[str, int]) -> None:
        """Put off the next try of messages, the longer the more tries each has had.

        Parameters
        ----------
        tries
            How many tries each message has had, by its receipt handle: at most ten messages.
        """
        ...

    def follow(self, body: str) -> None:
        """Put a message behind the others: the rest of a document that was not done in time.

        Parameters
        ----------
        body
            The message, as `adapters.notifications` reads it.
        """
        ...


@dataclass(frozen=True, kw_only=True)
class Look:
    """What a document meets in the store: by the ids of its articles, and the rejection of its key."""

    articles: Mapping[str, Seen]
    rejection: Receipt | None


class ArticleStore(Protocol):
    """The articles, as ingestion writes them.

    An article has one head, which is what is served, and any number of other editions beside it. Reads are
    consistent: they see every write that ended before them.

    Examples
    --------
    >>> from tests.builders import NOON, article, head_of, stored
    >>> from tests.fakes import FakeArticleStore
    >>> store: ArticleStore = FakeArticleStore()
    >>> lamp = stored(article())
    >>> store.create_if_absent(head_of(lamp), lamp.article.content)
    True
    >>> store.create_if_absent(head_of(lamp), lamp.article.content)
    False
    >>> store.head(lamp.article.id).revision
    1
    """

    def look(self, key: str, editions: Sequence[Edition]) -> Look:
        """Return what stands in the way of a document.

        Parameters
        ----------
        key
            The document's key.
        editions
            Its articles, as it has them.

        Returns
        -------
        Look
            By article the head and the document's own edition, and the rejection that its key has.
        """
        ...

    def head(self, article_id: str) -> Current | None:
        """Return the head of an article, None if there is no such article.

        Parameters
        ----------
        article_id
            26 characters of `a-z2-7`.

        Returns
        -------
        Current or None
            The head, withdrawn or not; None if there is no such article.
        """
        ...

    def create_if_absent(self, head: Current, content: Content) -> bool:
        """Store a new article, if there is none.

        Parameters
        ----------
        head
            The head that it is to have.
        content
            The content of the head's edition.

        Returns
        -------
        bool
            False, with nothing changed, if the article has a head.
        """
        ...

    def put_edition(self, edition: Edition, content: Content | None = None) -> None:
        """Store an edition beside the head, whatever the head is.

        Parameters
        ----------
        edition
            In place of the same document's edition, if that is stored.
        content
            Its content where that is new, None where another edition of the same reading has it.
        """
        ...

    def change(self, change: Change, *, observed: Current | None, arriving: Content | None = None) -> bool:
        """Make a change if the head is still the one that was observed: all of it or nothing.

        Parameters
        ----------
        change
            What to write.
        observed
            The head as it was read, None where there was none.
        arriving
            The content of the arriving edition, which is among those of the change.

        Returns
        -------
        bool
            False, with nothing changed, when another worker has changed the head since.
        """
        ...

    def other_editions(self, article_id: str) -> tuple[Edition, ...]:
        """Return the editions that are not the head, in no order.

        Parameters
        ----------
        article_id
            26 characters of `a-z2-7`.

        Returns
        -------
        tuple of Edition
            All but the head's, in no order, without contents.
        """
        ...

    def beside(self, article_id: str, place: str) -> tuple[Edition | None, Edition | None]:
        """Return the nearest other editions below and above a place.

        Parameters
        ----------
        article_id
            26 characters of `a-z2-7`.
        place
            A place in the article's history; see `Edition.place`.

        Returns
        -------
        tuple of Edition or None, twice
            The nearest other edition below, and the nearest above.
        """
        ...

    def above(self, article_id: str, place: str) -> Edition | None:
        """Return the nearest other edition above a place.

        Parameters
        ----------
        article_id
            26 characters of `a-z2-7`.
        place
            A place in the article's history; see `Edition.place`.

        Returns
        -------
        Edition or None
            The nearest other edition above it.
        """
        ...

    def versions_beside(self, edition: Edition, *, earlier: bool) -> tuple[Edition, ...]:
        """Return the other editions of an edition's key that were put right after it, or with it.

        Parameters
        ----------
        edition
            An edition, stored or not.
        earlier
            Whether those that were put right before it are asked for, too.

        Returns
        -------
        tuple of Edition
            In the order of the puts.
        """
        ...

    def put_withdrawal(self, head: Current, *, observed: Current | None) -> bool:
        """Store a head whose withdrawal has changed, if it is still the observed one.

        Parameters
        ----------
        head
            As it is to be.
        observed
            As it was read, None where there was none.

        Returns
        -------
        bool
            False, with nothing changed, when another worker has changed the head since.
        """
        ...

    def clear(self, article_id: str) -> None:
        """Remove everything that is stored of an article but its head.

        Parameters
        ----------
        article_id
            26 characters of `a-z2-7`.
        """
        ...

    def note_source(self, source: str, seen_at: datetime) -> None:
        """Remember that a source exists, and since when.

        Parameters
        ----------
        source
            The source's name.
        seen_at
            When it was seen; the first time counts.
        """
        ...

    def put_receipt(self, receipt: Receipt, *, over: Receipt | None) -> Receipt | None:
        """Store the receipt of a raw document's version in place of the one that was seen.

        Parameters
        ----------
        receipt
            What became of the document.
        over
            The receipt that was seen, None for none.

        Returns
        -------
        Receipt or None
            None if it is stored; else, with nothing changed, the receipt that is there.
        """
        ...

    def receipt(self, location: RawLocation) -> Receipt | None:
        """Return the receipt of one version of a raw document.

        Parameters
        ----------
        location
            One version of a raw document.

        Returns
        -------
        Receipt or None
            None if the document was not dealt with.
        """
        ...

    def rejection(self, key: str) -> Receipt | None:
        """Return the rejection that stands of a key.

        Parameters
        ----------
        key
            A raw document's key.

        Returns
        -------
        Receipt or None
            None if no rejection stands.
        """
        ...

    def put_rejection(self, key: str, receipt: Receipt | None, *, over: Receipt | None) -> bool:
        """Store the rejection that stands of a key, in place of the one that was seen.

        Parameters
        ----------
        key
            A raw document's key.
        receipt
            The rejection, None for none any more.
        over
            The rejection that was seen, None for none.

        Returns
        -------
        bool
            False, with nothing changed, when that is no longer what is stored.
        """
        ...


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


class Totals(Protocol):
    """How many articles there are, by group."""

    def count(self, changes: Sequence[ArticleChange]) -> None:
        """Count some changes, whichever of them were counted before.

        Parameters
        ----------
        changes
            What became of articles, in any order.
        """
        ...


class EventBus(Protocol):
    """Where events go that others listen to."""

    def put(self, events: Sequence[Event]) -> None:
        """Put events on the bus, all of them or with an error.

        Parameters
        ----------
        events
            In the order in which they happened.
        """
        ...


class Parking(Protocol):
    """Where a change goes that cannot be published."""

    def park(self, record: dict[str, Any], reason: str) -> None:
        """Put a record aside for a person.

        Parameters
        ----------
        record
            The stream's record, as it came.
        reason
            What is wrong with it.
        """
        ...

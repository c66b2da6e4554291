"""What the order of work asks of the outside world. `adapters` answers with AWS, tests with fakes."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from broadsheet.article import Article, Content, RawDocument, RawLocation, Receipt, StoredArticle
from broadsheet.ingestion.deciding import Change, Seen
from broadsheet.ingestion.revisions import Current, Edition
from broadsheet.retrieval.queries import (
    ListingQuery,
    Page,
    RejectionPage,
    RejectionQuery,
    RevisionPage,
    RevisionQuery,
)


class RawStore(Protocol):
    """The raw documents, as they were dropped."""

    def fetch(self, location: RawLocation) -> RawDocument:
        """Return a raw document.

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
        """Return the id of the latest version of a raw document's key, empty if the document was deleted."""
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
    """The queue's messages that failed, or were not done in time."""

    def postpone(self, tries: Mapping[str, int]) -> None:
        """Put off the next try of messages, the longer the more tries each has had.

        Parameters
        ----------
        tries
            How many tries each message has had, by its receipt handle: at most ten messages.
        """
        ...

    def follow(self, body: str) -> None:
        """Put a message behind the others: the rest of a document that was not done in time."""
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
    """

    def look(self, key: str, editions: Sequence[Edition]) -> Look:
        """Return what stands in the way of a document: the heads of its articles, its own editions there,
        and the rejection that its key has.
        """
        ...

    def head(self, article_id: str) -> Current | None:
        """Return the head of an article, None if there is no such article."""
        ...

    def create_if_absent(self, head: Current, content: Content) -> bool:
        """Store a new article; return False, with nothing changed, if there is one."""
        ...

    def put_edition(self, edition: Edition, content: Content | None = None) -> None:
        """Store an edition beside the head, whatever the head is; with its content, where that is new."""
        ...

    def change(self, change: Change, *, observed: Current | None, arriving: Content | None = None) -> bool:
        """Make a change if the head is still the one that was observed, None for none: all of it or nothing.

        `arriving` is the content of the arriving edition, which is among those of the change. Return False,
        with nothing changed, when another worker has changed the head since.
        """
        ...

    def other_editions(self, article_id: str) -> tuple[Edition, ...]:
        """Return the editions that are not the head, in no order."""
        ...

    def beside(self, article_id: str, place: str) -> tuple[Edition | None, Edition | None]:
        """Return the nearest other editions below and above a place."""
        ...

    def above(self, article_id: str, place: str) -> Edition | None:
        """Return the nearest other edition above a place."""
        ...

    def versions_beside(self, edition: Edition, *, earlier: bool) -> tuple[Edition, ...]:
        """Return the other editions of its key that were put right after it, or with it.

        Those that were put right before it too, if asked for.
        """
        ...

    def put_withdrawal(self, head: Current, *, observed: Current | None) -> bool:
        """Store a head whose withdrawal has changed; return False if it is not the observed one by now."""
        ...

    def clear(self, article_id: str) -> None:
        """Remove everything that is stored of an article but its head."""
        ...

    def note_source(self, source: str, seen_at: datetime) -> None:
        """Remember that a source exists."""
        ...

    def put_receipt(self, receipt: Receipt, *, over: Receipt | None) -> Receipt | None:
        """Store the receipt of a raw document's version in place of the one that was seen, None for none.

        Return None if it is stored, and with nothing changed the receipt that is there, if another is.
        """
        ...

    def receipt(self, location: RawLocation) -> Receipt | None:
        """Return the receipt of one version of a raw document."""
        ...

    def rejection(self, key: str) -> Receipt | None:
        """Return the rejection that stands of a key."""
        ...

    def put_rejection(self, key: str, receipt: Receipt | None, *, over: Receipt | None) -> bool:
        """Store the rejection that stands of a key, None for none, in place of the one that was seen.

        Return False, with nothing changed, when that is no longer what is stored.
        """
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

    def revisions(self, article_id: str, query: RevisionQuery) -> RevisionPage:
        """Return one page of the revisions of an article, the first one first.

        Raises
        ------
        ArticleNotFoundError
            There is no such article.
        ArticleWithdrawnError
            It was taken down.
        """
        ...

    def articles(self, query: ListingQuery) -> Page:
        """Return one page of summaries; in the order of change, of tombstones too."""
        ...

    def rejections(self, query: RejectionQuery) -> RejectionPage:
        """Return one page of the rejections that stand, newest first."""
        ...

    def sources(self) -> tuple[tuple[str, datetime], ...]:
        """Return every source by name, and when it was first seen."""
        ...

"""What ingestion needs around a document: the raw store, somebody who watches, and later tries."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

from broadsheet.article import Article, RawDocument, RawLocation
from broadsheet.receipt import Receipt


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

"""Where articles are kept, as ingestion writes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from broadsheet.article import Content
from broadsheet.ingestion.changes import Change
from broadsheet.ingestion.deciding import Seen
from broadsheet.ingestion.revisions import Current, Edition
from broadsheet.ports.receipts import ReceiptStore
from broadsheet.receipt import Receipt


@dataclass(frozen=True, kw_only=True)
class Look:
    """What a document meets in the store: by the ids of its articles, and the rejection of its key."""

    articles: Mapping[str, Seen]
    rejection: Receipt | None


class ArticleStore(ReceiptStore, Protocol):
    """The articles, as ingestion writes them, with the receipts of the documents that they were in.

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

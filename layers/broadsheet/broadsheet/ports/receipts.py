"""Where it is kept what became of each raw document."""

from typing import Protocol

from broadsheet.article import RawLocation
from broadsheet.receipt import Receipt


class ReceiptStore(Protocol):
    """The receipt of each version of a raw document, and the rejection that stands of its key.

    Reads are consistent, and a write is made only over what was seen.

    Examples
    --------
    >>> from tests.builders import receipt
    >>> from tests.fakes import FakeArticleStore
    >>> store: ReceiptStore = FakeArticleStore()
    >>> created = receipt()
    >>> store.put_receipt(created, over=None)
    >>> store.put_receipt(created, over=None) == store.receipt(created.location) == created
    True
    """

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

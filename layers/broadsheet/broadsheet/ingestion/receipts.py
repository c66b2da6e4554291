"""Bringing the receipt of a document, and the rejection that stands of its key, to what they must say."""

from collections.abc import Callable
from dataclasses import replace

from broadsheet.article import Outcome, RawLocation
from broadsheet.errors import ConflictError
from broadsheet.ingestion.conflicts import LOOKS_BEFORE_GIVING_UP
from broadsheet.ingestion.rejections import merged, standing
from broadsheet.ports import RawStore, ReceiptStore
from broadsheet.receipt import Receipt


def store_receipt(arriving: Receipt, store: ReceiptStore) -> Receipt:
    """Store what became of a document, and return its receipt as it then stands.

    Parameters
    ----------
    arriving
        What became of the document this time.
    store
        Where it goes.

    Returns
    -------
    Receipt
        That one, or the stored one where that tells more.

    Raises
    ------
    ConflictError
        Other workers kept changing the same receipt.
    """
    seen: Receipt | None = None
    for _ in range(LOOKS_BEFORE_GIVING_UP):
        wanted = merged(arriving, seen)
        if wanted == seen:
            return wanted
        other = store.put_receipt(wanted, over=seen)
        if other is None:
            return wanted
        seen = other
    raise ConflictError("its receipt kept changing while it was stored", key=arriving.location.key)


def store_rejection(
    receipt: Receipt, stands: Receipt | None, store: ReceiptStore, raw_store: RawStore
) -> None:
    """Bring the rejection that stands of a document's key to what it must be, given the one that was seen.

    The bucket is asked after each write: of two versions that are brought in at the same moment, the one
    that writes last has seen the other, or the other finds what it wrote.

    Parameters
    ----------
    receipt
        What became of the document.
    stands
        The rejection that was seen of its key, None for none.
    store
        Where it goes.
    raw_store
        Knows the latest version of the key.

    Raises
    ------
    ConflictError
        Other workers kept changing the rejection of the same key.
    """
    key = receipt.location.key
    for _ in range(LOOKS_BEFORE_GIVING_UP):
        if stands is None and receipt.outcome is not Outcome.REJECTED:
            return
        wanted = standing(receipt, stands, raw_store.latest_version(receipt.location))
        if wanted == stands:
            return
        store.put_rejection(key, wanted, over=stands)
        stands = store.rejection(key)
    raise ConflictError("its rejection kept changing while one was stored", key=key)


def dismiss_rejection(key: str, store: ReceiptStore) -> RawLocation | None:
    """Take a rejection off the list for good, and return which document it was of; None if there is none.

    Parameters
    ----------
    key
        A raw document's key.
    store
        Where the rejection stands.

    Returns
    -------
    RawLocation or None
        Which document it was of; None if no rejection stands.
    """
    stands = store.rejection(key)
    if stands is None:
        return None
    _note(stands.location, store, lambda seen: replace(seen, dismissed=True))
    store.put_rejection(key, None, over=stands)
    return stands.location


def give_up(location: RawLocation, store: ReceiptStore) -> bool:
    """Note that a raw document was removed on purpose; return False if no receipt tells of it.

    Parameters
    ----------
    location
        One version of the raw document.
    store
        Where its receipt is.

    Returns
    -------
    bool
        False if no receipt tells of it.

    Raises
    ------
    ConflictError
        Other workers kept changing its receipt.

    Examples
    --------
    >>> from tests.builders import location
    >>> from tests.fakes import FakeArticleStore
    >>> give_up(location(), FakeArticleStore())
    False
    """
    return _note(location, store, lambda seen: replace(seen, given_up=True))


def _note(location: RawLocation, store: ReceiptStore, noted: Callable[[Receipt], Receipt]) -> bool:
    for _ in range(LOOKS_BEFORE_GIVING_UP):
        seen = store.receipt(location)
        if seen is None:
            return False
        wanted = noted(seen)
        if wanted == seen or store.put_receipt(wanted, over=seen) is None:
            return True
    raise ConflictError("its receipt kept changing", key=location.key)

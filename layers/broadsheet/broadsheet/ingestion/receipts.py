"""Bringing the receipts of a key to what they must say, as `storing` does with the editions of an article."""

from broadsheet.article import Receipt
from broadsheet.errors import ConflictError
from broadsheet.ingestion.rejections import receipts_after
from broadsheet.ports import ArticleStore

LOOKS_BEFORE_GIVING_UP = 20


def store_receipt(arriving: Receipt, store: ArticleStore) -> Receipt:
    """Store what became of a document, and return its receipt as it then stands.

    Writes what a look finds missing or wrong, until a look finds nothing: so whoever writes last has
    seen everything.

    Raises
    ------
    ConflictError
        Other workers kept changing the receipts of the same key.
    """
    location = arriving.location
    for _ in range(LOOKS_BEFORE_GIVING_UP):
        stored = {receipt.location.version_id: receipt for receipt in store.receipts_of(location.key)}
        wanted = receipts_after(arriving, stored.values())
        wrong = [receipt for receipt in wanted if receipt != stored.get(receipt.location.version_id)]
        if not wrong:
            return wanted[0]
        for receipt in wrong:
            store.record(receipt, over=stored.get(receipt.location.version_id))
    raise ConflictError("its receipts kept changing while one was stored", key=location.key)

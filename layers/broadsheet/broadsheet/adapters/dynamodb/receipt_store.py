"""Receipts and standing rejections as ingestion writes them."""

from broadsheet.adapters.dynamodb.conditions import if_unchanged
from broadsheet.adapters.dynamodb.reading import ArticleReader
from broadsheet.adapters.dynamodb.receipts import receipt_item, rejection_item, to_receipt
from broadsheet.adapters.dynamodb.table import Item, receipt_key, rejection_key
from broadsheet.adapters.dynamodb.writing import TableWriter
from broadsheet.article import RawLocation
from broadsheet.receipt import Receipt


class DynamoDbReceiptStore:
    """What became of each raw document. See `broadsheet.ports.ReceiptStore`."""

    def __init__(self, reader: ArticleReader, writer: TableWriter) -> None:
        self._reader = reader
        self._writer = writer

    def receipt(self, location: RawLocation) -> Receipt | None:
        """Return the receipt of one version of a raw document."""
        return self._read(receipt_key(location.key, location.version_id))

    def rejection(self, key: str) -> Receipt | None:
        """Return the rejection that stands of a key."""
        return self._read(rejection_key(key))

    def _read(self, key: Item) -> Receipt | None:
        item = self._reader.item(key)
        return to_receipt(item) if item else None

    def put_receipt(self, receipt: Receipt, *, over: Receipt | None) -> Receipt | None:
        """Store a receipt in place of the one that was seen; return the one that is there, if another is."""
        there = self._writer.put_or_read(
            receipt_item(receipt), **if_unchanged(receipt_item(over) if over else None)
        )
        if there is None:
            return None
        if over:  # no second delivery, but a worker at the same moment
            self._writer.let_others_finish()
        return to_receipt(there)

    def put_rejection(self, key: str, receipt: Receipt | None, *, over: Receipt | None) -> bool:
        """Store the rejection that stands of a key, None for none, in place of the one that was seen."""
        condition = if_unchanged(rejection_item(over) if over else None)
        if receipt:
            return self._writer.put(rejection_item(receipt), **condition)
        return self._writer.delete(rejection_key(key), **condition)

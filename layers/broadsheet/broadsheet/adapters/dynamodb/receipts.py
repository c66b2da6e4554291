"""Receipts and standing rejections as items, and as operators read them."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from broadsheet.adapters.dynamodb.attributes import from_attributes, to_attributes
from broadsheet.adapters.dynamodb.shape import SHAPE
from broadsheet.adapters.dynamodb.table import BY_REJECTED, EVERYTHING, Item, receipt_key, rejection_key
from broadsheet.article import UNDATED, Outcome, RawLocation
from broadsheet.moments import from_rfc3339, to_rfc3339
from broadsheet.receipt import Receipt

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

LARGEST_BATCH = 100  # keys that BatchGetItem takes
OUTCOMES = frozenset(Outcome)


def receipt_item(receipt: Receipt) -> Item:
    """Return the item that says what became of one version of a raw document."""
    return {**receipt_key(receipt.location.key, receipt.location.version_id), **_facts(receipt)}


def rejection_item(receipt: Receipt) -> Item:
    """Return the item of the rejection that stands of a key, with what brings it into the list of them."""
    return {
        **rejection_key(receipt.location.key),
        **_facts(receipt),
        BY_REJECTED.partition: EVERYTHING,
        BY_REJECTED.clock: to_rfc3339(receipt.processed_at),
    }


def _facts(receipt: Receipt) -> Item:
    location = receipt.location
    return {
        "bucket": location.bucket,
        "key": location.key,
        "version_id": location.version_id,
        "sequencer": location.sequencer,
        "put_at": to_rfc3339(location.put_at),
        "outcome": receipt.outcome.value,
        "article_ids": list(receipt.article_ids),
        "parser_version": receipt.parser_version,
        "processed_at": to_rfc3339(receipt.processed_at),
        "code": receipt.code,
        "message": receipt.message,
        "dismissed": receipt.dismissed or None,
        "given_up": receipt.given_up or None,
        "shape": SHAPE,
    }


def to_receipt(item: Item) -> Receipt:
    """Return the receipt that an item holds."""
    outcome = item.get("outcome", "")
    return Receipt(
        location=RawLocation(
            bucket=item.get("bucket", ""),
            key=item.get("key", ""),
            version_id=item.get("version_id", ""),
            sequencer=item.get("sequencer", ""),
            put_at=from_rfc3339(item.get("put_at")),
        ),
        outcome=Outcome(outcome) if outcome in OUTCOMES else Outcome.REJECTED,
        article_ids=tuple(item.get("article_ids", ())),
        parser_version=int(item.get("parser_version", 0)),
        processed_at=from_rfc3339(item.get("processed_at")) or UNDATED,
        code=item.get("code", ""),
        message=item.get("message", ""),
        dismissed=item.get("dismissed", False),
        given_up=item.get("given_up", False),
    )


class DynamoDbReceipts:
    """What became of each version of a raw document."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def find(self, locations: Iterable[RawLocation]) -> dict[RawLocation, Receipt]:
        """Return the receipts of those documents that have one."""
        wanted = {(location.key, location.version_id): location for location in locations}
        keys = iter(wanted)
        found: dict[RawLocation, Receipt] = {}
        while batch := list(islice(keys, LARGEST_BATCH)):
            for receipt in self._find_batch(batch):
                found[wanted[receipt.location.key, receipt.location.version_id]] = receipt
        return found

    def _find_batch(self, documents: list[tuple[str, str]]) -> Iterator[Receipt]:
        asked: dict[str, Any] = {
            self._table: {"Keys": [to_attributes(receipt_key(*document)) for document in documents]}
        }
        while asked:
            answer = self._client.batch_get_item(RequestItems=asked)
            yield from (to_receipt(from_attributes(item)) for item in answer["Responses"][self._table])
            asked = answer["UnprocessedKeys"]

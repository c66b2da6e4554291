"""The receipts, as operators read them."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from broadsheet.adapters.dynamodb.items import from_attributes, receipt_key, to_attributes, to_receipt
from broadsheet.article import RawLocation, Receipt

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

LARGEST_BATCH = 100  # keys that BatchGetItem takes


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

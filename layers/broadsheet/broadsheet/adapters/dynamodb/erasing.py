"""Removing what the table holds of an article, and of the documents that nothing is left of."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from broadsheet.adapters.dynamodb.attributes import from_attributes, to_attributes
from broadsheet.adapters.dynamodb.receipts import to_receipt
from broadsheet.adapters.dynamodb.table import (
    CURRENT,
    RECEIPT_PREFIX,
    RECORD,
    SUBJECT,
    Item,
    article_subject,
    document_subject,
    receipt_key,
)
from broadsheet.article import RawLocation
from broadsheet.receipt import Receipt

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

LARGEST_BATCH = 25  # writes that BatchWriteItem takes


class DynamoDbErasure:
    """Removes items; what it removes is in no backup of its own, but in the table's."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def clear(self, article_id: str) -> None:
        """Remove everything that is stored of an article but its head."""
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            ConsistentRead=True,
            KeyConditionExpression=f"{SUBJECT} = :subject",
            ProjectionExpression=f"{SUBJECT}, #record",
            ExpressionAttributeNames={"#record": RECORD},
            ExpressionAttributeValues=to_attributes({":subject": article_subject(article_id)}),
        )
        keys = (from_attributes(item) for page in pages for item in page["Items"])
        self._remove(key for key in keys if key[RECORD] != CURRENT)

    def receipts_naming(self, article_id: str) -> Iterator[Receipt]:
        """Yield the receipts of the documents that an article was in; reads the whole table."""
        pages = self._client.get_paginator("scan").paginate(
            TableName=self._table,
            ConsistentRead=True,
            FilterExpression="begins_with(#record, :receipt) AND contains(article_ids, :id)",
            ExpressionAttributeNames={"#record": RECORD},
            ExpressionAttributeValues=to_attributes({":receipt": RECEIPT_PREFIX, ":id": article_id}),
        )
        yield from (to_receipt(from_attributes(item)) for page in pages for item in page["Items"])

    def receipts_of(self, key: str) -> Iterator[Receipt]:
        """Yield the receipts of all versions of a raw document."""
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            ConsistentRead=True,
            KeyConditionExpression=f"{SUBJECT} = :subject AND begins_with(#record, :receipt)",
            ExpressionAttributeNames={"#record": RECORD},
            ExpressionAttributeValues=to_attributes(
                {":subject": document_subject(key), ":receipt": RECEIPT_PREFIX}
            ),
        )
        yield from (to_receipt(from_attributes(item)) for page in pages for item in page["Items"])

    def remove_receipts(self, locations: Iterable[RawLocation]) -> None:
        """Remove the receipts of documents that are gone."""
        self._remove(receipt_key(location.key, location.version_id) for location in locations)

    def _remove(self, keys: Iterable[Item]) -> None:
        remaining = iter(keys)
        while batch := list(islice(remaining, LARGEST_BATCH)):
            unsent: dict[str, Any] = {
                self._table: [{"DeleteRequest": {"Key": to_attributes(key)}} for key in batch]
            }
            while unsent:
                unsent = self._client.batch_write_item(RequestItems=unsent)["UnprocessedItems"]

"""Everything in the table, in outline: for an operator who compares it with the buckets."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from broadsheet.adapters.dynamodb.attributes import from_attributes, to_attributes
from broadsheet.adapters.dynamodb.contents import BODY_KEY, article_id_in
from broadsheet.adapters.dynamodb.table import (
    CURRENT,
    EDITION_PREFIX,
    RECEIPT_PREFIX,
    RECORD,
    SUBJECT,
    Item,
    article_id_of,
    article_subject,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

# The attributes that the outline is made of.
OUTLINE = (SUBJECT, RECORD, "raw", BODY_KEY, "key", "version_id", "article_ids", "reading")

Document = tuple[str, str]
"""The key and the version id of a raw document."""


@dataclass(frozen=True, kw_only=True)
class Inventory:
    """What the table holds.

    `article_ids` are of the articles that have a head; `editions` has, for each article, the raw document of
    each of its editions and its reading; `body_keys` are the bodies in the content bucket by article and
    reading; `article_ids_of_document` comes from the receipts.
    """

    article_ids: set[str] = field(default_factory=set)
    editions: dict[str, dict[Document, str]] = field(default_factory=dict)
    body_keys: dict[tuple[str, str], str] = field(default_factory=dict)
    article_ids_of_document: dict[Document, frozenset[str]] = field(default_factory=dict)


class DynamoDbInventory:
    """Takes the inventory by reading the whole table."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def take(self) -> Inventory:
        """Return what the table holds; what is written meanwhile may be in it or not."""
        inventory = Inventory()
        names = {f"#{name}": name for name in OUTLINE}
        pages = self._client.get_paginator("scan").paginate(
            TableName=self._table,
            ConsistentRead=True,
            ProjectionExpression=", ".join(names),
            ExpressionAttributeNames=names,
        )
        for page in pages:
            for item in page["Items"]:
                _enter(inventory, from_attributes(item))
        return inventory

    def names_body(self, key: str) -> bool:
        """Whether the article that a body was written for names it at this moment."""
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            ConsistentRead=True,
            KeyConditionExpression=f"{SUBJECT} = :subject",
            FilterExpression=f"{BODY_KEY} = :key",
            ProjectionExpression=SUBJECT,
            ExpressionAttributeValues=to_attributes(
                {":subject": article_subject(article_id_in(key)), ":key": key}
            ),
        )
        return any(page["Items"] for page in pages)


def _enter(inventory: Inventory, item: Item) -> None:
    record = item[RECORD]
    if record == CURRENT or record.startswith(EDITION_PREFIX):
        article_id = article_id_of(item)
        if record == CURRENT:
            inventory.article_ids.add(article_id)
        if "raw" in item:
            document = (item["raw"].get("key", ""), item["raw"].get("version_id", ""))
            inventory.editions.setdefault(article_id, {})[document] = item.get("reading", "")
    elif BODY_KEY in item:
        reading = record.partition("#")[2]
        inventory.body_keys[article_id_of(item), reading] = item[BODY_KEY]
    elif record.startswith(RECEIPT_PREFIX):
        document = (item.get("key", ""), item.get("version_id", ""))
        inventory.article_ids_of_document[document] = frozenset(item.get("article_ids", ()))

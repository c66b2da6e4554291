"""Everything in the table, in outline: for an operator who compares it with the buckets."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from broadsheet.adapters.dynamodb.article_items import article_id_in
from broadsheet.adapters.dynamodb.items import (
    CURRENT,
    EDITION_PREFIX,
    Item,
    article_subject,
    from_attributes,
    to_attributes,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

# The attributes that the outline is made of.
OUTLINE = ("record", "article_id", "raw", "body_key", "key", "version_id", "article_ids")

Document = tuple[str, str]
"""The key and the version id of a raw document."""


@dataclass(frozen=True, kw_only=True)
class Inventory:
    """What the table holds.

    `article_ids` are of the articles that have a current edition; `editions` has, for each article,
    the raw document of each of its editions and the key of its body in the content bucket, empty
    where the body is in the table; `article_ids_of_document` comes from the receipts.
    """

    article_ids: set[str] = field(default_factory=set)
    editions: dict[str, dict[Document, str]] = field(default_factory=dict)
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
        """Whether any edition of the article that a body was written for names it at this moment."""
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            ConsistentRead=True,
            KeyConditionExpression="subject = :subject",
            FilterExpression="body_key = :key",
            ProjectionExpression="subject",
            ExpressionAttributeValues=to_attributes(
                {":subject": article_subject(article_id_in(key)), ":key": key}
            ),
        )
        return any(page["Items"] for page in pages)


def _enter(inventory: Inventory, item: Item) -> None:
    record = item["record"]
    if record == CURRENT or record.startswith(EDITION_PREFIX):
        document = (item["raw"]["key"], item["raw"]["version_id"])
        editions = inventory.editions.setdefault(item["article_id"], {})
        if record == CURRENT:
            inventory.article_ids.add(item["article_id"])
            editions[document] = item.get("body_key", "")
        else:
            editions.setdefault(document, item.get("body_key", ""))
    elif "key" in item:
        document = (item["key"], item.get("version_id", ""))
        inventory.article_ids_of_document[document] = frozenset(item.get("article_ids", ()))

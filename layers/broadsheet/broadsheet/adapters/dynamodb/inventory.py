"""Everything in the table, in outline: for an operator who compares it with the buckets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from broadsheet.adapters.dynamodb.attributes import from_attributes, to_attributes
from broadsheet.adapters.dynamodb.contents import BODY_KEY, article_id_in
from broadsheet.adapters.dynamodb.inspecting import SOUND, Flaws, flaws_of
from broadsheet.adapters.dynamodb.table import (
    ARTICLE_PREFIX,
    CURRENT,
    EDITION_PREFIX,
    RECEIPT_PREFIX,
    RECORD,
    SUBJECT,
    SUMMARY,
    Item,
    article_id_of,
    article_subject,
)
from broadsheet.ports import BodyStore

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

# The attributes that the outline is made of.
OUTLINE = (
    SUBJECT,
    RECORD,
    "raw",
    BODY_KEY,
    "key",
    "version_id",
    "article_ids",
    "reading",
    "given_up",
    "sequencer",
    SUMMARY,
)

Document = tuple[str, str]
"""The key and the version id of a raw document."""


@dataclass(frozen=True, kw_only=True)
class Inventory:
    """What the table holds.

    `article_ids` are of the articles that have a head; `editions` has, for each article, the raw document of
    each of its editions and its reading; `body_keys` are the bodies in the content bucket by article and
    reading; `article_ids_of_document` comes from the receipts, as do `sequencers`. `erased` are the articles
    that were erased, `given_up` the raw documents that were removed on purpose. `flaws` has what is wrong
    within articles.
    """

    article_ids: set[str] = field(default_factory=set)
    editions: dict[str, dict[Document, str]] = field(default_factory=dict)
    body_keys: dict[tuple[str, str], str] = field(default_factory=dict)
    article_ids_of_document: dict[Document, frozenset[str]] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    given_up: set[Document] = field(default_factory=set)
    sequencers: dict[Document, str] = field(default_factory=dict)
    flaws: dict[str, Flaws] = field(default_factory=dict)


class DynamoDbInventory:
    """Takes the inventory by reading the whole table; what is written meanwhile may be in it or not."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def take(self) -> Inventory:
        """Return what the table holds."""
        inventory = Inventory()
        for item in self._scan(OUTLINE):
            _enter(inventory, item)
        return inventory

    def inspect(self, bodies: BodyStore) -> Inventory:
        """Return what the table holds, and what is wrong within its articles; reads every body."""
        inventory = Inventory()
        suspects = []
        for subject, group in groupby(self._scan(), key=lambda item: item[SUBJECT]):
            items = list(group)
            for item in items:
                _enter(inventory, item)
            if subject.startswith(ARTICLE_PREFIX) and flaws_of(items, bodies) != SOUND:
                suspects.append(article_id_of(items[0]))
        for article_id in suspects:  # the scan was no picture of one moment
            flaws = flaws_of(list(self._items_of(article_id)), bodies)
            if flaws != SOUND:
                inventory.flaws[article_id] = flaws
        return inventory

    def _scan(self, attributes: Sequence[str] = ()) -> Iterator[Item]:
        """Yield all items, those of one partition one after the other; whole, or some attributes of them."""
        names = {f"#{name}": name for name in attributes}
        outline: Any = {"ProjectionExpression": ", ".join(names), "ExpressionAttributeNames": names}
        pages = self._client.get_paginator("scan").paginate(
            TableName=self._table, ConsistentRead=True, **(outline if names else {})
        )
        for page in pages:
            yield from map(from_attributes, page["Items"])

    def _items_of(self, article_id: str) -> Iterator[Item]:
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            ConsistentRead=True,
            KeyConditionExpression=f"{SUBJECT} = :subject",
            ExpressionAttributeValues=to_attributes({":subject": article_subject(article_id)}),
        )
        for page in pages:
            yield from map(from_attributes, page["Items"])

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
            if item.get(SUMMARY, {}).get("withdrawal", {}).get("erased"):
                inventory.erased.add(article_id)
        if "raw" in item:
            document = (item["raw"].get("key", ""), item["raw"].get("version_id", ""))
            inventory.editions.setdefault(article_id, {})[document] = item.get("reading", "")
    elif BODY_KEY in item:
        reading = record.partition("#")[2]
        inventory.body_keys[article_id_of(item), reading] = item[BODY_KEY]
    elif record.startswith(RECEIPT_PREFIX):
        document = (item.get("key", ""), item.get("version_id", ""))
        inventory.article_ids_of_document[document] = frozenset(item.get("article_ids", ()))
        inventory.sequencers[document] = item.get("sequencer", "")
        if item.get("given_up"):
            inventory.given_up.add(document)

"""The table as ingestion writes it."""

import random
import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from broadsheet.adapters.dynamodb.article_items import (
    BodyStore,
    current_item,
    past_item,
    to_stored_article,
)
from broadsheet.adapters.dynamodb.conditions import (
    CONDITION_FAILED,
    HELD_BY_TRANSACTION,
    code_of,
    if_unchanged,
    is_overtaken,
    unless_newer,
)
from broadsheet.adapters.dynamodb.editions import Editions
from broadsheet.adapters.dynamodb.items import (
    Item,
    edition_record,
    from_attributes,
    receipt_item,
    receipts_of_document,
    source_item,
    to_attributes,
    to_receipt,
)
from broadsheet.article import Receipt, StoredArticle
from broadsheet.errors import ConflictError
from broadsheet.ingestion.revisions import Edition
from broadsheet.moments import to_rfc3339

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import PutTypeDef, TransactWriteItemTypeDef

LONGEST_PAUSE = 0.1  # seconds for which an overtaken worker lets the others finish
TRIES_WHILE_HELD = 5


class DynamoDbArticleStore:
    """Articles, receipts and sources in one table. See `broadsheet.ports.ArticleStore`."""

    def __init__(
        self,
        client: "DynamoDBClient",
        table: str,
        bodies: BodyStore,
        pause: Callable[[], None] = lambda: time.sleep(random.uniform(0, LONGEST_PAUSE)),  # noqa: S311
    ) -> None:
        self._client = client
        self._pause = pause
        self._table = table
        self._bodies = bodies
        self._editions = Editions(client, table, bodies)
        self._noted_sources: set[str] = set()

    def create(self, article: StoredArticle) -> StoredArticle | None:
        """Store an article's first edition; if it has one, return the current one instead."""
        try:
            self._put_when_free(
                current_item(article, self._bodies),
                ConditionExpression="attribute_not_exists(subject)",
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except ClientError as error:
            if code_of(error) != CONDITION_FAILED:
                raise
            existing: dict[str, Any] = error.response.get("Item", {})  # type: ignore[assignment]  # not in the stubs
            return to_stored_article(from_attributes(existing), self._bodies)
        return None

    def current(self, article_id: str) -> StoredArticle:
        """Return the current edition of an article that is known to exist."""
        return self._editions.current(article_id)

    def past_editions(self, article_id: str) -> tuple[Edition, ...]:
        """Return the editions that are not current, in no order."""
        return self._editions.past(article_id)

    def past_edition(self, article_id: str, edition: Edition) -> StoredArticle:
        """Return one past edition whole."""
        return self._editions.whole(article_id, edition)

    def keep(self, article: StoredArticle, *, with_body: bool) -> None:
        """Store a past edition, or store it again, unless a newer parser's is there."""
        item = past_item(article, self._bodies, with_body=with_body)
        try:
            self._put_when_free(item, **unless_newer(article.article))
        except ClientError as error:
            if code_of(error) != CONDITION_FAILED:
                raise

    def settle(self, article: StoredArticle, *, observed: StoredArticle) -> bool:
        """Make an edition the current one, and the observed one past; both or neither."""
        writes: list[TransactWriteItemTypeDef] = [{"Put": self._put_over(article, observed)}]
        raw, observed_raw = article.article.raw, observed.article.raw
        if (raw.key, raw.version_id) != (observed_raw.key, observed_raw.version_id):
            condition = unless_newer(article.article)
            past = past_item(observed, self._bodies, with_body=True)
            was_past = {"subject": past["subject"], "record": edition_record(raw.key, raw.version_id)}
            writes += [
                {"Put": {"TableName": self._table, "Item": to_attributes(past)}},
                {
                    "Delete": {
                        "TableName": self._table,
                        "Key": to_attributes(was_past),
                        "ConditionExpression": condition["ConditionExpression"],
                        "ExpressionAttributeValues": condition["ExpressionAttributeValues"],
                    }
                },
            ]
        try:
            self._client.transact_write_items(TransactItems=writes)
        except ClientError as error:
            if not is_overtaken(error):
                raise
            self._pause()
            return False
        return True

    def note_source(self, source: str, seen_at: datetime) -> None:
        """Remember that a source exists; one write a source in the life of a worker."""
        if source in self._noted_sources:
            return
        try:
            self._client.put_item(
                TableName=self._table,
                Item=to_attributes(source_item(source, seen_at)),
                ConditionExpression="attribute_not_exists(subject)",
            )
        except ClientError as error:
            if code_of(error) != CONDITION_FAILED:
                raise
        self._noted_sources.add(source)

    def record(self, receipt: Receipt, *, over: Receipt | None) -> bool:
        """Store a receipt in place of the one that was seen, if that is still what is stored."""
        try:
            self._client.put_item(
                TableName=self._table,
                Item=to_attributes(receipt_item(receipt)),
                **if_unchanged(receipt_item(over) if over else {}),
            )
        except ClientError as error:
            if code_of(error) != CONDITION_FAILED:
                raise
            self._pause()
            return False
        return True

    def receipts_of(self, key: str) -> tuple[Receipt, ...]:
        """Return the receipts of all versions of a raw document, in no order."""
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            ConsistentRead=True,
            KeyConditionExpression="subject = :subject",
            ExpressionAttributeValues={":subject": {"S": receipts_of_document(key)}},
        )
        return tuple(to_receipt(from_attributes(item)) for page in pages for item in page["Items"])

    def _put_when_free(self, item: Item, **condition: Any) -> None:  # noqa: ANN401  put_item's own arguments
        """Put an item of an article, as soon as no other worker's transaction holds it."""
        for _ in range(TRIES_WHILE_HELD):
            try:
                self._client.put_item(TableName=self._table, Item=to_attributes(item), **condition)
            except ClientError as error:
                if code_of(error) != HELD_BY_TRANSACTION:
                    raise
                self._pause()
            else:
                return
        raise ConflictError(f"article {item['article_id']}: others kept changing it while it was stored")

    def _put_over(self, article: StoredArticle, observed: StoredArticle) -> "PutTypeDef":
        """Return the write that makes an edition current if the observed one still is, as it was."""
        raw = observed.article.raw
        guard: Item = {
            "#raw.#key": raw.key,
            "#raw.version_id": raw.version_id,
            "content_hash": observed.article.content_hash,
            "parser_version": observed.article.parser_version,
            "revision": observed.revision,
        }
        if observed.withdrawal:
            guard["withdrawal.withdrawn_at"] = to_rfc3339(observed.withdrawal.withdrawn_at)
        values = {f":{number}": value for number, value in enumerate(guard.values())}
        conditions = [f"{path} = :{number}" for number, path in enumerate(guard)]
        if not observed.withdrawal:
            conditions.append("attribute_not_exists(withdrawal)")
        return {
            "TableName": self._table,
            "Item": to_attributes(current_item(article, self._bodies)),
            "ConditionExpression": " AND ".join(conditions),
            "ExpressionAttributeNames": {"#raw": "raw", "#key": "key"},
            "ExpressionAttributeValues": to_attributes(values),
        }

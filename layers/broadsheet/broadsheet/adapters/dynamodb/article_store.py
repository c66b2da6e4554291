"""The table as ingestion writes it."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from broadsheet.adapters.dynamodb.article_items import (
    BODY_ATTRIBUTES,
    EDITION_ATTRIBUTES,
    BodyStore,
    current_item,
    past_item,
    to_edition,
    to_stored_article,
)
from broadsheet.adapters.dynamodb.items import (
    CURRENT,
    EDITION_PREFIX,
    Item,
    article_subject,
    edition_record,
    from_attributes,
    receipt_item,
    source_item,
    to_attributes,
)
from broadsheet.article import Receipt, StoredArticle
from broadsheet.revisions import Edition

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import PutTypeDef, TransactWriteItemTypeDef

CONDITION_FAILED = "ConditionalCheckFailedException"
# Why a transaction may be cancelled because of another worker; anything else is a fault.
OVERTAKEN = frozenset({"None", "ConditionalCheckFailed", "TransactionConflict"})


class DynamoDbArticleStore:
    """Articles, receipts and sources in one table. See `broadsheet.ports.ArticleStore`."""

    def __init__(self, client: "DynamoDBClient", table: str, bodies: BodyStore) -> None:
        self._client = client
        self._table = table
        self._bodies = bodies
        self._noted_sources: set[str] = set()

    def create(self, article: StoredArticle) -> StoredArticle | None:
        """Store an article's first edition; if it has one, return the current one instead."""
        try:
            self._client.put_item(
                TableName=self._table,
                Item=to_attributes(current_item(article, self._bodies)),
                ConditionExpression="attribute_not_exists(subject)",
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except ClientError as error:
            if _code(error) != CONDITION_FAILED:
                raise
            existing: dict[str, Any] = error.response.get("Item", {})  # type: ignore[assignment]  # not in the stubs
            return to_stored_article(from_attributes(existing), self._bodies)
        return None

    def current(self, article_id: str) -> StoredArticle:
        """Return the current edition of an article that is known to exist."""
        return to_stored_article(self._item(article_id, CURRENT), self._bodies)

    def past_editions(self, article_id: str) -> tuple[Edition, ...]:
        """Return the editions that are not current, in no order."""
        names = {f"#{name}": name for name in EDITION_ATTRIBUTES}  # some of them are reserved words
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            ConsistentRead=True,
            KeyConditionExpression="subject = :subject AND begins_with(#record, :edition)",
            ProjectionExpression=", ".join(names),
            ExpressionAttributeNames={**names, "#record": "record"},
            ExpressionAttributeValues={
                ":subject": {"S": article_subject(article_id)},
                ":edition": {"S": EDITION_PREFIX},
            },
        )
        return tuple(to_edition(from_attributes(item)) for page in pages for item in page["Items"])

    def past_edition(self, article_id: str, edition: Edition) -> StoredArticle:
        """Return one past edition whole, its body taken from another of the same bytes if need be."""
        position = edition.position
        item = self._item(article_id, edition_record(position.key, position.version_id))
        if not item.get("has_body"):
            item = {**item, **self._body_of_same_bytes(article_id, edition.sha256)}
        return to_stored_article(item, self._bodies)

    def keep(self, article: StoredArticle, *, with_body: bool) -> None:
        """Store a past edition, or store it again."""
        item = past_item(article, self._bodies, with_body=with_body)
        self._client.put_item(TableName=self._table, Item=to_attributes(item))

    def settle(self, article: StoredArticle, *, observed: StoredArticle) -> bool:
        """Make an edition the current one, and the observed one past; both or neither."""
        writes: list[TransactWriteItemTypeDef] = [{"Put": self._put_over(article, observed)}]
        raw, observed_raw = article.article.raw, observed.article.raw
        if (raw.key, raw.version_id) != (observed_raw.key, observed_raw.version_id):
            past = past_item(observed, self._bodies, with_body=True)
            was_past = {"subject": past["subject"], "record": edition_record(raw.key, raw.version_id)}
            writes += [
                {"Put": {"TableName": self._table, "Item": to_attributes(past)}},
                {"Delete": {"TableName": self._table, "Key": to_attributes(was_past)}},
            ]
        try:
            self._client.transact_write_items(TransactItems=writes)
        except ClientError as error:
            if _is_overtaken(error):
                return False
            raise
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
            if _code(error) != CONDITION_FAILED:
                raise
        self._noted_sources.add(source)

    def record(self, receipt: Receipt) -> None:
        """Store the receipt of a raw document's version in place of an earlier one."""
        self._client.put_item(TableName=self._table, Item=to_attributes(receipt_item(receipt)))

    def _put_over(self, article: StoredArticle, observed: StoredArticle) -> "PutTypeDef":
        """Return the write that makes an edition current if the observed one still is, as it was."""
        raw = observed.article.raw
        guard = {
            "#raw.#key": raw.key,
            "#raw.version_id": raw.version_id,
            "content_hash": observed.article.content_hash,
            "parser_version": observed.article.parser_version,
            "revision": observed.revision,
        }
        values = {f":{number}": value for number, value in enumerate(guard.values())}
        return {
            "TableName": self._table,
            "Item": to_attributes(current_item(article, self._bodies)),
            "ConditionExpression": " AND ".join(f"{path} = :{number}" for number, path in enumerate(guard)),
            "ExpressionAttributeNames": {"#raw": "raw", "#key": "key"},
            "ExpressionAttributeValues": to_attributes(values),
        }

    def _item(self, article_id: str, record: str) -> Item:
        key = {"subject": article_subject(article_id), "record": record}
        answer = self._client.get_item(TableName=self._table, Key=to_attributes(key), ConsistentRead=True)
        return from_attributes(answer["Item"])

    def _body_of_same_bytes(self, article_id: str, sha256: str) -> Item:
        """Return the body attributes of the edition of the same bytes that has them."""
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            ConsistentRead=True,
            KeyConditionExpression="subject = :subject",
            FilterExpression="has_body = :true AND #raw.sha256 = :sha256",
            ExpressionAttributeNames={"#raw": "raw"},
            ExpressionAttributeValues=to_attributes(
                {":subject": article_subject(article_id), ":true": True, ":sha256": sha256}
            ),
        )
        donor = next(from_attributes(item) for page in pages for item in page["Items"])
        return {name: donor[name] for name in BODY_ATTRIBUTES if name in donor}


def _code(error: ClientError) -> str:
    return error.response["Error"]["Code"]


def _is_overtaken(error: ClientError) -> bool:
    """Whether another worker was faster, which another look answers."""
    if _code(error) != "TransactionCanceledException":
        return False
    reasons = error.response.get("CancellationReasons", [])
    return all(reason.get("Code", "None") in OVERTAKEN for reason in reasons)

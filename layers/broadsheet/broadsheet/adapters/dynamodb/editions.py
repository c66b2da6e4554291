"""Reading the editions of an article: what ingestion and the API have in common."""

from typing import TYPE_CHECKING

from broadsheet.adapters.dynamodb.article_facts import FACT_ATTRIBUTES, to_edition
from broadsheet.adapters.dynamodb.article_items import (
    DOCUMENT_ATTRIBUTES,
    BodyStore,
    to_stored_article,
    to_withdrawal,
)
from broadsheet.adapters.dynamodb.items import (
    CURRENT,
    Item,
    article_key,
    article_subject,
    edition_record,
    from_attributes,
    to_attributes,
)
from broadsheet.errors import ArticleNotFoundError, ArticleWithdrawnError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_boto3_dynamodb import DynamoDBClient

    from broadsheet.article import StoredArticle
    from broadsheet.ingestion.revisions import Edition


class Editions:
    """The editions of articles in the table. All reads are consistent."""

    def __init__(self, client: "DynamoDBClient", table: str, bodies: BodyStore) -> None:
        self._client = client
        self._table = table
        self._bodies = bodies

    def current(self, article_id: str) -> "StoredArticle":
        """Return the current edition of an article.

        Raises
        ------
        ArticleNotFoundError
            There is no such article.
        """
        return to_stored_article(self._item(article_id, CURRENT), self._bodies)

    def served(self, article_id: str) -> "StoredArticle":
        """Return the current edition of an article for a reader.

        Raises
        ------
        ArticleNotFoundError
            There is no such article.
        ArticleWithdrawnError
            It was taken down; its body, which may be gone, is not asked for.
        """
        item = self._item(article_id, CURRENT)
        refuse_withdrawn(item)
        return to_stored_article(item, self._bodies)

    def facts(self, article_id: str) -> "Iterator[Item]":
        """Yield the items of all editions of an article, the current one first, without their bodies.

        A worker that was overtaken may have left the current edition among the past ones too, as it
        was; such a copy is passed over, and goes when the edition moves.
        """
        names = {f"#{name}": name for name in FACT_ATTRIBUTES}  # some of them are reserved words
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            ConsistentRead=True,
            KeyConditionExpression="subject = :subject",
            ProjectionExpression=", ".join(names),
            ExpressionAttributeNames=names,
            ExpressionAttributeValues={":subject": {"S": article_subject(article_id)}},
        )
        items = (from_attributes(item) for page in pages for item in page["Items"])
        of_current: Item = {}
        for item in items:  # in the order of `record`, in which `current` comes first
            if item["record"] == CURRENT:
                of_current = item["raw"]
            elif _document(item["raw"]) == _document(of_current):
                continue
            yield item

    def past(self, article_id: str) -> "tuple[Edition, ...]":
        """Return the editions that are not current, in no order."""
        return tuple(to_edition(item) for item in self.facts(article_id) if item["record"] != CURRENT)

    def whole(self, article_id: str, edition: "Edition") -> "StoredArticle":
        """Return a past edition whole; without a body, as another of the same bytes is read."""
        position = edition.position
        item = self._item(article_id, edition_record(position.key, position.version_id))
        if not item.get("has_body"):
            reading = self._reading_of_same_bytes(article_id, edition)
            item = {**reading, **{name: item[name] for name in DOCUMENT_ATTRIBUTES if name in item}}
        return to_stored_article(item, self._bodies)

    def _item(self, article_id: str, record: str) -> Item:
        key = article_key(article_id, record)
        answer = self._client.get_item(TableName=self._table, Key=to_attributes(key), ConsistentRead=True)
        if "Item" not in answer:
            raise ArticleNotFoundError(f"no article has the id {article_id!r}")
        return from_attributes(answer["Item"])

    def _reading_of_same_bytes(self, article_id: str, edition: "Edition") -> Item:
        """Return all that follows from the bytes of an edition, as an edition that has its body has it.

        One of the same content, if there is one. There is none when a worker with a newer parser and one
        that kept this edition without a body did not see each other.
        """
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            ConsistentRead=True,
            KeyConditionExpression="subject = :subject",
            FilterExpression="has_body = :true AND #raw.sha256 = :sha256",
            ExpressionAttributeNames={"#raw": "raw"},
            ExpressionAttributeValues=to_attributes(
                {":subject": article_subject(article_id), ":true": True, ":sha256": edition.sha256}
            ),
        )
        readings = [from_attributes(item) for page in pages for item in page["Items"]]
        reading = max(readings, key=lambda item: item["content_hash"] == edition.content_hash)
        return {name: value for name, value in reading.items() if name not in DOCUMENT_ATTRIBUTES}


def refuse_withdrawn(item: Item) -> None:
    """Raise `ArticleWithdrawnError` when an item tells that its article was taken down."""
    if withdrawal := to_withdrawal(item):
        raise ArticleWithdrawnError(withdrawal.reason)


def _document(raw: Item) -> tuple[str | None, str | None]:
    return raw.get("key"), raw.get("version_id")

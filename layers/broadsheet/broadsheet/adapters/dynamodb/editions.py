"""Reading the editions of an article: what ingestion and the API have in common."""

from typing import TYPE_CHECKING

from broadsheet.adapters.dynamodb.article_facts import FACT_ATTRIBUTES, to_edition
from broadsheet.adapters.dynamodb.article_items import BODY_ATTRIBUTES, BodyStore, to_stored_article
from broadsheet.adapters.dynamodb.items import (
    CURRENT,
    Item,
    article_key,
    article_subject,
    edition_record,
    from_attributes,
    to_attributes,
)
from broadsheet.errors import ArticleNotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_boto3_dynamodb import DynamoDBClient

    from broadsheet.article import StoredArticle
    from broadsheet.revisions import Edition


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
        """Return a past edition whole, its body taken from another of the same bytes if need be."""
        position = edition.position
        item = self._item(article_id, edition_record(position.key, position.version_id))
        if not item.get("has_body"):
            item = {**item, **self._body_of_same_bytes(article_id, edition.sha256)}
        return to_stored_article(item, self._bodies)

    def _item(self, article_id: str, record: str) -> Item:
        key = article_key(article_id, record)
        answer = self._client.get_item(TableName=self._table, Key=to_attributes(key), ConsistentRead=True)
        if "Item" not in answer:
            raise ArticleNotFoundError(f"no article has the id {article_id!r}")
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


def _document(raw: Item) -> tuple[str | None, str | None]:
    return raw.get("key"), raw.get("version_id")

"""The table as the API reads it: nothing here writes."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from broadsheet.adapters.dynamodb.article_items import BodyStore, to_stored_article, to_summary
from broadsheet.adapters.dynamodb.items import (
    CURRENT,
    LISTING,
    SOURCES,
    Item,
    article_subject,
    from_attributes,
    to_attributes,
)
from broadsheet.article import StoredArticle
from broadsheet.errors import ArticleNotFoundError
from broadsheet.listing import ListingQuery, Page
from broadsheet.moments import from_rfc3339, to_rfc3339

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

# Below and above every moment that is stored.
BEGINNING, END = "0000", "~"


class DynamoDbCatalogue:
    """Articles and sources in one table. See `broadsheet.ports.ArticleCatalogue`."""

    def __init__(self, client: "DynamoDBClient", table: str, bodies: BodyStore) -> None:
        self._client = client
        self._table = table
        self._bodies = bodies

    def get(self, article_id: str) -> StoredArticle:
        """Return the current edition of an article."""
        key = {"subject": article_subject(article_id), "record": CURRENT}
        answer = self._client.get_item(TableName=self._table, Key=to_attributes(key))
        if "Item" not in answer:
            raise ArticleNotFoundError(f"no article has the id {article_id!r}")
        return to_stored_article(from_attributes(answer["Item"]), self._bodies)

    def list(self, query: ListingQuery) -> Page:
        """Return one page of summaries, with one query."""
        index, partition, clock = _index(query)
        request: dict[str, Any] = {}
        if query.after:
            request["ExclusiveStartKey"] = to_attributes(_place(query.after, partition, clock))
        answer = self._client.query(
            TableName=self._table,
            IndexName=index,
            KeyConditionExpression="#partition = :partition AND #clock BETWEEN :since AND :until",
            ExpressionAttributeNames={"#partition": next(iter(partition)), "#clock": clock},
            ExpressionAttributeValues=to_attributes(
                {
                    ":partition": next(iter(partition.values())),
                    ":since": to_rfc3339(query.since) or BEGINNING,
                    ":until": _last_before(query.until),
                }
            ),
            ScanIndexForward=False,
            Limit=query.limit + 1,  # one more tells whether there is another page
            **request,
        )
        items = [from_attributes(item) for item in answer["Items"]]
        shown = items[: query.limit]
        more = len(items) > query.limit or "LastEvaluatedKey" in answer
        return Page(
            articles=tuple(to_summary(item) for item in shown),
            next=(shown[-1][clock], shown[-1]["article_id"]) if shown and more else None,
        )

    def sources(self) -> tuple[tuple[str, datetime], ...]:
        """Return every source by name, and when it was first seen."""
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression="subject = :sources",
            ExpressionAttributeValues={":sources": {"S": SOURCES}},
        )
        items = (from_attributes(item) for page in pages for item in page["Items"])
        return tuple((item["record"], from_rfc3339(item["first_seen_at"])) for item in items)


def _index(query: ListingQuery) -> tuple[str, Item, str]:
    """Return the index that answers a query, its partition, and the attribute that orders it."""
    if query.order == "changed":
        return "by_changed", {"listing": LISTING}, "content_changed_at"
    if query.source is not None:
        return "by_source", {"source_listing": query.source}, "listed_at"
    return "by_published", {"listing": LISTING}, "listed_at"


def _place(after: tuple[str, str], partition: Item, clock: str) -> Item:
    value, article_id = after
    return {**partition, clock: value, "subject": article_subject(article_id), "record": CURRENT}


def _last_before(until: datetime | None) -> str:
    """Return the greatest stored text before a moment: BETWEEN is inclusive, `until` is not."""
    return END if until is None else to_rfc3339(until - timedelta(milliseconds=1))

"""The table as the API reads it: nothing here writes."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from broadsheet.adapters.dynamodb.article_facts import to_edition, to_revision, to_summary
from broadsheet.adapters.dynamodb.article_items import BodyStore
from broadsheet.adapters.dynamodb.editions import Editions, refuse_withdrawn
from broadsheet.adapters.dynamodb.items import (
    LISTING,
    REJECTIONS,
    SOURCES,
    Item,
    article_key,
    from_attributes,
    receipt_key,
    to_attributes,
    to_receipt,
)
from broadsheet.article import Revision, StoredArticle
from broadsheet.errors import ArticleNotFoundError, ConflictError, RevisionNotFoundError
from broadsheet.ingestion.revisions import Edition, edition_of, revisions_of
from broadsheet.moments import from_rfc3339, to_rfc3339
from broadsheet.retrieval.queries import ListingQuery, Page, RejectionPage, RejectionQuery

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

LOOKS = 3  # for an edition that workers are moving
# Below and above every moment that is stored.
BEGINNING, END = "0000", "~"


class DynamoDbCatalogue:
    """Articles, sources and rejections in one table. See `broadsheet.ports.ArticleCatalogue`."""

    def __init__(self, client: "DynamoDBClient", table: str, bodies: BodyStore) -> None:
        self._client = client
        self._table = table
        self._editions = Editions(client, table, bodies)

    def article(self, article_id: str, revision: int | None = None) -> StoredArticle:
        """Return an article as it is, or as it was in one of its revisions."""
        current = self._editions.served(article_id)
        return current if revision is None else self._revision(current, revision)

    def revisions(self, article_id: str) -> tuple[Revision, ...]:
        """Return the revisions of an article, the first one first."""
        firsts = self._first_editions(article_id)
        return tuple(to_revision(item, number) for number, (_, item) in enumerate(firsts, 1))

    def articles(self, query: ListingQuery) -> Page:
        """Return one page of summaries, with one query."""
        index = _index(query)
        span = (to_rfc3339(query.since) or BEGINNING, _last_before(query.until))
        after = query.after and {**article_key(query.after[1]), index.clock: query.after[0]}
        items, has_more = self._newest_first(index, span, query.limit, after)
        return Page(
            articles=tuple(to_summary(item) for item in items),
            next=(items[-1][index.clock], items[-1]["article_id"]) if has_more else None,
        )

    def rejections(self, query: RejectionQuery) -> RejectionPage:
        """Return one page of the rejections that stand, with one query."""
        index = BY_REJECTED
        after = query.after and {**receipt_key(*query.after[1:]), index.clock: query.after[0]}
        items, has_more = self._newest_first(index, (BEGINNING, END), query.limit, after)
        last = items[-1] if has_more else {}
        return RejectionPage(
            receipts=tuple(to_receipt(item) for item in items),
            next=(last[index.clock], last["key"], last.get("version_id", "")) if has_more else None,
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

    def _revision(self, current: StoredArticle, number: int) -> StoredArticle:
        """Return a revision by its number among the editions, which may be ahead of the current one's."""
        for _ in range(LOOKS):
            firsts = [edition for edition, _ in self._first_editions(current.article.id)]
            if not 0 < number <= len(firsts):
                raise RevisionNotFoundError(
                    f"article {current.article.id} has the revisions 1 to {len(firsts)}"
                )
            first = firsts[number - 1]
            if first.is_of(edition_of(current)):
                return replace(current, revision=number)
            try:
                past = self._editions.whole(current.article.id, first)
            except ArticleNotFoundError:  # it has become the current one since
                current = self._editions.served(current.article.id)
            else:
                return replace(past, revision=number, first_seen_at=current.first_seen_at)
        raise ConflictError(f"article {current.article.id} kept changing while it was read")

    def _first_editions(self, article_id: str) -> "list[tuple[Edition, Item]]":
        """Return the first edition of each revision, and its item without a body.

        Raises
        ------
        ArticleNotFoundError
            There is no such article.
        ArticleWithdrawnError
            It was taken down.
        """
        items = {to_edition(item): item for item in self._editions.facts(article_id)}
        if not items:
            raise ArticleNotFoundError(f"no article has the id {article_id!r}")
        for item in items.values():
            refuse_withdrawn(item)
        return [(revision[0], items[revision[0]]) for revision in revisions_of(items)]

    def _newest_first(
        self, index: "_Index", span: tuple[str, str], limit: int, after: Item | None
    ) -> tuple[list[Item], bool]:
        """Return some items of an index, the latest by its clock first, and whether there are more."""
        start: dict[str, Any] = {}
        if after:
            start["ExclusiveStartKey"] = to_attributes({**after, index.partition: index.value})
        answer = self._client.query(
            TableName=self._table,
            IndexName=index.name,
            KeyConditionExpression="#partition = :partition AND #clock BETWEEN :since AND :until",
            ExpressionAttributeNames={"#partition": index.partition, "#clock": index.clock},
            ExpressionAttributeValues=to_attributes(
                {":partition": index.value, ":since": span[0], ":until": span[1]}
            ),
            ScanIndexForward=False,
            Limit=limit + 1,  # one more tells whether there is another page
            **start,
        )
        items = [from_attributes(item) for item in answer["Items"]]
        return items[:limit], bool(items) and (len(items) > limit or "LastEvaluatedKey" in answer)


@dataclass(frozen=True, kw_only=True)
class _Index:
    """One partition of an index: the attribute and the value that make it, and the clock that orders it."""

    name: str
    partition: str
    value: str
    clock: str


BY_PUBLISHED = _Index(name="by_published", partition="listing", value=LISTING, clock="listed_at")
BY_CHANGED = _Index(name="by_changed", partition="listing", value=LISTING, clock="content_changed_at")
BY_REJECTED = _Index(
    name="by_rejected", partition="rejection_listing", value=REJECTIONS, clock="processed_at"
)


def _index(query: ListingQuery) -> _Index:
    """Return the index that answers a query."""
    if query.order == "changed":
        return BY_CHANGED
    if query.source is None:
        return BY_PUBLISHED
    return _Index(name="by_source", partition="source_listing", value=query.source, clock="listed_at")


def _last_before(until: datetime | None) -> str:
    """Return the greatest stored text before a moment: BETWEEN is inclusive, `until` is not."""
    return END if until is None else to_rfc3339(until - timedelta(milliseconds=1))

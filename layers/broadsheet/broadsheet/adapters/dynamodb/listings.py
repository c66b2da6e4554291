"""Reading the indexes of the table, by the page."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from broadsheet.adapters.dynamodb.attributes import from_attributes, to_attributes
from broadsheet.adapters.dynamodb.heads import to_summary
from broadsheet.adapters.dynamodb.receipts import to_receipt
from broadsheet.adapters.dynamodb.table import (
    BEGINNING,
    BY_CHANGED,
    BY_PUBLISHED,
    BY_REJECTED,
    BY_SOURCE,
    BY_SOURCE_CHANGED,
    END,
    EVERYTHING,
    Index,
    Item,
    article_id_of,
    head_key,
    rejection_key,
)
from broadsheet.moments import to_rfc3339
from broadsheet.retrieval.queries import (
    START,
    ListingQuery,
    Page,
    Place,
    RejectionPage,
    RejectionQuery,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class ListingReader:
    """Listings of articles and of rejections."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def articles(self, query: ListingQuery) -> Page:
        """Return one page of summaries, with one query for each source, or one for all."""
        index = _index(query)
        partitions = query.sources or (EVERYTHING,)
        after = query.after or (START,) * len(partitions)
        found = [
            self._listed(query, index, partition, place)
            for partition, place in zip(partitions, after, strict=True)
        ]
        return merged(
            [items for items, _ in found], after, index.clock, query, any(more for _, more in found)
        )

    def _listed(
        self, query: ListingQuery, index: Index, partition: str, place: Place
    ) -> tuple[list[Item], bool]:
        clock, article_id = place
        since, until = to_rfc3339(query.since) or BEGINNING, _last_before(query.until)
        start = {**head_key(article_id), index.clock: clock} if article_id else None
        if not article_id and query.oldest_first:
            since = max(since, clock)
        return self._page(index, partition, (since, until), query.limit, start, forward=query.oldest_first)

    def rejections(self, query: RejectionQuery) -> RejectionPage:
        """Return one page of the rejections that stand, with one query."""
        index = BY_REJECTED
        after = query.after and {**rejection_key(query.after[1]), index.clock: query.after[0]}
        items, has_more = self._page(index, EVERYTHING, (BEGINNING, END), query.limit, after)
        last = items[-1] if has_more else {}
        return RejectionPage(
            receipts=tuple(to_receipt(item) for item in items),
            next=(last[index.clock], last["key"], last.get("version_id", "")) if has_more else None,
        )

    def _page(
        self,
        index: Index,
        partition: str,
        span: tuple[str, str],
        limit: int,
        after: Item | None,
        *,
        forward: bool = False,
    ) -> tuple[list[Item], bool]:
        """Return some items of an index in the order of its clock, and whether there are more."""
        start: dict[str, Any] = {}
        if after:
            start["ExclusiveStartKey"] = to_attributes({**after, index.partition: partition})
        answer = self._client.query(
            TableName=self._table,
            IndexName=index.name,
            KeyConditionExpression="#partition = :partition AND #clock BETWEEN :since AND :until",
            ExpressionAttributeNames={"#partition": index.partition, "#clock": index.clock},
            ExpressionAttributeValues=to_attributes(
                {":partition": partition, ":since": span[0], ":until": span[1]}
            ),
            ScanIndexForward=forward,
            Limit=limit + 1,  # one more tells whether there is another page
            **start,
        )
        items = [from_attributes(item) for item in answer["Items"]]
        return items[:limit], bool(items) and (len(items) > limit or "LastEvaluatedKey" in answer)


def merged(
    found: Sequence[Sequence[Item]],
    after: tuple[Place, ...],
    clock: str,
    query: ListingQuery,
    has_more: bool,  # noqa: FBT001  # of any of the partitions
) -> Page:
    """Return one page of what several partitions hold, and where each of them goes on behind every entry."""
    entries = sorted(
        ((item[clock], number, item) for number, items in enumerate(found) for item in items),
        key=lambda entry: entry[0],
        reverse=not query.oldest_first,
    )
    places, here = [], list(after)
    for value, number, item in entries[: query.limit]:
        here[number] = (value, article_id_of(item))
        places.append(tuple(here))
    return Page(
        articles=tuple(to_summary(item) for _, _, item in entries[: query.limit]),
        places=tuple(places),
        has_more=has_more or len(entries) > query.limit,
    )


def _index(query: ListingQuery) -> Index:
    """Return the index that answers a query."""
    if query.order == "changed":
        return BY_SOURCE_CHANGED if query.sources else BY_CHANGED
    return BY_SOURCE if query.sources else BY_PUBLISHED


def _last_before(until: datetime | None) -> str:
    """Return the greatest stored text before a moment: BETWEEN is inclusive, `until` is not."""
    return END if until is None else to_rfc3339(until - timedelta(milliseconds=1))

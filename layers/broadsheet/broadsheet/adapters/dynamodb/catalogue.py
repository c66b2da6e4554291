"""The table as the API reads it: nothing here writes."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from broadsheet.adapters.dynamodb.attributes import from_attributes, to_attributes
from broadsheet.adapters.dynamodb.contents import BodyStore
from broadsheet.adapters.dynamodb.editions import to_revision, to_stored_article
from broadsheet.adapters.dynamodb.heads import refuse_withdrawn, to_head, to_summary
from broadsheet.adapters.dynamodb.reading import ArticleReader
from broadsheet.adapters.dynamodb.receipts import to_receipt
from broadsheet.adapters.dynamodb.sources import to_source
from broadsheet.adapters.dynamodb.table import (
    BEGINNING,
    BY_CHANGED,
    BY_PUBLISHED,
    BY_REJECTED,
    BY_SOURCE,
    BY_SOURCE_CHANGED,
    END,
    EVERYTHING,
    SOURCES,
    SUBJECT,
    Index,
    Item,
    article_id_of,
    head_key,
    rejection_key,
)
from broadsheet.article import StoredArticle
from broadsheet.errors import ArticleNotFoundError, RevisionNotFoundError
from broadsheet.ingestion.revisions import Current, Edition
from broadsheet.moments import to_rfc3339
from broadsheet.retrieval.queries import (
    START,
    ArticleSummary,
    ListingQuery,
    Page,
    Place,
    RejectionPage,
    RejectionQuery,
    RevisionPage,
    RevisionQuery,
    Tombstone,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class DynamoDbCatalogue:
    """Articles, sources and rejections in one table. See `broadsheet.ports.ArticleCatalogue`."""

    def __init__(self, client: "DynamoDBClient", table: str, bodies: BodyStore) -> None:
        self._client = client
        self._table = table
        self._reader = ArticleReader(client, table, bodies)

    def article(self, article_id: str, revision: int | None = None) -> StoredArticle:
        """Return an article as it is, or as it was in one of its revisions."""
        head, edition = self._served(article_id)
        number = head.revision
        if revision is not None and revision != number:
            edition, number = self._first_of(head, edition, revision), revision
        content = self._reader.content(article_id, edition.reading, head)
        return to_stored_article(edition, content, head, number)

    def revisions(self, article_id: str, query: RevisionQuery) -> RevisionPage:
        """Return one page of the revisions of an article, with as many queries as its editions take."""
        _, edition = self._served(article_id)
        number, content_hash, place = query.after or ("0", "", BEGINNING)
        found = []
        for first in self._first_editions(edition, place, content_hash):
            found.append(first)
            if len(found) > query.limit:
                break
        page, has_more = found[: query.limit], len(found) > query.limit
        last = int(number) + len(page)
        return RevisionPage(
            revisions=tuple(to_revision(first, n) for n, first in enumerate(page, int(number) + 1)),
            next=(str(last), page[-1].content_hash, page[-1].place) if has_more else None,
        )

    def _served(self, article_id: str) -> tuple[Current, Edition]:
        """Return the head of an article that may be served, and its edition.

        Raises
        ------
        ArticleNotFoundError
            There is no such article.
        ArticleWithdrawnError
            It was taken down.
        """
        head = self._reader.head(article_id)
        if head:
            refuse_withdrawn(head)
        if head is None or head.edition is None:
            raise ArticleNotFoundError(f"no article has the id {article_id!r}")
        return head, head.edition

    def _first_of(self, head: Current, edition: Edition, number: int) -> Edition:
        """Return the first edition of a revision."""
        firsts = self._first_editions(edition, BEGINNING, "")
        count = 0
        for count, first in enumerate(firsts, 1):
            if count == number:
                return first
        raise RevisionNotFoundError(f"article {head.article_id} has the revisions 1 to {count}")

    def _first_editions(self, edition: Edition, after: str, content_hash: str) -> Iterator[Edition]:
        """Yield the first edition of each revision above a place, below which the content was another."""
        for each in self._in_order(edition, after):
            if each.content_hash != content_hash:
                content_hash = each.content_hash
                yield each

    def _in_order(self, head: Edition, after: str) -> Iterator[Edition]:
        """Yield all editions above a place, the head's where it stands."""
        is_due = head.place > after
        for each in self._reader.others(head.article_id, after):
            if is_due and each.place > head.place:
                is_due = False
                yield head
            if each.place > after:
                yield each
        if is_due:
            yield head

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

    def sources(self) -> tuple[tuple[str, datetime], ...]:
        """Return every source by name, and when it was first seen."""
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression=f"{SUBJECT} = :sources",
            ExpressionAttributeValues={":sources": {"S": SOURCES}},
        )
        return tuple(to_source(from_attributes(item)) for page in pages for item in page["Items"])

    def summaries(self, article_ids: Sequence[str]) -> Mapping[str, ArticleSummary | Tombstone]:
        """Return what listings show of some articles, with one call."""
        if len(article_ids) == 1:
            item = self._reader.item(head_key(article_ids[0]))
            items = [item] if item else []
        else:
            items = self._reader.items([head_key(article_id) for article_id in article_ids])
        return {article_id_of(item): to_summary(item) for item in items if BY_CHANGED.clock in item}

    def lookup(self, article_ids: Sequence[str]) -> Mapping[str, StoredArticle | Tombstone]:
        """Return some articles whole, with one call, or two where contents lie apart from heads."""
        items = self._reader.items([head_key(article_id) for article_id in article_ids])
        heads = [to_head(item) for item in items]
        served = [head for head in heads if head.edition and not head.withdrawal]
        contents = self._reader.contents(served)
        found: dict[str, StoredArticle | Tombstone] = {
            head.article_id: to_stored_article(head.edition, contents[head.article_id], head, head.revision)
            for head in served
            if head.edition and head.article_id in contents
        }
        for item in items:
            shown = to_summary(item)
            if isinstance(shown, Tombstone):
                found[shown.id] = shown
        return found

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

"""The table as the API reads it: nothing here writes."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from broadsheet.adapters.dynamodb.attributes import from_attributes
from broadsheet.adapters.dynamodb.heads import refuse_withdrawn, to_head, to_summary
from broadsheet.adapters.dynamodb.listings import ListingReader
from broadsheet.adapters.dynamodb.reading import ArticleReader
from broadsheet.adapters.dynamodb.sources import to_source
from broadsheet.adapters.dynamodb.table import (
    BEGINNING,
    BY_CHANGED,
    SOURCES,
    SUBJECT,
    article_id_of,
    head_key,
)
from broadsheet.article import StoredArticle
from broadsheet.errors import ArticleNotFoundError, RevisionNotFoundError
from broadsheet.ingestion.revisions import Current, Edition
from broadsheet.ingestion.stored_articles import to_revision, to_stored_article
from broadsheet.ports import BodyStore
from broadsheet.retrieval.queries import (
    ArticleSummary,
    ListingQuery,
    Page,
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
        self._listings = ListingReader(client, table)

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
        return self._listings.articles(query)

    def rejections(self, query: RejectionQuery) -> RejectionPage:
        """Return one page of the rejections that stand, with one query."""
        return self._listings.rejections(query)

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

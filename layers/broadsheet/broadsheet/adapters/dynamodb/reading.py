"""Reading the items of an article: what ingestion and the API have in common. All reads are consistent."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from broadsheet.adapters.dynamodb.attributes import from_attributes, to_attributes
from broadsheet.adapters.dynamodb.contents import holds_body, read_content
from broadsheet.adapters.dynamodb.editions import to_edition
from broadsheet.adapters.dynamodb.heads import to_head
from broadsheet.adapters.dynamodb.table import (
    BEGINNING,
    BY_PLACE,
    END,
    PLACE,
    RECORD,
    SUBJECT,
    SUMMARY,
    Item,
    article_subject,
    content_key,
    edition_key,
    head_key,
    versions_prefix,
)
from broadsheet.article import Content
from broadsheet.ingestion.revisions import Current, Edition
from broadsheet.moments import to_rfc3339
from broadsheet.ports import BodyStore

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

AT_ONCE = 100  # items of one call
VERSIONS_AT_ONCE = 4  # of one key, that are looked at beside an arriving one


class ArticleReader:
    """The items of articles in the table."""

    def __init__(self, client: "DynamoDBClient", table: str, bodies: BodyStore) -> None:
        self._client = client
        self._table = table
        self._bodies = bodies

    def head(self, article_id: str) -> Current | None:
        """Return the head of an article, None if there is no such article."""
        item = self.item(head_key(article_id))
        return to_head(item) if item else None

    def item(self, key: Item) -> Item | None:
        """Return an item, None if there is none."""
        answer = self._client.get_item(TableName=self._table, Key=to_attributes(key), ConsistentRead=True)
        return from_attributes(answer["Item"]) if "Item" in answer else None

    def items(self, keys: Sequence[Item]) -> list[Item]:
        """Return those of some items that there are, in no order; with one call, unless they are many."""
        wanted = [to_attributes(key) for key in keys]
        found: list[Item] = []
        while wanted:
            answer = self._client.batch_get_item(
                RequestItems={self._table: {"Keys": wanted[:AT_ONCE], "ConsistentRead": True}}
            )
            found += [from_attributes(item) for item in answer["Responses"].get(self._table, ())]
            left = answer["UnprocessedKeys"].get(self._table, {"Keys": []})["Keys"]
            wanted = [*left, *wanted[AT_ONCE:]]
        return found

    def contents(self, heads: Sequence[Current]) -> dict[str, Content]:
        """Return the contents of heads by their ids: those that lie apart with one call."""
        apart = [head for head in heads if head.edition and not holds_body(_held(head))]
        keys = [content_key(head.article_id, head.edition.reading) for head in apart if head.edition]
        by_key = {(item[SUBJECT], item[RECORD]): item for item in self.items(keys)}
        found = {}
        for head in heads:
            held = _held(head)
            if head.edition and not holds_body(held):
                key = content_key(head.article_id, head.edition.reading)
                held = by_key.get((key[SUBJECT], key[RECORD]), {SUMMARY: held.get(SUMMARY, {})})
            found[head.article_id] = read_content(held, self._bodies)
        return found

    def content(self, article_id: str, reading: str, head: Current) -> Content:
        """Return a content by its reading: the head's own, or one that lies apart.

        Of one that is lost, there are the facts that the head's summary has.
        """
        held = _held(head)
        is_heads = head.edition is not None and head.edition.reading == reading
        if not (is_heads and holds_body(held)):
            apart = self.item(content_key(article_id, reading))
            held = apart or ({SUMMARY: held.get(SUMMARY, {})} if is_heads else {})
        return read_content(held, self._bodies)

    def others(self, article_id: str, after: str = BEGINNING) -> Iterator[Edition]:
        """Yield the editions beside the head that stand above a place, in the order of their places."""
        for page in self._pages(article_id, after, END, forward=True, limit=None):
            yield from page

    def above(self, article_id: str, place: str) -> Edition | None:
        """Return the nearest edition beside the head above a place."""
        found = next(self._pages(article_id, place, END, forward=True, limit=2))
        return next((edition for edition in found if edition.place > place), None)

    def below(self, article_id: str, place: str) -> Edition | None:
        """Return the nearest edition beside the head below a place."""
        found = next(self._pages(article_id, BEGINNING, place, forward=False, limit=2))
        return next((edition for edition in found if edition.place < place), None)

    def _pages(
        self, article_id: str, since: str, until: str, *, forward: bool, limit: int | None
    ) -> Iterator[list[Edition]]:
        request: dict[str, Any] = {"Limit": limit} if limit else {}
        while True:
            answer = self._client.query(
                TableName=self._table,
                IndexName=BY_PLACE,
                ConsistentRead=True,
                KeyConditionExpression=f"{SUBJECT} = :subject AND {PLACE} BETWEEN :since AND :until",
                ExpressionAttributeValues=to_attributes(
                    {":subject": article_subject(article_id), ":since": since, ":until": until}
                ),
                ScanIndexForward=forward,
                **request,
            )
            yield [to_edition(from_attributes(item)) for item in answer["Items"]]
            if "LastEvaluatedKey" not in answer:
                return
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def versions_beside(self, edition: Edition, *, earlier: bool) -> tuple[Edition, ...]:
        """Return the other editions of its key put right after it or with it; those before it, if asked."""
        prefix = versions_prefix(edition)
        second = f"{prefix}{to_rfc3339(edition.put_at)}"
        beside: list[Edition] = []
        for version in self._versions(edition.article_id, (second, f"{prefix}{END}"), forward=True):
            beside.append(version)
            if version.put_at > edition.put_at:
                break
        if earlier and not any(version.put_order < edition.put_order for version in beside):
            before = self._versions(edition.article_id, (prefix, second), forward=False)
            beside += [version for version in [next(before, None)] if version]
        return tuple(version for version in beside if not version.is_of(edition))

    def _versions(self, article_id: str, span: tuple[str, str], *, forward: bool) -> Iterator[Edition]:
        request: dict[str, Any] = {}
        while True:
            answer = self._client.query(
                TableName=self._table,
                ConsistentRead=True,
                KeyConditionExpression=f"{SUBJECT} = :subject AND #record BETWEEN :since AND :until",
                ExpressionAttributeNames={"#record": RECORD},
                ExpressionAttributeValues=to_attributes(
                    {":subject": article_subject(article_id), ":since": span[0], ":until": span[1]}
                ),
                ScanIndexForward=forward,
                Limit=VERSIONS_AT_ONCE,
                **request,
            )
            yield from (to_edition(from_attributes(item)) for item in answer["Items"])
            if "LastEvaluatedKey" not in answer:
                return
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]


def _held(head: Current) -> Item:
    return head.held if isinstance(head.held, dict) else {}


def keys_of(edition: Edition) -> tuple[Item, Item]:
    """Return the keys of an edition's article and of its own item."""
    return head_key(edition.article_id), edition_key(edition)

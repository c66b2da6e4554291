"""The table as ingestion writes it."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from broadsheet.adapters.dynamodb.attributes import from_attributes, item_size, to_attributes
from broadsheet.adapters.dynamodb.conditions import (
    CONDITION_FAILED,
    HELD_BY_TRANSACTION,
    code_of,
    if_absent,
    if_head_is,
    if_unchanged,
    is_overtaken,
)
from broadsheet.adapters.dynamodb.contents import (
    BODY,
    content_item,
    content_of,
    holds_body,
    is_small,
    written_content,
)
from broadsheet.adapters.dynamodb.editions import edition_item, to_edition
from broadsheet.adapters.dynamodb.erasing import DynamoDbErasure
from broadsheet.adapters.dynamodb.heads import head_item, to_head
from broadsheet.adapters.dynamodb.reading import ArticleReader, keys_of
from broadsheet.adapters.dynamodb.receipts import receipt_item, rejection_item, to_receipt
from broadsheet.adapters.dynamodb.shape import TEXT
from broadsheet.adapters.dynamodb.sources import source_item
from broadsheet.adapters.dynamodb.table import (
    RECORD,
    SUBJECT,
    SUMMARY,
    Item,
    content_key,
    edition_key,
    receipt_key,
    rejection_key,
)
from broadsheet.article import Content, RawLocation, Receipt
from broadsheet.errors import ConflictError, TooComplexError
from broadsheet.ingestion.deciding import Change, Seen
from broadsheet.ingestion.revisions import Current, Edition, reading_of
from broadsheet.moments import to_rfc3339
from broadsheet.ports import BodyStore, Look

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

LONGEST_PAUSE = 0.1  # seconds for which an overtaken worker lets the others finish
TRIES_WHILE_HELD = 5
LARGEST_BATCH = 100  # keys that BatchGetItem takes
LARGEST_ITEM = 390_000  # bytes; DynamoDB's limit is 400 KB


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
        self._reader = ArticleReader(client, table, bodies)
        self._noted_sources: set[str] = set()
        self.head = self._reader.head
        self.above = self._reader.above
        self.versions_beside = self._reader.versions_beside
        self.clear = DynamoDbErasure(client, table).clear

    def look(self, key: str, editions: Sequence[Edition]) -> Look:
        """Return the heads of a document's articles, its own editions there, and its key's rejection."""
        keys = [each for edition in editions for each in keys_of(edition)]
        found = self._find([rejection_key(key), *keys])
        rejection = found.get(_place(rejection_key(key)))
        return Look(
            articles={edition.article_id: _seen(edition, found) for edition in editions},
            rejection=to_receipt(rejection) if rejection else None,
        )

    def _find(self, keys: Sequence[Item]) -> dict[tuple[str, str], Item]:
        remaining = iter({_place(key): key for key in keys}.values())
        found: dict[tuple[str, str], Item] = {}
        while batch := list(islice(remaining, LARGEST_BATCH)):
            asked: dict[str, Any] = {
                self._table: {"Keys": [to_attributes(key) for key in batch], "ConsistentRead": True}
            }
            while asked:
                answer = self._client.batch_get_item(RequestItems=asked)
                items = [from_attributes(item) for item in answer["Responses"][self._table]]
                found |= {_place(item): item for item in items}
                asked = answer["UnprocessedKeys"]
        return found

    def create_if_absent(self, head: Current, content: Content) -> bool:
        """Store a new article; return False, with nothing changed, if there is one."""
        if head.edition is None:
            raise ValueError("a new article has an edition")
        written = written_content(content, head.article_id, head.edition.reading, self._bodies)
        if not is_small(written):
            self._put_when_free(content_item(written, head.article_id, head.edition.reading))
            written = _without_body(written)
        return self._put_when_free(head_item(_counted(head), written), **if_absent())

    def put_edition(self, edition: Edition, content: Content | None = None) -> None:
        """Store an edition beside the head, whatever the head is; with its content, where that is new."""
        if content:
            self._put_contents([self._apart(edition.article_id, edition.reading, content)])
        self._put_when_free(edition_item(edition))

    def change(self, change: Change, *, observed: Current | None, arriving: Content | None = None) -> bool:
        """Make a change if the head is still the one that was observed: all of it or nothing."""
        writes: list[Any] = [{"Put": self._head_over(change, observed, arriving)}]
        writes += [
            {"Put": {"TableName": self._table, "Item": _sized(edition_item(edition))}}
            for edition in change.editions
        ]
        if change.promoted:
            key = to_attributes(edition_key(change.promoted))
            writes.append({"Delete": {"TableName": self._table, "Key": key}})
        return self._transact(writes)

    def _head_over(self, change: Change, observed: Current | None, arriving: Content | None) -> Any:  # noqa: ANN401
        """Return the write of a changed head; what it does not hold itself is put apart before."""
        new, old = change.current.edition, observed.edition if observed else None
        held: Item = observed.held if observed and isinstance(observed.held, dict) else {}
        reading = reading_of(arriving) if arriving else ""
        written, apart = held, []
        is_other = old is None or new is None or old.reading != new.reading
        if new and (is_other or reading == new.reading):  # what arrives may mend what was lost
            if old and is_other and change.keeps_reading and holds_body(held):
                apart.append(content_item(content_of(held), old.article_id, old.reading))
            written = self._written(new, arriving if reading == new.reading else None)
            if not is_small(written):
                apart.append(content_item(written, new.article_id, new.reading))
                written = _without_body(written)
        readings = {edition.reading for edition in change.editions} - {new.reading if new else ""}
        if arriving and reading in readings:
            apart.append(self._apart(change.current.article_id, reading, arriving))
        self._put_contents(apart)
        return {
            "TableName": self._table,
            "Item": _sized(head_item(_counted(change.current), written)),
            **if_head_is(observed),
        }

    def _written(self, edition: Edition, arriving: Content | None) -> Item:
        """Return the attributes that hold an edition's content: the arriving one, or one that lies apart."""
        if arriving:
            return written_content(arriving, edition.article_id, edition.reading, self._bodies)
        item = self._reader.item(content_key(edition.article_id, edition.reading))
        if item is None:  # lost: what the edition knows of it is better than nothing
            content = {"title": edition.title, "published_at": to_rfc3339(edition.published_at)}
            return {SUMMARY: content, TEXT: "", BODY: b""}
        return content_of(item)

    def _apart(self, article_id: str, reading: str, content: Content) -> Item:
        return content_item(written_content(content, article_id, reading, self._bodies), article_id, reading)

    def _put_contents(self, items: Sequence[Item]) -> None:
        """Put contents apart. The same key always has the same content, so twice is as good as once."""
        unsent: dict[str, Any] = {}
        if len(items) == 1:
            self._put_when_free(items[0])
        elif items:
            unsent = {self._table: [{"PutRequest": {"Item": _sized(item)}} for item in items]}
        while unsent:
            unsent = self._client.batch_write_item(RequestItems=unsent)["UnprocessedItems"]

    def put_withdrawal(self, head: Current, *, observed: Current | None) -> bool:
        """Store a head whose withdrawal has changed, if it is still the one that was observed."""
        return self.change(Change(current=head), observed=observed)

    def other_editions(self, article_id: str) -> tuple[Edition, ...]:
        """Return the editions that are not the head, in no order."""
        return tuple(self._reader.others(article_id))

    def beside(self, article_id: str, place: str) -> tuple[Edition | None, Edition | None]:
        """Return the nearest other editions below and above a place."""
        return self._reader.below(article_id, place), self._reader.above(article_id, place)

    def note_source(self, source: str, seen_at: datetime) -> None:
        """Remember that a source exists; one write a source in the life of a worker."""
        if source not in self._noted_sources:
            self._put_when_free(source_item(source, seen_at), **if_absent())
            self._noted_sources.add(source)

    def put_receipt(self, receipt: Receipt, *, over: Receipt | None) -> Receipt | None:
        """Store a receipt in place of the one that was seen; return the one that is there, if another is."""
        try:
            self._client.put_item(
                TableName=self._table,
                Item=_sized(receipt_item(receipt)),
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
                **if_unchanged(receipt_item(over) if over else None),
            )
        except ClientError as error:
            if code_of(error) != CONDITION_FAILED:
                raise
            if over:  # no second delivery, but a worker at the same moment
                self._pause()
            there: dict[str, Any] = error.response.get("Item", {})  # type: ignore[assignment]  # not in the stubs
            return to_receipt(from_attributes(there))
        return None

    def receipt(self, location: RawLocation) -> Receipt | None:
        """Return the receipt of one version of a raw document."""
        item = self._reader.item(receipt_key(location.key, location.version_id))
        return to_receipt(item) if item else None

    def rejection(self, key: str) -> Receipt | None:
        """Return the rejection that stands of a key."""
        item = self._reader.item(rejection_key(key))
        return to_receipt(item) if item else None

    def put_rejection(self, key: str, receipt: Receipt | None, *, over: Receipt | None) -> bool:
        """Store the rejection that stands of a key, None for none, in place of the one that was seen."""
        condition = if_unchanged(rejection_item(over) if over else None)
        if receipt:
            return self._put_when_free(rejection_item(receipt), **condition)
        try:
            self._client.delete_item(
                TableName=self._table, Key=to_attributes(rejection_key(key)), **condition
            )
        except ClientError as error:
            if code_of(error) != CONDITION_FAILED:
                raise
            return False
        return True

    def _transact(self, writes: list[Any]) -> bool:
        """Make all writes or none; return False if another worker was faster."""
        try:
            if len(writes) == 1:
                return self._put_attributes(**writes[0]["Put"])
            self._client.transact_write_items(TransactItems=writes)
        except ClientError as error:
            if not is_overtaken(error):
                raise
            self._pause()
            return False
        return True

    def _put_when_free(self, item: Item, **condition: Any) -> bool:  # noqa: ANN401  put_item's own arguments
        """Put an item when no other worker's transaction holds it; return False if its condition fails."""
        return self._put_attributes(TableName=self._table, Item=_sized(item), **condition)

    def _put_attributes(self, **request: Any) -> bool:  # noqa: ANN401  put_item's own arguments
        for _ in range(TRIES_WHILE_HELD):
            try:
                self._client.put_item(**request)
            except ClientError as error:
                if code_of(error) == CONDITION_FAILED:
                    return False
                if code_of(error) != HELD_BY_TRANSACTION:
                    raise
                self._pause()
            else:
                return True
        subject = request["Item"][SUBJECT]["S"]
        raise ConflictError("others kept changing it while it was stored", key=subject)


def _sized(item: Item) -> dict[str, Any]:
    """Return an item in DynamoDB's typed form.

    Raises
    ------
    TooComplexError
        It is larger than an item can be.
    """
    attributes = to_attributes(item)
    if (size := item_size(attributes)) > LARGEST_ITEM:
        raise TooComplexError(
            f"title, address, authors, standfirst and lead image make an item of {size:,} bytes; "
            f"one has at most {LARGEST_ITEM:,}"
        )
    return attributes


def _counted(head: Current) -> Current:
    return replace(head, writes=head.writes + 1)


def _without_body(written: Item) -> Item:
    return {SUMMARY: written[SUMMARY]}


def _place(item: Item) -> tuple[str, str]:
    return item[SUBJECT], item[RECORD]


def _seen(edition: Edition, found: dict[tuple[str, str], Item]) -> Seen:
    head_item_, own_item = (found.get(_place(key)) for key in keys_of(edition))
    head = to_head(head_item_) if head_item_ else None
    if head and head.edition and head.edition.is_of(edition):
        return Seen(current=head, own=head.edition)
    return Seen(current=head, own=to_edition(own_item) if own_item else None)

"""The table as ingestion writes it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from broadsheet.adapters.dynamodb.conditions import if_absent, if_head_is
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
from broadsheet.adapters.dynamodb.receipt_store import DynamoDbReceiptStore
from broadsheet.adapters.dynamodb.receipts import to_receipt
from broadsheet.adapters.dynamodb.shape import TEXT
from broadsheet.adapters.dynamodb.sources import source_item
from broadsheet.adapters.dynamodb.table import (
    RECORD,
    SUBJECT,
    SUMMARY,
    Item,
    content_key,
    edition_key,
    rejection_key,
)
from broadsheet.adapters.dynamodb.writing import TableWriter, Write
from broadsheet.article import Content
from broadsheet.ingestion.changes import Change
from broadsheet.ingestion.deciding import Seen
from broadsheet.ingestion.revisions import Current, Edition, reading_of
from broadsheet.moments import to_rfc3339
from broadsheet.ports import BodyStore, Look

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class DynamoDbArticleStore:
    """Articles, receipts and sources in one table. See `broadsheet.ports.ArticleStore`."""

    def __init__(self, client: "DynamoDBClient", table: str, bodies: BodyStore) -> None:
        self._bodies = bodies
        self._reader = ArticleReader(client, table, bodies)
        self._writer = TableWriter(client, table)
        self._noted_sources: set[str] = set()
        self.head = self._reader.head
        self.above = self._reader.above
        self.versions_beside = self._reader.versions_beside
        self.clear = DynamoDbErasure(client, table).clear
        receipts = DynamoDbReceiptStore(self._reader, self._writer)
        self.receipt = receipts.receipt
        self.put_receipt = receipts.put_receipt
        self.rejection = receipts.rejection
        self.put_rejection = receipts.put_rejection

    def look(self, key: str, editions: Sequence[Edition]) -> Look:
        """Return the heads of a document's articles, its own editions there, and its key's rejection."""
        keys = [each for edition in editions for each in keys_of(edition)]
        asked = {_place(each): each for each in (rejection_key(key), *keys)}
        found = {_place(item): item for item in self._reader.items(list(asked.values()))}
        rejection = found.get(_place(rejection_key(key)))
        return Look(
            articles={edition.article_id: _seen(edition, found) for edition in editions},
            rejection=to_receipt(rejection) if rejection else None,
        )

    def create_if_absent(self, head: Current, content: Content) -> bool:
        """Store a new article; return False, with nothing changed, if there is one."""
        if head.edition is None:
            raise ValueError("a new article has an edition")
        written = written_content(content, head.article_id, head.edition.reading, self._bodies)
        if not is_small(written):
            self._writer.put(content_item(written, head.article_id, head.edition.reading))
            written = _without_body(written)
        return self._writer.put(head_item(_counted(head), written), **if_absent())

    def put_edition(self, edition: Edition, content: Content | None = None) -> None:
        """Store an edition beside the head, whatever the head is; with its content, where that is new."""
        if content:
            self._writer.put(self._apart(edition.article_id, edition.reading, content))
        self._writer.put(edition_item(edition))

    def change(self, change: Change, *, observed: Current | None, arriving: Content | None = None) -> bool:
        """Make a change if the head is still the one that was observed: all of it or nothing."""
        writes = [self._head_over(change, observed, arriving)]
        writes += [self._writer.putting(edition_item(edition)) for edition in change.editions]
        if change.promoted:
            writes.append(self._writer.deleting(edition_key(change.promoted)))
        return self._writer.transact(writes)

    def _head_over(self, change: Change, observed: Current | None, arriving: Content | None) -> Write:
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
        self._writer.put_all(apart)
        return self._writer.putting(head_item(_counted(change.current), written), **if_head_is(observed))

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
            self._writer.put(source_item(source, seen_at), **if_absent())
            self._noted_sources.add(source)


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

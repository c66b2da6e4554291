"""Erasing an article: what it takes away, and taking it away."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from broadsheet.adapters.dynamodb.article_store import DynamoDbArticleStore
from broadsheet.adapters.dynamodb.contents import bodies_prefix
from broadsheet.adapters.dynamodb.erasing import DynamoDbErasure
from broadsheet.adapters.s3 import ObjectVersion, S3BodyStore, remove_versions, versions_under
from broadsheet.ingestion.receipts import give_up
from broadsheet.ingestion.revisions import Current
from broadsheet.ingestion.withdrawals import erase
from broadsheet.receipt import Receipt

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What erasing an article is about.

    `alone` are the receipts of raw documents that hold nothing else, or of whose key a version does; `shared`
    those that hold other articles, too. `head` is None of an article that has not arrived.
    """

    article_id: str
    head: Current | None
    editions: int
    alone: tuple[Receipt, ...]
    shared: tuple[Receipt, ...]


@dataclass(frozen=True, kw_only=True)
class Erased:
    """How many versions of objects were removed of each bucket."""

    documents: int
    bodies: int


class Eraser:
    """Erases articles of one stack."""

    def __init__(
        self, dynamodb: "DynamoDBClient", s3: "S3Client", *, table: str, raw_bucket: str, content_bucket: str
    ) -> None:
        self._s3 = s3
        self._raw_bucket, self._content_bucket = raw_bucket, content_bucket
        self._store = DynamoDbArticleStore(dynamodb, table, S3BodyStore(s3, content_bucket))
        self._items = DynamoDbErasure(dynamodb, table)

    def scope(self, article_id: str) -> Scope:
        """Return what erasing an article takes away; reads the whole table for it."""
        head = self._store.head(article_id)
        editions = list(self._store.other_editions(article_id))
        if head and head.edition:
            editions.append(head.edition)
        keys = {edition.raw.key for edition in editions}
        keys.update(receipt.location.key for receipt in self._items.receipts_naming(article_id))
        receipts = [receipt for key in sorted(keys) for receipt in self._items.receipts_of(key)]
        return Scope(
            article_id=article_id,
            head=head,
            editions=len(editions),
            alone=tuple(r for r in receipts if {article_id}.issuperset(r.article_ids)),
            shared=tuple(r for r in receipts if article_id in r.article_ids and len(r.article_ids) > 1),
        )

    def erase(self, scope: Scope, reason: str, now: datetime, *, with_shared: bool) -> Erased:
        """Erase an article. Stopped at any moment, it can be done again, and does the rest."""
        erase(scope.article_id, reason, self._store, now)
        bodies = versions_under(self._s3, self._content_bucket, bodies_prefix(scope.article_id))
        erased = Erased(
            bodies=remove_versions(self._s3, self._content_bucket, bodies),
            documents=self._remove_documents([*scope.alone, *(scope.shared if with_shared else ())]),
        )
        if with_shared:
            for receipt in scope.shared:
                give_up(receipt.location, self._store)
        self._forget(scope.alone)
        return erased

    def _remove_documents(self, receipts: Iterable[Receipt]) -> int:
        """Remove versions of raw documents, and where nothing is left of a key, its markers of deletions."""
        gone = {(receipt.location.key, receipt.location.version_id) for receipt in receipts}
        removed = 0
        for key in sorted({key for key, _ in gone}):
            there = [v for v in versions_under(self._s3, self._raw_bucket, key) if v.key == key]
            left = [v for v in there if not v.is_marker and (key, v.version_id) not in gone]
            going = [v for v in there if (not left if v.is_marker else (key, v.version_id) in gone)]
            removed += remove_versions(self._s3, self._raw_bucket, going) - _markers(going)
        return removed

    def _forget(self, receipts: Iterable[Receipt]) -> None:
        """Remove the receipts of documents that are gone, and the rejections that stand of them."""
        receipts = list(receipts)
        for receipt in receipts:
            stands = self._store.rejection(receipt.location.key)
            if stands and stands.location.version_id == receipt.location.version_id:
                self._store.put_rejection(receipt.location.key, None, over=stands)
        self._items.remove_receipts(receipt.location for receipt in receipts)


def _markers(versions: Iterable[ObjectVersion]) -> int:
    return sum(version.is_marker for version in versions)

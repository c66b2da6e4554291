"""Mending what an audit found, as far as it can be mended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from broadsheet.adapters.dynamodb.article_store import DynamoDbArticleStore
from broadsheet.adapters.dynamodb.contents import bodies_prefix
from broadsheet.adapters.dynamodb.inventory import DynamoDbInventory
from broadsheet.adapters.s3 import ObjectVersion, S3BodyStore, remove_versions, versions_under
from broadsheet.article import RawLocation
from broadsheet.ingestion.receipts import give_up
from broadsheet.ingestion.repairs import doubt_edition, rebuild_article
from broadsheet_cli.consistency import Findings
from broadsheet_cli.notifications import replay_documents
from broadsheet_cli.stack import Stack

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient


@dataclass(frozen=True, kw_only=True)
class Repairs:
    """How much was done of each."""

    rebuilt: int
    cleared: int
    replayed: int
    removed: int


class Repairer:
    """Mends one stack."""

    def __init__(
        self, dynamodb: "DynamoDBClient", s3: "S3Client", sqs: "SQSClient", stack: Stack, now: datetime
    ) -> None:
        self._s3, self._sqs = s3, sqs
        self._stack = stack
        self._now = now
        self._store = DynamoDbArticleStore(dynamodb, stack.table, S3BodyStore(s3, stack.content_bucket))
        self._inventory = DynamoDbInventory(dynamodb, stack.table)

    def repair(self, findings: Findings) -> Repairs:
        """Mend what was found. Bodies are removed only if no document is replayed, which may want one."""
        for article_id in findings.rebuildable:
            rebuild_article(article_id, self._store, self._now)
        for article_id in findings.leftovers:
            self._clear(article_id)
        for edition in findings.doubtful:
            doubt_edition(edition, self._store)
        sent = replay_documents(findings.replayable, self._sqs, self._stack.queue_url)
        return Repairs(
            rebuilt=len(findings.rebuildable),
            cleared=len(findings.leftovers),
            replayed=sum(map(len, sent)),
            removed=0 if findings.replayable else self._remove(findings.removable),
        )

    def _clear(self, article_id: str) -> None:
        self._store.clear(article_id)
        bucket = self._stack.content_bucket
        remove_versions(self._s3, bucket, versions_under(self._s3, bucket, bodies_prefix(article_id)))

    def _remove(self, keys: Iterable[str]) -> int:
        """Remove bodies that nothing names; the bucket keeps them while the table can be restored."""
        # The inventory was no picture of one moment: an edition may have moved while it was taken.
        unnamed = [key for key in keys if not self._inventory.names_body(key)]
        return remove_versions(
            self._s3, self._stack.content_bucket, (ObjectVersion(key=key) for key in unnamed)
        )

    def accept_missing(self, findings: Findings, prefix: str) -> int:
        """Note that raw documents whose keys begin like this are gone on purpose; return how many."""
        places = [
            RawLocation(bucket=self._stack.raw_bucket, key=key, version_id=version_id)
            for key, version_id in findings.gone
            if key.startswith(prefix)
        ]
        return sum(give_up(place, self._store) for place in places)

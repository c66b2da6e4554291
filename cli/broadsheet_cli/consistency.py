"""Comparing what the raw bucket, the table and the content bucket say of each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from broadsheet.adapters.dynamodb.contents import article_id_in
from broadsheet.adapters.dynamodb.inventory import Document, DynamoDbInventory, Inventory
from broadsheet.adapters.s3 import S3BodyStore
from broadsheet.article import RawLocation
from broadsheet.ingestion.revisions import Edition
from broadsheet_cli.raw_versions import in_order, raw_versions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client

# Far longer than a worker lives, which writes a body before the item that names it.
LEFT_FOR_GOOD = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What does not agree: each kind with the names of what it was found of, and how each is mended.

    `notes` are what an operator should know, and nothing that is wrong. `replayable` are the documents that,
    replayed, put right what can be put right; the editions in `doubtful` must be doubted first. `rebuildable`
    are articles whose heads must be written anew, `leftovers` erased ones of which something must go;
    `removable` are the bodies that belong to no article, and that no worker can be about to give one. `gone`
    are the raw documents of articles that are missing.
    """

    by_kind: dict[str, list[str]]
    notes: dict[str, list[str]] = field(default_factory=dict)
    replayable: tuple[RawLocation, ...] = ()
    doubtful: tuple[Edition, ...] = ()
    rebuildable: tuple[str, ...] = ()
    leftovers: tuple[str, ...] = ()
    removable: tuple[str, ...] = ()
    gone: tuple[Document, ...] = ()

    @property
    def are_any(self) -> bool:
        """Whether anything was found."""
        return any(self.by_kind.values())


def audit_stores(
    dynamodb: "DynamoDBClient", s3: "S3Client", *, table: str, raw_bucket: str, content_bucket: str
) -> Findings:
    """Read both buckets' listings, the whole table and every body, and return in what they differ."""
    inventory = DynamoDbInventory(dynamodb, table).inspect(S3BodyStore(s3, content_bucket))
    listed = (version.location for version in raw_versions(s3, raw_bucket))
    versions = in_order(listed, inventory.sequencers)
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=content_bucket)
    bodies = {item["Key"]: item["LastModified"] for page in pages for item in page.get("Contents", [])}
    found = examine(versions, inventory, bodies, datetime.now(UTC))
    unversioned = [bucket for bucket in (raw_bucket, content_bucket) if not _keeps_versions(s3, bucket)]
    found.by_kind["buckets that keep no versions"] = unversioned
    return found


def _keeps_versions(s3: "S3Client", bucket: str) -> bool:
    return s3.get_bucket_versioning(Bucket=bucket).get("Status") == "Enabled"


def examine(
    versions: Iterable[RawLocation], inventory: Inventory, bodies: Mapping[str, datetime], now: datetime
) -> Findings:
    """Return in what the versions in the raw bucket, the table, and the content bucket differ.

    `bodies` says when each key of the content bucket was written.
    """
    there = {(version.key, version.version_id): version for version in versions}
    seen = _Seen(there=there, inventory=inventory, bodies=bodies)
    broken = dict.fromkeys([*seen.unreceipted, *seen.unmade, *(e.document for e in seen.unreadable)])
    return Findings(
        by_kind={
            "documents without a receipt": _names(seen.unreceipted),
            "receipts whose article is missing": _names(seen.unmade),
            "articles whose raw document is gone": _names(seen.gone - inventory.given_up),
            "articles whose body is gone or cannot be read": _names(e.document for e in seen.unreadable),
            "articles that listings do not show as they are": seen.mislisted,
            "articles with a wrong current edition or revision": seen.misled,
            "erased articles of which something is left": seen.leftovers,
            "bodies that belong to no article": seen.ownerless,
        },
        notes={
            "raw documents that are gone on purpose": _names(seen.gone & inventory.given_up),
            "raw documents of erased articles; erase these again": _names(seen.of_erased),
        },
        replayable=tuple(there[document] for document in broken if document in there),
        doubtful=tuple(edition for edition in seen.unreadable if edition.document in there),
        rebuildable=tuple(sorted({*seen.mislisted, *seen.misled})),
        leftovers=tuple(seen.leftovers),
        removable=tuple(key for key in seen.ownerless if now - bodies[key] > LEFT_FOR_GOOD),
        gone=tuple(sorted(seen.gone - inventory.given_up)),
    )


@dataclass(frozen=True)
class _Seen:
    """What lies in the raw bucket, in the table and in the content bucket, and what of it does not agree."""

    there: Mapping[Document, RawLocation]
    inventory: Inventory
    bodies: Mapping[str, datetime]

    @property
    def unreceipted(self) -> list[Document]:
        return [document for document in self.there if document not in self.inventory.article_ids_of_document]

    @property
    def unmade(self) -> list[Document]:
        erased, editions = self.inventory.erased, self.inventory.editions
        return [
            document
            for document, ids in self.inventory.article_ids_of_document.items()
            if any(document not in editions.get(id_, {}) for id_ in ids - erased)
        ]

    @property
    def of_erased(self) -> list[Document]:
        receipted = self.inventory.article_ids_of_document.items()
        return [d for d, ids in receipted if ids and ids <= self.inventory.erased and d in self.there]

    @property
    def gone(self) -> set[Document]:
        every = (document for editions in self.inventory.editions.values() for document in editions)
        return {document for document in every if document not in self.there}

    @property
    def unreadable(self) -> list[Edition]:
        return [edition for flaws in self.inventory.flaws.values() for edition in flaws.unreadable]

    @property
    def mislisted(self) -> list[str]:
        return sorted(id_ for id_, flaws in self.inventory.flaws.items() if flaws.mislisted)

    @property
    def misled(self) -> list[str]:
        return sorted(id_ for id_, flaws in self.inventory.flaws.items() if flaws.misled)

    @property
    def leftovers(self) -> list[str]:
        of_table = {id_ for id_, flaws in self.inventory.flaws.items() if flaws.leftovers}
        return sorted(of_table | self.inventory.erased.intersection(map(article_id_in, self.bodies)))

    @property
    def ownerless(self) -> list[str]:
        named = {
            self.inventory.body_keys.get((article_id, reading), "")
            for article_id, editions in self.inventory.editions.items()
            for reading in editions.values()
        }
        erased = self.inventory.erased
        return sorted(key for key in set(self.bodies) - named if article_id_in(key) not in erased)


def _names(documents: Iterable[Document]) -> list[str]:
    return sorted({f"{key} (version {version_id})" for key, version_id in documents})

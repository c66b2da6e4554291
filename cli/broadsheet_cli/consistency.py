"""Comparing what the raw bucket, the table and the content bucket say of each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from broadsheet.adapters.dynamodb.inventory import DynamoDbInventory, Inventory
from broadsheet.article import RawLocation
from broadsheet_cli.raw_versions import raw_versions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client

# Far longer than a worker lives, which writes a body before the item that names it.
LEFT_FOR_GOOD = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What does not agree: each kind with the names of what it was found of.

    `repairable` are the documents that, replayed, put right what can be put right; `removable` are the
    bodies that belong to no article, and that no worker can be about to give one.
    """

    by_kind: dict[str, list[str]]
    repairable: list[RawLocation]
    removable: list[str]

    @property
    def are_any(self) -> bool:
        """Whether anything was found."""
        return any(self.by_kind.values())


def audit_stores(
    dynamodb: "DynamoDBClient", s3: "S3Client", *, table: str, raw_bucket: str, content_bucket: str
) -> Findings:
    """Read both buckets' listings and the whole table, and return in what they differ."""
    inventory = DynamoDbInventory(dynamodb, table).take()
    versions = [version.location for version in raw_versions(s3, raw_bucket)]
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=content_bucket)
    bodies = {item["Key"]: item["LastModified"] for page in pages for item in page.get("Contents", [])}
    return examine(versions, inventory, bodies, datetime.now(UTC))


def examine(
    versions: Iterable[RawLocation], inventory: Inventory, bodies: Mapping[str, datetime], now: datetime
) -> Findings:
    """Return in what the versions in the raw bucket, the table, and the content bucket differ.

    `bodies` says when each key of the content bucket was written.

    Parameters
    ----------
    versions
        Every version in the raw bucket.
    inventory
        What the whole table holds.
    bodies
        When each key of the content bucket was written.
    now
        The moment that a body's age counts to.

    Returns
    -------
    Findings
        Each kind of disagreement, with what it was found of.
    """
    by_document = {(version.key, version.version_id): version for version in versions}
    receipted = inventory.article_ids_of_document
    unreceipted = [document for document in by_document if document not in receipted]
    unmade = [
        document
        for document, ids in receipted.items()
        if not inventory.article_ids.issuperset(ids)
        or any(document not in inventory.editions.get(id_, {}) for id_ in ids)
    ]
    rawless = [d for editions in inventory.editions.values() for d in editions if d not in by_document]
    bodies_of_editions = [
        (document, inventory.body_keys.get((article_id, reading), ""))
        for article_id, editions in inventory.editions.items()
        for document, reading in editions.items()
    ]
    bodiless = [document for document, body in bodies_of_editions if body and body not in bodies]
    referenced = {body for _, body in bodies_of_editions if body}
    ownerless = sorted(set(bodies) - referenced)
    broken = dict.fromkeys([*unreceipted, *unmade, *bodiless])
    return Findings(
        by_kind={
            "documents without a receipt": _names(unreceipted),
            "receipts whose article is missing": _names(unmade),
            "articles whose raw document is gone": _names(rawless),
            "articles whose body is gone": _names(bodiless),
            "bodies that belong to no article": ownerless,
        },
        repairable=[by_document[document] for document in broken if document in by_document],
        removable=[key for key in ownerless if now - bodies[key] > LEFT_FOR_GOOD],
    )


def _names(documents: Iterable[tuple[str, str]]) -> list[str]:
    return sorted(f"{key} (version {version_id})" for key, version_id in documents)

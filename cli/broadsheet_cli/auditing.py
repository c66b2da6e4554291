"""Comparing what the raw bucket, the table and the content bucket say of each other."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from broadsheet.adapters.dynamodb.inventory import Inventory
from broadsheet.article import RawLocation


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What does not agree: each kind with the names of what it was found of.

    `repairable` are the documents that, replayed, put right what can be put right.
    """

    by_kind: dict[str, list[str]]
    repairable: list[RawLocation]

    @property
    def are_any(self) -> bool:
        """Whether anything was found."""
        return any(self.by_kind.values())


def examine(versions: Iterable[RawLocation], inventory: Inventory, bodies: Collection[str]) -> Findings:
    """Return in what the versions in the raw bucket, the table, and the content bucket's keys differ."""
    by_document = {(version.key, version.version_id): version for version in versions}
    receipted = inventory.article_ids_of_document
    unreceipted = [document for document in by_document if document not in receipted]
    unmade = [document for document, ids in receipted.items() if not inventory.article_ids.issuperset(ids)]
    rawless = [d for editions in inventory.editions.values() for d in editions if d not in by_document]
    bodiless = [
        document
        for editions in inventory.editions.values()
        for document, body in editions.items()
        if body and body not in bodies
    ]
    referenced = {body for editions in inventory.editions.values() for body in editions.values() if body}
    broken = dict.fromkeys([*unreceipted, *unmade, *bodiless])
    return Findings(
        by_kind={
            "documents without a receipt": _names(unreceipted),
            "receipts whose article is missing": _names(unmade),
            "articles whose raw document is gone": _names(rawless),
            "articles whose body is gone": _names(bodiless),
            "bodies that belong to no article": sorted(set(bodies) - referenced),
        },
        repairable=[by_document[document] for document in broken if document in by_document],
    )


def _names(documents: Iterable[tuple[str, str]]) -> list[str]:
    return sorted(f"{key} (version {version_id})" for key, version_id in documents)

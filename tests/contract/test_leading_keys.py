"""The catalogue asks the table for nothing that the api function's role refuses: the local engine lets it."""

from contextlib import suppress
from fnmatch import fnmatchcase
from typing import Any

from broadsheet.errors import BroadsheetError
from broadsheet.ingestion.store import store_article
from broadsheet.retrieval.queries import ListingQuery, RejectionQuery, RevisionQuery
from tests.aws import Aws, read_template
from tests.builders import NOON, article, later


def allowed() -> list[str]:
    """Return the patterns of partition keys that the role may read of the table."""
    (policy,) = read_template()["Resources"]["ApiFunctionRole"]["Properties"]["Policies"]
    (statement,) = [each for each in policy["PolicyDocument"]["Statement"] if each["Sid"] == "ReadArticles"]
    return list(statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"])


def asked_by_catalogue(aws: Aws) -> set[str]:
    """Return the partition keys of the table that reading everything asks for."""
    asked: set[str] = set()

    def note(params: dict[str, Any], **_: object) -> None:
        if "IndexName" in params:  # another statement allows these
            return
        key = params.get("Key") or {
            name: value
            for name, value in params["ExpressionAttributeValues"].items()
            if name in (":subject", ":sources")
        }
        asked.update(value["S"] for name, value in key.items() if name in ("subject", ":subject", ":sources"))

    for operation in ("GetItem", "Query"):
        aws.dynamodb.meta.events.register(f"provide-client-params.dynamodb.{operation}", note)
    catalogue = aws.catalogue
    catalogue.articles(ListingQuery())
    catalogue.rejections(RejectionQuery())
    catalogue.sources()
    catalogue.revisions(article().id, RevisionQuery())
    for revision in (None, 1, 2):
        catalogue.article(article().id, revision)
    with suppress(BroadsheetError):
        catalogue.article("a" * 26)
    return asked


def test_all_that_the_catalogue_reads_of_the_table_is_allowed(aws: Aws) -> None:
    store_article(article(), aws.article_store, NOON)
    store_article(article("Other words.", published_at=later(-1), version_id="v0"), aws.article_store, NOON)
    aws.article_store.note_source("harbour", NOON)
    asked = asked_by_catalogue(aws)
    assert f"article#{article().id}" in asked
    refused = {key for key in asked if not any(fnmatchcase(key, pattern) for pattern in allowed())}
    assert refused == set()

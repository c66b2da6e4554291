"""Functions ask the table for nothing that their roles refuse: the local engine lets them."""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

import pytest

from broadsheet.adapters.dynamodb.signing_keys import DynamoDbFeedKeys
from broadsheet.adapters.dynamodb.stream import to_change
from broadsheet.adapters.dynamodb.totals import DynamoDbTotals
from broadsheet.ingestion.store import store_article
from broadsheet.retrieval.feed_tokens import to_feed_token
from broadsheet_pages.access import Openness
from tests.aws import TABLE, Aws, read_template
from tests.builders import NOON, URL, article, later
from tests.events import read_event
from tests.functions.asking import api_on, get
from tests.functions.visiting import a_pass, site_on, visit

OPERATIONS = ("GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "TransactWriteItems")


def allowed(role: str, statement_id: str) -> list[str]:
    """Return the patterns of partition keys that a role may use of the table."""
    (policy,) = read_template()["Resources"][role]["Properties"]["Policies"]
    (statement,) = [each for each in policy["PolicyDocument"]["Statement"] if each["Sid"] == statement_id]
    return list(statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"])


def partitions(params: dict[str, Any]) -> Iterator[str]:
    """Yield the partition keys of the table that a call asks for."""
    if "IndexName" in params:  # another statement allows these
        return
    for request in params.get("RequestItems", {}).values():
        yield from (key["subject"]["S"] for key in request["Keys"])
    for write in params.get("TransactItems", ()):
        yield from (key for call in write.values() for key in partitions(call))
    if found := re.match(r"subject = (:\w+)", params.get("KeyConditionExpression", "")):
        yield params["ExpressionAttributeValues"][found[1]]["S"]
    if key := params.get("Key", params.get("Item")):
        yield key["subject"]["S"]


@pytest.fixture
def asked(aws: Aws) -> set[str]:
    """The partition keys that are asked for from now on."""
    store_article(article(), aws.article_store, NOON)
    store_article(article("Other words.", published_at=later(-1), version_id="v0"), aws.article_store, NOON)
    aws.article_store.note_source("harbour", NOON)
    DynamoDbFeedKeys(aws.dynamodb, TABLE).find_or_make("phone")
    keys: set[str] = set()
    for operation in OPERATIONS:
        aws.dynamodb.meta.events.register(
            f"provide-client-params.dynamodb.{operation}", lambda params, **_: keys.update(partitions(params))
        )
    return keys


def refused(asked: set[str], patterns: list[str]) -> set[str]:
    return {key for key in asked if not any(fnmatchcase(key, pattern) for pattern in patterns)}


def test_all_that_the_api_reads_of_the_table_is_allowed(aws: Aws, asked: set[str]) -> None:
    api, id_ = api_on(aws), article().id
    key = DynamoDbFeedKeys(aws.dynamodb, TABLE).find("phone")
    assert key
    feed = to_feed_token("phone", {"order": ["changed"]}, key)
    for path in (
        *("/articles", "/articles?fields=full", f"/articles?ids={id_},{'a' * 26}", f"/articles?url={URL}"),
        *(
            "/changes?fields=full",
            "/rejections",
            "/sources",
            "/sources.opml?name=phone",
            f"/feeds/{feed}.rss",
        ),
        *(f"/articles/{id_}{rest}" for rest in ("", "?revision=1", "/revisions", "/changes")),
    ):
        assert get(api, path)[0] == 200, path
    assert {f"article#{id_}", "sources", "totals", "feed_keys"} <= asked
    assert refused(asked, allowed("ApiFunctionRole", "ReadArticles")) == set()


def test_all_that_the_pages_read_of_the_table_is_allowed(aws: Aws, asked: set[str]) -> None:
    calls: set[str] = set()
    aws.dynamodb.meta.events.register("before-call.dynamodb", lambda model, **_: calls.add(model.name))
    site, id_ = site_on(aws, Openness.PRIVATE), article().id
    cookie = f"broadsheet_reader={a_pass(aws)}"
    calls.clear()
    article_pages = (f"/read/{id_}{rest}" for rest in ("", ".md", "?revision=1", "/changes?from=1&to=2"))
    for path in ("/", "/?source=harbour", "/read/sources", *article_pages):
        assert visit(site, path, Cookie=cookie).status == 200, path
    assert visit(site, f"/?url={URL}", Cookie=cookie).status == 303
    assert visit(site_on(aws), "/").status == 200
    assert {f"article#{id_}", "sources", "totals", "feed_keys", "pass_keys"} <= asked
    assert refused(asked, allowed("ReaderFunctionRole", "ReadArticles")) == set()
    assert calls == {"GetItem", "Query"}


def test_all_that_counting_touches_is_allowed(aws: Aws, asked: set[str]) -> None:
    records = read_event("stream-changes")["Records"][:1]  # the second is none that can be read
    DynamoDbTotals(aws.dynamodb, TABLE).count([to_change(record) for record in records])
    assert "totals" in asked
    assert refused(asked, allowed("PublishFunctionRole", "Count")) == set()

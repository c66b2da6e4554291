"""Every event of `events/`, given to `sam local invoke` as it is."""

import json
from pathlib import Path
from typing import Any

import pytest

from broadsheet.adapters.dynamodb.attributes import from_attributes
from broadsheet.adapters.dynamodb.receipts import to_receipt
from broadsheet.identity import article_id
from broadsheet_cli.local.checkout import Checkout
from sam_local.documents import BAD_KEY, ENCODED_KEY, LIGHTHOUSE, LIGHTHOUSE_KEY, SHOWN_IN_THE_INBOX
from sam_local.sam import EVENTS_OF_API, EVENTS_OF_READER, invoke
from sam_local.scene import TABLE, Scene
from tests.events import EVENTS

pytestmark = pytest.mark.sam_local

GONE_KEY = "articles/harbour/gone.md"
POISON = "059f36b4-87a3-44ab-83d2-661975970001"

# The outcome that each document is receipted with, and the messages that are to come again.
INGESTED: dict[str, tuple[dict[str, str], list[str]]] = {
    "s3-put": ({LIGHTHOUSE_KEY: "created"}, []),
    "s3-put-encoded-key": ({ENCODED_KEY: "created"}, []),
    "s3-delete": ({}, []),
    "sqs-s3-put": ({LIGHTHOUSE_KEY: "created"}, []),
    "sqs-s3-test": ({}, []),
    "s3-folder": ({}, []),
    "eventbridge-s3-delete": ({}, []),
    "eventbridge-s3-put": ({LIGHTHOUSE_KEY: "created"}, []),
    "sns-s3-put": ({LIGHTHOUSE_KEY: "created"}, []),
    "sqs-eventbridge-s3-put": ({LIGHTHOUSE_KEY: "created"}, []),
    "sqs-sns-s3-put": ({LIGHTHOUSE_KEY: "created"}, []),
    "sqs-sns-raw-s3-put": ({LIGHTHOUSE_KEY: "created"}, []),
    "sqs-sns-eventbridge-s3-put": ({LIGHTHOUSE_KEY: "created"}, []),
    "sqs-sns-s3-test": ({}, []),
    "sqs-unknown": ({}, [POISON]),
    "sqs-s3-batch": (
        {LIGHTHOUSE_KEY: "created", ENCODED_KEY: "created", BAD_KEY: "rejected", GONE_KEY: "rejected"},
        [],
    ),
    "sqs-every-shape": (dict.fromkeys(SHOWN_IN_THE_INBOX, "created"), []),
    "sqs-poison": ({LIGHTHOUSE_KEY: "created"}, [POISON]),
}

# The status, and a member that the body must have.
ANSWERED: dict[str, tuple[int, dict[str, Any]]] = {
    "api-health": (200, {"status": "ok"}),
    "api-get-article": (200, {"id": article_id(LIGHTHOUSE), "revision": 2}),
    "api-get-article-revision": (200, {"id": article_id(LIGHTHOUSE), "revision": 1}),
    "api-get-changes": (200, {"from": 1, "to": 2}),
    "api-get-unknown-article": (404, {"code": "article_not_found"}),
    "api-list-articles": (200, {"next_cursor": None}),
    "api-list-articles-bad-limit": (400, {"parameter": "limit"}),
    "api-list-articles-of-source": (200, {"next_cursor": None}),
    "api-list-rejections": (200, {"next_cursor": None}),
    "api-list-revisions": (200, {}),
    "api-list-sources": (200, {}),
}

# The status of a page, and what it says.
SHOWN: dict[str, tuple[int, str]] = {
    "reader-front": (200, "The newest articles"),
    "reader-article": (200, '<article class="reading">'),
    "reader-no-article": (404, "There is nothing here"),
}

# How many entries a listing has.
LISTED = {
    "api-list-articles": ("articles", 1),
    "api-list-articles-of-source": ("articles", 1),
    "api-list-rejections": ("rejections", 1),
    "api-list-revisions": ("revisions", 2),
    "api-list-sources": ("sources", 1),
}


def event(name: str) -> Path:
    return EVENTS / f"{name}.json"


def test_every_event_is_used_here() -> None:
    assert {path.stem for path in EVENTS.glob("*")} == {*INGESTED, *ANSWERED, *SHOWN, "stream-changes"}
    assert all(name.startswith(EVENTS_OF_API) for name in ANSWERED)
    assert all(name.startswith(EVENTS_OF_READER) for name in SHOWN)


def test_changes_of_the_table_are_published(checkout: Checkout, fresh: Scene) -> None:
    invocation = invoke(checkout, fresh, event("stream-changes"))

    assert '"changes":1,"events":1' in invocation.log
    assert "change parked" in invocation.log, "the event's other change is none that can be read"
    assert invocation.answer is None, invocation.log


@pytest.mark.parametrize("name", INGESTED)
def test_an_event_is_ingested(name: str, checkout: Checkout, fresh: Scene) -> None:
    receipts, failures = INGESTED[name]

    invocation = invoke(checkout, fresh, event(name))

    assert invocation.answer == {"batchItemFailures": [{"itemIdentifier": each} for each in failures]}, (
        invocation.log
    )
    assert outcomes(fresh) == receipts


@pytest.mark.parametrize("name", ANSWERED)
def test_an_event_is_answered(name: str, checkout: Checkout, with_history: Scene) -> None:
    status, members = ANSWERED[name]

    invocation = invoke(checkout, with_history, event(name))

    body = json.loads(invocation.answer["body"])
    assert invocation.answer["statusCode"] == status, invocation.log
    assert members.items() <= body.items()
    if name in LISTED:
        listing, length = LISTED[name]
        assert len(body[listing]) == length


@pytest.mark.parametrize("name", SHOWN)
def test_a_visit_is_answered_with_a_page(name: str, checkout: Checkout, with_history: Scene) -> None:
    status, said = SHOWN[name]

    invocation = invoke(checkout, with_history, event(name))

    assert invocation.answer["statusCode"] == status, invocation.log
    assert said in invocation.answer["body"]


def outcomes(scene: Scene) -> dict[str, str]:
    """Return what became of each document that has a receipt, by key."""
    items = map(from_attributes, scene.dynamodb.scan(TableName=TABLE)["Items"])
    receipts = [to_receipt(item) for item in items if item["record"].startswith("receipt#")]
    return {receipt.location.key: receipt.outcome.value for receipt in receipts}

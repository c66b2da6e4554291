"""The ingest function, when something fails or takes too long: what goes back to the queue, on moto."""

import json
from collections.abc import Mapping
from itertools import chain, repeat
from typing import Any

import pytest

from broadsheet.article import Outcome, RawDocument, RawLocation
from broadsheet.errors import SettingsError, UnknownNotificationError
from broadsheet.settings import IngestSettings
from functions.ingest.app import IngestFunction
from tests.aws import Aws
from tests.builders import feed_file
from tests.events import lambda_context, read_event
from tests.fakes import FakeArticleStore, FakeRetries
from tests.functions.ingesting import HARBOUR, NOTHING_FAILED, receipt_of


def test_a_message_that_cannot_be_read_goes_back_alone(function: IngestFunction, aws: Aws) -> None:
    event = read_event("sqs-poison")
    version_id = aws.put_raw(HARBOUR, feed_file())
    answer = function.handle(event, lambda_context())
    assert answer["batchItemFailures"] == [{"itemIdentifier": event["Records"][0]["messageId"]}]
    assert receipt_of(aws, HARBOUR, version_id) is not None


def test_a_message_of_an_unknown_form_goes_back_and_is_logged(
    function: IngestFunction, caplog: pytest.LogCaptureFixture
) -> None:
    event = read_event("sqs-unknown")
    answer = function.handle(event, lambda_context())
    assert answer["batchItemFailures"] == [{"itemIdentifier": event["Records"][0]["messageId"]}]
    assert "UnknownNotificationError" in caplog.text


@pytest.mark.parametrize("event", [{}, {"hello": 1}, {"Records": []}, {"Records": None}])
def test_an_invocation_with_no_event_that_is_known_fails(
    event: dict[str, Any], function: IngestFunction
) -> None:
    with pytest.raises(UnknownNotificationError):
        function.handle(event, lambda_context())


class FailingRawStore:
    """A raw store that is down."""

    def fetch(self, location: RawLocation) -> RawDocument:
        raise ConnectionError("the raw store is down")

    def latest_version(self, location: RawLocation) -> str:
        raise ConnectionError("the raw store is down")


class FailingRetries:
    """A queue that is down too."""

    def postpone(self, tries: Mapping[str, int]) -> None:
        raise ConnectionError("the queue is down")

    def follow(self, body: str) -> None:
        raise ConnectionError("the queue is down")


def test_a_failing_service_sends_the_message_back_and_leaves_no_receipt() -> None:
    store, retries = FakeArticleStore(), FakeRetries()
    function = IngestFunction(FailingRawStore(), store, retries)
    event = read_event("sqs-s3-put")
    answer = function.handle(event, lambda_context())
    assert answer["batchItemFailures"] == [{"itemIdentifier": event["Records"][0]["messageId"]}]
    assert store.receipts == {}
    assert retries.postponed == {event["Records"][0]["receiptHandle"]: 1}


def test_a_failure_is_logged_with_its_cause_and_the_document(caplog: pytest.LogCaptureFixture) -> None:
    function = IngestFunction(FailingRawStore(), FakeArticleStore(), FailingRetries())
    function.handle(read_event("sqs-s3-put"), lambda_context())
    assert "the raw store is down" in caplog.text
    (line,) = [record for record in caplog.records if record.message.startswith("message failed")]
    assert vars(line)["key"] == HARBOUR


def test_a_failing_service_lets_a_bare_notification_fail() -> None:
    function = IngestFunction(FailingRawStore(), FakeArticleStore(), FakeRetries())
    with pytest.raises(ConnectionError):
        function.handle(read_event("s3-put"), lambda_context())


def test_a_limit_that_is_no_number_is_an_error_that_names_the_variable() -> None:
    environment = {"TABLE_NAME": "t", "CONTENT_BUCKET": "c", "QUEUE_URL": "q", "LARGEST_DOCUMENT_MB": "many"}
    with pytest.raises(SettingsError, match="LARGEST_DOCUMENT_MB is 'many'"):
        IngestSettings.read(environment)


def test_the_rest_of_a_document_that_is_not_done_in_time_goes_behind_the_others(aws: Aws) -> None:
    items = [
        {"id": str(number), "url": f"https://news.example/{number}", "content_text": str(number)}
        for number in range(45)
    ]
    aws.put_raw(HARBOUR, json.dumps({"version": "https://jsonfeed.org/version/1", "items": items}).encode())
    store, retries = FakeArticleStore(), FakeRetries()
    function = IngestFunction(aws.raw_store, store, retries)
    event = read_event("sqs-s3-put")
    turns = 0
    while True:
        clock = chain([0.0, 0.0], repeat(45.0))  # time to begin each message, and none to go on
        assert function.handle(event, lambda_context(lambda: next(clock))) == NOTHING_FAILED  # noqa: B023
        turns += 1
        if len(retries.followers) < turns:
            break
        event["Records"][0]["body"] = retries.followers[-1]
    assert turns == 3
    assert len(store.heads) == 45
    (receipt,) = store.receipts.values()
    assert len(receipt.article_ids) == 45
    assert (receipt.outcome, receipt.message) == (Outcome.CREATED, "")

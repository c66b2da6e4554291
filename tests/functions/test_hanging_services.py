"""Services that take a connection and never answer: the function still answers for its batch, in time."""

import json
import socket
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError
from botocore.session import Session

from broadsheet.adapters.clients import CLIENT_CONFIG
from broadsheet.adapters.dynamodb.article_store import DynamoDbArticleStore
from broadsheet.adapters.s3 import S3BodyStore
from broadsheet.article import RawDocument, RawLocation
from functions.ingest import app
from functions.ingest.app import LEAST_TIME, IngestFunction
from tests.builders import raw_document
from tests.events import lambda_context, read_event
from tests.fakes import FakeArticleStore, FakeRawStore, FakeRetries

LONGEST_PAUSES = 1 + 2  # seconds between three tries, as botocore's standard mode draws them
MESSAGES = 10


def batch() -> dict[str, Any]:
    """Return an event with ten messages, each about a document of its own."""
    (record,) = read_event("sqs-s3-put")["Records"]
    return {
        "Records": [
            {
                **record,
                "messageId": str(number),
                "receiptHandle": f"handle {number}",
                "body": record["body"].replace("1048574", f"{number}"),
            }
            for number in range(MESSAGES)
        ]
    }


def failures(answer: dict[str, Any]) -> list[str]:
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


@pytest.fixture
def never_answering() -> Iterator[str]:
    """The address of a server that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=128) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def hanging_account(never_answering: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An account in which no service answers."""
    for name, value in {
        "AWS_ENDPOINT_URL": never_answering,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "eu-west-1",
        "TABLE_NAME": "articles",
        "CONTENT_BUCKET": "content",
        "QUEUE_URL": f"{never_answering}/raw",
        "LARGEST_DOCUMENT_MB": "20",
    }.items():
        monkeypatch.setenv(name, value)
    app._function.cache_clear()
    app._function()  # as Lambda starts it, which is none of the invocation's time
    app.metrics.clear_metrics()  # of tests before, which did not write them
    yield
    app._function.cache_clear()


class SlowToFail:
    """A raw store that takes its time to fail, by a clock of its own."""

    def __init__(self, seconds: float) -> None:
        self.now = 0.0
        self._seconds = seconds

    def fetch(self, location: RawLocation) -> RawDocument:
        self.now += self._seconds
        raise ConnectionError("the raw store does not answer")

    def latest_version(self, location: RawLocation) -> str:
        return self.fetch(location).reference.version_id


class CountingRetries(FakeRetries):
    """How often it was asked, too."""

    calls = 0

    def postpone(self, tries: Mapping[str, int]) -> None:
        self.calls += 1
        super().postpone(tries)


@pytest.mark.parametrize("seconds", [0.1, 5.0, 9.1, 15.0])
def test_a_batch_of_documents_that_hang_ends_in_time_with_all_of_them_put_off(seconds: float) -> None:
    raw_store, retries = SlowToFail(seconds), CountingRetries()
    function = IngestFunction(raw_store, FakeArticleStore(), retries)
    context = lambda_context(lambda: raw_store.now)
    assert failures(function.handle(batch(), context)) == [str(number) for number in range(MESSAGES)]
    assert context.get_remaining_time_in_millis() >= LEAST_TIME / 2
    assert retries.postponed == {f"handle {number}": 1 for number in range(MESSAGES)}
    assert retries.calls == 1


def test_what_was_done_before_the_time_ran_out_does_not_come_back() -> None:
    class Slow(FakeRawStore):
        now = 0.0

        def fetch(self, location: RawLocation) -> RawDocument:
            self.now += 12
            return super().fetch(location)

    documents = [
        raw_document(key=f"articles/harbour/{number}.md", version_id="") for number in range(MESSAGES)
    ]
    raw_store, store, retries = Slow(documents), FakeArticleStore(), FakeRetries()
    function = IngestFunction(raw_store, store, retries, clock=lambda: datetime.now(UTC))
    answer = function.handle(batch(), lambda_context(lambda: raw_store.now))
    done = {key for key, _ in store.receipts}
    assert done == {f"articles/harbour/{number}.md" for number in range(3)}
    assert failures(answer) == [str(number) for number in range(3, MESSAGES)]


def test_a_message_is_tried_only_if_two_calls_that_hang_may_end_in_what_is_left() -> None:
    config: Any = CLIENT_CONFIG
    tries = config.retries["total_max_attempts"]
    one_call = tries * (config.connect_timeout + config.read_timeout) + LONGEST_PAUSES
    assert 2 * one_call * 1000 <= LEAST_TIME


def test_with_services_that_never_answer_a_batch_still_ends_with_its_failures_and_metrics(
    hanging_account: None, capsys: pytest.CaptureFixture[str]
) -> None:
    context = lambda_context(time.monotonic, LEAST_TIME / 1000 + 5)
    answer = app.lambda_handler(batch(), context)
    assert failures(answer) == [str(number) for number in range(MESSAGES)]
    assert context.get_remaining_time_in_millis() > 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    (metrics,) = [line for line in lines if "_aws" in line]
    assert sum(metrics["DocumentsFailed"]) == 1
    assert sum(metrics["DocumentsUntried"]) == MESSAGES - 1


def test_a_table_that_never_answers_fails_the_document_and_leaves_nothing(never_answering: str) -> None:
    config = CLIENT_CONFIG.merge(Config(read_timeout=0.1))
    make = Session().create_client
    keys: dict[str, Any] = {
        "region_name": "eu-west-1",
        "aws_access_key_id": "test",
        "aws_secret_access_key": "test",
    }
    clients: Any = {
        name: make(name, config=config, endpoint_url=never_answering, **keys) for name in ("dynamodb", "s3")
    }
    store = DynamoDbArticleStore(clients["dynamodb"], "articles", S3BodyStore(clients["s3"], "content"))
    function = IngestFunction(FakeRawStore([raw_document(version_id="")]), store, FakeRetries())
    notification = json.loads(read_event("sqs-s3-put")["Records"][0]["body"].replace("1048574", "1"))
    with pytest.raises(BotoCoreError, match="timeout"):
        function.handle(notification, lambda_context())

"""The publish function, driven by the records of the table's own stream, on moto."""

import json
import random
from collections.abc import Sequence
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto.dynamodb.models import dynamodb_backends

from broadsheet.adapters.dynamodb.totals import DynamoDbTotals
from broadsheet.adapters.eventbridge import EventBridgeBus
from broadsheet.errors import SettingsError
from broadsheet.identity import article_id
from broadsheet.ingestion.withdrawals import erase, restore, withdraw
from broadsheet.publishing.changes import ArticleState
from broadsheet.publishing.events import Event
from broadsheet.publishing.states import state_of
from broadsheet.settings import PublishSettings
from functions.publish.app import PublishFunction, lambda_handler
from tests.aws import TABLE, Aws, stream_in_template
from tests.builders import URL, article, later
from tests.events import lambda_context, read_event
from tests.storing import put


class Bus:
    """A bus that keeps what is put on it, or is down."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.is_down = False

    def put(self, events: Any) -> None:
        if self.is_down:
            raise ConnectionError("the bus is down")
        self.events += events

    def told(self) -> list[tuple[str, str]]:
        return [(event.name, event.detail["article_id"]) for event in self.events]


class Parked:
    """A parking place."""

    def __init__(self) -> None:
        self.records: list[dict[str, Any]] = []

    def park(self, record: dict[str, Any], reason: str) -> None:
        self.records.append(record)


@pytest.fixture
def bus() -> Bus:
    return Bus()


@pytest.fixture
def parked() -> Parked:
    return Parked()


@pytest.fixture
def function(aws: Aws, bus: Bus, parked: Parked) -> PublishFunction:
    aws.dynamodb.update_table(TableName=TABLE, StreamSpecification=stream_in_template())  # type: ignore[arg-type]
    return PublishFunction(DynamoDbTotals(aws.dynamodb, TABLE), bus, parked)


def records(aws: Aws) -> list[dict[str, Any]]:
    """Return what the table's stream holds of heads, as the template's filter lets it through."""
    shard = dynamodb_backends["123456789012"]["eu-west-1"].tables[TABLE].stream_shard
    assert shard
    found = [dict(item.to_json()) for item in shard.items]
    return [record for record in found if record["dynamodb"]["Keys"]["record"] == {"S": "current"}]


def live(aws: Aws) -> None:
    """Let two articles be created; one is revised, withdrawn and put back."""
    put(aws, article("Open on Saturday."))
    put(aws, article("Other.", url="https://news.example/other", source="法广"))
    put(aws, article("Open on Sunday.", published_at=later(), key="articles/harbour/2.md"), now=later(1))
    withdraw(article_id(URL), "by order", aws.article_store, later(2))
    restore(article_id(URL), aws.article_store, later(3))


def test_what_became_of_articles_is_told(function: PublishFunction, bus: Bus, aws: Aws) -> None:
    live(aws)
    function.handle({"Records": records(aws)})
    first, other = article_id(URL), article_id("https://news.example/other")
    assert bus.told() == [
        ("ArticleCreated", first),
        ("ArticleCreated", other),
        ("ArticleRevised", first),
        ("ArticleWithdrawn", first),
        ("ArticleRevised", first),
    ]
    assert len({event.detail["id"] for event in bus.events}) == 5


def test_totals_are_exact_under_redelivery_and_in_any_order(function: PublishFunction, aws: Aws) -> None:
    live(aws)
    told = records(aws) * 3
    random.Random(3).shuffle(told)
    for record in told:
        function.handle({"Records": [record]})
    assert DynamoDbTotals(aws.dynamodb, TABLE).read() == {
        "source#harbour": 1,
        "source#法广": 1,
        "language#en": 2,
        "month#2023-09": 2,
        "month-of#2023-09#harbour": 1,
        "month-of#2023-09#法广": 1,
    }


def test_what_is_counted_while_an_article_is_looked_up_is_not_taken_back(
    function: PublishFunction, aws: Aws
) -> None:
    put(aws, article())
    earlier = state_of(aws.catalogue.summaries([article_id(URL)])[article_id(URL)])
    put(aws, article("Shut.", published_at=later(24 * 60), key="articles/harbour/2.md"), now=later(1))
    found = iter([earlier])

    def look_up(article_ids: Sequence[str]) -> dict[str, ArticleState]:
        function.handle({"Records": records(aws)})
        (id_,) = article_ids
        return {id_: next(found, state_of(aws.catalogue.summaries([id_])[id_]))}

    totals = DynamoDbTotals(aws.dynamodb, TABLE)
    totals.settle([article_id(URL)], look_up)
    assert totals.read()["month#2023-11"] == 1
    assert "month#2023-09" not in totals.read()


def test_a_withdrawn_article_is_counted_no_more(function: PublishFunction, aws: Aws) -> None:
    put(aws, article())
    withdraw(article_id(URL), "by order", aws.article_store, later(2))
    function.handle({"Records": records(aws)})
    assert DynamoDbTotals(aws.dynamodb, TABLE).read() == {}


def test_an_erased_article_is_told_of_and_counted_no_more(
    function: PublishFunction, bus: Bus, aws: Aws
) -> None:
    put(aws, article())
    erase(article_id(URL), "by law", aws.article_store, later(2))
    function.handle({"Records": records(aws)})
    told = bus.events[-1]
    assert (told.name, told.detail["article_id"], told.detail["reason"]) == (
        "ArticleErased",
        article_id(URL),
        "by law",
    )
    assert DynamoDbTotals(aws.dynamodb, TABLE).read() == {}


def test_a_batch_of_many_groups_is_counted_in_several_transactions(
    function: PublishFunction, aws: Aws
) -> None:
    for number in range(60):
        put(aws, article(f"{number}", url=f"https://news.example/{number}", source=f"source-{number}"))
    function.handle({"Records": records(aws)})
    totals = DynamoDbTotals(aws.dynamodb, TABLE).read()
    assert totals["language#en"] == 60
    assert sum(count for group, count in totals.items() if group.startswith("source#")) == 60


@pytest.mark.parametrize("broken", ["no image", "no summary", "no keys", "nothing"])
def test_a_poisoned_record_is_parked_and_holds_up_nothing(
    broken: str, function: PublishFunction, bus: Bus, parked: Parked, aws: Aws
) -> None:
    put(aws, article())
    (good,) = records(aws)
    bad: dict[str, Any] = json.loads(json.dumps(good, default=str))
    if broken == "no image":
        bad["dynamodb"]["NewImage"] = {"subject": {"S": "article#x"}, "changed_at": {"S": "yesterday"}}
    if broken == "no summary":
        bad["dynamodb"]["NewImage"]["summary"] = {"M": {"first_seen_at": {"S": "never"}}}
    if broken == "no keys":
        del bad["dynamodb"]["Keys"]
    if broken == "nothing":
        bad = {"eventID": "1"}
    function.handle({"Records": [bad, good]})
    assert parked.records == [bad]
    assert bus.told() == [("ArticleCreated", article_id(URL))]


def test_a_bus_that_is_down_has_the_batch_tried_again_and_counts_nothing_twice(
    function: PublishFunction, bus: Bus, aws: Aws
) -> None:
    put(aws, article())
    bus.is_down = True
    with pytest.raises(ConnectionError):
        function.handle({"Records": records(aws)})
    bus.is_down = False
    function.handle({"Records": records(aws)})
    assert DynamoDbTotals(aws.dynamodb, TABLE).read()["source#harbour"] == 1
    assert len(bus.events) == 1


def test_the_handler_reads_its_environment_and_tells_a_bus_of_eventbridge(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = boto3.client("events")
    events.create_event_bus(Name="broadsheet")
    events.create_archive(
        ArchiveName="all",
        EventSourceArn=events.describe_event_bus(Name="broadsheet")["Arn"],
    )
    parking = aws.sqs.create_queue(QueueName="parked")["QueueUrl"]
    for name, value in {
        "TABLE_NAME": TABLE,
        "EVENT_BUS": "broadsheet",
        "PARKING_QUEUE_URL": parking,
    }.items():
        monkeypatch.setenv(name, value)
    lambda_handler(read_event("stream-changes"), lambda_context())
    assert events.describe_archive(ArchiveName="all")["EventCount"] == 1
    (message,) = aws.sqs.receive_message(QueueUrl=parking)["Messages"]
    assert json.loads(message["Body"])["keys"]["subject"] == {"S": "article#poisoned"}
    assert "secret" not in message["Body"]


def test_events_that_the_bus_refuses_are_an_error(aws: Aws) -> None:
    class Refusing:
        def put_events(self, **_: Any) -> dict[str, Any]:
            return {"FailedEntryCount": 1, "Entries": [{"ErrorCode": "ThrottlingException"}]}

    with pytest.raises(Exception, match="ThrottlingException"):
        EventBridgeBus(Refusing(), "bus").put([Event(name="ArticleCreated", detail={})])  # type: ignore[arg-type]


def test_a_missing_variable_is_named() -> None:
    with pytest.raises(SettingsError, match="EVENT_BUS"):
        PublishSettings.read({"TABLE_NAME": "t", "PARKING_QUEUE_URL": "q"})


def test_an_error_of_the_table_is_not_taken_for_a_conflict(aws: Aws) -> None:
    aws.dynamodb.delete_table(TableName=TABLE)
    with pytest.raises(ClientError):
        DynamoDbTotals(aws.dynamodb, TABLE).read()

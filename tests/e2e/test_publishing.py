"""What became of articles, told on the bus and counted, by the deployed system."""

import json
from typing import Any

import boto3
import feedparser
import pytest

from broadsheet_cli.stack import Stack
from tests.builders import feed_file
from tests.e2e.running import RunningSystem, wait_until

pytestmark = pytest.mark.e2e

ADDRESS = "https://news.example/{}"


class Listener:
    """A queue that hears all that is told on a stack's bus."""

    def __init__(self, bus: str) -> None:
        sqs, events = boto3.client("sqs"), boto3.client("events")
        self._url = sqs.create_queue(QueueName="listener")["QueueUrl"]
        attributes = sqs.get_queue_attributes(QueueUrl=self._url, AttributeNames=["QueueArn"])["Attributes"]
        events.put_rule(Name="all", EventBusName=bus, EventPattern=json.dumps({"source": ["broadsheet"]}))
        events.put_targets(
            Rule="all", EventBusName=bus, Targets=[{"Id": "listener", "Arn": attributes["QueueArn"]}]
        )
        self._heard: list[dict[str, Any]] = []

    def heard(self) -> set[tuple[str, str]]:
        """Return what was told of which article until now."""
        messages = boto3.client("sqs").receive_message(QueueUrl=self._url, MaxNumberOfMessages=10)
        self._heard += [json.loads(message["Body"]) for message in messages.get("Messages", ())]
        return {(event["detail-type"], event["detail"]["article_id"]) for event in self._heard}


@pytest.fixture(scope="module")
def listener(stack: Stack) -> Listener:
    return Listener(stack.event_bus)


def drop(system: RunningSystem, number: int) -> str:
    """Drop an article, and return its id."""
    system.drop(f"harbour/{number}.md", feed_file(url=ADDRESS.format(number)))
    return system.wait_for("created  ").split("/")[-1].strip()


def counted(system: RunningSystem) -> int:
    return int(system.get("/sources")[1]["articles"])


def test_what_becomes_of_an_article_is_told_and_counted(system: RunningSystem, listener: Listener) -> None:
    id_ = drop(system, 1)
    wait_until(lambda: ("ArticleCreated", id_) in listener.heard())
    wait_until(lambda: counted(system) == 1)
    assert system.command("withdraw", id_, "--reason", "by order").returncode == 0
    wait_until(lambda: ("ArticleWithdrawn", id_) in listener.heard())
    wait_until(lambda: counted(system) == 0)


def test_a_feed_is_read_at_the_address_that_is_printed_and_links_lead_on(system: RunningSystem) -> None:
    for number in (2, 3):
        drop(system, number)
    printed = system.command("feed-url", "--limit", "1").stdout.strip()
    first = feedparser.parse(printed)
    links = {link.rel: link.href for link in first.feed.links}
    assert (first.bozo, links["self"], len(first.entries)) == (False, printed, 1)
    second = feedparser.parse(links["next"])
    assert (second.bozo, len(second.entries)) == (False, 1)
    assert second.entries[0].id != first.entries[0].id


def test_it_goes_on_when_the_system_was_started_again(system: RunningSystem, listener: Listener) -> None:
    wait_until(lambda: counted(system) == 2)
    assert system.stop() == 0
    system.start()
    id_ = drop(system, 4)
    wait_until(lambda: ("ArticleCreated", id_) in listener.heard())
    wait_until(lambda: counted(system) == 3)

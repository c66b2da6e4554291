"""Processes killed with -9 in the middle of a burst, on the real system: nothing is lost."""

import json
import os
import signal
from contextlib import suppress
from http import HTTPStatus
from typing import Any

import boto3
import pytest

from broadsheet_cli.stack import Stack
from tests.builders import feed_file, later
from tests.e2e.running import RunningSystem, wait_until

pytestmark = pytest.mark.e2e

DOCUMENTS, ARTICLES = 30, 10
SECONDS_INVISIBLE = 8  # instead of the template's six minutes, after which a dead worker's messages return
TRIES = 100  # on a busy machine messages return while they are worked on, which is no reason to give them up


def let_messages_return_soon(stack: Stack) -> None:
    sqs = boto3.client("sqs")
    about = sqs.get_queue_attributes(QueueUrl=stack.queue_url, AttributeNames=["RedrivePolicy"])["Attributes"]
    redriven = {**json.loads(about["RedrivePolicy"]), "maxReceiveCount": TRIES}
    sqs.set_queue_attributes(
        QueueUrl=stack.queue_url,
        Attributes={"VisibilityTimeout": str(SECONDS_INVISIBLE), "RedrivePolicy": json.dumps(redriven)},
    )


def burst(system: RunningSystem, name: str) -> None:
    """Drop documents all at once: revisions, copies and a few that are no articles."""
    for number in range(DOCUMENTS):
        content = feed_file(
            title=f"{name} {number % 7}",
            url=f"https://n.example/{name}/{number % ARTICLES}",
            published_at=later(number % 3),
        )
        system.drop(f"{name}/{number}.md", b"Dear reader," if number % 15 == 0 else content)


def assert_all_is_there(system: RunningSystem, name: str) -> None:
    wait_until(lambda: len(articles_of(system, name)) == ARTICLES and system.command("audit").returncode == 0)
    for article in articles_of(system, name):
        revisions = system.get(f"/articles/{article['id']}/revisions")[1]["revisions"]
        assert [revision["revision"] for revision in revisions] == list(range(1, article["revision"] + 1))


def articles_of(system: RunningSystem, name: str) -> list[dict[str, Any]]:
    with suppress(TimeoutError):  # the api function's worker was killed too
        status, page = system.get(f"/articles?source={name}&limit=100")
        return list(page["articles"]) if status == HTTPStatus.OK else []
    return []


def test_workers_killed_in_mid_burst_lose_no_document(system: RunningSystem, stack: Stack) -> None:
    let_messages_return_soon(stack)
    burst(system, "workers")

    killed = 0

    def three_are_killed() -> bool:
        nonlocal killed
        for worker in system.workers():
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
                killed += 1
        return killed >= 3

    wait_until(three_are_killed)
    assert_all_is_there(system, "workers")


def test_an_engine_killed_in_mid_burst_loses_no_document(system: RunningSystem) -> None:
    burst(system, "engine")
    system.wait_for("engine ")

    system.kill(with_engine=True)
    system.start()

    assert_all_is_there(system, "engine")

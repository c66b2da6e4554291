"""Alarms that docs/operations.md promises, made to ring on the real system, and heard."""

import json
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import boto3
import pytest

from broadsheet_cli.stack import Stack
from tests.builders import feed_file
from tests.e2e.running import RunningSystem, wait_until
from tests.e2e.watching import Operator, deployed, giving_up_at_once, without

pytestmark = pytest.mark.e2e

DOCUMENTS_AT_ONCE = 200


@pytest.fixture(scope="module")
def operator(stack: Stack) -> Operator:
    assert stack.table, "the stack that the operator watches"
    return Operator()


def notification(bucket: str, key: str) -> dict[str, Any]:
    record = {"eventName": "ObjectCreated:Put", "s3": {"bucket": {"name": bucket}, "object": {"key": key}}}
    return {"Records": [record] * DOCUMENTS_AT_ONCE}


def test_a_worker_killed_at_work_rings(system: RunningSystem, stack: Stack, operator: Operator) -> None:
    system.drop("harbour/read-again.md", feed_file(title="Read again and again"))
    system.wait_for("Read again and again")

    with ThreadPoolExecutor() as invoking:
        answer = invoking.submit(
            boto3.client("lambda").invoke,
            FunctionName=deployed("IngestFunction"),
            Payload=json.dumps(notification(stack.raw_bucket, "harbour/read-again.md")),
        )
        while not answer.done():
            for worker in system.workers():
                with suppress(ProcessLookupError):
                    os.kill(worker, signal.SIGKILL)

    assert "FunctionError" in answer.result()
    wait_until(lambda: operator.hears("IngestFails"))


def test_a_permission_taken_away_rings_and_loses_no_document(
    system: RunningSystem, operator: Operator
) -> None:
    with without("StoreArticles", "IngestFunction"):
        system.drop("harbour/late.md", feed_file(title="Late but not lost", url="https://n.example/late"))
        wait_until(lambda: operator.hears("DocumentsFail"))

    assert system.wait_for("Late but not lost").startswith("created ")


def test_a_document_given_up_rings_and_can_be_redriven(
    system: RunningSystem, stack: Stack, operator: Operator
) -> None:
    with without("StoreArticles", "IngestFunction"), giving_up_at_once(stack):
        system.drop("harbour/given-up.md", feed_file(title="Given up, then not", url="https://n.example/up"))
        wait_until(lambda: operator.hears("DocumentsGivenUp"))

    assert "1 moved back to the queue" in system.command("redrive").stdout
    assert system.wait_for("Given up, then not").startswith("created ")

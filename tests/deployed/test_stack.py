"""Ten checks of a stack that is deployed: `pytest -m aws tests/deployed --stack NAME`.

They leave three small documents of the source `stack-check` in it, and one withdrawn article.
"""

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import boto3
import pytest

from broadsheet.adapters.dynamodb.receipts import DynamoDbReceipts
from broadsheet.article import Outcome, RawLocation
from broadsheet.identity import article_id
from broadsheet.receipt import Receipt
from broadsheet_cli.stack import Stack
from tests.builders import feed_file
from tests.deployed.stack_api import StackApi, wait_until
from tests.events import read_event

pytestmark = pytest.mark.aws

COMMAND = Path(sys.executable).with_name("broadsheet")
RUN = f"{time.time_ns():x}"  # so that each run has addresses and keys of its own
URL = f"https://stack-check.example/{RUN}"
FOLDER = "articles/stack-check"


@dataclass(frozen=True, kw_only=True)
class Dropped:
    """A document that the checks have dropped, and what became of it."""

    location: RawLocation
    receipt: Receipt


def drop(stack: Stack, name: str, content: bytes) -> Dropped:
    """Put a document, and wait for its receipt."""
    key = f"{FOLDER}/{RUN}-{name}"
    version_id = boto3.client("s3").put_object(Bucket=stack.raw_bucket, Key=key, Body=content)["VersionId"]
    location = RawLocation(bucket=stack.raw_bucket, key=key, version_id=version_id)
    receipts = DynamoDbReceipts(boto3.client("dynamodb"), stack.table)
    wait_until(lambda: location in receipts.find([location]))
    return Dropped(location=location, receipt=receipts.find([location])[location])


def command(stack_name: str, *words: str) -> subprocess.CompletedProcess[str]:
    arguments = [str(COMMAND), *words[:1], "--stack", stack_name, *words[1:]]
    return subprocess.run(arguments, capture_output=True, text=True, check=False)  # noqa: S603  # our own


@pytest.fixture(scope="module")
def good(stack: Stack) -> Dropped:
    return drop(stack, "good.md", feed_file(title=f"Check {RUN}", url=URL, published_at=datetime.now(UTC)))


def test_1_the_api_runs(api: StackApi) -> None:
    status, body = api.get("/health", key="")
    assert (status, body["status"]) == (200, "ok")


def test_2_without_a_key_or_with_a_wrong_one_nothing_is_read(api: StackApi) -> None:
    assert [api.get("/articles", key=key)[0] for key in ("", "wrong")] == [403, 403]


def test_3_a_dropped_document_becomes_an_article(api: StackApi, good: Dropped) -> None:
    assert (good.receipt.outcome, good.receipt.article_ids) == (Outcome.CREATED, (article_id(URL),))
    status, body = api.get(f"/articles/{article_id(URL)}")
    assert (status, body["title"], body["source"]) == (200, f"Check {RUN}", "stack-check")


def test_4_the_article_is_listed(api: StackApi, good: Dropped) -> None:
    def is_listed() -> bool:
        status, page = api.get("/articles?source=stack-check&limit=100")
        return status == 200 and good.receipt.article_ids[0] in {each["id"] for each in page["articles"]}

    wait_until(is_listed)


def test_5_what_can_be_no_article_is_rejected_with_a_reason(stack: Stack) -> None:
    bad = drop(stack, "bad.md", b"Dear reader,\n")
    assert (bad.receipt.outcome, bad.receipt.code) == (Outcome.REJECTED, "no_header")


def test_6_an_unknown_article_is_a_problem_with_a_code(api: StackApi) -> None:
    status, problem = api.get(f"/articles/{'a' * 26}")
    assert (status, problem["code"]) == (404, "article_not_found")


def test_7_a_withdrawn_article_is_gone(api: StackApi, stack: Stack, stack_name: str) -> None:
    url = f"{URL}/withdrawn"
    drop(stack, "withdrawn.md", feed_file(title=f"Withdrawn {RUN}", url=url))
    done = command(stack_name, "withdraw", "--reason", "a check of the stack", url)
    assert done.returncode == 0, done.stderr
    status, problem = api.get(f"/articles/{article_id(url)}")
    assert (status, problem["code"]) == (410, "article_withdrawn")


def test_8_the_function_at_work_sends_back_what_it_does_not_know(stack_name: str) -> None:
    resource = boto3.client("cloudformation").describe_stack_resource(
        StackName=stack_name, LogicalResourceId="IngestFunction"
    )
    name = resource["StackResourceDetail"]["PhysicalResourceId"]
    event = read_event("sqs-unknown")
    answer = boto3.client("lambda").invoke(
        FunctionName=name, Qualifier="live", Payload=json.dumps(event).encode()
    )
    failures = json.loads(answer["Payload"].read())["batchItemFailures"]
    assert [failure["itemIdentifier"] for failure in failures] == [event["Records"][0]["messageId"]]


def test_9_the_raw_bucket_refuses_documents_that_the_function_could_not_read(stack: Stack) -> None:
    # Read, not tried: the local engine lets an account's root put what its policies refuse.
    policy = json.loads(boto3.client("s3").get_bucket_policy(Bucket=stack.raw_bucket)["Policy"])
    refused = {each["Sid"] for each in policy["Statement"] if each["Effect"] == "Deny"}
    assert {"WithNoKeyOfKms", "WithNoKeyOfTheUploaders"} <= refused


def test_10_nothing_waits_among_the_dead_letters(stack: Stack) -> None:
    got = boto3.client("sqs").get_queue_attributes(
        QueueUrl=stack.dead_letter_queue_url, AttributeNames=["ApproximateNumberOfMessages"]
    )
    assert got["Attributes"]["ApproximateNumberOfMessages"] == "0"

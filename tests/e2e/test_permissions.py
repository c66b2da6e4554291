"""What each function's role may do in the deployed system, tried out; docs/permissions.md is the outcome."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from broadsheet_cli.local.checkout import this_checkout
from broadsheet_cli.stack import Stack
from tests.e2e.running import RunningSystem
from tests.e2e.watching import deployed

pytestmark = pytest.mark.e2e

DOCUMENT = this_checkout().root / "docs" / "permissions.md"
FUNCTIONS = ("IngestFunction", "PublishFunction", "ApiFunction", "ReaderFunction")
KEY: Any = {"subject": {"S": "nobody"}, "record": {"S": "nothing"}}
REFUSALS = frozenset({"AccessDenied", "AccessDeniedException"})
SECONDS_TO_FAIL = 60.0
ALLOWED, REFUSED = "allowed", "refused"

# What is tried with each role: the action, on what, and the call that takes it.
ATTEMPTS: dict[tuple[str, str], Callable[["Clients", Stack], object]] = {
    ("dynamodb:GetItem", "table"): lambda c, s: c.dynamodb.get_item(TableName=s.table, Key=KEY),
    ("dynamodb:Query", "table"): lambda c, s: query(c, s, "subject"),
    ("dynamodb:Query", "index"): lambda c, s: query(c, s, "listing", IndexName="by_published"),
    ("dynamodb:PutItem", "table"): lambda c, s: c.dynamodb.put_item(TableName=s.table, Item=KEY),
    ("dynamodb:DeleteItem", "table"): lambda c, s: c.dynamodb.delete_item(TableName=s.table, Key=KEY),
    ("dynamodb:BatchGetItem", "table"): lambda c, s: c.dynamodb.batch_get_item(
        RequestItems={s.table: {"Keys": [KEY]}}
    ),
    ("dynamodb:UpdateItem", "table"): lambda c, s: c.dynamodb.update_item(TableName=s.table, Key=KEY),
    ("dynamodb:Scan", "table"): lambda c, s: c.dynamodb.scan(TableName=s.table),
    ("dynamodb:DeleteTable", "table"): lambda c, s: c.dynamodb.delete_table(TableName=s.table),
    ("s3:GetObject", "raw bucket"): lambda c, s: c.s3.get_object(Bucket=s.raw_bucket, Key="nothing"),
    ("s3:PutObject", "raw bucket"): lambda c, s: c.s3.put_object(Bucket=s.raw_bucket, Key="nothing"),
    ("s3:DeleteObject", "raw bucket"): lambda c, s: c.s3.delete_object(Bucket=s.raw_bucket, Key="nothing"),
    ("s3:ListBucket", "raw bucket"): lambda c, s: c.s3.list_objects_v2(Bucket=s.raw_bucket),
    ("s3:ListBucket", "content bucket"): lambda c, s: c.s3.list_objects_v2(Bucket=s.content_bucket),
    ("s3:GetObject", "content bucket"): lambda c, s: c.s3.get_object(Bucket=s.content_bucket, Key="nothing"),
    ("s3:PutObject", "content bucket"): lambda c, s: c.s3.put_object(Bucket=s.content_bucket, Key="nothing"),
    ("s3:DeleteObject", "content bucket"): lambda c, s: c.s3.delete_object(
        Bucket=s.content_bucket, Key="nothing"
    ),
    ("sqs:ReceiveMessage", "queue"): lambda c, s: c.sqs.receive_message(QueueUrl=s.queue_url),
    ("sqs:SendMessage", "queue"): lambda c, s: c.sqs.send_message(QueueUrl=s.queue_url, MessageBody="{}"),
    ("sqs:GetQueueAttributes", "queue"): lambda c, s: c.sqs.get_queue_attributes(QueueUrl=s.queue_url),
    ("sqs:GetQueueAttributes", "dead-letter queue"): lambda c, s: c.sqs.get_queue_attributes(
        QueueUrl=s.dead_letter_queue_url
    ),
    ("sqs:ReceiveMessage", "dead-letter queue"): lambda c, s: c.sqs.receive_message(
        QueueUrl=s.dead_letter_queue_url
    ),
    ("sqs:PurgeQueue", "dead-letter queue"): lambda c, s: c.sqs.purge_queue(QueueUrl=s.dead_letter_queue_url),
    ("sqs:SendMessage", "parked changes"): lambda c, s: c.sqs.send_message(
        QueueUrl=s.parked_changes_url, MessageBody="{}"
    ),
    ("events:PutEvents", "bus"): lambda c, s: c.events.put_events(
        Entries=[{"EventBusName": s.event_bus, "Source": "a", "DetailType": "b", "Detail": "{}"}]
    ),
    ("logs:FilterLogEvents", "ingest's log"): lambda c, _: c.logs.filter_log_events(
        logGroupName=deployed("IngestLogGroup")
    ),
    ("logs:FilterLogEvents", "api's log"): lambda c, _: c.logs.filter_log_events(
        logGroupName=deployed("ApiLogGroup")
    ),
    ("logs:CreateLogGroup", "any log"): lambda c, s: c.logs.create_log_group(logGroupName="any"),
}
HEAD = """# What each function may do

Tried out with each function's role on the deployed system, by `tests/e2e/test_permissions.py`, which fails
when this table is not what it finds. What stands here as refused is a sample: a role allows nothing else,
but that its function writes its log and its traces.

Of the table, the api function may read articles, sources, totals and the keys of feeds only, the reader
function these and the keys of passes, and the publish function may write totals and what it counts by only.
The local engine does not check such conditions: `tests/contract/test_leading_keys.py` holds the functions to
them.

| action | on | IngestFunction | PublishFunction | ApiFunction | ReaderFunction |
| --- | --- | --- | --- | --- | --- |
"""


@dataclass(frozen=True, kw_only=True)
class Clients:
    """Clients that act in one role."""

    dynamodb: Any
    s3: Any
    sqs: Any
    logs: Any
    events: Any


def query(clients: Clients, stack: Stack, partition: str, **index: str) -> object:
    return clients.dynamodb.query(
        TableName=stack.table,
        KeyConditionExpression=f"{partition} = :nobody",
        ExpressionAttributeValues={":nobody": {"S": "nobody"}},
        **index,
    )


def clients_of(function: str) -> Clients:
    """Return clients that act in a function's role."""
    arn = boto3.client("iam").get_role(RoleName=deployed(f"{function}Role"))["Role"]["Arn"]
    credentials = boto3.client("sts").assume_role(RoleArn=arn, RoleSessionName="attempts")["Credentials"]
    session = boto3.Session(
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
    )
    return Clients(
        dynamodb=session.client("dynamodb"),
        s3=session.client("s3"),
        sqs=session.client("sqs"),
        logs=session.client("logs"),
        events=session.client("events"),
    )


def outcome(attempt: Callable[[Clients, Stack], object], clients: Clients, stack: Stack) -> str:
    """Return whether an attempt is allowed; one that fails for another reason was."""
    try:
        attempt(clients, stack)
    except ClientError as error:
        return REFUSED if error.response["Error"]["Code"] in REFUSALS else ALLOWED
    return ALLOWED


def test_each_function_may_do_what_the_document_says_and_no_more(stack: Stack, tmp_path: Path) -> None:
    roles = [clients_of(function) for function in FUNCTIONS]
    rows = [
        f"| `{action}` | {on} | {' | '.join(outcome(attempt, clients, stack) for clients in roles)} |\n"
        for (action, on), attempt in ATTEMPTS.items()
    ]
    found = tmp_path / DOCUMENT.name
    found.write_text(HEAD + "".join(rows), "utf-8")
    assert DOCUMENT.read_text("utf-8") == found.read_text("utf-8"), f"if that is meant, copy {found}"


def test_no_other_bucket_and_no_reader_may_send_to_the_queue(stack: Stack) -> None:
    s3 = boto3.client("s3")
    notify: Any = s3.get_bucket_notification_configuration(Bucket=stack.raw_bucket)
    del notify["ResponseMetadata"]
    with pytest.raises(ClientError, match="Unable to validate"):
        s3.put_bucket_notification_configuration(
            Bucket=stack.content_bucket, NotificationConfiguration=notify
        )
    s3.put_bucket_notification_configuration(Bucket=stack.raw_bucket, NotificationConfiguration=notify)
    assert outcome(ATTEMPTS["sqs:SendMessage", "queue"], clients_of("ApiFunction"), stack) == REFUSED


def test_without_a_key_or_with_a_wrong_one_the_api_answers_403(system: RunningSystem) -> None:
    assert [system.get("/articles", key=key)[0] for key in ("", "wrong")] == [403, 403]
    assert system.get("/health", key="")[0] == 200

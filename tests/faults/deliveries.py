"""Raw files on moto, delivered by hand to the ingest function, and what an operator's audit says after it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus

from broadsheet_cli.consistency import audit_stores
from functions.ingest.app import IngestFunction
from tests.aws import CONTENT_BUCKET, RAW_BUCKET, TABLE, Aws, table_in_template
from tests.builders import later
from tests.events import lambda_context, read_event
from tests.fakes import FakeRetries

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

Message = dict[str, object]
Table = dict[tuple[str, str], dict[str, Any]]
"""A table's items by their keys."""

VARYING = frozenset(
    {
        "first_seen_at",
        "content_changed_at",
        "processed_at",
        "changed_at",
        "rejected_at",
        "outcome",
        "writes",
        "latest_put",
    }
)
"""What may depend on the order of arrival: clocks, what a document did when it came, and a head's guards."""


@dataclass(kw_only=True)
class Deliveries:
    """Drops files and delivers their notifications when told to, as often as told to."""

    aws: Aws
    messages: list[Message] = field(default_factory=list)

    def drop(self, key: str, content: bytes) -> Message:
        """Put a raw file, and return the message that tells of it."""
        version_id = self.aws.put_raw(key, content)
        event = json.loads(str(read_event("sqs-s3-put")["Records"][0]["body"]))
        event["Records"][0]["s3"]["bucket"]["name"] = RAW_BUCKET
        event["Records"][0]["s3"]["object"] = {
            "key": quote_plus(key),
            "versionId": version_id,
            "sequencer": f"{len(self.messages):016X}",
        }
        return self.enqueue(json.dumps(event))

    def enqueue(self, body: str) -> Message:
        """Make a message of any text."""
        message = {
            **read_event("sqs-s3-put")["Records"][0],
            "messageId": f"message-{len(self.messages)}",
            "body": body,
        }
        self.messages.append(message)
        return message

    def worker(self) -> IngestFunction:
        """Return a fresh worker of the ingest function."""
        return IngestFunction(self.aws.raw_store, self.aws.article_store, FakeRetries(), clock=later)

    def deliver(self, messages: Iterable[Message], worker: IngestFunction | None = None) -> list[Message]:
        """Deliver messages as one batch, and return those that must be delivered again."""
        batch = list(messages)
        if not batch:  # no queue delivers nothing
            return []
        answer = (worker or self.worker()).handle({"Records": batch}, lambda_context())
        failed = {failure["itemIdentifier"] for failure in answer["batchItemFailures"]}
        return [message for message in batch if message["messageId"] in failed]

    def findings(self) -> dict[str, list[str]]:
        """Return what an audit finds, by kind."""
        aws = self.aws
        found = audit_stores(
            aws.dynamodb, aws.s3, table=TABLE, raw_bucket=RAW_BUCKET, content_bucket=CONTENT_BUCKET
        ).by_kind
        return {kind: names for kind, names in found.items() if names}

    def table(self) -> Table:
        """Return the whole table by key, without the attributes that may vary."""
        return table_without_what_varies(self.aws.dynamodb, TABLE)

    def empty_table(self) -> None:
        """Forget all that was ever stored."""
        self.aws.dynamodb.delete_table(TableName=TABLE)
        self.aws.dynamodb.create_table(TableName=TABLE, **table_in_template())


def table_without_what_varies(dynamodb: "DynamoDBClient", name: str) -> Table:
    """Return a whole table by key, without the attributes that may vary.

    A content that a head holds may lie apart besides, from when the head was another edition.
    """
    pages = dynamodb.get_paginator("scan").paginate(TableName=name)
    items = [item for page in pages for item in page["Items"]]
    within = {
        (item["subject"]["S"], f"content#{item['reading']['S']}")
        for item in items
        if "text" in item and "reading" in item
    }
    return {
        place: {attribute: _steady(value) for attribute, value in item.items() if attribute not in VARYING}
        for item in items
        if (place := (item["subject"]["S"], item["record"]["S"])) not in within
    }


def _steady(value: Any) -> dict[str, Any]:
    """Return a value without the members that may vary."""
    members = value.get("M")
    if not isinstance(members, dict):
        return dict(value)
    return {"M": {name: member for name, member in members.items() if name not in VARYING}}

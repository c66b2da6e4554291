"""Sending raw documents through the queue again, as if they had just been dropped."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import quote_plus, unquote_plus

from broadsheet.article import RawLocation
from broadsheet.moments import to_rfc3339
from broadsheet_cli.raw_versions import in_order, raw_versions

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef

    from broadsheet.adapters.dynamodb.receipts import DynamoDbReceipts

LARGEST_BATCH = 10  # messages that SendMessageBatch takes


def unreceipted(s3: "S3Client", bucket: str, receipts: "DynamoDbReceipts") -> list[RawLocation]:
    """Return every version of a raw document that has no receipt."""
    locations = [version.location for version in raw_versions(s3, bucket)]
    found = receipts.find(locations)
    known = {(at.key, at.version_id): receipt.location.sequencer for at, receipt in found.items()}
    return [
        location for location in in_order(locations, known) if replace(location, sequencer="") not in found
    ]


def replay_documents(
    locations: Iterable[RawLocation], sqs: "SQSClient", queue_url: str
) -> Iterator[list[RawLocation]]:
    """Send each document through the queue once more; yield each batch when it is sent."""
    remaining = iter(locations)
    while batch := list(islice(remaining, LARGEST_BATCH)):
        unsent = _entries(batch)
        while unsent:
            answer = sqs.send_message_batch(QueueUrl=queue_url, Entries=unsent)
            failed = {failure["Id"] for failure in answer.get("Failed", [])}
            unsent = [entry for entry in unsent if entry["Id"] in failed]
        yield batch


def _entries(batch: list[RawLocation]) -> "list[SendMessageBatchRequestEntryTypeDef]":
    return [
        {"Id": str(number), "MessageBody": json.dumps(notification_of(location))}
        for number, location in enumerate(batch)
    ]


def notification_of(location: RawLocation) -> dict[str, object]:
    """Return the notification that S3 sends when a document is put: the parts of it that are read.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
    """
    return {
        "Records": [
            {
                "eventSource": "aws:s3",
                "eventName": "ObjectCreated:Put",
                "eventTime": to_rfc3339(location.put_at),
                "s3": {
                    "bucket": {"name": location.bucket},
                    "object": {
                        "key": quote_plus(location.key, safe="/"),
                        "versionId": location.version_id,
                        "sequencer": location.sequencer,
                    },
                },
            }
        ]
    }


def keys_in(notification: str) -> Iterator[str]:
    """Yield the keys of the documents that a message of S3 names; none where it is something else."""
    try:
        records = json.loads(notification)["Records"]
        keys = [unquote_plus(record["s3"]["object"]["key"]) for record in records]
    except (ValueError, KeyError, TypeError, AttributeError):
        return
    yield from keys

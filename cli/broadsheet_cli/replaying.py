"""Sending raw documents through the queue again, as if they had just been dropped."""

import json
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

from broadsheet.article import RawLocation
from broadsheet_cli.uploading import current_versions

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient

    from broadsheet.adapters.dynamodb.receipts import DynamoDbReceipts

LARGEST_BATCH = 10  # messages that SendMessageBatch takes


def unreceipted(s3: "S3Client", bucket: str, receipts: "DynamoDbReceipts") -> list[RawLocation]:
    """Return the current documents of the raw bucket that have no receipt."""
    locations = [
        RawLocation(bucket=bucket, key=key, version_id=version_id)
        for key, (version_id, _) in current_versions(s3, bucket).items()
    ]
    found = receipts.find(locations)
    return [location for location in locations if location not in found]


def replay(locations: Iterable[RawLocation], sqs: "SQSClient", queue_url: str) -> None:
    """Send each document through the queue once more."""
    remaining = iter(locations)
    while batch := list(islice(remaining, LARGEST_BATCH)):
        sqs.send_message_batch(
            QueueUrl=queue_url,
            Entries=[
                {"Id": str(number), "MessageBody": json.dumps(notification_of(location))}
                for number, location in enumerate(batch)
            ],
        )


def notification_of(location: RawLocation) -> dict[str, object]:
    """Return the notification that S3 sends when a document is put: the parts of it that are read.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
    """
    return {
        "Records": [
            {
                "eventSource": "aws:s3",
                "eventName": "ObjectCreated:Put",
                "s3": {
                    "bucket": {"name": location.bucket},
                    "object": {"key": quote_plus(location.key, safe="/"), "versionId": location.version_id},
                },
            }
        ]
    }

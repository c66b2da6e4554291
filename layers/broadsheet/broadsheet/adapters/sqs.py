"""The queue, as the ingest function speaks to it."""

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

SHORTEST_DELAY, LONGEST_DELAY = 60.0, 900.0  # seconds


def delay_before_next_try(tries: int) -> int:
    """Return how many seconds a document waits that has failed so many times.

    Doubles with each try, and is spread over its upper half, so that documents that failed
    together do not come back together.
    """
    delay = min(SHORTEST_DELAY * 2 ** (tries - 1), LONGEST_DELAY)
    return round(random.uniform(delay / 2, delay))  # noqa: S311  # nobody gains by guessing it


class SqsRetries:
    """Puts off the next try of messages that failed."""

    def __init__(self, client: "SQSClient", queue_url: str) -> None:
        self._client = client
        self._queue_url = queue_url

    def postpone(self, receipt_handle: str, tries: int) -> None:
        """Let a message stay invisible until its next try is due."""
        self._client.change_message_visibility(
            QueueUrl=self._queue_url,
            ReceiptHandle=receipt_handle,
            VisibilityTimeout=delay_before_next_try(tries),
        )

    def follow(self, body: str) -> None:
        """Put a message behind the others."""
        self._client.send_message(QueueUrl=self._queue_url, MessageBody=body)

"""The queues, as the functions speak to them."""

import json
import random
from typing import TYPE_CHECKING, Any

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


class SqsParking:
    """The queue of changes that could not be published, where they wait for a person."""

    def __init__(self, client: "SQSClient", queue_url: str) -> None:
        self._client = client
        self._queue_url = queue_url

    def park(self, record: dict[str, Any], reason: str) -> None:
        """Put a record of a stream aside: its keys and its place in the stream, not what it says.

        Whoever mends the cause finds the article by its keys, and has it published again.
        """
        place = record.get("dynamodb")
        known = place if isinstance(place, dict) else {}
        kept = {
            "reason": reason,
            "event_id": record.get("eventID"),
            "keys": known.get("Keys"),
            "sequence_number": known.get("SequenceNumber"),
        }
        self._client.send_message(QueueUrl=self._queue_url, MessageBody=json.dumps(kept, default=str))

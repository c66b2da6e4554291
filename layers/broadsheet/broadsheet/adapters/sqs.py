"""The queues, as the functions speak to them."""

import json
from collections.abc import Mapping
from random import SystemRandom
from typing import TYPE_CHECKING, Any

from broadsheet.errors import NotPutOffError

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.literals import QueueAttributeNameType

SHORTEST_DELAY, LONGEST_DELAY = 60.0, 900.0  # seconds
# Environments that were restored from one snapshot would draw the same numbers from a generator with a seed.
RANDOM = SystemRandom()

COUNTS: tuple["QueueAttributeNameType", ...] = (
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesDelayed",
    "ApproximateNumberOfMessagesNotVisible",
)


def delay_before_next_try(tries: int) -> int:
    """Return how many seconds a document waits that has failed so many times.

    Doubles with each try, and is spread over its upper half, so that documents that failed
    together do not come back together.

    Parameters
    ----------
    tries
        How often the document was tried, 1 or more.

    Returns
    -------
    int
        Seconds.

    Examples
    --------
    >>> 30 <= delay_before_next_try(1) <= 60 < delay_before_next_try(3) <= 240
    True
    """
    delay = min(SHORTEST_DELAY * 2 ** (tries - 1), LONGEST_DELAY)
    return round(RANDOM.uniform(delay / 2, delay))


class SqsRetries:
    """Puts off the next try of messages."""

    def __init__(self, client: "SQSClient", queue_url: str) -> None:
        self._client = client
        self._queue_url = queue_url

    def postpone(self, tries: Mapping[str, int]) -> None:
        """Let messages stay invisible until their next try is due, with one call. See `ports.Retries`."""
        answer = self._client.change_message_visibility_batch(
            QueueUrl=self._queue_url,
            Entries=[
                {
                    "Id": str(number),
                    "ReceiptHandle": receipt_handle,
                    "VisibilityTimeout": delay_before_next_try(had),
                }
                for number, (receipt_handle, had) in enumerate(tries.items())
            ],
        )
        if failed := answer.get("Failed"):
            raise NotPutOffError(f"{len(failed)} of {len(tries)} messages: {failed[0]['Code']}")

    def follow(self, body: str) -> None:
        """Put a message behind the others."""
        self._client.send_message(QueueUrl=self._queue_url, MessageBody=body)


def messages_in(sqs: "SQSClient", queue_url: str) -> int:
    """Return how many messages a queue holds: waiting, delayed, or being worked on; an estimate on AWS.

    Parameters
    ----------
    sqs
        A client of SQS.
    queue_url
        The queue.

    Returns
    -------
    int
        Messages that wait, are delayed, or are being worked on; an estimate on AWS.
    """
    attributes = sqs.get_queue_attributes(QueueUrl=queue_url, AttributeNames=COUNTS)["Attributes"]
    return sum(int(attributes[name]) for name in COUNTS)


class SqsDocumentQueue:
    """The queue of raw documents and its dead letters, counted. See `answering.status.DocumentQueue`."""

    def __init__(self, client: "SQSClient", queue_url: str, dead_letter_queue_url: str) -> None:
        self._client = client
        self._queue_url, self._dead_letter_queue_url = queue_url, dead_letter_queue_url

    def waiting(self) -> int:
        """Return how many documents wait or are worked on."""
        return messages_in(self._client, self._queue_url)

    def given_up(self) -> int:
        """Return how many dead letters there are."""
        return messages_in(self._client, self._dead_letter_queue_url)


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

"""The dead-letter queue: what is in it, looked at without being taken out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from broadsheet_cli.notifications import keys_in

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

LARGEST_BATCH = 10  # messages that SQS gives at once
SECONDS_TO_WAIT = 2  # for messages, before all are taken as seen
SECONDS_ASIDE = 120  # what was looked at stays aside meanwhile, so that it is seen once; then it is put back


@dataclass(frozen=True, kw_only=True)
class DeadLetter:
    """A message of the dead-letter queue: the keys of its documents, and when it was first sent."""

    keys: tuple[str, ...]
    sent_at: datetime


def dead_letters(sqs: "SQSClient", queue_url: str, limit: int) -> Iterator[DeadLetter]:
    """Yield what is in a queue, in no order, and leave all of it there."""
    aside: list[str] = []
    try:
        while len(aside) < limit:
            messages = sqs.receive_message(
                QueueUrl=queue_url,
                MaxNumberOfMessages=min(LARGEST_BATCH, limit - len(aside)),
                WaitTimeSeconds=SECONDS_TO_WAIT,
                VisibilityTimeout=SECONDS_ASIDE,
                MessageSystemAttributeNames=["SentTimestamp"],
            ).get("Messages")
            if not messages:
                return
            for message in messages:
                aside.append(message["ReceiptHandle"])
                sent = int(message.get("Attributes", {}).get("SentTimestamp", "0"))
                yield DeadLetter(
                    keys=tuple(keys_in(message["Body"])),
                    sent_at=datetime.fromtimestamp(sent / 1000, UTC),
                )
    finally:
        for handle in aside:
            sqs.change_message_visibility(QueueUrl=queue_url, ReceiptHandle=handle, VisibilityTimeout=0)

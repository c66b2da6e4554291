"""How full a queue is."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.literals import QueueAttributeNameType

COUNTS: tuple["QueueAttributeNameType", ...] = (
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesDelayed",
    "ApproximateNumberOfMessagesNotVisible",
)


def messages_in(sqs: "SQSClient", queue_url: str) -> int:
    """Return how many messages a queue holds: waiting, delayed, or being worked on; an estimate on AWS."""
    attributes = sqs.get_queue_attributes(QueueUrl=queue_url, AttributeNames=COUNTS)["Attributes"]
    return sum(int(attributes[name]) for name in COUNTS)

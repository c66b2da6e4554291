"""How the functions speak to AWS: a second to connect, three for an answer, three tries of each call.

Made by botocore alone: what boto3 adds is not used here, and takes a tenth of a cold start.
"""

import logging
from functools import cache
from typing import TYPE_CHECKING, cast

from botocore.config import Config
from botocore.session import Session

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_logs import CloudWatchLogsClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient

CLIENT_CONFIG = Config(
    connect_timeout=1,  # seconds; three tries of one call end before the api function's time does
    read_timeout=3,
    retries={"mode": "standard", "total_max_attempts": 3},  # with back-off and jitter
)


def dynamodb_client() -> "DynamoDBClient":
    """Return a client of DynamoDB where the environment leads."""
    return cast("DynamoDBClient", _session().create_client("dynamodb", config=CLIENT_CONFIG))


def events_client() -> "EventBridgeClient":
    """Return a client of EventBridge where the environment leads."""
    return cast("EventBridgeClient", _session().create_client("events", config=CLIENT_CONFIG))


def logs_client() -> "CloudWatchLogsClient":
    """Return a client of CloudWatch Logs where the environment leads."""
    return cast("CloudWatchLogsClient", _session().create_client("logs", config=CLIENT_CONFIG))


def s3_client() -> "S3Client":
    """Return a client of S3 where the environment leads."""
    return cast("S3Client", _session().create_client("s3", config=CLIENT_CONFIG))


def sqs_client() -> "SQSClient":
    """Return a client of SQS where the environment leads."""
    return cast("SQSClient", _session().create_client("sqs", config=CLIENT_CONFIG))


@cache
def _session() -> Session:
    logging.getLogger("botocore").setLevel(
        logging.WARNING
    )  # at every cold start it tells where its key is from
    return Session()

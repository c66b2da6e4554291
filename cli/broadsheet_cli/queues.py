"""Waiting until a queue is empty."""

import time
from typing import TYPE_CHECKING

import click
from rich.console import Console

from broadsheet.adapters.sqs import messages_in

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

LOOKS_AT_EMPTY = 3  # in a row: SQS estimates
SECONDS_BETWEEN_LOOKS = 1.0  # of looks at the queue

wait_option = click.option("--wait", is_flag=True, help="Wait until the queue is empty.")


def wait_until_empty(sqs: "SQSClient", queue_url: str, console: Console) -> None:
    """Wait until a queue is seen to be empty several times in a row: SQS estimates."""
    seen_empty = 0
    with console.status("waiting for the queue") as status:
        while seen_empty < LOOKS_AT_EMPTY:
            left = messages_in(sqs, queue_url)
            seen_empty = 0 if left else seen_empty + 1
            status.update(f"{left:,} documents in the queue")
            time.sleep(SECONDS_BETWEEN_LOOKS)
    console.print("the queue is empty")

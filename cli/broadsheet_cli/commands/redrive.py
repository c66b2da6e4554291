"""`broadsheet redrive`: documents of the dead-letter queue get five more tries."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import boto3
import click
from rich.console import Console

from broadsheet.adapters.sqs import messages_in
from broadsheet_cli.progress import progress_bars
from broadsheet_cli.queues import wait_option, wait_until_empty
from broadsheet_cli.stack import open_stack, stack_option

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

LARGEST_BATCH = 10  # messages that SQS gives and takes at once
SECONDS_TO_WAIT = 2  # for messages, before the queue counts as empty


@click.command(short_help="Give the dead letters five more tries.")
@stack_option
@wait_option
def redrive(*, stack_name: str, wait: bool) -> None:
    """Move everything in the dead-letter queue back to the queue, once its cause is repaired."""
    stack = open_stack(stack_name)
    sqs = boto3.client("sqs")
    console = Console()
    with progress_bars(console) as progress:
        task = progress.add_task("redriven", total=messages_in(sqs, stack.dead_letter_queue_url))
        moved = move_messages(
            sqs, stack.dead_letter_queue_url, stack.queue_url, lambda n: progress.advance(task, n)
        )
    console.print(f"{moved:,} moved back to the queue")
    if wait:
        wait_until_empty(sqs, stack.queue_url, console)


def move_messages(sqs: "SQSClient", from_url: str, to_url: str, progress: Callable[[int], None]) -> int:
    """Move all messages from one queue to another, and return how many.

    Each is sent before it is deleted, so a crash in between doubles a message but loses none.
    """
    moved = 0
    while messages := sqs.receive_message(
        QueueUrl=from_url, MaxNumberOfMessages=LARGEST_BATCH, WaitTimeSeconds=SECONDS_TO_WAIT
    ).get("Messages"):
        for message in messages:
            sqs.send_message(QueueUrl=to_url, MessageBody=message["Body"])
            sqs.delete_message(QueueUrl=from_url, ReceiptHandle=message["ReceiptHandle"])
        moved += len(messages)
        progress(len(messages))
    return moved

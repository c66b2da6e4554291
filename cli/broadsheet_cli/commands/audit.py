"""`broadsheet audit`: does the store hold what the bucket says, and nothing that it does not?"""

import sys
from collections.abc import Sequence

import boto3
import click
from rich.console import Console

from broadsheet.adapters.dynamodb.inventory import DynamoDbInventory
from broadsheet_cli.consistency import Findings, audit_stores
from broadsheet_cli.notifications import replay_documents
from broadsheet_cli.stack import open_stack, stack_option

SHOWN = 20  # names of each kind of finding
REMOVED_AT_ONCE = 1000  # the most that S3 takes in a call


@click.command(short_help="Compare the bucket with the store; repair.")
@stack_option
@click.option(
    "--repair",
    is_flag=True,
    help="Replay the documents that would put things right; remove bodies that nothing names.",
)
def audit(*, stack_name: str, repair: bool) -> None:
    """Compare the raw bucket with the store, and print what is missing.

    Every version of a document must have a receipt, every receipt's articles must exist, every
    article's raw document and body must be there, and every body in the content bucket must belong
    to an article. Reads the whole table. Exits with 0 only if nothing was found.
    """
    stack = open_stack(stack_name)
    console = Console(soft_wrap=True, highlight=False)
    with console.status("comparing the bucket with the store"):
        findings = audit_stores(
            boto3.client("dynamodb"),
            boto3.client("s3"),
            table=stack.table,
            raw_bucket=stack.raw_bucket,
            content_bucket=stack.content_bucket,
        )
    _print(findings, console)
    if repair and findings.repairable:  # any of these may be about to name a body that nothing names now
        sent = sum(map(len, replay_documents(findings.repairable, boto3.client("sqs"), stack.queue_url)))
        console.print(f"{sent:,} documents replayed; audit again when the queue is empty")
    elif repair and findings.removable:
        inventory = DynamoDbInventory(boto3.client("dynamodb"), stack.table)
        # The inventory was no picture of one moment: an edition may have moved while it was taken.
        unnamed = [key for key in findings.removable if not inventory.names_body(key)]
        removed = _remove(unnamed, stack.content_bucket)
        console.print(f"{removed:,} bodies removed")
    sys.exit(1 if findings.are_any else 0)


def _remove(keys: Sequence[str], bucket: str) -> int:
    """Remove objects, and return how many S3 says it did."""
    s3 = boto3.client("s3")
    removed = 0
    for start in range(0, len(keys), REMOVED_AT_ONCE):
        batch = keys[start : start + REMOVED_AT_ONCE]
        answer = s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": key} for key in batch]})
        removed += len(answer.get("Deleted", []))
    return removed


def _print(findings: Findings, console: Console) -> None:
    for what, names in findings.by_kind.items():
        console.print(f"{len(names):>9,} {what}", style="red" if names else "green")
        for name in names[:SHOWN]:
            console.print(f"          {name}", markup=False)
        if len(names) > SHOWN:
            console.print(f"          … and {len(names) - SHOWN:,} more")

"""`broadsheet audit`: does the store hold what the bucket says, and nothing that it does not?"""

import sys

import boto3
import click
from rich.console import Console

from broadsheet.adapters.dynamodb.inventory import DynamoDbInventory
from broadsheet_cli.auditing import Findings, examine
from broadsheet_cli.raw_versions import raw_versions
from broadsheet_cli.replaying import replay_documents
from broadsheet_cli.stack import Stack, open_stack, stack_option

SHOWN = 20


@click.command()
@stack_option
@click.option("--repair", is_flag=True, help="Replay the documents that would put things right.")
def audit(*, stack_name: str, repair: bool) -> None:
    """Compare the raw bucket with the store, and print what is missing.

    Every version of a document must have a receipt, every receipt's articles must exist, every
    article's raw document and body must be there, and every body in the content bucket must belong
    to an article. Reads the whole table. Exits with 0 only if nothing was found.
    """
    stack = open_stack(stack_name)
    console = Console(soft_wrap=True, highlight=False)
    with console.status("comparing the bucket with the store"):
        findings = _examine(stack)
    _print(findings, console)
    if repair and findings.repairable:
        sent = sum(map(len, replay_documents(findings.repairable, boto3.client("sqs"), stack.queue_url)))
        console.print(f"{sent:,} documents replayed; audit again when the queue is empty")
    sys.exit(1 if findings.are_any else 0)


def _examine(stack: Stack) -> Findings:
    s3 = boto3.client("s3")
    inventory = DynamoDbInventory(boto3.client("dynamodb"), stack.table).take()
    versions = [version.location for version in raw_versions(s3, stack.raw_bucket)]
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=stack.content_bucket)
    bodies = {item["Key"] for page in pages for item in page.get("Contents", [])}
    return examine(versions, inventory, bodies)


def _print(findings: Findings, console: Console) -> None:
    for what, names in findings.by_kind.items():
        console.print(f"{len(names):>9,} {what}", style="red" if names else "green")
        for name in names[:SHOWN]:
            console.print(f"          {name}", markup=False)
        if len(names) > SHOWN:
            console.print(f"          … and {len(names) - SHOWN:,} more")

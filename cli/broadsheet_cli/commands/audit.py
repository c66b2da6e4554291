"""`broadsheet audit`: does the store hold what the bucket says, and nothing that it does not?"""

import sys
from datetime import UTC, datetime

import boto3
import click
from rich.console import Console

from broadsheet.moments import whole_milliseconds
from broadsheet_cli.consistency import Findings, audit_stores
from broadsheet_cli.repairing import Repairer, Repairs
from broadsheet_cli.stack import open_stack, stack_option

SHOWN = 20


@click.command(short_help="Compare the bucket with the store; repair.")
@stack_option
@click.option("--repair", is_flag=True, help="Mend what can be mended.")
@click.option(
    "--accept-missing",
    metavar="PREFIX",
    help="Accept that the raw documents that are gone, whose keys begin like this, are so on purpose.",
)
def audit(*, stack_name: str, repair: bool, accept_missing: str | None) -> None:
    """Compare the raw bucket with the store, look into every article, and print what is wrong.

    Every version of a document must have a receipt, every receipt's articles must exist, every article's raw
    document must be there, every body must be there and be the right one, listings must show each article
    as it is, its current edition must be what its editions say, nothing may be left of what was erased, every
    body in the content bucket must belong to an article, and the buckets must keep versions. Reads the whole
    table. Exits with 0 only if nothing was found.

    --repair writes heads anew, removes what is left of erased articles, replays the documents that put right
    what is missing or cannot be read, and removes bodies that nothing names. What is gone of the raw bucket
    stays gone: articles keep what was made of it.
    """
    stack = open_stack(stack_name)
    console = Console(soft_wrap=True, highlight=False)
    dynamodb, s3 = boto3.client("dynamodb"), boto3.client("s3")
    with console.status("comparing the bucket with the store"):
        findings = audit_stores(
            dynamodb, s3, table=stack.table, raw_bucket=stack.raw_bucket, content_bucket=stack.content_bucket
        )
    _print(findings, console)
    now = whole_milliseconds(datetime.now(UTC))
    repairer = Repairer(dynamodb, s3, boto3.client("sqs"), stack, now)
    if accept_missing is not None:
        accepted = repairer.accept_missing(findings, accept_missing)
        console.print(f"{accepted:,} raw documents are gone on purpose; audit again")
    if repair:
        _tell(repairer.repair(findings), console)
    sys.exit(1 if findings.are_any else 0)


def _tell(repairs: Repairs, console: Console) -> None:
    if repairs.rebuilt:
        console.print(f"{repairs.rebuilt:,} articles written anew")
    if repairs.cleared:
        console.print(f"{repairs.cleared:,} erased articles cleared of what was left")
    if repairs.replayed:
        console.print(f"{repairs.replayed:,} documents replayed; audit again when the queue is empty")
    if repairs.removed:
        console.print(f"{repairs.removed:,} bodies removed")


def _print(findings: Findings, console: Console) -> None:
    notes = {what: names for what, names in findings.notes.items() if names}
    for what, names in (findings.by_kind | notes).items():
        style = "yellow" if what in notes else "red" if names else "green"
        console.print(f"{len(names):>9,} {what}", style=style)
        for name in names[:SHOWN]:
            console.print(f"          {name}", markup=False)
        if len(names) > SHOWN:
            console.print(f"          … and {len(names) - SHOWN:,} more")

"""`broadsheet upload`: send a folder to a deployed Broadsheet, and see what becomes of each file."""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import boto3
import click
from rich.console import Console
from rich.progress import Progress, TaskID

from broadsheet.adapters.dynamodb.receipts import DynamoDbReceipts
from broadsheet.article import Outcome, RawLocation
from broadsheet_cli.delivery import Delivered, Delivery, until_done
from broadsheet_cli.folders import key_of, raw_files
from broadsheet_cli.progress import progress_bars
from broadsheet_cli.raw_puts import RawFile
from broadsheet_cli.stack import Stack, open_stack, stack_option

REJECTIONS_SHOWN = 20
MISSING_SHOWN = 20
DOCUMENTS_AHEAD = 2_000  # of their receipts: more than a thousand functions have in hand, and a stop leaves


@dataclass(frozen=True, kw_only=True)
class Uploaded:
    """What an upload came to: the documents that have a receipt, and those that have none yet."""

    delivered: Sequence[Delivered]
    missing: Sequence[RawLocation]

    @property
    def rejected(self) -> list[Delivered]:
        """The documents that are no articles, also those that were there already."""
        return [done for done in self.delivered if done.receipt.outcome is Outcome.REJECTED]


@click.command(short_help="Upload a folder, and tell what became of it.")
@stack_option
@click.option(
    "--patience",
    default=120.0,
    show_default=True,
    help="Seconds without any news after which documents count as lost from sight.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 also when a file is rejected, or there is none.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def upload(*, stack_name: str, patience: float, strict: bool, folder: Path) -> None:
    """Upload the raw files of FOLDER, wait for their receipts, and print the tally.

    What the bucket has already is not uploaded again, so an upload that was stopped goes on where it
    was. Exits with 0 only if every file has a receipt.
    """
    console = Console(highlight=False)
    stack = open_stack(stack_name)
    uploaded = upload_with_progress(folder, stack, patience, console)
    print_tally(uploaded, console)
    has_failed = bool(uploaded.missing) or (strict and bool(uploaded.rejected or not uploaded.delivered))
    sys.exit(1 if has_failed else 0)


def upload_with_progress(folder: Path, stack: Stack, patience: float, console: Console) -> Uploaded:
    """Upload a folder to a stack, showing a bar for the files in the bucket and one for the receipts."""
    # A name that cannot be a key ends it here, before anything is put.
    files = [RawFile(path=path, key=key_of(path, folder)) for path in raw_files(folder)]
    receipts = DynamoDbReceipts(boto3.client("dynamodb"), stack.table)
    delivered: list[Delivered] = []
    with (
        Delivery(
            boto3.client("s3"), stack.raw_bucket, receipts, ahead=DOCUMENTS_AHEAD, awaits_present=True
        ) as delivery,
        progress_bars(console) as progress,
    ):
        bars = (
            progress.add_task("in bucket", total=len(files)),
            progress.add_task("ingested", total=len(files)),
        )
        delivery.offer(files)
        for news in until_done(delivery, patience):
            delivered += news
            _show(progress, bars, delivery, len(delivered))
        return Uploaded(delivered=delivered, missing=list(delivery.waiting))


def _show(progress: Progress, bars: tuple[TaskID, TaskID], delivery: Delivery, done: int) -> None:
    progress.update(bars[0], completed=delivery.found - delivery.backlog, total=delivery.found)
    progress.update(bars[1], completed=done, total=delivery.found)


def print_tally(uploaded: Uploaded, console: Console) -> None:
    """Print what was there already, the outcomes of all else, and why some were rejected."""
    there = sum(done.was_there for done in uploaded.delivered)
    new = Counter(done.receipt.outcome for done in uploaded.delivered if not done.was_there)
    if not uploaded.delivered and not uploaded.missing:
        console.print("there was no file to upload")
    if there:
        console.print(f"{there:>9,} were there already")
    for outcome in Outcome:
        if new[outcome]:
            console.print(f"{new[outcome]:>9,} {outcome}")
    for done in uploaded.rejected[:REJECTIONS_SHOWN]:
        console.print(f"  {done.receipt.code}: {done.receipt.message}", style="red", markup=False)
    if (more := len(uploaded.rejected) - REJECTIONS_SHOWN) > 0:
        console.print(f"  … and {more:,} more; `broadsheet rejections` lists them")
    if uploaded.missing:
        console.print(f"{len(uploaded.missing):>9,} without a receipt; `broadsheet status` says what fails")
        for location in uploaded.missing[:MISSING_SHOWN]:
            console.print(f"          {location.key}", markup=False)

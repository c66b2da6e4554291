"""`broadsheet upload`: send a folder to a deployed Broadsheet, and see what becomes of each file."""

import sys
from collections.abc import Iterable
from pathlib import Path

import boto3
import click
from rich.console import Console

from broadsheet.adapters.dynamodb.receipts import DynamoDbReceipts
from broadsheet.article import Outcome, RawLocation, Receipt
from broadsheet_cli.folders import key_of, raw_files
from broadsheet_cli.progress import progress_bars
from broadsheet_cli.stack import Stack, open_stack, stack_option
from broadsheet_cli.uploads import tally, upload_folder, wait_for_receipts

REJECTIONS_SHOWN = 20


@click.command()
@stack_option
@click.option(
    "--patience",
    default=120.0,
    show_default=True,
    help="Seconds without any news after which documents count as lost from sight.",
)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def upload(stack_name: str, patience: float, folder: Path) -> None:
    """Upload the raw files of FOLDER, wait for their receipts, and print the tally.

    Goes to whatever AWS account, region or endpoint the environment names. Exits with 0 only if
    every file has a receipt.
    """
    console = Console()
    stack = open_stack(stack_name)
    receipts = upload_with_progress(folder, stack, patience, console)
    print_tally(receipts.values(), console)
    sys.exit(0 if all(receipts.values()) else 1)


def upload_with_progress(
    folder: Path, stack: Stack, patience: float, console: Console
) -> dict[RawLocation, Receipt | None]:
    """Upload a folder to a stack, showing a bar for the puts and one for the receipts."""
    # A name that cannot be a key ends it here, before anything is put.
    total = len([key_of(path, folder) for path in raw_files(folder)])
    with progress_bars(console) as progress:
        puts = progress.add_task("uploaded", total=total)
        done = progress.add_task("ingested", total=total)
        locations = list(
            upload_folder(folder, boto3.client("s3"), stack.raw_bucket, lambda n: progress.advance(puts, n))
        )
        return wait_for_receipts(
            locations,
            DynamoDbReceipts(boto3.client("dynamodb"), stack.table),
            lambda n: progress.advance(done, n),
            patience,
        )


def print_tally(receipts: Iterable[Receipt | None], console: Console) -> None:
    """Print how many documents had each outcome, and why some were rejected."""
    receipts = list(receipts)
    for outcome, count in tally(receipts).items():
        console.print(f"{count:>9,} {outcome}")
    rejected = [receipt for receipt in receipts if receipt and receipt.outcome is Outcome.REJECTED]
    for receipt in rejected[:REJECTIONS_SHOWN]:
        console.print(f"  {receipt.code}: {receipt.message}", style="red", markup=False)
    if len(rejected) > REJECTIONS_SHOWN:
        console.print(f"  … and {len(rejected) - REJECTIONS_SHOWN} more")

"""`broadsheet replay`: documents of the bucket through the system once more."""

import shlex
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

import boto3
import click
from rich.console import Console
from rich.text import Text

from broadsheet.adapters.dynamodb.receipts import DynamoDbReceipts
from broadsheet.article import Outcome, RawLocation
from broadsheet.receipt import Receipt
from broadsheet_cli.notifications import replay_documents
from broadsheet_cli.progress import progress_bars
from broadsheet_cli.queues import wait_option, wait_until_empty
from broadsheet_cli.raw_versions import in_order, raw_versions
from broadsheet_cli.stack import Stack, open_stack, stack_option

RECEIPTS_AT_ONCE = 100  # the most that BatchGetItem takes


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which documents to replay; what is None does not matter."""

    outcome: Outcome | None = None
    parser_older_than: int | None = None
    without_receipt: bool = False

    def includes(self, receipt: Receipt | None) -> bool:
        """Tell whether a document with this receipt, or none, is to be replayed."""
        if self.without_receipt:
            return receipt is None
        if receipt is None:
            return True
        return (self.outcome is None or receipt.outcome is self.outcome) and (
            self.parser_older_than is None or receipt.parser_version < self.parser_older_than
        )


@click.command(short_help="Send documents through the system again.")
@stack_option
@click.option("--prefix", default="", help="Only documents whose key begins like this.")
@click.option("--since", type=click.DateTime(), help="Only documents put at this moment (UTC) or later.")
@click.option(
    "--outcome",
    type=click.Choice([outcome.value for outcome in Outcome]),
    help="Only documents with this outcome, or with none.",
)
@click.option(
    "--parser-older-than",
    type=int,
    metavar="V",
    help="Only documents last read by a parser before version V.",
)
@click.option("--without-receipt", is_flag=True, help="Only documents that have no receipt at all.")
@click.option(
    "--start-after", default="", metavar="KEY", help="Only keys after this one: goes on where a run stopped."
)
@click.option(
    "--rate", type=click.FloatRange(min=1), default=100, show_default=True, help="Documents a second at most."
)
@wait_option
def replay(  # noqa: PLR0913  # one argument an option
    *,
    stack_name: str,
    prefix: str,
    since: datetime | None,
    outcome: str | None,
    parser_older_than: int | None,
    without_receipt: bool,
    start_after: str,
    rate: float,
    wait: bool,
) -> None:
    """Send documents of the raw bucket through the system again: all of them, or a choice.

    Every version of each, since earlier ones are the article's revisions. Nothing is doubled by it:
    a document that was ingested before ends where it was, read by the newest parser.
    """
    choice = Choice(
        outcome=Outcome(outcome) if outcome else None,
        parser_older_than=parser_older_than,
        without_receipt=without_receipt,
    )
    stack = open_stack(stack_name)
    console = Console()
    with console.status("choosing documents"):
        put_since = since.replace(tzinfo=UTC) if since else None
        versions = raw_versions(boto3.client("s3"), stack.raw_bucket, prefix, start_after)
        locations = [v.location for v in versions if put_since is None or _put_at(v.location) >= put_since]
        chosen = list(choose(locations, choice, DynamoDbReceipts(boto3.client("dynamodb"), stack.table)))
    _replay_with_progress(chosen, stack, rate, console)
    if wait:
        wait_until_empty(boto3.client("sqs"), stack.queue_url, console)


def choose(
    locations: Iterable[RawLocation], choice: Choice, receipts: DynamoDbReceipts
) -> Iterator[RawLocation]:
    """Yield the documents that are to be replayed, in their order."""
    for batch in _batches(locations):
        found = receipts.find(batch)
        known = {(at.key, at.version_id): receipt.location.sequencer for at, receipt in found.items()}
        for asked, location in zip(batch, in_order(batch, known), strict=True):
            if choice.includes(found.get(asked)):
                yield location


def _batches(locations: Iterable[RawLocation]) -> Iterator[list[RawLocation]]:
    """Yield the locations in some batches, no key's versions of one second apart."""
    batch: list[RawLocation] = []
    for _, of_one_second in groupby(locations, key=lambda location: (location.key, location.put_at)):
        batch += of_one_second
        if len(batch) >= RECEIPTS_AT_ONCE:
            yield batch
            batch = []
    yield batch


def _replay_with_progress(chosen: list[RawLocation], stack: Stack, rate: float, console: Console) -> None:
    sent = 0
    started = time.monotonic()
    try:
        with progress_bars(console) as progress:
            task = progress.add_task("replayed", total=len(chosen))
            for batch in replay_documents(chosen, boto3.client("sqs"), stack.queue_url):
                sent += len(batch)
                progress.advance(task, len(batch))
                time.sleep(max(0.0, started + sent / rate - time.monotonic()))
    except BaseException:  # Ctrl-C, and credentials that expire on the way
        how = f"stopped; go on with the same options and {resume_option(chosen, sent)}"
        console.print(Text(how), soft_wrap=True)  # it will be copied
        raise
    console.print(f"{sent:,} documents sent through the queue")


def resume_option(chosen: list[RawLocation], sent: int) -> str:
    """Return the option, fit for a shell, with which a later run goes on and leaves no document out.

    The versions of one key cannot be told apart by it, so a key that was not finished comes again.
    """
    unfinished = {location.key for location in chosen[sent:]}
    finished = [location.key for location in chosen[:sent] if location.key not in unfinished]
    return f"--start-after {shlex.quote(finished[-1])}" if finished else "no --start-after"


def _put_at(location: RawLocation) -> datetime:
    return location.put_at or datetime.max.replace(tzinfo=UTC)

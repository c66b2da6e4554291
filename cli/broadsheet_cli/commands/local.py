"""`broadsheet local`: the whole system on this machine, fed by an inbox folder."""

import signal
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import boto3
import click
from rich.console import Console
from rich.text import Text

from broadsheet.adapters.dynamodb.receipts import DynamoDbReceipts
from broadsheet.article import Outcome, RawLocation, Receipt
from broadsheet.errors import BroadsheetError
from broadsheet_cli.commands.upload import print_tally, upload_with_progress
from broadsheet_cli.local.api import ApiError, LocalApi
from broadsheet_cli.local.checkout import this_checkout
from broadsheet_cli.local.delivery import Delivery
from broadsheet_cli.local.inbox import Inbox
from broadsheet_cli.local.system import LocalSystem, local_system
from broadsheet_cli.queues import messages_in

SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_OF_PATIENCE = 120.0
LONGEST_TEXT_SHOWN = 200  # characters
COLOURS = {
    Outcome.CREATED: "green",
    Outcome.REVISED: "cyan",
    Outcome.UNCHANGED: "dim",
    Outcome.SUPERSEDED: "dim",
    Outcome.REJECTED: "red",
}


@click.command()
@click.option("--once", is_flag=True, help="Ingest DIR, print the tally and one article, and stop.")
@click.option(
    "--port",
    type=click.IntRange(1, 65_535),
    help="Listen here, or on the next free port.  [default: where it did before, at first 4566]",
)
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep articles, build and logs in this folder.  [default: what BROADSHEET_HOME says, or .local]",
)
@click.argument(
    "folder", metavar="[DIR]", default="inbox", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
def local(*, once: bool, port: int | None, home: Path | None, folder: Path) -> None:
    """Run the whole system on this machine, and ingest what is dropped into DIR (default: inbox).

    Ctrl-C stops it. The articles stay, and are there again at the next start.
    """
    console = Console(soft_wrap=True, highlight=False)
    checkout = this_checkout(home)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        with local_system(checkout, port, lambda line: console.print(f"… {line}", style="dim")) as up:
            if once:
                has_all = _ingest_once(folder, up, console)
            else:
                has_all = True
                with suppress(KeyboardInterrupt):
                    _introduce(up, folder, checkout.logs, console)
                    _watch(folder, up, console)
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # the state is written now
            console.print("… stopping", style="dim")
    except BroadsheetError as error:
        raise click.ClickException(str(error)) from error
    sys.exit(0 if has_all else 1)


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def _introduce(system: LocalSystem, folder: Path, logs: Path, console: Console) -> None:
    api = system.api
    console.print("\nBroadsheet is up.", style="bold")
    for name, value in (
        ("API", api.address),
        ("API key", api.key),
        ("Inbox", f"{folder.resolve()}: what is dropped there is ingested"),
        ("Logs", str(logs)),
        ("Try", f"curl -H 'x-api-key: {api.key}' '{api.address}/articles?limit=3'"),
        ("Stop", "Ctrl-C; the articles stay"),
    ):
        console.print(Text(f"{name:>9}  ", style="dim") + Text(value))
    console.print()


def _watch(folder: Path, system: LocalSystem, console: Console) -> NoReturn:
    """Deliver what is dropped into the inbox, until Ctrl-C."""
    inbox = Inbox(folder)
    receipts = DynamoDbReceipts(boto3.client("dynamodb"), system.stack.table)
    delivery = Delivery(folder, boto3.client("s3"), system.stack.raw_bucket, receipts)
    _report(delivery.receipts_of(system.replayed), system, console)
    while True:
        system.engine.check()
        _report(delivery.receipts_of(delivery.put(inbox.arrivals())), system, console)
        time.sleep(SECONDS_BETWEEN_LOOKS)


def _report(receipts: Mapping[RawLocation, Receipt | None], system: LocalSystem, console: Console) -> None:
    """Print a line about each document: its outcome, and the title and address of each of its articles."""
    for location, receipt in receipts.items():
        if receipt is None:
            console.print(
                Text("no receipt  ", style="red") + Text(f"{location.key}: see {system.engine.log}")
            )
            continue
        outcome = Text(f"{receipt.outcome:<10}  ", style=COLOURS[receipt.outcome])
        if receipt.outcome is Outcome.REJECTED:
            console.print(outcome + Text(f"{location.key}  {receipt.code}: {receipt.message}"))
        for article_id in receipt.article_ids:
            path = f"/articles/{article_id}"
            console.print(
                outcome + Text(f"{_title(system.api, path)}  ") + Text(system.api.address + path, style="dim")
            )


def _title(api: LocalApi, path: str) -> str:
    """Return an article's title; of one that is not served, such as a withdrawn one, what the API says."""
    try:
        return str(api.get(path)["title"])
    except ApiError as error:
        return str(error)


def _ingest_once(folder: Path, system: LocalSystem, console: Console) -> bool:
    """Ingest a folder, print what became of it, and return whether every file has a receipt."""
    receipts = upload_with_progress(folder, system.stack, SECONDS_OF_PATIENCE, console)
    has_all = all(receipts.values())
    if has_all:
        _wait_until_empty(system)
    print_tally(receipts.values(), console)
    dead = messages_in(boto3.client("sqs"), system.stack.dead_letter_queue_url)
    console.print(f"{dead:>9,} in the dead-letter queue")
    _show_one(receipts, system.api, console)
    return has_all


def _wait_until_empty(system: LocalSystem) -> None:
    """Wait until the queue has seen that its last documents are done."""
    sqs = boto3.client("sqs")
    while messages_in(sqs, system.stack.queue_url):
        system.engine.check()
        time.sleep(SECONDS_BETWEEN_LOOKS)


def _show_one(receipts: Mapping[RawLocation, Receipt | None], api: LocalApi, console: Console) -> None:
    ids = [article_id for receipt in receipts.values() if receipt for article_id in receipt.article_ids]
    if not ids:
        return
    path = f"/articles/{ids[0]}"
    console.print(f"\nGET {api.address}{path}", style="bold")
    console.print_json(data=_shortened(api.get(path)))


def _shortened(value: Any) -> Any:  # noqa: ANN401  any JSON
    """Return JSON with its long texts cut, for the eye."""
    if isinstance(value, str) and len(value) > LONGEST_TEXT_SHOWN:
        return f"{value[:LONGEST_TEXT_SHOWN]}…"
    if isinstance(value, list):
        return [_shortened(item) for item in value]
    if isinstance(value, dict):
        return {name: _shortened(item) for name, item in value.items()}
    return value

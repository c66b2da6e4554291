"""`broadsheet local`: the whole system on this machine, fed by an inbox folder."""

import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import boto3
import click
from rich.console import Console
from rich.text import Text

from broadsheet.adapters.dynamodb.catalogue import DynamoDbCatalogue
from broadsheet.adapters.dynamodb.receipts import DynamoDbReceipts
from broadsheet.adapters.s3 import S3BodyStore
from broadsheet.adapters.sqs import messages_in
from broadsheet.errors import BroadsheetError
from broadsheet_cli.commands.inbox_report import InboxReport
from broadsheet_cli.commands.upload import Uploaded, print_tally, upload_with_progress
from broadsheet_cli.delivery import Delivery
from broadsheet_cli.ingest_log import ingest_log_of
from broadsheet_cli.local.api import LocalApi
from broadsheet_cli.local.checkout import this_checkout
from broadsheet_cli.local.engine import client_environment
from broadsheet_cli.local.inbox import Inbox
from broadsheet_cli.local.system import LocalSystem, local_system
from broadsheet_cli.local.watching import Watch
from broadsheet_cli.own_rules import own_rules
from broadsheet_cli.stack import DEFAULT_STACK

SECONDS_BETWEEN_STEPS = 0.2  # of one look at the inbox and the receipts
SECONDS_OF_PATIENCE = 120.0  # without a receipt, of --once; longer than two tries of a document
# In the queue before the next file is put: what keeps the functions busy, and a file dropped now waits for.
DOCUMENTS_AHEAD = 60
LONGEST_TEXT_SHOWN = 200  # characters


@click.command(short_help="Run the whole system on this machine.")
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
@click.option(
    "--rules",
    "rules_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Clean with the rules of this TOML file, too, until a start without it.",
)
@click.argument(
    "folder", metavar="[DIR]", default="inbox", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
def local(*, once: bool, port: int | None, home: Path | None, rules_file: Path | None, folder: Path) -> None:
    """Run the whole system on this machine, and ingest what is dropped into DIR (default: inbox).

    Ctrl-C stops it. The articles stay, and are there again at the next start.
    """
    console = Console(soft_wrap=True, highlight=False)
    checkout = this_checkout(home)
    signal.signal(signal.SIGTERM, _interrupt)
    if rules_file:
        own_rules(rules_file)  # so that what cannot be used is told of before the work
    rules = rules_file.read_text("utf-8") if rules_file else ""
    try:
        with local_system(checkout, port, lambda line: console.print(f"… {line}", style="dim"), rules) as up:
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
        ("Reader", f"{api.address}/"),
        ("Status", system.operators_link),
        ("API", api.address),
        ("API key", api.key),
        ("Inbox", f"{folder.resolve()}: what is dropped there is ingested"),
        ("Logs", str(logs)),
        ("Try", f"curl -H 'x-api-key: {api.key}' '{api.address}/articles?limit=3'"),
        ("Commands", "broadsheet status, export, withdraw … find it in this checkout by themselves"),
        ("Shell", f"export API={api.address} KEY={api.key}"),
        ("AWS tools", f"export {_settings(system.engine.address)}"),
        ("Stop", "Ctrl-C; the articles stay"),
    ):
        console.print(Text(f"{name:>9}  ", style="dim") + Text(value))
    console.print()


def _settings(address: str) -> str:
    """Return the variables that lead any client of AWS to the engine, as a shell takes them."""
    environment = client_environment(address)
    names = ("AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION")
    return " ".join(f"{name}={environment[name]}" for name in names)


def _watch(folder: Path, system: LocalSystem, console: Console) -> NoReturn:
    """Deliver what is dropped into the inbox, until Ctrl-C."""
    receipts = DynamoDbReceipts(boto3.client("dynamodb"), system.stack.table)
    delivery = Delivery(
        boto3.client("s3"), system.stack.raw_bucket, receipts, ahead=DOCUMENTS_AHEAD, awaits_present=False
    )
    bodies = S3BodyStore(boto3.client("s3"), system.stack.content_bucket)
    catalogue = DynamoDbCatalogue(boto3.client("dynamodb"), system.stack.table, bodies)
    with delivery, InboxReport(catalogue, system.api.address, console) as report:
        delivery.expect(system.replayed)
        watch = Watch(Inbox(folder), delivery, report, ingest_log_of(DEFAULT_STACK))
        while True:
            system.engine.check()
            watch.step()
            time.sleep(SECONDS_BETWEEN_STEPS)


def _ingest_once(folder: Path, system: LocalSystem, console: Console) -> bool:
    """Ingest a folder, print what became of it, and return whether every file has a receipt."""
    uploaded = upload_with_progress(folder, system.stack, SECONDS_OF_PATIENCE, console)
    if not uploaded.missing:
        _wait_until_empty(system)
    print_tally(uploaded, console)
    dead = messages_in(boto3.client("sqs"), system.stack.dead_letter_queue_url)
    console.print(f"{dead:>9,} in the dead-letter queue")
    _show_one(uploaded, system.api, console)
    return not uploaded.missing


def _wait_until_empty(system: LocalSystem) -> None:
    """Wait until the queue has seen that its last documents are done."""
    sqs = boto3.client("sqs")
    while messages_in(sqs, system.stack.queue_url):
        system.engine.check()
        time.sleep(SECONDS_BETWEEN_STEPS)


def _show_one(uploaded: Uploaded, api: LocalApi, console: Console) -> None:
    ids = [article_id for done in uploaded.delivered for article_id in done.receipt.article_ids]
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

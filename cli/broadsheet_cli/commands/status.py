"""`broadsheet status`: how things stand."""

import json
import time
from datetime import UTC, datetime
from itertools import islice

import boto3
import click

from broadsheet.adapters.dynamodb.catalogue import DynamoDbCatalogue
from broadsheet.adapters.dynamodb.inventory import DynamoDbInventory
from broadsheet.adapters.s3 import S3BodyStore
from broadsheet.adapters.sqs import messages_in
from broadsheet.answering.status import told_by
from broadsheet.operating.status import Status, count_articles
from broadsheet.retrieval.queries import ListingQuery
from broadsheet_cli.commands.rejections import standing_rejections
from broadsheet_cli.ingest_log import ingest_log_of
from broadsheet_cli.listings import summaries
from broadsheet_cli.stack import Stack, open_stack, stack_option

PAGE = 500  # summaries asked for at once
SOURCES_SHOWN = 20
FAILURES_SHOWN = 20


@click.command(short_help="Tell how things stand: articles, queue, failures.")
@stack_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line, for programs.")
@click.option("--withdrawn", is_flag=True, help="Count withdrawn articles, too: reads the whole table.")
@click.option("--watch", type=click.FloatRange(min=1), metavar="SECONDS", help="Print it again and again.")
def status(*, stack_name: str, as_json: bool, withdrawn: bool, watch: float | None) -> None:
    """Tell how many articles there are and of which sources, what waits, and what fails and why.

    What fails is what the ingest function's log of the last hour says.
    """
    stack = open_stack(stack_name)
    while True:
        taken = take_status(stack, stack_name, counts_withdrawn=withdrawn)
        click.echo(json.dumps(taken.as_json(), ensure_ascii=False) if as_json else as_text(taken))
        if watch is None:
            return
        time.sleep(watch)


def take_status(stack: Stack, stack_name: str, *, counts_withdrawn: bool) -> Status:
    """Ask the table, the queues and the log how things stand."""
    dynamodb, sqs = boto3.client("dynamodb"), boto3.client("sqs")
    catalogue = DynamoDbCatalogue(
        dynamodb, stack.table, S3BodyStore(boto3.client("s3"), stack.content_bucket)
    )
    by_source, last_change, listed = count_articles(summaries(catalogue, ListingQuery(limit=PAGE)))
    logged = told_by(ingest_log_of(stack_name), datetime.now(UTC))
    withdrawn = None
    if counts_withdrawn:
        withdrawn = len(DynamoDbInventory(dynamodb, stack.table).take().article_ids - listed)
    return Status(
        articles_by_source=by_source,
        rejections=sum(1 for _ in standing_rejections(catalogue)),
        withdrawn=withdrawn,
        queued=messages_in(sqs, stack.queue_url),
        dead_letters=messages_in(sqs, stack.dead_letter_queue_url),
        last_change=last_change,
        last_ingest=logged.last_ingest,
        failing=logged.failing,
        log_error=logged.error,
    )


def as_text(status: Status) -> str:
    """Return what people read of it."""
    changed = f", last changed {status.last_change:%Y-%m-%d %H:%M:%S} UTC" if status.last_change else ""
    lines = [f"{status.articles:>9,} articles{changed}"]
    lines += [f"          {n:>9,}  {source}" for source, n in _shown(status.articles_by_source)]
    if (more := len(status.articles_by_source) - SOURCES_SHOWN) > 0:
        lines.append(f"                     … and {more:,} more sources")
    if status.withdrawn is not None:
        lines.append(f"{status.withdrawn:>9,} withdrawn")
    lines.append(f"{status.rejections:>9,} rejections; `broadsheet rejections` lists them")
    if status.last_ingest:
        last = status.last_ingest
        lines.append(f"          last ingest {last.at:%Y-%m-%d %H:%M:%S} UTC: {last.key}, {last.outcome}")
    lines.append(f"{status.queued:>9,} documents in the queue")
    lines.append(f"{status.dead_letters:>9,} in the dead-letter queue; `broadsheet dead-letters` shows them")
    if status.log_error:
        lines.append(
            f"        ? documents failed in the last hour; the log cannot be read: {status.log_error}"
        )
        return "\n".join(lines)
    lines.append(f"{len(status.failing):>9,} documents failed in the last hour")
    lines += [f"          {f.at:%H:%M:%S}  {f.key}: {f.reason}" for f in status.failing[-FAILURES_SHOWN:]]
    return "\n".join(lines)


def _shown(by_source: dict[str, int]) -> list[tuple[str, int]]:
    return list(islice(by_source.items(), SOURCES_SHOWN))

"""`broadsheet export`: the articles out of the store, into files."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import boto3
import click
from botocore.config import Config
from rich.console import Console

from broadsheet.adapters.dynamodb.catalogue import DynamoDbCatalogue
from broadsheet.adapters.s3 import S3BodyStore
from broadsheet.errors import ArticleNotFoundError, ArticleWithdrawnError
from broadsheet.presenting.article_json import article_json
from broadsheet.retrieval.queries import ArticleSummary
from broadsheet_cli.export import FORMATS, Choice, FolderExport, as_text
from broadsheet_cli.export_plan import Plan, listing_of, plan_of
from broadsheet_cli.listings import summaries
from broadsheet_cli.progress import progress_bars
from broadsheet_cli.stack import Stack, open_stack, stack_option

READS_AT_ONCE = 8  # threads; each waits for the network most of the time
NOTED_EVERY = 500  # articles

Articles = Iterator[tuple[ArticleSummary, dict[str, Any]]]


@click.command(short_help="Write the articles into files, or what changed.")
@stack_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="jsonl",
    show_default=True,
    help="A line of JSON, Markdown with front matter, or text: a file each.",
)
@click.option("--source", help="Only articles of this source.")
@click.option("--from", "since", type=click.DateTime(), help="Only published at this moment (UTC) or later.")
@click.option("--to", "until", type=click.DateTime(), help="Only published before this moment (UTC).")
@click.option("--language", metavar="TAG", help="Only in this language, such as en or zh-Hant.")
@click.argument("target", metavar="DIR|-")
def export(  # one argument an option
    *,
    stack_name: str,
    format_: str,
    source: str | None,
    since: datetime | None,
    until: datetime | None,
    language: str | None,
    target: str,
) -> None:
    """Write the articles into the folder DIR, in folders by source, or to standard output (-).

    A second export into the same folder writes what is new or changed, and removes what is no longer
    served; so does one that was stopped go on. It follows the order of change from where the last one
    ended, unless --from or --to is given, or files were taken away: then it lists everything.

    JSON is what the API serves; addresses of images are kept in every format but text. On standard output
    articles come one after the other, as JSON lines with the default format.
    """
    stack = open_stack(stack_name)
    catalogue = _catalogue(stack)
    choice = Choice(format=format_, source=source, since=_utc(since), until=_utc(until), language=language)
    if target == "-":
        listed = (entry for entry in summaries(catalogue, listing_of(choice)) if choice.includes(entry))
        for _, article in _read(listed, catalogue):
            click.echo(as_text(article, format_), nl=False)
        return
    folder = FolderExport(Path(target), choice)
    console = Console(highlight=False)
    with console.status("listing the articles"):
        plan = plan_of(folder, choice, catalogue, datetime.now(UTC))
    _write(plan, folder, catalogue, console)


def _write(plan: Plan, folder: FolderExport, catalogue: DynamoDbCatalogue, console: Console) -> None:
    gone, written = set(plan.gone), 0
    try:
        with progress_bars(console) as progress:
            task = progress.add_task("exported", total=len(plan.lacking))
            for summary, article in _read(plan.lacking, catalogue, on_gone=gone.add):
                folder.write(summary, article)
                written += 1
                progress.advance(task)
                if written % NOTED_EVERY == 0:
                    folder.note()
        removed = folder.remove(gone)
    except BaseException:  # Ctrl-C, too: the next export goes on here
        folder.note()
        raise
    folder.end(plan.followed_to)
    console.print(f"{written:,} written, {len(folder) - written:,} were there already, {removed:,} removed")


def _read(
    listed: Sequence[ArticleSummary] | Iterator[ArticleSummary],
    catalogue: DynamoDbCatalogue,
    on_gone: Callable[[str], None] = lambda _: None,
) -> Articles:
    """Yield each article as JSON values, in order; one that was taken down meanwhile is left out."""

    def read(summary: ArticleSummary) -> dict[str, Any] | None:
        try:
            stored = catalogue.article(summary.id)
        except (ArticleWithdrawnError, ArticleNotFoundError):
            return None
        return article_json(stored.article, stored)

    remaining = iter(listed)
    with ThreadPoolExecutor(READS_AT_ONCE) as pool:
        while batch := list(islice(remaining, READS_AT_ONCE * 4)):
            for summary, article in zip(batch, pool.map(read, batch), strict=True):
                if article is None:
                    on_gone(summary.id)
                else:
                    yield summary, article


def _catalogue(stack: Stack) -> DynamoDbCatalogue:
    config = Config(max_pool_connections=READS_AT_ONCE * 2)
    bodies = S3BodyStore(boto3.client("s3", config=config), stack.content_bucket)
    return DynamoDbCatalogue(boto3.client("dynamodb", config=config), stack.table, bodies)


def _utc(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment else None

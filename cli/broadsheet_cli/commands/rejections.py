"""`broadsheet rejections`: which documents could not become articles, and what to do about each."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import boto3
import click

from broadsheet.adapters.dynamodb.article_store import DynamoDbArticleStore
from broadsheet.adapters.dynamodb.catalogue import DynamoDbCatalogue
from broadsheet.adapters.s3 import S3BodyStore
from broadsheet.ingestion.receipts import dismiss_rejection
from broadsheet.ports import ArticleCatalogue
from broadsheet.presenting.article_json import rejection_json
from broadsheet.receipt import Receipt
from broadsheet.retrieval.queries import LARGEST_LIMIT, RejectionQuery
from broadsheet_cli.stack import open_stack, stack_option


@click.command(short_help="List what could not become an article.")
@stack_option
@click.option(
    "--limit", type=click.IntRange(min=1), default=50, show_default=True, help="Show so many at most."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line each, for programs.")
@click.option("--dismiss", metavar="KEY", help="Take the rejection of this key off the list instead.")
def rejections(*, stack_name: str, limit: int, as_json: bool, dismiss: str | None) -> None:
    """List the documents that were rejected, newest first, each with the reason.

    A rejection is off the list when a later version of the same key arrives, or when it is dismissed.
    """
    stack = open_stack(stack_name)
    bodies = S3BodyStore(boto3.client("s3"), stack.content_bucket)
    if dismiss is not None:
        store = DynamoDbArticleStore(boto3.client("dynamodb"), stack.table, bodies)
        if dismiss_rejection(dismiss, store) is None:
            raise click.ClickException(f"no rejection stands of {dismiss}")
        click.echo(f"dismissed: {dismiss}")
        return
    catalogue = DynamoDbCatalogue(boto3.client("dynamodb"), stack.table, bodies)
    shown = list(islice(standing_rejections(catalogue), limit))
    for receipt in shown:
        click.echo(_json_line(receipt) if as_json else _line(receipt))
    if not shown and not as_json:
        click.echo("no rejections")


def standing_rejections(catalogue: ArticleCatalogue) -> Iterator[Receipt]:
    """Yield the rejections that stand, newest first."""
    query = RejectionQuery(limit=LARGEST_LIMIT)
    while True:
        page = catalogue.rejections(query)
        yield from page.receipts
        if page.next is None:
            return
        query = replace(query, after=page.next)


def _json_line(receipt: Receipt) -> str:
    return json.dumps(rejection_json(receipt), ensure_ascii=False)


def _line(receipt: Receipt) -> str:
    return f"{receipt.processed_at:%Y-%m-%d %H:%M:%S}  {receipt.code:<12}  {receipt.message}"

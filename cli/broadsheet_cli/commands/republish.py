"""`broadsheet republish`: telling again what became of articles, where a day of events was lost."""

from dataclasses import replace
from datetime import datetime

import boto3
import click

from broadsheet.adapters.dynamodb.catalogue import DynamoDbCatalogue
from broadsheet.adapters.eventbridge import EventBridgeBus
from broadsheet.adapters.s3 import S3BodyStore
from broadsheet.ports import ArticleCatalogue, EventBus
from broadsheet.publishing.events import event_about
from broadsheet.publishing.states import state_of
from broadsheet.retrieval.parameters import moment
from broadsheet.retrieval.queries import LARGEST_LIMIT, ListingQuery
from broadsheet_cli.stack import open_stack, stack_option


@click.command(short_help="Tell again what became of articles.")
@stack_option
@click.option("--since", required=True, help="A date or an RFC 3339 moment: from which change on.")
def republish(stack_name: str, since: str) -> None:
    """Put the events of all changes since then on the bus again, the oldest first.

    Of an article that changed more than once, the last change is told. Each event has the id that it had, so
    that listeners which saw it can pass over it.
    """
    stack = open_stack(stack_name)
    bodies = S3BodyStore(boto3.client("s3"), stack.content_bucket)
    catalogue = DynamoDbCatalogue(boto3.client("dynamodb"), stack.table, bodies)
    bus = EventBridgeBus(boto3.client("events"), stack.event_bus)
    click.echo(f"events: {publish_again(catalogue, bus, moment({'since': [since]}, 'since'))}")


def publish_again(catalogue: ArticleCatalogue, bus: EventBus, since: datetime | None) -> int:
    """Put the events of all changes since a moment on a bus; return how many."""
    query = ListingQuery(order="changed", oldest_first=True, since=since, limit=LARGEST_LIMIT)
    count = 0
    while True:
        page = catalogue.articles(query)
        bus.put([event_about(state_of(entry)) for entry in page.articles])
        count += len(page.articles)
        if not page.has_more:
            return count
        query = replace(query, after=page.places[-1])

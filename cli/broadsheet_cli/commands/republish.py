"""`broadsheet republish`: telling again what became of articles, where a day of events was lost."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

import boto3
import click

from broadsheet.adapters.dynamodb.catalogue import DynamoDbCatalogue
from broadsheet.adapters.dynamodb.totals import DynamoDbTotals
from broadsheet.adapters.eventbridge import EventBridgeBus
from broadsheet.adapters.s3 import S3BodyStore
from broadsheet.ports import ArticleCatalogue, EventBus
from broadsheet.publishing.changes import ArticleState
from broadsheet.publishing.events import event_about
from broadsheet.publishing.states import state_of
from broadsheet.retrieval.parameters import moment
from broadsheet.retrieval.queries import LARGEST_LIMIT, ListingQuery
from broadsheet_cli.listings import entries
from broadsheet_cli.stack import open_stack, stack_option


@click.command(short_help="Tell and count again what became of articles.")
@stack_option
@click.option("--since", help="A date or an RFC 3339 moment: from which change on.")
@click.option("--totals", "only_totals", is_flag=True, help="Tell nobody; count all articles again.")
def republish(*, stack_name: str, since: str | None, only_totals: bool) -> None:
    """Put the events of all changes since then on the bus again, the oldest first, and count anew.

    Of an article that changed more than once, the last change is told. Each event has the id that it had, so
    that listeners which saw it can pass over it. With --totals no event is told, and every article is counted
    as what it is. What changes meanwhile is told and counted as ever.
    """
    if (since is None) != only_totals:
        raise click.UsageError("say either --since or --totals")
    stack = open_stack(stack_name)
    bodies = S3BodyStore(boto3.client("s3"), stack.content_bucket)
    catalogue = DynamoDbCatalogue(boto3.client("dynamodb"), stack.table, bodies)
    totals = DynamoDbTotals(boto3.client("dynamodb"), stack.table)
    bus = EventBridgeBus(boto3.client("events"), stack.event_bus)
    changed = states_since(catalogue, moment({"since": [since]}, "since") if since else None)
    events = counted = 0
    while states := list(islice(changed, LARGEST_LIMIT)):
        if not only_totals:
            events += publish_again(states, bus)
        counted += count_again(states, catalogue, totals)
    if not only_totals:
        click.echo(f"events: {events:,}")
    click.echo(f"articles that were counted wrongly: {counted:,}")


def states_since(catalogue: ArticleCatalogue, since: datetime | None) -> Iterator[ArticleState]:
    """Yield every article that changed since a moment, as it was listed, in the order of change."""
    query = ListingQuery(order="changed", oldest_first=True, since=since, limit=LARGEST_LIMIT)
    return map(state_of, entries(catalogue, query))


def publish_again(states: Sequence[ArticleState], bus: EventBus) -> int:
    """Put the events that made articles what they are on a bus; return how many."""
    bus.put([event_about(state) for state in states])
    return len(states)


def count_again(states: Sequence[ArticleState], catalogue: ArticleCatalogue, totals: DynamoDbTotals) -> int:
    """Have some articles counted as what they are by now; return how many were not."""

    def look_up(article_ids: Sequence[str]) -> dict[str, ArticleState]:
        return {id_: state_of(entry) for id_, entry in catalogue.summaries(article_ids).items()}

    return totals.settle(list(dict.fromkeys(state.article_id for state in states)), look_up)

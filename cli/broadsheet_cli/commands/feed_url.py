"""`broadsheet feed-url`: addresses of feeds, which any feed reader can hold, and taking them back."""

import os

import boto3
import click

from broadsheet.adapters.dynamodb.signing_keys import DynamoDbFeedKeys
from broadsheet.answering.feeds import FEED_FORMATS
from broadsheet.retrieval.feed_tokens import to_feed_token
from broadsheet.retrieval.queries import DIRECTIONS, ORDERS
from broadsheet.retrieval.query_parameters import parse_listing_query
from broadsheet_cli.key_options import check_key_name, list_keys, revoke_key
from broadsheet_cli.local.api import api_address
from broadsheet_cli.stack import open_stack, stack_option


@click.command("feed-url", short_help="Print the address of a feed, or revoke it.")
@stack_option
@click.option("--name", default="default", show_default=True, help="Whom it is for: what can be revoked.")
@click.option("--source", "sources", multiple=True, help="Only this source; may be given twice.")
@click.option("--from", "since", help="Only what was published, or changed, from then on.")
@click.option("--order", type=click.Choice(ORDERS), default="changed", show_default=True)
@click.option("--direction", type=click.Choice(DIRECTIONS), default="desc", show_default=True)
@click.option("--limit", type=int, default=20, show_default=True, help="Articles on a page.")
@click.option("--format", "suffix", type=click.Choice(list(FEED_FORMATS)), default="atom", show_default=True)
@click.option("--list", "lists", is_flag=True, help="Print the names that have addresses, and make none.")
@click.option("--revoke", is_flag=True, help="Make every address of this name worthless.")
def feed_url(  # noqa: PLR0913  # one for each option
    *,
    stack_name: str,
    name: str,
    sources: tuple[str, ...],
    since: str | None,
    order: str,
    direction: str,
    limit: int,
    suffix: str,
    lists: bool,
    revoke: bool,
) -> None:
    """Print the address of a feed, for readers that can send no API key.

    Whoever has the address can read what it shows, and nothing else. In the order of change, which is the
    default, readers see edits and withdrawals too.
    """
    check_key_name(name)
    stack = open_stack(stack_name)
    keys = DynamoDbFeedKeys(boto3.client("dynamodb"), stack.table)
    if lists:
        list_keys(keys)
    elif revoke:
        revoke_key(keys, name)
    else:
        question = {"order": [order], "direction": [direction], "limit": [str(limit)]}
        question |= {"source": list(sources)} if sources else {}
        question |= {"from": [since]} if since else {}
        parse_listing_query(question, "")  # an address that answers nothing is not worth printing
        token = to_feed_token(name, question, keys.find_or_make(name))
        api = api_address(stack, stack_name, os.environ.get("AWS_ENDPOINT_URL"))
        click.echo(f"{api}/feeds/{token}.{suffix}")

"""`broadsheet reader-url`: links that let people read the pages, and taking them back."""

import os
from datetime import UTC, datetime, timedelta

import boto3
import click

from broadsheet.adapters.dynamodb.signing_keys import DynamoDbPassKeys
from broadsheet.retrieval.passes import Role
from broadsheet_cli.key_options import check_key_name, list_keys, revoke_key
from broadsheet_cli.local.api import api_address
from broadsheet_cli.reader_links import reader_link
from broadsheet_cli.stack import open_stack, parameter_of, stack_option

OFF = "the pages are off here; `make deploy PARAMETERS=PublicReader=private` opens them to those with a link"


@click.command("reader-url", short_help="Print a link to the pages, or revoke it.")
@stack_option
@click.option("--name", help="Whom it is for: what can be revoked.  [default: reader, or operator]")
@click.option("--operator", is_flag=True, help="Let in to the operators' pages, too.")
@click.option(
    "--days", type=click.IntRange(1, 400), default=30, show_default=True, help="How long it lets in."
)
@click.option("--list", "lists", is_flag=True, help="Print the names that have links, and make none.")
@click.option("--revoke", is_flag=True, help="Make every link and cookie of this name worthless.")
def reader_url(  # one for each option
    *, stack_name: str, name: str | None, operator: bool, days: int, lists: bool, revoke: bool
) -> None:
    """Print a link that lets its holder read the pages, where these are private.

    Whoever opens it gets a cookie, and may read until the days are over. Operators' pages always ask for a
    link made with --operator.
    """
    role = Role.OPERATOR if operator else Role.READER
    name = name or role.value
    check_key_name(name)
    stack = open_stack(stack_name)
    keys = DynamoDbPassKeys(boto3.client("dynamodb"), stack.table)
    if lists:
        list_keys(keys)
    elif revoke:
        revoke_key(keys, name)
    else:
        if parameter_of(boto3.client("cloudformation"), stack_name, "PublicReader") == "off":
            raise click.ClickException(OFF)
        api = api_address(stack, stack_name, os.environ.get("AWS_ENDPOINT_URL"))
        click.echo(reader_link(api, keys, name, role, datetime.now(UTC) + timedelta(days=days)))

"""`broadsheet withdraw` and `broadsheet restore`: taking an article down, and putting it back."""

from datetime import UTC, datetime
from pathlib import Path

import boto3
import click

from broadsheet.adapters.dynamodb.article_store import DynamoDbArticleStore
from broadsheet.adapters.s3 import S3BodyStore
from broadsheet.article import Withdrawal
from broadsheet.identity import article_id
from broadsheet.ingestion import withdrawals
from broadsheet.moments import whole_milliseconds
from broadsheet.retrieval.query_parameters import ARTICLE_ID
from broadsheet_cli.own_rules import own_rules, rules_option
from broadsheet_cli.stack import open_stack, stack_option

article_argument = click.argument("article", metavar="ID|URL")
identity_option = rules_option("The stack's own rules, where they say more of the address's host.")


@click.command(short_help="Take an article down.")
@stack_option
@click.option(
    "--reason",
    required=True,
    callback=lambda _context, _option, reason: _some(reason),
    help="Why: readers who ask for the article are told so.",
)
@identity_option
@article_argument
def withdraw(stack_name: str, reason: str, rules_file: Path | None, article: str) -> None:
    """Take an article down: its address answers 410 with the reason, and no listing has it.

    Replays and new documents do not bring it back; `broadsheet restore` does. An article that has not
    arrived yet will be withdrawn when it does.
    """
    id_ = id_of(article, rules_file)
    store = _article_store(stack_name)
    before = _withdrawal(id_, store)
    has_arrived = withdrawals.withdraw(id_, reason, store, _now())
    click.echo(f"withdrawn: {id_}" + ("" if has_arrived else " (which has not arrived yet)"))
    if before and before.reason != reason:
        click.echo(f"it was withdrawn already; the reason was: {before.reason}")


@click.command(short_help="Undo a withdrawal.")
@stack_option
@identity_option
@article_argument
def restore(stack_name: str, rules_file: Path | None, article: str) -> None:
    """Undo a withdrawal. An article that is not withdrawn stays as it is."""
    id_ = id_of(article, rules_file)
    store = _article_store(stack_name)
    before = _withdrawal(id_, store)
    withdrawals.restore(id_, store, _now())
    click.echo(f"restored: {id_}" if before else f"not withdrawn, and left as it is: {id_}")


def _some(reason: str) -> str:
    if not reason.strip():
        raise click.BadParameter("is empty; readers are told it, so say why")
    return reason


def _withdrawal(id_: str, store: DynamoDbArticleStore) -> Withdrawal | None:
    """Return the withdrawal that stands of an article."""
    head = store.head(id_)
    return head.withdrawal if head else None


def _now() -> datetime:
    return whole_milliseconds(datetime.now(UTC))


def id_of(article: str, rules_file: Path | None) -> str:
    """Return the id that is given, or that of the article at an address, however it is spelt.

    Raises
    ------
    click.BadParameter
        It is neither.
    """
    id_ = article_id(article, own_rules(rules_file)[1]) if "://" in article else article
    if not ARTICLE_ID.fullmatch(id_):
        raise click.BadParameter("is neither an address nor an id: 26 characters of a-z and 2-7")
    return id_


def _article_store(stack_name: str) -> DynamoDbArticleStore:
    stack = open_stack(stack_name)
    bodies = S3BodyStore(boto3.client("s3"), stack.content_bucket)
    return DynamoDbArticleStore(boto3.client("dynamodb"), stack.table, bodies)

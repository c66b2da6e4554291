"""`broadsheet erase`: removing an article for good."""

from datetime import UTC, datetime
from pathlib import Path

import boto3
import click

from broadsheet.moments import whole_milliseconds
from broadsheet_cli.commands.withdraw import article_argument, id_of, identity_option
from broadsheet_cli.erasing import Eraser, Scope
from broadsheet_cli.stack import open_stack, stack_option

SHOWN = 20
WHAT_TO_SAY = (
    "say --shared keep to leave them as they are, or --shared remove to remove them: "
    "the other articles stay, but can never be read again from these documents"
)


@click.command(short_help="Remove an article for good.")
@stack_option
@click.option("--reason", required=True, help="Why: readers who ask for the article are told so.")
@click.option(
    "--shared",
    type=click.Choice(["keep", "remove"]),
    help="What to do with raw documents of several articles.",
)
@click.option("--yes", is_flag=True, help="Do not ask.")
@identity_option
@article_argument
def erase(
    *, stack_name: str, reason: str, shared: str | None, yes: bool, rules_file: Path | None, article: str
) -> None:
    """Remove an article for good: its revisions, its bodies and its raw documents, in all their versions.

    What is left is a tombstone: that it was erased, when, and why. Nothing brings it back, neither replays
    nor new documents nor any command. One that has not arrived will never be stored. Reads the whole table.
    """
    id_ = id_of(article, rules_file)
    stack = open_stack(stack_name)
    eraser = Eraser(
        boto3.client("dynamodb"),
        boto3.client("s3"),
        table=stack.table,
        raw_bucket=stack.raw_bucket,
        content_bucket=stack.content_bucket,
    )
    scope = eraser.scope(id_)
    click.echo(_told(scope, shared))
    if scope.shared and shared is None:
        raise click.ClickException(WHAT_TO_SAY)
    if not yes:
        click.confirm("Erase it for good?", abort=True)
    now = whole_milliseconds(datetime.now(UTC))
    done = eraser.erase(scope, reason, now, with_shared=shared == "remove")
    click.echo(f"erased: {id_} ({done.documents:,} raw documents and {done.bodies:,} bodies removed)")


def _told(scope: Scope, shared: str | None) -> str:
    """Return what is about to go, for the one who is asked."""
    edition = scope.head.edition if scope.head else None
    name = f"{edition.title}  {edition.url or ''}" if edition else "(nothing is stored of it)"
    rejected = sum(not receipt.article_ids for receipt in scope.alone)
    lines = [f"{scope.article_id}  {name}", f"{scope.editions:>9,} editions in the table"]
    lines.append(f"{len(scope.alone) - rejected:>9,} raw documents that hold nothing else")
    if rejected:
        lines.append(f"{rejected:>9,} rejected versions of the same raw documents")
    if scope.shared:
        fate = {"keep": ", which stay", "remove": ", which go"}.get(shared or "", "")
        lines.append(f"{len(scope.shared):>9,} raw documents that hold other articles, too{fate}")
        named = [f"{r.location.key} (version {r.location.version_id})" for r in scope.shared]
        lines += [f"          {name}" for name in named[:SHOWN]]
        lines += [f"          … and {len(named) - SHOWN:,} more"] if len(named) > SHOWN else []
    return "\n".join(lines)

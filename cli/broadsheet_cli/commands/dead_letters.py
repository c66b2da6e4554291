"""`broadsheet dead-letters`: what was given up, and why."""

import json
from datetime import UTC, datetime, timedelta

import boto3
import click

from broadsheet.moments import to_rfc3339
from broadsheet.operating.log_lines import last_of_each
from broadsheet_cli.dead_letters import dead_letters as letters_in
from broadsheet_cli.ingest_log import ingest_log_of
from broadsheet_cli.stack import open_stack, stack_option

KEPT = timedelta(days=14)  # as long as a message is


@click.command("dead-letters", short_help="Show what was given up, and why.")
@stack_option
@click.option(
    "--limit", type=click.IntRange(min=1), default=50, show_default=True, help="Show so many at most."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line each, for programs.")
def dead_letters(*, stack_name: str, limit: int, as_json: bool) -> None:
    """Show the documents that five tries could not deal with, each with the reason that was logged last.

    They stay where they are; `broadsheet redrive` sends them through the system again.
    """
    stack = open_stack(stack_name)
    shown = list(letters_in(boto3.client("sqs"), stack.dead_letter_queue_url, limit))
    reasons: dict[str, str] = {}
    if shown:
        since = max(min(letter.sent_at for letter in shown), datetime.now(UTC) - KEPT)
        failures = last_of_each(ingest_log_of(stack_name).failures(since))
        reasons = {failure.key: failure.reason for failure in failures}
    for letter in shown:
        for key in letter.keys or ("",):
            reason = reasons.get(key, "the log no longer says why")
            if as_json:
                line = {"key": key, "sent_at": to_rfc3339(letter.sent_at), "reason": reason}
                click.echo(json.dumps(line, ensure_ascii=False))
            else:
                click.echo(f"{letter.sent_at:%Y-%m-%d %H:%M:%S}  {key or '(no document)'}  {reason}")
    if not shown and not as_json:
        click.echo("no dead letters")

"""Run a function on an event, in Lambda's own runtime, against the local engine.

usage: python -m sam_local events/s3-put.json

What the function returns goes to standard output, what it logs to standard error.
"""

import json
import sys
from pathlib import Path

import click

from broadsheet.errors import BroadsheetError
from sam_local.runtime import build_for_runtime, runtime_checkout
from sam_local.sam import EVENTS_OF_API, invoke
from sam_local.scene import add_history, scene


@click.command()
@click.argument("event", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def main(event: Path) -> None:
    """Run the function that EVENT is for, once."""
    checkout = runtime_checkout()
    try:
        template = build_for_runtime(checkout, _say)
        with scene(checkout, template) as here:
            if event.name.startswith(EVENTS_OF_API):
                add_history(here)
            invocation = invoke(checkout, here, event)
    except BroadsheetError as error:
        raise click.ClickException(str(error)) from error
    _say(invocation.log)
    sys.stdout.write(json.dumps(invocation.answer, indent=2, ensure_ascii=False) + "\n")


def _say(text: str) -> None:
    click.echo(text, err=True)


if __name__ == "__main__":
    main()

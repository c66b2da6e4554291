"""`broadsheet`: the operator's command."""

import click

from broadsheet_cli.local import local
from broadsheet_cli.parse import parse
from broadsheet_cli.upload import upload


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    r"""Broadsheet, an article store: drop raw feed files into a bucket, read clean articles.

    \b
    broadsheet parse seed.md       what would become of this file? (no AWS needed)
    broadsheet local inbox         run the whole system on this machine
    broadsheet upload articles/    send a folder to a deployed Broadsheet
    """


main.add_command(parse)
main.add_command(local)
main.add_command(upload)

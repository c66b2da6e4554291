"""`broadsheet`: the operator's command."""

from typing import Any

import click
from botocore.exceptions import BotoCoreError, ClientError

from broadsheet.errors import BroadsheetError
from broadsheet_cli.audit import audit
from broadsheet_cli.feed_url import feed_url
from broadsheet_cli.local import local
from broadsheet_cli.parse import parse
from broadsheet_cli.redrive import redrive
from broadsheet_cli.rejections import rejections
from broadsheet_cli.replay import replay
from broadsheet_cli.republish import republish
from broadsheet_cli.upload import upload
from broadsheet_cli.withdraw import restore, withdraw


class OperatorsCommand(click.Group):
    """A group of commands whose foreseeable errors are a sentence, not a stack trace."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  # as click declares it
        try:
            return super().invoke(ctx)
        except BroadsheetError as error:
            raise click.ClickException(str(error)) from error
        except (BotoCoreError, ClientError) as error:
            raise click.ClickException(f"AWS: {error}") from error
        except BrokenPipeError:  # the reader has seen enough; click ends the command quietly
            raise
        except (OSError, UnicodeError) as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=OperatorsCommand, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="broadsheet", prog_name="broadsheet")
def main() -> None:
    """Broadsheet, an article store: drop raw feed files into a bucket, read clean articles.

    Begin with `parse`, which needs no AWS, or with `local`, which runs the whole system on this
    machine. The other commands go to a deployed Broadsheet: its stack is named with --stack, its
    account and region, or its endpoint, by the usual variables of AWS.
    """


for command in (
    parse,
    local,
    upload,
    rejections,
    replay,
    redrive,
    withdraw,
    restore,
    audit,
    feed_url,
    republish,
):
    main.add_command(command)

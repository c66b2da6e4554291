"""`broadsheet`: the operator's command."""

from typing import Any

import click
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError, NoRegionError
from botocore.parsers import ResponseParserError

from broadsheet.errors import BroadsheetError
from broadsheet_cli.commands.audit import audit
from broadsheet_cli.commands.dead_letters import dead_letters
from broadsheet_cli.commands.erase import erase
from broadsheet_cli.commands.export import export
from broadsheet_cli.commands.feed_url import feed_url
from broadsheet_cli.commands.local import local
from broadsheet_cli.commands.parse import parse
from broadsheet_cli.commands.reader_url import reader_url
from broadsheet_cli.commands.redrive import redrive
from broadsheet_cli.commands.rejections import rejections
from broadsheet_cli.commands.replay import replay
from broadsheet_cli.commands.republish import republish
from broadsheet_cli.commands.status import status
from broadsheet_cli.commands.upload import upload
from broadsheet_cli.commands.withdraw import restore, withdraw
from broadsheet_cli.destination import HOW_TO_GO_LOCAL


class OperatorsCommand(click.Group):
    """A group of commands whose foreseeable errors are a sentence, not a stack trace."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  # as click declares it
        """Run a command, and say in a sentence what could be foreseen to go wrong."""
        try:
            return super().invoke(ctx)
        except BroadsheetError as error:
            raise click.ClickException(str(error)) from error
        except (NoRegionError, NoCredentialsError) as error:
            settings = "set AWS_PROFILE, or AWS_DEFAULT_REGION and credentials"
            raise click.ClickException(f"AWS: {error} {settings}; {HOW_TO_GO_LOCAL}") from error
        except ResponseParserError as error:
            what = "what answers there is not AWS; is AWS_ENDPOINT_URL right?"
            raise click.ClickException(f"AWS: {what} {HOW_TO_GO_LOCAL}") from error
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
    account and region, or its endpoint, by the usual variables of AWS. Without any of these, or with
    --local, they go to the system that is up on this machine, in this checkout.
    """


for command in (
    *(parse, local, upload, status, export, feed_url, reader_url, republish),
    *(rejections, dead_letters, replay, redrive, withdraw, restore, erase, audit),
):
    main.add_command(command)

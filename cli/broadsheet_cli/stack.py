"""A deployed Broadsheet, as its CloudFormation stack describes it."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import boto3
import click
from botocore.exceptions import ClientError

from broadsheet.errors import BroadsheetError
from broadsheet_cli.destination import HOW_TO_GO_LOCAL, go_to, local_address
from broadsheet_cli.local.checkout import this_checkout

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient

DEFAULT_STACK = "broadsheet"
LOCAL = "broadsheet.local"  # whether --local was given, in click's context

Command = TypeVar("Command", bound=Callable[..., Any])


def stack_option(command: Command) -> Command:
    """Give a command the options that say which Broadsheet it goes to: `--stack`, `--local`."""
    name = click.option(
        "--stack", "stack_name", default=DEFAULT_STACK, show_default=True, help="The deployed stack's name."
    )
    local = click.option(
        "--local",
        is_flag=True,
        expose_value=False,  # open_stack reads it from the context
        callback=lambda context, _, value: context.meta.update({LOCAL: value}),
        help="Go to the system that is up in this checkout, whatever AWS settings there are.",
    )
    return name(local(command))


class StackNotFoundError(BroadsheetError):
    """No Broadsheet is deployed under this name, or it is not one."""

    code = "stack_not_found"


@dataclass(frozen=True, kw_only=True)
class Stack:
    """The outputs of the template."""

    raw_bucket: str
    content_bucket: str
    table: str
    queue_url: str
    dead_letter_queue_url: str
    event_bus: str
    parked_changes_url: str
    api_url: str
    api_key_id: str


def open_stack(name: str) -> Stack:
    """Return what is deployed under a stack's name where the command goes, and make it go there.

    Parameters
    ----------
    name
        The stack's name.

    Returns
    -------
    Stack
        The outputs of its template.

    Raises
    ------
    NoDestinationError
        There is nowhere to go.
    StackNotFoundError
        There is no such stack, or it was not made from this template.
    """
    context = click.get_current_context(silent=True)
    forced = bool(context and context.meta.get(LOCAL))
    if address := local_address(forced=forced, environment=os.environ, checkout=this_checkout()):
        click.echo(f"(the local system, {address})", err=True)
        go_to(address)
    return describe_stack(boto3.client("cloudformation"), name)


def parameter_of(client: "CloudFormationClient", name: str, parameter: str) -> str:
    """Return what a parameter of a stack was deployed with, empty where the stack has none of this name."""
    parameters = client.describe_stacks(StackName=name)["Stacks"][0].get("Parameters", [])
    return {each["ParameterKey"]: each["ParameterValue"] for each in parameters}.get(parameter, "")


def describe_stack(client: "CloudFormationClient", name: str) -> Stack:
    """Return what is deployed under a stack's name.

    Parameters
    ----------
    client
        A client of CloudFormation where the stack is.
    name
        The stack's name.

    Returns
    -------
    Stack
        The outputs of its template.

    Raises
    ------
    StackNotFoundError
        There is no such stack, or it was not made from this template.
    """
    try:
        description = client.describe_stacks(StackName=name)["Stacks"][0]
    except ClientError as error:
        if error.response["Error"]["Code"] != "ValidationError":
            raise
        raise StackNotFoundError(
            f"no stack named {name!r} in this account and region; deploy one, or name it with --stack; "
            f"{HOW_TO_GO_LOCAL}"
        ) from error
    outputs = {output["OutputKey"]: output["OutputValue"] for output in description.get("Outputs", [])}
    try:
        return Stack(
            raw_bucket=outputs["RawBucketName"],
            content_bucket=outputs["ContentBucketName"],
            table=outputs["TableName"],
            queue_url=outputs["QueueUrl"],
            dead_letter_queue_url=outputs["DeadLetterQueueUrl"],
            event_bus=outputs["EventBusName"],
            parked_changes_url=outputs["ParkedChangesUrl"],
            api_url=outputs["ApiUrl"],
            api_key_id=outputs["ApiKeyId"],
        )
    except KeyError as missing:
        raise StackNotFoundError(
            f"the stack {name!r} has no output {missing}; is it a Broadsheet?"
        ) from missing

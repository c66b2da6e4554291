"""`python -m deploying`: is there an account, do the layers fit, does what was deployed work?"""

import http.client
import json
import os
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import boto3
import click
from botocore.exceptions import BotoCoreError, ClientError

from broadsheet_cli.stack import describe_stack

ROOT = Path(__file__).parents[1]
BUILT_FOR = ROOT / ".aws-sam" / "build" / "DependenciesLayer" / "built-for"
SECONDS_TO_ANSWER = 30.0  # API Gateway gives up at 29


@click.group()
def main() -> None:
    """Look at what `make deploy` needs and made."""


@main.command()
def account() -> None:
    """Say which account and region the environment leads to, before anything is built for nothing."""
    session = boto3.Session()
    if not session.region_name:
        raise click.ClickException("no region: set AWS_DEFAULT_REGION, or name one in your AWS profile")
    try:
        identity = session.client("sts").get_caller_identity()
    except (BotoCoreError, ClientError) as error:
        raise click.ClickException(f"no account: {error}") from error
    click.echo(f"deploying to account {identity['Account']}, {session.region_name}, as {identity['Arn']}")


@main.command()
@click.argument("python")
@click.argument("architecture")
def layers(python: str, architecture: str) -> None:
    """Compare what the layer of dependencies was built for with what the functions will run on."""
    wanted = f"python{python} {architecture}"
    built = BUILT_FOR.read_text("utf-8").strip() if BUILT_FOR.exists() else "nothing"
    if built != wanted:
        raise click.ClickException(
            f"the layer was built for {built}, the functions run on {wanted}: "
            f"make build RUNTIME={python} ARCHITECTURE={architecture}"
        )


@main.command()
@click.option("--stack", "name", default="", help="The stack, if not the one that the environment names.")
@click.option("--environment", default="default", show_default=True, help="Settings of samconfig.toml.")
def smoke(name: str, environment: str) -> None:
    """Try whether the deployed functions start at all, and say the outputs of the stack."""
    name = name or stack_of(environment)
    client = boto3.client("cloudformation")
    stack = describe_stack(client, name)
    described: Any = client.describe_stacks(StackName=name)["Stacks"][0]
    outputs = {each["OutputKey"]: each["OutputValue"] for each in described["Outputs"]}
    for problem in filter(
        None, (health(reachable(stack.api_url)), ingests_nothing(outputs["IngestFunctionName"]))
    ):
        raise click.ClickException(f"deployed, but {problem}")
    click.echo("deployed, and both functions answer:")
    for key, value in sorted(outputs.items()):
        click.echo(f"  {key:24} {value}")


def reachable(address: str) -> str:
    """Return where an API of AWS is asked: as it is, or on the local engine that the environment names."""
    engine = os.environ.get("AWS_ENDPOINT_URL")
    if not engine:
        return address
    api = urlsplit(address)
    return f"{engine}/_aws/execute-api/{api.netloc.partition('.')[0]}{api.path}"


def stack_of(environment: str) -> str:
    """Return the name of the stack that an environment of samconfig.toml deploys."""
    settings = tomllib.loads((ROOT / "samconfig.toml").read_text("utf-8"))
    return str(settings[environment]["global"]["parameters"]["stack_name"])


def health(address: str) -> str | None:
    """Ask the API whether it runs; return what is wrong. A signature that is missing shows that it runs."""
    base = urlsplit(address)
    make = http.client.HTTPSConnection if base.scheme == "https" else http.client.HTTPConnection
    connection = make(base.netloc, timeout=SECONDS_TO_ANSWER)
    try:
        connection.request("GET", f"{base.path}/health")
        answer = connection.getresponse()
        body = answer.read().decode(errors="replace")
    except OSError as error:
        return f"{address}/health does not answer: {error}"
    finally:
        connection.close()
    if answer.status == http.client.OK or "Missing Authentication Token" in body:
        return None
    return f"{address}/health answers {answer.status}: {body[:500]}"


def ingests_nothing(function: str) -> str | None:
    """Give the ingest function at work S3's test message, which it must take; return what is wrong."""
    event = (ROOT / "events" / "sqs-s3-test.json").read_bytes()
    answer = boto3.client("lambda").invoke(FunctionName=function, Qualifier="live", Payload=event)
    said = json.loads(answer["Payload"].read() or "null")
    if "FunctionError" not in answer and said == {"batchItemFailures": []}:
        return None
    return f"the ingest function answers {json.dumps(said)[:500]}"


if __name__ == "__main__":
    main(prog_name="python -m deploying")

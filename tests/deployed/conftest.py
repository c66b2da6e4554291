"""The stack that is tried out, by its name on the command line."""

import boto3
import pytest

from broadsheet_cli.stack import Stack, describe_stack
from tests.deployed.stack_api import StackApi


@pytest.fixture(scope="session")
def stack_name(pytestconfig: pytest.Config) -> str:
    return str(pytestconfig.getoption("--stack"))


@pytest.fixture(scope="session")
def stack(stack_name: str) -> Stack:
    """What stands where the environment's AWS settings lead."""
    return describe_stack(boto3.client("cloudformation"), stack_name)


@pytest.fixture(scope="session")
def api(stack: Stack) -> StackApi:
    """The stack's API, asked with its first key."""
    key = boto3.client("apigateway").get_api_key(apiKey=stack.api_key_id, includeValue=True)["value"]
    return StackApi(stack.api_url, key)

"""Where the commands go: to AWS, as the environment says, or to the system that is up in this checkout."""

import os
from collections.abc import Mapping
from urllib.parse import urlsplit

import botocore.session
from botocore.utils import is_valid_endpoint_url, is_valid_ipv6_endpoint_url

from broadsheet.errors import BroadsheetError
from broadsheet_cli.local.checkout import Checkout
from broadsheet_cli.local.engine import client_environment
from broadsheet_cli.local.running import address_of_running

# Any of these says that somebody means an account or an endpoint.
# https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html#EVarSettings
SETTINGS = (
    "AWS_ACCESS_KEY_ID",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_DEFAULT_PROFILE",
    "AWS_DEFAULT_REGION",
    "AWS_ENDPOINT_URL",
    "AWS_PROFILE",
    "AWS_REGION",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
)
HOW_TO_GO_LOCAL = "for the system that `make run` has up in this checkout, say --local"


class NoDestinationError(BroadsheetError):
    """Nothing says which AWS account or endpoint is meant, or what says it cannot be used."""

    code = "no_destination"


def local_address(*, forced: bool, environment: Mapping[str, str], checkout: Checkout) -> str | None:
    """Return the address of the local system if the commands go there, None if they go to AWS.

    They go there when they are told to, or when there are no settings of AWS at all; and only to the
    system of this checkout, never to what listens on some port.

    Parameters
    ----------
    forced
        Whether `--local` was given.
    environment
        The environment variables.
    checkout
        Where a local system may be up.

    Returns
    -------
    str or None
        The address of the local engine; None where the settings of AWS lead elsewhere.

    Raises
    ------
    NoDestinationError
        No system is up and it was asked for, or nothing else is set; or the endpoint is no address.
    """
    if not forced and has_settings(environment):
        _check_endpoints(environment)
        return None
    address = address_of_running(checkout)
    if address is None and forced:
        raise NoDestinationError(f"no local system is up in {checkout.home}: start it with `make run`")
    if address is None:
        raise NoDestinationError(
            "no AWS settings, and no local system is up: start one with `make run`, or set AWS_PROFILE, "
            "or AWS_DEFAULT_REGION and credentials"
        )
    return address


def has_settings(environment: Mapping[str, str]) -> bool:
    """Whether the environment, or the files of AWS's tools, say anything of an account or an endpoint."""
    return any(environment.get(name) for name in SETTINGS) or bool(
        botocore.session.Session().available_profiles
    )


def go_to(address: str) -> None:
    """Have all AWS clients of this process speak to the engine at an address, and to nothing else."""
    environment = client_environment(address)
    os.environ.clear()
    os.environ.update(environment)


def _check_endpoints(environment: Mapping[str, str]) -> None:
    for name, endpoint in environment.items():
        if name.startswith("AWS_ENDPOINT_URL") and endpoint and not _is_endpoint(endpoint):
            raise NoDestinationError(
                f"{name} is {endpoint!r}, not an address such as http://127.0.0.1:4566; {HOW_TO_GO_LOCAL}"
            )


def _is_endpoint(address: str) -> bool:
    """Whether botocore takes an address for a service's: its hosts have no underscore, say."""
    try:
        is_of_web = urlsplit(address).scheme in {"http", "https"}
        return is_of_web and (is_valid_endpoint_url(address) or is_valid_ipv6_endpoint_url(address))
    except ValueError:
        return False

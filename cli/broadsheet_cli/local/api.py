"""The API as the local engine serves it."""

import http.client
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from broadsheet.errors import BroadsheetError

if TYPE_CHECKING:
    from mypy_boto3_apigateway import APIGatewayClient

    from broadsheet_cli.stack import Stack

SECONDS_TO_ANSWER = 30  # a function that starts takes some; API Gateway gives up at 29


class ApiError(BroadsheetError):
    """The API answered with something other than 200."""

    code = "api"


@dataclass(frozen=True, kw_only=True)
class LocalApi:
    """Where the API is, without a slash at the end, and the key to it."""

    address: str
    key: str

    def get(self, path: str) -> Any:  # noqa: ANN401  what JSON there is depends on the path
        """Return the JSON at a path that begins with a slash.

        Raises
        ------
        ApiError
            The answer is an error.
        """
        base = urlsplit(self.address)
        connection = http.client.HTTPConnection(base.netloc, timeout=SECONDS_TO_ANSWER)
        try:
            connection.request("GET", base.path + path, headers={"x-api-key": self.key})
            answer = connection.getresponse()
            body = answer.read()
        finally:
            connection.close()
        if answer.status != http.HTTPStatus.OK:
            raise ApiError(f"{self.address}{path} answered {answer.status}: {body.decode(errors='replace')}")
        return json.loads(body)


def local_api(stack: "Stack", stack_name: str, engine_address: str, client: "APIGatewayClient") -> LocalApi:
    """Return the API of a stack on the engine."""
    return LocalApi(
        address=api_address(stack, stack_name, engine_address),
        key=client.get_api_key(apiKey=stack.api_key_id, includeValue=True)["value"],
    )


def api_address(stack: "Stack", stack_name: str, engine_address: str | None) -> str:
    """Return where the API of a stack answers: on an engine at the address that stays, None for AWS.

    On the engine an API's id changes with its routes, on AWS it does not; so it is served there by the
    stack's name.
    """
    if not engine_address:
        return stack.api_url
    return f"{engine_address.rstrip('/')}/{stack_name}{urlsplit(stack.api_url).path.rstrip('/')}"

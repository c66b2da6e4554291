"""Requests of API Gateway's proxy integration, as Powertools reads them, and answers as it writes them."""

from base64 import b64encode
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.event_handler import Response

from broadsheet.answering.request import Request, root_address
from broadsheet.retrieval.answers import Sent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent


def fields_of(event: "APIGatewayProxyEvent") -> dict[str, str]:
    """Return the request's fields by their names in small letters; repeated ones are joined.

    Parameters
    ----------
    event
        An event of API Gateway's proxy integration.

    Returns
    -------
    dict
        The value of each field, by its name in small letters.
    """
    fields = event.resolved_headers_field.items()
    return {name.lower(): each if isinstance(each, str) else ", ".join(each) for name, each in fields}


def request_of(event: "APIGatewayProxyEvent") -> Request:
    """Return a request, as far as answers depend on it.

    Parameters
    ----------
    event
        An event of API Gateway's proxy integration.

    Returns
    -------
    Request
        Parameters, fields, address and moment, as the rooms above take them.
    """
    context, fields = event.request_context, fields_of(event)
    return Request(
        parameters=event.resolved_query_string_parameters,
        fields=fields,
        address=root_address(fields) + context.path,
        came_at=datetime.fromtimestamp(context.request_time_epoch / 1000, UTC),
    )


def response_of(sent: Sent, more: "Mapping[str, str] | None" = None) -> Response[Any]:
    """Return what is sent as a response, with more fields where there are any.

    Parameters
    ----------
    sent
        What is to be sent.
    more
        Fields beside its own.

    Returns
    -------
    Response
        The same as Powertools takes it.
    """
    headers = {**sent.headers, **(more or {})}
    if isinstance(sent.body, str):
        return Response(status_code=sent.status, headers=headers, body=sent.body)
    # By itself the resolver would make JSON of bytes that are said to be JSON.
    packed = Response(status_code=sent.status, headers=headers, body=b64encode(sent.body).decode())
    packed.base64_encoded = True
    return packed

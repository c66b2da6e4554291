"""The api function on moto, with a few articles, and asking it by the events of `events/`."""

import base64
import gzip
import json
import re
from typing import Any
from urllib.parse import parse_qs

import pytest

from broadsheet.adapters.dynamodb.signing_keys import DynamoDbFeedKeys
from broadsheet.adapters.dynamodb.totals import DynamoDbTotals
from broadsheet.ports import ArticleCatalogue
from broadsheet.retrieval.routes import ROUTES
from functions.api.app import ArticleApi
from tests.aws import TABLE, Aws
from tests.builders import NOON, article, later
from tests.events import lambda_context, read_event
from tests.storing import put

KEY = "a-signing-key"


@pytest.fixture
def api(aws: Aws) -> ArticleApi:
    for number in range(5):
        put(aws, numbered(number))
    put(aws, article())
    for source in ("harbour", "法广"):
        aws.article_store.note_source(source, NOON)
    return api_on(aws)


def api_on(aws: Aws, key: str = KEY, **options: Any) -> ArticleApi:
    """Return the api function on an account."""
    keys, totals = DynamoDbFeedKeys(aws.dynamodb, TABLE), DynamoDbTotals(aws.dynamodb, TABLE)
    return ArticleApi(aws.catalogue, keys, totals, key, **options)


class NoFeedKeys:
    """Keys of feeds, of which there are none."""

    def find(self, name: str) -> bytes | None:
        return None


class NoTotals:
    """Totals of an empty archive."""

    def read(self) -> dict[str, int]:
        return {}


def api_without_aws(catalogue: ArticleCatalogue, cors_origin: str = "") -> ArticleApi:
    """Return the api function on a catalogue, with no feeds and no totals."""
    return ArticleApi(catalogue, NoFeedKeys(), NoTotals(), KEY, cors_origin=cors_origin)


def numbered(number: int) -> Any:
    return article(f"{number}", url=f"https://news.example/{number}", published_at=later(number + 1))


def ask(api: ArticleApi, event: str, **parameters: str) -> tuple[int, dict[str, Any]]:
    """Return the status and the body of the answer to an event, with other query parameters if given."""
    request = read_event(event)
    if parameters:
        request["queryStringParameters"] = parameters
        request["multiValueQueryStringParameters"] = {name: [value] for name, value in parameters.items()}
    answer = api.handle(request, lambda_context())
    assert answer["multiValueHeaders"]["Content-Type"] == [
        "application/json" if answer["statusCode"] == 200 else "application/problem+json"
    ]
    return answer["statusCode"], json.loads(answer["body"])


def request(
    path: str,
    method: str = "GET",
    headers: dict[str, str] | None = None,
    parameters: dict[str, list[str]] | None = None,
) -> dict[str, Any]:
    """Return the event of any request, as API Gateway makes it."""
    given, fields = parameters or {}, {"Host": "api.example", "X-Forwarded-Proto": "https", **(headers or {})}
    event = read_event("api-health")
    context = {**event["requestContext"], "path": f"/v1{path}", "httpMethod": method}
    return event | {
        "resource": resource_of(path),
        "path": path,
        "httpMethod": method,
        "headers": fields,
        "multiValueHeaders": {name: [value] for name, value in fields.items()},
        "queryStringParameters": {name: values[-1] for name, values in given.items()} or None,
        "multiValueQueryStringParameters": given or None,
        "requestContext": context,
    }


def resource_of(path: str) -> str:
    """Return the path with its placeholders, as API Gateway chooses it: words go before placeholders."""
    patterns = {re.sub("{[a-z]+}", "[^/]+", route): route for route in sorted(ROUTES)}
    found = [route for pattern, route in patterns.items() if re.fullmatch(pattern, path)]
    return min(found, key=lambda route: route.count("{"), default=path)


def get(api: ArticleApi, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], str]:
    """Return status, fields and body of the answer to a request; the body uncompressed.

    The names of fields have hyphens for underscores; a path may have a query.
    """
    place, _, query = path.partition("?")
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = api.handle(
        request(place, method, fields, parse_qs(query, keep_blank_values=True)), lambda_context()
    )
    body = answer["body"]
    if answer["isBase64Encoded"]:
        body = gzip.decompress(base64.b64decode(body)).decode()
    return answer["statusCode"], {n: v[0] for n, v in answer["multiValueHeaders"].items()}, body

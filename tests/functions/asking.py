"""The api function on moto, with a few articles, and asking it by the events of `events/`."""

import json
from typing import Any

import pytest

from functions.api.app import ArticleApi
from tests.aws import Aws
from tests.builders import NOON, article, create, later, stored
from tests.events import lambda_context, read_event

KEY = "a-signing-key"


@pytest.fixture
def api(aws: Aws) -> ArticleApi:
    for number in range(5):
        create(aws.article_store, stored(numbered(number)))
    create(aws.article_store, stored(article()))
    for source in ("harbour", "法广"):
        aws.article_store.note_source(source, NOON)
    return ArticleApi(aws.catalogue, KEY)


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

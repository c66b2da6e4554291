"""Real requests to the API as `sam local start-api` serves it."""

import http.client
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from broadsheet.identity import article_id
from broadsheet_cli.local.checkout import Checkout
from sam_local.documents import LIGHTHOUSE
from sam_local.sam import started_api
from sam_local.scene import Scene

pytestmark = pytest.mark.sam_local

ID = article_id(LIGHTHOUSE)
SECONDS_TO_ANSWER = 60


@pytest.fixture(scope="module")
def address(checkout: Checkout, with_history: Scene) -> Iterator[str]:
    with started_api(checkout, with_history) as address:
        yield address


def get(address: str, path: str) -> tuple[int, Any]:
    """Return the status and the JSON of an answer."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=SECONDS_TO_ANSWER)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, json.load(answer)
    finally:
        connection.close()


def test_the_api_answers_for_itself(address: str) -> None:
    status, body = get(address, "/health")
    assert (status, body["status"]) == (200, "ok")


def test_an_article_is_found_in_the_listing_and_read_whole(address: str) -> None:
    status, page = get(address, "/articles?source=harbour&limit=1")
    assert status == 200
    status, article = get(address, f"/articles/{page['articles'][0]['id']}")
    assert (status, article["id"], article["revision"]) == (200, ID, 2)
    assert article["text"] == "The old lighthouse opens its doors again on Sunday."


def test_a_source_is_named_in_any_script(address: str) -> None:
    status, page = get(address, "/articles?source=%E6%B8%AF%E5%8F%A3+%E6%96%B0%E9%97%BB")
    assert (status, page["articles"]) == (200, [])


def test_the_history_is_read(address: str) -> None:
    status, history = get(address, f"/articles/{ID}/revisions")
    assert (status, len(history["revisions"])) == (200, 2)
    status, changes = get(address, f"/articles/{ID}/changes")
    assert (status, changes["from"], changes["to"]) == (200, 1, 2)


def test_errors_are_problem_documents(address: str) -> None:
    status, problem = get(address, "/articles?limit=many")
    assert (status, problem["parameter"]) == (400, "limit")
    status, problem = get(address, "/articles/nothing-of-this-name")
    assert (status, problem["code"]) == (404, "article_not_found")

"""openapi.json says what there is, and nothing else: routes, parameters, keys, answers."""

import json
import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from broadsheet.identity import article_id
from broadsheet.ingestion.withdrawals import withdraw
from broadsheet.retrieval.routes import ROUTES
from functions.api.app import OPENAPI, SWAGGER_UI, ArticleApi
from tests.aws import Aws, read_template
from tests.builders import NOON, URL
from tests.functions.asking import api_on, get

DOCUMENT: dict[str, Any] = json.loads(OPENAPI.read_text("utf-8"))
ID = article_id(URL)


def resolved(value: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in value:
        return value
    found = DOCUMENT
    for name in value["$ref"].removeprefix("#/").split("/"):
        found = found[name]
    return found


def operation(path: str) -> dict[str, Any]:
    return dict(DOCUMENT["paths"][path]["get"])


def test_it_has_every_route_and_no_other() -> None:
    assert set(DOCUMENT["paths"]) == set(ROUTES)


@pytest.mark.parametrize("path", ROUTES)
def test_a_route_has_the_parameters_that_are_described(path: str) -> None:
    described = [resolved(parameter) for parameter in operation(path)["parameters"]]
    queried = {parameter["name"] for parameter in described if parameter["in"] == "query"}
    in_path = {parameter["name"] for parameter in described if parameter["in"] == "path"}
    assert queried == set(ROUTES[path].parameters)
    assert in_path == set(re.findall("{([a-z]+)}", path))
    assert (operation(path).get("security") == []) is ROUTES[path].is_open


def test_api_gateway_is_told_of_every_route_and_which_asks_for_no_key() -> None:
    events = read_template()["Resources"]["ApiFunction"]["Properties"]["Events"].values()
    properties = [event["Properties"] for event in events]
    methods = {(each["Path"], each["Method"]): each.get("Auth") for each in properties}
    open_ = {"ApiKeyRequired": False}
    for path, route in ROUTES.items():
        for method in ("GET", "HEAD"):
            assert methods.pop((path, method)) == (open_ if route.is_open else None)
        assert methods.pop((path, "OPTIONS")) == open_
    assert methods == {}


def test_the_page_for_people_shows_the_description_beside_it_and_can_be_switched_off(aws: Aws) -> None:
    status, fields, body = get(api_on(aws, swagger_ui=SWAGGER_UI), "/docs")
    assert (status, fields["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "connect-src 'self'" in fields["Content-Security-Policy"]
    assert body.endswith(
        '<script>SwaggerUIBundle({url: "openapi.json", dom_id: "#docs"})</script>\n</body>\n</html>\n'
    )
    assert "src=" not in body.partition("<script>")[0]
    assert get(api_on(aws), "/docs")[0] == 404


@pytest.fixture
def whole(api: ArticleApi, aws: Aws) -> ArticleApi:
    """The same, with an article that was withdrawn."""
    withdraw(article_id("https://news.example/3"), "by order", aws.article_store, NOON)
    return api


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/articles", "/articles?limit=2"),
        ("/articles", "/articles?order=changed&direction=asc&source=harbour&source=x"),
        ("/articles", "/articles?fields=text"),
        ("/articles", "/articles?fields=full&limit=3"),
        ("/articles", f"/articles?ids={ID},{'a' * 26}"),
        ("/articles", "/articles?url=http://NEWS.example/3"),
        ("/articles", "/articles?url=nonsense"),
        ("/changes", "/changes?limit=3"),
        ("/changes", "/changes?fields=full&from=2023-01-01"),
        ("/changes", "/changes?to=2023-01-01"),
        ("/articles/{id}", f"/articles/{ID}"),
        ("/articles/{id}", f"/articles/{ID}?revision=9"),
        ("/articles/{id}", f"/articles/{article_id('https://news.example/3')}"),
        ("/articles/{id}", f"/articles/{ID}.ninjs"),
        ("/articles/{id}/revisions", f"/articles/{ID}/revisions"),
        ("/articles/{id}/changes", f"/articles/{ID}/changes"),
        ("/rejections", "/rejections"),
        ("/sources", "/sources"),
        ("/sources.opml", "/sources.opml?name=nobody"),
        ("/feeds/{feed}", "/feeds/nothing.atom"),
        ("/openapi.json", "/openapi.json"),
        ("/health", "/health"),
    ],
)
def test_an_answer_is_as_it_is_described(path: str, asked: str, whole: ArticleApi) -> None:
    status, fields, body = get(whole, asked)
    described = resolved(operation(path)["responses"][str(status)])
    schema = described["content"][fields["Content-Type"]]["schema"]
    validator = Draft202012Validator(
        {**schema, "components": DOCUMENT["components"]},
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )
    assert [error.message for error in validator.iter_errors(json.loads(body))] == []

"""The api function as HTTP: formats, validators, compression, methods, other origins."""

import json

import pytest

from broadsheet.identity import article_id
from functions.api.app import ArticleApi
from tests.aws import Aws
from tests.builders import URL, article
from tests.events import lambda_context
from tests.fakes import FakeArticleStore
from tests.functions.asking import api_on, api_without_aws, get, request
from tests.storing import put

ARTICLE = f"/articles/{article_id(URL)}"


@pytest.mark.parametrize(
    ("suffix", "accept", "media_type"),
    [
        ("", "*/*", "application/json"),
        ("", "text/html,*/*;q=0.8", "text/html; charset=utf-8"),
        ("", "text/markdown", "text/markdown; charset=utf-8"),
        ("", "application/json;profile=ninjs", "application/json;profile=ninjs"),
        (".json", "text/html", "application/json"),
        (".html", "*/*", "text/html; charset=utf-8"),
        (".md", "*/*", "text/markdown; charset=utf-8"),
        (".txt", "*/*", "text/plain; charset=utf-8"),
        (".ninjs", "*/*", "application/json;profile=ninjs"),
    ],
)
def test_an_article_comes_in_the_format_that_was_asked_for(
    suffix: str, accept: str, media_type: str, api: ArticleApi
) -> None:
    status, fields, body = get(api, ARTICLE + suffix, Accept=accept)
    assert (status, fields["Content-Type"]) == (200, media_type)
    assert "The lighthouse reopens" in body


def test_a_format_that_there_is_not_is_a_406_that_names_those_there_are(api: ArticleApi) -> None:
    status, fields, body = get(api, ARTICLE, Accept="image/png")
    assert (status, fields["Content-Type"]) == (406, "application/problem+json")
    assert "text/markdown" in json.loads(body)["detail"]
    assert get(api, f"{ARTICLE}.exe")[0] == 404


def test_a_page_is_sent_with_its_policy(api: ArticleApi) -> None:
    _, fields, _ = get(api, f"{ARTICLE}.html")
    assert "default-src 'none'" in fields["Content-Security-Policy"]
    assert fields["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path", [ARTICLE, f"{ARTICLE}.html", f"{ARTICLE}/revisions", "/articles", "/sources"]
)
def test_what_a_client_has_is_not_sent_again(path: str, api: ArticleApi) -> None:
    _, fields, _ = get(api, path)
    status, again, body = get(api, path, If_None_Match=fields["ETag"])
    assert (status, body, again["ETag"]) == (304, "", fields["ETag"])
    assert get(api, path, If_None_Match='"other"')[0] == 200


def test_an_article_can_be_asked_about_by_its_date(api: ArticleApi) -> None:
    _, fields, _ = get(api, ARTICLE)
    assert fields["Last-Modified"] == "Tue, 12 Sep 2023 12:00:00 GMT"
    assert get(api, ARTICLE, If_Modified_Since=fields["Last-Modified"])[0] == 304
    assert get(api, f"{ARTICLE}?revision=1", If_Modified_Since=fields["Last-Modified"])[0] == 200


def test_a_long_answer_is_compressed_for_a_client_that_reads_gzip(aws: Aws) -> None:
    put(aws, article("The doors open on Saturday. " * 400))
    answer = api_on(aws).handle(request(ARTICLE, headers={"Accept-Encoding": "gzip, br"}), lambda_context())
    assert answer["isBase64Encoded"] is True
    assert answer["multiValueHeaders"]["Content-Encoding"] == ["gzip"]
    assert len(answer["body"]) < 4_000


@pytest.mark.parametrize("path", [ARTICLE, "/articles", "/health", f"{ARTICLE}x"])
def test_head_is_get_without_the_body(path: str, api: ArticleApi) -> None:
    status, fields, body = get(api, path)
    assert body
    assert get(api, path, "HEAD") == (status, fields, "")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_changed_here(method: str, api: ArticleApi) -> None:
    status, fields, body = get(api, ARTICLE, method)
    assert (status, fields["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert json.loads(body)["code"] == "method_not_allowed"


def test_pages_of_other_origins_may_read_it_where_the_operator_says_so() -> None:
    closed, open_ = (api_without_aws(FakeArticleStore(), origin) for origin in ("", "https://app.example"))
    for method in ("GET", "OPTIONS"):
        assert "Access-Control-Allow-Origin" not in get(closed, "/health", method)[1]
        assert get(open_, "/health", method)[1]["Access-Control-Allow-Origin"] == "https://app.example"
    status, fields, _ = get(open_, "/articles", "OPTIONS")
    assert status == 204
    assert "X-Api-Key" in fields["Access-Control-Allow-Headers"]


def test_every_problem_says_which_request_it_was(api: ArticleApi) -> None:
    event = request("/articles/nothing")
    problem = json.loads(api.handle(event, lambda_context())["body"])
    assert problem["instance"] == f"urn:uuid:{event['requestContext']['requestId']}"


@pytest.mark.parametrize(
    "path", ["/sources?a=1", "/health?a=1", f"{ARTICLE}?rev=1", f"{ARTICLE}/changes?revision=1"]
)
def test_a_parameter_that_is_not_understood_is_refused_everywhere(path: str, api: ArticleApi) -> None:
    status, _, body = get(api, path)
    assert (status, json.loads(body)["code"]) == (400, "invalid_parameter")


def test_a_parameter_given_twice_is_refused(api: ArticleApi) -> None:
    status, _, body = get(api, "/articles?limit=1&limit=2")
    assert (status, json.loads(body)["parameter"]) == (400, "limit")

"""The api function on moto: revisions, diffs, withdrawals, rejections."""

import json

import pytest

from broadsheet.identity import article_id
from broadsheet.ingestion.ingest import ingest
from broadsheet.ingestion.store import store_article
from broadsheet.ingestion.withdrawals import erase, withdraw
from functions.api.app import ArticleApi
from tests.aws import Aws
from tests.builders import NOON, URL, article, later, location, raw_document
from tests.fakes import FakeRawStore
from tests.functions.asking import api_on, ask, get
from tests.storing import put


@pytest.fixture
def revised(api: ArticleApi, aws: Aws) -> ArticleApi:
    """The same articles, of which one has been revised."""
    second = article("The doors open on Sunday.", published_at=later(), key="articles/harbour/2.md")
    store_article(second, aws.article_store, later(2))
    return api


def test_the_history_of_an_article_is_served(revised: ArticleApi) -> None:
    status, body = ask(revised, "api-list-revisions")
    assert status == 200
    assert [(line["revision"], line["raw"]["key"]) for line in body["revisions"]] == [
        (1, "articles/harbour/1.md"),
        (2, "articles/harbour/2.md"),
    ]


def test_an_earlier_revision_is_served_whole(revised: ArticleApi) -> None:
    status, body = ask(revised, "api-get-article-revision")
    assert (status, body["revision"], body["text"]) == (200, 1, "The doors open on Saturday.")
    _, body = ask(revised, "api-get-article")
    assert (body["revision"], body["text"]) == (2, "The doors open on Sunday.")


@pytest.mark.parametrize("parameters", [{"from": "1", "to": "2"}, {"to": "2"}, {"from": "1"}])
def test_what_changed_between_two_revisions_is_served(
    parameters: dict[str, str], revised: ArticleApi
) -> None:
    status, body = ask(revised, "api-get-changes", **parameters)
    assert (status, body["from"], body["to"]) == (200, 1, 2)
    assert body["diff"].splitlines() == [
        "--- revision 1",
        "+++ revision 2",
        "@@ -1,2 +1,2 @@",
        " The lighthouse reopens",
        "-The doors open on Saturday.",
        "+The doors open on Sunday.",
    ]


def test_an_erased_article_is_gone_and_the_order_of_change_says_so(api: ArticleApi, aws: Aws) -> None:
    erase(article_id(URL), "by law", aws.article_store, later(9))
    status, body = ask(api, "api-get-article")
    assert (status, body["code"], body["detail"]) == (410, "article_erased", "by law")
    _, body = ask(api, "api-list-articles", order="changed")
    tombstone = {
        "id": article_id(URL),
        "source": "harbour",
        "withdrawn_at": "2023-09-12T21:00:00.000Z",
        "reason": "by law",
        "erased": True,
        "content_changed_at": "2023-09-12T21:00:00.000Z",
    }
    assert body["withdrawn"] == [tombstone]
    assert json.loads(get(api, "/changes")[2])["changes"][-1] == {"change": "erased", **tombstone}


@pytest.mark.parametrize(
    ("parameter", "value", "expected"),
    [("revision", "3", 404), ("revision", "0", 400), ("revision", "-1", 400), ("revision", "last", 400)],
)
def test_a_revision_that_is_not_there_is_told_from_one_that_cannot_be(
    parameter: str, value: str, expected: int, revised: ArticleApi
) -> None:
    status, problem = ask(revised, "api-get-article", **{parameter: value})
    assert (status, problem["status"]) == (expected, expected)


@pytest.mark.parametrize("event", ["api-get-article", "api-list-revisions", "api-get-changes"])
def test_a_withdrawn_article_is_a_410_with_the_reason(event: str, revised: ArticleApi, aws: Aws) -> None:
    withdraw(article_id(URL), "by order of the court", aws.article_store, NOON)
    status, problem = ask(revised, event)
    assert (status, problem["code"], problem["detail"]) == (410, "article_withdrawn", "by order of the court")


def test_rejections_are_served_in_pages(api: ArticleApi, aws: Aws) -> None:
    for number in range(3):
        key = f"港口/{number}.md"
        ingest(
            location(key),
            raw_store=FakeRawStore([raw_document(b"Dear reader,", key)]),
            article_store=aws.article_store,
            now=later(number),
        )
    _, first = ask(api, "api-list-rejections", limit="2")
    status, second = ask(api, "api-list-rejections", limit="2", cursor=first["next_cursor"])
    listed = [(line["key"], line["code"]) for line in first["rejections"] + second["rejections"]]
    assert listed == [(f"港口/{number}.md", "no_header") for number in (2, 1, 0)]
    assert (status, second["next_cursor"]) == (200, None)


def test_rejections_that_came_without_a_version_are_served_in_pages(api: ArticleApi, aws: Aws) -> None:
    for number in range(3):
        receipt = ingest(
            location(f"harbour/{number}.md", ""),
            raw_store=FakeRawStore([]),
            article_store=aws.article_store,
            now=later(number),
        )
        assert receipt.code == "missing"
    _, first = ask(api, "api-list-rejections", limit="2")
    status, second = ask(api, "api-list-rejections", limit="2", cursor=first["next_cursor"])
    assert (status, len(first["rejections"]), len(second["rejections"])) == (200, 2, 1)


def test_a_cursor_of_one_listing_is_a_400_in_another(api: ArticleApi) -> None:
    _, body = ask(api, "api-list-articles", limit="2")
    status, problem = ask(api, "api-list-rejections", cursor=body["next_cursor"])
    assert (status, problem["parameter"]) == (400, "cursor")


def test_an_article_too_large_for_lambdas_envelope_is_a_problem_that_says_so(aws: Aws) -> None:
    put(aws, article("灯塔" * 560_000))
    status, problem = ask(api_on(aws), "api-get-article")
    assert (status, problem["code"]) == (422, "answer_too_large")

"""The api function, driven by API Gateway's events, on moto: articles, listings, errors."""

import base64
import json
from urllib.parse import quote

import pytest

from broadsheet.article import StoredArticle
from broadsheet.errors import ArticleNotFoundError, ConflictError, SettingsError
from broadsheet.identity import article_id
from broadsheet.moments import to_rfc3339
from broadsheet.retrieval.queries import ListingQuery, Page
from functions.api.app import ArticleApi, lambda_handler
from tests.aws import CONTENT_BUCKET, TABLE, Aws
from tests.builders import NOON, URL, article
from tests.events import lambda_context, read_event
from tests.fakes import FakeArticleStore
from tests.functions.asking import KEY, api_on, api_without_aws, ask


def test_an_article_is_served_whole(api: ArticleApi) -> None:
    status, body = ask(api, "api-get-article")
    made = article()
    assert status == 200
    assert body["id"] == article_id(URL)
    assert body["text"] == made.content.text
    assert body["images"][0]["caption"] == "Dawn"
    assert body["published_at"] == "2023-09-12T12:00:00.000Z"
    assert body["raw"]["sha256"] == made.raw.sha256
    assert (body["revision"], body["first_seen_at"]) == (1, to_rfc3339(NOON))


def test_an_unknown_article_is_a_404_that_says_so(api: ArticleApi) -> None:
    status, problem = ask(api, "api-get-unknown-article")
    assert (status, problem["status"], problem["code"]) == (404, 404, "article_not_found")
    assert "aaaaaaaaaaaaaaaaaaaaaaaaaa" in problem["detail"]


@pytest.mark.parametrize("id_", ["灯塔", "A" * 26, "a" * 3_000])
def test_what_cannot_be_an_id_is_a_404_that_asks_no_table(id_: str) -> None:
    request = read_event("api-get-article")
    path = f"/articles/{quote(id_)}"
    api = api_without_aws(None)  # type: ignore[arg-type]
    answer = api.handle(request | {"path": path}, lambda_context())
    assert (answer["statusCode"], json.loads(answer["body"])["code"]) == (404, "article_not_found")


def test_a_listing_has_summaries_newest_first_and_no_bodies(api: ArticleApi) -> None:
    status, body = ask(api, "api-list-articles")
    assert status == 200
    assert [summary["url"][-1] for summary in body["articles"]] == ["4", "3", "2", "1", "0", "e"]
    assert body["next_cursor"] is None
    assert not {"text", "html", "markdown"} & set(body["articles"][0])


def test_the_cursor_leads_through_all_pages_once(api: ArticleApi) -> None:
    seen: list[str] = []
    parameters = {"limit": "4"}
    while True:
        _, body = ask(api, "api-list-articles", **parameters)
        seen += [summary["url"][-1] for summary in body["articles"]]
        if body["next_cursor"] is None:
            break
        parameters["cursor"] = body["next_cursor"]
    assert seen == ["4", "3", "2", "1", "0", "e"]


def test_a_listing_of_a_source_and_a_span(api: ArticleApi) -> None:
    status, body = ask(api, "api-list-articles-of-source")
    assert (status, len(body["articles"])) == (200, 6)
    _, body = ask(api, "api-list-articles", source="nobody")
    assert body == {"articles": [], "withdrawn": [], "next_cursor": None}


def test_a_moment_may_have_an_offset_whose_plus_became_a_blank(api: ArticleApi) -> None:
    _, body = ask(api, "api-list-articles", **{"from": "2023-09-13T00:00:00 08:00"})
    assert [summary["url"][-1] for summary in body["articles"]] == ["4", "3"]


@pytest.mark.parametrize(
    ("parameter", "value", "reason"),
    [
        ("limit", "0", "1 to 200"),
        ("limit", "201", "1 to 200"),
        ("limit", "ten", "1 to 200"),
        ("limit", "٣", "1 to 200"),
        ("from", "yesterday", "RFC 3339"),
        ("to", "2023-13-01", "RFC 3339"),
        ("to", "2023-09-12T00:00:00", "RFC 3339"),
        ("from", "0001-01-01T00:00:00+14:00", "RFC 3339"),
        ("to", "0001-01-01", "later than from"),
        ("order", "random", "published, changed"),
        ("source", "", "empty"),
        ("source", "灯" * 700, "longer than 512 characters"),
        ("sauce", "harbour", "unknown"),
        ("cursor", "!!!", "start again"),
        ("cursor", "", "start again"),
        ("cursor", base64.urlsafe_b64encode(b"0" * 16 + b'["2023", "a"]').decode(), "start again"),
    ],
)
def test_a_bad_parameter_is_a_400_that_says_which_and_why(
    parameter: str, value: str, reason: str, api: ArticleApi
) -> None:
    status, problem = ask(api, "api-list-articles", **{parameter: value})
    assert (status, problem["code"], problem["parameter"]) == (400, "invalid_parameter", parameter)
    assert reason in problem["detail"]


def test_a_span_that_ends_before_it_begins_is_a_400(api: ArticleApi) -> None:
    status, problem = ask(api, "api-list-articles", **{"from": "2023-09-12", "to": "2023-09-12"})
    assert (status, problem["parameter"]) == (400, "to")


def test_one_source_can_be_listed_in_the_order_of_change(api: ArticleApi) -> None:
    status, body = ask(api, "api-list-articles", source="harbour", order="changed")
    assert (status, len(body["articles"])) == (200, 6)
    assert ask(api, "api-list-articles", source="nobody", order="changed")[1]["articles"] == []


@pytest.mark.parametrize("changed", ["byte", "filter", "key"])
def test_a_cursor_that_was_changed_or_moved_is_a_400(changed: str, api: ArticleApi, aws: Aws) -> None:
    _, body = ask(api, "api-list-articles", limit="2")
    cursor: str = body["next_cursor"]
    parameters = {"limit": "2", "cursor": cursor}
    if changed == "byte":
        parameters["cursor"] = cursor[:-2] + ("A" if cursor[-2] != "A" else "B") + cursor[-1]
    if changed == "filter":
        parameters["source"] = "harbour"
    if changed == "key":
        api = api_on(aws, "another-key")
    status, problem = ask(api, "api-list-articles", **parameters)
    assert (status, problem["parameter"]) == (400, "cursor")


def test_sources_are_listed_with_their_totals(api: ArticleApi) -> None:
    status, body = ask(api, "api-list-sources")
    assert status == 200
    assert body["sources"] == [
        {"source": source, "first_seen_at": to_rfc3339(NOON), "articles": 0} for source in ("harbour", "法广")
    ]
    assert (body["articles"], body["languages"], body["months"]) == (0, {}, {})


def test_health_needs_no_table() -> None:
    status, body = ask(api_without_aws(FaultyCatalogue()), "api-health")
    assert (status, body["status"]) == (200, "ok")


class FaultyCatalogue(FakeArticleStore):
    """A catalogue that is down, and says something confidential."""

    def article(self, article_id: str, revision: int | None = None) -> StoredArticle:
        raise ConnectionError("password: sesame")

    def articles(self, query: ListingQuery) -> Page:
        raise ConnectionError("password: sesame")


@pytest.mark.parametrize("event", ["api-get-article", "api-list-articles"])
def test_a_fault_is_a_500_that_tells_the_client_nothing_more(event: str) -> None:
    status, problem = ask(api_without_aws(FaultyCatalogue()), event)
    assert (status, problem["code"]) == (500, "fault")
    assert "sesame" not in json.dumps(problem)


class BusyCatalogue(FakeArticleStore):
    """A catalogue in which everything is being changed."""

    def article(self, article_id: str, revision: int | None = None) -> StoredArticle:
        raise ConflictError("kept changing while it was read", key=article_id)


def test_a_conflict_asks_the_client_to_come_again() -> None:
    answer = api_without_aws(BusyCatalogue()).handle(read_event("api-get-article"), lambda_context())
    assert (answer["statusCode"], json.loads(answer["body"])["code"]) == (503, "conflict")
    assert answer["multiValueHeaders"]["Retry-After"] == [str(ConflictError.retry_after)]


def test_an_error_is_answered_as_its_bases_are() -> None:
    class NeverStoredError(ArticleNotFoundError):
        """Derived, and says nothing of its own."""

    class Catalogue(FakeArticleStore):
        def article(self, article_id: str, revision: int | None = None) -> StoredArticle:
            raise NeverStoredError("was never stored", key=article_id)

    status, problem = ask(api_without_aws(Catalogue()), "api-get-article")
    assert (status, problem["code"]) == (404, "article_not_found")


def test_an_error_that_has_no_answer_is_a_fault() -> None:
    class Catalogue(FakeArticleStore):
        def article(self, article_id: str, revision: int | None = None) -> StoredArticle:
            raise SettingsError("password: sesame")

    status, problem = ask(api_without_aws(Catalogue()), "api-get-article")
    assert (status, problem["code"]) == (500, "fault")
    assert "sesame" not in json.dumps(problem)


def test_an_unknown_route_is_a_404_problem(api: ArticleApi) -> None:
    request = {**read_event("api-health"), "path": "/nowhere"}
    answer = api.handle(request, lambda_context())
    assert (answer["statusCode"], json.loads(answer["body"])["code"]) == (404, "no_route")


@pytest.mark.parametrize("base", ["/news", "/public/v2"])
@pytest.mark.parametrize("event", ["api-health", "api-get-article", "api-list-articles"])
def test_under_a_base_path_of_a_custom_domain_the_same_is_answered(
    api: ArticleApi, event: str, base: str
) -> None:
    request = read_event(event)
    answer = api.handle({**request, "path": base + request["path"]}, lambda_context())
    assert answer["statusCode"] == 200


@pytest.mark.parametrize(("key_id", "status"), [("reader", 403), ("operator", 200), (None, 200)])
def test_rejections_are_for_the_operators_key(aws: Aws, key_id: str | None, status: int) -> None:
    request = read_event("api-list-rejections")
    request["requestContext"]["identity"]["apiKeyId"] = key_id
    answer = api_on(aws, operator_key_id="operator").handle(request, lambda_context())
    assert answer["statusCode"] == status


def test_the_handler_reads_its_environment(api: ArticleApi, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"TABLE_NAME": TABLE, "CONTENT_BUCKET": CONTENT_BUCKET, "CURSOR_KEY": KEY}.items():
        monkeypatch.setenv(name, value)
    answer = lambda_handler(read_event("api-get-article"), lambda_context())
    assert answer["statusCode"] == 200

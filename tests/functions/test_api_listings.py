"""Listings by order, direction, sources, ids and address, and how many calls each takes."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest

from broadsheet.identity import article_id, load_sites
from broadsheet.ingestion.withdrawals import withdraw
from functions.api.app import ArticleApi
from tests.aws import Aws
from tests.builders import NOON, URL, article, later
from tests.functions.asking import api_on, get
from tests.storing import put


def page(api: ArticleApi, asked: str) -> dict[str, Any]:
    status, _, body = get(api, asked)
    assert status == 200, body
    return dict(json.loads(body))


def urls(body: dict[str, Any]) -> list[str]:
    return [entry["url"].removeprefix("https://news.example/") for entry in body["articles"]]


@contextmanager
def calls(aws: Aws) -> Iterator[Counter[str]]:
    """Count the calls to the table, by operation."""
    counted: Counter[str] = Counter()

    def count(model: Any, **_: Any) -> None:
        counted[model.name] += 1

    aws.dynamodb.meta.events.register("before-call.dynamodb", count)
    yield counted
    aws.dynamodb.meta.events.unregister("before-call.dynamodb", count)


@pytest.fixture
def two_sources(aws: Aws) -> ArticleApi:
    """Ten articles of two sources, an hour apart, of which the first three of `b` have one date."""
    for number in range(10):
        source = "ab"[number % 2]
        published_at = later(1) if source == "b" and number < 6 else later(number)
        made = article(
            f"{number}",
            url=f"https://news.example/{source}{number}",
            source=source,
            published_at=published_at,
            key=f"articles/{source}/{number}.md",
        )
        put(aws, made, now=later(100 - number))
    return api_on(aws)


def test_the_oldest_come_first_where_that_is_asked_for(two_sources: ArticleApi) -> None:
    newest, oldest = page(two_sources, "/articles"), page(two_sources, "/articles?direction=asc")
    assert urls(oldest)[:1] == ["a0"]
    assert urls(newest)[0] == "b9"
    assert set(urls(oldest)) == set(urls(newest))


@pytest.mark.parametrize("direction", ["asc", "desc"])
@pytest.mark.parametrize("order", ["published", "changed"])
@pytest.mark.parametrize("limit", [1, 3, 4])
def test_two_sources_are_one_listing_without_gap_or_double(
    direction: str, order: str, limit: int, two_sources: ArticleApi
) -> None:
    asked = f"/articles?source=b&source=a&order={order}&direction={direction}"
    whole = page(two_sources, asked)["articles"]
    seen: list[dict[str, Any]] = []
    cursor = ""
    while True:
        body = page(two_sources, f"{asked}&limit={limit}{cursor}")
        seen += body["articles"]
        if body["next_cursor"] is None:
            break
        cursor = f"&cursor={body['next_cursor']}"
    assert len(seen) == len({entry["id"] for entry in seen}) == 10
    clock = "published_at" if order == "published" else "content_changed_at"
    clocks = [entry[clock] for entry in seen]
    assert clocks == sorted(clocks, reverse=direction == "desc")
    assert len(whole) == 10


def test_more_sources_than_can_be_served_cheaply_are_refused_with_words(two_sources: ArticleApi) -> None:
    status, _, body = get(two_sources, "/articles?source=a&source=b&source=c")
    assert (status, json.loads(body)["parameter"]) == (400, "source")
    assert "at most 2" in json.loads(body)["detail"]


def test_the_next_page_is_linked(two_sources: ArticleApi) -> None:
    _, fields, body = get(two_sources, "/articles?source=a&limit=2")
    assert fields["Link"] == f'<?source=a&limit=2&cursor={json.loads(body)["next_cursor"]}>; rel="next"'


@pytest.mark.parametrize(("fields", "members"), [("text", {"text"}), ("full", {"text", "html", "raw"})])
def test_bodies_come_with_a_listing_where_they_are_asked_for(
    fields: str, members: set[str], two_sources: ArticleApi
) -> None:
    entries = page(two_sources, f"/articles?limit=3&fields={fields}")["articles"]
    assert [entry["text"] for entry in entries] == ["9", "8", "7"]
    assert members <= set(entries[0])
    assert get(two_sources, f"/articles?limit=101&fields={fields}")[0] == 400


def test_a_page_whose_bodies_cannot_be_carried_ends_early_and_goes_on(aws: Aws) -> None:
    for number in range(3):
        text = "灯塔" * 100_000
        put(aws, article(text, url=f"https://news.example/{number}", published_at=later(number)))
    api, asked, seen = api_on(aws), "/articles?fields=full", []
    while True:
        body = page(api, asked)
        seen += urls(body)
        if body["next_cursor"] is None:
            break
        asked = f"/articles?fields=full&cursor={body['next_cursor']}"
    assert seen == ["2", "1", "0"]


def test_articles_are_had_by_their_ids_in_the_order_asked(two_sources: ArticleApi, aws: Aws) -> None:
    a0, b1, gone = (article_id(f"https://news.example/{name}") for name in ("a0", "b1", "a2"))
    withdraw(gone, "by order", aws.article_store, later(200))
    body = page(two_sources, f"/articles?ids={b1},{gone},{a0},{'a' * 26},{b1}")
    assert urls(body) == ["b1", "a0"]
    assert [entry["id"] for entry in body["withdrawn"]] == [gone]
    assert body["missing"] == ["a" * 26]


@pytest.mark.parametrize("spelling", [URL, URL.replace("https", "HTTP"), f"{URL}?utm_source=x#top"])
def test_an_article_is_found_by_any_spelling_of_its_address(spelling: str, aws: Aws) -> None:
    put(aws, article())
    api = api_on(aws)
    with calls(aws) as counted:
        body = page(api, f"/articles?url={quote(spelling)}")
    assert [entry["id"] for entry in body["articles"]] == [article_id(URL)]
    assert counted == {"GetItem": 1}
    assert page(api, "/articles?url=https://news.example/other")["articles"] == []


@pytest.mark.parametrize(
    "asked", ["ids=x", "ids=", "url=nonsense", f"ids={'a' * 26}&limit=3", "url=&order=x"]
)
def test_what_cannot_be_an_id_or_an_address_is_refused(asked: str, aws: Aws) -> None:
    assert get(api_on(aws), f"/articles?{asked}")[0] == 400


def test_a_page_takes_one_query_for_each_source_and_the_bodies_one_more_call(
    two_sources: ArticleApi, aws: Aws
) -> None:
    for asked, expected in {
        "/articles": {"Query": 1},
        "/articles?source=a": {"Query": 1},
        "/articles?source=a&source=b&direction=asc": {"Query": 2},
        "/articles?source=a&order=changed": {"Query": 1},
        "/changes": {"Query": 1},
        "/articles?limit=100&fields=full": {"Query": 1, "BatchGetItem": 1},
    }.items():
        with calls(aws) as counted:
            page(two_sources, asked)
        assert counted == expected, asked


def test_a_hundred_ids_take_two_calls_at_most(aws: Aws) -> None:
    for number in range(100):
        put(aws, article(f"{number}", url=f"https://news.example/{number}"))
    ids = ",".join(article_id(f"https://news.example/{number}") for number in range(100))
    with calls(aws) as counted:
        body = page(api_on(aws), f"/articles?ids={ids}")
    assert len(body["articles"]) == 100
    assert sum(counted.values()) <= 2


def test_a_page_of_a_sparse_archive_of_ten_years_takes_two_queries_at_most(aws: Aws) -> None:
    for year in range(10):
        published_at = NOON - timedelta(days=365 * year)
        put(aws, article(f"{year}", url=f"https://news.example/{year}", published_at=published_at))
    api = api_on(aws)
    with calls(aws) as counted:
        assert len(page(api, "/articles?to=2019-01-01")["articles"]) == 5
    assert counted["Query"] <= 2


def test_an_article_is_found_by_its_address_with_what_the_operator_knows_of_hosts(aws: Aws) -> None:
    sites = load_sites(
        '[[identity]]\nwhy = "a story is its number"\nhosts = ["news.example"]\nonly = ["id"]\n'
    )
    stored = article(url="https://news.example/?id=7")
    put(aws, replace(stored, id=article_id("https://news.example/?id=7", sites)))
    asked = f"/articles?url={quote('http://www.NEWS.example/?page=2&id=7', safe='')}"
    assert [each["title"] for each in page(api_on(aws, sites=sites), asked)["articles"]]
    assert page(api_on(aws), asked)["articles"] == []

"""Feeds at signed addresses, as a feed reader asks for them."""

import json
from typing import Any

import feedparser
import listparser
import pytest

from broadsheet.adapters.dynamodb.signing_keys import DynamoDbFeedKeys
from broadsheet.identity import article_id
from broadsheet.ingestion.withdrawals import withdraw
from broadsheet.presenting.names import article_urn
from broadsheet.retrieval.feed_tokens import to_feed_token
from functions.api.app import ArticleApi
from tests.aws import TABLE, Aws
from tests.builders import article, later
from tests.functions.asking import get
from tests.schemas import faults
from tests.storing import put


def address(aws: Aws, suffix: str, **question: list[str]) -> str:
    key = DynamoDbFeedKeys(aws.dynamodb, TABLE).find_or_make("phone")
    return f"/feeds/{to_feed_token('phone', question, key)}.{suffix}"


def read(api: ArticleApi, path: str) -> Any:
    status, _, body = get(api, path)
    assert status == 200, body
    return feedparser.parse(body.encode())


@pytest.mark.parametrize("suffix", ["atom", "rss"])
def test_a_feed_reader_pages_through_the_whole_archive(suffix: str, api: ArticleApi, aws: Aws) -> None:
    path, seen = address(aws, suffix, order=["changed"], limit=["4"]), []
    while path:
        found = read(api, path)
        assert found.bozo is False
        seen += [entry.id for entry in found.entries]
        links = {link.rel: link.href for link in found.feed.links if "rel" in link}
        assert links["self"] == f"https://api.example/v1{path}"
        path = links.get("next", "").removeprefix("https://api.example/v1")
    expected = [article(url=f"https://news.example/{number}").id for number in range(5)] + [article().id]
    assert sorted(seen) == sorted(article_urn(id_) for id_ in expected)


def test_a_feed_links_to_where_it_was_asked_for(api: ArticleApi, aws: Aws) -> None:
    path = address(aws, "json")
    asked = {"Host": "127.0.0.1:4566", "X-Forwarded-Proto": "http", "X-Forwarded-Prefix": "/broadsheet"}
    assert json.loads(get(api, path, **asked)[2])["feed_url"] == f"http://127.0.0.1:4566/broadsheet/v1{path}"
    elsewhere = asked | {"X-Forwarded-Prefix": "@elsewhere.example/"}
    assert json.loads(get(api, path, **elsewhere)[2])["feed_url"] == f"http://127.0.0.1:4566/v1{path}"


def test_a_json_feed_is_valid(api: ArticleApi, aws: Aws) -> None:
    status, fields, body = get(api, address(aws, "json", source=["harbour"]))
    assert (status, fields["Content-Type"]) == (200, "application/feed+json")
    assert faults(json.loads(body), "json-feed-1.1") == []
    assert len(json.loads(body)["items"]) == 6


def test_an_edit_and_a_withdrawal_reach_a_reader(api: ArticleApi, aws: Aws) -> None:
    path = address(aws, "atom", order=["changed"])
    put(aws, article("Open on Sunday.", published_at=later(), key="articles/harbour/2.md"), now=later(3))
    gone = article_id("https://news.example/1")
    withdraw(gone, "by order", aws.article_store, later(4))
    _, _, body = get(api, path)
    found = feedparser.parse(body.encode())
    assert found.entries[0].content[0].value == "<p>Open on Sunday.</p>"
    assert found.entries[0].updated == "2023-09-12T15:00:00.000Z"
    assert f'<at:deleted-entry ref="{article_urn(gone)}" when="2023-09-12T16:00:00.000Z">' in body


def test_a_reader_that_has_the_feed_is_told_so(api: ArticleApi, aws: Aws) -> None:
    path = address(aws, "atom", order=["changed"])
    _, fields, _ = get(api, path)
    assert fields["Cache-Control"] == "private, max-age=300"
    assert get(api, path, If_None_Match=fields["ETag"])[0] == 304


def test_a_revoked_address_answers_404_and_others_of_its_kind_do_not(api: ArticleApi, aws: Aws) -> None:
    path = address(aws, "atom")
    assert get(api, path)[0] == 200
    DynamoDbFeedKeys(aws.dynamodb, TABLE).remove("phone")
    status, _, body = get(api, path)
    assert (status, json.loads(body)["code"]) == (404, "no_such_feed")
    again = address(aws, "atom")
    assert again != path
    assert get(api, again)[0] == 200


@pytest.mark.parametrize("path", ["/feeds/abc.atom", "/feeds/abc", "/feeds/.atom", "/feeds/%E7%81%AF.rss"])
def test_what_is_no_token_is_a_404(path: str, api: ArticleApi) -> None:
    assert get(api, path)[0] == 404


def test_a_list_of_the_feeds_of_all_sources_is_read_by_a_reader_of_opml(api: ArticleApi, aws: Aws) -> None:
    assert get(api, "/sources.opml?name=phone")[0] == 404
    address(aws, "atom")
    _, fields, body = get(api, "/sources.opml?name=phone")
    assert fields["Content-Type"] == "text/x-opml; charset=utf-8"
    feeds = listparser.parse(body).feeds
    assert [feed.title for feed in feeds] == ["harbour", "法广"]
    path = feeds[0].url.removeprefix("https://api.example/v1")
    assert len(read(api, path).entries) == 6

"""Parsing JSON: JSON Feed in both versions, and the exports of readers after Google's."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest

from broadsheet.article import ParsedDocument, ParsedEntry
from broadsheet.errors import InvalidDocumentError, NoEntriesError, NoHeaderError, TooComplexError
from broadsheet.parsing import parse
from tests.builders import raw_document

AFTERNOON = datetime(2020, 1, 10, 14, 33, tzinfo=UTC)
ITEM = {
    "id": "n-1",
    "url": "https://news.example/1",
    "title": "The ferry",
    "content_html": "<p>The text.</p>",
    "date_published": "2020-01-10T15:33:00+01:00",
    "date_modified": "2020-01-11T00:00:00Z",
    "authors": [{"name": "Ann Keeper"}],
    "tags": ["harbour", 3, "ferries"],
    "language": "zh-CN",
}
READER = {
    "id": "tag:google.com,2005:reader/item/1",
    "title": "The ferry",
    "canonical": [{"href": "https://news.example/1"}],
    "alternate": [{"href": "https://proxy.example/1", "type": "text/html"}],
    "published": 1578666780,
    "crawlTimeMsec": "1578666999000",
    "summary": {"direction": "ltr", "content": "<p>The text.</p>"},
    "author": "Ann Keeper",
    "categories": ["user/1/state/com.google/starred", "harbour"],
    "origin": {"title": "News", "htmlUrl": "https://news.example/"},
}


def feed(*items: Any, **members: Any) -> str:
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items} | members)


def read(text: str) -> ParsedDocument:
    return parse(raw_document(text.encode(), key="articles/harbour/1.md"))


def entry(text: str) -> ParsedEntry:
    (found,) = read(text).entries
    return found


def test_an_item_of_a_json_feed_gives_its_facts() -> None:
    assert entry(feed(ITEM)) == ParsedEntry(
        source="harbour",
        raw_title="The ferry",
        raw_url="https://news.example/1",
        entry_id="n-1",
        published_at=AFTERNOON,
        updated_at=datetime(2020, 1, 11, tzinfo=UTC),
        html="<p>The text.</p>",
        authors=("Ann Keeper",),
        tags=("harbour", "ferries"),
        language="zh-Hans",
    )


def test_version_1_0_has_one_author_and_the_feed_s_holds_where_the_item_names_none() -> None:
    item = {"id": 7, "content_text": "a < b\n\nc"}
    found = entry(feed(item, version="https://jsonfeed.org/version/1", author={"name": "Bo Mast"}))
    assert (found.authors, found.entry_id, found.raw_url) == (("Bo Mast",), "7", None)
    assert found.html == "<p>a &lt; b</p><p>c</p>"


def test_a_feed_that_does_not_say_that_it_is_one_is_told_by_its_items() -> None:
    assert entry(json.dumps({"items": [ITEM]})).raw_url == "https://news.example/1"


def test_attachments_become_players() -> None:
    attachments = [{"url": "https://a.example/1.mp3", "mime_type": "audio/mpeg", "title": "The ferry's horn"}]
    html = entry(feed(ITEM | {"attachments": attachments})).html
    assert html.endswith('<audio src="https://a.example/1.mp3" title="The ferry&#x27;s horn"></audio>')


@pytest.mark.parametrize(
    ("members", "url"),
    [
        ({"url": "/1"}, "https://news.example/1"),
        ({"url": None, "id": "https://news.example/2"}, "https://news.example/2"),
        ({"url": "", "external_url": "https://other.example/"}, "https://other.example/"),
        ({"url": ["x"]}, None),
    ],
)
def test_an_item_is_known_by_its_address_or_one_that_is_its_id(members: Any, url: str | None) -> None:
    assert entry(feed(ITEM | members, home_page_url="https://news.example/")).raw_url == url


def test_an_item_that_is_none_is_named_and_loses_no_other() -> None:
    found = read(feed(ITEM, None, {}, ITEM | {"url": "https://news.example/4"}))
    assert len(found.entries) == 2
    assert [(one.number, one.code) for one in found.rejected] == [(2, "empty_entry"), (3, "empty_entry")]


def test_more_items_than_a_receipt_can_name_are_refused_with_a_way_out() -> None:
    with pytest.raises(TooComplexError, match="in parts"):
        read(feed(*[{"id": str(number), "content_text": "a"} for number in range(12_001)]))


def test_a_feed_without_items_is_refused_as_such() -> None:
    with pytest.raises(NoEntriesError):
        read(feed())


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"items": [READER], "direction": "ltr"}),
        json.dumps([READER]),
        json.dumps(READER),
        json.dumps({"items": [READER]}, indent=1),
    ],
    ids=["an object", "an array", "one line", "laid out"],
)
def test_an_export_gives_its_items_in_every_form(text: str) -> None:
    assert entry(text) == ParsedEntry(
        source="harbour",
        raw_title="The ferry",
        raw_url="https://news.example/1",
        entry_id="tag:google.com,2005:reader/item/1",
        published_at=AFTERNOON,
        html="<p>The text.</p>",
        authors=("Ann Keeper",),
        tags=("harbour",),
    )


def test_an_export_of_one_item_a_line_gives_them_all() -> None:
    found = read("\n".join(json.dumps(READER | {"title": str(n)}) for n in range(3)))
    assert [one.raw_title for one in found.entries] == ["0", "1", "2"]
    assert found.shape == "google-reader"


@pytest.mark.parametrize(
    "text", ['{"a": 1}', "[1, 2]", "{", '{"items": 3, "canonical": 4}', '{"items": [1]}']
)
def test_json_of_another_kind_is_of_no_known_shape(text: str) -> None:
    with pytest.raises(NoHeaderError):
        read(text)


@pytest.mark.parametrize(
    "hostile",
    [
        '{"items":[{"content_html":' + '{"a":' * 100_000,
        '{"canonical":' + "[" * 100_000,
        '{"items":[{"content_html":"a","id":' + "1" * 1_000_000 + "}]}",
        '{"items":[{"content_html":"a","date_published":1e999,"id":NaN}]}',
        r'{"items":[{"content_html":"\ud800","title":"\udfff\u0000","url":"https://n.example/\ud800"}]}',
    ],
    ids=["deep objects", "deep lists", "a long number", "no number", "halves of characters"],
)
def test_hostile_json_is_read_or_refused_by_name(hostile: str) -> None:
    with suppress(InvalidDocumentError):
        assert repr(read(hostile)).encode()


def test_halves_of_characters_are_left_out_of_every_text() -> None:
    found = entry(
        r'{"items":[{"content_html":"a\ud800","title":"b\udfff","url":"https://n.example/\ud800"}]}'
    )
    assert (found.html, found.raw_title, found.raw_url) == ("a", "b", "https://n.example/")

"""Reading documents of several entries: each for itself, each article once."""

import json
from typing import Any

import pytest

from broadsheet.errors import TooComplexError
from broadsheet.ingestion.reading import Reading, read
from tests.builders import feed_file, raw_document

ENDLESS = "<br>" * 20_000


def item(number: int, **members: Any) -> dict[str, Any]:
    url = f"https://news.example/{number}"
    return {"id": url, "url": url, "title": f"T{number}", "content_html": f"<p>Text {number}.</p>"} | members


def read_feed(*items: Any) -> Reading:
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": items}
    return read(raw_document(json.dumps(feed).encode()))


def test_an_entry_that_cannot_be_cleaned_is_named_and_loses_no_other() -> None:
    found = read_feed(item(1), None, item(3, content_html=ENDLESS), item(4))
    assert [article.raw_url for article in found.articles] == [
        "https://news.example/1",
        "https://news.example/4",
    ]
    assert [(entry.number, entry.code) for entry in found.rejected] == [
        (2, "empty_entry"),
        (3, "too_complex"),
    ]
    assert found.message.startswith("2 of 4 entries are no articles: 2 (empty_entry): ")


def test_a_document_whose_every_entry_fails_is_refused_by_the_first() -> None:
    with pytest.raises(TooComplexError):
        read_feed(item(1, content_html=ENDLESS))


def test_an_article_that_is_in_a_document_twice_is_taken_as_it_was_last() -> None:
    first = item(1, title="Old", date_published="2020-01-01T00:00:00Z")
    second = item(1, title="New", date_modified="2020-01-02T00:00:00Z", date_published="2020-01-01T00:00:00Z")
    for items in ((first, second), (second, first)):
        assert [article.content.title for article in read_feed(*items).articles] == ["New"]


def test_a_document_of_one_article_says_nothing_more() -> None:
    found = read(raw_document())
    assert (found.shape, found.rejected, found.message) == ("feed-file", (), "")


def test_many_rejected_entries_are_counted_and_the_first_are_named() -> None:
    message = read_feed(item(1), *[None] * 100).message
    assert message.startswith("100 of 101 entries")
    assert message.endswith("; and 80 more")


BODY = "<p>The old lighthouse opens its doors again on Saturday.</p>"
URL = "https://news.example/2023/lighthouse"
SHAPES = {
    "a feed file": feed_file(body=BODY),
    "front matter": f"---\ntitle: The lighthouse reopens\ndate: 2023-09-12T12:00:00Z\nlink: {URL}\n---\n{BODY}\n".encode(),
    "RSS": (
        f"<rss version='2.0'><channel><item><title>The lighthouse reopens</title><link>{URL}?utm_source=rss</link>"
        f"<pubDate>Tue, 12 Sep 2023 12:00:00 GMT</pubDate><description><![CDATA[{BODY}]]></description></item></channel></rss>"
    ).encode(),
    "Atom": (
        f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>The lighthouse reopens</title><link href='{URL}'/>"
        f"<published>2023-09-12T14:00:00+02:00</published><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>"
        f"{BODY}</div></content></entry></feed>"
    ).encode(),
    "JSON Feed": json.dumps(
        {
            "version": "https://jsonfeed.org/version/1",
            "items": [{"id": 1, "url": URL, "title": "The lighthouse reopens", "content_html": BODY,
                       "date_published": "2023-09-12T12:00:00Z"}],
        }
    ).encode(),
    "Google Reader": json.dumps(
        {"items": [{"canonical": [{"href": URL}], "title": "The lighthouse reopens", "published": 1694520000,
                    "content": {"content": BODY}}]}
    ).encode(),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_article_in_any_shape_is_one_article_with_one_content(shape: str) -> None:
    (found,) = read(raw_document(SHAPES[shape])).articles
    (expected,) = read(raw_document()).articles
    assert (found.id, found.content_hash) == (expected.id, expected.content_hash)

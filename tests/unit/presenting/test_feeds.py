"""Feeds as others read them: feedparser, reader, listparser, and the standards' own words."""

import json
import sys
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import listparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.article import StoredArticle
from broadsheet.presenting.atom import atom_feed
from broadsheet.presenting.feed import Deletion, Feed
from broadsheet.presenting.json_feed import json_feed
from broadsheet.presenting.names import article_urn, listing_urn
from broadsheet.presenting.opml import Subscription, opml
from broadsheet.presenting.rss import rss_feed
from tests.builders import NOON, article, content, later, stored
from tests.schemas import faults

ATOM = "{http://www.w3.org/2005/Atom}"
SELF = "https://api.example/v1/feeds/abc.atom"


def feed(*entries: StoredArticle, **changes: Any) -> Feed:
    values: dict[str, Any] = {
        "urn": listing_urn("all"),
        "title": "灯塔 & harbour",
        "url": SELF,
        "first_url": SELF,
        "next_url": f"{SELF}?cursor=c",
        "entries": entries or (stored(article("The doors open.")),),
    }
    return Feed(**{**values, **changes})


def saying(now: datetime = NOON, **changes: Any) -> StoredArticle:
    return stored(replace(article(), content=content(**changes)), now=now)


@pytest.mark.parametrize("write", [atom_feed, rss_feed])
def test_feedparser_reads_a_feed_without_complaint_and_finds_all_of_it(write: Any) -> None:
    found = feedparser.parse(write(feed()).encode())
    assert found.bozo is False
    assert found.feed.title == "灯塔 & harbour"
    (entry,) = found.entries
    assert entry.id == article_urn(article().id)
    assert entry.title == "The lighthouse reopens"
    assert entry.link == "https://news.example/2023/lighthouse"
    assert entry.content[-1].value == "<p>The doors open.</p>"
    assert entry.author == "Ann Keeper"
    assert entry.published_parsed[:5] == (2023, 9, 12, 12, 0)


def test_an_entry_keeps_its_id_and_gets_a_new_date_when_the_article_changes() -> None:
    before = feedparser.parse(atom_feed(feed(stored(article("One."), now=NOON))).encode())
    after = feedparser.parse(atom_feed(feed(stored(article("Two."), now=later(5), revision=2))).encode())
    assert before.entries[0].id == after.entries[0].id
    assert (before.entries[0].updated, after.entries[0].updated) == (
        "2023-09-12T12:00:00.000Z",
        "2023-09-12T17:00:00.000Z",
    )
    assert after.feed.updated == "2023-09-12T17:00:00.000Z"


def test_a_feed_is_paged_as_rfc_5005_has_it() -> None:
    links = {link.rel: link.href for link in feedparser.parse(atom_feed(feed()).encode()).feed.links}
    assert links == {"self": SELF, "first": SELF, "next": f"{SELF}?cursor=c"}
    last = feedparser.parse(atom_feed(feed(next_url=None)).encode())
    assert "next" not in {link.rel for link in last.feed.links}


def test_what_is_gone_is_a_deleted_entry_of_rfc_6721() -> None:
    gone = Deletion(article_id="a" * 26, deleted_at=later(), reason="by order of the court")
    document = atom_feed(feed(deletions=(gone,)))
    assert feedparser.parse(document.encode()).bozo is False
    root = ET.fromstring(document)  # noqa: S314  # our own
    (element,) = root.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    assert element.attrib == {"ref": article_urn("a" * 26), "when": "2023-09-12T13:00:00.000Z"}
    assert "".join(element.itertext()) == "by order of the court"
    assert root.findtext(f"{ATOM}updated") == "2023-09-12T13:00:00.000Z"


@pytest.mark.parametrize("write", [atom_feed, rss_feed])
def test_an_empty_feed_and_an_article_without_facts_are_valid_too(write: Any) -> None:
    assert feedparser.parse(write(feed(entries=())).encode()).entries == []
    bare = saying(authors=(), language=None, published_at=None, copyright="", standfirst="", text="", html="")
    found = feedparser.parse(write(feed(bare, next_url=None)).encode())
    assert found.bozo is False
    assert len(found.entries) == 1


@settings(max_examples=60)
@given(text=st.text(max_size=40))
def test_no_text_breaks_a_feed(text: str) -> None:
    page = feed(saying(title=text, authors=(text,), html=text, text=text, copyright=text), title=text)
    for write in (atom_feed, rss_feed):
        ET.fromstring(write(page).encode("utf-8"))  # noqa: S314  # our own
    assert faults(json.loads(json.dumps(json_feed(page))), "json-feed-1.1") == []


def test_a_json_feed_holds_to_its_specification() -> None:
    gone = Deletion(article_id="a" * 26, deleted_at=later())
    document = json_feed(feed(deletions=(gone,)))
    assert faults(document, "json-feed-1.1") == []
    assert document["next_url"] == f"{SELF}?cursor=c"
    assert document["items"][0]["date_modified"] == "2023-09-12T12:00:00.000Z"
    assert document["_broadsheet"]["deleted"][0]["id"] == article_urn("a" * 26)
    bare = saying(
        authors=(), language=None, published_at=None, lead_image=None, standfirst="", text="", html=""
    )
    assert faults(json_feed(feed(bare, next_url=None)), "json-feed-1.1") == []


def test_a_list_of_feeds_is_read_by_a_reader_of_opml() -> None:
    document = opml("Sources", [Subscription(title="法广 & co", url=SELF)])
    found = listparser.parse(document)
    assert not found.bozo
    assert [(each.title, each.url) for each in found.feeds] == [("法广 & co", SELF)]
    outlines = [outline.attrib for outline in ET.fromstring(document).iter("outline")]  # noqa: S314  # ours
    assert [(outline["text"], outline["type"]) for outline in outlines] == [("法广 & co", "rss")]


def test_the_reader_library_keeps_a_feed_and_sees_an_edit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # It asks for a module of Python 2 under the name that it had before its keepers renamed it.
    monkeypatch.setitem(sys.modules, "sgmllib", import_module("feedparser_sgmllib"))
    make_reader = import_module("reader").make_reader

    path = tmp_path / "feed.atom"
    reader = make_reader(":memory:", feed_root=str(tmp_path))
    reader.add_feed(path.name)
    for hours, text in ((0, "Open on Saturday."), (5, "Open on Sunday.")):
        entry = stored(article(text), now=later(hours))
        path.write_text(atom_feed(feed(entry, next_url=None)), "utf-8")
        reader.update_feed(path.name)
    (found,) = reader.get_entries()
    assert found.id == article_urn(article().id)
    assert found.content[0].value == "<p>Open on Sunday.</p>"
    assert found.updated == later(5)

"""Documents of many entries whose worker's time runs out, or who dies: all articles, once each, no gap."""

import json
from collections.abc import Callable
from itertools import chain, repeat

import pytest

from broadsheet.article import Outcome, RawDocument, RawLocation
from broadsheet.ingestion.ingest import AT_ONCE, ingest
from broadsheet.ingestion.progress import Place, UnfinishedError
from broadsheet.receipt import Receipt
from tests.builders import NOON, location, raw_document
from tests.fakes import FakeArticleStore

COUNT = 5 * AT_ONCE + 3
BAD = {7, 50, COUNT}  # places of entries that can be no articles


class OneDocument:
    """A raw bucket with one document in it."""

    def __init__(self, document: RawDocument) -> None:
        self._document = document

    def fetch(self, location: RawLocation) -> RawDocument:
        return self._document

    def latest_version(self, location: RawLocation) -> str:
        return self._document.reference.version_id


def feed(count: int = COUNT) -> RawDocument:
    items = [
        None
        if n in BAD
        else {"id": str(n), "url": f"https://news.example/{n}", "content_html": f"<p>{n}</p>"}
        for n in range(1, count + 1)
    ]
    return raw_document(json.dumps({"version": "https://jsonfeed.org/version/1", "items": items}).encode())


def leg(store: FakeArticleStore, place: Place, has_time: Callable[[], bool] = lambda: False) -> Receipt:
    return ingest(
        location(),
        raw_store=OneDocument(feed()),
        article_store=store,
        now=NOON,
        place=place,
        has_time=has_time,
    )


def finished(store: FakeArticleStore, place: Place) -> Receipt:
    """Go on from a place, as the queue does, until the document is done."""
    while True:
        try:
            return leg(store, place)
        except UnfinishedError as unfinished:
            place = unfinished.place


def test_a_document_is_done_in_as_many_turns_as_it_needs_each_entry_once() -> None:
    store = FakeArticleStore()
    receipt = finished(store, Place())
    assert len(store.heads) == COUNT - len(BAD)
    assert receipt.outcome is Outcome.CREATED
    assert len(set(receipt.article_ids)) == len(receipt.article_ids) == COUNT - len(BAD)
    assert receipt.message.startswith(f"3 of {COUNT} entries are no articles: 7 (empty_entry)")


def test_the_receipt_tells_how_far_a_document_has_come() -> None:
    store = FakeArticleStore()
    with pytest.raises(UnfinishedError) as unfinished:
        leg(store, Place())
    assert unfinished.value.place.entry == AT_ONCE
    (receipt,) = store.receipts.values()
    assert receipt.message.startswith(f"{AT_ONCE} of {COUNT - len(BAD)} entries are dealt with")
    assert len(receipt.article_ids) == AT_ONCE


def test_with_time_enough_a_document_is_done_at_once() -> None:
    store = FakeArticleStore()
    assert (
        leg(store, Place(), has_time=lambda: True).article_ids
        == finished(FakeArticleStore(), Place()).article_ids
    )


def test_the_time_is_asked_again_after_each_few_entries() -> None:
    answers = chain([True, True], repeat(False))
    with pytest.raises(UnfinishedError) as unfinished:
        leg(FakeArticleStore(), Place(), has_time=lambda: next(answers))
    assert unfinished.value.place.entry == 3 * AT_ONCE


def test_a_worker_that_dies_leaves_no_gap_and_what_it_did_is_not_done_twice() -> None:
    store = FakeArticleStore()
    with pytest.raises(UnfinishedError) as unfinished:
        leg(store, Place())
    with pytest.raises(UnfinishedError):  # killed before its continuation was sent: the same message again
        leg(store, unfinished.value.place)
    receipt = finished(store, unfinished.value.place)
    assert len(store.heads) == COUNT - len(BAD)
    assert len(receipt.article_ids) == COUNT - len(BAD)
    assert all(stored.revision == 1 for stored in store.heads.values())


def test_a_document_delivered_again_when_it_is_done_ends_the_same() -> None:
    store = FakeArticleStore()
    first = finished(store, Place())
    again = finished(store, Place())
    assert again.article_ids == first.article_ids

"""What every store must do with an article that is erased: keep no word of it, and take none any more."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from broadsheet.article import Outcome, Withdrawal
from broadsheet.errors import ArticleErasedError
from broadsheet.ingestion.repairs import rebuild_article
from broadsheet.ingestion.store import store_article
from broadsheet.ingestion.withdrawals import erase, restore, withdraw
from broadsheet.retrieval.queries import ListingQuery, RevisionQuery, Tombstone
from tests.builders import NOON, article, later
from tests.contract.stores import ONE, TWO, Stores
from tests.faults.unreliable import Answer, WatchedStore

ID = ONE.article.id


def erased(stores: Stores) -> None:
    """Store an article of two revisions, and erase it."""
    for document in (ONE.article, TWO.article):
        store_article(document, stores.writes, NOON)
    erase(ID, "by law", stores.writes, later(3))


def test_an_erased_article_answers_with_the_reason_and_is_a_tombstone_in_the_order_of_change(
    stores: Stores,
) -> None:
    erased(stores)
    with pytest.raises(ArticleErasedError, match="by law"):
        stores.reads.article(ID)
    with pytest.raises(ArticleErasedError, match="by law"):
        stores.reads.revisions(ID, RevisionQuery())
    assert stores.reads.articles(ListingQuery()).articles == ()
    told = Withdrawal(reason="by law", withdrawn_at=later(3), erased=True)
    for sources in ((), ("harbour",)):
        (entry,) = stores.reads.articles(ListingQuery(order="changed", sources=sources)).articles
        assert entry == Tombstone(id=ID, source="harbour", withdrawal=told, changed_at=later(3))


def test_nothing_is_left_of_an_erased_article_but_its_head(stores: Stores) -> None:
    erased(stores)
    head = stores.head(ID)
    assert (head.edition, head.latest_put, head.revision) == (None, "", 0)
    assert stores.writes.other_editions(ID) == ()


def test_nothing_that_arrives_or_is_replayed_brings_it_back(stores: Stores) -> None:
    erased(stores)
    before = stores.head(ID)
    for document in (ONE.article, replace(TWO.article, parser_version=9), article("Three.", version_id="v3")):
        assert store_article(document, stores.writes, later(4)) is Outcome.UNCHANGED
    rebuild_article(ID, stores.writes, later(4))
    assert stores.head(ID) == before
    assert stores.writes.other_editions(ID) == ()


def test_an_article_can_be_erased_before_it_arrives(stores: Stores) -> None:
    erase(ID, "by law", stores.writes, NOON)
    assert store_article(ONE.article, stores.writes, later()) is Outcome.UNCHANGED
    with pytest.raises(ArticleErasedError):
        stores.reads.article(ID)
    (entry,) = stores.reads.articles(ListingQuery(order="changed")).articles
    assert isinstance(entry, Tombstone)


def test_what_is_erased_cannot_be_restored_nor_withdrawn_and_keeps_its_first_reason(stores: Stores) -> None:
    erased(stores)
    with pytest.raises(ArticleErasedError):
        restore(ID, stores.writes, later(4))
    with pytest.raises(ArticleErasedError):
        withdraw(ID, "another", stores.writes, later(4))
    erase(ID, "another", stores.writes, later(4))
    assert stores.head(ID).withdrawal == Withdrawal(reason="by law", withdrawn_at=later(3), erased=True)


def test_erasing_a_withdrawn_article_is_a_later_change_even_if_a_clock_goes_back(stores: Stores) -> None:
    store_article(ONE.article, stores.writes, NOON)
    withdraw(ID, "court", stores.writes, later(3))
    erase(ID, "by law", stores.writes, later(1))
    (entry,) = stores.reads.articles(ListingQuery(order="changed")).articles
    assert entry.withdrawal.erased if isinstance(entry, Tombstone) else False
    assert stores.reads.articles(ListingQuery(order="changed", since=later(3))).articles == (entry,)


def test_what_a_worker_writes_that_has_not_seen_the_erasure_goes_with_its_next_look(stores: Stores) -> None:
    store_article(ONE.article, stores.writes, NOON)
    same = replace(ONE.article, raw=replace(ONE.article.raw, key="articles/harbour/2.md"), put_at=later())
    writes = ErasedMeanwhile(stores)
    assert store_article(same, writes, later(2)) is Outcome.UNCHANGED
    assert writes.is_erased
    assert stores.writes.other_editions(ID) == ()


class ErasedMeanwhile(WatchedStore):
    """A store in which the article is erased after the first look."""

    def __init__(self, stores: Stores) -> None:
        super().__init__(stores.writes)
        self.is_erased = False

    def around(self, call: Callable[[], Answer]) -> Answer:
        """Erase the article between the first call and the second."""
        answer = call()
        if not self.is_erased:
            self.is_erased = True
            erase(ID, "by law", self._store, later(2))
        return answer


class RevisedMeanwhile(WatchedStore):
    """A store in which the article is revised after the first look."""

    is_revised = False

    def around(self, call: Callable[[], Answer]) -> Answer:
        """Revise the article between the first call and the second."""
        answer = call()
        if not self.is_revised:
            self.is_revised = True
            store_article(TWO.article, self._store, later(2))
        return answer


def test_a_withdrawal_that_a_worker_was_faster_than_is_made_again(stores: Stores) -> None:
    store_article(ONE.article, stores.writes, NOON)
    withdraw(ID, "court", RevisedMeanwhile(stores.writes), later(3))
    head = stores.head(ID)
    assert head.withdrawal
    assert head.revision == 2

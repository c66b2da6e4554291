"""What every ArticleCatalogue must answer: listings, revisions, and nothing that was withdrawn."""

from dataclasses import replace
from datetime import timedelta

import pytest

from broadsheet.errors import ArticleNotFoundError, ArticleWithdrawnError, RevisionNotFoundError
from broadsheet.ingestion.store import store_article
from broadsheet.ingestion.withdrawing import restore, withdraw
from broadsheet.retrieval.queries import ORDERS, ListingQuery
from tests.builders import NOON, article, later, stored
from tests.contract.stores import ONE, TWO, Stores


def test_sources_are_listed_with_when_they_were_first_seen(stores: Stores) -> None:
    stores.writes.note_source("法广", NOON)
    stores.writes.note_source("harbour", later())
    stores.writes.note_source("法广", later(2))
    assert stores.reads.sources() == (("harbour", later()), ("法广", NOON))


def archive(stores: Stores) -> list[str]:
    """Store five articles, two a source and one undated; return their titles' numbers, newest first."""
    for number in range(5):
        made = article(
            f"{number}",
            url=f"https://news.example/{number}",
            source="harbour" if number % 2 else "tower",
            published_at=None if number == 4 else later(number * 24),
            put_at=later(-48),
        )
        stores.writes.create(replace(stored(made), content_changed_at=later(-number)))
    return ["3", "2", "1", "0", "4"]


def listed(stores: Stores, query: ListingQuery) -> list[list[str]]:
    """Return the pages of a listing, each as the numbers of its articles."""
    pages = [stores.reads.articles(query)]
    while pages[-1].next:
        pages.append(stores.reads.articles(replace(query, after=pages[-1].next)))
    return [[(summary.url or "").rpartition("/")[2] for summary in page.articles] for page in pages]


def test_articles_are_listed_newest_first_an_undated_one_by_its_put(stores: Stores) -> None:
    newest_first = archive(stores)
    assert listed(stores, ListingQuery(limit=100)) == [newest_first]


def test_pages_hold_as_many_as_asked_for_and_leave_none_out(stores: Stores) -> None:
    archive(stores)
    assert listed(stores, ListingQuery(limit=2)) == [["3", "2"], ["1", "0"], ["4"]]
    assert listed(stores, ListingQuery(limit=5)) == [["3", "2", "1", "0", "4"]]


def test_a_listing_can_be_of_one_source(stores: Stores) -> None:
    archive(stores)
    assert listed(stores, ListingQuery(source="harbour")) == [["3", "1"]]
    assert listed(stores, ListingQuery(source="nobody")) == [[]]


def test_a_listing_can_be_of_a_span_that_includes_its_beginning_but_not_its_end(stores: Stores) -> None:
    archive(stores)
    assert listed(stores, ListingQuery(since=later(24), until=later(72))) == [["2", "1"]]
    assert listed(stores, ListingQuery(since=later(24), until=later(72) + timedelta(milliseconds=1))) == [
        ["3", "2", "1"]
    ]


def test_a_listing_can_be_in_the_order_of_change(stores: Stores) -> None:
    archive(stores)
    assert listed(stores, ListingQuery(order="changed", limit=3)) == [["0", "1", "2"], ["3", "4"]]


def test_a_revision_moves_in_the_listings_and_is_listed_once(stores: Stores) -> None:
    stores.writes.create(ONE)
    stores.writes.settle(TWO, observed=ONE)
    (summary,) = stores.reads.articles(ListingQuery()).articles
    assert (summary.revision, summary.published_at) == (2, later())


def test_a_summary_says_what_the_article_says(stores: Stores) -> None:
    stores.writes.create(ONE)
    (summary,) = stores.reads.articles(ListingQuery()).articles
    made = ONE.article.content
    assert (summary.title, summary.authors, summary.lead_image) == (made.title, made.authors, made.lead_image)
    assert (summary.first_seen_at, summary.word_count) == (NOON, made.word_count)


def test_a_withdrawn_article_is_gone_from_reading_and_every_listing_until_it_is_restored(
    stores: Stores,
) -> None:
    stores.writes.create(ONE)
    withdraw(ONE.article.id, "the court of 灯塔", stores.writes, later())
    with pytest.raises(ArticleWithdrawnError, match="the court of 灯塔"):
        stores.reads.article(ONE.article.id)
    with pytest.raises(ArticleWithdrawnError):
        stores.reads.revisions(ONE.article.id)
    for order in ORDERS:
        assert stores.reads.articles(ListingQuery(order=order)).articles == ()
    assert stores.reads.articles(ListingQuery(source="harbour")).articles == ()
    restore(ONE.article.id, stores.writes, later(9))
    assert stores.reads.article(ONE.article.id) == replace(ONE, content_changed_at=later(9))
    assert len(stores.reads.articles(ListingQuery(order="changed", since=later(9))).articles) == 1


def test_what_is_withdrawn_stays_so_when_it_is_revised_or_delivered_again(stores: Stores) -> None:
    store_article(ONE.article, stores.writes, NOON)
    withdraw(ONE.article.id, "court", stores.writes, later())
    for document in (ONE.article, TWO.article, replace(TWO.article, parser_version=9)):
        store_article(document, stores.writes, later(2))
        with pytest.raises(ArticleWithdrawnError, match="court"):
            stores.reads.article(ONE.article.id)
    restore(ONE.article.id, stores.writes, later(9))
    current = stores.reads.article(ONE.article.id)
    assert (current.revision, current.article.parser_version) == (2, 9)


def test_settling_over_an_article_that_was_withdrawn_meanwhile_changes_nothing(stores: Stores) -> None:
    stores.writes.create(ONE)
    withdraw(ONE.article.id, "court", stores.writes, later())
    assert not stores.writes.settle(TWO, observed=ONE)
    withdrawn = stores.writes.current(ONE.article.id)
    restore(ONE.article.id, stores.writes, later(9))
    assert not stores.writes.settle(TWO, observed=withdrawn)


def test_an_unknown_article_cannot_be_withdrawn(stores: Stores) -> None:
    with pytest.raises(ArticleNotFoundError):
        withdraw("nope", "court", stores.writes, NOON)


def history(stores: Stores) -> str:
    """Store four editions of an article in three revisions, out of order, and return its id."""
    texts = {2: "Two.", 0: "One.", 3: "Two.", 4: "One."}
    for hour, text in texts.items():
        store_article(article(text, published_at=later(hour), version_id=f"v{hour}"), stores.writes, NOON)
    return article().id


def test_revisions_are_in_the_documents_own_order(stores: Stores) -> None:
    revisions = stores.reads.revisions(history(stores))
    assert [(revision.number, revision.raw.version_id) for revision in revisions] == [
        (1, "v0"),
        (2, "v2"),
        (3, "v3"),
        (4, "v4"),
    ]
    assert revisions[0].published_at == NOON


def test_each_revision_is_served_whole(stores: Stores) -> None:
    article_id = history(stores)
    texts = [stores.reads.article(article_id, number).article.content.text for number in (1, 2, 3, 4)]
    assert texts == ["One.", "Two.", "Two.", "One."]
    assert stores.reads.article(article_id, 2).revision == 2
    assert stores.reads.article(article_id, 4) == stores.reads.article(article_id)


@pytest.mark.parametrize("number", [0, 5])
def test_a_revision_that_is_not_there_is_an_error_that_says_which_are(stores: Stores, number: int) -> None:
    article_id = history(stores)
    with pytest.raises(RevisionNotFoundError, match="1 to 4"):
        stores.reads.article(article_id, number)


def test_a_revision_can_be_read_while_the_edition_that_makes_it_current_is_not_yet_settled(
    stores: Stores,
) -> None:
    stores.writes.create(ONE)
    stores.writes.keep(TWO, with_body=True)
    assert [revision.number for revision in stores.reads.revisions(ONE.article.id)] == [1, 2]
    assert stores.reads.article(ONE.article.id, 1).article == ONE.article
    assert stores.reads.article(ONE.article.id, 2).article == TWO.article

"""What every ArticleCatalogue must answer: listings, revisions, and nothing that was withdrawn."""

from dataclasses import replace
from datetime import timedelta

import pytest

from broadsheet.article import Withdrawal
from broadsheet.errors import ArticleNotFoundError, ArticleWithdrawnError, RevisionNotFoundError
from broadsheet.ingestion.store import store_article
from broadsheet.ingestion.withdrawals import restore, withdraw
from broadsheet.retrieval.queries import ArticleSummary, ListingQuery, RevisionQuery, Tombstone
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
        stores.create(replace(stored(made), content_changed_at=later(-number)))
    return ["3", "2", "1", "0", "4"]


def url_of(entry: ArticleSummary | Tombstone) -> str:
    assert isinstance(entry, ArticleSummary)
    return entry.url or ""


def listed(stores: Stores, query: ListingQuery) -> list[list[str]]:
    """Return the pages of a listing, each as the numbers of its articles."""
    pages = [stores.reads.articles(query)]
    while pages[-1].has_more:
        pages.append(stores.reads.articles(replace(query, after=pages[-1].places[-1])))
    return [[url_of(entry).rpartition("/")[2] for entry in page.articles] for page in pages]


def test_articles_are_listed_newest_first_an_undated_one_by_its_put(stores: Stores) -> None:
    newest_first = archive(stores)
    assert listed(stores, ListingQuery(limit=100)) == [newest_first]


def test_pages_hold_as_many_as_asked_for_and_leave_none_out(stores: Stores) -> None:
    archive(stores)
    assert listed(stores, ListingQuery(limit=2)) == [["3", "2"], ["1", "0"], ["4"]]
    assert listed(stores, ListingQuery(limit=5)) == [["3", "2", "1", "0", "4"]]


def test_an_article_without_an_address_is_listed_like_any_other(stores: Stores) -> None:
    made = stored(replace(article(), url=None, raw_url=None))
    stores.create(made)
    [summary] = stores.reads.articles(ListingQuery()).articles
    assert isinstance(summary, ArticleSummary)
    assert (summary.id, summary.url) == (made.article.id, None)


def test_a_listing_can_be_of_one_source(stores: Stores) -> None:
    archive(stores)
    assert listed(stores, ListingQuery(sources=("harbour",))) == [["3", "1"]]
    assert listed(stores, ListingQuery(sources=("nobody",))) == [[]]


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
    for document in (ONE.article, TWO.article):
        store_article(document, stores.writes, NOON)
    (summary,) = stores.reads.articles(ListingQuery()).articles
    assert isinstance(summary, ArticleSummary)
    assert (summary.revision, summary.published_at) == (2, later())


def test_a_summary_says_what_the_article_says(stores: Stores) -> None:
    stores.create(ONE)
    (summary,) = stores.reads.articles(ListingQuery()).articles
    assert isinstance(summary, ArticleSummary)
    made = ONE.article.content
    assert (summary.title, summary.authors, summary.lead_image) == (made.title, made.authors, made.lead_image)
    assert (summary.first_seen_at, summary.word_count) == (NOON, made.word_count)


def test_a_withdrawn_article_is_gone_from_reading_and_every_listing_until_it_is_restored(
    stores: Stores,
) -> None:
    stores.create(ONE)
    withdraw(ONE.article.id, "the court of 灯塔", stores.writes, later())
    with pytest.raises(ArticleWithdrawnError, match="the court of 灯塔"):
        stores.reads.article(ONE.article.id)
    with pytest.raises(ArticleWithdrawnError):
        stores.reads.revisions(ONE.article.id, RevisionQuery())
    for sources in ((), ("harbour",)):
        assert stores.reads.articles(ListingQuery(sources=sources)).articles == ()
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


@pytest.mark.parametrize("sources", [(), ("harbour",)])
def test_the_order_of_change_has_a_tombstone_of_what_was_withdrawn(
    stores: Stores, sources: tuple[str, ...]
) -> None:
    stores.create(ONE)
    withdraw(ONE.article.id, "court", stores.writes, later(2))
    stores.create(stored(article("Other.", url="https://news.example/other"), now=later()))
    page = stores.reads.articles(ListingQuery(order="changed", sources=sources))
    told = Withdrawal(reason="court", withdrawn_at=later(2))
    tombstone = Tombstone(id=ONE.article.id, source="harbour", withdrawal=told, changed_at=later(2))
    assert page.articles[0] == tombstone
    assert [entry.id for entry in page.articles[1:]] == [article(url="https://news.example/other").id]


def test_what_was_revised_while_it_was_withdrawn_changes_last_when_it_is_restored(stores: Stores) -> None:
    stores.create(ONE)
    withdraw(ONE.article.id, "court", stores.writes, later())
    revised = article("Two.", published_at=later(), put_at=later(), key="articles/harbour/2.md")
    store_article(revised, stores.writes, later(9))

    restore(ONE.article.id, stores.writes, later(2))  # by a clock that is behind

    assert stores.reads.article(ONE.article.id).content_changed_at > later(9)


def test_what_was_withdrawn_before_it_arrived_is_withdrawn_when_it_does(stores: Stores) -> None:
    assert not withdraw(ONE.article.id, "court", stores.writes, NOON)
    store_article(ONE.article, stores.writes, later())
    with pytest.raises(ArticleWithdrawnError, match="court"):
        stores.reads.article(ONE.article.id)
    restore(ONE.article.id, stores.writes, later(2))
    assert stores.reads.article(ONE.article.id).article == ONE.article


def test_a_change_over_a_head_that_was_withdrawn_meanwhile_changes_nothing(stores: Stores) -> None:
    stores.create(ONE)
    head = stores.head(ONE.article.id)
    withdraw(ONE.article.id, "court", stores.writes, later())
    assert not stores.writes.put_withdrawal(replace(head, revision=9), observed=head)


def test_what_is_unknown_can_be_withdrawn_but_not_restored(stores: Stores) -> None:
    with pytest.raises(ArticleNotFoundError):
        restore("nope", stores.writes, NOON)
    withdraw("nope", "court", stores.writes, NOON)
    with pytest.raises(ArticleWithdrawnError):
        stores.reads.article("nope")


def history(stores: Stores) -> str:
    """Store four editions of an article in three revisions, out of order, and return its id."""
    texts = {2: "Two.", 0: "One.", 3: "Two.", 4: "One."}
    for hour, text in texts.items():
        store_article(
            article(text, published_at=later(hour), version_id=f"v{hour}", put_at=later(hour)),
            stores.writes,
            NOON,
        )
    return article().id


def test_revisions_are_in_the_documents_own_order(stores: Stores) -> None:
    revisions = stores.reads.revisions(history(stores), RevisionQuery()).revisions
    assert [(revision.number, revision.raw.version_id) for revision in revisions] == [
        (1, "v0"),
        (2, "v2"),
        (3, "v3"),
        (4, "v4"),
    ]
    assert revisions[0].published_at == NOON


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5])
def test_revisions_come_in_pages_that_leave_none_out_nor_show_one_twice(stores: Stores, limit: int) -> None:
    article_id = history(stores)
    for number in range(9):  # sightings of the same contents, which are no revisions
        document = article("One.", published_at=later(4), version_id=f"s{number}", put_at=later(number + 5))
        store_article(document, stores.writes, NOON)
    pages = [stores.reads.revisions(article_id, RevisionQuery(limit=limit))]
    while pages[-1].next:
        pages.append(stores.reads.revisions(article_id, RevisionQuery(limit=limit, after=pages[-1].next)))
    assert all(0 < len(page.revisions) <= limit for page in pages)
    numbers = [(revision.number, revision.raw.version_id) for page in pages for revision in page.revisions]
    assert numbers == [(1, "v0"), (2, "v2"), (3, "v3"), (4, "v4")]


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


def test_a_listing_of_more_than_a_megabyte_is_had_page_by_page(stores: Stores) -> None:
    long = "x" * 30_000
    for number in range(45):
        made = article(url=f"https://news.example/{number}")
        stores.create(stored(replace(made, content=replace(made.content, standfirst=f"{number} {long}"))))
    query, seen, pages = ListingQuery(limit=100), list[str](), 0
    while True:
        page = stores.reads.articles(query)
        seen += [entry.id for entry in page.articles]
        pages += 1
        if not page.has_more:
            break
        query = replace(query, after=page.places[-1])
    assert len(seen) == len(set(seen)) == 45
    assert pages <= 3

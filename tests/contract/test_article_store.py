"""What every ArticleStore and ArticleCatalogue must do: the fake, and DynamoDB as moto has it."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from broadsheet.article import Outcome, Receipt
from broadsheet.errors import ArticleNotFoundError, ArticleWithdrawnError, RevisionNotFoundError
from broadsheet.listing import ORDERS, ListingQuery, RejectionQuery
from broadsheet.ports import ArticleCatalogue, ArticleStore
from broadsheet.revisions import edition_of
from broadsheet.storing import store_article
from broadsheet.withdrawing import restore, withdraw
from tests.aws import Aws
from tests.builders import NOON, article, content, later, location, stored
from tests.fakes import FakeArticleStore


@dataclass(frozen=True, kw_only=True)
class Stores:
    writes: ArticleStore
    reads: ArticleCatalogue


@pytest.fixture(params=["fake", "dynamodb"])
def stores(request: pytest.FixtureRequest) -> Stores:
    if request.param == "fake":
        fake = FakeArticleStore()
        return Stores(writes=fake, reads=fake)
    aws: Aws = request.getfixturevalue("aws")
    return Stores(writes=aws.article_store, reads=aws.catalogue)


ONE = stored(article("One."))
TWO = stored(article("Two.", published_at=later(), key="articles/harbour/2.md"), revision=2)


def test_a_created_article_reads_back_equal(stores: Stores) -> None:
    assert stores.writes.create(ONE) is None
    assert stores.writes.current(ONE.article.id) == ONE
    assert stores.reads.article(ONE.article.id) == ONE


def test_every_field_reads_back_equal_even_when_it_is_empty(stores: Stores) -> None:
    bare = content(
        title="", authors=(), language=None, published_at=None, published_at_from=None, standfirst="",
        text="", html="", markdown="", images=(), lead_image=None, media=(), links=(), word_count=0,
        reading_minutes=0, copyright="", warnings=(), removed=(),
    )  # fmt: skip
    empty = stored(replace(article(), content=bare, raw_title="", sequencer=""))
    stores.writes.create(empty)
    assert stores.reads.article(empty.article.id) == empty


@pytest.mark.parametrize("size", [400_000, 5_000_000])
def test_an_article_of_any_size_reads_back_equal(stores: Stores, size: int) -> None:
    letters = "".join(chr(0x4E00 + number * 7919 % 20000) for number in range(size // 3))
    large = stored(article(letters))
    stores.writes.create(large)
    assert stores.reads.article(large.article.id) == large


def test_creating_what_exists_changes_nothing_and_returns_it(stores: Stores) -> None:
    stores.writes.create(ONE)
    assert stores.writes.create(TWO) == ONE
    assert stores.writes.current(ONE.article.id) == ONE


def test_an_unknown_article_is_an_error_by_name(stores: Stores) -> None:
    with pytest.raises(ArticleNotFoundError, match="nope"):
        stores.reads.article("nope")


def test_settling_makes_one_edition_current_and_the_other_past(stores: Stores) -> None:
    stores.writes.create(ONE)
    assert stores.writes.settle(TWO, observed=ONE)
    assert stores.reads.article(ONE.article.id) == TWO
    assert stores.writes.past_editions(ONE.article.id) == (edition_of(ONE),)
    assert stores.writes.past_edition(ONE.article.id, edition_of(ONE)) == ONE


def test_settling_back_takes_the_edition_out_of_the_past(stores: Stores) -> None:
    stores.writes.create(ONE)
    stores.writes.settle(TWO, observed=ONE)
    assert stores.writes.settle(ONE, observed=TWO)
    assert stores.writes.past_editions(ONE.article.id) == (edition_of(TWO),)


def test_settling_over_the_same_document_replaces_in_place(stores: Stores) -> None:
    stores.writes.create(ONE)
    renumbered = replace(ONE, revision=2)
    assert stores.writes.settle(renumbered, observed=ONE)
    assert stores.reads.article(ONE.article.id) == renumbered
    assert stores.writes.past_editions(ONE.article.id) == ()


@pytest.mark.parametrize(
    "stale",
    [
        replace(ONE, revision=7),
        replace(ONE, article=replace(ONE.article, content_hash="other")),
        replace(ONE, article=replace(ONE.article, parser_version=7)),
        replace(ONE, article=replace(ONE.article, raw=TWO.article.raw)),
    ],
)
def test_settling_over_what_is_no_longer_current_changes_nothing(stores: Stores, stale: object) -> None:
    stores.writes.create(ONE)
    three = stored(article("Three.", key="articles/harbour/3.md"))
    assert not stores.writes.settle(three, observed=stale)  # type: ignore[arg-type]
    assert stores.reads.article(ONE.article.id) == ONE
    assert stores.writes.past_editions(ONE.article.id) == ()


def test_keeping_twice_keeps_one_edition(stores: Stores) -> None:
    stores.writes.create(TWO)
    stores.writes.keep(ONE, with_body=True)
    stores.writes.keep(replace(ONE, outcome=Outcome.SUPERSEDED), with_body=True)
    (kept,) = stores.writes.past_editions(ONE.article.id)
    assert (kept.position, kept.outcome) == (ONE.article.position, Outcome.SUPERSEDED)


OLDER = replace(ONE, article=replace(ONE.article, parser_version=0))


def test_an_older_parsers_reading_that_comes_late_does_not_replace_a_newer_ones(stores: Stores) -> None:
    stores.writes.create(TWO)
    stores.writes.keep(ONE, with_body=True)
    stores.writes.keep(OLDER, with_body=True)
    assert not stores.writes.settle(OLDER, observed=TWO)
    assert stores.writes.past_edition(ONE.article.id, edition_of(ONE)) == ONE
    assert stores.reads.article(ONE.article.id) == TWO


def test_a_copy_of_the_current_edition_among_the_past_ones_is_passed_over(stores: Stores) -> None:
    stores.writes.create(ONE)
    stores.writes.keep(OLDER, with_body=True)
    assert stores.writes.past_editions(ONE.article.id) == ()
    assert len(stores.reads.revisions(ONE.article.id)) == 1
    assert stores.writes.settle(TWO, observed=ONE)
    assert stores.writes.past_editions(ONE.article.id) == (edition_of(ONE),)


def test_an_edition_kept_without_its_body_has_that_of_the_same_bytes(stores: Stores) -> None:
    again = replace(ONE, article=replace(ONE.article, raw=replace(ONE.article.raw, key="articles/copy/1.md")))
    stores.writes.create(ONE)
    stores.writes.keep(again, with_body=False)
    assert stores.writes.past_edition(ONE.article.id, edition_of(again)) == again


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
    return [[summary.url.rpartition("/")[2] for summary in page.articles] for page in pages]


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
    restore(ONE.article.id, stores.writes)
    assert stores.reads.article(ONE.article.id) == ONE
    assert len(stores.reads.articles(ListingQuery()).articles) == 1


def test_what_is_withdrawn_stays_so_when_it_is_revised_or_delivered_again(stores: Stores) -> None:
    store_article(ONE.article, stores.writes, NOON)
    withdraw(ONE.article.id, "court", stores.writes, later())
    for document in (ONE.article, TWO.article, replace(TWO.article, parser_version=9)):
        store_article(document, stores.writes, later(2))
        with pytest.raises(ArticleWithdrawnError, match="court"):
            stores.reads.article(ONE.article.id)
    restore(ONE.article.id, stores.writes)
    current = stores.reads.article(ONE.article.id)
    assert (current.revision, current.article.parser_version) == (2, 9)


def test_settling_over_an_article_that_was_withdrawn_meanwhile_changes_nothing(stores: Stores) -> None:
    stores.writes.create(ONE)
    withdraw(ONE.article.id, "court", stores.writes, later())
    assert not stores.writes.settle(TWO, observed=ONE)
    withdrawn = stores.writes.current(ONE.article.id)
    restore(ONE.article.id, stores.writes)
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


def rejected(key: str, hour: int, *, stands: bool = True) -> Receipt:
    return Receipt(
        location=replace(location(key), put_at=later(hour)),
        outcome=Outcome.REJECTED,
        article_ids=(),
        parser_version=1,
        processed_at=later(hour),
        code="no_header",
        message=f"{key}: no header",
        stands=stands,
    )


def test_receipts_read_back_equal(stores: Stores) -> None:
    good = replace(
        rejected("港口/1.md", 1), outcome=Outcome.CREATED, article_ids=("a", "b"), code="", stands=False
    )
    bad = replace(rejected("港口/1.md", 2), location=location("港口/1.md", "v2"))
    for receipt in (good, bad, rejected("other.md", 3)):
        assert stores.writes.record(receipt, over=None)
    assert set(stores.writes.receipts_of("港口/1.md")) == {good, bad}


@pytest.mark.parametrize(
    "seen",
    [
        None,
        replace(rejected("a.md", 1), outcome=Outcome.CREATED),
        replace(rejected("a.md", 1), parser_version=2),
        replace(rejected("a.md", 1), processed_at=later(2)),
        replace(rejected("a.md", 1), stands=False),
        replace(rejected("a.md", 1), location=replace(rejected("a.md", 1).location, sequencer="0A")),
    ],
)
def test_a_receipt_that_another_worker_has_changed_meanwhile_is_not_overwritten(
    stores: Stores, seen: Receipt | None
) -> None:
    stores.writes.record(rejected("a.md", 1), over=None)
    newer = replace(rejected("a.md", 1), parser_version=9)
    assert not stores.writes.record(newer, over=seen)
    assert stores.writes.receipts_of("a.md") == (rejected("a.md", 1),)
    assert stores.writes.record(newer, over=rejected("a.md", 1))
    assert stores.writes.receipts_of("a.md") == (newer,)


def test_rejections_that_stand_are_listed_newest_first_in_pages(stores: Stores) -> None:
    for number in range(5):
        stores.writes.record(rejected(f"{number}.md", number, stands=number != 3), over=None)
    first = stores.reads.rejections(RejectionQuery(limit=2))
    second = stores.reads.rejections(RejectionQuery(limit=2, after=first.next))
    listed = [receipt.location.key for page in (first, second) for receipt in page.receipts]
    assert listed == ["4.md", "2.md", "1.md", "0.md"]
    assert second.next is None
    assert first.receipts[0].message == "4.md: no header"

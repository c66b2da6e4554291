"""Storing: whatever the order and number of deliveries, the same store; and a true outcome for each."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.article import Article, Outcome, StoredArticle
from broadsheet.errors import ConflictError
from broadsheet.ingestion.revisions import Edition, edition_of
from broadsheet.ingestion.store import store_article
from tests.builders import NOON, article, later, stored
from tests.fakes import FakeArticleStore


def test_the_first_document_of_an_article_creates_it() -> None:
    store = FakeArticleStore()
    assert store_article(article(), store, NOON) is Outcome.CREATED
    assert store.current_articles[article().id] == stored(article())
    assert store.seen_sources == {"harbour": NOON}


def test_the_same_delivery_again_changes_nothing_and_has_the_same_outcome() -> None:
    store = FakeArticleStore()
    store_article(article(), store, NOON)
    assert store_article(article(), store, later()) is Outcome.CREATED
    assert store.current_articles[article().id].processed_at == NOON


def test_a_later_document_with_other_content_revises_and_the_earlier_is_kept() -> None:
    store = FakeArticleStore()
    first, second = article("One."), article("Two.", published_at=later(), key="articles/harbour/2.md")
    store_article(first, store, NOON)
    assert store_article(second, store, later(2)) is Outcome.REVISED
    current = store.current(first.id)
    assert current.article == second
    assert (current.revision, current.first_seen_at, current.content_changed_at) == (2, NOON, later(2))
    assert store.past_editions(first.id) == (edition_of(stored(first)),)


def test_an_earlier_document_is_superseded_but_kept_and_counted() -> None:
    store = FakeArticleStore()
    second, first = article("Two.", published_at=later()), article("One.", key="articles/harbour/2.md")
    store_article(second, store, NOON)
    assert store_article(first, store, later(2)) is Outcome.SUPERSEDED
    current = store.current(first.id)
    assert current.article == second
    assert (current.revision, current.content_changed_at) == (2, NOON)


def test_a_document_with_the_same_content_leaves_the_article_unchanged() -> None:
    store = FakeArticleStore()
    store_article(article(), store, NOON)
    again = article(key="articles/harbour/2.md", put_at=later())
    assert store_article(again, store, later(2)) is Outcome.UNCHANGED
    assert store.current(again.id) == stored(article())


def test_a_publisher_who_goes_back_to_earlier_words_makes_a_third_revision() -> None:
    store = FakeArticleStore()
    for number, text in enumerate(["One.", "Two.", "One."]):
        store_article(article(text, version_id=f"v{number}", put_at=later(number)), store, later(number))
    current = store.current(article().id)
    assert (current.article.content.text, current.revision) == ("One.", 3)


def test_a_newer_parser_replaces_in_place_and_makes_no_revision() -> None:
    store = FakeArticleStore()
    store_article(article("Draft"), store, NOON)
    better = replace(article("Better", parser_version=2), raw=article("Draft").raw)
    assert store_article(better, store, later()) is Outcome.CREATED
    current = store.current(better.id)
    assert (current.article, current.revision, store.past) == (better, 1, {})


def test_an_older_parser_that_comes_late_changes_nothing() -> None:
    store = FakeArticleStore()
    store_article(article(parser_version=2), store, NOON)
    store_article(article(parser_version=1), store, later())
    assert store.current(article().id).article.parser_version == 2


def test_a_delivery_without_a_sequencer_keeps_the_one_that_is_known() -> None:
    store = FakeArticleStore()
    store_article(replace(article(), sequencer="0A"), store, NOON)
    store_article(replace(article(), parser_version=2), store, later())
    assert store.current(article().id).article.sequencer == "0A"


TEXTS = st.sampled_from(["One.", "Two.", "Three."])
HOURS = st.integers(0, 2)


@st.composite
def documents(draw: st.DrawFn) -> list[Article]:
    """Return documents of one article: few texts, dates and put times, so that many meet."""
    drawn = draw(st.lists(st.tuples(TEXTS, st.none() | HOURS, HOURS), min_size=1, max_size=6))
    return [
        article(
            text,
            published_at=None if hour is None else later(hour),
            put_at=later(put_hour),
            key=f"articles/harbour/{number}.md",
        )
        for number, (text, hour, put_hour) in enumerate(drawn)
    ]


def without_arrival(stored: StoredArticle) -> StoredArticle:
    """Return a stored article without what may depend on the order of arrival: outcome and clocks."""
    return replace(
        stored, outcome=Outcome.CREATED, first_seen_at=NOON, content_changed_at=NOON, processed_at=NOON
    )


def contents(store: FakeArticleStore) -> tuple[StoredArticle, dict[str, Article]]:
    (current,) = store.current_articles.values()
    past = store.past.get(current.article.id, {})
    return without_arrival(current), {key: past[key, v].article for key, v in sorted(past)}


@given(deliveries=documents().flatmap(lambda d: st.tuples(st.just(d), st.permutations([*d, *d[:3]]))))
def test_the_store_does_not_depend_on_the_order_or_number_of_deliveries(
    deliveries: tuple[list[Article], list[Article]],
) -> None:
    in_order, shuffled = FakeArticleStore(), FakeArticleStore()
    for one in sorted(deliveries[0], key=lambda document: document.position):
        store_article(one, in_order, NOON)
    for one in deliveries[1]:
        store_article(one, shuffled, NOON)
    assert contents(shuffled) == contents(in_order)


class OvertakingStore(FakeArticleStore):
    """A store in which other workers store their documents just before this one settles."""

    def __init__(self, others: list[Article]) -> None:
        super().__init__()
        self.others = others

    def settle(self, article: StoredArticle, *, observed: StoredArticle) -> bool:
        if self.others:
            store_article(self.others.pop(), self, NOON)
        return super().settle(article, observed=observed)

    def keep(self, article: StoredArticle, *, with_body: bool) -> None:
        if self.others:
            store_article(self.others.pop(), self, NOON)
        super().keep(article, with_body=with_body)


@given(documents=documents())
def test_workers_that_overtake_each_other_end_in_the_same_store(documents: list[Article]) -> None:
    in_order, contended = FakeArticleStore(), OvertakingStore(documents[2:])
    for one in documents:
        store_article(one, in_order, NOON)
    for one in documents:
        store_article(one, contended, NOON)
    assert contents(contended) == contents(in_order)


def test_two_workers_who_replace_copies_at_once_do_not_each_give_up_the_body_for_the_others() -> None:
    """Both copies have a body; each worker sees the other's, and neither has written yet."""
    store = OvertakingStore([])
    copies = [
        article("One.", key=f"articles/harbour/{number}.md", put_at=later(-number)) for number in (1, 2)
    ]
    for document in (*copies, article("Two.", key="articles/harbour/3.md", published_at=later())):
        store_article(document, store, NOON)
    newer, overtaking = (replace(copy, parser_version=2) for copy in copies)
    store.others.append(overtaking)
    store_article(newer, store, NOON)
    for edition in store.past_editions(newer.id):
        assert store.past_edition(newer.id, edition).article.content.text == "One."


def test_a_copy_keeps_its_content_when_a_newer_parser_reads_the_original() -> None:
    store = FakeArticleStore()
    original = article("One.")
    copy = replace(original, raw=replace(original.raw, key="articles/harbour/copy.md"))
    for document in (original, article("Two.", key="articles/harbour/2.md", published_at=later()), copy):
        store_article(document, store, NOON)
    better = replace(article("One, read better.", parser_version=2), raw=original.raw)
    store_article(better, store, NOON)
    (kept,) = [edition for edition in store.past_editions(copy.id) if edition.position.key == copy.raw.key]
    assert store.past_edition(copy.id, kept).article == copy


def test_other_rules_replace_in_place_and_make_no_revision() -> None:
    store = FakeArticleStore()
    store_article(article(), store, NOON)
    otherwise = replace(article(), rules="other", content=replace(article().content, standfirst="Found."))
    store_article(otherwise, store, later())
    assert (store.current(otherwise.id).article, store.current(otherwise.id).revision) == (otherwise, 1)


class StoreInWhichTheRightfulEditionMoves(FakeArticleStore):
    """A store in which another worker makes the rightful edition current before this one can read it."""

    def past_edition(self, article_id: str, edition: Edition) -> StoredArticle:
        past, current = super().past_edition(article_id, edition), self.current(article_id)
        self.settle(replace(past, revision=1), observed=current)
        return super().past_edition(article_id, edition)


def test_an_edition_that_another_worker_has_made_current_meanwhile_is_looked_for_again() -> None:
    store = StoreInWhichTheRightfulEditionMoves()
    first, second = article("One."), article("Two.", published_at=later(), key="articles/harbour/2.md")
    store_article(first, store, NOON)
    store_article(second, store, NOON)
    same_as_first = replace(second, content=first.content, content_hash=first.content_hash, parser_version=2)
    store_article(same_as_first, store, NOON)
    assert (store.current(first.id).article, store.current(first.id).revision) == (first, 1)


class NeverSettlingStore(FakeArticleStore):
    """A store in which somebody else is always faster."""

    def settle(self, article: StoredArticle, *, observed: StoredArticle) -> bool:
        return False


def test_endless_conflict_is_an_error_that_can_be_tried_again() -> None:
    store = NeverSettlingStore()
    store_article(article("One."), store, NOON)
    with pytest.raises(ConflictError, match=r"2\.md") as raised:
        store_article(article("Two.", published_at=later(), key="articles/harbour/2.md"), store, NOON)
    assert raised.value.retry_after


def test_clocks_say_when_content_changed_and_when_it_was_first_seen() -> None:
    store = FakeArticleStore()
    moments: list[tuple[datetime, datetime]] = []
    for number, text in enumerate(["One.", "One.", "Two."]):
        store_article(article(text, version_id=f"v{number}", put_at=later(number)), store, later(number))
        current = store.current(article().id)
        moments.append((current.first_seen_at, current.content_changed_at))
    assert moments == [(NOON, NOON), (NOON, NOON), (NOON, later(2))]

"""Storing: whatever the order and number of deliveries, the same store; and a true outcome for each."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.article import Article, Content, Outcome
from broadsheet.ingestion.changes import Change
from broadsheet.ingestion.revisions import Current, Edition, in_order, revisions_of
from broadsheet.ingestion.store import store_article
from tests.builders import NOON, article, edition, later
from tests.fakes import FakeArticleStore


def head(store: FakeArticleStore, article_id: str) -> Current:
    """Return the head of an article that there is."""
    found = store.head(article_id)
    assert found
    return found


def texts(store: FakeArticleStore, article_id: str) -> list[str]:
    """Return the text of each revision, the first one first."""
    return [
        store.article(article_id, number + 1).article.content.text
        for number in range(head(store, article_id).revision)
    ]


def test_the_first_document_of_an_article_creates_it() -> None:
    store = FakeArticleStore()
    assert store_article(article(), store, NOON) is Outcome.CREATED
    assert store.article(article().id).article == article()
    assert store.seen_sources == {"harbour": NOON}


def test_the_same_delivery_again_changes_nothing_and_has_the_same_outcome() -> None:
    store = FakeArticleStore()
    store_article(article(), store, NOON)
    before = head(store, article().id)
    assert store_article(article(), store, later()) is Outcome.CREATED
    assert head(store, article().id) == before


def test_a_later_document_with_other_content_revises_and_the_earlier_is_kept() -> None:
    store = FakeArticleStore()
    first, second = article("One."), article("Two.", published_at=later(), key="articles/harbour/2.md")
    store_article(first, store, NOON)
    assert store_article(second, store, later(2)) is Outcome.REVISED
    current = store.article(first.id)
    assert current.article == second
    assert (current.revision, current.first_seen_at, current.content_changed_at) == (2, NOON, later(2))
    assert store.other_editions(first.id) == (edition(first),)


def test_an_earlier_document_is_superseded_but_kept_and_counted() -> None:
    store = FakeArticleStore()
    second, first = article("Two.", published_at=later()), article("One.", key="articles/harbour/2.md")
    store_article(second, store, NOON)
    assert store_article(first, store, later(2)) is Outcome.SUPERSEDED
    current = store.article(first.id)
    assert current.article == second
    assert (current.revision, current.content_changed_at) == (2, NOON)


def test_a_document_with_the_same_content_leaves_the_article_unchanged() -> None:
    store = FakeArticleStore()
    store_article(article(), store, NOON)
    before = head(store, article().id)
    again = article(key="articles/harbour/2.md", put_at=later())
    assert store_article(again, store, later(2)) is Outcome.UNCHANGED
    assert head(store, again.id) == before


@given(order=st.permutations(["One.", "Two.", "One."]).flatmap(lambda _: st.permutations(range(3))))
def test_a_publisher_who_goes_back_to_earlier_words_makes_a_third_revision(order: list[int]) -> None:
    store = FakeArticleStore()
    for number in order:
        document = article(["One.", "Two.", "One."][number], version_id=f"v{number}", put_at=later(number))
        store_article(document, store, later(number))
    assert texts(store, article().id) == ["One.", "Two.", "One."]


@pytest.mark.parametrize("date", [later(-99), None])
@pytest.mark.parametrize("is_late", [False, True])
def test_a_correction_to_an_earlier_date_or_to_none_is_served(date: datetime | None, is_late: bool) -> None:
    store = FakeArticleStore()
    wrong = article("Wrong.", published_at=later(99), version_id="v1")
    right = article("Right.", published_at=date, version_id="v2", put_at=later())
    for document in (right, wrong) if is_late else (wrong, right):
        store_article(document, store, NOON)
    assert texts(store, wrong.id) == ["Wrong.", "Right."]


def test_another_key_with_a_later_date_wins_over_a_corrected_one() -> None:
    store = FakeArticleStore()
    other = article("Other.", published_at=later(5), key="articles/harbour/2.md")
    for document in (
        article("Wrong.", published_at=later(99)),
        other,
        article("Right.", published_at=later(1), version_id="v2", put_at=later()),
    ):
        store_article(document, store, NOON)
    assert store.article(other.id).article == other


def test_a_newer_parser_replaces_in_place_and_makes_no_revision() -> None:
    store = FakeArticleStore()
    store_article(article("Draft"), store, NOON)
    better = replace(article("Better", parser_version=2), raw=article("Draft").raw)
    assert store_article(better, store, later()) is Outcome.CREATED
    current = store.article(better.id)
    assert (current.article, current.revision, store.other_editions(better.id)) == (better, 1, ())


def test_an_older_parser_that_comes_late_changes_nothing() -> None:
    store = FakeArticleStore()
    store_article(article(parser_version=2), store, NOON)
    store_article(article(parser_version=1), store, later())
    assert store.article(article().id).article.parser_version == 2


@pytest.mark.parametrize(
    ("known", "told", "kept"),
    [("0A", "", "0A"), ("", "0A", "0A"), ("-1", "0A", "0A"), ("0A", "-1", "0A"), ("", "-1", "-1")],
)
def test_what_is_known_best_of_the_order_of_puts_is_kept(known: str, told: str, kept: str) -> None:
    store = FakeArticleStore()
    store_article(replace(article(), sequencer=known), store, NOON)
    store_article(replace(article(), sequencer=told, parser_version=2), store, later())
    assert store.article(article().id).article.sequencer == kept


TEXTS = st.sampled_from(["One.", "Two.", "Three."])
HOURS = st.integers(0, 2)


@st.composite
def documents(draw: st.DrawFn) -> list[Article]:
    """Return documents of one article: few texts, keys, dates and put times, so that many meet."""
    drawn = draw(
        st.lists(st.tuples(TEXTS, st.none() | HOURS, HOURS, st.integers(0, 3)), min_size=1, max_size=6)
    )
    return [
        article(
            text,
            published_at=None if hour is None else later(hour),
            put_at=later(put_hour),
            key=f"articles/harbour/{key}.md",
            version_id=f"v{number}",
        )
        for number, (text, hour, put_hour, key) in enumerate(drawn)
    ]


def contents(store: FakeArticleStore) -> tuple[object, list[Edition]]:
    """Return all of an article that may not depend on the order of arrival."""
    (current,) = store.heads.values()
    others = sorted(store.other_editions(current.article_id), key=lambda other: other.place)
    return (current.edition, current.revision), others


@given(deliveries=documents().flatmap(lambda d: st.tuples(st.just(d), st.permutations([*d, *d[:3]]))))
def test_the_store_does_not_depend_on_the_order_or_number_of_deliveries(
    deliveries: tuple[list[Article], list[Article]],
) -> None:
    in_put_order, shuffled = FakeArticleStore(), FakeArticleStore()
    for one in sorted(deliveries[0], key=lambda document: document.put_at):
        store_article(one, in_put_order, NOON)
    for one in deliveries[1]:
        store_article(one, shuffled, NOON)
    assert contents(shuffled) == contents(in_put_order)
    everything = in_order(edition(document) for document in deliveries[0])
    assert contents(shuffled)[0] == (revisions_of(everything)[-1][0], len(revisions_of(everything)))


class OvertakingStore(FakeArticleStore):
    """A store in which other workers store their documents just before this one writes."""

    def __init__(self, others: list[Article]) -> None:
        super().__init__()
        self.waiting = others

    def _overtake(self) -> None:
        if self.waiting:
            store_article(self.waiting.pop(), self, NOON)

    def change(self, change: Change, *, observed: Current | None, arriving: Content | None = None) -> bool:
        self._overtake()
        return super().change(change, observed=observed, arriving=arriving)

    def put_edition(self, edition: Edition, content: Content | None = None) -> None:
        self._overtake()
        super().put_edition(edition, content)


@given(documents=documents())
def test_workers_that_overtake_each_other_end_in_the_same_store(documents: list[Article]) -> None:
    alone, contended = FakeArticleStore(), OvertakingStore(documents[2:])
    for one in documents:
        store_article(one, alone, NOON)
    for one in documents:
        store_article(one, contended, NOON)
    assert contents(contended) == contents(alone)


def test_other_rules_replace_in_place_and_make_no_revision() -> None:
    store = FakeArticleStore()
    store_article(article(), store, NOON)
    otherwise = replace(article(), rules="other", content=replace(article().content, standfirst="Found."))
    store_article(otherwise, store, later())
    assert (store.article(otherwise.id).article, store.article(otherwise.id).revision) == (otherwise, 1)


def test_clocks_say_when_content_changed_and_when_it_was_first_seen() -> None:
    store = FakeArticleStore()
    moments: list[tuple[datetime, datetime]] = []
    for number, text in enumerate(["One.", "One.", "Two."]):
        store_article(article(text, version_id=f"v{number}", put_at=later(number)), store, later(number))
        current = store.article(article().id)
        moments.append((current.first_seen_at, current.content_changed_at))
    assert moments == [(NOON, NOON), (NOON, NOON), (NOON, later(2))]


def test_the_moment_of_change_never_goes_back_even_if_a_clock_does() -> None:
    store = FakeArticleStore()
    moments = []
    for number, text in enumerate(["One.", "Two.", "Three."]):
        store_article(article(text, version_id=f"v{number}", put_at=later(number)), store, later(-number))
        moments.append(store.article(article().id).content_changed_at)
    assert moments == sorted(set(moments))

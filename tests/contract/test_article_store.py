"""What every ArticleStore must do with editions."""

from dataclasses import replace

import pytest

from broadsheet.article import Outcome
from broadsheet.errors import ArticleNotFoundError
from broadsheet.ingestion.revisions import edition_of
from tests.builders import article, content, stored
from tests.contract.stores import ONE, TWO, Stores


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
    empty = stored(replace(article(), content=bare, raw_title="", sequencer="", url=None, raw_url=None))
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


def test_an_edition_without_a_body_is_read_as_the_same_bytes_are_when_none_has_its_content(
    stores: Stores,
) -> None:
    copy = replace(ONE, article=replace(ONE.article, raw=replace(ONE.article.raw, key="articles/copy/1.md")))
    stores.writes.create(ONE)
    stores.writes.keep(copy, with_body=False)
    made = article("One, read better.", parser_version=2)
    better = replace(ONE, article=replace(made, raw=ONE.article.raw))
    assert stores.writes.settle(better, observed=ONE)
    read = stores.writes.past_edition(ONE.article.id, edition_of(copy))
    assert read.article == replace(better.article, raw=copy.article.raw)

"""What every ArticleStore must do with heads, editions and contents."""

from dataclasses import replace

import pytest

from broadsheet.article import Outcome
from broadsheet.errors import ArticleNotFoundError
from broadsheet.ingestion.changes import Change
from broadsheet.ingestion.revisions import Current, Edition, edition_of
from broadsheet.ingestion.store import store_article
from tests.builders import NOON, article, content, edition, head_of, later, stored
from tests.contract.stores import ONE, TWO, Stores

ID = ONE.article.id


def test_a_created_article_reads_back_equal(stores: Stores) -> None:
    assert stores.create(ONE)
    assert stores.head(ID) == replace(head_of(ONE), writes=1)
    assert stores.reads.article(ID) == ONE


def test_every_field_reads_back_equal_even_when_it_is_empty(stores: Stores) -> None:
    bare = content(
        title="", authors=(), language=None, published_at=None, published_at_from=None, standfirst="",
        text="", html="", markdown="", images=(), lead_image=None, media=(), links=(), word_count=0,
        reading_minutes=0, copyright="", warnings=(), removed=(),
    )  # fmt: skip
    empty = stored(replace(article(), content=bare, raw_title="", sequencer=""))
    stores.create(empty)
    assert stores.reads.article(empty.article.id) == empty


@pytest.mark.parametrize("size", [400_000, 5_000_000])
def test_an_article_of_any_size_reads_back_equal(stores: Stores, size: int) -> None:
    letters = "".join(chr(0x4E00 + number * 7919 % 20000) for number in range(size // 3))
    large = stored(article(letters))
    stores.create(large)
    assert stores.reads.article(large.article.id) == large


def test_creating_what_exists_changes_nothing(stores: Stores) -> None:
    stores.create(ONE)
    assert not stores.create(TWO)
    assert stores.reads.article(ID) == ONE


def test_an_unknown_article_is_an_error_by_name(stores: Stores) -> None:
    assert stores.writes.head("nope") is None
    with pytest.raises(ArticleNotFoundError, match="nope"):
        stores.reads.article("nope")


def led_by_two(head: Current) -> Change:
    """Return the change that makes the second edition the head, with the first beside it."""
    assert head.edition
    current = replace(head, edition=edition(TWO.article), revision=2, content_changed_at=later())
    return Change(current=current, editions=(head.edition,))


def test_a_change_makes_one_edition_the_head_and_keeps_the_other_beside_it(stores: Stores) -> None:
    stores.create(ONE)
    head = stores.head(ID)
    assert stores.writes.change(led_by_two(head), observed=head, arriving=TWO.article.content)
    assert stores.reads.article(ID).article == TWO.article
    assert stores.writes.other_editions(ID) == (edition(ONE.article),)
    assert stores.reads.article(ID, 1).article == ONE.article


def test_an_edition_that_becomes_the_head_is_no_longer_beside_it(stores: Stores) -> None:
    stores.create(ONE)
    stores.writes.put_edition(edition(TWO.article), TWO.article.content)
    head = stores.head(ID)
    change = replace(led_by_two(head), promoted=edition(TWO.article))
    assert stores.writes.change(change, observed=head)
    assert stores.writes.other_editions(ID) == (edition(ONE.article),)
    assert stores.reads.article(ID).article == TWO.article


@pytest.mark.parametrize("size", [100, 20_000, 400_000])
def test_contents_of_any_size_move_between_the_head_and_their_own_place(stores: Stores, size: int) -> None:
    letters = "".join(chr(0x4E00 + number * 7919 % 20000) for number in range(size))
    texts = [f"{number}{letters}" for number in range(3)]
    for number in (2, 0, 1):
        store_article(
            article(texts[number], put_at=later(number), version_id=f"v{number}"), stores.writes, NOON
        )
    store_article(article(texts[0], put_at=later(9), version_id="v9"), stores.writes, NOON)
    read = [stores.reads.article(ID, number + 1).article.content.text for number in range(4)]
    assert read == [*texts, texts[0]]


def test_a_change_over_a_head_that_is_another_by_now_changes_nothing(stores: Stores) -> None:
    stores.create(ONE)
    head = stores.head(ID)
    assert stores.writes.change(replace(led_by_two(head)), observed=head, arriving=TWO.article.content)
    three = stored(article("Three.", key="articles/harbour/3.md"))
    late = Change(current=replace(head, edition=edition(three.article), revision=3))
    for observed in (head, None):
        assert not stores.writes.change(late, observed=observed, arriving=three.article.content)
    assert stores.reads.article(ID).article == TWO.article
    assert stores.writes.other_editions(ID) == (edition(ONE.article),)


def test_putting_an_edition_twice_keeps_one(stores: Stores) -> None:
    stores.create(TWO)
    stores.writes.put_edition(edition(ONE.article), ONE.article.content)
    stores.writes.put_edition(edition_of(ONE.article, NOON, Outcome.SUPERSEDED), ONE.article.content)
    (kept,) = stores.writes.other_editions(ID)
    assert (kept.place, kept.outcome) == (edition(ONE.article).place, Outcome.SUPERSEDED)


def test_a_look_finds_the_head_and_the_documents_own_edition(stores: Stores) -> None:
    other = article(url="https://news.example/other")
    stores.create(ONE)
    stores.writes.put_edition(edition(TWO.article), TWO.article.content)
    three = article("Three.", version_id="v3")
    for asked, own in ((ONE.article, ONE.article), (TWO.article, TWO.article), (three, None)):
        look = stores.writes.look(asked.raw.key, [edition(asked), edition(other)])
        assert look.articles[ID].current == stores.head(ID)
        assert look.articles[ID].own == (edition(own) if own else None)
        assert look.articles[other.id].current is None


def ladder(stores: Stores) -> list[Edition]:
    """Store four editions of two keys beside a head, and return them in order."""
    stores.create(TWO)
    made = [
        edition(article(f"{n}", published_at=later(-9 + n), key=f"articles/{n % 2}.md", version_id=f"v{n}",
                        put_at=later(n)))
        for n in range(4)
    ]  # fmt: skip
    for each in reversed(made):
        stores.writes.put_edition(each)
    return made


def test_the_neighbours_of_a_place_are_found(stores: Stores) -> None:
    made = ladder(stores)
    assert stores.writes.beside(ID, made[2].place) == (made[1], made[3])
    assert stores.writes.beside(ID, made[0].place) == (None, made[1])
    assert stores.writes.above(ID, made[3].place) is None
    assert stores.writes.above(ID, "0000") == made[0]


def test_the_versions_of_a_key_put_before_after_and_within_the_same_second_are_found(stores: Stores) -> None:
    made = ladder(stores)
    assert stores.writes.versions_beside(made[2], earlier=True) == (made[0],)
    assert stores.writes.versions_beside(made[2], earlier=False) == ()
    assert stores.writes.versions_beside(made[0], earlier=False) == (made[2],)
    twin = replace(made[2], raw=replace(made[2].raw, version_id="twin"), sequencer="-1")
    stores.writes.put_edition(twin)
    assert twin in stores.writes.versions_beside(made[2], earlier=True)
    assert (
        stores.writes.versions_beside(replace(made[0], raw=replace(made[0].raw, key="none.md")), earlier=True)
        == ()
    )

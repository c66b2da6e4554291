"""When others are always faster: errors by name, which say what they are about."""

from collections.abc import Callable

import pytest

from broadsheet.article import Content
from broadsheet.errors import ConflictError
from broadsheet.ingestion.changes import Change
from broadsheet.ingestion.repairs import doubt_edition, rebuild_article
from broadsheet.ingestion.revisions import Current
from broadsheet.ingestion.store import store_article
from broadsheet.ingestion.withdrawals import withdraw
from tests.builders import NOON, article, edition, later
from tests.fakes import FakeArticleStore


class NeverChangingStore(FakeArticleStore):
    """A store in which somebody else is always faster."""

    def change(self, change: Change, *, observed: Current | None, arriving: Content | None = None) -> bool:
        return False


def test_endless_conflict_is_an_error_that_can_be_tried_again() -> None:
    store = NeverChangingStore()
    store_article(article("One."), store, NOON)
    with pytest.raises(ConflictError, match=r"2\.md") as raised:
        store_article(article("Two.", published_at=later(), key="articles/harbour/2.md"), store, NOON)
    assert raised.value.retry_after


@pytest.mark.parametrize(
    "bring",
    [
        lambda store: rebuild_article(article().id, store, NOON),
        lambda store: doubt_edition(edition(article()), store),
        lambda store: withdraw(article().id, "by law", store, NOON),
    ],
    ids=["rebuild", "doubt", "withdraw"],
)
def test_endless_conflict_about_an_article_names_it(bring: Callable[[FakeArticleStore], object]) -> None:
    store = NeverChangingStore()
    store_article(article(), store, NOON)
    with pytest.raises(ConflictError) as raised:
        bring(store)
    assert raised.value.key == article().id

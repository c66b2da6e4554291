"""Whoever follows `/changes` ends with exactly the store's articles, whatever happens on the way."""

import os
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

import pytest

from broadsheet.article import Article
from broadsheet.errors import ArticleErasedError, ArticleNotFoundError
from broadsheet.identity import article_id
from broadsheet.ingestion.store import store_article
from broadsheet.ingestion.withdrawals import erase, restore, withdraw
from broadsheet.moments import whole_milliseconds
from broadsheet.ports import ArticleCatalogue, ArticleStore
from tests.aws import Aws
from tests.builders import NOON, article
from tests.fakes import FakeArticleStore
from tests.functions.asking import api_without_aws
from tests.mirror.following import Mirror, asking, served

ARTICLES = 60
# moto takes four minutes for a thousand: MIRROR_STEPS=1000 asks for them.
STEPS_ON_THE_TABLE = int(os.environ.get("MIRROR_STEPS", "200"))
LATEST_ARRIVAL = 500.0  # seconds after the work on a document began; the list settles after ten minutes


class Archive:
    """Random puts, withdrawals, restorations and erasures, each seen some time after its clock was read."""

    def __init__(self, store: ArticleStore, random_: random.Random) -> None:
        self._store = store
        self._random = random_
        self.now = NOON
        self.ids: set[str] = set()

    def step(self) -> None:
        self.now += timedelta(seconds=self._random.choice((0.001, 1, 30, 300)))
        begun = whole_milliseconds(self.now - timedelta(seconds=self._random.uniform(0, LATEST_ARRIVAL)))
        url = f"https://news.example/{self._random.randrange(ARTICLES)}"
        self.ids.add(article_id(url))
        acts = (self._drop, self._withdraw, self._restore, self._erase)
        with suppress(ArticleErasedError):
            self._random.choices(acts, (80, 20, 20, 3))[0](url, begun)

    def _drop(self, url: str, begun: datetime) -> None:
        store_article(self._document(url), self._store, begun)

    def _document(self, url: str) -> Article:
        return article(
            f"Edition {self._random.randrange(1_000)}",
            url=url,
            source=self._random.choice("ab"),
            published_at=NOON + timedelta(hours=self._random.randrange(100)),
            key=f"articles/x/{self._random.randrange(10_000)}.md",
        )

    def _withdraw(self, url: str, begun: datetime) -> None:
        withdraw(article_id(url), "by order", self._store, begun)

    def _erase(self, url: str, begun: datetime) -> None:
        erase(article_id(url), "by law", self._store, begun)

    def _restore(self, url: str, begun: datetime) -> None:
        with suppress(ArticleNotFoundError):
            restore(article_id(url), self._store, begun)


def follow(
    store: ArticleStore, catalogue: ArticleCatalogue, random_: random.Random, steps: int
) -> tuple[dict[str, str], dict[str, str]]:
    """Return what a mirror holds, and what the store serves, after so many things happened to both."""
    archive = Archive(store, random_)
    mirror = Mirror(asking(api_without_aws(catalogue), lambda: archive.now))
    acts: list[Callable[[], object]] = [mirror.save, mirror.restart, mirror.catch_up]
    for _ in range(steps):
        archive.step()
        if random_.random() < 0.5:
            mirror.follow_a_page()
        if random_.random() < 0.1:
            random_.choice(acts)()
    mirror.catch_up()
    return mirror.articles, served(catalogue, archive.ids)


@pytest.mark.parametrize("seed", range(6))
def test_a_mirror_equals_the_store_after_a_thousand_changes_and_restarts_of_its_own(seed: int) -> None:
    store = FakeArticleStore()
    mirrored, stored = follow(store, store, random.Random(seed), 1_000)
    assert mirrored == stored
    assert stored


def test_a_mirror_equals_the_table_too(aws: Aws) -> None:
    mirrored, stored = follow(aws.article_store, aws.catalogue, random.Random(11), STEPS_ON_THE_TABLE)
    assert mirrored == stored
    assert stored

"""A store whose calls fail when a test says so: before anything is written, or after, the answer lost."""

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from typing import TypeVar

from broadsheet.article import Receipt, StoredArticle
from broadsheet.ingestion.revisions import Edition
from broadsheet.ports import ArticleStore

Answer = TypeVar("Answer")


class ServiceDownError(Exception):
    """What a service answers, or does not answer, when it fails."""


class When(Enum):
    """At which moment a call fails."""

    BEFORE = "before it does anything"
    AFTER = "after it did all, its answer lost"


class WatchedStore:
    """A store that has every call of its pass through `around`."""

    def __init__(self, store: ArticleStore) -> None:
        self._store = store

    def around(self, call: Callable[[], Answer]) -> Answer:
        """Make one call of the store."""
        return call()

    def create(self, article: StoredArticle) -> StoredArticle | None:
        return self.around(lambda: self._store.create(article))

    def current(self, article_id: str) -> StoredArticle:
        return self.around(lambda: self._store.current(article_id))

    def past_editions(self, article_id: str) -> tuple[Edition, ...]:
        return self.around(lambda: self._store.past_editions(article_id))

    def past_edition(self, article_id: str, edition: Edition) -> StoredArticle:
        return self.around(lambda: self._store.past_edition(article_id, edition))

    def keep(self, article: StoredArticle, *, with_body: bool) -> None:
        return self.around(lambda: self._store.keep(article, with_body=with_body))

    def settle(self, article: StoredArticle, *, observed: StoredArticle) -> bool:
        return self.around(lambda: self._store.settle(article, observed=observed))

    def note_source(self, source: str, seen_at: datetime) -> None:
        return self.around(lambda: self._store.note_source(source, seen_at))

    def record(self, receipt: Receipt, *, over: Receipt | None) -> bool:
        return self.around(lambda: self._store.record(receipt, over=over))

    def receipts_of(self, key: str) -> tuple[Receipt, ...]:
        return self.around(lambda: self._store.receipts_of(key))


class UnreliableStore(WatchedStore):
    """A store whose nth call from now fails."""

    def __init__(self, store: ArticleStore) -> None:
        super().__init__(store)
        self._calls_until_failure = -1
        self._when = When.BEFORE

    def fail(self, calls: int, when: When) -> None:
        """Let the call fail that comes after so many others; a negative number stands for none."""
        self._calls_until_failure, self._when = calls, when

    def around(self, call: Callable[[], Answer]) -> Answer:
        self._calls_until_failure -= 1
        if self._calls_until_failure == -1:
            if self._when is When.AFTER:
                call()
            raise ServiceDownError(self._when.value)
        return call()

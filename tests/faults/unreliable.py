"""A store whose calls fail when a test says so: before anything is written, or after, the answer lost."""

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import Enum
from typing import TypeVar

from broadsheet.article import Content, RawLocation
from broadsheet.ingestion.changes import Change
from broadsheet.ingestion.revisions import Current, Edition
from broadsheet.ports import ArticleStore, Look
from broadsheet.receipt import Receipt

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

    def look(self, key: str, editions: Sequence[Edition]) -> Look:
        return self.around(lambda: self._store.look(key, editions))

    def head(self, article_id: str) -> Current | None:
        return self.around(lambda: self._store.head(article_id))

    def create_if_absent(self, head: Current, content: Content) -> bool:
        return self.around(lambda: self._store.create_if_absent(head, content))

    def put_edition(self, edition: Edition, content: Content | None = None) -> None:
        return self.around(lambda: self._store.put_edition(edition, content))

    def change(self, change: Change, *, observed: Current | None, arriving: Content | None = None) -> bool:
        return self.around(lambda: self._store.change(change, observed=observed, arriving=arriving))

    def other_editions(self, article_id: str) -> tuple[Edition, ...]:
        return self.around(lambda: self._store.other_editions(article_id))

    def beside(self, article_id: str, place: str) -> tuple[Edition | None, Edition | None]:
        return self.around(lambda: self._store.beside(article_id, place))

    def above(self, article_id: str, place: str) -> Edition | None:
        return self.around(lambda: self._store.above(article_id, place))

    def versions_beside(self, edition: Edition, *, earlier: bool) -> tuple[Edition, ...]:
        return self.around(lambda: self._store.versions_beside(edition, earlier=earlier))

    def put_withdrawal(self, head: Current, *, observed: Current | None) -> bool:
        return self.around(lambda: self._store.put_withdrawal(head, observed=observed))

    def clear(self, article_id: str) -> None:
        return self.around(lambda: self._store.clear(article_id))

    def note_source(self, source: str, seen_at: datetime) -> None:
        return self.around(lambda: self._store.note_source(source, seen_at))

    def put_receipt(self, receipt: Receipt, *, over: Receipt | None) -> Receipt | None:
        return self.around(lambda: self._store.put_receipt(receipt, over=over))

    def receipt(self, location: RawLocation) -> Receipt | None:
        return self.around(lambda: self._store.receipt(location))

    def rejection(self, key: str) -> Receipt | None:
        return self.around(lambda: self._store.rejection(key))

    def put_rejection(self, key: str, receipt: Receipt | None, *, over: Receipt | None) -> bool:
        return self.around(lambda: self._store.put_rejection(key, receipt, over=over))


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

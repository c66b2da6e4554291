"""What the page for operators is made of: figures, days, and what helps with a rejection."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from broadsheet import PARSER_VERSION
from broadsheet.answering.status import MOST_PAGES, REJECTIONS, Overview, take_overview
from broadsheet.article import Outcome
from broadsheet.errors import InvalidDocumentError
from broadsheet.ingestion.withdrawals import withdraw
from broadsheet.operating.log_lines import Failure, Ingested
from broadsheet.operating.remedies import IN_GENERAL, remedy_of
from broadsheet.receipt import Receipt
from broadsheet.retrieval.queries import ListingQuery, RejectionPage, RejectionQuery
from tests.builders import NOON, article, create, location, receipt, stored
from tests.fakes import FakeArticleStore
from tests.unit.test_errors import every_error

TODAY = NOON + timedelta(hours=1)


@dataclass(kw_only=True)
class Operated:
    """A system with an operator: the store, what is counted, and what the queue and the log say."""

    store: FakeArticleStore = field(default_factory=FakeArticleStore)
    counted: dict[str, int] = field(default_factory=dict)
    failed: list[Failure] = field(default_factory=list)

    def read(self) -> dict[str, int]:
        """Return the totals."""
        return self.counted

    def waiting(self) -> int:
        """Return what is in the queue."""
        return 7

    def given_up(self) -> int:
        """Return what is in the dead-letter queue."""
        return 2

    def failures(self, since: datetime) -> Iterator[Failure]:
        """Yield what failed."""
        return (failure for failure in self.failed if failure.at >= since)

    def last_ingest(self, now: datetime) -> Ingested | None:
        """Return the last ingest."""
        return Ingested(key="a.md", outcome="created", at=now)

    def add(self, source: str, name: str, ago: timedelta) -> None:
        """Have an article that was first seen a while ago."""
        made = article(f"{name} is lit.", url=f"https://news.example/{name}", source=source)
        create(self.store, stored(made, now=TODAY - ago))

    def reject(self, key: str, ago: timedelta) -> None:
        """Have a rejection of a while ago."""
        rejection = replace(
            receipt(Outcome.REJECTED), location=location(key), processed_at=TODAY - ago, code="no_header"
        )
        self.store.put_rejection(key, rejection, over=None)

    def overview(self) -> Overview:
        """Return what the page tells."""
        return take_overview(self.store, self, self, self, TODAY)


def test_articles_are_counted_on_the_day_when_they_were_first_seen() -> None:
    operated = Operated()
    operated.add("harbour", "lamp", timedelta())
    operated.add("harbour", "ferry", timedelta(days=2))
    operated.add("黎明报", "library", timedelta(days=2))
    operated.add("harbour", "long ago", timedelta(days=40))

    days = operated.overview().days

    assert (days.days[0], days.days[-1]) == (TODAY.date() - timedelta(days=13), TODAY.date())
    assert list(days.articles) == ["harbour", "黎明报"]
    assert days.articles["harbour"][-3:] == (1, 0, 1)
    assert sum(days.articles["harbour"]) == 2
    assert days.complete_since is None


def test_rejections_are_counted_on_their_day_and_listed_newest_first() -> None:
    operated = Operated()
    operated.reject("old.md", timedelta(days=20))
    operated.reject("new.md", timedelta(days=1))

    overview = operated.overview()

    assert overview.days.rejections[-2:] == (1, 0)
    assert sum(overview.days.rejections) == 1
    assert [rejection.location.key for rejection in overview.rejections] == ["new.md", "old.md"]
    assert (overview.status.rejections, overview.more_rejections) == (2, False)


def test_what_waits_fails_and_was_given_up_is_told() -> None:
    operated = Operated(counted={"source#b": 1, "source#a": 4, "language#en": 5})
    operated.failed = [
        Failure(key="a.md", reason="long ago", at=TODAY - timedelta(hours=2)),
        Failure(key="a.md", reason="TimeoutError", at=TODAY - timedelta(minutes=9)),
        Failure(key="a.md", reason="KeyError", at=TODAY),
    ]

    status = operated.overview().status

    assert (status.queued, status.dead_letters) == (7, 2)
    assert [failure.reason for failure in status.failing] == ["KeyError"]
    assert (status.articles, list(status.articles_by_source)) == (5, ["a", "b"])


def test_the_last_change_is_told_however_long_ago_it_was() -> None:
    operated = Operated()
    operated.add("harbour", "lamp", timedelta(days=200))

    assert operated.overview().status.last_change == TODAY - timedelta(days=200)


def test_an_empty_archive_has_an_overview() -> None:
    overview = Operated().overview()

    assert (overview.status.articles, overview.status.last_change) == (0, None)
    assert (overview.days.articles, sum(overview.days.rejections)) == ({}, 0)


def test_a_withdrawn_article_is_not_counted() -> None:
    operated = Operated()
    operated.add("harbour", "lamp", timedelta())
    (summary,) = operated.store.articles(ListingQuery()).articles
    withdraw(summary.id, "court order", operated.store, TODAY)

    assert operated.overview().days.articles == {}


def test_of_many_rejections_some_are_read_and_that_there_are_more_is_said() -> None:
    operated = Operated()
    asked: list[RejectionQuery] = []

    def endless(query: RejectionQuery) -> RejectionPage:
        asked.append(query)
        at = TODAY - timedelta(days=len(asked))
        receipts = tuple(replace(receipt(Outcome.REJECTED), processed_at=at) for _ in range(query.limit))
        return RejectionPage(receipts=receipts, next=(str(len(asked)), "", ""))

    operated.store.rejections = endless  # type: ignore[method-assign]

    overview = operated.overview()

    assert len(asked) == MOST_PAGES
    assert overview.more_rejections
    assert overview.status.rejections == MOST_PAGES * REJECTIONS
    assert overview.days.complete_since == TODAY.date() - timedelta(days=MOST_PAGES - 1)


def rejected(code: str, key: str = "a.md", parser_version: int = PARSER_VERSION) -> Receipt:
    made = receipt(Outcome.REJECTED)
    return replace(made, code=code, location=location(key), parser_version=parser_version)


def test_every_rejection_has_a_remedy_of_its_own() -> None:
    codes = [error.code for error in every_error() if issubclass(error, InvalidDocumentError)]

    general = [code for code in codes if remedy_of(rejected(code)).advice == IN_GENERAL]

    assert general == [InvalidDocumentError.code]


@pytest.mark.parametrize("key", ["a b.md", "黎明报/灯塔's.md", "$(rm -rf ~).md", "`id`.md", "a\nb.md"])
def test_a_command_can_be_pasted_whatever_the_key(key: str) -> None:
    assert shlex.split(remedy_of(rejected("no_header", key)).command)[-1] == key


def test_what_an_older_parser_rejected_is_read_again() -> None:
    remedy = remedy_of(rejected("no_header", parser_version=PARSER_VERSION - 1))

    assert remedy.command == "broadsheet replay --prefix a.md"

"""How things stand, for a page that somebody keeps open: never the whole of anything that may be large."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from broadsheet.answering.operating import TotalsReader
from broadsheet.errors import UnreadableLogError
from broadsheet.operating.days import DailyCounts, count_days, first_of
from broadsheet.operating.log_lines import Failure, Ingested, last_of_each
from broadsheet.operating.status import Status
from broadsheet.ports import ArticleCatalogue
from broadsheet.publishing.totals import by_source
from broadsheet.receipt import Receipt
from broadsheet.retrieval.queries import (
    ArticleSummary,
    ListingQuery,
    Page,
    RejectionPage,
    RejectionQuery,
)

AN_HOUR = timedelta(hours=1)
MOST_PAGES = 4  # of each listing
SUMMARIES, REJECTIONS = 500, 250  # on a page


class DocumentQueue(Protocol):
    """The queue of raw documents; both counts are estimates on AWS."""

    def waiting(self) -> int:
        """Return how many documents wait or are worked on."""
        ...

    def given_up(self) -> int:
        """Return how many dead letters there are."""
        ...


class OperatorsLog(Protocol):
    """What the ingest function has logged; all of it raises `UnreadableLogError`."""

    def failures(self, since: datetime) -> Iterator[Failure]:
        """Yield the failures that were logged since a moment, oldest first."""
        ...

    def last_ingest(self, now: datetime) -> Ingested | None:
        """Return the document that was ingested last; None where the log of the last 14 days has none."""
        ...


@dataclass(frozen=True, kw_only=True)
class Logged:
    """What the log tells of the last ingest and of what fails, or why it tells nothing: see `Status`."""

    last_ingest: Ingested | None = None
    failing: tuple[Failure, ...] = ()
    error: str = ""


def told_by(log: OperatorsLog, now: datetime) -> Logged:
    """Return what the log tells; a log that cannot be read is no reason to tell nothing else."""
    try:
        return Logged(last_ingest=log.last_ingest(now), failing=last_of_each(log.failures(now - AN_HOUR)))
    except UnreadableLogError as error:
        return Logged(error=str(error))


@dataclass(frozen=True, kw_only=True)
class Overview:
    """How things stand, what came lately, and the rejections that stand, newest first.

    Where `more_rejections` stand than were read, the number of rejections in `status` is of those.
    """

    status: Status
    days: DailyCounts
    rejections: tuple[Receipt, ...]
    more_rejections: bool


def take_overview(
    catalogue: ArticleCatalogue,
    totals: TotalsReader,
    queue: DocumentQueue,
    log: OperatorsLog,
    now: datetime,
) -> Overview:
    """Return how things stand, with ten queries of the table at most.

    Parameters
    ----------
    catalogue
        The articles, as the API reads them.
    totals
        How many there are, by group.
    queue
        The queue of raw documents.
    log
        The log of the ingest function.
    now
        The moment to look back from, in UTC.

    Returns
    -------
    Overview
        With the articles and rejections of the last days, as far as four pages of each tell of them.
    """
    changed = _changed_since(catalogue, first_of(now.date()))
    summaries = [entry for page in changed for entry in _articles_of(page)]
    last = summaries[:1] or _articles_of(catalogue.articles(ListingQuery(order="changed", limit=SUMMARIES)))
    rejections = _standing(catalogue)
    receipts = tuple(receipt for page in rejections for receipt in page.receipts)
    logged = told_by(log, now)
    return Overview(
        status=Status(
            articles_by_source=by_source(totals.read()),
            rejections=len(receipts),
            withdrawn=None,
            queued=queue.waiting(),
            dead_letters=queue.given_up(),
            last_change=last[0].content_changed_at if last else None,
            last_ingest=logged.last_ingest,
            failing=logged.failing,
            log_error=logged.error,
        ),
        days=count_days(summaries, receipts, now.date(), seen_back_to=_seen_back_to(changed, rejections)),
        rejections=receipts,
        more_rejections=rejections[-1].next is not None,
    )


def _changed_since(catalogue: ArticleCatalogue, since: datetime) -> list[Page]:
    """Return the last pages of the order of change, the latest first."""
    query = ListingQuery(order="changed", since=since, limit=SUMMARIES)
    pages = [catalogue.articles(query)]
    while pages[-1].has_more and len(pages) < MOST_PAGES:
        pages.append(catalogue.articles(replace(query, after=pages[-1].places[-1])))
    return pages


def _seen_back_to(changed: list[Page], rejections: list[RejectionPage]) -> datetime | None:
    """Return back to which moment both listings were read; None where both were read to their ends."""
    summaries = [entry for page in changed for entry in _articles_of(page)]
    receipts = [receipt for page in rejections for receipt in page.receipts]
    ends = [summaries[-1].content_changed_at] if summaries and changed[-1].has_more else []
    ends += [receipts[-1].processed_at] if receipts and rejections[-1].next else []
    return max(ends, default=None)


def _articles_of(page: Page) -> list[ArticleSummary]:
    """Return what a page has but tombstones."""
    return [entry for entry in page.articles if isinstance(entry, ArticleSummary)]


def _standing(catalogue: ArticleCatalogue) -> list[RejectionPage]:
    query = RejectionQuery(limit=REJECTIONS)
    pages = [catalogue.rejections(query)]
    while pages[-1].next and len(pages) < MOST_PAGES:
        pages.append(catalogue.rejections(replace(query, after=pages[-1].next)))
    return pages

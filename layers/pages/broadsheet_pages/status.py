"""How things stand, for who runs the archive: figures, what came lately, what went wrong and what helps."""

from dataclasses import dataclass
from datetime import date

from broadsheet.answering.operating import TotalsReader
from broadsheet.answering.status import DocumentQueue, OperatorsLog, take_overview
from broadsheet.operating.days import DailyCounts
from broadsheet.operating.remedies import Remedy, remedy_of
from broadsheet.ports import ArticleCatalogue
from broadsheet.presenting.bar_chart import BarChart, stacked
from broadsheet.receipt import Receipt
from broadsheet.retrieval.answers import Answer
from broadsheet.retrieval.parameters import first
from broadsheet_pages.rendering import render
from broadsheet_pages.visit import Visit

SECONDS_BETWEEN_LOOKS = 60
SOURCES_APART = 5  # in the chart; the rest are one
REJECTIONS_SHOWN = 20
FAILURES_SHOWN = 20
SOURCES_SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class DayChart:
    """Counts of some days: as bars, and as a table; `names` are those of its series."""

    days: tuple[date, ...]
    names: tuple[str, ...]
    series: tuple[tuple[int, ...], ...]
    chart: BarChart

    @property
    def total(self) -> int:
        """How much there is in all."""
        return sum(map(sum, self.series))


@dataclass(frozen=True, kw_only=True)
class ShownRejection:
    """A rejection, and what to do about it."""

    receipt: Receipt
    remedy: Remedy


def status_page(
    visit: Visit, catalogue: ArticleCatalogue, totals: TotalsReader, queue: DocumentQueue, log: OperatorsLog
) -> Answer:
    """Return the page of how things stand, which comes again after a minute, unless that was declined.

    Parameters
    ----------
    visit
        Who comes, and what they ask.
    catalogue
        Where articles are read.
    totals
        How many articles each group has.
    queue
        Where documents wait, and those that were given up.
    log
        What the ingest function said.

    Returns
    -------
    Answer
        A page of HTML that nobody may keep.
    """
    overview = take_overview(catalogue, totals, queue, log, visit.request.came_at)
    refreshes = first(visit.request.parameters, "refresh") != "off"
    again = {"Refresh": str(SECONDS_BETWEEN_LOOKS)} if refreshes else {}
    return render(
        "status.html",
        visit,
        headers={"Cache-Control": "no-store", **again},
        now=visit.request.came_at,
        seconds=SECONDS_BETWEEN_LOOKS if refreshes else None,
        standing=overview.status,
        failing=overview.status.failing[-FAILURES_SHOWN:],
        sources=list(overview.status.articles_by_source.items())[:SOURCES_SHOWN],
        days=overview.days,
        articles=articles_chart(overview.days),
        rejected=day_chart(overview.days.days, {"rejected": overview.days.rejections}),
        rejections=[
            ShownRejection(receipt=receipt, remedy=remedy_of(receipt))
            for receipt in overview.rejections[:REJECTIONS_SHOWN]
        ],
        more_rejections=overview.more_rejections,
    )


def articles_chart(days: DailyCounts) -> DayChart:
    """Return the chart of articles by source: those that had most by themselves, the others together."""
    names = list(days.articles)
    apart = {name: days.articles[name] for name in names[:SOURCES_APART]}
    others = [days.articles[name] for name in names[SOURCES_APART:]]
    together = {f"{len(others)} other sources": tuple(map(sum, zip(*others, strict=True)))} if others else {}
    return day_chart(days.days, apart | together)


def day_chart(days: tuple[date, ...], series: dict[str, tuple[int, ...]]) -> DayChart:
    """Return the chart of some counts, by name, each with a number for each day."""
    counts = tuple(series.values())
    return DayChart(days=days, names=tuple(series), series=counts, chart=stacked(counts))

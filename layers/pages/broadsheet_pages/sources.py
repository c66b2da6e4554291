"""The sources: how much each has, and how its months went, as a line."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from broadsheet.answering.operating import TotalsReader
from broadsheet.ports import ArticleCatalogue
from broadsheet.publishing.totals import MONTHS_OF_SOURCES, by_source
from broadsheet.retrieval.answers import Answer
from broadsheet_pages.rendering import render
from broadsheet_pages.visit import Visit

MONTHS = 120  # that a line shows at most
WIDTH, HEIGHT, MARGIN = 120, 30, 2


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of numbers, for an SVG of `width` and `height`; `points` is empty where there is nothing."""

    points: str
    label: str
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True, kw_only=True)
class SourceRow:
    """A source as the page shows it."""

    name: str
    first_seen_at: datetime
    articles: int
    line: Line


def sources_page(visit: Visit, catalogue: ArticleCatalogue, totals: TotalsReader) -> Answer:
    """Return the page of all sources, the largest first, with the articles of each in the last months.

    Two queries: of the sources and of the totals.

    Parameters
    ----------
    visit
        Who comes, and what they ask.
    catalogue
        Where articles are read.
    totals
        How many articles each group has.

    Returns
    -------
    Answer
        A page of HTML.
    """
    groups = totals.read()
    counts, by_month = by_source(groups), _by_month(groups)
    months = _shown_months(by_month, visit.request.came_at)
    rows = [
        SourceRow(
            name=name,
            first_seen_at=first_seen_at,
            articles=counts.get(name, 0),
            line=line([by_month[name].get(month, 0) for month in months], months),
        )
        for name, first_seen_at in catalogue.sources()
    ]
    return render(
        "sources.html",
        visit,
        sources=sorted(rows, key=lambda row: (-row.articles, row.name)),
        total=sum(counts.values()),
        first=months[0],
        last=months[-1],
    )


def _by_month(totals: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """Return how many articles each source has of each month."""
    by_month: dict[str, dict[str, int]] = defaultdict(dict)
    for group, articles in totals.items():
        kind, _, value = group.partition("#")
        if kind == MONTHS_OF_SOURCES:
            month, _, source = value.partition("#")
            by_month[source][month] = articles
    return by_month


def _shown_months(by_month: Mapping[str, Mapping[str, int]], now: datetime) -> list[str]:
    """Return the months that lines show: those of the archive, which may have ended years ago."""
    this = f"{now.year:04}-{now.month:02}"
    known = {month for months in by_month.values() for month in months if month <= this}  # not `unknown`
    months = months_until(max(known, default=this), MONTHS)
    return [month for month in months if month >= min(known, default=this)]


def months_until(last: str, count: int) -> list[str]:
    """Return the months up to one, the earliest first.

    >>> months_until("2024-02", 3)
    ['2023-12', '2024-01', '2024-02']
    """
    year, month = int(last[:4]), int(last[5:])
    end = year * 12 + month
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(end - count, end)]


def line(values: Sequence[int], months: Sequence[str]) -> Line:
    """Return the line of some months' numbers, its highest point at the top."""
    most = max(values, default=0)
    if not most:
        return Line(points="", label="")
    step = WIDTH / max(len(values) - 1, 1)
    room = HEIGHT - 2 * MARGIN
    points = [
        f"{number * step:.1f},{HEIGHT - MARGIN - value / most * room:.1f}"
        for number, value in enumerate(values)
    ]
    label = f"Articles a month, {months[0]} to {months[-1]}: {most:,} at most, {values[-1]:,} in the last"
    return Line(points=" ".join(points), label=label)

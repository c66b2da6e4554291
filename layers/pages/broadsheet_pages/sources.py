"""The sources: how much each has, and how its months went, as a line."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from broadsheet.answering.operating import TotalsReader
from broadsheet.ports import ArticleCatalogue
from broadsheet.publishing.totals import MONTHS_OF_SOURCES
from broadsheet.retrieval.answers import Answer
from broadsheet_pages.rendering import render
from broadsheet_pages.visit import Visit

MONTHS = 24  # that a line shows
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
    """
    counts, by_month = _counts(totals.read())
    months = months_until(visit.request.came_at, MONTHS)
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
        since=months[0],
    )


def _counts(totals: Mapping[str, int]) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    """Return how many articles each source has, and how many in each month."""
    counts: dict[str, int] = {}
    by_month: dict[str, dict[str, int]] = defaultdict(dict)
    for group, articles in totals.items():
        kind, _, value = group.partition("#")
        if kind == "source":
            counts[value] = articles
        elif kind == MONTHS_OF_SOURCES:
            month, _, source = value.partition("#")
            by_month[source][month] = articles
    return counts, by_month


def months_until(moment: datetime, count: int) -> list[str]:
    """Return the last months up to a moment's own, as `2024-05`, the earliest first.

    >>> months_until(datetime(2024, 2, 1), 3)
    ['2023-12', '2024-01', '2024-02']
    """
    last = moment.year * 12 + moment.month - 1
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(last - count + 1, last + 1)]


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

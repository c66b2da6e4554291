"""What came on each of the last days: articles by source, and rejections."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from broadsheet.receipt import Receipt
from broadsheet.retrieval.queries import ArticleSummary

DAYS = 14


@dataclass(frozen=True, kw_only=True)
class DailyCounts:
    """What came on each of some days, which are those of UTC, the first one first.

    `articles` has a count for each day by source, most first; an article counts on the day when it was first
    seen, whatever became of it later; one that was withdrawn does not. `complete_since` is None if all was
    counted, else the first day of which all was.
    """

    days: tuple[date, ...]
    articles: Mapping[str, tuple[int, ...]]
    rejections: tuple[int, ...]
    complete_since: date | None = None


def first_of(last: date, days: int = DAYS) -> datetime:
    """Return when the first of some days begins, of which one is the last.

    >>> first_of(date(2026, 1, 2), 3).isoformat()
    '2025-12-31T00:00:00+00:00'
    """
    return datetime.combine(last - timedelta(days=days - 1), time(), UTC)


def count_days(
    listed: Iterable[ArticleSummary],
    rejections: Iterable[Receipt],
    last: date,
    *,
    seen_back_to: datetime | None,
) -> DailyCounts:
    """Return what came on each of the last days.

    Parameters
    ----------
    listed
        All articles whose content changed since the first of the days, in any order; others do no harm.
    rejections
        All that stand of those days, likewise.
    last
        The last day.
    seen_back_to
        None if they are all, else the moment before which some may be missing.

    Returns
    -------
    DailyCounts
        Of as many days as `DAYS`.

    Examples
    --------
    >>> counts = count_days([], [], date(2026, 1, 14), seen_back_to=None)
    >>> counts.days[0].isoformat(), counts.rejections
    ('2026-01-01', (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
    """
    days = tuple(last - timedelta(days=ago) for ago in reversed(range(DAYS)))
    by_source: defaultdict[str, Counter[date]] = defaultdict(Counter)
    for summary in listed:
        day = summary.first_seen_at.astimezone(UTC).date()
        if days[0] <= day <= last:
            by_source[summary.source][day] += 1
    rejected = Counter(receipt.processed_at.astimezone(UTC).date() for receipt in rejections)
    most_first = sorted(by_source, key=lambda source: (-by_source[source].total(), source))
    return DailyCounts(
        days=days,
        articles={source: tuple(by_source[source][day] for day in days) for source in most_first},
        rejections=tuple(rejected[day] for day in days),
        complete_since=(seen_back_to.astimezone(UTC).date() + timedelta(days=1)) if seen_back_to else None,
    )

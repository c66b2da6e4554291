"""How things stand in a deployed Broadsheet: what it holds, what waits, what fails and why."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from broadsheet.moments import to_rfc3339
from broadsheet.operating.log_lines import Failure, Ingested
from broadsheet.retrieval.queries import ArticleSummary


@dataclass(frozen=True, kw_only=True)
class Status:
    """How things stand.

    `withdrawn` is None where it was not counted, `last_change` where there is no article, `last_ingest`
    where the log of the last fortnight has none; `queued` and
    `dead_letters` are estimates on AWS; `failing` is the last failure of each key, of the last hour.
    `log_error` says why the log could not be read, and is empty where it was: else the two say nothing.
    """

    articles_by_source: dict[str, int]
    rejections: int
    withdrawn: int | None
    queued: int
    dead_letters: int
    last_change: datetime | None
    last_ingest: Ingested | None
    failing: tuple[Failure, ...]
    log_error: str = ""

    @property
    def articles(self) -> int:
        """How many articles are served."""
        return sum(self.articles_by_source.values())

    def as_json(self) -> dict[str, object]:
        """Return it as JSON values."""
        return {
            "articles": self.articles,
            "sources": self.articles_by_source,
            "rejections": self.rejections,
            "withdrawn": self.withdrawn,
            "queued": self.queued,
            "dead_letters": self.dead_letters,
            "last_change": to_rfc3339(self.last_change),
            "last_ingest": {
                "key": self.last_ingest.key,
                "outcome": self.last_ingest.outcome,
                "at": to_rfc3339(self.last_ingest.at),
            }
            if self.last_ingest
            else None,
            "failing": [
                {"key": failure.key, "reason": failure.reason, "at": to_rfc3339(failure.at)}
                for failure in self.failing
            ],
            "log_error": self.log_error or None,
        }


def count_articles(listed: Iterable[ArticleSummary]) -> tuple[dict[str, int], datetime | None, set[str]]:
    """Return how many articles each source has, most first; when content last changed; and all ids.

    Parameters
    ----------
    listed
        Summaries, in any order.

    Returns
    -------
    tuple of dict, datetime or None, set
        How many articles each source has, most first; when content last changed, in UTC; all ids.

    Examples
    --------
    >>> count_articles([])
    ({}, None, set())
    """
    by_source: Counter[str] = Counter()
    last_change: datetime | None = None
    ids = set()
    for summary in listed:
        by_source[summary.source] += 1
        ids.add(summary.id)
        last_change = max(last_change or summary.content_changed_at, summary.content_changed_at)
    return dict(by_source.most_common()), last_change, ids

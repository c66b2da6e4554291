"""What an operator is told: metrics to act on, traces by stage, and one log line a document.

Never what a document says.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from aws_lambda_powertools.metrics import MetricUnit

from broadsheet.article import Outcome

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger, Metrics

    from broadsheet.adapters.xray import XRay
    from broadsheet.article import Article
    from broadsheet.receipt import Receipt


OUTCOME_COUNTS = {
    Outcome.CREATED: "DocumentsCreated",
    Outcome.REVISED: "DocumentsRevised",
    Outcome.UNCHANGED: "DocumentsUnchanged",
    Outcome.SUPERSEDED: "DocumentsSuperseded",
    Outcome.REJECTED: "DocumentsRejected",
}
"""The metric that counts the documents of each outcome."""
STAGE_TIMES = {"fetch": "FetchTime", "clean": "CleanTime", "store": "StoreTime"}
"""The metric of how long each stage takes, in milliseconds."""


class PowertoolsObserver:
    """Counts outcomes and measures stages in CloudWatch metrics, traces stages, logs each receipt."""

    def __init__(self, logger: "Logger", metrics: "Metrics", xray: "XRay") -> None:
        self._logger = logger
        self._metrics = metrics
        self._xray = xray

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Trace a stage, and measure how long it takes; see `STAGE_TIMES`."""
        started = time.perf_counter()
        with self._xray.subsegment(name):
            yield
        milliseconds = (time.perf_counter() - started) * 1000
        self._metrics.add_metric(STAGE_TIMES[name], MetricUnit.Milliseconds, milliseconds)

    def ingested(self, receipt: "Receipt", articles: "tuple[Article, ...]") -> None:
        """Count the outcome, the document's age, and what cleaning removed; log the receipt."""
        location = receipt.location
        removals = sum(removal.count for article in articles for removal in article.content.removed)
        self._metrics.add_metric(OUTCOME_COUNTS[receipt.outcome], MetricUnit.Count, 1)
        self._metrics.add_metric("CleaningRemovals", MetricUnit.Count, removals)
        if location.put_at:
            age = (receipt.processed_at - location.put_at).total_seconds()
            self._metrics.add_metric("DocumentAge", MetricUnit.Seconds, max(age, 0))
        self._logger.info(
            "document ingested",
            key=location.key,
            version_id=location.version_id,
            outcome=receipt.outcome,
            code=receipt.code,
            sources=sorted({article.source for article in articles}),
            article_ids=receipt.article_ids,
        )

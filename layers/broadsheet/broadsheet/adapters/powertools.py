"""What an operator is told: metrics to act on, and one log line a document. Never what a document says."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from aws_lambda_powertools.metrics import MetricUnit

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger, Metrics

    from broadsheet.article import Article, Receipt


class PowertoolsObserver:
    """Counts outcomes and measures stages in CloudWatch metrics; logs each receipt."""

    def __init__(self, logger: "Logger", metrics: "Metrics") -> None:
        self._logger = logger
        self._metrics = metrics

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure how long a stage takes: `FetchTime`, `CleanTime`, `StoreTime`, in milliseconds."""
        started = time.perf_counter()
        yield
        milliseconds = (time.perf_counter() - started) * 1000
        self._metrics.add_metric(f"{name.capitalize()}Time", MetricUnit.Milliseconds, milliseconds)

    def ingested(self, receipt: "Receipt", articles: "tuple[Article, ...]") -> None:
        """Count the outcome, the document's age, and what cleaning removed; log the receipt."""
        location = receipt.location
        removals = sum(removal.count for article in articles for removal in article.content.removed)
        self._metrics.add_metric(f"Documents{receipt.outcome.capitalize()}", MetricUnit.Count, 1)
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

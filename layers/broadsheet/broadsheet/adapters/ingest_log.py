"""The ingest function's log, read back from CloudWatch."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from broadsheet.errors import UnreadableLogError
from broadsheet.operating.log_lines import FAILED, INGESTED, Failure, Ingested, failure_in, ingested_in

if TYPE_CHECKING:
    from mypy_boto3_logs import CloudWatchLogsClient

WINDOWS = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=2),
    timedelta(days=1),
    timedelta(days=14),
)
"""How far back is looked, the nearest first: a busy log is not read back for days, an idle one is."""


class IngestLog:
    """What the ingest function has logged; `most_calls` bounds how often each question asks the service.

    Every question raises `UnreadableLogError` where the service does not answer it.
    """

    def __init__(self, client: "CloudWatchLogsClient", group: str, most_calls: int | None = None) -> None:
        self._client = client
        self._group = group
        self._most_calls = most_calls

    def failures(self, since: datetime) -> Iterator[Failure]:
        """Yield the failures that were logged since a moment, oldest first."""
        for line, at in self._lines_with(FAILED, since):
            if (failure := failure_in(line, at)) is not None:
                yield failure

    def last_ingest(self, now: datetime) -> Ingested | None:
        """Return the document that was ingested last; None where the log of the last 14 days has none.

        Parameters
        ----------
        now
            The moment to look back from.

        Returns
        -------
        Ingested or None
            None where the log of the last 14 days tells of none.

        Raises
        ------
        UnreadableLogError
            The service does not answer.
        """
        for window in WINDOWS:
            told = (ingested_in(line, at) for line, at in self._lines_with(INGESTED, now - window))
            if found := [ingested for ingested in told if ingested]:
                return max(found, key=lambda ingested: ingested.at)
        return None

    def _lines_with(self, phrase: str, since: datetime) -> Iterator[tuple[str, datetime]]:
        """Yield the lines that hold a phrase and were logged since a moment, each with when, oldest first."""
        pages = self._client.get_paginator("filter_log_events").paginate(
            logGroupName=self._group, startTime=int(since.timestamp() * 1000), filterPattern=f'"{phrase}"'
        )
        try:
            for page in islice(pages, self._most_calls):
                for event in page["events"]:
                    yield event["message"], datetime.fromtimestamp(event["timestamp"] / 1000, UTC)
        except (ClientError, BotoCoreError) as error:
            raise UnreadableLogError(str(error), key=self._group) from error

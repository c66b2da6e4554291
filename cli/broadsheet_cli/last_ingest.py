"""The document that was ingested last, from the ingest function's log."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

# What the ingest function says of each document that has its receipt.
INGESTED = "document ingested"
WINDOWS = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=2),
    timedelta(days=1),
    timedelta(days=14),
)
"""How far back is looked, the nearest first: a busy log is not read back for days, an idle one is."""


@dataclass(frozen=True, kw_only=True)
class Ingested:
    """That a document got its receipt: its key, the outcome, and when, in UTC."""

    key: str
    outcome: str
    at: datetime


def last_ingested(logs: Any, group: str, now: datetime) -> Ingested | None:  # noqa: ANN401  no stubs
    """Return the document that was ingested last.

    Parameters
    ----------
    logs
        A client of CloudWatch Logs.
    group
        The log group of the ingest function.
    now
        The moment to look back from.

    Returns
    -------
    Ingested or None
        None where the log of the last 14 days tells of none.
    """
    for window in WINDOWS:
        if found := list(_since(logs, group, now - window)):
            return max(found, key=lambda ingested: ingested.at)
    return None


def _since(logs: Any, group: str, since: datetime) -> Iterator[Ingested]:  # noqa: ANN401  no stubs
    pages = logs.get_paginator("filter_log_events").paginate(
        logGroupName=group, startTime=int(since.timestamp() * 1000), filterPattern=f'"{INGESTED}"'
    )
    for page in pages:
        for event in page["events"]:
            if (ingested := ingested_in(event["message"], event["timestamp"])) is not None:
                yield ingested


def ingested_in(line: str, milliseconds: int) -> Ingested | None:
    """Return the document that a line of the log tells of, None if it tells of something else.

    Parameters
    ----------
    line
        A line that the ingest function logged.
    milliseconds
        When, since 1970.

    Returns
    -------
    Ingested or None
        The document and what became of it.

    Examples
    --------
    >>> line = '{"message": "document ingested", "key": "harbour/1.md", "outcome": "created"}'
    >>> ingested = ingested_in(line, 1694520900000)
    >>> ingested and (ingested.key, ingested.outcome)
    ('harbour/1.md', 'created')
    """
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    if not isinstance(entry, dict) or entry.get("message") != INGESTED:
        return None
    return Ingested(
        key=str(entry.get("key", "")),
        outcome=str(entry.get("outcome", "")),
        at=datetime.fromtimestamp(milliseconds / 1000, UTC),
    )

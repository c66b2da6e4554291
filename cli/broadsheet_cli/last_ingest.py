"""The document that was ingested last, from the ingest function's log."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from broadsheet_cli.ingest_log import entry_in, lines_with

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
        told = (ingested_in(line, at) for line, at in lines_with(INGESTED, logs, group, now - window))
        if found := [ingested for ingested in told if ingested]:
            return max(found, key=lambda ingested: ingested.at)
    return None


def ingested_in(line: str, at: datetime) -> Ingested | None:
    """Return the document that a line of the log tells of, None if it tells of something else.

    Parameters
    ----------
    line
        A line that the ingest function logged.
    at
        When.

    Returns
    -------
    Ingested or None
        The document and what became of it.

    Examples
    --------
    >>> line = '{"message": "document ingested", "key": "harbour/1.md", "outcome": "created"}'
    >>> ingested = ingested_in(line, datetime(2023, 9, 12))
    >>> ingested and (ingested.key, ingested.outcome)
    ('harbour/1.md', 'created')
    """
    entry = entry_in(line)
    if entry.get("message") != INGESTED:
        return None
    return Ingested(
        key=str(entry.get("key", "")),
        outcome=str(entry.get("outcome", "")),
        at=at,
    )

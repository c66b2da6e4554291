"""Documents that fail and are tried again: which, and why, from the ingest function's log."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from broadsheet_cli.ingest_log import entry_in, lines_with

# How the ingest function begins the message about a document that failed.
FAILED = "message failed"
LONGEST_REASON = 300  # characters


@dataclass(frozen=True, kw_only=True)
class Failure:
    """One try of a document that failed; `key` is empty where the message could not even be read."""

    key: str
    reason: str
    at: datetime


def recent_failures(logs: Any, group: str, since: datetime) -> Iterator[Failure]:  # noqa: ANN401  no stubs
    """Yield the failures that were logged since a moment, oldest first."""
    for line, at in lines_with(FAILED, logs, group, since):
        if (failure := failure_in(line, at)) is not None:
            yield failure


def failure_in(line: str, at: datetime) -> Failure | None:
    r"""Return the failure that a line of the log tells of, None if it tells of something else.

    Parameters
    ----------
    line
        A line that the ingest function logged.
    at
        When.

    Returns
    -------
    Failure or None
        The failure that it tells of, None if it tells of something else.

    Examples
    --------
    >>> line = '{"message": "message failed; again", "key": "a.md", "exception": "Traceback\\nKeyError: 1"}'
    >>> failure = failure_in(line, datetime(2023, 9, 12))
    >>> failure and (failure.key, failure.reason)
    ('a.md', 'KeyError: 1')
    """
    entry = entry_in(line)
    if FAILED not in str(entry.get("message", "")):
        return None
    lines = str(entry.get("exception", "")).strip().splitlines()
    return Failure(
        key=str(entry.get("key") or ""),
        reason=(lines[-1] if lines else "see the log")[:LONGEST_REASON],
        at=at,
    )

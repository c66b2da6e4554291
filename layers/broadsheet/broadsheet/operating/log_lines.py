"""What the lines mean that the ingest function logs: documents that fail, and documents that are done."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

# How the ingest function begins the message about a document that failed.
FAILED = "message failed"
# What it says of each document that has its receipt.
INGESTED = "document ingested"
LONGEST_REASON = 300  # characters


@dataclass(frozen=True, kw_only=True)
class Failure:
    """One try of a document that failed; `key` is empty where the message could not even be read."""

    key: str
    reason: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Ingested:
    """That a document got its receipt: its key, the outcome, and when, in UTC."""

    key: str
    outcome: str
    at: datetime


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
    entry = _entry_in(line)
    if FAILED not in str(entry.get("message", "")):
        return None
    lines = str(entry.get("exception", "")).strip().splitlines()
    return Failure(
        key=str(entry.get("key") or ""),
        reason=(lines[-1] if lines else "see the log")[:LONGEST_REASON],
        at=at,
    )


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
    entry = _entry_in(line)
    if entry.get("message") != INGESTED:
        return None
    return Ingested(
        key=str(entry.get("key", "")),
        outcome=str(entry.get("outcome", "")),
        at=at,
    )


def last_of_each(failures: Iterable[Failure]) -> tuple[Failure, ...]:
    """Return the last failure of each key, in the order in which the keys first failed.

    Parameters
    ----------
    failures
        Failures, oldest first.

    Returns
    -------
    tuple of Failure
        One for each key, in the order in which the keys first failed.

    Examples
    --------
    >>> at = datetime(2023, 9, 12)
    >>> first, then = (Failure(key="a.md", reason=reason, at=at) for reason in ("TimeoutError", "KeyError"))
    >>> [failure.reason for failure in last_of_each([first, then])]
    ['KeyError']
    """
    return tuple({failure.key: failure for failure in failures}.values())


def _entry_in(line: str) -> dict[str, Any]:
    """Return what a line says, empty where it is no JSON object, as what the runtime says is none."""
    try:
        entry = json.loads(line)
    except ValueError:
        return {}
    return entry if isinstance(entry, dict) else {}

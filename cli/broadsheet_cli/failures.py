"""Documents that fail and are tried again: which, and why, from the ingest function's log."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient

# How the ingest function begins the message about a document that failed.
FAILED = "message failed"
LONGEST_REASON = 300  # characters


@dataclass(frozen=True, kw_only=True)
class Failure:
    """One try of a document that failed; `key` is empty where the message could not even be read."""

    key: str
    reason: str
    at: datetime


def log_group_of(cloudformation: "CloudFormationClient", stack_name: str) -> str:
    """Return the name of the log group of a stack's ingest function."""
    resource = cloudformation.describe_stack_resource(
        StackName=stack_name, LogicalResourceId="IngestLogGroup"
    )
    return resource["StackResourceDetail"]["PhysicalResourceId"]


def recent_failures(logs: Any, group: str, since: datetime) -> Iterator[Failure]:  # noqa: ANN401  no stubs
    """Yield the failures that were logged since a moment, oldest first."""
    pages = logs.get_paginator("filter_log_events").paginate(
        logGroupName=group, startTime=int(since.timestamp() * 1000), filterPattern=f'"{FAILED}"'
    )
    for page in pages:
        for event in page["events"]:
            if (failure := failure_in(event["message"], event["timestamp"])) is not None:
                yield failure


def failure_in(line: str, milliseconds: int) -> Failure | None:
    r"""Return the failure that a line of the log tells of, None if it tells of something else.

    Parameters
    ----------
    line
        A line that the ingest function logged.
    milliseconds
        When, since 1970.

    Returns
    -------
    Failure or None
        The failure that it tells of, None if it tells of something else.

    Examples
    --------
    >>> line = '{"message": "message failed; again", "key": "a.md", "exception": "Traceback\\nKeyError: 1"}'
    >>> failure = failure_in(line, 1694520900000)
    >>> failure and (failure.key, failure.reason)
    ('a.md', 'KeyError: 1')
    """
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    if not isinstance(entry, dict) or FAILED not in str(entry.get("message", "")):
        return None
    lines = str(entry.get("exception", "")).strip().splitlines()
    return Failure(
        key=str(entry.get("key") or ""),
        reason=(lines[-1] if lines else "see the log")[:LONGEST_REASON],
        at=datetime.fromtimestamp(milliseconds / 1000, UTC),
    )

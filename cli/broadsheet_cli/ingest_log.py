"""What the ingest function logs: lines of JSON, read back from CloudWatch."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient


def log_group_of(cloudformation: "CloudFormationClient", stack_name: str) -> str:
    """Return the name of the log group of a stack's ingest function."""
    resource = cloudformation.describe_stack_resource(
        StackName=stack_name, LogicalResourceId="IngestLogGroup"
    )
    return resource["StackResourceDetail"]["PhysicalResourceId"]


def lines_with(
    phrase: str,
    logs: Any,  # noqa: ANN401  no stubs
    group: str,
    since: datetime,
) -> Iterator[tuple[str, datetime]]:
    """Yield the lines that hold a phrase and were logged since a moment, each with when, oldest first."""
    pages = logs.get_paginator("filter_log_events").paginate(
        logGroupName=group, startTime=int(since.timestamp() * 1000), filterPattern=f'"{phrase}"'
    )
    for page in pages:
        for event in page["events"]:
            yield event["message"], datetime.fromtimestamp(event["timestamp"] / 1000, UTC)


def entry_in(line: str) -> dict[str, Any]:
    """Return what a line says, empty where it is no JSON object, as what the runtime says is none."""
    try:
        entry = json.loads(line)
    except ValueError:
        return {}
    return entry if isinstance(entry, dict) else {}

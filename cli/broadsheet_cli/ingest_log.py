"""The log of a stack's ingest function, found by what the stack is called."""

import boto3

from broadsheet.adapters.ingest_log import IngestLog


def ingest_log_of(stack_name: str) -> IngestLog:
    """Return the log of a stack's ingest function."""
    resource = boto3.client("cloudformation").describe_stack_resource(
        StackName=stack_name, LogicalResourceId="IngestLogGroup"
    )
    return IngestLog(boto3.client("logs"), resource["StackResourceDetail"]["PhysicalResourceId"])

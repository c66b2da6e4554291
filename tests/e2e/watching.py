"""What an operator hears of a deployed system: its alarms, from the topic that they are sent to.

The engine evaluates alarms, and counts what Lambda itself counts. What SQS counts, and the metrics that the
functions write into their logs, are handed to it here, as CloudWatch would gather them.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import boto3

from broadsheet_cli.stack import DEFAULT_STACK, Stack

A_WHILE = timedelta(hours=1)


def deployed(logical: str) -> str:
    """Return the name, address or ARN that a resource of the template goes by in the stack."""
    described = boto3.client("cloudformation").describe_stack_resource(
        StackName=DEFAULT_STACK, LogicalResourceId=logical
    )
    return described["StackResourceDetail"]["PhysicalResourceId"]


@contextmanager
def without(sid: str, function: str) -> Iterator[None]:
    """Take one statement out of what a function's role allows, for a while."""
    iam = boto3.client("iam")
    role = deployed(f"{function}Role")
    (name,) = iam.list_role_policies(RoleName=role)["PolicyNames"]
    policy: dict[str, Any] = dict(iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"])
    rest = [statement for statement in policy["Statement"] if statement["Sid"] != sid]
    assert len(rest) == len(policy["Statement"]) - 1
    put = partial(iam.put_role_policy, RoleName=role, PolicyName=name)
    put(PolicyDocument=json.dumps({**policy, "Statement": rest}))
    try:
        yield
    finally:
        put(PolicyDocument=json.dumps(policy))


@contextmanager
def giving_up_at_once(stack: Stack) -> Iterator[None]:
    """Let the queue give up a document after its first try, for a while."""
    sqs = boto3.client("sqs")
    about = sqs.get_queue_attributes(QueueUrl=stack.queue_url, AttributeNames=["RedrivePolicy"])
    policy = about["Attributes"]["RedrivePolicy"]
    put = partial(sqs.set_queue_attributes, QueueUrl=stack.queue_url)
    put(Attributes={"RedrivePolicy": json.dumps({**json.loads(policy), "maxReceiveCount": 1})})
    try:
        yield
    finally:
        put(Attributes={"RedrivePolicy": policy})


class Operator:
    """Somebody who has subscribed to the alarms of the stack that this process' AWS clients see."""

    def __init__(self) -> None:
        topic = deployed("AlarmTopic")
        self._sqs = boto3.client("sqs")
        self._mail = self._sqs.create_queue(
            QueueName="operator", Attributes={"Policy": json.dumps(which_takes_from(topic))}
        )["QueueUrl"]
        about = self._sqs.get_queue_attributes(QueueUrl=self._mail, AttributeNames=["QueueArn"])
        boto3.client("sns").subscribe(
            TopicArn=topic, Protocol="sqs", Endpoint=about["Attributes"]["QueueArn"]
        )
        self._gathered: set[str] = set()
        self._rung: set[str] = set()

    def hears(self, alarm: str) -> bool:
        """Return whether an alarm of the template has rung, by what has been counted until now."""
        self._gather_logged_metrics()
        gather_depth("RawDeadLetterQueue")
        self._open_mail()
        name = deployed(alarm)
        return name in self._rung and was_past_threshold(name)

    def _gather_logged_metrics(self) -> None:
        logs = boto3.client("logs").get_paginator("filter_log_events")
        for page in logs.paginate(logGroupName=deployed("IngestLogGroup")):
            for event in page["events"]:
                if event["message"] not in self._gathered:
                    self._gathered.add(event["message"])
                    for metrics in embedded_metrics(event["message"]):
                        boto3.client("cloudwatch").put_metric_data(**metrics)

    def _open_mail(self) -> None:
        while letters := self._sqs.receive_message(QueueUrl=self._mail).get("Messages"):
            for letter in letters:
                told = json.loads(json.loads(letter["Body"])["Message"])
                if told["NewStateValue"] == "ALARM":
                    self._rung.add(told["AlarmName"])
                self._sqs.delete_message(QueueUrl=self._mail, ReceiptHandle=letter["ReceiptHandle"])


def which_takes_from(topic: str) -> dict[str, Any]:
    """Return the policy of a queue that a topic may send to."""
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": "*",
        "Condition": {"ArnEquals": {"aws:SourceArn": topic}},
    }
    return {"Version": "2012-10-17", "Statement": [statement]}


def embedded_metrics(line: str) -> Iterator[dict[str, Any]]:
    """Yield what to tell CloudWatch of a log line in its embedded metric format; of another, nothing."""
    with suppress(ValueError):
        document = json.loads(line)
        for directive in document["_aws"]["CloudWatchMetrics"] if "_aws" in document else ():
            for dimensions in directive["Dimensions"]:
                yield {
                    "Namespace": directive["Namespace"],
                    "MetricData": [
                        {
                            "MetricName": metric["Name"],
                            "Dimensions": [{"Name": name, "Value": document[name]} for name in dimensions],
                            "Values": document[metric["Name"]],
                            "Unit": metric["Unit"],
                        }
                        for metric in directive["Metrics"]
                    ],
                }


def gather_depth(queue: str) -> None:
    """Tell CloudWatch how many messages a queue of the template holds, as SQS does every minute."""
    got = boto3.client("sqs").get_queue_attributes(QueueUrl=deployed(queue), AttributeNames=["All"])
    about = got["Attributes"]
    boto3.client("cloudwatch").put_metric_data(
        Namespace="AWS/SQS",
        MetricData=[
            {
                "MetricName": "ApproximateNumberOfMessagesVisible",
                "Dimensions": [{"Name": "QueueName", "Value": about["QueueArn"].rpartition(":")[2]}],
                "Value": float(about["ApproximateNumberOfMessages"]),
            }
        ],
    )


def was_past_threshold(alarm: str) -> bool:
    """Return whether the metric that an alarm watches, in its own dimensions, was past its threshold."""
    cloudwatch = boto3.client("cloudwatch")
    (watched,) = cloudwatch.describe_alarms(AlarmNames=[alarm])["MetricAlarms"]
    now = datetime.now(UTC)
    counted = cloudwatch.get_metric_statistics(
        Namespace=watched["Namespace"],
        MetricName=watched["MetricName"],
        Dimensions=watched["Dimensions"],
        Period=watched["Period"],
        Statistics=[watched["Statistic"]],
        StartTime=now - A_WHILE,
        EndTime=now + A_WHILE,
    )
    points: list[Any] = counted["Datapoints"]
    return any(point[watched["Statistic"]] > watched["Threshold"] for point in points)

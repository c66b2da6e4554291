"""What every resource of the template must be like: the house rules that no linter knows."""

import json
from typing import Any
from unittest.mock import MagicMock

import pytest

from broadsheet.adapters.powertools import PowertoolsObserver
from broadsheet.adapters.xray import XRay
from broadsheet.article import Outcome
from tests.aws import read_template
from tests.builders import receipt

TEMPLATE = read_template()
RESOURCES: dict[str, dict[str, Any]] = TEMPLATE["Resources"]
HOLDING_DATA = ("AWS::S3::Bucket", "AWS::DynamoDB::Table")


def of_type(*types: str) -> list[str]:
    return [name for name, resource in RESOURCES.items() if resource["Type"] in types]


def references(value: object) -> set[str]:
    """Return the names of the resources that a value refers to."""
    text = json.dumps(value)
    return {name for name in RESOURCES if f'"{name}"' in text or f'"{name}.' in text or f"${{{name}" in text}


def statements(function: str) -> list[dict[str, Any]]:
    """Return all that a function's role allows."""
    (role,) = references(RESOURCES[function]["Properties"]["Role"])
    properties = RESOURCES[role]["Properties"]
    assert "ManagedPolicyArns" not in properties
    return [each for policy in properties["Policies"] for each in policy["PolicyDocument"]["Statement"]]


def actions(statement: dict[str, Any]) -> list[str]:
    return statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]


def stack_metrics() -> set[str]:
    """Return the names of the stack's own metrics that an alarm or the dashboard shows."""
    own = {"!Ref": "AWS::StackName"}
    alarms = [RESOURCES[name]["Properties"] for name in of_type("AWS::CloudWatch::Alarm")]
    shown = [metric for widget in dashboard() for metric in widget["properties"].get("metrics", ())]
    return {alarm["MetricName"] for alarm in alarms if alarm["Namespace"] == own} | {
        metric[1] for metric in shown if metric[0] == "${AWS::StackName}"
    }


def dashboard() -> list[dict[str, Any]]:
    widgets: list[dict[str, Any]] = json.loads(RESOURCES["Dashboard"]["Properties"]["DashboardBody"]["!Sub"])[
        "widgets"
    ]
    return widgets


@pytest.mark.parametrize("function", of_type("AWS::Serverless::Function"))
def test_a_function_has_a_log_group_of_its_own_with_an_end_to_its_memory(function: str) -> None:
    (group,) = references(RESOURCES[function]["Properties"]["LoggingConfig"]["LogGroup"])
    assert RESOURCES[group]["Type"] == "AWS::Logs::LogGroup"
    assert "RetentionInDays" in RESOURCES[group]["Properties"]


@pytest.mark.parametrize("watched", of_type("AWS::SQS::Queue", "AWS::Serverless::Function"))
def test_queues_and_functions_are_watched_by_an_alarm(watched: str) -> None:
    alarms = [RESOURCES[name]["Properties"] for name in of_type("AWS::CloudWatch::Alarm")]
    assert any(watched in references(alarm["Dimensions"]) for alarm in alarms)


@pytest.mark.parametrize("alarm", of_type("AWS::CloudWatch::Alarm"))
def test_an_alarm_is_heard(alarm: str) -> None:
    assert references(RESOURCES[alarm]["Properties"]["AlarmActions"]) == {"AlarmTopic"}


@pytest.mark.parametrize("function", of_type("AWS::Serverless::Function"))
def test_a_policy_names_actions_and_resources_one_by_one(function: str) -> None:
    for statement in statements(function):
        assert not any("*" in action for action in actions(statement)), statement
        if not all(action.startswith("xray:") for action in actions(statement)):  # these have no resources
            assert statement["Resource"] != "*", statement
            assert references(statement["Resource"]), statement


def test_the_api_function_may_not_write_articles() -> None:
    allowed = {action for statement in statements("ApiFunction") for action in actions(statement)}
    assert {action for action in allowed if not action.startswith(("logs:", "xray:"))} == {
        "dynamodb:BatchGetItem",
        "dynamodb:GetItem",
        "dynamodb:Query",
        "s3:GetObject",
    }


@pytest.mark.parametrize("resource", of_type(*HOLDING_DATA))
def test_what_holds_data_outlives_the_stack(resource: str) -> None:
    assert RESOURCES[resource]["DeletionPolicy"].startswith("Retain")
    assert RESOURCES[resource]["UpdateReplacePolicy"] == "Retain"


@pytest.mark.parametrize("bucket", of_type("AWS::S3::Bucket"))
def test_a_bucket_is_encrypted_closed_to_the_public_and_spoken_to_over_tls(bucket: str) -> None:
    properties = RESOURCES[bucket]["Properties"]
    assert "BucketEncryption" in properties
    assert set(properties["PublicAccessBlockConfiguration"].values()) == {True}
    policies = [RESOURCES[name]["Properties"] for name in of_type("AWS::S3::BucketPolicy")]
    (policy,) = [policy for policy in policies if references(policy["Bucket"]) == {bucket}]
    (statement,) = policy["PolicyDocument"]["Statement"]
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert statement["Effect"] == "Deny"


@pytest.mark.parametrize("function", of_type("AWS::Serverless::Function"))
def test_a_change_of_nothing_but_a_layer_is_published(function: str) -> None:
    assert RESOURCES[function]["Properties"]["AutoPublishAliasAllProperties"] is True
    assert TEMPLATE["Globals"]["LayerVersion"]["PublishLambdaVersion"] is True


def test_every_parameter_is_described_and_stands_in_a_group() -> None:
    groups = TEMPLATE["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"]
    grouped = [parameter for group in groups for parameter in group["Parameters"]]
    assert sorted(grouped) == sorted(TEMPLATE["Parameters"])
    assert all("Description" in parameter for parameter in TEMPLATE["Parameters"].values())


def test_a_message_stays_hidden_for_six_times_what_the_function_may_take() -> None:
    timeout = RESOURCES["IngestFunction"]["Properties"]["Timeout"]
    assert RESOURCES["RawQueue"]["Properties"]["VisibilityTimeout"] >= 6 * timeout


def test_what_is_shown_and_watched_is_what_the_functions_count() -> None:
    metrics = MagicMock()
    observer = PowertoolsObserver(MagicMock(), metrics, XRay("", str))
    for outcome in Outcome:
        observer.ingested(receipt(outcome), ())
    for stage in ("fetch", "clean", "store"):
        with observer.stage(stage):
            pass
    counted = {call.args[0] for call in metrics.add_metric.call_args_list} | {"DocumentsFailed"}
    filters = [RESOURCES[name]["Properties"] for name in of_type("AWS::Logs::MetricFilter")]
    from_logs = {each["MetricName"] for properties in filters for each in properties["MetricTransformations"]}
    assert stack_metrics() == counted | from_logs


def test_the_dashboard_tells_its_story_from_left_to_right() -> None:
    first_row = sorted(
        (widget["x"], widget["properties"]["title"]) for widget in dashboard() if not widget["y"]
    )
    assert [title for _, title in first_row] == ["Raw bucket", "Waiting", "Documents", "Table", "Readers"]


@pytest.mark.parametrize("function", of_type("AWS::Serverless::Function"))
def test_a_function_logs_json_and_is_traced(function: str) -> None:
    assert RESOURCES[function]["Properties"]["LoggingConfig"]["LogFormat"] == "JSON"
    assert TEMPLATE["Globals"]["Function"]["Tracing"] == "Active"


@pytest.mark.parametrize("queue", of_type("AWS::SQS::Queue"))
def test_a_queue_is_encrypted_and_keeps_messages_as_long_as_it_can(queue: str) -> None:
    assert RESOURCES[queue]["Properties"]["SqsManagedSseEnabled"] is True
    assert RESOURCES[queue]["Properties"]["MessageRetentionPeriod"] == 14 * 24 * 3600


def test_the_table_is_encrypted_protected_and_can_be_restored() -> None:
    properties = RESOURCES["ArticleTable"]["Properties"]
    assert properties["SSESpecification"] == {"SSEEnabled": True}
    assert properties["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert properties["DeletionProtectionEnabled"] == {"!Ref": "DeletionProtection"}
    assert TEMPLATE["Parameters"]["DeletionProtection"]["Default"] == "true"


def test_no_second_stage_is_deployed_that_nothing_bounds() -> None:
    assert "OpenApiVersion" in RESOURCES["Api"]["Properties"]

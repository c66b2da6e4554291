"""What every resource of the template must be like: the house rules that no linter knows."""

import json
import re
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest

from broadsheet.adapters.dynamodb.table import INDEXES
from broadsheet.adapters.powertools import PowertoolsObserver
from broadsheet.adapters.xray import XRay
from broadsheet.article import Outcome
from tests.aws import read_template
from tests.builders import receipt

OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"
POLICIES = OPERATIONS.with_name("policies.md")
HEAD_OF_POLICIES = """# Policies for those who work with it

Attach them to roles of your own: `UploaderPolicyArn` and `OperatorPolicyArn` are outputs. Made from
`template.yaml` by a test; what the functions may do stands in [permissions.md](permissions.md).

| policy | statement | actions | on |
| --- | --- | --- | --- |
"""
TEMPLATE = read_template()
RESOURCES: dict[str, dict[str, Any]] = TEMPLATE["Resources"]
COUNTED_BY_THE_FUNCTION = {"DocumentsFailed", "DocumentsUntried", "ObjectsPassedOver"}
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
    watched = [metric for name in of_type("AWS::CloudWatch::Alarm") for metric in watched_by(name)]
    shown = [metric for widget in dashboard() for metric in widget["properties"].get("metrics", ())]
    return {metric["MetricName"] for metric in watched if metric["Namespace"] == own} | {
        metric[1] for metric in shown if metric[0] == "${AWS::StackName}"
    }


def watched_by(alarm: str) -> list[dict[str, Any]]:
    """Return the metrics that an alarm watches: one of its own, or those that it computes with."""
    properties = RESOURCES[alarm]["Properties"]
    computed = [
        each["MetricStat"]["Metric"] for each in properties.get("Metrics", ()) if "MetricStat" in each
    ]
    return computed or [properties]


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
    metrics = [metric for name in of_type("AWS::CloudWatch::Alarm") for metric in watched_by(name)]
    assert any(watched in references(metric.get("Dimensions")) for metric in metrics)


@pytest.mark.parametrize("alarm", of_type("AWS::CloudWatch::Alarm"))
def test_an_alarm_is_heard(alarm: str) -> None:
    assert references(RESOURCES[alarm]["Properties"]["AlarmActions"]) == {"AlarmTopic"}


# AWS takes the batch of it for the same action, the local engine for one of its own.
OF_TWO_NAMES = "sqs:ChangeMessageVisibility*"


@pytest.mark.parametrize("function", of_type("AWS::Serverless::Function"))
def test_a_policy_names_actions_and_resources_one_by_one(function: str) -> None:
    for statement in statements(function):
        assert not any("*" in action for action in set(actions(statement)) - {OF_TWO_NAMES}), statement
        if not all(action.startswith("xray:") for action in actions(statement)):  # these have no resources
            assert statement["Resource"] != "*", statement
            assert references(statement["Resource"]), statement


@pytest.mark.parametrize(
    ("function", "more"),
    [("ApiFunction", {"dynamodb:BatchGetItem"}), ("ReaderFunction", {"sqs:GetQueueAttributes"})],
)
def test_who_answers_may_not_write_articles(function: str, more: set[str]) -> None:
    allowed = {action for statement in statements(function) for action in actions(statement)}
    reads = {"dynamodb:GetItem", "dynamodb:Query", "s3:GetObject"}
    assert {each for each in allowed if not each.startswith(("logs:", "xray:"))} == reads | more


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
    refusal = over_tls_only(policy)
    assert references(refusal["Resource"]) == {bucket}


def over_tls_only(policy: dict[str, Any]) -> dict[str, Any]:
    """Return the statement of a resource's policy that refuses plain HTTP to everybody."""
    (found,) = [
        statement
        for each in policy["PolicyDocument"]["Statement"]
        for statement in each.get("!If", [each])
        if isinstance(statement, dict) and statement.get("Sid") == "OnlyOverTls"
    ]
    assert found["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert (found["Effect"], found["Principal"]) == ("Deny", "*")
    return dict(found)


@pytest.mark.parametrize("queue", of_type("AWS::SQS::Queue", "AWS::SNS::Topic"))
def test_queues_and_the_topic_are_spoken_to_over_tls(queue: str) -> None:
    policies = [
        RESOURCES[name]["Properties"] for name in of_type("AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy")
    ]
    (policy,) = [
        policy for policy in policies if references(policy.get("Queues", policy.get("Topics"))) == {queue}
    ]
    assert references(over_tls_only(policy)["Resource"]) == {queue}


def test_the_raw_bucket_refuses_what_is_encrypted_with_a_key_of_others() -> None:
    statements_ = RESOURCES["RawBucketPolicy"]["Properties"]["PolicyDocument"]["Statement"]
    refused = {each["Sid"]: each["Condition"] for each in statements_ if each.get("Effect") == "Deny"}
    assert refused == {
        "WithNoKeyOfKms": {
            "Null": {"s3:x-amz-server-side-encryption": "false"},
            "StringNotEquals": {"s3:x-amz-server-side-encryption": "AES256"},
        },
        "WithNoKeyOfTheUploaders": {"Null": {"s3:x-amz-server-side-encryption-customer-algorithm": "false"}},
    }


@pytest.mark.parametrize(
    "alarm", [name for name in of_type("AWS::CloudWatch::Alarm") if "Dead" in str(RESOURCES[name])]
)
def test_an_alarm_on_the_dead_letters_stays_when_sqs_stops_counting(alarm: str) -> None:
    properties = RESOURCES[alarm]["Properties"]
    assert properties["TreatMissingData"] == "ignore"
    assert "OKActions" not in properties


def test_a_percentile_of_a_few_requests_rings_nothing() -> None:
    for name in of_type("AWS::CloudWatch::Alarm"):
        properties = RESOURCES[name]["Properties"]
        if "ExtendedStatistic" in properties:
            assert properties["EvaluateLowSampleCountPercentile"] == "ignore"


@pytest.mark.parametrize("kind", ["Write", "Read"])
def test_throttling_of_the_table_and_of_each_index_rings(kind: str) -> None:
    metrics = watched_by(f"Table{kind}sThrottled")
    names = [[dimension["Value"] for dimension in metric["Dimensions"]][1:] for metric in metrics]
    indexes = [
        [index["IndexName"]] for index in RESOURCES["ArticleTable"]["Properties"]["GlobalSecondaryIndexes"]
    ]
    assert sorted(names) == sorted([[], *indexes])
    assert {metric["MetricName"] for metric in metrics} == {f"{kind}ThrottleEvents"}
    (computed,) = [
        each for each in RESOURCES[f"Table{kind}sThrottled"]["Properties"]["Metrics"] if "Expression" in each
    ]
    assert computed["Expression"].count("FILL(") == len(metrics)


def test_every_alarm_stands_in_operations_with_what_it_asks_for() -> None:
    section = OPERATIONS.read_text("utf-8").partition("\n## Alarms\n")[2].partition("\n## ")[0]
    told = {
        name
        for row in re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", row)
    }
    assert told == set(of_type("AWS::CloudWatch::Alarm"))


@pytest.mark.parametrize("role", of_type("AWS::IAM::Role"))
def test_a_role_stays_within_the_boundary_that_a_company_sets(role: str) -> None:
    boundary = RESOURCES[role]["Properties"]["PermissionsBoundary"]
    assert boundary["!If"][:2] == ["HasPermissionsBoundary", {"!Ref": "PermissionsBoundary"}]


@pytest.mark.parametrize("policy", of_type("AWS::IAM::ManagedPolicy"))
def test_a_policy_for_people_names_actions_and_resources_one_by_one(policy: str) -> None:
    for statement in RESOURCES[policy]["Properties"]["PolicyDocument"]["Statement"]:
        assert not any("*" in action for action in actions(statement)), statement
        assert statement["Resource"] != "*", statement


def policies_for_people() -> str:
    """Return what docs/policies.md must be."""
    rows = [
        f"| {policy} | {statement['Sid']} | {allowed} | {on} |\n"
        for policy in of_type("AWS::IAM::ManagedPolicy")
        for statement in RESOURCES[policy]["Properties"]["PolicyDocument"]["Statement"]
        for allowed in [", ".join(f"`{action}`" for action in actions(statement))]
        for on in [", ".join(sorted(references(statement["Resource"]))) or "the stack"]
    ]
    return HEAD_OF_POLICIES + "".join(rows)


def test_the_document_lists_what_the_policies_for_people_allow(tmp_path: Path) -> None:
    made = tmp_path / "policies.md"
    made.write_text(policies_for_people(), "utf-8")
    assert POLICIES.read_text("utf-8") == made.read_text("utf-8"), f"if that is meant, copy {made}"


@pytest.mark.parametrize("layer", of_type("AWS::Serverless::LayerVersion"))
def test_a_layer_is_the_stacks_own(layer: str) -> None:
    assert "${AWS::StackName}" in RESOURCES[layer]["Properties"]["LayerName"]["!Sub"]


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
    counted = {call.args[0] for call in metrics.add_metric.call_args_list} | COUNTED_BY_THE_FUNCTION
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


FROZEN_INDEXES = {
    "by_place": (("subject", "place"), "ALL", ()),
    "by_published": (("listing", "listed_at"), "INCLUDE", ("summary",)),
    "by_source": (("source_listing", "listed_at"), "INCLUDE", ("summary",)),
    "by_changed": (("change_listing", "changed_at"), "INCLUDE", ("summary",)),
    "by_source_changed": (("source_change_listing", "changed_at"), "INCLUDE", ("summary",)),
    "by_rejected": (("rejection_listing", "rejected_at"), "ALL", ()),
}
"""What no deployment can change: see "Adding a field to the listings" in docs/operations.md."""


def test_no_index_changes_its_keys_or_what_it_projects() -> None:
    properties = RESOURCES["ArticleTable"]["Properties"]
    indexes = [*properties["LocalSecondaryIndexes"], *properties["GlobalSecondaryIndexes"]]
    found = {
        index["IndexName"]: (
            tuple(element["AttributeName"] for element in index["KeySchema"]),
            index["Projection"]["ProjectionType"],
            tuple(index["Projection"].get("NonKeyAttributes", ())),
        )
        for index in indexes
    }
    assert found == FROZEN_INDEXES
    assert [element["AttributeName"] for element in properties["KeySchema"]] == ["subject", "record"]


def test_the_indexes_of_the_template_are_those_that_the_adapter_asks() -> None:
    for index in INDEXES:
        assert FROZEN_INDEXES[index.name][0] == (index.partition, index.clock)


def test_no_second_stage_is_deployed_that_nothing_bounds() -> None:
    assert "OpenApiVersion" in RESOURCES["Api"]["Properties"]

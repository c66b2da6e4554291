"""What every resource of the template must be like: the house rules that no linter knows."""

import json
from typing import Any

import pytest

from tests.aws import read_template

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
    policies = RESOURCES[function]["Properties"]["Policies"]
    return [statement for policy in policies for statement in policy["Statement"]]


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
        actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
        assert not any("*" in action for action in actions), statement
        assert statement["Resource"] != "*", statement
        assert references(statement["Resource"]), statement


def test_the_api_function_may_not_write() -> None:
    actions = {
        action for s in statements("ApiFunction") for action in [s["Action"]] if isinstance(action, str)
    }
    actions |= {a for s in statements("ApiFunction") if isinstance(s["Action"], list) for a in s["Action"]}
    assert actions == {"dynamodb:GetItem", "dynamodb:Query", "s3:GetObject"}


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


def test_the_dashboard_is_json() -> None:
    body = RESOURCES["Dashboard"]["Properties"]["DashboardBody"]["!Sub"]
    assert json.loads(body)["widgets"]

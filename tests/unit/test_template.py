"""What every resource of the template must be like: the house rules that no linter knows."""

import pytest

from broadsheet.adapters.dynamodb.table import INDEXES
from tests.template import RESOURCES, TEMPLATE, of_type, references

HOLDING_DATA = ("AWS::S3::Bucket", "AWS::DynamoDB::Table")


@pytest.mark.parametrize("function", of_type("AWS::Serverless::Function"))
def test_a_function_has_a_log_group_of_its_own_with_an_end_to_its_memory(function: str) -> None:
    (group,) = references(RESOURCES[function]["Properties"]["LoggingConfig"]["LogGroup"])
    assert RESOURCES[group]["Type"] == "AWS::Logs::LogGroup"
    assert "RetentionInDays" in RESOURCES[group]["Properties"]


@pytest.mark.parametrize("resource", of_type(*HOLDING_DATA))
def test_what_holds_data_outlives_the_stack(resource: str) -> None:
    assert RESOURCES[resource]["DeletionPolicy"].startswith("Retain")
    assert RESOURCES[resource]["UpdateReplacePolicy"] == "Retain"


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

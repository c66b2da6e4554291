"""Who may do what by the template, and what everybody is refused."""

from pathlib import Path
from typing import Any

import pytest

from tests.template import RESOURCES, actions, of_type, references

POLICIES = Path(__file__).parents[2] / "docs" / "policies.md"
HEAD_OF_POLICIES = """# Policies for those who work with it

Attach them to roles of your own: `UploaderPolicyArn` and `OperatorPolicyArn` are outputs. Made from
`template.yaml` by a test; what the functions may do stands in [permissions.md](permissions.md).

| policy | statement | actions | on |
| --- | --- | --- | --- |
"""


def statements(function: str) -> list[dict[str, Any]]:
    """Return all that a function's role allows."""
    (role,) = references(RESOURCES[function]["Properties"]["Role"])
    properties = RESOURCES[role]["Properties"]
    assert "ManagedPolicyArns" not in properties
    return [each for policy in properties["Policies"] for each in policy["PolicyDocument"]["Statement"]]


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

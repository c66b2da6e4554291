"""The template as CloudFormation sees it: what parameters turn on, and what turns nothing on by itself."""

import json
from typing import Any

import pytest

from tests.translating import PYTHON_OF_SAM, translated

pytestmark = pytest.mark.skipif(
    not PYTHON_OF_SAM.exists(), reason="the SAM CLI is not installed: make install"
)

CONDITIONAL = {
    "AccessLogGroup": "LogsAccess",
    "AccessLogRole": "MakesAccountRole",
    "AccountOfApiGateway": "MakesAccountRole",
    "WebAclOfApi": "HasWebAcl",
    "ApiDomain": "HasDomain",
    "ApiDomainMapping": "HasDomain",
    "NothingArrives": "HasQuietHours",
}


def resources(*parameters: str) -> dict[str, Any]:
    return dict(translated(*parameters)["Resources"])


def methods(*parameters: str) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """Return what each method of the API asks for."""
    paths = resources(*parameters)["Api"]["Properties"]["Body"]["paths"]
    return {
        (path, method): described.get("security", [])
        for path, by_method in paths.items()
        for method, described in by_method.items()
    }


def test_what_a_parameter_turns_on_is_off_without_it() -> None:
    made = resources()
    assert {name: made[name].get("Condition") for name in CONDITIONAL} == CONDITIONAL


def test_a_request_needs_a_key_and_with_an_authorizer_a_signature_too() -> None:
    assert methods()["/articles", "get"] == [{"api_key": []}]
    assert methods("Authorizer=AWS_IAM")["/articles", "get"] == [{"AWS_IAM": []}, {"api_key": []}]
    assert methods()["/health", "get"] == []


def test_a_gradual_deployment_goes_back_when_the_functions_alarms_ring() -> None:
    assert not any("CodeDeploy" in resource["Type"] for resource in resources().values())
    made = resources("DeploymentPreference=Canary10Percent5Minutes")
    watched = {
        name: [alarm["Name"]["Ref"] for alarm in resource["Properties"]["AlarmConfiguration"]["Alarms"]]
        for name, resource in made.items()
        if resource["Type"] == "AWS::CodeDeploy::DeploymentGroup"
    }
    assert watched == {
        "ApiFunctionDeploymentGroup": ["ApiFails", "ApiAnswersWithFaults"],
        "IngestFunctionDeploymentGroup": ["IngestFails"],
        "PublishFunctionDeploymentGroup": ["PublishFails"],
        "ReaderFunctionDeploymentGroup": ["ReaderFails", "ApiAnswersWithFaults"],
    }


def test_only_the_api_function_is_kept_as_a_snapshot() -> None:
    made = resources()
    assert made["ApiFunction"]["Properties"]["SnapStart"] == {"ApplyOn": {"Ref": "SnapStart"}}
    assert "SnapStart" not in made["IngestFunction"]["Properties"]


def test_the_access_log_is_one_line_of_json_that_names_the_key_and_the_error() -> None:
    setting = resources()["Apiv1Stage"]["Properties"]["AccessLogSetting"]["Fn::If"]
    assert setting[0] == "LogsAccess"
    line = setting[1]["Format"]
    assert "\n" not in line
    written = json.loads(line)
    assert written["apiKeyId"] == "$context.identity.apiKeyId"
    assert written["error"] == "$context.error.responseType"


def test_the_api_function_may_read_articles_and_sources_of_the_table_and_no_receipts() -> None:
    (policy,) = resources()["ApiFunctionRole"]["Properties"]["Policies"]
    (statement,) = [each for each in policy["PolicyDocument"]["Statement"] if each["Sid"] == "ReadArticles"]
    assert statement["Condition"] == {
        "ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["article#*", "sources", "totals", "feed_keys"]}
    }

"""What the template watches: every alarm is heard, explained, and about something that is counted."""

import json
import re
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest

from broadsheet.adapters.powertools import PowertoolsObserver
from broadsheet.adapters.xray import XRay
from broadsheet.article import Outcome
from tests.builders import receipt
from tests.template import RESOURCES, of_type, references

OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"
COUNTED_BY_THE_FUNCTION = {"DocumentsFailed", "DocumentsUntried", "ObjectsPassedOver"}


def watched() -> set[str]:
    """Return the names of the stack's own metrics that an alarm watches."""
    own = {"!Ref": "AWS::StackName"}
    metrics = [metric for name in of_type("AWS::CloudWatch::Alarm") for metric in watched_by(name)]
    return {metric["MetricName"] for metric in metrics if metric["Namespace"] == own}


def shown() -> set[str]:
    """Return the names of the stack's own metrics that the dashboard shows."""
    metrics = [metric for widget in dashboard() for metric in widget["properties"].get("metrics", ())]
    return {metric[1] for metric in metrics if metric[0] == "${AWS::StackName}"}


def counted() -> set[str]:
    """Return the names of the metrics that the functions count."""
    metrics = MagicMock()
    observer = PowertoolsObserver(MagicMock(), metrics, XRay("", str))
    for outcome in Outcome:
        observer.ingested(receipt(outcome), ())
    for stage in ("fetch", "clean", "store"):
        with observer.stage(stage):
            pass
    return {call.args[0] for call in metrics.add_metric.call_args_list} | COUNTED_BY_THE_FUNCTION


def from_logs() -> set[str]:
    """Return the names of the metrics that CloudWatch finds in a log."""
    filters = [RESOURCES[name]["Properties"] for name in of_type("AWS::Logs::MetricFilter")]
    return {each["MetricName"] for properties in filters for each in properties["MetricTransformations"]}


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


@pytest.mark.parametrize("watched", of_type("AWS::SQS::Queue", "AWS::Serverless::Function"))
def test_queues_and_functions_are_watched_by_an_alarm(watched: str) -> None:
    metrics = [metric for name in of_type("AWS::CloudWatch::Alarm") for metric in watched_by(name)]
    assert any(watched in references(metric.get("Dimensions")) for metric in metrics)


@pytest.mark.parametrize("alarm", of_type("AWS::CloudWatch::Alarm"))
def test_an_alarm_is_heard_and_says_what_silence_means(alarm: str) -> None:
    assert "TreatMissingData" in RESOURCES[alarm]["Properties"]
    assert references(RESOURCES[alarm]["Properties"]["AlarmActions"]) == {"AlarmTopic"}


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


def test_what_is_shown_and_watched_is_what_the_functions_count() -> None:
    assert shown() | watched() == counted() | from_logs()


def test_the_dashboard_shows_all_that_the_functions_count() -> None:
    assert counted() - shown() == set()


def test_the_dashboard_tells_its_story_from_left_to_right() -> None:
    first_row = sorted(
        (widget["x"], widget["properties"]["title"]) for widget in dashboard() if not widget["y"]
    )
    assert [title for _, title in first_row] == ["Raw bucket", "Waiting", "Documents", "Table", "Readers"]

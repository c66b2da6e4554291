"""How things stand, what was given up and why, and waiting for it, on moto."""

import json
import time
from datetime import UTC, datetime, timedelta

import boto3
import pytest

from broadsheet.operating.log_lines import failure_in
from broadsheet_cli.notifications import keys_in, notification_of
from tests.builders import NOON, URL, location
from tests.cli.deployed import BAD, GOOD, Deployed

TRACEBACK = "Traceback (most recent call last):\n  File ...\nKeyError: 'url'"


def status(deployed: Deployed, *options: str) -> dict[str, object]:
    result = deployed.run("status", "--json", *options)
    assert result.exit_code == 0, result.output
    return dict(json.loads(result.output))


def give_up(deployed: Deployed, key: str) -> None:
    body = json.dumps(notification_of(location(key)))
    deployed.aws.sqs.send_message(QueueUrl=deployed.dead_letter_queue_url, MessageBody=body)


def test_an_archive_is_counted_by_source(archive: Deployed) -> None:
    archive.drop(GOOD, b"\0")
    archive.run("withdraw", "--reason", "court", URL)

    taken = status(archive, "--withdrawn")

    assert taken["articles"] == 1
    assert sum(dict(taken["sources"]).values()) == 1  # type: ignore[call-overload]
    assert (taken["rejections"], taken["withdrawn"]) == (1, 1)
    assert (taken["queued"], taken["dead_letters"]) == (1, 0)
    assert taken["last_change"] is not None


def test_an_empty_store_is_told_of_as_well(deployed: Deployed) -> None:
    taken = status(deployed)

    assert (taken["articles"], taken["sources"], taken["last_change"]) == (0, {}, None)
    assert (taken["withdrawn"], taken["failing"]) == (None, [])


def test_what_fails_is_told_with_the_reason_once_for_each_document(archive: Deployed) -> None:
    archive.log_failure("harbour/a.md", TRACEBACK)
    archive.log_failure("harbour/a.md", TRACEBACK)

    text = archive.run("status").output

    assert text.count("harbour/a.md: KeyError: 'url'") == 1
    assert "1 documents failed" in text


@pytest.mark.parametrize("ago", [0, 5 * 60, 3 * 86_400])
def test_the_last_ingest_is_told_however_long_ago(archive: Deployed, ago: float) -> None:
    for key, seconds in (("harbour/then.md", ago + 30), ("harbour/last.md", ago)):
        archive.log(time.time() - seconds, message="document ingested", key=key, outcome="revised")
    archive.log_failure("harbour/a.md", TRACEBACK)

    last = status(archive)["last_ingest"]

    assert isinstance(last, dict)
    assert (last["key"], last["outcome"]) == ("harbour/last.md", "revised")
    assert "UTC: harbour/last.md, revised" in archive.run("status").output


def test_a_log_that_cannot_be_read_hides_nothing_else(archive: Deployed) -> None:
    boto3.client("logs").delete_log_group(logGroupName="ingest")

    taken = status(archive)
    text = archive.run("status").output

    assert (taken["articles"], taken["rejections"], taken["last_ingest"]) == (2, 1, None)
    assert "ResourceNotFoundException" in str(taken["log_error"])
    assert "the log cannot be read: ingest: " in text


def test_nothing_was_ingested_lately(deployed: Deployed) -> None:
    assert status(deployed)["last_ingest"] is None


def test_it_is_told_again_and_again_until_it_is_stopped(
    archive: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        archive.run("withdraw", "--reason", "court", URL)
        if len(waits) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr("broadsheet_cli.commands.status.time.sleep", sleep)

    result = archive.run("status", "--watch", "5", "--json")

    told = [json.loads(line) for line in result.output.splitlines() if line.startswith("{")]
    assert [each["articles"] for each in told] == [2, 1]
    assert waits == [5, 5]


def test_people_read_every_figure(archive: Deployed) -> None:
    text = archive.run("status").output

    for part in ("2 articles", "1 rejections", "0 documents in the queue", "0 in the dead-letter queue"):
        assert part in text


def test_dead_letters_are_shown_with_their_reasons_and_stay(archive: Deployed) -> None:
    for number in range(12):
        give_up(archive, f"harbour/灯 {number}.md")
    archive.log_failure("harbour/灯 3.md", TRACEBACK)

    for _ in range(2):
        lines = archive.run("dead-letters").output.splitlines()
        assert len(lines) == 12
        (line,) = [line for line in lines if "harbour/灯 3.md" in line]
        assert "KeyError: 'url'" in line


def test_dead_letters_can_be_read_by_programs(archive: Deployed) -> None:
    give_up(archive, BAD)
    archive.aws.sqs.send_message(QueueUrl=archive.dead_letter_queue_url, MessageBody="not JSON")

    lines = [json.loads(line) for line in archive.run("dead-letters", "--json").output.splitlines()]

    assert sorted(line["key"] for line in lines) == ["", BAD]
    sent = datetime.fromisoformat(lines[0]["sent_at"])
    assert abs(datetime.now(UTC) - sent) < timedelta(days=1)


def test_no_dead_letters_is_said(deployed: Deployed) -> None:
    assert deployed.run("dead-letters").output == "no dead letters\n"


def test_a_replay_can_wait_until_the_queue_is_empty(
    archive: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("broadsheet_cli.queues.time.sleep", lambda _: list(archive.take()))

    result = archive.run("replay", "--rate", "10000", "--wait")

    assert result.exit_code == 0
    assert "the queue is empty" in result.output


def test_a_redrive_can_wait_too(archive: Deployed, monkeypatch: pytest.MonkeyPatch) -> None:
    give_up(archive, GOOD)
    monkeypatch.setattr("broadsheet_cli.queues.time.sleep", lambda _: list(archive.take()))

    assert "the queue is empty" in archive.run("redrive", "--wait").output


@pytest.mark.parametrize("line", ["", "plain text", "[]", '{"message": "document ingested"}', '{"a": 1}'])
def test_lines_of_the_log_that_tell_of_no_failure_are_none(line: str) -> None:
    assert failure_in(line, NOON) is None


def test_a_failure_without_an_exception_points_to_the_log() -> None:
    failure = failure_in('{"message": "message failed; again", "key": null}', NOON)
    assert failure
    assert (failure.key, failure.reason) == ("", "see the log")


@pytest.mark.parametrize("body", ["", "no JSON", "[]", "{}", '{"Records": [{}]}', '{"Records": 1}'])
def test_a_message_that_is_no_notification_names_no_document(body: str) -> None:
    assert list(keys_in(body)) == []


def test_the_log_group_that_is_asked_is_the_stacks(archive: Deployed) -> None:
    groups = boto3.client("logs").describe_log_groups()["logGroups"]
    assert [group["logGroupName"] for group in groups] == ["ingest"]

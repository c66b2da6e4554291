"""`broadsheet feed-url` and `broadsheet republish`, against a stack on moto."""

import boto3

from tests.cli.deployed import Deployed
from tests.functions.asking import api_on, get


def test_an_address_of_a_feed_works_until_it_is_revoked(archive: Deployed) -> None:
    done = archive.run("feed-url", "--name", "phone", "--source", "harbour")
    assert done.exit_code == 0, done.output
    path = done.output.strip().removeprefix("https://api.example")
    assert get(api_on(archive.aws), path)[0] == 200
    assert archive.run("feed-url", "--list").output == "phone\n"
    assert archive.run("feed-url", "--name", "phone", "--revoke").output == "revoked: phone\n"
    assert get(api_on(archive.aws), path)[0] == 404
    assert "nothing to revoke" in archive.run("feed-url", "--name", "phone", "--revoke").output


def test_an_address_that_would_answer_nothing_is_not_printed(archive: Deployed) -> None:
    done = archive.run("feed-url", "--from", "yesterday")
    assert done.exit_code == 1
    assert "from" in done.output
    assert archive.run("feed-url", "--name", "No Such Name").exit_code == 2


def test_what_changed_since_a_day_is_told_again(archive: Deployed) -> None:
    events = boto3.client("events")
    bus = events.create_event_bus(Name="broadsheet")
    events.create_archive(ArchiveName="all", EventSourceArn=bus["EventBusArn"])
    done = archive.run("republish", "--since", "2023-09-12")
    assert (done.exit_code, done.output) == (0, "events: 2\n")
    assert events.describe_archive(ArchiveName="all")["EventCount"] == 2
    assert archive.run("republish", "--since", "2999-01-01").output == "events: 0\n"

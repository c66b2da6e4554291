"""`broadsheet feed-url` and `broadsheet republish`, against a stack on moto."""

import boto3

from broadsheet.adapters.dynamodb.totals import DynamoDbTotals
from broadsheet.identity import article_id
from broadsheet.ingestion.withdrawals import withdraw
from tests.aws import TABLE
from tests.builders import URL, later
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


COUNTED = {
    "source#harbour": 1,
    "source#港口": 1,
    "language#en": 2,
    "month#2023-09": 2,
    "month-of#2023-09#harbour": 1,
    "month-of#2023-09#港口": 1,
}


def test_what_changed_since_a_day_is_told_and_counted_again(archive: Deployed) -> None:
    events = boto3.client("events")
    bus = events.create_event_bus(Name="broadsheet")
    events.create_archive(ArchiveName="all", EventSourceArn=bus["EventBusArn"])
    totals = DynamoDbTotals(archive.aws.dynamodb, TABLE)
    assert totals.read() == {}, "the changes of this archive were never counted"

    done = archive.run("republish", "--since", "2023-09-12")

    assert (done.exit_code, done.output) == (0, "events: 2\narticles that were counted wrongly: 2\n")
    assert events.describe_archive(ArchiveName="all")["EventCount"] == 2
    assert totals.read() == COUNTED
    assert archive.run("republish", "--since", "2999-01-01").output.startswith("events: 0\n")


def test_totals_are_made_exact_without_telling_anybody(archive: Deployed) -> None:
    totals = DynamoDbTotals(archive.aws.dynamodb, TABLE)
    assert archive.run("republish", "--totals").output == "articles that were counted wrongly: 2\n"
    assert totals.read() == COUNTED
    withdraw(article_id(URL), "by order", archive.aws.article_store, later(2))

    done = archive.run("republish", "--totals")

    assert done.output == "articles that were counted wrongly: 1\n", done.exception

    assert totals.read()["language#en"] == 1
    assert archive.run("republish", "--totals").output == "articles that were counted wrongly: 0\n"


def test_what_is_to_be_done_again_must_be_said(archive: Deployed) -> None:
    assert archive.run("republish").exit_code == 2
    assert archive.run("republish", "--since", "2023-09-12", "--totals").exit_code == 2

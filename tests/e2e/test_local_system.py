"""The real template on the local engine, run by the command that users run."""

import json
import shutil
import subprocess
from pathlib import Path
from random import Random
from urllib.parse import quote

import boto3
import pytest

from broadsheet.adapters.dynamodb.receipts import DynamoDbReceipts
from broadsheet.article import Outcome, RawLocation
from broadsheet_cli.local.checkout import Checkout, this_checkout
from broadsheet_cli.local.deployment import deploy
from broadsheet_cli.stack import DEFAULT_STACK, Stack
from tests.builders import feed_file
from tests.e2e.running import COMMAND, RunningSystem

pytestmark = pytest.mark.e2e

SHIPPED_INBOX = this_checkout().root / "inbox"
BODY = ("text", "html", "markdown")
SHIPPED_FILES = [path for path in SHIPPED_INBOX.rglob("*") if path.is_file()]
SHIPPED_TITLES = (
    "The ferry that learned to wait",
    "On keeping a notebook & losing it",
    "[特写] 山谷里的图书馆",
    "On margins: a small defence",
    "The library ladder",
    "The keeper of small hours",
    "Cleaning the great lens",
    "Low water at noon",
    "Counting planks",
)


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the project ships: a file of each shape."""
    return shutil.copytree(SHIPPED_INBOX, tmp_path_factory.mktemp("shipped") / "inbox")


@pytest.fixture(scope="module")
def system(system: RunningSystem) -> RunningSystem:
    """The system, when it has ingested the shipped files."""
    for _ in SHIPPED_FILES:
        system.wait_for("created  ")
    return system


def titles(system: RunningSystem) -> list[str]:
    status, page = system.get("/articles?limit=100")
    assert status == 200
    return [article["title"] for article in page["articles"]]


def test_a_file_of_each_shape_is_read_through_the_api(system: RunningSystem) -> None:
    assert set(SHIPPED_TITLES) <= set(titles(system))
    for summary in system.get(f"/articles?source={quote('黎明报')}")[1]["articles"]:
        status, article = system.get(f"/articles/{summary['id']}")
        assert status == 200
        assert article["published_at"] == "2024-01-13T06:45:00.000Z"
        assert article["raw"]["key"] == "黎明报/88_山谷里的图书馆.md"
        assert article["text"].startswith("山谷里的图书馆只有一间屋子")


def test_a_file_of_each_shape_ends_with_a_receipt(system: RunningSystem, stack: Stack) -> None:
    versions = boto3.client("s3").list_object_versions(Bucket=stack.raw_bucket)["Versions"]
    put = [
        RawLocation(bucket=stack.raw_bucket, key=version["Key"], version_id=version["VersionId"])
        for version in versions
    ]
    receipts = DynamoDbReceipts(boto3.client("dynamodb"), stack.table).find(put)
    assert {location.key for location in put} == {
        str(path.relative_to(SHIPPED_INBOX)) for path in SHIPPED_FILES
    }
    assert [receipts[location].outcome for location in put] == [Outcome.CREATED] * len(put)
    ids = [id_ for receipt in receipts.values() for id_ in receipt.article_ids]
    assert len(ids) == len(set(ids)) == len(titles(system))


def test_what_is_dropped_is_readable_at_the_address_that_is_printed(system: RunningSystem) -> None:
    system.drop(
        "harbour-gazette/a + b|100%？.md", feed_file(title="A key of all sorts", url="https://n.example/k")
    )

    line = system.wait_for("A key of all sorts")

    assert line.startswith("created ")
    status, page = system.open(line)
    assert (status, "<h1>A key of all sorts</h1>" in page) == (200, True)
    status, article = system.get(system.path_of(line))
    assert status == 200
    assert article["raw"]["key"] == "harbour-gazette/a + b|100%？.md"


def test_an_article_beyond_an_items_size_is_served_whole(system: RunningSystem, stack: Stack) -> None:
    letters = "".join(Random(1).choices([chr(code) for code in range(0x4E00, 0x9FFF)], k=300_000))
    paragraphs = "".join(f"<p>{letters[start : start + 500]}</p>" for start in range(0, len(letters), 500))
    system.drop(
        "harbour-gazette/report.md", feed_file("The long report", "https://n.example/long", paragraphs)
    )

    address = system.path_of(system.wait_for("The long report"))

    bodies = boto3.client("s3").list_objects_v2(Bucket=stack.content_bucket)["Contents"]
    assert address.rpartition("/")[2] in "".join(body["Key"] for body in bodies)
    parse = system.command(
        "parse", "--root", str(system.inbox), str(system.inbox / "harbour-gazette/report.md")
    )
    parsed = json.loads(parse.stdout)["article"]
    status, article = system.get(address)
    assert status == 200
    assert len(article["text"].encode()) > 900_000
    assert {name: article[name] for name in BODY} == {name: parsed[name] for name in BODY}


def test_a_changed_file_is_a_revision(system: RunningSystem) -> None:
    url = "https://n.example/changing"
    system.drop("harbour-gazette/changing.md", feed_file(title="First thoughts", url=url))
    assert system.wait_for("First thoughts").startswith("created ")

    system.drop("harbour-gazette/changing.md", feed_file(title="Second thoughts", url=url))

    assert system.wait_for("Second thoughts").startswith("revised ")
    assert "First thoughts" not in titles(system)


def test_a_file_that_is_no_article_is_rejected_with_the_reason(system: RunningSystem) -> None:
    system.drop("notes.txt", b"Milk, bread, lamp oil.\n")

    assert "no_header" in system.wait_for("notes.txt")


def test_without_the_key_there_is_nothing_but_health(system: RunningSystem) -> None:
    assert system.get("/articles", key="")[0] == 403
    assert system.get("/sources", key="wrong")[0] == 403
    assert system.get("/health", key="")[0] == 200


def test_errors_are_problem_documents(system: RunningSystem) -> None:
    assert system.get("/articles/nothing-of-this-name")[0] == 404
    status, problem = system.get("/articles?limit=many")
    assert (status, problem["parameter"]) == (400, "limit")


def test_deploying_again_changes_nothing(system: RunningSystem) -> None:
    checkout = Checkout(root=this_checkout().root, home=system.home)

    assert not deploy(checkout, system.environment, DEFAULT_STACK)


def test_the_articles_are_there_again_after_a_stop(system: RunningSystem) -> None:
    before, key = titles(system), system.key

    assert system.stop() == 0
    system.start()

    assert system.key == key
    assert titles(system) == before


def test_a_crash_loses_no_article_and_replays_none_that_is_there(system: RunningSystem) -> None:
    system.drop("harbour-gazette/storm.md", feed_file(title="Storm warning", url="https://n.example/storm"))
    system.wait_for("Storm warning")
    before = titles(system)

    system.kill(with_engine=True)
    printed = system.start()

    assert not [line for line in printed if "replaying" in line]
    assert titles(system) == before


def test_an_engine_left_behind_is_taken_over_in_order(system: RunningSystem) -> None:
    before = titles(system)

    system.kill(with_engine=False)
    system.start()

    assert titles(system) == before


def test_a_folder_is_ingested_once_and_told_of(system: RunningSystem, tmp_path: Path) -> None:
    (tmp_path / "lamp.md").write_bytes(feed_file(title="The lamp", url="https://n.example/lamp"))
    (tmp_path / "list.txt").write_bytes(b"Lamp oil.\n")
    assert system.stop() == 0

    run = subprocess.run(
        [COMMAND, "local", "--once", "--home", system.home, tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )

    system.start()
    assert run.returncode == 0
    assert "1 created" in run.stdout
    assert "1 rejected" in run.stdout
    assert '"title": "The lamp"' in run.stdout

"""The watch over the inbox: who is told of what, and when, on moto."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import boto3
import pytest

from broadsheet.adapters.ingest_log import IngestLog
from broadsheet.article import Outcome, RawLocation
from broadsheet.ingestion.ingest import ingest
from broadsheet.operating.log_lines import Failure
from broadsheet_cli.delivery import Delivered, Delivery
from broadsheet_cli.local.inbox import Inbox
from broadsheet_cli.local.watching import LARGEST_HANDFUL, SECONDS_UNTIL_LATE, Tally, Watch
from tests.aws import RAW_BUCKET
from tests.builders import NOON, feed_file
from tests.cli.deployed import LOG, Deployed


@dataclass
class Heard:
    """A listener that remembers."""

    keys: list[str] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)
    lates: list[str] = field(default_factory=list)
    tallies: list[dict[Outcome, int]] = field(default_factory=list)

    def delivered(self, document: Delivered) -> None:
        self.keys.append(document.location.key)

    def fails(self, failure: Failure) -> None:
        self.failures.append((failure.key, failure.reason))

    def late(self, key: str) -> None:
        self.lates.append(key)

    def going(self, tally: Tally, delivery: Delivery) -> None:
        assert tally.expected >= tally.outcomes.total()

    def tallied(self, tally: Tally) -> None:
        self.tallies.append(dict(tally.outcomes))


class Scene:
    """A watch over a folder, with a clock of its own and the functions worked by hand."""

    def __init__(self, folder: Path, deployed: Deployed) -> None:
        self.folder, self.deployed, self.heard, self.now = folder, deployed, Heard(), 0.0
        self.delivery = Delivery(
            deployed.aws.s3,
            RAW_BUCKET,
            deployed.aws.receipts,
            ahead=1_000,
            awaits_present=False,
            clock=lambda: self.now,
        )
        self.watch = Watch(
            Inbox(folder, lambda: 4e9),
            self.delivery,
            self.heard,
            IngestLog(boto3.client("logs"), LOG),
            lambda: self.now,
        )

    def drop(self, name: str, content: bytes) -> None:
        (self.folder / name).write_bytes(content)
        os.utime(self.folder / name, (1e9, 1e9))

    def step(self, is_done: Callable[[], bool] = lambda: True, fails: frozenset[str] = frozenset()) -> None:
        """Step until a thing is so, while all documents but those that fail are ingested."""
        aws = self.deployed.aws
        for _ in range(2_000):
            self.now += 1
            self.watch.step()
            for location in self.delivery.waiting:
                if location.key not in fails and location not in aws.receipts.find([location]):
                    ingest(location, raw_store=aws.raw_store, article_store=aws.article_store, now=NOON)
            if is_done():
                return
        raise AssertionError("it did not come to be")


@pytest.fixture
def scene(tmp_path: Path, deployed: Deployed) -> Iterator[Scene]:
    scene = Scene(tmp_path, deployed)
    with scene.delivery:
        yield scene


def test_a_handful_is_told_of_one_by_one(scene: Scene) -> None:
    for name in ("a.md", "b.md"):
        scene.drop(name, feed_file(url=f"https://n.example/{name}"))

    scene.step(lambda: len(scene.heard.keys) == 2)

    assert scene.heard.tallies == []


def test_more_than_a_handful_is_tallied_but_for_what_is_rejected(scene: Scene) -> None:
    for number in range(LARGEST_HANDFUL):
        scene.drop(f"{number}.md", feed_file(url=f"https://n.example/{number}"))
    scene.drop("bad.md", b"Dear reader,")

    scene.step(lambda: bool(scene.heard.tallies))

    assert scene.heard.tallies == [{Outcome.CREATED: LARGEST_HANDFUL, Outcome.REJECTED: 1}]
    assert scene.heard.keys == ["bad.md"]


def test_a_document_that_fails_is_told_of_once_and_ends_no_tally_of_the_others(scene: Scene) -> None:
    for number in range(LARGEST_HANDFUL + 1):
        scene.drop(f"{number}.md", feed_file(url=f"https://n.example/{number}"))
    scene.deployed.log_failure("7.md", "Traceback\nKeyError: 'url'")
    scene.deployed.log_failure("7.md", "Traceback\nKeyError: 'url'")
    scene.deployed.log_failure("not-ours.md", "Traceback\nKeyError: 'url'")

    scene.step(lambda: bool(scene.heard.tallies), fails=frozenset({"7.md"}))

    assert scene.heard.failures == [("7.md", "KeyError: 'url'")]
    assert scene.heard.tallies == [{Outcome.CREATED: LARGEST_HANDFUL}]
    scene.step(lambda: scene.heard.keys == ["7.md"])


def test_many_files_that_were_there_already_end_their_tally_too(scene: Scene) -> None:
    for number in range(LARGEST_HANDFUL + 1):
        scene.drop(f"{number}.md", feed_file(url=f"https://n.example/{number}"))
    scene.step(lambda: bool(scene.heard.tallies))

    again = Scene(scene.folder, scene.deployed)
    with again.delivery:
        again.step(lambda: bool(again.heard.tallies))

    assert again.heard.tallies == [{}]


def test_a_log_that_cannot_be_read_stops_nothing(scene: Scene) -> None:
    boto3.client("logs").delete_log_group(logGroupName=LOG)
    scene.drop("slow.md", feed_file())

    scene.step(lambda: bool(scene.heard.lates), fails=frozenset({"slow.md"}))

    assert scene.heard.lates == ["slow.md"]


def test_a_document_that_failed_before_the_start_is_told_of(scene: Scene) -> None:
    aws = scene.deployed.aws
    version = aws.put_raw("fails.md", feed_file())
    scene.deployed.log_failure("fails.md", "Traceback\nKeyError: 'url'")
    scene.delivery.expect([RawLocation(bucket=RAW_BUCKET, key="fails.md", version_id=version)])
    scene.drop("good.md", feed_file(url="https://n.example/good"))

    scene.step(lambda: bool(scene.heard.failures and scene.heard.keys), fails=frozenset({"fails.md"}))

    assert scene.heard.failures == [("fails.md", "KeyError: 'url'")]
    assert scene.heard.keys == ["good.md"]


def test_a_document_that_nothing_is_known_of_is_late_once(scene: Scene) -> None:
    scene.drop("slow.md", feed_file())

    scene.step(lambda: bool(scene.heard.lates), fails=frozenset({"slow.md"}))
    told_at = scene.now
    scene.step(lambda: scene.now > told_at + 2 * SECONDS_UNTIL_LATE, fails=frozenset({"slow.md"}))

    assert scene.heard.lates == ["slow.md"]
    scene.step(lambda: scene.heard.keys == ["slow.md"])

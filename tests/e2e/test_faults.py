"""Processes killed with -9 in the middle of a burst, on the real system: nothing is lost."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import Any

import boto3
import pytest

from broadsheet_cli.engine import client_environment
from broadsheet_cli.stack import DEFAULT_STACK, describe_stack
from tests.builders import feed_file, later
from tests.e2e.running import COMMAND, RunningSystem

pytestmark = pytest.mark.e2e

DOCUMENTS, ARTICLES = 30, 10
SECONDS_INVISIBLE = 4  # instead of the template's six minutes, after which a dead worker's messages return
SECONDS_OF_PATIENCE = 180.0
SECONDS_BETWEEN_LOOKS = 0.5


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSystem]:
    folder = tmp_path_factory.mktemp("faults")
    (folder / "inbox").mkdir()
    system = RunningSystem(folder / "inbox", folder / "home")
    system.start()
    yield system
    assert system.stop() == 0


def environment(system: RunningSystem) -> dict[str, str]:
    return client_environment(system.address.partition("/_aws")[0])


def let_messages_return_soon(system: RunningSystem) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        for name, value in environment(system).items():
            monkeypatch.setenv(name, value)
        stack = describe_stack(boto3.client("cloudformation"), DEFAULT_STACK)
        boto3.client("sqs").set_queue_attributes(
            QueueUrl=stack.queue_url, Attributes={"VisibilityTimeout": str(SECONDS_INVISIBLE)}
        )


def burst(system: RunningSystem, name: str) -> None:
    """Drop documents all at once: revisions, copies and a few that are no articles."""
    for number in range(DOCUMENTS):
        content = feed_file(
            title=f"{name} {number % 7}",
            url=f"https://n.example/{name}/{number % ARTICLES}",
            published_at=later(number % 3),
        )
        system.drop(f"{name}/{number}.md", b"Dear reader," if number % 15 == 0 else content)


def audit(system: RunningSystem) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, "audit"], env=environment(system), capture_output=True, text=True, check=False
    )


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS_OF_PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, "it did not come to be in time"
        time.sleep(SECONDS_BETWEEN_LOOKS)


def assert_all_is_there(system: RunningSystem, name: str) -> None:
    wait_until(lambda: len(articles_of(system, name)) == ARTICLES and audit(system).returncode == 0)
    for article in articles_of(system, name):
        revisions = system.get(f"/articles/{article['id']}/revisions")[1]["revisions"]
        assert [revision["revision"] for revision in revisions] == list(range(1, article["revision"] + 1))


def articles_of(system: RunningSystem, name: str) -> list[dict[str, Any]]:
    status, page = system.get(f"/articles?source={name}&limit=100")
    return (
        list(page["articles"]) if status == HTTPStatus.OK else []
    )  # the api function's worker was killed too


def workers(engine: int) -> list[int]:
    """Return the processes that the engine runs functions in."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = status.read_text().rpartition(")")[2].split()[1]
            found += [int(status.parent.name)] if int(parent) == engine else []
    return found


def test_workers_killed_in_mid_burst_lose_no_document(system: RunningSystem) -> None:
    let_messages_return_soon(system)
    engine = int((system.home / "state" / "engine" / "engine.lock").read_text())
    burst(system, "workers")

    killed = 0

    def three_are_killed() -> bool:
        nonlocal killed
        for worker in workers(engine):
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
                killed += 1
        return killed >= 3

    wait_until(three_are_killed)
    assert_all_is_there(system, "workers")


def test_an_engine_killed_in_mid_burst_loses_no_document(system: RunningSystem) -> None:
    burst(system, "engine")
    system.wait_for("engine ")

    system.kill(with_engine=True)
    system.start()

    assert_all_is_there(system, "engine")
    assert_all_is_there(system, "workers")

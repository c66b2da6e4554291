"""The whole system, up for the tests of one module."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from playwright.sync_api import Browser

from broadsheet_cli.local.checkout import Checkout, this_checkout
from broadsheet_cli.local.deployment import build
from broadsheet_cli.stack import DEFAULT_STACK, Stack, describe_stack
from tests.browsing import chromium
from tests.e2e.running import RunningSystem


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `sam build` makes of this checkout, once for all systems."""
    checkout = Checkout(root=this_checkout().root, home=tmp_path_factory.mktemp("built"))
    build(checkout, lambda _: None)
    return checkout.build


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder that the module's system watches."""
    return tmp_path_factory.mktemp("inbox")


@pytest.fixture(scope="module")
def system(inbox: Path, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSystem]:
    """The module's system, whose end must be in order."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(built, home / "build")
    system = RunningSystem(inbox, home)
    system.start()
    yield system
    assert system.stop() == 0


@pytest.fixture(scope="module")
def stack(system: RunningSystem) -> Iterator[Stack]:
    """What the module's system deployed, with which this process' AWS clients speak meanwhile."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        for name, value in system.environment.items():
            monkeypatch.setenv(name, value)
        yield describe_stack(boto3.client("cloudformation"), DEFAULT_STACK)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The module's browser; without one on this machine, the test is skipped."""
    with chromium() as browser:
        yield browser

"""Where a command goes: an account, the system of this checkout, or nowhere, said in a line."""

import os
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import boto3
import pytest
from click.testing import CliRunner, Result

from broadsheet_cli.local.checkout import Checkout
from broadsheet_cli.local.engine_state import LOCK, try_to_lock
from broadsheet_cli.local.running import address_of_running
from broadsheet_cli.main import main
from tests.aws import Aws
from tests.cli.deployed import Deployed

NOWHERE = "http://127.0.0.1:1"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A checkout's home in which nothing is up, and no AWS settings; restored at the end."""
    for name in list(os.environ):
        if name.startswith("AWS_"):
            monkeypatch.delenv(name)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, os.devnull)
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)  # it would remember the credentials of a test before
    monkeypatch.setenv("BROADSHEET_HOME", str(tmp_path))
    (tmp_path / "state" / "engine").mkdir(parents=True)
    with patch.dict(os.environ):
        yield tmp_path


def run(*words: str, **environment: str) -> Result:
    nothing = dict.fromkeys(name for name in os.environ if name.startswith("AWS_"))
    return CliRunner().invoke(main, list(words), env={**nothing, **environment})


def error_of(result: Result) -> str:
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("Error: ")]
    assert "Traceback" not in result.stderr
    return line


def test_without_settings_and_without_a_local_system_the_way_to_both_is_told(home: Path) -> None:
    line = error_of(run("rejections"))
    assert "make run" in line
    assert "AWS_PROFILE" in line


def test_the_local_system_that_is_asked_for_must_be_up(home: Path) -> None:
    assert "no local system is up" in error_of(run("rejections", "--local", AWS_DEFAULT_REGION="eu-west-1"))


def test_a_region_without_credentials_is_told_of_in_a_line(home: Path) -> None:
    line = error_of(run("rejections", AWS_DEFAULT_REGION="eu-west-1", AWS_EC2_METADATA_DISABLED="true"))
    assert "--local" in line


def test_credentials_without_a_region_are_told_of_in_a_line(home: Path) -> None:
    line = error_of(run("rejections", AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test"))
    assert "AWS_DEFAULT_REGION" in line


@pytest.mark.parametrize(
    "endpoint",
    [
        "127.0.0.1:4567",
        "localhost:4567",
        "http://",
        "4567",
        "http://local_stack:4566",
        "http://[::1",
        "http://a b:1",
    ],
)
def test_an_endpoint_that_is_no_address_is_told_of_in_a_line(home: Path, endpoint: str) -> None:
    assert "AWS_ENDPOINT_URL" in error_of(run("rejections", AWS_ENDPOINT_URL=endpoint))


def test_a_system_that_is_up_is_found_and_named(home: Path) -> None:
    (home / "state" / "up").write_text(NOWHERE)
    with (home / "state" / "engine" / LOCK).open("a+") as lock:
        assert try_to_lock(lock)
        result = run("rejections")

    assert f"(the local system, {NOWHERE})" in result.stderr
    assert "Could not connect" in error_of(result)


def test_a_system_that_a_crash_ended_is_not_up(home: Path) -> None:
    (home / "state" / "up").write_text(NOWHERE)
    (home / "state" / "engine" / LOCK).touch()

    assert address_of_running(Checkout(root=home, home=home)) is None


def test_settings_of_aws_win_over_a_system_that_is_up(deployed: Deployed, home: Path, aws: Aws) -> None:
    (home / "state" / "up").write_text(NOWHERE)
    with (home / "state" / "engine" / LOCK).open("a+") as lock:
        assert try_to_lock(lock)
        settings = {
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": aws.s3.meta.region_name,
        }
        result = run("rejections", **settings)

    assert (result.exit_code, result.stderr) == (0, "")

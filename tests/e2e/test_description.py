"""openapi.json against the deployed system: schemathesis asks what it describes, and what it does not."""

import os
import subprocess
from pathlib import Path

import pytest

from broadsheet_cli.local.checkout import this_checkout
from tests.builders import feed_file
from tests.e2e.running import COMMAND, RunningSystem

pytestmark = pytest.mark.e2e

EXAMPLES = 10  # made up for each operation, beside those that cover each parameter's bounds


def test_schemathesis_finds_nothing_with_all_its_checks(system: RunningSystem, tmp_path: Path) -> None:
    for number in range(3):
        system.drop(f"harbour/{number}.md", feed_file(url=f"https://news.example/{number}"))
        system.wait_for("created  ")
    done = subprocess.run(
        [
            *(COMMAND.with_name("schemathesis"), "run", f"{system.address}/openapi.json"),
            *("--url", system.address, "--header", f"x-api-key: {system.key}"),
            *("--checks", "all", "--max-examples", str(EXAMPLES), "--seed", "1"),
        ],
        cwd=tmp_path,  # where it leaves a cache
        env={
            **os.environ,
            "PYTHONPATH": str(this_checkout().root),
            "SCHEMATHESIS_HOOKS": "tests.e2e.schemathesis_hooks",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout

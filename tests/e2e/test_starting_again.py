"""The second start: on another port, after a crash, after an upgrade. Nothing that was answered is lost."""

import shutil
import socket
import subprocess
from pathlib import Path
from typing import Any

import boto3
import pytest

from broadsheet.identity import article_id
from broadsheet_cli.local.checkout import Checkout, this_checkout
from broadsheet_cli.local.deployment import BUILT_FROM, build, deploy
from broadsheet_cli.local.ports import HOST
from broadsheet_cli.stack import DEFAULT_STACK, Stack
from tests.builders import feed_file
from tests.e2e.running import COMMAND, RunningSystem, wait_until

pytestmark = pytest.mark.e2e

KEPT, WITHDRAWN = "https://n.example/kept", "https://n.example/withdrawn"


def article(system: RunningSystem, url: str) -> tuple[int, Any]:
    return system.get(f"/articles/{article_id(url)}")


def test_what_was_answered_outlives_a_crash_of_everything(system: RunningSystem) -> None:
    system.drop("harbour/kept.md", feed_file(title="First kept", url=KEPT))
    system.drop("harbour/withdrawn.md", feed_file(title="To be withdrawn", url=WITHDRAWN))
    system.wait_for("created ")
    system.wait_for("created ")
    system.drop("harbour/kept.md", feed_file(title="Then kept", url=KEPT))
    system.wait_for("Then kept")
    assert system.command("withdraw", "--reason", "court", WITHDRAWN).returncode == 0
    kept, revisions = article(system, KEPT), system.get(f"/articles/{article_id(KEPT)}/revisions")

    system.kill(with_engine=True)
    system.start()

    assert article(system, KEPT) == kept
    assert system.get(f"/articles/{article_id(KEPT)}/revisions") == revisions
    status, problem = article(system, WITHDRAWN)
    assert (status, problem["detail"]) == (410, "court")
    assert system.command("audit").returncode == 0


def test_a_port_that_is_taken_by_now_moves_the_system_with_all_it_has(system: RunningSystem) -> None:
    before, port = article(system, KEPT), system.port
    assert system.stop() == 0

    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind((HOST, port))
        other.listen()
        printed = system.start()

    assert any(f"moved from port {port}" in line for line in printed)
    assert system.port != port
    assert article(system, KEPT) == before
    assert article(system, WITHDRAWN)[0] == 410
    system.drop("harbour/new.md", feed_file(title="On the new port", url="https://n.example/new"))
    assert system.wait_for("On the new port").startswith("created ")


def test_a_port_that_is_asked_for_moves_the_system_there(system: RunningSystem) -> None:
    before, port = article(system, KEPT), system.port
    assert system.stop() == 0

    system.start("--port", str(port + 100))

    assert system.port >= port + 100
    assert article(system, KEPT) == before


def test_the_address_of_the_api_outlives_a_change_of_its_routes(
    system: RunningSystem, stack: Stack, tmp_path: Path
) -> None:
    here = this_checkout().root
    for name in BUILT_FROM:
        copy = shutil.copytree if (here / name).is_dir() else shutil.copy2
        copy(here / name, tmp_path / name)
    (tmp_path / ".local").mkdir()
    (tmp_path / ".local" / "tools").symlink_to(here / ".local" / "tools")
    template = tmp_path / "template.yaml"
    text = template.read_text("utf-8")
    route = "Method: GET, Path: /sources}"
    assert text.count(route) == 1
    template.write_text(text.replace(route, "Method: GET, Path: /sources-of-another-name}"), "utf-8")
    before = article(system, KEPT)
    checkout = Checkout(root=tmp_path, home=tmp_path / ".local")
    build(checkout, lambda _: None)

    assert deploy(checkout, system.environment, DEFAULT_STACK)

    apis = boto3.client("apigateway").get_rest_apis()["items"]
    assert [api["id"] for api in apis if api["id"] in stack.api_url] == [], "the engine gave it a new id"
    assert article(system, KEPT) == before


def test_a_second_system_in_the_same_folder_is_refused_in_a_line(system: RunningSystem) -> None:
    done = subprocess.run(
        [COMMAND, "local", "--home", system.home, system.inbox], capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert "is up already" in done.stderr
    wait_until(lambda: article(system, KEPT)[0] == 200)

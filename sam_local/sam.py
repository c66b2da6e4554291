"""`sam local`, as a person would type it."""

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from broadsheet.errors import BroadsheetError
from broadsheet_cli.local.checkout import Checkout
from broadsheet_cli.local.ports import free_port
from sam_local.docker import LOOPBACK
from sam_local.runtime import ARCHITECTURE, PYTHON
from sam_local.scene import HOST_IN_CONTAINERS, Scene

# How their files' names begin; all others are the ingest function's.
EVENTS_OF_API = "api-"
EVENTS_OF_READER = "reader-"
EVENTS_OF_STREAM = "stream-"
FIRST_PORT = 3000
SECONDS_TO_START = 60
SECONDS_TO_STOP = 30
SECONDS_BETWEEN_LOOKS = 0.1


class InvocationError(BroadsheetError):
    """`sam local` failed, or what it printed is no JSON. The message ends with what was said."""

    code = "invocation"


@dataclass(frozen=True, kw_only=True)
class Invocation:
    """What a function returned, and what it and `sam local` said meanwhile."""

    answer: Any
    log: str


def function_for(event: Path) -> str:
    """Return the template's name of the function that an event is for."""
    if event.name.startswith(EVENTS_OF_API):
        return "ApiFunction"
    if event.name.startswith(EVENTS_OF_READER):
        return "ReaderFunction"
    return "PublishFunction" if event.name.startswith(EVENTS_OF_STREAM) else "IngestFunction"


def invoke(checkout: Checkout, scene: Scene, event: Path) -> Invocation:
    """Run the function that an event is for, once, and return what came of it.

    Raises
    ------
    InvocationError
        It could not be run.
    """
    done = subprocess.run(
        _command(checkout, scene, "invoke", function_for(event), "--event", str(event)),
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        return Invocation(answer=json.loads(done.stdout), log=done.stderr)
    except json.JSONDecodeError:
        raise InvocationError(f"sam local invoke failed:\n{done.stdout}{done.stderr}") from None


@contextmanager
def started_api(checkout: Checkout, scene: Scene) -> Iterator[str]:
    """Serve the API with `sam local start-api`; yield its address once requests are taken.

    Raises
    ------
    InvocationError
        It does not start.
    """
    port = str(free_port(FIRST_PORT, LOOPBACK))
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            _command(checkout, scene, "start-api", "--warm-containers", "LAZY", "--port", port),
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_served(process, log)
            yield f"http://{LOOPBACK}:{port}"
        finally:
            process.terminate()
            process.wait(SECONDS_TO_STOP)


def _command(checkout: Checkout, scene: Scene, command: str, *options: str) -> list[str]:
    return [
        str(checkout.tool("sam", "sam")),
        *("local", command, *options),
        *("--template", str(scene.template)),
        *("--parameter-overrides", f"PythonVersion={PYTHON}", f"Architecture={ARCHITECTURE}"),
        "--skip-pull-image",
        *("--add-host", f"{HOST_IN_CONTAINERS}:host-gateway"),
    ]


def _environment() -> dict[str, str]:
    """Return our environment without AWS settings: with them, `sam local` would ask AWS who it is."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return {**others, "SAM_CLI_TELEMETRY": "0"}


def _wait_until_served(process: "subprocess.Popen[bytes]", log: IO[str]) -> None:
    """Return when the server's own log says that it listens."""
    deadline = time.monotonic() + SECONDS_TO_START
    while "Running on" not in _read(log):
        if process.poll() is not None or time.monotonic() > deadline:
            raise InvocationError(f"sam local start-api does not start:\n{_read(log)}")
        time.sleep(SECONDS_BETWEEN_LOOKS)


def _read(log: IO[str]) -> str:
    log.seek(0)
    return log.read()

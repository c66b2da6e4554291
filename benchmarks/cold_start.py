"""Measure how long the functions take to answer their first event, in Lambda's own runtime.

usage: python -m benchmarks.cold_start [--rounds 9]

Each round starts a container for every case, hands it one event that needs no AWS, and takes the time to the
answer: what Lambda's users wait for, less the time to find a machine and to fetch the code. Beside it stands
the time on the processor, which other work on this machine disturbs less. The measure of all is a function
of the same layers that only imports boto3 and makes the same clients. Docker must run, on Linux.
"""

import argparse
import http.client
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from broadsheet_cli.local.checkout import Checkout
from sam_local.docker import LOOPBACK, docker
from sam_local.runtime import ARCHITECTURE, IMAGE, build_for_runtime, runtime_checkout

LAYERS = ("DependenciesLayer", "BroadsheetLayer")
PAGES = "PagesLayer"  # which the reader function has beside
BARE = """
import boto3

CLIENTS = [boto3.client(name) for name in {services}]


def lambda_handler(event, context):
    return {{}}
"""
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
    "TABLE_NAME": "articles",
    "CONTENT_BUCKET": "content",
    "QUEUE_URL": "http://queue.example/raw",
    "DEAD_LETTER_QUEUE_URL": "http://queue.example/dead",
    "INGEST_LOG_GROUP": "/aws/lambda/ingest",
    "LARGEST_DOCUMENT_MB": "20",
    "CURSOR_KEY": "a-signing-key",
    "PUBLIC_READER": "public",
}
PORT = "8080"  # where the emulator in the container listens
PATH = "/2015-03-31/functions/function/invocations"
# Of every process but this shell: first, for each thread, the nanoseconds that it had the processor for.
SCHEDULED = 'for p in /proc/[0-9]*; do [ "$p" = "/proc/$$" ] || cat "$p"/task/*/schedstat; done'
SECONDS_AT_MOST = 60
SECONDS_BETWEEN_TRIES = 0.005


@dataclass(frozen=True, kw_only=True)
class Case:
    """A function that is measured, beside a bare one that makes clients of the same services."""

    name: str
    event: str
    services: tuple[str, ...]
    layers: tuple[str, ...] = LAYERS


@dataclass(frozen=True, kw_only=True)
class Taken:
    """Seconds: those that passed until the answer, and those of the processor that went into it."""

    passed: float
    worked: float


CASES = (
    Case(name="IngestFunction", event="sqs-s3-test", services=("s3", "dynamodb", "sqs")),
    Case(name="ApiFunction", event="api-health", services=("s3", "dynamodb")),
    Case(
        name="ReaderFunction",
        event="reader-no-article",  # a page that asks the table for nothing
        services=("s3", "dynamodb"),
        layers=(*LAYERS, PAGES),
    ),
)


def main() -> int:
    """Print a line for each function, and its ratio to a bare one."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    checkout = runtime_checkout()
    build = build_for_runtime(checkout, lambda said: print(said, file=sys.stderr)).parent
    with tempfile.TemporaryDirectory() as folder:
        variants = ("with bytecode", "without")
        mounted = {case.name: _variants(case, build, Path(folder) / case.name) for case in CASES}
        taken: dict[tuple[str, str, str], list[Taken]] = {}
        for _ in range(rounds):
            for case in CASES:
                event = (checkout.root / "events" / f"{case.event}.json").read_bytes()
                bare = _bare_function(case, Path(folder))
                for variant, layers in mounted[case.name].items():
                    for kind, function in (("ours", build / case.name), ("bare", bare)):
                        first = _first_answer(checkout, function, layers, event)
                        taken.setdefault((case.name, variant, kind), []).append(first)
    _print(taken, list(variants))
    return 0


def _print(taken: dict[tuple[str, str, str], list[Taken]], variants: list[str]) -> None:
    heads = ("function", "bare", "ratio", "function", "bare", "ratio")
    print(f"{'':<30}{'milliseconds, best of all':>26}{'of the processor, median':>26}")
    print(f"{'':<30}{heads[0]:>10}" + "".join(f"{head:>8}" for head in heads[1:3]), end="")
    print(f"{heads[3]:>10}" + "".join(f"{head:>8}" for head in heads[4:]))
    for case in CASES:
        for variant in variants:
            ours, bare = (taken[case.name, variant, kind] for kind in ("ours", "bare"))
            passed = [min(each.passed for each in kind) for kind in (ours, bare)]
            worked = [statistics.median(each.worked for each in kind) for kind in (ours, bare)]
            print(f"{case.name + ' ' + variant:<30}{_figures(passed)}{_figures(worked)}")


def _figures(seconds: list[float]) -> str:
    ours, bare = seconds
    return f"{ours * 1000:>10.0f}{bare * 1000:>8.0f}{ours / bare:>8.2f}"


def _variants(case: Case, build: Path, folder: Path) -> dict[str, Path]:
    """Return the folders that hold a function's layers, with bytecode and without."""
    return {
        "with bytecode": _merged_layers(case, build, folder / "with"),
        "without": _without_bytecode(_merged_layers(case, build, folder / "without")),
    }


def _merged_layers(case: Case, build: Path, folder: Path) -> Path:
    """Return a folder that holds what Lambda would mount at /opt."""
    for layer in case.layers:
        shutil.copytree(build / layer, folder, dirs_exist_ok=True)
    return folder


def _without_bytecode(folder: Path) -> Path:
    for bytecode in list(folder.rglob("__pycache__")):
        shutil.rmtree(bytecode)
    return folder


def _bare_function(case: Case, folder: Path) -> Path:
    function = folder / f"bare-{case.name}"
    function.mkdir(exist_ok=True)
    (function / "app.py").write_text(BARE.format(services=case.services))
    return function


def _first_answer(checkout: Checkout, function: Path, layers: Path, event: bytes) -> Taken:
    """Return the time that a new container takes to answer its first event."""
    with _container(checkout, function, layers) as container:
        address = docker("port", container, PORT).splitlines()[0]
        while True:
            started = time.perf_counter()
            try:
                status, body = _post(address, event)
            except (ConnectionError, http.client.HTTPException):  # the emulator does not listen yet
                time.sleep(SECONDS_BETWEEN_TRIES)
                continue
            passed = time.perf_counter() - started
            if status != http.HTTPStatus.OK or b"errorMessage" in body:
                sys.exit(f"{function}: {body.decode(errors='replace')}")
            return Taken(passed=passed, worked=_worked(container))


def _worked(container: str) -> float:
    """Return the seconds that all threads of a container have had the processor for."""
    lines = docker("exec", container, "sh", "-c", SCHEDULED).splitlines()
    return sum(int(line.split()[0]) for line in lines) / 1e9


@contextmanager
def _container(checkout: Checkout, function: Path, layers: Path) -> Iterator[str]:
    """Start a container as `sam local` does, but with read-only layers, as Lambda has them; yield its id."""
    emulators = checkout.tool("sam", "sam").parents[1].glob("lib/python3*/site-packages/samcli/local/rapid/*")
    emulator = next(path for path in emulators if path.name == f"aws-lambda-rie-{ARCHITECTURE}")
    container = docker(
        *("run", "--detach", "--rm", "--publish", f"{LOOPBACK}::{PORT}"),
        *(f"--volume={source}:{target}:ro" for source, target in _mounts(emulator, function, layers)),
        *(f"--env={name}={value}" for name, value in ENVIRONMENT.items()),
        *("--entrypoint", "/emulator", IMAGE, "--log-level", "error"),
        *("/var/runtime/bootstrap", "app.lambda_handler"),
    )
    try:
        yield container
    finally:
        docker("kill", container)


def _mounts(emulator: Path, function: Path, layers: Path) -> Iterator[tuple[Path, str]]:
    yield emulator, "/emulator"
    yield function, "/var/task"
    yield layers, "/opt"


def _post(address: str, event: bytes) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(address, timeout=SECONDS_AT_MOST)
    try:
        connection.request("POST", PATH, body=event)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())

"""Measure what a first page costs: the list of the reader beside that of the api, each from a new process.

usage: python -m benchmarks.cold_page [--rounds 9]

On the local engine, with what the inbox is shipped with: in each round every process that runs a function is
ended, the list is asked for, and the time to the answer taken; then the same again for the api. Only their
ratio means anything elsewhere. The target is 1.5.
"""

import argparse
import contextlib
import http.client
import os
import shutil
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

from broadsheet_cli.local.checkout import this_checkout
from tests.e2e.running import RunningSystem

ARTICLE = "The ferry that learned to wait"
SECONDS_AT_MOST = 60
SECONDS_TO_END = 0.5


def main() -> int:
    """Print the times of both, best and median, and their ratios."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        inbox = Path(folder) / "inbox"
        shutil.copytree(this_checkout().root / "inbox", inbox)
        system = RunningSystem(inbox, Path(folder) / "home")
        system.start()
        try:
            system.wait_for(ARTICLE)
            taken: dict[str, list[float]] = {"api": [], "reader": []}
            for _ in range(rounds):
                taken["api"].append(_first_answer(system, "/articles?limit=24"))
                taken["reader"].append(_first_answer(system, "/"))
        finally:
            system.stop()
    _print(taken)
    return 0


def _print(taken: dict[str, list[float]]) -> None:
    print(f"{'milliseconds to the first answer':<34}{'best':>8}{'median':>8}")
    for name, seconds in taken.items():
        print(f"{name:<34}{min(seconds) * 1000:>8.0f}{statistics.median(seconds) * 1000:>8.0f}")
    best = min(taken["reader"]) / min(taken["api"])
    median = statistics.median(taken["reader"]) / statistics.median(taken["api"])
    print(f"{'ratio':<34}{best:>8.2f}{median:>8.2f}")


def _first_answer(system: RunningSystem, path: str) -> float:
    """Return the seconds that an answer takes when no function runs yet."""
    for worker in system.workers():
        with contextlib.suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)
    time.sleep(SECONDS_TO_END)
    base = urlsplit(system.address)
    connection = http.client.HTTPConnection(base.netloc, timeout=SECONDS_AT_MOST)
    with contextlib.closing(connection):
        started = time.perf_counter()
        connection.request("GET", base.path + path, headers={"x-api-key": system.key})
        answer = connection.getresponse()
        body = answer.read()
        passed = time.perf_counter() - started
    if answer.status != http.HTTPStatus.OK:
        sys.exit(f"{path}: {answer.status} {body.decode(errors='replace')}")
    return passed


if __name__ == "__main__":
    sys.exit(main())

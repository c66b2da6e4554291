"""Drop an archive into the inbox of a local system, and a file midway; compare with uploading the archive.

usage: python -m benchmarks.inbox_run FOLDER

Printed are the seconds from the file's drop to its line, those that the inbox takes for the whole archive,
and those that `broadsheet upload` takes for it on another system. Exit status 1 when the line takes longer
than 10 seconds, or a document is without its receipt.
"""

import argparse
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.builders import feed_file
from tests.e2e.running import RunningSystem

LONGEST_WAIT = 10  # seconds


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    with _running() as system:
        waited, said = _drop(folder, system)
    with _running() as system:
        started = time.monotonic()
        upload = system.command("upload", str(folder))
        took = time.monotonic() - started
    print(f"inbox: {said.strip()}\nupload: {took:.0f} s\n{upload.stdout.strip()}")
    print(f"the line of a file that was dropped midway came after {waited:.1f} s")
    return 0 if waited <= LONGEST_WAIT and upload.returncode == 0 else 1


@contextmanager
def _running() -> Iterator[RunningSystem]:
    with tempfile.TemporaryDirectory() as home:
        inbox = Path(home) / "inbox"
        inbox.mkdir()
        system = RunningSystem(inbox, Path(home) / "home")
        system.start()
        try:
            yield system
        finally:
            system.stop()


def _drop(folder: Path, system: RunningSystem) -> tuple[float, str]:
    """Return the seconds that a file dropped midway waited, and the line about the whole archive."""
    shutil.copytree(folder, system.inbox, dirs_exist_ok=True)
    half = sum(1 for path in folder.rglob("*") if path.is_file()) // 2
    while _ingested(system.wait_for(" ingested")) < half:
        pass
    started = time.monotonic()
    system.drop("harbour/new.md", feed_file("Dropped midway", "https://n.example/midway"))
    system.wait_for("Dropped midway")
    return time.monotonic() - started, system.wait_for("documents in")


def _ingested(line: str) -> int:
    """Return how many documents were ingested, as a line of progress says."""
    match = re.search(r"([\d,]+) ingested", line)
    return int(match[1].replace(",", "")) if match else 0


if __name__ == "__main__":
    sys.exit(main())

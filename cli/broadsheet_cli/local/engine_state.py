"""The folder that an engine keeps its state in: who uses it, and which port it belongs to."""

import fcntl
import os
import re
import signal
import time
from pathlib import Path
from typing import IO

from broadsheet.errors import BroadsheetError

LOCK = "engine.lock"  # held by the engine for as long as it lives; says its process id
SECONDS_TO_STOP = 120  # its whole state is written on the way out
SECONDS_BETWEEN_LOOKS = 0.1  # whether it has stopped


class EngineError(BroadsheetError):
    """The local engine does not start, or has stopped by itself."""

    code = "engine"


def move_state(folder: Path, old: int, new: int) -> None:
    """Make the state of an engine that does not run belong to another port.

    The addresses that it holds are of queues and functions: in what is deployed, not in what is stored.
    """
    for file in (folder / "services").glob("*.json"):
        if file.name == "dynamodb.json":
            continue
        text = file.read_text("utf-8")
        moved = re.sub(rf"\b(localhost|127\.0\.0\.1):{old}\b", rf"\g<1>:{new}", text)
        if moved != text:
            file.write_text(moved, "utf-8")


def is_running(folder: Path) -> bool:
    """Whether an engine uses a folder at this moment."""
    try:
        with (folder / LOCK).open("a+") as lock:
            return not try_to_lock(lock)
    except FileNotFoundError:
        return False


def stop_left_behind(folder: Path) -> None:
    """Stop the engine that a killed `broadsheet local` left in a folder, so that its state is written.

    Raises
    ------
    EngineError
        It does not stop.
    """
    deadline = time.monotonic() + SECONDS_TO_STOP
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a+") as lock:
        if try_to_lock(lock):
            return
        lock.seek(0)
        os.kill(int(lock.read()), signal.SIGTERM)  # it holds the lock, so it is no other process
        while not try_to_lock(lock):
            if time.monotonic() > deadline:
                raise EngineError(
                    f"an engine that was left running does not stop; its process is in {lock.name}"
                )
            time.sleep(SECONDS_BETWEEN_LOOKS)


def try_to_lock(file: IO[str]) -> bool:
    """Lock a file until it is closed, by whoever holds it open last; return whether it was free."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

"""`broadsheet local` as a user has it: a process, the lines that it prints, and the API it names."""

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO, Any
from urllib.parse import urlsplit

from broadsheet_cli.local.engine import client_environment

COMMAND = Path(sys.executable).with_name("broadsheet")
END = ""  # no line is: each ends with a newline
SECONDS_WITHOUT_A_LINE = 180.0
SECONDS_TO_ANSWER = 30.0
SECONDS_TO_STOP = 180.0  # on a machine that is busy
SECONDS_OF_PATIENCE = 180.0
SECONDS_BETWEEN_LOOKS = 0.5


class RunningSystem:
    """`broadsheet local` on an inbox, with all it keeps in a home of its own."""

    def __init__(self, inbox: Path, home: Path) -> None:
        self.inbox = inbox
        self.home = home
        self.address = ""
        self.key = ""
        self._process: subprocess.Popen[str] | None = None
        self._lines: Queue[str] = Queue()

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which AWS clients and the operator's commands speak to its engine."""
        return client_environment(self.address.partition("/broadsheet/")[0])

    @property
    def engine(self) -> int:
        """The process of its engine."""
        return int((self.home / "state" / "engine" / "engine.lock").read_text())

    def workers(self) -> list[int]:
        """Return the processes that its engine runs functions in."""
        found = []
        for status in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                parent = status.read_text().rpartition(")")[2].split()[1]
                found += [int(status.parent.name)] if int(parent) == self.engine else []
        return found

    @property
    def port(self) -> int:
        """The port that its engine listens on."""
        return urlsplit(self.address).port or 0

    def start(self, *options: str) -> list[str]:
        """Start the process, wait until the system is up, and return what was printed until then."""
        self._process = subprocess.Popen(
            [COMMAND, "local", "--home", self.home, *options, self.inbox],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self._process.stdout
        self._lines = Queue()
        Thread(target=_pass_on, args=(self._process.stdout, self._lines), daemon=True).start()
        printed = self._lines_until("Stop  ")
        self.address = _value("API", printed)
        self.key = _value("API key", printed)
        return printed

    def stop(self) -> int:
        """Stop the system as Ctrl-C does, and return the exit status."""
        assert self._process
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(SECONDS_TO_STOP)

    def kill(self, *, with_engine: bool) -> None:
        """End the process, or the engine as well, without a chance to write anything."""
        assert self._process
        engine = self.engine
        self._process.kill()
        self._process.wait()
        if with_engine:
            os.kill(engine, signal.SIGKILL)

    def drop(self, name: str, content: bytes) -> None:
        """Put a file into the inbox."""
        (self.inbox / name).parent.mkdir(parents=True, exist_ok=True)
        (self.inbox / name).write_bytes(content)

    def drop_together(self, folder: str, files: dict[str, bytes]) -> None:
        """Put a folder with its files into the inbox at one moment: none is there without the others."""
        aside = self.home / "to-drop"
        aside.mkdir(parents=True)
        for name, content in files.items():
            (aside / name).write_bytes(content)
            os.utime(aside / name, (0, 0))  # written long ago, so not waited for
        aside.rename(self.inbox / folder)

    def wait_for(self, part: str) -> str:
        """Return the next line that contains a text."""
        return self._lines_until(part)[-1]

    def path_of(self, line: str) -> str:
        """Return the API's path of the article whose page a line ends with."""
        page = line.rsplit(maxsplit=1)[-1].removeprefix(self.address)
        assert page.startswith("/read/"), line
        return page.replace("/read/", "/articles/")

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one of the operator's commands on it."""
        return subprocess.run(
            [COMMAND, *words], env=self.environment, capture_output=True, text=True, check=False
        )

    def command_without_settings(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one in its home, where nothing says of AWS where it is."""
        nothing = {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
        env = {"PATH": os.environ["PATH"], "BROADSHEET_HOME": str(self.home), **nothing}
        return subprocess.run([COMMAND, *words], env=env, capture_output=True, text=True, check=False)

    def get(self, path: str, key: str | None = None) -> tuple[int, Any]:
        """Return the status and the JSON of an answer of the API; `key` "" stands for none."""
        base = urlsplit(self.address)
        connection = http.client.HTTPConnection(base.netloc, timeout=SECONDS_TO_ANSWER)
        with contextlib.closing(connection):
            connection.request(
                "GET", base.path + path, headers={"x-api-key": self.key if key is None else key}
            )
            answer = connection.getresponse()
            return answer.status, json.load(answer)

    def open(self, line: str) -> tuple[int, str]:
        """Return the status and the text of the page that a line ends with, as a browser without a key."""
        page = urlsplit(line.rsplit(maxsplit=1)[-1])
        connection = http.client.HTTPConnection(page.netloc, timeout=SECONDS_TO_ANSWER)
        with contextlib.closing(connection):
            connection.request("GET", page.path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

    def _lines_until(self, part: str) -> list[str]:
        printed: list[str] = []
        while not printed or part not in printed[-1]:
            try:
                line = self._lines.get(timeout=SECONDS_WITHOUT_A_LINE)
            except Empty:
                line = END
            if line == END:
                raise AssertionError(f"no line with {part!r}, but:\n{''.join(printed)}")
            printed.append(line)
        return printed


def wait_until(is_so: Callable[[], object]) -> None:
    """Look again and again until something is so, and fail when it takes too long."""
    deadline = time.monotonic() + SECONDS_OF_PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, "it did not come to be in time"
        time.sleep(SECONDS_BETWEEN_LOOKS)


def _pass_on(stream: IO[str], lines: "Queue[str]") -> None:
    with stream:
        for line in stream:
            lines.put(line)
    lines.put(END)


def _value(name: str, lines: list[str]) -> str:
    """Return what stands behind a name in what was printed."""
    return next(
        line.strip().removeprefix(name).strip() for line in lines if line.strip().startswith(f"{name} ")
    )

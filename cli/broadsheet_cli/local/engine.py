"""The local engine: one process that plays the AWS services of the template on this machine."""

import fcntl
import http.client
import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import IO

from broadsheet.errors import BroadsheetError
from broadsheet_cli.local.ports import HOST, is_free

PROGRAM = Path(__file__).with_name("journaled_engine.py")
LOCK = "engine.lock"  # held by the engine for as long as it lives; says its process id
SECONDS_TO_START = 30  # five when it has 27,500 articles to load, on an idle machine
SECONDS_TO_STOP = 120  # its whole state is written on the way out
SECONDS_BETWEEN_LOOKS = 0.1  # whether it answers
PASSED_ON = ("HOME", "LANG", "LC_ALL", "PATH")


class EngineError(BroadsheetError):
    """The local engine does not start, or has stopped by itself."""

    code = "engine"


class Engine:
    """A process that keeps its state in a folder.

    S3 objects and the items of tables outlive a crash. All else, such as what is deployed or queued, is
    written only when it is stopped, and is after a crash as it was at the start.

    Parameters
    ----------
    python
        The Python that has ministack.
    folder
        Where the state lies. Only one engine may use it at a time.
    log
        The file that what it and its functions say is added to.
    port
        Where it listens. The state belongs to a port, since it holds the addresses of its queues; see
        `move_state`.
    host
        The address of this machine that it listens on, and no other.
    """

    def __init__(self, *, python: Path, folder: Path, log: Path, port: int, host: str = HOST) -> None:
        self._python = python
        self._folder = folder
        self.log = log
        self._port = port
        self._host = host
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """The base of every address that it serves."""
        return f"http://{self._host}:{self._port}"

    def start(self) -> None:
        """Start the process and wait until it answers.

        Raises
        ------
        EngineError
            The port is taken, the state is in use, or the process ended at once or does not answer.
        """
        if not is_free(self._host, self._port):
            raise EngineError(f"something else listens on port {self._port}; name another with --port")
        self._folder.mkdir(parents=True, exist_ok=True)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with (self._folder / LOCK).open("a+") as lock, self.log.open("ab") as log:
            if not try_to_lock(lock):
                raise EngineError(f"another engine uses {self._folder}")
            shutil.rmtree(self._temporary, ignore_errors=True)
            self._temporary.mkdir()
            self._process = subprocess.Popen(
                [self._python, PROGRAM],
                env=self._environment(),
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=[lock.fileno()],  # so the lock is held for as long as the process lives
                start_new_session=True,  # Ctrl-C in a terminal is for us, not for it
            )
            lock.truncate(0)
            lock.write(str(self._process.pid))
        try:
            self._wait_until_ready()
        except BaseException:  # Ctrl-C, too
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the process, so that it writes its state. Does nothing if it does not run.

        Raises
        ------
        EngineError
            It had to be killed.
        """
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise EngineError(f"the engine did not stop and was killed; see {self.log}") from None
        shutil.rmtree(self._temporary, ignore_errors=True)

    def check(self) -> None:
        """Raise EngineError if the process has ended by itself."""
        if self._process is None or self._process.poll() is not None:
            raise EngineError(f"the engine has stopped by itself; see {self.log}")

    @property
    def _temporary(self) -> Path:
        """Where the functions' code is unpacked, once for each that runs; nobody else removes it."""
        return self._folder / "tmp"

    def _environment(self) -> dict[str, str]:
        """Return the engine's whole environment: it hands all of it on to the functions."""
        return {
            **{name: os.environ[name] for name in PASSED_ON if name in os.environ},
            "TMPDIR": str(self._temporary),
            "BIND_HOST": self._host,
            "GATEWAY_PORT": str(self._port),
            "AUTH": "true",
            "PERSIST_STATE": "1",
            "STATE_DIR": str(self._folder / "services"),
            "S3_PERSIST": "1",
            "S3_DATA_DIR": str(self._folder / "s3"),
        }

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        while not _is_ready(self._host, self._port):
            self.check()
            if time.monotonic() > deadline:
                raise EngineError(f"the engine does not answer on port {self._port}; see {self.log}")
            time.sleep(SECONDS_BETWEEN_LOOKS)


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


def client_environment(address: str) -> dict[str, str]:
    """Return the environment in which AWS clients speak to an engine, and cannot reach an AWS account.

    Parameters
    ----------
    address
        The engine's address.

    Returns
    -------
    dict
        All variables that AWS clients ask for, and those that the process has beside them.

    Examples
    --------
    >>> client_environment("http://127.0.0.1:4566")["AWS_ENDPOINT_URL"]
    'http://127.0.0.1:4566'
    """
    others = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return {
        **others,
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def _is_ready(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=1)
    try:
        connection.request("GET", "/_ministack/ready")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def try_to_lock(file: IO[str]) -> bool:
    """Lock a file until it is closed, by whoever holds it open last; return whether it was free."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

"""The local engine: one process that plays the AWS services of the template on this machine."""

import http.client
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from broadsheet_cli.local.engine_state import LOCK, SECONDS_TO_STOP, EngineError, try_to_lock
from broadsheet_cli.local.ports import HOST, is_free, one_at_a_time

PROGRAM = Path(__file__).with_name("journaled_engine.py")
SECONDS_TO_START = 30  # five when it has 27,500 articles to load, on an idle machine
SECONDS_BETWEEN_LOOKS = 0.1  # whether it answers
PROCESS_FIELD = "x-engine-process"  # of its answers, as in journaled_engine.py
PASSED_ON = ("HOME", "LANG", "LC_ALL", "PATH")


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
        `engine_state.move_state`.
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
            raise self._port_taken()
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

    def restart(self) -> None:
        """Stop the process and start it again, on a port that nobody who asks for a free one gets meanwhile.

        Raises
        ------
        EngineError
            As for `stop` and `start`.
        """
        with one_at_a_time():
            self.stop()
            self.start()

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
        while (answering := _process_ready(self._host, self._port)) is None:
            self.check()
            if time.monotonic() > deadline:
                raise EngineError(f"the engine does not answer on port {self._port}; see {self.log}")
            time.sleep(SECONDS_BETWEEN_LOOKS)
        if self._process is None or answering != str(self._process.pid):
            raise self._port_taken()  # since it was found free, by what answers as an engine does

    def _port_taken(self) -> EngineError:
        return EngineError(f"something else listens on port {self._port}; name another with --port")


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


def _process_ready(host: str, port: int) -> str | None:
    """Return the process of the engine that answers, empty if it does not say it; None if none does."""
    connection = http.client.HTTPConnection(host, port, timeout=1)
    try:
        connection.request("GET", "/_ministack/ready")
        answer = connection.getresponse()
        return answer.headers.get(PROCESS_FIELD, "") if answer.status == http.HTTPStatus.OK else None
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()

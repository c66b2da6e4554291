"""What keeps two engines apart, and this machine's engine apart from AWS."""

import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from broadsheet_cli.local.engine import Engine, client_environment
from broadsheet_cli.local.engine_state import EngineError, stop_left_behind, try_to_lock
from broadsheet_cli.local.ports import HOST, free_port, lock_on_ports, one_at_a_time

PROGRAM = """\
#!{python}
import fcntl, http.server, os

class Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("x-engine-process", str({process}))
        self.end_headers()

    def log_message(self, *_):
        pass

server = http.server.HTTPServer((os.environ["BIND_HOST"], int(os.environ["GATEWAY_PORT"])), Answers)
with open("{lock}", "a") as lock:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("the ports are locked", flush=True)
server.serve_forever()
"""


def test_a_port_that_is_taken_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        port = taken.getsockname()[1]

        assert free_port(port) > port


def test_an_engine_does_not_start_on_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        port = taken.getsockname()[1]

        with pytest.raises(EngineError, match=str(port)):
            Engine(python=Path("unused"), folder=tmp_path, log=tmp_path / "log", port=port).start()


def test_an_engine_that_ends_at_once_is_reported_with_its_log(tmp_path: Path) -> None:
    engine = Engine(python=Path("/bin/false"), folder=tmp_path, log=tmp_path / "log", port=free_port(20_000))

    with pytest.raises(EngineError, match=str(tmp_path / "log")):
        engine.start()
    engine.stop()


def an_engine(folder: Path, *, process: str) -> Engine:
    """Return an engine of a program that answers as if it were a process, and tells of the lock on ports."""
    program = folder / "python"
    program.write_text(PROGRAM.format(python=sys.executable, process=process, lock=lock_on_ports()))
    program.chmod(0o755)
    return Engine(python=program, folder=folder / "state", log=folder / "log", port=free_port(20_000))


def test_an_engine_that_another_answers_for_does_not_start(tmp_path: Path) -> None:
    with one_at_a_time():
        engine = an_engine(tmp_path, process="1")

        with pytest.raises(EngineError, match="something else listens on port"):
            engine.start()


def test_nobody_takes_the_port_of_an_engine_that_starts_again(tmp_path: Path) -> None:
    with one_at_a_time():
        engine = an_engine(tmp_path, process="os.getpid()")
        engine.start()

    engine.restart()
    engine.stop()

    assert (tmp_path / "log").read_text() == "the ports are locked\n" * 2


def test_only_one_at_a_time_chooses_a_port_and_listens_on_it() -> None:
    ports = []

    def choose_and_listen() -> socket.socket:
        with one_at_a_time():
            ports.append(free_port(20_000))
            return socket.create_server((HOST, ports[-1]))

    with ThreadPoolExecutor(8) as pool:
        sockets = list(pool.map(lambda _: choose_and_listen(), range(40)))

    for listening in sockets:
        listening.close()
    assert len(set(ports)) == len(ports)


def test_a_lock_is_held_until_its_file_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with path.open("a+") as one:
        assert try_to_lock(one)
        with path.open("a+") as other:
            assert not try_to_lock(other)
    with path.open("a+") as other:
        assert try_to_lock(other)


def test_where_no_engine_was_left_behind_there_is_nothing_to_stop(tmp_path: Path) -> None:
    stop_left_behind(tmp_path / "engine")


def test_clients_of_the_engine_cannot_reach_an_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "secret")
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "https://elsewhere.example")

    environment = client_environment("http://127.0.0.1:4566")

    assert environment["AWS_ENDPOINT_URL"] == "http://127.0.0.1:4566"
    assert not {"AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL_S3"} & set(environment)
    assert environment["AWS_CONFIG_FILE"] == environment["AWS_SHARED_CREDENTIALS_FILE"] == "/dev/null"

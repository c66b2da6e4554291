"""What keeps two engines apart, and this machine's engine apart from AWS."""

import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from broadsheet_cli.local.engine import Engine, EngineError, client_environment, stop_left_behind, try_to_lock
from broadsheet_cli.local.ports import HOST, free_port, one_at_a_time


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


def test_only_one_at_a_time_chooses_a_port_and_listens_on_it() -> None:
    ports = []

    def choose_and_listen() -> socket.socket:
        with one_at_a_time():
            listening = socket.socket()
            ports.append(free_port(20_000))
            listening.bind((HOST, ports[-1]))
            return listening

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

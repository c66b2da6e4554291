"""What X-Ray's daemon hears of the stages."""

import json
import socket
from collections.abc import Iterator

import pytest

from broadsheet.adapters.xray import XRay

HEADER = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1;Lineage=a:1"


@pytest.fixture
def daemon() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.settimeout(5)
        yield listening


def heard(daemon: socket.socket) -> list[dict[str, object]]:
    """Return all documents that have arrived."""
    daemon.setblocking(False)
    documents: list[dict[str, object]] = []
    while True:
        try:
            header, _, document = daemon.recv(65_536).partition(b"\n")
        except BlockingIOError:
            return documents
        assert json.loads(header) == {"format": "json", "version": 1}
        documents.append(json.loads(document))


def xray(daemon: socket.socket, header: str = HEADER) -> XRay:
    host, port = daemon.getsockname()
    return XRay(f"{host}:{port}", lambda: header)


def test_a_stage_is_a_subsegment_of_the_invocation(daemon: socket.socket) -> None:
    with xray(daemon).subsegment("clean"):
        pass
    (told,) = heard(daemon)
    assert (told["type"], told["name"], told["fault"]) == ("subsegment", "clean", False)
    assert told["trace_id"] == "1-5759e988-bd862e3fe1be46a994272793"
    assert told["parent_id"] == "53995c3f42cd8ad8"
    assert len(bytes.fromhex(str(told["id"]))) == 8
    assert 0 <= float(str(told["end_time"])) - float(str(told["start_time"])) < 60


def test_a_stage_that_fails_is_a_fault_and_its_error_goes_on(daemon: socket.socket) -> None:
    with pytest.raises(ConnectionError), xray(daemon).subsegment("fetch"):
        raise ConnectionError
    (told,) = heard(daemon)
    assert (told["name"], told["fault"]) == ("fetch", True)


@pytest.mark.parametrize("header", ["", "Root=1-2-3;Parent=4;Sampled=0", "Sampled=1", "nonsense"])
def test_an_invocation_that_is_not_sampled_is_not_told_of(header: str, daemon: socket.socket) -> None:
    with xray(daemon, header).subsegment("store"):
        pass
    assert heard(daemon) == []


@pytest.mark.parametrize("address", ["", "nowhere", "127.0.0.1:1", "no.such.host.invalid:2000"])
def test_without_a_daemon_the_work_goes_on(address: str) -> None:
    with XRay(address, lambda: HEADER).subsegment("store"):
        pass

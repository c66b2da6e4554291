"""The ports of this machine: which is free, and nobody else about to take it."""

import fcntl
import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from broadsheet.errors import BroadsheetError

HOST = "127.0.0.1"
FIRST_PORT = 4566  # LocalStack's and ministack's own
PORTS_TRIED = 50  # from the first on


class NoFreePortError(BroadsheetError):
    """Something listens on every port within reach."""

    code = "no_free_port"


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait until nobody else on this machine is between choosing a port and listening on it."""
    with lock_on_ports().open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def lock_on_ports() -> Path:
    """Return the file that is locked while somebody chooses a port and comes to listen on it."""
    return Path(tempfile.gettempdir()) / f"broadsheet-{os.getuid()}.lock"


def free_port(first: int, host: str = HOST) -> int:
    """Return the first port from `first` on at which nothing listens.

    Parameters
    ----------
    first
        The first port to try.
    host
        The address to listen on.

    Returns
    -------
    int
        The first port at which nothing listens, of the hundred or so that are tried.

    Raises
    ------
    NoFreePortError
        There is none within reach.

    Examples
    --------
    >>> free_port(20_000) >= 20_000
    True
    """
    for port in range(first, first + PORTS_TRIED):
        if is_free(host, port):
            return port
    raise NoFreePortError(f"no free port from {first} to {first + PORTS_TRIED - 1}")


def is_free(host: str, port: int) -> bool:
    """Whether nothing listens on a port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True

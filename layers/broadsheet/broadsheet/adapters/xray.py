"""The stages of the work as X-Ray shows them: subsegments of the segment that Lambda makes of an invocation.

They are sent to Lambda's own daemon as documents of the form that
https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html describes.
"""

import json
import secrets
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

DAEMON_HEADER = b'{"format": "json", "version": 1}\n'


class XRay:
    """Tells the daemon of each stage. Whether it hears is no concern of the work.

    Parameters
    ----------
    daemon
        Its address, `host:port`; empty where there is none.
    trace_header
        Gives the tracing header of the invocation at hand (`Root=…;Parent=…;Sampled=1`).
    """

    def __init__(self, daemon: str, trace_header: Callable[[], str]) -> None:
        host, _, port = daemon.rpartition(":")
        self._daemon = (host, int(port)) if host and port.isdecimal() else None
        self._trace_header = trace_header

    @contextmanager
    def subsegment(self, name: str) -> Iterator[None]:
        """Tell of a stage when the context is left, and that it failed if an error leaves it."""
        started, is_fault = time.time(), True
        try:
            yield
            is_fault = False
        finally:
            self._send(name, started, is_fault=is_fault)

    def _send(self, name: str, started: float, *, is_fault: bool) -> None:
        about = dict(part.split("=", 1) for part in self._trace_header().split(";") if "=" in part)
        if self._daemon is None or about.get("Sampled") != "1" or not {"Root", "Parent"} <= about.keys():
            return
        document = {
            "type": "subsegment",
            "id": secrets.token_hex(8),
            "trace_id": about["Root"],
            "parent_id": about["Parent"],
            "name": name,
            "start_time": started,  # seconds since 1970
            "end_time": time.time(),
            "fault": is_fault,
        }
        with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
            datagrams.sendto(DAEMON_HEADER + json.dumps(document).encode(), self._daemon)

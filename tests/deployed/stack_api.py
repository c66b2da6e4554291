"""Asking the API of a deployed stack, on AWS or on the local engine."""

import http.client
import json
import time
from collections.abc import Callable
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

from deploying.__main__ import reachable

SECONDS_TO_ANSWER = 30.0
SECONDS_OF_PATIENCE = 180.0
SECONDS_BETWEEN_LOOKS = 1.0


class StackApi:
    """The API at an address; on the local engine, at the one that stands for it there."""

    def __init__(self, address: str, key: str) -> None:
        self._base = urlsplit(reachable(address))
        self._key = key

    def get(self, path: str, *, key: str | None = None, **headers: str) -> tuple[int, Any]:
        """Return the status and the JSON of an answer; `key` "" stands for none."""
        secure = self._base.scheme == "https"
        make = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        with closing(make(self._base.netloc, timeout=SECONDS_TO_ANSWER)) as connection:
            sent = {"x-api-key": self._key if key is None else key, **headers}
            connection.request("GET", self._base.path + path, headers=sent)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read() or b"null")


def wait_until(is_so: Callable[[], bool]) -> None:
    """Look again and again until something is so, and fail when it takes too long."""
    deadline = time.monotonic() + SECONDS_OF_PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, "it did not come to be in time"
        time.sleep(SECONDS_BETWEEN_LOOKS)

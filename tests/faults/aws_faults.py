"""AWS calls that fail when a test says so, by botocore's own hooks, so that the clients believe it."""

from collections.abc import Callable
from enum import Enum
from io import BytesIO
from typing import Any

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders
from botocore.exceptions import ConnectTimeoutError, ReadTimeoutError
from moto.core.models import botocore_stubber


class Fault(Enum):
    """How a call fails."""

    THROTTLED = "refused for now"
    BROKEN = "an internal error"
    HELD = "another worker's transaction holds the item"
    UNREACHABLE = "no connection"
    ANSWER_LOST = "done, but no answer comes"
    KILLED_BEFORE = "the worker is killed before the call"
    KILLED_AFTER = "the worker is killed after the call"


ANSWERS_IN_JSON = {
    Fault.THROTTLED: (400, "ThrottlingException"),
    Fault.BROKEN: (500, "InternalServerError"),
    Fault.HELD: (400, "TransactionConflictException"),
}


class WorkerKilledError(BaseException):
    """The end of a worker, which nothing in it can catch."""


class AwsFaults:
    """Asks `choose` at each call which fault it shall have; counts the calls and the faults."""

    def __init__(self, *clients: Any) -> None:
        self.choose: Callable[[str], Fault | None] = _none
        self.calls = 0
        self.faults = 0
        for client in clients:
            client.meta.events.register_first("before-send", self._before_send)

    def _before_send(self, request: AWSPreparedRequest, event_name: str, **_: Any) -> AWSResponse | None:
        self.calls += 1
        fault = self.choose(event_name.removeprefix("before-send."))
        if fault is None:
            return None
        self.faults += 1
        if fault in {Fault.ANSWER_LOST, Fault.KILLED_AFTER}:
            botocore_stubber(event_name, request)
        return _failed(fault, request)


def _failed(fault: Fault, request: AWSPreparedRequest) -> AWSResponse:
    if fault in {Fault.KILLED_BEFORE, Fault.KILLED_AFTER}:
        raise WorkerKilledError
    if fault is Fault.UNREACHABLE:
        raise ConnectTimeoutError(endpoint_url=request.url)
    if fault is Fault.ANSWER_LOST:
        raise ReadTimeoutError(endpoint_url=request.url)
    return _refusal(request.url, fault)


def _refusal(url: str, fault: Fault) -> AWSResponse:
    """Return what DynamoDB, SQS (JSON) or S3 (XML) answers."""
    if ".s3." in url:
        status, code = (503, "SlowDown") if fault is Fault.THROTTLED else (500, "InternalError")
        body = f"<Error><Code>{code}</Code><Message>try again</Message></Error>"
    else:
        status, code = ANSWERS_IN_JSON[fault]
        body = f'{{"__type": "com.amazonaws#{code}", "message": "try again"}}'
    return AWSResponse(url, status, HTTPHeaders(), _Raw(body.encode()))


class _Raw(BytesIO):
    """The body of an answer, as botocore reads it."""

    def stream(self, **_: Any) -> Any:
        yield self.read()


def _none(_: str) -> None:
    """Have no call fail."""


def nth(number: int, fault: Fault) -> Callable[[str], Fault | None]:
    """Return a choice that lets only one call fail: that before which there were `number` others."""
    calls = iter(range(number + 1))

    def choose(_: str) -> Fault | None:
        return fault if next(calls, None) == number else None

    return choose

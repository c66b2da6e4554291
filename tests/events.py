"""The events of `events/`, the same that `sam local invoke` takes."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

EVENTS = Path(__file__).parent.parent / "events"


def read_event(name: str) -> dict[str, Any]:
    return dict(json.loads((EVENTS / f"{name}.json").read_text("utf-8")))


class TimedContext(LambdaContext):
    """A context of an invocation that has some time left, by a clock that a test sets."""

    def __init__(self, clock: Callable[[], float], seconds: float) -> None:
        self._clock = clock
        self._deadline = clock() + seconds

    def get_remaining_time_in_millis(self) -> int:  # type: ignore[override]  # static there, and always 0
        return max(0, round((self._deadline - self._clock()) * 1000))


def lambda_context(clock: Callable[[], float] = lambda: 0.0, seconds: float = 60.0) -> TimedContext:
    """Return the part of Lambda's context that the handlers read; without a clock, its time stands still."""
    context = TimedContext(clock, seconds)
    context._function_name = "function-under-test"
    context._memory_limit_in_mb = 128
    context._invoked_function_arn = "arn:aws:lambda:eu-west-1:123456789012:function:function-under-test"
    context._aws_request_id = "52fdfc07-2182-154f-163f-5f0f9a621d72"
    return context

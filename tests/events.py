"""The events of `events/`, the same that `sam local invoke` takes."""

import json
from pathlib import Path
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

EVENTS = Path(__file__).parent.parent / "events"


def read_event(name: str) -> dict[str, Any]:
    return dict(json.loads((EVENTS / f"{name}.json").read_text("utf-8")))


def lambda_context() -> LambdaContext:
    """Return the part of Lambda's context that the handlers read."""
    context = LambdaContext()
    context._function_name = "function-under-test"
    context._memory_limit_in_mb = 128
    context._invoked_function_arn = "arn:aws:lambda:eu-west-1:123456789012:function:function-under-test"
    context._aws_request_id = "52fdfc07-2182-154f-163f-5f0f9a621d72"
    return context

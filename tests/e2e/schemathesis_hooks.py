"""What schemathesis must know that openapi.json cannot say, and what the local engine answers by itself."""

import json
from http import HTTPStatus
from typing import Any

import schemathesis

ENGINES_OWN = {"message"}  # the members of its answers; API Gateway's are the template's problem documents
FORBIDDEN = {
    "type": "about:blank",
    "title": "Forbidden",
    "code": "INVALID_API_KEY",
    "instance": "urn:uuid:00000000-0000-0000-0000-000000000000",
}
HANDED_ON = ("GET", "HEAD", "OPTIONS")  # API Gateway answers all other methods by itself: 404, not 405


@schemathesis.hook
def filter_case(context: Any, case: Any) -> bool:  # schemathesis' own
    """Leave out what is in order by itself and refused together, and what never reaches the API."""
    del context
    if case.method not in HANDED_ON:
        return False
    if case.meta is None or case.meta.generation.mode.is_negative:
        return True
    query = set(case.query or ())
    made_up_cursor = "cursor" in query  # only those that the API gave are good: the stateful phase has them
    empty_span = {"from", "to"} <= query
    two_questions = bool({"ids", "url"} & query) and not query <= {"ids", "fields"}
    many_bodies = {"fields", "limit"} <= query
    return not (made_up_cursor or empty_span or two_questions or many_bodies)


@schemathesis.hook
def after_call(context: Any, case: Any, response: Any) -> None:
    """Put API Gateway's words for a missing key in place of the engine's."""
    del context, case
    if response.status_code == HTTPStatus.FORBIDDEN and set(json.loads(response.content)) == ENGINES_OWN:
        response.headers["content-type"] = ["application/problem+json"]
        response.content = json.dumps(FORBIDDEN).encode()

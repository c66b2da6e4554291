"""What schemathesis must know that openapi.json cannot say, and what the local engine answers by itself."""

import json
from http import HTTPStatus
from typing import Any

import schemathesis

from broadsheet.answering.listings import FIELDS, MOST_WITH_BODIES
from broadsheet.retrieval.parameters import moment

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
    return not refused_together({name: str(value) for name, value in (case.query or {}).items()})


def refused_together(query: dict[str, str]) -> bool:
    """Whether a query is refused though each of its parameters is as openapi.json describes it.

    OpenAPI has no words for what parameters mean beside each other. What is left out here is tried one by one
    in tests/functions, where the refusals are.
    """
    made_up_cursor = "cursor" in query  # only those that the API gave are good: the stateful phase has them
    no_address = "url" in query  # any text fits its description, and hardly any made-up one is an address
    two_questions = "ids" in query and not query.keys() <= {"ids", "fields"}
    has_bodies = query.get("fields", FIELDS[0]) != FIELDS[0]
    many_bodies = has_bodies and int(query.get("limit", 1)) > MOST_WITH_BODIES
    return made_up_cursor or no_address or two_questions or many_bodies or spans_nothing(query)


def spans_nothing(query: dict[str, str]) -> bool:
    """Whether `to` is no later than `from`, of moments or of revisions' numbers."""
    if not {"from", "to"} <= query.keys():
        return False
    if query["from"].isdecimal():
        return False  # of revisions, any two of which can be compared
    since, until = (moment({name: [query[name]]}, name) for name in ("from", "to"))
    return since is None or until is None or until <= since


@schemathesis.hook
def after_call(context: Any, case: Any, response: Any) -> None:
    """Put API Gateway's words for a missing key in place of the engine's."""
    del context, case
    if response.status_code == HTTPStatus.FORBIDDEN and set(json.loads(response.content)) == ENGINES_OWN:
        response.headers["content-type"] = ["application/problem+json"]
        response.content = json.dumps(FORBIDDEN).encode()

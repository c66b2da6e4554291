"""A request, as far as answers depend on it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from broadsheet.retrieval.answers import Answer
from broadsheet.retrieval.parameters import Parameters

JSON = "application/json"


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a client asks: its parameters, its fields by their names in small letters, the absolute address
    without the query, and when it came.
    """

    parameters: Parameters
    fields: Mapping[str, str]
    address: str
    came_at: datetime

    def with_cursor(self, cursor: str | None) -> str:
        """Return the absolute address of this listing from a cursor on; of its beginning, if that is None."""
        parameters = {name: values for name, values in self.parameters.items() if name != "cursor"}
        if cursor:
            parameters["cursor"] = [cursor]
        query = urlencode(parameters, doseq=True)
        return f"{self.address}?{query}" if query else self.address


def json_answer(body: dict[str, Any], **headers: str) -> Answer:
    """Return an answer of JSON values."""
    return Answer(body=json.dumps(body, ensure_ascii=False), media_type=JSON, headers=headers)


def page_answer(body: dict[str, Any], request: Request, next_cursor: str | None) -> Answer:
    """Return one page of a listing: where it goes on stands in the body, and in `Link` (RFC 8288).

    The link is relative to the address that was asked, which a proxy may have changed.
    """
    body = {**body, "next_cursor": next_cursor}
    if next_cursor is None:
        return json_answer(body)
    query = request.with_cursor(next_cursor).partition("?")[2]
    return json_answer(body, Link=f'<?{query}>; rel="next"')

"""A request, as far as answers depend on it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from broadsheet.retrieval.answers import Answer
from broadsheet.retrieval.parameters import Parameters

JSON = "application/json"
PREFIX = re.compile("(/[A-Za-z0-9_-]{1,128})*")  # of a path; nothing that could lead to another host


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


def root_address(fields: Mapping[str, str]) -> str:
    """Return where a client reaches this API, without a path, or with the one that a proxy took away.

    >>> root_address({"host": "127.0.0.1:1", "x-forwarded-proto": "http", "x-forwarded-prefix": "/news"})
    'http://127.0.0.1:1/news'
    """
    prefix = fields.get("x-forwarded-prefix", "")
    if not PREFIX.fullmatch(prefix):
        prefix = ""
    return f"{fields.get('x-forwarded-proto', 'https')}://{fields.get('host', '')}{prefix}"


def json_answer(body: dict[str, Any], **headers: str) -> Answer:
    """Return an answer of JSON values.

    Parameters
    ----------
    body
        JSON values under the names of docs/api.md.
    **headers
        Fields beside the media type.

    Returns
    -------
    Answer
        The body as `application/json`.
    """
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

"""What is sent to a client: a representation and its fields, made short for clients that allow it."""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from http import HTTPStatus

from broadsheet.errors import BroadsheetError
from broadsheet.retrieval.conditional import entity_tag, http_date, is_fresh
from broadsheet.retrieval.negotiation import accepts_gzip

# Bytes; Lambda's limit is 6 MB (6,291,556 bytes) with the envelope.
LARGEST_ANSWER = 6_000_000
WORTH_COMPRESSING = 1_000  # bytes; below it, a packet is saved by nothing
FASTEST_WORTHWHILE = 5  # of zlib's levels: within 3 % of the best, in half its time
REVALIDATED = "private, no-cache"  # may be kept, must be asked about


class AnswerTooLargeError(BroadsheetError):
    """The answer is larger than Lambda can hand to API Gateway."""

    code = "answer_too_large"
    status = HTTPStatus.UNPROCESSABLE_ENTITY


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A representation to be sent, before it is known what the client has and can read.

    `changed_at` becomes `Last-Modified`. `is_dated` says that nothing changes without it, so that a client
    which knows no tags may be told by it alone that nothing is new.
    """

    body: str
    media_type: str
    status: HTTPStatus = HTTPStatus.OK
    changed_at: datetime | None = None
    is_dated: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What goes over the wire; `body` is bytes where it is compressed."""

    status: HTTPStatus
    headers: Mapping[str, str]
    body: str | bytes


def finish(answer: Answer, method: str, request: Mapping[str, str]) -> Sent:
    """Return what is sent for an answer, by the request's method and its fields, named in small letters.

    304 where the client has it; nothing but the fields for HEAD; compressed where the client reads gzip.

    Parameters
    ----------
    answer
        What is to be said.
    method
        `GET` or `HEAD`.
    request
        The request's fields, named in small letters.

    Returns
    -------
    Sent
        Status, fields and body, as API Gateway takes them.

    Raises
    ------
    AnswerTooLargeError
        It could not be carried.
    """
    headers = {"Content-Type": _content_type(answer.media_type), **_validators(answer), **answer.headers}
    if answer.status is HTTPStatus.OK and _is_known(answer, headers["ETag"], request):
        del headers["Content-Type"]
        return Sent(status=HTTPStatus.NOT_MODIFIED, headers=headers, body="")
    sent = _compressed(Sent(status=answer.status, headers=headers, body=answer.body), request)
    if (size := _size_in_envelope(sent.body)) > LARGEST_ANSWER:
        raise AnswerTooLargeError(f"the answer would be {size:,} bytes; {LARGEST_ANSWER:,} can be carried")
    return replace(sent, body="") if method == "HEAD" else sent


def _validators(answer: Answer) -> dict[str, str]:
    if answer.status is not HTTPStatus.OK:
        return {"Cache-Control": "no-store"}
    headers = {
        "Cache-Control": REVALIDATED,
        "ETag": entity_tag(answer.media_type, answer.body),
        "Vary": "Accept, Accept-Encoding",
    }
    if answer.changed_at:
        headers["Last-Modified"] = http_date(answer.changed_at)
    return headers


def _is_known(answer: Answer, tag: str, request: Mapping[str, str]) -> bool:
    return is_fresh(
        tag,
        answer.changed_at if answer.is_dated else None,
        if_none_match=request.get("if-none-match"),
        if_modified_since=request.get("if-modified-since"),
    )


def _compressed(sent: Sent, request: Mapping[str, str]) -> Sent:
    plain = sent.body.encode() if isinstance(sent.body, str) else sent.body
    if len(plain) < WORTH_COMPRESSING or not accepts_gzip(request.get("accept-encoding")):
        return sent
    body = gzip.compress(plain, FASTEST_WORTHWHILE, mtime=0)
    return replace(sent, headers={**sent.headers, "Content-Encoding": "gzip"}, body=body)


def _size_in_envelope(body: str | bytes) -> int:
    """Return how many bytes a body is as the runtime writes it into the envelope: base64, or as JSON."""
    if isinstance(body, bytes):
        return (len(body) + 2) // 3 * 4
    return len(json.dumps(body))


def _content_type(media_type: str) -> str:
    """Return a media type with its charset, where it is text that has one; JSON is UTF-8 by itself."""
    needs_charset = media_type.startswith("text/") or media_type.endswith("+xml")
    return f"{media_type}; charset=utf-8" if needs_charset else media_type

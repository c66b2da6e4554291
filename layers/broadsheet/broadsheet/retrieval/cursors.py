"""Opaque cursors: where a listing goes on, signed so that none can be made up, changed or moved."""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Sequence
from typing import Any

from broadsheet.errors import InvalidParameterError

SIGNATURE_LENGTH = 16  # bytes


def to_cursor(place: Sequence[Any], listing: str, key: str) -> str:
    """Return a cursor to a place in a listing.

    `listing` is any text that tells listings apart: a cursor of one is worth nothing in another.
    Signed with HMAC-SHA-256 (RFC 2104).
    """
    payload = json.dumps(place).encode()
    return base64.urlsafe_b64encode(_signature(payload, listing, key) + payload).decode().rstrip("=")


def from_cursor(cursor: str, listing: str, key: str) -> list[Any]:
    """Return the place that a cursor of the same listing leads to.

    Raises
    ------
    InvalidParameterError
        The cursor was not made for this listing, or not by us.
    """
    try:
        signed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        signed = b""
    signature, payload = signed[:SIGNATURE_LENGTH], signed[SIGNATURE_LENGTH:]
    if not hmac.compare_digest(signature, _signature(payload, listing, key)):
        raise InvalidParameterError("cursor", "is not one that this listing gave; start again without it")
    return list(json.loads(payload))


def _signature(payload: bytes, listing: str, key: str) -> bytes:
    return hmac.digest(key.encode(), listing.encode() + b"\n" + payload, hashlib.sha256)[:SIGNATURE_LENGTH]

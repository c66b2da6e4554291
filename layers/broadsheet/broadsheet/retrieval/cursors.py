"""Opaque cursors: where a listing goes on, signed so that none can be made up, changed or moved."""

import json
from collections.abc import Sequence
from typing import Any

from broadsheet.errors import InvalidParameterError
from broadsheet.retrieval.signing import read_signed, sign


def to_cursor(place: Sequence[Any], scope: str, key: str) -> str:
    """Return a cursor to a place in a listing.

    `scope` is any text that tells listings apart: a cursor of one is worth nothing in another.

    Parameters
    ----------
    place
        JSON values that say where to go on.
    scope
        What the cursor is bound to; see `ListingQuery.scope`.
    key
        Signs the cursors of this stack.

    Returns
    -------
    str
        Opaque, safe in an address.

    Examples
    --------
    >>> from_cursor(to_cursor(["2023-09-12", "a"], "titles", "secret"), "titles", "secret")
    ['2023-09-12', 'a']
    """
    return sign(json.dumps(place).encode(), key.encode(), _about(scope))


def from_cursor(cursor: str, scope: str, key: str) -> list[Any]:
    """Return the place that a cursor of the same listing leads to.

    Parameters
    ----------
    cursor
        What a client sent.
    scope
        What it must be bound to.
    key
        Signs the cursors of this stack.

    Returns
    -------
    list
        The JSON values that the cursor was made of.

    Raises
    ------
    InvalidParameterError
        The cursor was not made for this listing, or not by us.
    """
    signed = read_signed(cursor)
    if not signed.is_by(key.encode(), _about(scope)):
        raise InvalidParameterError("cursor", "is not one that this listing gave; start again without it")
    return list(json.loads(signed.payload))


def _about(scope: str) -> bytes:
    return scope.encode() + b"\n"

"""Addresses of feeds that carry the right to read them, since feed readers send no key in a header.

A token holds a name and the question that the feed answers, signed by HMAC-SHA-256 (RFC 2104) with the key of
that name. Whoever takes the key away takes every address back that it signed.
"""

import json
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from broadsheet.errors import BroadsheetError
from broadsheet.retrieval.signing import read_signed, sign

KEY_NAME = re.compile("[a-z0-9-]{1,40}")
PUBLIC_FEEDS = "public"
"""The name of the key whose feeds public pages announce, once an operator has made it."""
LONGEST_TOKEN = 4_000  # characters; an address may have some 8,000

Parameters = Mapping[str, Sequence[str]]


class NoSuchFeedError(BroadsheetError):
    """No feed has this address, or no longer."""

    code = "no_such_feed"
    status = HTTPStatus.NOT_FOUND


def is_key_name(text: str) -> bool:
    """Whether a key may have this name.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    bool
        Up to 40 of a-z, 0-9 and -.

    Examples
    --------
    >>> is_key_name("my-feeds"), is_key_name("My feeds")
    (True, False)
    """
    return KEY_NAME.fullmatch(text) is not None


def to_feed_token(name: str, parameters: Parameters, key: bytes) -> str:
    """Return the token of a feed: the parameters of a listing, under the name of the key that signs them.

    Parameters
    ----------
    name
        The name of the key.
    parameters
        Those of the listing, as `/articles` takes them.
    key
        The key itself.

    Returns
    -------
    str
        Opaque, safe in an address.
    """
    question = {parameter: list(values) for parameter, values in sorted(parameters.items())}
    payload = json.dumps([name, question], ensure_ascii=False, separators=(",", ":")).encode()
    return sign(payload, key)


def key_name(token: str) -> str:
    """Return the name of the key that a token says it is signed with.

    Parameters
    ----------
    token
        What stands in an address.

    Returns
    -------
    str
        A name that a key may have; whether the key has signed it is not known yet.

    Raises
    ------
    NoSuchFeedError
        It is no token.
    """
    return _content(read_signed(token[:LONGEST_TOKEN]).payload)[0]


def from_feed_token(token: str, key: bytes | None) -> dict[str, list[str]]:
    """Return the parameters of the listing that a token stands for.

    Parameters
    ----------
    token
        From the address.
    key
        The key of the token's name; None where there is none any more.

    Raises
    ------
    NoSuchFeedError
        The key did not sign it.
    """
    signed = read_signed(token[:LONGEST_TOKEN])
    if key is None or not signed.is_by(key):
        raise NoSuchFeedError("no feed has this address; it may have been revoked")
    return _content(signed.payload)[1]


def _content(payload: bytes) -> tuple[str, dict[str, list[str]]]:
    """Return what an unsigned payload says, which may have been made up."""
    try:
        name, question = json.loads(payload)
    except (ValueError, TypeError, RecursionError):
        raise NoSuchFeedError("no feed has an address like this") from None
    if not (isinstance(name, str) and is_key_name(name) and isinstance(question, dict)):
        raise NoSuchFeedError("no feed has an address like this")
    return name, question

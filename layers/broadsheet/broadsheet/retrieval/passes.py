"""Passes: who may read the pages for people, by an address that an operator hands out, then by a cookie.

A pass names its holder and says what it is good for and until when, signed with the key of that name. Whoever
takes the key away takes back every pass that it signed.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from http import HTTPStatus

from broadsheet.errors import BroadsheetError
from broadsheet.retrieval.feed_tokens import is_key_name
from broadsheet.retrieval.signing import read_signed, sign

LONGEST_PASS = 1_000  # characters


class Role(StrEnum):
    """What a pass is good for: an operator may see all that a reader may."""

    READER = "reader"
    OPERATOR = "operator"


class NoPassError(BroadsheetError):
    """The page is for those who have a pass, and there is none, or it is over or was revoked."""

    code = "no_pass"
    status = HTTPStatus.FORBIDDEN


@dataclass(frozen=True, kw_only=True)
class Pass:
    """Whom it is for, as what, and when it ends."""

    name: str
    role: Role
    ends_at: datetime


def to_pass(held: Pass, key: bytes) -> str:
    """Return a pass as text for an address or a cookie, signed with the key of its name.

    Parameters
    ----------
    held
        Name, role and end.
    key
        The key of that name.

    Returns
    -------
    str
        Opaque, safe in an address and in a cookie.
    """
    said = [held.name, held.role, int(held.ends_at.timestamp())]
    return sign(json.dumps(said, separators=(",", ":")).encode(), key)


def pass_name(text: str) -> str:
    """Return the name of the key that a pass says it is signed with.

    Parameters
    ----------
    text
        What stands in an address or a cookie.

    Returns
    -------
    str
        A name that a key may have; whether the key has signed it is not known yet.

    Raises
    ------
    NoPassError
        It is no pass.
    """
    return _said(read_signed(text[:LONGEST_PASS]).payload).name


def from_pass(text: str, key: bytes | None, now: datetime) -> Pass:
    """Return what a pass says, once it is known to be true.

    Parameters
    ----------
    text
        From an address or a cookie.
    key
        The key of its name; None where there is none any more.
    now
        The moment at which it is used.

    Raises
    ------
    NoPassError
        The key did not sign it, or it is over.
    """
    signed = read_signed(text[:LONGEST_PASS])
    if key is None or not signed.is_by(key):
        raise NoPassError("this pass is not one of ours, or it was revoked")
    held = _said(signed.payload)
    if held.ends_at <= now:
        raise NoPassError("this pass is over; ask for another")
    return held


def _said(payload: bytes) -> Pass:
    """Return what an unsigned payload says, which may have been made up."""
    try:
        name, role, ends = json.loads(payload)
        said = Pass(name=name, role=Role(role), ends_at=datetime.fromtimestamp(ends, UTC))
    except (ValueError, TypeError, OverflowError, OSError, RecursionError):
        raise NoPassError("this is no pass") from None
    if not isinstance(name, str) or not is_key_name(name):
        raise NoPassError("this is no pass")
    return said

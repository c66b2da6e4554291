"""The parameters of a request, as strict as can be: what is not understood is refused, never passed over."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, time

from broadsheet.errors import InvalidParameterError
from broadsheet.moments import from_rfc3339, whole_milliseconds

Parameters = Mapping[str, Sequence[str]]
"""Each parameter's values in the order of the address."""

REPEATABLE = ("source",)


def check_names(parameters: Parameters, known: Collection[str]) -> None:
    """Refuse a parameter that is unknown, or given more than once where that means nothing.

    Parameters
    ----------
    parameters
        What a client sent: texts by name.
    known
        The names that there are.

    Raises
    ------
    InvalidParameterError
        It says which, and what there is.
    """
    for name, values in parameters.items():
        if name not in known:
            there_are = f"there are {', '.join(known)}" if known else "there are none here"
            raise InvalidParameterError(name, f"is unknown; {there_are}")
        if len(values) > 1 and name not in REPEATABLE:
            raise InvalidParameterError(name, "is given more than once")


def first(parameters: Parameters, name: str) -> str | None:
    """Return the value of a parameter, None where it is not given.

    Parameters
    ----------
    parameters
        What a client sent: texts by name.
    name
        One of the names.

    Returns
    -------
    str or None
        The first, if it was given more than once.

    Examples
    --------
    >>> first({"limit": ["5"]}, "limit"), first({}, "limit")
    ('5', None)
    """
    values = parameters.get(name)
    return values[0] if values else None


def whole_number(parameters: Parameters, name: str, *, default: int, largest: int) -> int:
    """Return the whole number from 1 on that a parameter gives.

    Parameters
    ----------
    parameters
        What a client sent: texts by name.
    name
        One of the names.
    default
        What stands for none.
    largest
        The largest that is allowed.

    Returns
    -------
    int
        From 1 to the largest.

    Raises
    ------
    InvalidParameterError
        It is none, or too large.

    Examples
    --------
    >>> whole_number({"limit": ["5"]}, "limit", default=20, largest=200)
    5
    """
    text = first(parameters, name)
    if text is None:
        return default
    if is_number(text) and 1 <= int(text) <= largest:
        return int(text)
    raise InvalidParameterError(name, f"{text[:20]!r} is no whole number from 1 to {largest}")


def one_of(parameters: Parameters, name: str, choices: Sequence[str]) -> str:
    """Return which of some words a parameter says, the first where it is not given.

    Parameters
    ----------
    parameters
        What a client sent: texts by name.
    name
        One of the names.
    choices
        The words that are allowed, the default first.

    Returns
    -------
    str
        One of the words.

    Raises
    ------
    InvalidParameterError
        It says none of them.

    Examples
    --------
    >>> one_of({}, "order", ("published", "changed"))
    'published'
    """
    text = first(parameters, name)
    if text is None:
        return choices[0]
    if text not in choices:
        raise InvalidParameterError(name, f"{text[:40]!r} is none of {', '.join(choices)}")
    return text


def moment(parameters: Parameters, name: str) -> datetime | None:
    """Return the moment that a parameter gives, as a date in UTC or by RFC 3339; None where it is not given.

    Parameters
    ----------
    parameters
        What a client sent: texts by name.
    name
        One of the names.

    Returns
    -------
    datetime or None
        In UTC; of a date, its beginning.

    Raises
    ------
    InvalidParameterError
        It is neither.

    Examples
    --------
    >>> str(moment({"from": ["2023-09-12"]}, "from"))
    '2023-09-12 00:00:00+00:00'
    """
    text = first(parameters, name)
    if text is None:
        return None
    # In a query string a bare `+` is a blank: 2023-09-12T00:15:01+08:00 arrives with a hole in it.
    text = text.replace(" ", "+")
    try:
        if len(text) == len("2023-09-12"):
            return datetime.combine(datetime.fromisoformat(text), time(), tzinfo=UTC)
        return whole_milliseconds(from_rfc3339(text))
    except (ValueError, OverflowError):
        raise InvalidParameterError(
            name,
            f"{text[:40]!r} is neither a date (2023-09-12) nor an RFC 3339 moment (2023-09-12T00:15:01Z)",
        ) from None


def is_number(text: str) -> bool:
    """Whether a text is a whole number in ASCII, and not absurdly long."""
    return text.isascii() and text.isdigit() and len(text) < 10

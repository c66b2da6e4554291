"""Moments of time as text: RFC 3339, UTC, milliseconds, so that their order is the order of their letters."""

from datetime import UTC, datetime
from typing import overload


@overload
def to_rfc3339(moment: datetime) -> str: ...
@overload
def to_rfc3339(moment: None) -> None: ...
def to_rfc3339(moment: datetime | None) -> str | None:
    """Return a moment as `2023-09-12T00:15:01.000Z`; finer digits are cut.

    Parameters
    ----------
    moment
        An aware moment in any zone, or None.

    Returns
    -------
    str or None
        RFC 3339 in UTC, with milliseconds; None for None.

    Examples
    --------
    >>> to_rfc3339(from_rfc3339("2023-09-12T08:15:01.2345+08:00"))
    '2023-09-12T00:15:01.234Z'
    """
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@overload
def from_rfc3339(text: str) -> datetime: ...
@overload
def from_rfc3339(text: None) -> None: ...
def from_rfc3339(text: str | None) -> datetime | None:
    """Return the moment that an RFC 3339 text names, None for None.

    Parameters
    ----------
    text
        RFC 3339, with any zone; or None.

    Returns
    -------
    datetime or None
        The moment in UTC; None for None.

    Raises
    ------
    ValueError
        The text names no moment, or one without a zone.

    Examples
    --------
    >>> from_rfc3339("2023-09-12T08:15:01+08:00")
    datetime.datetime(2023, 9, 12, 0, 15, 1, tzinfo=datetime.timezone.utc)
    """
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} has no time zone")
    return moment.astimezone(UTC)


def whole_milliseconds(moment: datetime) -> datetime:
    """Return a moment cut to milliseconds, the finest that is stored: what is written reads back equal.

    Parameters
    ----------
    moment
        Any moment.

    Returns
    -------
    datetime
        The same, with a whole number of milliseconds.

    Examples
    --------
    >>> whole_milliseconds(datetime(2023, 9, 12, microsecond=1999)).microsecond
    1000
    """
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)

"""Dates as documents write them: every form that feeds, pages and front matter were met with."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from broadsheet.moments import whole_milliseconds

LONGEST = 100  # characters
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_CHINESE = str.maketrans(
    {"年": "-", "月": "-", "日": " ", "号": " ", "時": ":", "时": ":", "点": ":", "分": ":"}
)
_NUMERIC = re.compile(
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?"
    r"(?:[Tt\s]+(?P<hour>\d{1,2}):(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:[.,](?P<fraction>\d{1,9}))?:?)?)?"
    r"\s*(?P<zone>[Zz]|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?"
)
_UNIX = re.compile(r"\d{9,10}(?:\d{3})?(?:\d{3})?")
_COMPACT = re.compile(r"\d{8}(?:T|$)|\d{4}-?W\d")
_ZONE = re.compile(r"(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?")


def moment_of(written: str) -> datetime | None:
    """Return the moment that a document's date names, in UTC and whole milliseconds; None if it names none.

    Read are RFC 3339 and the rest of ISO 8601 that is met, the same with slashes, points or Chinese signs
    (always year, month, day), RFC 822 and 2822, and digits alone as seconds, milliseconds or microseconds
    since 1970. A date without a zone is taken for UTC, as is one without a time for its midnight.

    Parameters
    ----------
    written
        A date as a document writes it.

    Returns
    -------
    datetime or None
        In UTC, in whole milliseconds; None where it names no moment.

    Examples
    --------
    >>> from broadsheet.moments import to_rfc3339
    >>> to_rfc3339(moment_of("Tue, 12 Sep 2023 20:15:00 +0800")), to_rfc3339(moment_of("1694520900"))
    ('2023-09-12T12:15:00.000Z', '2023-09-12T12:15:00.000Z')
    >>> moment_of("yesterday") is None
    True
    """
    text = " ".join(written[:LONGEST].split())
    try:
        if _UNIX.fullmatch(text):
            return moment_of_number(int(text))
        numeric = _NUMERIC.fullmatch(text.translate(_CHINESE).strip(" -:"))
        return _in_utc(_of_parts(numeric) if numeric else _of_standards(text))
    except (ValueError, OverflowError, TypeError, IndexError):  # the last two from the standard library
        return None


def moment_of_number(number: float) -> datetime | None:
    """Return the moment that lies so many seconds after 1970, or milliseconds, or microseconds.

    Which of them is told by their size: seconds in the thousands of millions lie after the year 5000.
    """
    try:
        while abs(number) >= 1e11:
            number /= 1000
        return whole_milliseconds(EPOCH + timedelta(seconds=number))
    except (ValueError, OverflowError):
        return None


def _of_standards(text: str) -> datetime:
    """Return what is written without signs between the numbers, or with a month's name between them."""
    return datetime.fromisoformat(text) if _COMPACT.match(text) else parsedate_to_datetime(text)


def _of_parts(parts: re.Match[str]) -> datetime:
    numbers = {name: int(parts[name] or least) for name, least in _LEAST.items()}
    day = datetime(numbers["year"], numbers["month"], numbers["day"], tzinfo=_zone(parts["zone"]))
    return (
        day
        + timedelta(  # so that 24:00, or a leap second, is the next day's beginning
            hours=_within(numbers["hour"], 24),
            minutes=_within(numbers["minute"], 59),
            seconds=_within(numbers["second"], 60),
            milliseconds=int((parts["fraction"] or "0").ljust(3, "0")[:3]),
        )
    )


_LEAST = {"year": 1, "month": 1, "day": 1, "hour": 0, "minute": 0, "second": 0}


def _within(number: int, most: int) -> int:
    if number > most:
        raise ValueError(f"{number} is over {most}")
    return number


def _zone(written: str | None) -> timezone:
    match = _ZONE.fullmatch(written or "")
    if match is None:
        return UTC
    offset = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
    return timezone(-offset if match["sign"] == "-" else offset)


def _in_utc(moment: datetime) -> datetime:
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return whole_milliseconds(aware)

"""Dates that pages state: in markup by a standard, and in words beside the headline."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_ISO = re.compile(
    r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})"
    r"(?:(?:\s*T\s*|\s+)(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?(?!\d)",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?(?!\d)")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\.?"
_WORDS = re.compile(
    rf"\b(?:{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\.?[\s-]+(?:of\s+)?{_MONTH.replace('?P<month>', '?P<month2>')},?[\s-]+(?P<year2>(?:19|20)\d\d))\b",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(rf"\b(?P<year>(?:19|20)\d\d)\s+{_MONTH}\s+(?P<day>\d{{1,2}})\b", re.IGNORECASE)
_NUMBERS = re.compile(r"(?<![\d.])(\d{1,2})([./])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
_CHINESE = re.compile(r"((?:19|20)\d\d)\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日")
_LONGEST = 80
_EARLIEST = 1990


def stated_moment(value: str) -> datetime | None:
    """Return the moment that markup states, in UTC: ISO 8601, RFC 822, or a day in words.

    A day without a time is its midnight, a time without a zone is in UTC. None where the value says
    nothing that can be told, or a year before the web.
    """
    value = value.strip()[:_LONGEST]
    if match := _ISO.match(value) or _COMPACT.match(value):
        return _moment(*match.groups())
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return day_in(value)
    return _in_range(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def day_in(text: str) -> datetime | None:
    """Return the first day that a line names beyond doubt, as its midnight in UTC."""
    if match := _CHINESE.search(text) or _ISO.search(text):
        return _moment(*match.groups()[:3])
    if match := _WORDS.search(text):
        month = (match["month"] or match["month2"]).lower()[:3]
        return _moment(
            match["year"] or match["year2"], str(_MONTHS.index(month) + 1), match["day"] or match["day2"]
        )
    if match := _YEAR_FIRST.search(text):
        return _moment(match["year"], str(_MONTHS.index(match["month"].lower()[:3]) + 1), match["day"])
    match = _NUMBERS.search(text)
    return _day_in_numbers(*match.groups()) if match else None


def _day_in_numbers(first: str, mark: str, second: str, year: str) -> datetime | None:
    """Return the day, where it is beyond doubt which number is the month."""
    if mark == "." or int(first) > 12:
        return _moment(year, second, first)
    return _moment(year, first, second) if int(second) > 12 or first == second else None


def _moment(
    year: str,
    month: str,
    day: str,
    hour: str | None = None,
    minute: str | None = None,
    second: str | None = None,
    zone: str | None = None,
) -> datetime | None:
    try:
        moment = datetime(
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), tzinfo=UTC
        )
        if zone and zone[0] in "+-":
            moment = datetime.fromisoformat(f"{moment:%Y-%m-%dT%H:%M:%S}{zone[:3]}:{zone[-2:]}")
    except ValueError:
        return None
    return _in_range(moment)


def _in_range(moment: datetime) -> datetime | None:
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        return None
    return moment.replace(microsecond=0) if moment.year >= _EARLIEST else None

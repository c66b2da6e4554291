"""Dates that pages state: in markup by a standard, in words beside the headline, in their own addresses."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from broadsheet.cleaning.pages.months import month_in

_ISO = re.compile(
    r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})"
    r"(?:(?:\s*T\s*|\s+)(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?(?!\d)",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?(?!\d)")
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY_FIRST = re.compile(
    rf"(?<![\d.:/])(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|[ºª°.])?[\s.-]*(?P<month>[^\W\d_][^\d:;|()]{{1,30}}?)[\s.,-]*{_YEAR}",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?P<month>[^\W\d_]{{2,12}})\.?\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}", re.IGNORECASE
)
_YEAR_FIRST = re.compile(rf"(?<!\d){_YEAR}[.\s]+(?P<month>[^\W\d_]{{2,14}})\.?\s+(?P<day>\d{{1,2}})(?![\d:])")
_NUMBERS = re.compile(r"(?<![\d.])(\d{1,2})([./])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
_EAST_ASIAN = re.compile(r"((?:19|20)\d\d)\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_IN_ADDRESS = re.compile(
    r"/t?(?P<year>(?:19|20)\d\d)(?:"
    r"(?:/[a-z_-]{1,30})?[/_-](?P<month>\d\d?|[a-z]{3})[/_-](?P<day>\d\d?)(?=[/_.-]|$)"
    r"|/?(?P<month2>\d\d)(?P<day2>\d\d)/"
    r"|(?P<month3>\d\d)(?P<day3>\d\d)(?=[_.-]|$))",
    re.IGNORECASE,
)
_LONGEST, _LONGEST_ADDRESS = 80, 2_000  # characters of a date as written, of an address with one in it
_EARLIEST = 1990  # the year before which no page was published


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


def day_in(text: str, *, is_day_first: bool = False) -> datetime | None:
    """Return the first day that a line names beyond doubt, in any language, as its midnight in UTC.

    `is_day_first` says that where the page comes from, nobody writes the month before the day in numbers.
    """
    if match := _EAST_ASIAN.search(text) or _ISO.search(text):
        return _moment(*match.groups()[:3])
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST):
        for found in pattern.finditer(text):
            if month := month_in(found["month"]):
                return _moment(found["year"], str(month), found["day"])
    match = _NUMBERS.search(text)
    return _day_in_numbers(*match.groups(), is_day_first=is_day_first) if match else None


def day_in_address(url: str) -> datetime | None:
    """Return the day that the path of a page's own address names, as its midnight in UTC."""
    match = _IN_ADDRESS.search(url[:_LONGEST_ADDRESS].partition("?")[0])
    if match is None:
        return None
    named = match["month"] or match["month2"] or match["month3"]
    month = named if named.isdigit() else str(month_in(named) or "")
    return _moment(match["year"], month, match["day"] or match["day2"] or match["day3"])


def _day_in_numbers(first: str, mark: str, second: str, year: str, *, is_day_first: bool) -> datetime | None:
    """Return the day, where it is beyond doubt which number is the month."""
    if mark == "." or int(first) > 12 or is_day_first:
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

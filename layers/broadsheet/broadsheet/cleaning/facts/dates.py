"""Dates in the body: lines that are nothing but a date, and the moments that they name."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from broadsheet.cleaning.phrases import DATED_LINE
from broadsheet.cleaning.rules.rule import compile_text

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)?)?")
_RFC_822 = re.compile(
    rf"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{{1,2}} {_MONTH} \d{{4}} \d\d:\d\d(?::\d\d)?"
    r" (?:GMT|UTC|[+-]\d{4})"
)
_SLASHED = re.compile(r"(\d\d)/(\d\d)/(\d{4}) - (\d\d):(\d\d)")
_ENGLISH = re.compile(rf"{_MONTH} {_DAY},? \d{{4}}|{_DAY} {_MONTH} \d{{4}}")
_CHINESE = re.compile(
    r"(?:(?:最近更新|发布时间|發布時間)[：:]\s*)?\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日"
    r"(?:\s?\S{0,4}\s?(?:\d{1,2}:\d\d|\d{1,2}点(?:\d{1,2}分?)?))?"
)
_RELATIVE = re.compile(
    r"(?:最近更新[：:]\s*|更新于\s*)?\d{1,2}\s?(?:分钟|分鐘|小时|小時|天)\s?前"
    r"|\d{1,2} (?:minutes?|hours?|days?) ago"
)
_DATE_LINES = (_ISO, _RFC_822, _SLASHED, _ENGLISH, _CHINESE, _RELATIVE)
_LONGEST = 60  # characters of a line of date


@lru_cache(maxsize=64)  # of the same lines it is asked some times
def is_date_line(text: str) -> bool:
    """Whether the line is nothing but a date, or a date behind its label in any language with phrases."""
    if len(text) > _LONGEST:
        return False
    return any(pattern.fullmatch(text) for pattern in _DATE_LINES) or bool(
        compile_text(DATED_LINE).fullmatch(text)
    )


def published_at_of(dates: Iterable[str], time_zone: str) -> datetime | None:
    """Return the first moment that the texts name beyond doubt, in UTC and whole milliseconds.

    A text without a zone counts only where the publisher's own `time_zone` (an IANA name) is known;
    a day without a time, a relative time and a date in words name no moment.
    """
    for text in dates:
        moment = _moment(text.strip(), time_zone)
        if moment is not None:
            return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    return None


def _moment(text: str, time_zone: str) -> datetime | None:
    try:
        moment = _written_moment(text, time_zone)
        return moment.astimezone(UTC) if moment else None
    except (ValueError, OverflowError):  # no such day, or one at the ends of time
        return None


def _written_moment(text: str, time_zone: str) -> datetime | None:
    if _RFC_822.fullmatch(text):
        return parsedate_to_datetime(text)
    if _ISO.fullmatch(text) and ":" in text:
        return _in_zone(datetime.fromisoformat(text), time_zone)
    if match := _SLASHED.fullmatch(text):
        day, month, year, hour, minute = map(int, match.groups())
        return _in_zone(datetime(year, month, day, hour, minute), time_zone)  # noqa: DTZ001 - zoned next
    return None


def _in_zone(moment: datetime, time_zone: str) -> datetime | None:
    if moment.tzinfo is not None:
        return moment
    try:
        return moment.replace(tzinfo=ZoneInfo(time_zone)) if time_zone else None
    except ZoneInfoNotFoundError:
        return None

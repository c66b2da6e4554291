"""Dates that pages state: in markup by a standard, in words beside the headline, in their own addresses."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from broadsheet.cleaning.pages.calendars import in_gregorian
from broadsheet.cleaning.pages.customs import ANYWHERE, Customs
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
_NUMBERS = re.compile(r"(?<![\d.:/-])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?((?:19|20)\d\d)(?!\d)")
# Years of two digits: `14.03.21`, `14 Mar 21`, `March 14, '21`.
_SHORT_NUMBERS = re.compile(r"(?<![\d.:/-])(\d{1,2})([./-])(\d{1,2})\2['’]?(\d\d)(?![\d./:-])")
_SHORT_DAY_FIRST = re.compile(
    r"(?<![\d.:/])(\d{1,2})[\s.-]+([^\W\d_]{3,12})[\s.,-]+['’]?([0-4]\d)(?![\d:./])"
)
_SHORT_MONTH_FIRST = re.compile(
    r"(?<![^\W\d_])([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:,\s*['’]?|\s+['’])([0-4]\d)(?![\d:./])"
)
_HAN = re.compile("[\u4e00-\u9fff]")  # whoever writes it puts the year first
_EPOCH = re.compile(
    r"([6-9]\d{8}|1\d{9})(?:\d{3})?(?:\.\d+)?"
)  # seconds or milliseconds of Unix: 1989 to 2033
# In Chinese, Japanese, Korean and Mongolian; in Basque, Lithuanian and Latvian; in Vietnamese.
_EAST_ASIAN = re.compile(
    r"((?:19|20)\d\d)\s?(?:[年년]|оны)\s?(\d{1,2})\s?(?:[月월]|-?р?\s?сарын)\s?(\d{1,2})(?:\s?[日日일]|-?н|(?!\d))"
)
_YEAR_AND_WORD = re.compile(
    rf"(?<!\d){_YEAR}(?:eko|\.? ?gada|\s?m\.?)\s+(?:(?P<day>\d{{1,2}})\.\s?)?(?P<month>[^\W\d_]{{3,14}})(?:\s+(?P<day2>\d{{1,2}}))?"
)
_VIETNAMESE = re.compile(r"(\d{1,2})\s+tháng\s+(\d{1,2})\s*(?:,|năm|/)?\s*((?:19|20)\d\d)", re.IGNORECASE)
_IN_ADDRESS = re.compile(
    r"/t?(?P<year>(?:19|20)\d\d)(?:"
    r"(?:/[a-z_-]{1,30})?[/_-](?P<month>\d\d?|[a-z]{3,9})[/_-](?P<day>\d\d?)(?=[/_.-]|$)"
    r"|/?(?P<month2>\d\d)(?P<day2>\d\d)/"
    r"|(?P<month3>\d\d)(?P<day3>\d\d)(?=[_.-]|$))",
    re.IGNORECASE,
)
_MONTH_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])(?=/)")
_IN_ADDRESS_DAY_FIRST = re.compile(r"/(\d\d)([/-])(\d\d)\2((?:19|20)\d\d)(?=[/_.-]|$)")
# Within a part of an address: `ferry-2021-03-14`, `ferry-20210314.html`; a time or a number may follow it.
_IN_SLUG = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(-?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?:\d{4}|\d{6})?(?!\d)"
)
_WORDS = re.compile(r"[^\W\d_]+")
_MOST_WORDS, _MOST_LETTERS = 2, 14  # beside a day alone: a weekday and a mark of the time
_LONGEST, _LONGEST_ADDRESS = 80, 2_000  # characters of a date as written, of an address with one in it
# Before the first year no page was published; what names one after the last is a placeholder, or counts its
# years otherwise, as Nepal does.
_EARLIEST, _LATEST = 1990, 2040


def stated_moment(value: str) -> datetime | None:
    """Return the moment that markup states, in UTC: ISO 8601, RFC 822, Unix time, or a day in words.

    A day without a time is its midnight, a time without a zone is in UTC. None where the value says
    nothing that can be told, or a year before the web.
    """
    value = in_gregorian(value.strip()[:_LONGEST])
    if epoch := _EPOCH.fullmatch(value):
        return _in_range(datetime.fromtimestamp(int(epoch[1]), tz=UTC))
    if match := _ISO.match(value) or _COMPACT.match(value):
        return _moment(*match.groups())
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return day_in(value)
    return _in_range(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def day_in(text: str, customs: Customs = ANYWHERE) -> datetime | None:
    """Return the first day that a line names beyond doubt, in any language, as its midnight in UTC.

    `customs` say how days are written in numbers where the page comes from.
    """
    return _day_and_match(in_gregorian(text, is_iranian=customs.is_iranian), customs)[0]


def is_only_a_day(text: str, customs: Customs = ANYWHERE) -> bool:
    """Whether nothing stands in the text but a day, with its weekday and the time at most."""
    text = in_gregorian(text, is_iranian=customs.is_iranian)
    moment, match = _day_and_match(text, customs)
    if moment is None or match is None:
        return False
    beside = _WORDS.findall(f"{text[: match.start()]} {text[match.end() :]}")
    return len(beside) <= _MOST_WORDS and sum(map(len, beside)) <= _MOST_LETTERS


def _day_and_match(text: str, customs: Customs) -> tuple[datetime | None, re.Match[str] | None]:
    """Return the day and what is written of it."""
    if match := _EAST_ASIAN.search(text) or _ISO.search(text):
        return _moment(*match.groups()[:3]), match
    if match := _VIETNAMESE.search(text):
        return _moment(match[3], match[2], match[1]), match
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST, _YEAR_AND_WORD):
        for found in pattern.finditer(text):
            day = found["day"] or found.groupdict().get("day2")
            if day and (month := month_in(found["month"])):
                return _moment(found["year"], str(month), day), found
    match = _NUMBERS.search(text)
    return (_day_in_numbers(match[1], match[2], match[3], match[4], customs) if match else None), match


def short_day_in(text: str, customs: Customs) -> datetime | None:
    """Return the day that a line names with two digits for its year (of this century), as `day_in` does.

    None where nothing tells which of three numbers is the year.
    """
    text = in_gregorian(text)
    if (found := _SHORT_DAY_FIRST.search(text)) and (month := month_in(found[2])):
        return _moment(f"20{found[3]}", str(month), found[1])
    if (found := _SHORT_MONTH_FIRST.search(text)) and (month := month_in(found[1])):
        return _moment(f"20{found[3]}", str(month), found[2])
    found = _SHORT_NUMBERS.search(text)
    if found is None:
        return None
    if customs.is_year_first or _HAN.search(text):
        return _moment(f"20{found[1]}", found[3], found[4])
    is_sure = customs.is_day_first or customs.month == (2000 + int(found[4]), int(found[3]))
    if found[2] != "/" and not is_sure:
        return None
    return _day_in_numbers(found[1], found[2], found[3], f"20{found[4]}", customs)


def day_in_address(url: str) -> datetime | None:
    """Return the day that the path of a page's own address names, as its midnight in UTC."""
    path = _path(url)
    for match in _IN_ADDRESS.finditer(path):
        named = match["month"] or match["month2"] or match["month3"]
        month = named if named.isdigit() else str(month_in(named) or "")
        if moment := _moment(match["year"], month, match["day"] or match["day2"] or match["day3"]):
            return moment
    found = _IN_ADDRESS_DAY_FIRST.search(path)
    return _day_in_numbers(found[1], "/", found[3], found[4], ANYWHERE) if found else None


def day_in_slug(url: str) -> datetime | None:
    """Return the only day that stands within the words of a page's address; it may be one told of."""
    days = {_moment(found[1], found[3], found[4]) for found in _IN_SLUG.finditer(_path(url))}
    return days.pop() if len(days) == 1 else None


def month_in_address(url: str) -> tuple[int, int]:
    """Return the year and the month of `/2021/03/` in a page's address, zeros if there is none."""
    found = _MONTH_IN_ADDRESS.search(_path(url))
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _path(url: str) -> str:
    return url[:_LONGEST_ADDRESS].partition("?")[0].partition("#")[0]


def _day_in_numbers(first: str, mark: str, second: str, year: str, customs: Customs) -> datetime | None:
    """Return the day, where it is beyond doubt which number is the month."""
    if int(second) > 12:
        return _moment(year, first, second)
    if mark == "." or int(first) > 12 or customs.is_day_first or first == second:
        return _moment(year, second, first)
    if customs.is_month_first or customs.month == (int(year), int(first)):
        return _moment(year, first, second)
    return _moment(year, second, first) if customs.month == (int(year), int(second)) else None


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
    return moment.replace(microsecond=0) if _EARLIEST <= moment.year <= _LATEST else None

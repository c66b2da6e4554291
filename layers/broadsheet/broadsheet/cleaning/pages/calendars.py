"""Days in the digits and calendars of the world, rewritten as the Gregorian calendar has them.

Thailand counts from the Buddha's death, Japan by the reigns of its emperors, Taiwan from its republic, and
Iran has months of its own. The lunar calendars of Islam, and those of Nepal and of Ethiopia, are not
converted.
"""

import re
import unicodedata
from datetime import date, timedelta

_DIGIT = re.compile(r"[^\x00-\x7f\W_]")
_ERAS = {"明治": 1868, "大正": 1912, "昭和": 1926, "平成": 1989, "令和": 2019}  # their first years
_ERA = re.compile(r"(明治|大正|昭和|平成|令和)\s?(元|\d{1,2})\s?年")
_REPUBLIC = re.compile(r"(?:中華)?民國\s?(\d{2,3})\s?年")
_REPUBLIC_BEFORE = 1911
_BUDDHIST = re.compile(r"(?<!\d)(25[3-9]\d|26\d\d)(?!\d)")
_THAI = re.compile("[\u0e01-\u0e4e]")
_BUDDHIST_BEFORE = -543
_IRANIAN_MONTHS = (
    ("فروردین", "فروردين"), ("اردیبهشت", "ارديبهشت"), ("خرداد",), ("تیر", "تير"), ("مرداد", "امرداد"),
    ("شهریور", "شهريور"), ("مهر",), ("آبان", "ابان"), ("آذر", "اذر"), ("دی", "دي"), ("بهمن",), ("اسفند",),
)  # fmt: skip
_IRANIAN_NUMBERS = {name: number for number, names in enumerate(_IRANIAN_MONTHS, 1) for name in names}
_IRANIAN = re.compile(
    rf"(?<!\d)(\d{{1,2}})\s+({'|'.join(_IRANIAN_NUMBERS)})(?:\s*ماه)?\s+(?:سال\s+)?(1[34]\d\d)(?!\d)"
)
_IRANIAN_IN_NUMBERS = re.compile(r"(?<!\d)(1[34]\d\d)([/.-])(\d{1,2})\2(\d{1,2})(?!\d)")
# How often a leap year comes, and the days before the year 1: good for the years 1343 to 1472 (1964 to 2094).
_LEAPS, _LEAP_YEARS = 33, frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_FIRST_IRANIAN, _FIRST_DAY = 1343, date(1964, 3, 21)


def in_gregorian(text: str, *, is_iranian: bool = False) -> str:
    """Return the text with ASCII digits, and with its days in the Gregorian calendar.

    `is_iranian` says that a day in numbers is one of Iran's calendar if its year is near 1400.
    """
    if text.isascii() and not is_iranian:
        return text
    text = _DIGIT.sub(_as_ascii, text)
    text = _ERA.sub(_year_of_era, text)
    text = _REPUBLIC.sub(lambda found: f"{int(found[1]) + _REPUBLIC_BEFORE}年", text)
    if _THAI.search(text):
        text = _BUDDHIST.sub(lambda found: str(int(found[1]) + _BUDDHIST_BEFORE), text)
    text = _IRANIAN.sub(
        lambda found: _iranian(found[0], found[3], _IRANIAN_NUMBERS[found[2]], found[1]), text
    )
    if is_iranian:
        text = _IRANIAN_IN_NUMBERS.sub(lambda found: _iranian(found[0], found[1], found[3], found[4]), text)
    return text


def _as_ascii(character: re.Match[str]) -> str:
    return str(unicodedata.decimal(character[0], character[0]))


def _year_of_era(found: re.Match[str]) -> str:
    return f"{_ERAS[found[1]] - 1 + (1 if found[2] == '元' else int(found[2]))}年"


def _iranian(written: str, year: str | int, month: str | int, day: str | int) -> str:
    """Return the day as ISO 8601 has it; as it is written where there is no such day."""
    year, month, day = int(year), int(month), int(day)
    if not (1 <= month <= 12 and 1 <= day <= 31 and year >= _FIRST_IRANIAN):
        return written
    leaps = sum(earlier % _LEAPS in _LEAP_YEARS for earlier in range(_FIRST_IRANIAN, year))
    days = (year - _FIRST_IRANIAN) * 365 + leaps + (month - 1) * 30 + min(month - 1, 6) + day - 1
    return (_FIRST_DAY + timedelta(days=days)).isoformat()

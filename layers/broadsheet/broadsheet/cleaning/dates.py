"""Dates in the body: lines that are nothing but a date, and the moments that they name."""

import re

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?\s?(?:Z|[+-]\d\d:?\d\d)?")
_RFC_822 = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}"
    r" \d\d:\d\d(?::\d\d)? (?:GMT|UTC|[+-]\d{4})"
)
_SLASHED = re.compile(r"\d\d/\d\d/\d{4} - \d\d:\d\d")
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_ENGLISH = re.compile(
    rf"{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTHS} \d{{4}}"
)
_CHINESE = re.compile(
    r"(?:最近更新[：:]\s*|发布时间[：:]\s*|發布時間[：:]\s*)?\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日"
    r"(?:\s?\S{0,4}\s?(?:\d{1,2}:\d\d|\d{1,2}点(?:\d{1,2}分?)?))?"
)
_RELATIVE = re.compile(
    r"(?:最近更新[：:]\s*|更新于\s*)?\d{1,2}\s?(?:分钟|分鐘|小时|小時|天)\s?前|\d{1,2} (?:minutes?|hours?|days?) ago"
)
_DATE_LINES = (_ISO, _RFC_822, _SLASHED, _ENGLISH, _CHINESE, _RELATIVE)


def is_date_line(text: str) -> bool:
    """Whether the line is nothing but a date."""
    return len(text) <= 60 and any(pattern.fullmatch(text) for pattern in _DATE_LINES)

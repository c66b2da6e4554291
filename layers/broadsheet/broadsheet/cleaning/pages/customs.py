"""How days are written in numbers where a page comes from, told from the language that it states."""

from dataclasses import dataclass

# Where English is written and the day comes before the month.
_COUNTRIES = ("gb", "ie", "au", "nz", "in", "za", "sg", "hk", "ng", "ke", "pk", "mt")
_DAY_FIRST_ENGLISH = tuple(f"en-{country}" for country in _COUNTRIES)
_YEAR_FIRST = ("zh", "ja", "ko", "hu", "lt", "mn")  # and of a year of two digits it cannot be told


@dataclass(frozen=True, kw_only=True)
class Customs:
    """Which number is the month in `3/5/2021`, and which the year in `21.3.5`; unknown where none is true.

    `month` is the year and the month that the page's address names, zeros if none; `is_iranian` says that
    a year near 1400 is one of Iran's calendar.
    """

    is_day_first: bool = False
    is_month_first: bool = False
    is_year_first: bool = False
    is_iranian: bool = False
    month: tuple[int, int] = (0, 0)


ANYWHERE = Customs()
"""Customs of a page that does not say where it is from."""


def customs_of(language: str, month: tuple[int, int] = (0, 0)) -> Customs:
    """Return the customs of a language, a BCP 47 tag; English without a country has none of its own."""
    tag = language.lower()
    return Customs(
        is_day_first=tag.startswith(_DAY_FIRST_ENGLISH) if tag[:2] == "en" else bool(tag),
        is_month_first=tag.startswith("en-us"),
        is_year_first=tag[:2] in _YEAR_FIRST,
        is_iranian=tag[:2] == "fa",
        month=month,
    )

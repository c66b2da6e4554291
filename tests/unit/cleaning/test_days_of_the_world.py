"""Days are read in the months, the calendars, the digits and the order of numbers of the world."""

from datetime import UTC, datetime

import pytest

from broadsheet.cleaning.pages.calendars import in_gregorian
from broadsheet.cleaning.pages.customs import ANYWHERE, customs_of
from broadsheet.cleaning.pages.dates import day_in, day_in_slug, is_only_a_day, short_day_in, stated_moment

DAY = datetime(2021, 3, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        "14 de març de 2021",
        "2021eko martxoaren 14a",
        "14 Márta 2021",
        "14 Mawrth 2021",
        "14. mars 2021",
        "14 марта 2021.",
        "14 сакавіка 2021",
        "14 наурыз 2021",
        "2021 оны 3 сарын 14",
        "14 mart 2021",
        "14 მარტი 2021",
        "14 մարտի 2021",
        "14 במרץ 2021",
        "14 مارچ 2021",
        "১৪ মার্চ ২০২১",
        "14 மார்ச் 2021",
        "14 tháng 3 năm 2021",
        "Ngày 14 tháng 3, 2021",
        "14 Machi 2021",
        "14 Mac 2021",
        "Marso 14, 2021",
        "2021 m. kovo 14 d.",
        "2021. gada 14. marts",
    ],
)
def test_months_of_further_languages_are_read(line: str) -> None:
    assert day_in(line) == DAY


def test_an_elided_of_stands_before_a_month() -> None:
    assert day_in("14 d'abril de 2021") == DAY.replace(month=4)


@pytest.mark.parametrize(
    "line",
    [
        "14 มีนาคม 2564",
        "14 มี.ค. 2564 10:00 น.",
        "令和3年3月14日",
        "中華民國110年3月14日",
        "۲۴ اسفند ۱۳۹۹",
        "24 اسفند ماه 1399",
        "١٤ مارس ٢٠٢١",
        "الأحد 1 شعبان 1442هـ - 14 مارس 2021م",
    ],
)
def test_a_day_of_another_calendar_is_the_same_day_of_ours(line: str) -> None:
    assert day_in(line) == DAY


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1 فروردین 1375", "1996-03-20"),
        ("1 فروردین 1403", "2024-03-20"),
        ("30 اسفند 1399", "2021-03-20"),
        ("11 دی 1395", "2016-12-31"),
        ("令和元年5月1日", "2019年5月1日"),
        ("平成27年", "2015年"),
    ],
)
def test_new_years_and_leap_years_of_other_calendars(written: str, day: str) -> None:
    assert in_gregorian(written) == day


@pytest.mark.parametrize("line", ["1 شعبان 1442", "१ चैत २०७७", "2077/12/01", "99 اسفند 1399", "2599-01-01"])
def test_a_day_of_a_calendar_that_is_not_converted_is_none(line: str) -> None:
    assert day_in(line) is None


def test_numbers_of_iran_are_read_only_where_a_page_is_in_persian() -> None:
    assert day_in("۱۳۹۹/۱۲/۲۴ - ۱۰:۰۰", customs_of("fa-IR")) == DAY
    assert day_in("1399/12/24", customs_of("ar")) is None


@pytest.mark.parametrize(
    ("line", "language", "day"),
    [
        ("3/5/2021", "en-GB", DAY.replace(month=5, day=3)),
        ("3/5/2021", "en-US", DAY.replace(day=5)),
        ("5-3-2021", "nl", DAY.replace(day=5)),
        ("3/5/2021", "en", None),
        ("03-14-2021", "en", DAY),
        ("14-03-2021", "", DAY),
        ("555-14-03-2021", "", None),
    ],
)
def test_the_country_of_a_page_tells_which_number_is_the_month(
    line: str, language: str, day: datetime | None
) -> None:
    assert day_in(line, customs_of(language)) == day


def test_the_month_in_the_address_tells_which_number_is_the_month() -> None:
    assert day_in("3/5/2021", customs_of("en", (2021, 3))) == DAY.replace(day=5)
    assert day_in("3/5/2021", customs_of("en", (2021, 5))) == DAY.replace(month=5, day=3)
    assert day_in("3/5/2021", customs_of("en", (2020, 5))) is None


@pytest.mark.parametrize(
    ("line", "language", "month", "day"),
    [
        ("14 Mar 21", "en", (0, 0), DAY),
        ("Mar 14, '21", "en", (0, 0), DAY),
        ("14.3.21", "de", (0, 0), DAY),
        ("14/03/21", "fr", (0, 0), DAY),
        ("14/03/21", "en", (0, 0), DAY),
        ("21.03.14", "ko", (0, 0), DAY),
        ("14.3.21", "en", (2021, 3), DAY),
        ("发布时间：21-03-14", "", (0, 0), DAY),
        ("14.3.21", "en", (0, 0), None),
        ("Version 2.3.21", "en", (0, 0), None),
        ("3/5/21", "en", (0, 0), None),
        ("March 14", "en", (0, 0), None),
    ],
)
def test_a_year_of_two_digits_is_read_where_it_can_be_told_from_the_day(
    line: str, language: str, month: tuple[int, int], day: datetime | None
) -> None:
    assert short_day_in(line, customs_of(language, month)) == day


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("1615680000", DAY),
        ("1615680000000", DAY),
        ("2099-01-01", None),
        ("9999999999", None),
        ("0001-01-01T00:00:00Z", None),
    ],
)
def test_unix_time_is_a_moment_and_a_placeholder_is_none(value: str, day: datetime | None) -> None:
    assert stated_moment(value) == day


def test_a_day_alone_has_a_weekday_and_a_time_at_most_beside() -> None:
    assert is_only_a_day("Sunday, 14 March 2021, 10:00")
    assert not is_only_a_day("The ferry was launched on 14 March 2021")
    assert not is_only_a_day("14 ferries")


def test_the_only_day_within_the_words_of_an_address_is_told() -> None:
    assert day_in_slug("https://news.example/ferry-2021-03-14") == DAY
    assert day_in_slug("https://news.example/ferry-20210314203045-nt.html") == DAY
    assert day_in_slug("https://news.example/article/202103140019") == DAY
    assert day_in_slug("https://news.example/fair-20210314-20210315-tickets") is None
    assert day_in_slug("https://news.example/ferry-20211314") is None
    assert day_in_slug("https://news.example/id/20210314123") is None


def test_customs_of_no_language_are_those_of_anywhere() -> None:
    assert customs_of("") == ANYWHERE

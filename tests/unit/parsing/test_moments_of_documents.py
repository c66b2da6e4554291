"""Dates as documents write them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.parsing.moments import moment_of, moment_of_number

AFTERNOON = datetime(2020, 1, 10, 14, 33, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "2020-01-10T14:33:00Z",
        "2020-01-10T14:33:00.000+00:00",
        "2020-01-10t14:33z",
        "2020-01-10 14:33:00",
        "2020-01-10 14:33:00 +0000",
        "2020-01-10 15:33:00 +01:00",
        "2020-01-10T09:33:00-0500",
        "2020/1/10 14:33:00",
        "2020.1.10 14:33",
        "2020年1月10日 14:33",
        "2020年01月10日14时33分",
        "20200110T143300Z",
        "Fri, 10 Jan 2020 14:33:00 GMT",
        "Fri, 10 Jan 2020 22:33:00 +0800",
        "10 Jan 2020 09:33:00 EST",
        " Fri,  10 Jan\n2020 14:33:00 +0000 ",
        "1578666780",
        "1578666780000",
        "1578666780000000",
    ],
)
def test_a_moment_is_read_in_every_form_that_it_is_met_in(written: str) -> None:
    assert moment_of(written) == AFTERNOON


@pytest.mark.parametrize("written", ["2020-01-10", "2020/01/10", "2020年1月10日", "20200110"])
def test_a_date_without_a_time_is_its_midnight(written: str) -> None:
    assert moment_of(written) == datetime(2020, 1, 10, tzinfo=UTC)


def test_a_month_alone_is_its_first_day() -> None:
    assert moment_of("2020-01") == datetime(2020, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("written", ["2020-01-09T24:00:00Z", "2020-01-09T23:59:60Z"])
def test_the_last_moment_of_a_day_may_be_written_as_such(written: str) -> None:
    assert moment_of(written) == datetime(2020, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    ["", "soon", "NaN", "2020-13-01", "2020-01-32", "0000-00-00", "2020-01-10T25:00:00Z", "12", "2020",
     "9999-12-31T24:00:00Z", "0001-01-01T00:00:00+05:00", "2020-01-10T14:33:00+99:00", "x" * 1_000_000],
)  # fmt: skip
def test_what_names_no_moment_is_none(written: str) -> None:
    assert moment_of(written) is None


@given(moment=st.datetimes(datetime(1970, 1, 2), datetime(5000, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_any_moment_reads_back_from_seconds_and_from_its_iso_form(moment: datetime) -> None:
    # Cut to a millisecond, of a float that is right to some microseconds in such years.
    assert moment_of_number(moment.timestamp()) == pytest.approx(moment, abs=timedelta(microseconds=1_010))
    assert moment_of(moment.isoformat()) == moment.replace(microsecond=moment.microsecond // 1000 * 1000)


@given(written=st.text())
def test_any_text_is_a_moment_or_none(written: str) -> None:
    found = moment_of(written)
    assert found is None or found.tzinfo is UTC

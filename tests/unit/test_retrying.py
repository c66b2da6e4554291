"""How long a failed document waits before its next try."""

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.adapters.sqs import LONGEST_DELAY, delay_before_next_try


@given(tries=st.integers(1, 1_000))
def test_a_wait_is_never_shorter_than_half_a_minute_nor_longer_than_a_quarter_of_an_hour(tries: int) -> None:
    assert 30 <= delay_before_next_try(tries) <= LONGEST_DELAY == 15 * 60


def test_five_tries_outlast_an_outage_of_seven_minutes() -> None:
    for _ in range(100):
        assert sum(delay_before_next_try(tries) for tries in range(1, 5)) >= 7 * 60

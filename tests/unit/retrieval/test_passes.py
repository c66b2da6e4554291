"""Passes: what they say, once a key and a clock have agreed."""

from datetime import timedelta

import pytest

from broadsheet.retrieval.passes import NoPassError, Pass, Role, from_pass, pass_name, to_pass
from broadsheet.retrieval.signing import sign
from tests.builders import NOON

KEY = b"k" * 32
ADA = Pass(name="ada", role=Role.READER, ends_at=NOON + timedelta(days=1))


def test_a_pass_says_whom_it_is_for_and_what_it_is_good_for() -> None:
    text = to_pass(ADA, KEY)
    assert (pass_name(text), from_pass(text, KEY, NOON)) == ("ada", ADA)
    assert text.isascii()
    assert not set(text) & set("+/=;, ")


def test_a_pass_ends_at_its_moment() -> None:
    text = to_pass(ADA, KEY)
    assert from_pass(text, KEY, ADA.ends_at - timedelta(seconds=1))
    with pytest.raises(NoPassError, match="over"):
        from_pass(text, KEY, ADA.ends_at)


@pytest.mark.parametrize("key", [None, b"other" * 8])
def test_a_pass_of_another_key_or_of_none_any_more_is_none(key: bytes | None) -> None:
    with pytest.raises(NoPassError, match="revoked"):
        from_pass(to_pass(ADA, KEY), key, NOON)


MADE_UP = (
    *(b"", b"[]", b"{}", b"null", b"[" * 900, b"\xff", b'["ada","king",1]', b'["ada","reader","x"]'),
    *(b'["ada","reader",1e99]', b'[1,"reader",1]', b'["A B","reader",1]'),
)


@pytest.mark.parametrize("payload", MADE_UP)
def test_what_was_made_up_is_no_pass(payload: bytes) -> None:
    with pytest.raises(NoPassError):
        pass_name(sign(payload, KEY))
    with pytest.raises(NoPassError):
        from_pass(sign(payload, KEY), KEY, NOON)

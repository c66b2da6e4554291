"""Addresses of feeds: made by whoever has the key, and by nobody else."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.retrieval.feed_tokens import NoSuchFeedError, from_feed_token, key_name, to_feed_token

KEY = b"0" * 32
QUESTION = {"source": ["法广", "harbour"], "order": ["changed"]}


def test_a_token_stands_for_its_question_and_names_its_key() -> None:
    token = to_feed_token("phone", QUESTION, KEY)
    assert key_name(token) == "phone"
    assert from_feed_token(token, KEY) == QUESTION
    assert token.replace("-", "").replace("_", "").isalnum()


@pytest.mark.parametrize("key", [b"1" * 32, None])
def test_a_token_is_worth_nothing_without_the_key_that_signed_it(key: bytes | None) -> None:
    with pytest.raises(NoSuchFeedError, match="revoked"):
        from_feed_token(to_feed_token("phone", QUESTION, KEY), key)


def test_no_byte_of_a_token_can_be_changed() -> None:
    token = to_feed_token("phone", {"source": ["harbour"]}, KEY)
    whole = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1
        with pytest.raises(NoSuchFeedError):
            from_feed_token(base64.urlsafe_b64encode(changed).decode().rstrip("="), KEY)


@given(st.text(max_size=80) | st.binary(max_size=80).map(lambda raw: base64.urlsafe_b64encode(raw).decode()))
def test_what_was_made_up_is_no_feed_and_no_fault(token: str) -> None:
    with pytest.raises(NoSuchFeedError):
        key_name(token)
    with pytest.raises(NoSuchFeedError):
        from_feed_token(token, KEY)


@pytest.mark.parametrize("payload", [b'["UPPER", {}]', b'["a/b", {}]', b'["a", []]', b"[1, 2, 3]", b"7"])
def test_a_name_that_no_key_has_is_not_looked_for(payload: bytes) -> None:
    with pytest.raises(NoSuchFeedError):
        key_name(base64.urlsafe_b64encode(b"0" * 16 + payload).decode().rstrip("="))

"""Cursors: what was not made here for this listing is refused, however little of it is wrong."""

import base64

import pytest

from broadsheet.errors import InvalidParameterError
from broadsheet.retrieval.cursors import from_cursor, to_cursor

PLACE = ["2023-09-12T00:15:01.000Z", "neaf6gphn4llyp23kd5vtcjbmu"]
KEY, SCOPE = "secret", '["published", null]'


def unpacked(cursor: str) -> bytes:
    return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))


def test_a_cursor_leads_back_to_its_place() -> None:
    assert from_cursor(to_cursor(PLACE, SCOPE, KEY), SCOPE, KEY) == PLACE


def test_a_signature_is_too_long_to_be_met_by_chance() -> None:
    payload = unpacked(to_cursor(PLACE, SCOPE, KEY))[16:]
    assert payload.startswith(b'["2023-')
    for number in range(1_000):  # one in 256 would be met, if a byte were all
        forged = number.to_bytes(2, "big") * 8 + payload
        with pytest.raises(InvalidParameterError):
            from_cursor(base64.urlsafe_b64encode(forged).decode(), SCOPE, KEY)


def test_every_bit_of_a_cursor_counts() -> None:
    whole = unpacked(to_cursor(PLACE, SCOPE, KEY))
    for place in range(len(whole) * 8):
        changed = bytearray(whole)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(InvalidParameterError):
            from_cursor(base64.urlsafe_b64encode(changed).decode(), SCOPE, KEY)


@pytest.mark.parametrize(("scope", "key"), [('["changed", null]', KEY), (SCOPE, "another")])
def test_a_cursor_is_worth_nothing_in_another_listing_or_stack(scope: str, key: str) -> None:
    with pytest.raises(InvalidParameterError):
        from_cursor(to_cursor(PLACE, SCOPE, KEY), scope, key)

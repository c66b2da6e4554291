"""Addresses: resolved once and for all."""

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.cleaning.addresses import resolve
from tests.unit.cleaning.entries import URL

PIECES = (
    "//", "/", "\n", "\t", " ", "http:", "https:", "https", "a.example", ".", "..", "?", "#", "x", "@", ":",
    "灯", "\u2028", "\u3000", "&", "%20", "\\", "[", "]",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_what_was_resolved_resolves_to_itself(address: str) -> None:
    resolved = resolve(address, URL)
    assert not resolved or resolve(resolved, URL) == resolved


def test_a_line_feed_hides_no_address_behind_the_beginning_of_another() -> None:
    assert resolve("//\nhttps://a.example/b", URL) == "https://a.example/b"

"""Addresses: resolved once and for all."""

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.cleaning.addresses import resolve
from tests.unit.cleaning.entries import PROSE, URL, cleaned

PIECES = (
    "//", "/", "\n", "\t", " ", "http:", "https:", "https", "a.example", ".", "..", "?", "#", "x", "@", ":",
    "灯", "\u2028", "\u3000", "&", "%20", "\\", "[", "]",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_what_was_resolved_resolves_to_itself(address: str) -> None:
    resolved = resolve(address, URL)
    assert not resolved or resolve(resolved, URL) == resolved


@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join))
def test_an_address_that_is_taken_as_it_stands_is_what_it_resolves_to_otherwise(rest: str) -> None:
    address = f"https://a.example/{rest}"
    assert resolve(f" {address}", URL) == resolve(address, URL)  # a blank before it is no part of an address


def test_a_line_feed_hides_no_address_behind_the_beginning_of_another() -> None:
    assert resolve("//\nhttps://a.example/b", URL) == "https://a.example/b"


def test_without_an_address_of_the_article_only_addresses_with_a_host_lead_anywhere() -> None:
    content = cleaned(
        f'<p>{PROSE} <a href="/a">one</a>, <a href="https://a.example/b">two</a></p><img src="c.jpg">'
        '<img src="//a.example/d.jpg"><img src="https://a.example/e.jpg">',
        url=None,
    )
    assert [link.url for link in content.links] == ["https://a.example/b"]
    assert [image.url for image in content.images] == ["https://a.example/d.jpg", "https://a.example/e.jpg"]
    assert content.text.startswith(PROSE)

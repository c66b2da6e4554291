"""Accept and Accept-Encoding, as RFC 9110 has them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.retrieval.negotiation import NotAcceptableError, acceptable, accepts_gzip, by_suffix

OFFERS = ("application/json", "text/html", "text/markdown", "application/json;profile=ninjs")
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "application/json"),
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/*", "text/html"),
        ("TEXT/Markdown", "text/markdown"),
        (FIREFOX, "text/html"),
        ("text/html;q=0.2, text/markdown;q=0.3", "text/markdown"),
        ("text/*;q=0.9, text/html;q=0.1", "text/markdown"),
        ("application/json; profile=ninjs", "application/json;profile=ninjs"),
        ('application/json; profile="ninjs"', "application/json;profile=ninjs"),
        ("application/json;q=0, */*", "text/html"),
        ("text/html; charset=utf-8", "text/html"),
        ("text/html;q=high, text/markdown;q=0.1", "text/markdown"),
    ],
)
def test_a_client_gets_what_it_wants_most(accept: str | None, expected: str) -> None:
    assert acceptable(accept, OFFERS) == expected


@pytest.mark.parametrize("accept", ["image/png", "*/*;q=0", "text/html;level=1", "nonsense"])
def test_a_client_that_wants_nothing_of_it_is_told_what_there_is(accept: str) -> None:
    with pytest.raises(NotAcceptableError, match="text/markdown"):
        acceptable(accept, OFFERS)


@given(st.text(max_size=60))
def test_nothing_that_a_client_writes_is_a_fault(accept: str) -> None:
    with suppress(NotAcceptableError):
        assert acceptable(accept, OFFERS) in OFFERS
    assert accepts_gzip(accept) in (True, False)


@pytest.mark.parametrize(
    ("accept_encoding", "expected"),
    [
        (None, False),
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("gzip;q=0", False),
        ("*", True),
        ("*, gzip;q=0", False),
        ("identity", False),
    ],
)
def test_gzip_is_for_those_who_said_that_they_read_it(accept_encoding: str | None, expected: bool) -> None:
    assert accepts_gzip(accept_encoding) is expected


def test_a_suffix_that_names_no_format_belongs_to_the_name() -> None:
    assert by_suffix("abc.exe", {"md": "text/markdown"}) == ("abc.exe", None)
    assert by_suffix("md", {"md": "text/markdown"}) == ("md", None)

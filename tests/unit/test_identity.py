"""One article, one spelling of its address, one id."""

import string
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.identity import article_id, canonical_url, content_hash
from tests.builders import NOON, content


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://WWW.News.Example:80/A", "https://www.news.example/A"),
        ("http://news.example", "https://news.example/"),
        ("http://news.example//cn//中国/", "https://news.example/cn/%E4%B8%AD%E5%9B%BD/"),
        ("https://news.example/cn/%e4%b8%ad%E5%9b%bd/", "https://news.example/cn/%E4%B8%AD%E5%9B%BD/"),
        ("https://news.example/%7Eann/./a/../b%2Fc", "https://news.example/~ann/b%2Fc"),
        ("https://news.example/a b|c%zz", "https://news.example/a%20b%7Cc%25zz"),
        ("https://ann:secret@news.example:8443/a#part", "https://news.example:8443/a"),
        ("https://新闻.example/", "https://xn--efvy88h.example/"),
        ("https://news.example/a?utm_source=x&fbclid=1&at_medium=RSS&maca=rss-1", "https://news.example/a"),
        ("https://news.example/a?b=2&a=1&a=0", "https://news.example/a?a=1&a=0&b=2"),
        ("https://medium.example/@x/y?source=rss-f1fb------2", "https://medium.example/@x/y"),
        ("https://news.example/a?source=desk", "https://news.example/a?source=desk"),
        ("https://video.example/watch?v=OgZsFABFvOU", "https://video.example/watch?v=OgZsFABFvOU"),
        ("https://[2001:DB8::1]/a", "https://[2001:db8::1]/a"),
    ],
)
def test_spellings_of_one_address_have_one_canonical_form(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@given(
    host=st.text(string.ascii_letters + string.digits + "-.新é", min_size=1, max_size=40),
    rest=st.text(string.printable + "中é%", max_size=60),
)
def test_a_canonical_address_is_its_own_canonical_form(host: str, rest: str) -> None:
    url = f"http://{host}/{rest}"
    try:
        urlsplit(url)
    except ValueError:
        return
    canonical = canonical_url(url)
    assert canonical_url(canonical) == canonical
    assert canonical.isascii()


def test_an_id_is_26_letters_that_need_no_escaping_and_stay_the_same() -> None:
    assert article_id("https://news.example/a") == "sw54uh43joxh247itxbmdpr5x2"


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another"},
        {"authors": ("Bo Mast",)},
        {"html": "<p>Another</p>"},
        {"published_at": NOON + timedelta(milliseconds=1)},
        {"media": ()},
    ],
)
def test_what_a_reader_would_notice_changes_the_content_hash(change: dict[str, object]) -> None:
    assert content_hash(content(**change)) != content_hash(content())


def test_what_only_the_cleaning_knows_does_not_change_the_content_hash() -> None:
    assert content_hash(replace(content(), removed=(), warnings=())) == content_hash(content())


def test_a_full_stop_of_another_script_at_the_end_of_a_host_is_none_of_it() -> None:
    once = canonical_url("https://news.example。/1")
    assert once == canonical_url(once) == "https://news.example/1"

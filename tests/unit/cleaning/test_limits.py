"""What is refused before it costs anything: articles many times as long as their HTML, tags of thousands of attributes."""

import pytest

from broadsheet.cleaning import clean
from broadsheet.cleaning.addresses import resolve
from broadsheet.errors import TooComplexError
from tests.unit.cleaning.entries import PROSE, URL, cleaned, entry

LONG = "https://n.example/" + "y" * 7_900


@pytest.mark.parametrize(
    "html",
    [
        f"<a href='{LONG}'>" + "<p>x" * 4_000,
        "<b><i><s><mark><code><sub>" * 15 + "<p>x" * 9_000,
        "<table>" + ("<tr>" + "<td colspan=20 rowspan=20>a" * 100 + "<tr><td>b" * 20) * 60 + "</table>",
    ],
    ids=["a link", "formats", "cells"],
)
def test_what_would_be_amplified_is_refused(html: str) -> None:
    with pytest.raises(TooComplexError, match="10 times as long as its HTML"):
        cleaned(html)


def test_addresses_of_over_8000_characters_are_none() -> None:
    assert resolve(LONG, URL)
    assert not resolve(f"{LONG}{'y' * 100}", URL)
    assert not resolve("y" * 7_990, f"https://n.example/{'x' * 500}/")
    assert cleaned(f"<p>{PROSE} <a href='{LONG}{'y' * 100}'>a word</a></p>").links == ()


QUOTED, TAGGED = '=">"', '="<b>"'


def attributes(value: str = "=b", before: str = " ") -> str:
    """Return over 2,000 attributes."""
    return "".join(f"{before}a{number}{value}" for number in range(2_100))


@pytest.mark.parametrize(
    "html",
    [
        f"<p{attributes()}>x</p>",
        f"<p{attributes('')}>x</p>",
        f"<p{attributes(QUOTED)}>x</p>",
        f"<p{attributes(TAGGED)}>x</p>",
        f"<p{attributes('', '/')}>x</p>",
        f"<!--><p{attributes()}>x</p>-->",
        f"<\u200bp{attributes()}>x</p>",
        f"</p{attributes()}>x",
    ],
    ids=range(8),
)
def test_a_tag_of_thousands_of_attributes_is_refused(html: str) -> None:
    with pytest.raises(TooComplexError, match="more than 2,000 attributes"):
        cleaned(html)


@pytest.mark.parametrize(
    "html",
    [
        f"<svg><path d='{'L 1 1 ' * 9_000}'></svg>",
        f"<!-- {'one word and another ' * 2_000} -->",
        f"<!-- <p{attributes()}> -->",
        f"<img src='data:image/svg+xml;utf8,<svg{attributes()}></svg>'>",
        f"<script>if (a<b) {{ {'a = b; ' * 2_000} }}</script>",
        f"<style>{'a b {c: d} ' * 2_000}</style>",
    ],
    ids=["path", "comment", "tag in a comment", "data", "script", "style"],
)
def test_what_stands_in_values_comments_and_code_is_no_attribute(html: str) -> None:
    assert clean(entry(f"<p>{PROSE}</p>{html}")).text == PROSE

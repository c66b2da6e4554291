"""No rule, and no hiding, takes what holds most of a body's text."""

import pytest

from broadsheet.cleaning import clean
from tests.unit.cleaning.entries import PROSE, cleaned, entry

SPOKEN = "The council met on Tuesday evening and spoke."
CHINESE = "昨天晚上議會開會兩個小時，討論大橋、學校和河流的問題。"


@pytest.mark.parametrize(
    "wrapper",
    [
        "div class='content tag-ads'",
        "div class='text related-story'",
        "div class='post category-newsletter'",
        "div id='share'",
        "form id='aspnetForm' method='post'",
        "nav",
        "div role='complementary'",
        "div style='opacity: 0; visibility: hidden'",
        "div hidden",
        "noscript",
    ],
)
@pytest.mark.parametrize(
    "body",
    [
        f"<div>{SPOKEN}</div>" * 8,
        f"<p>{CHINESE}</p>" * 8,
        f"<p>{SPOKEN * 8}</p>",
        f"{SPOKEN}<br><br>" * 8,
        f"<ul>{f'<li>{SPOKEN}</li>' * 8}</ul>",
    ],
)
def test_what_holds_most_of_the_text_is_the_article(wrapper: str, body: str) -> None:
    kept = cleaned(f"<h2>The bridge</h2><{wrapper}>{body}</{wrapper.split(maxsplit=1)[0]}>").text
    wanted = CHINESE if CHINESE in body else SPOKEN
    assert kept.count(wanted) == 8


def test_fields_of_a_form_that_holds_the_article_go() -> None:
    kept = cleaned(f"<form><p>{PROSE}</p><p>{PROSE}</p><button>Send</button></form>")
    assert kept.text == f"{PROSE}\n{PROSE}"


def test_a_box_of_links_goes_though_it_is_most_of_the_text() -> None:
    links = "".join(f"<li><a href='/{n}'>Another story of the harbour.</a></li>" for n in range(9))
    assert cleaned(f"<p>{PROSE}</p><div class='related'><ul>{links}</ul></div>").text == PROSE


def test_a_box_beside_the_article_goes_though_it_is_prose() -> None:
    assert cleaned(f"<p>{PROSE}</p><div class='promo'>Read us, every day.</div>").text == PROSE


@pytest.mark.parametrize("style", ["backface-visibility: hidden", "color: red; --footer-display: none"])
def test_a_property_with_a_longer_name_hides_nothing(style: str) -> None:
    kept = cleaned(f"<p>{PROSE}</p><div style='{style}'>And a few words more.</div>")
    assert kept.text == f"{PROSE}\nAnd a few words more."


@pytest.mark.parametrize("style", ["display:none", "color: red; DISPLAY : none", "visibility:hidden"])
def test_hidden_text_beside_the_article_goes(style: str) -> None:
    assert cleaned(f"<p>{PROSE}</p><div style='{style}'><p>Buy now, and save.</p></div>").text == PROSE


def test_panels_of_an_accordion_stay() -> None:
    panels = "<h3>Who pays?</h3><div hidden><p>The county.</p></div>"
    found = "<p hidden='until-found'>The town, too.</p>"
    assert (
        cleaned(f"<p>{PROSE}</p>{panels}{found}").text == f"{PROSE}\nWho pays?\nThe county.\nThe town, too."
    )


@pytest.mark.parametrize("quote", ['"', "'"])
def test_blanks_in_a_value_are_no_attributes(quote: str) -> None:
    chart = f"<svg><path d={quote}{'L 1 1 ' * 9_000}{quote}></svg>"
    assert clean(entry(f"<p>{PROSE}</p>{chart}")).text == PROSE

"""Pictures in the forms that pages have them in: lazy, in fallbacks and custom elements, as words, as thumbnails."""

import pytest

from tests.unit.cleaning.entries import PROSE, cleaned

SPACER = "data:image/gif;base64,R0lGODlhAQAB"


def images_in(html: str) -> list[str]:
    return [image.url for image in cleaned(f"<p>{PROSE}</p>{html}").images]


@pytest.mark.parametrize(
    "name", ["blanket-coverage.png", "pixel-9-pro.jpg", "loading-bay.jpg", "grey-seal.jpg"]
)
def test_a_photo_whose_name_begins_like_a_placeholders_is_kept(name: str) -> None:
    assert images_in(f"<img src=https://i.example/{name}>") == [f"https://i.example/{name}"]


@pytest.mark.parametrize(
    "name", ["blank.gif", "spacer-1x1.png", "placeholder_600x400.jpg", "transparent.png?v=2"]
)
def test_a_placeholder_is_known_by_its_whole_name(name: str) -> None:
    assert images_in(f"<img src=https://i.example/{name}>") == []


@pytest.mark.parametrize("sides", ["height=0 width=570", "width=0 height=0"])
def test_a_side_of_nothing_says_nothing(sides: str) -> None:
    assert images_in(f"<img src=/a.jpg {sides}>") == ["https://news.example/a.jpg"]


@pytest.mark.parametrize(
    "name",
    ["data-lazy", "data-echo", "data-orig-file", "data-cfsrc", "nitro-lazy-src", "file", "_src", "data-bild"],
)
def test_behind_a_placeholder_any_attribute_may_hold_the_image(name: str) -> None:
    assert images_in(f"<img src={SPACER} {name}=/a.jpg>") == ["https://news.example/a.jpg"]


def test_a_blurred_preview_is_not_taken_for_the_image() -> None:
    assert images_in(f"<img src={SPACER} data-lqip=/tiny.jpg data-large=/a.jpg>") == [
        "https://news.example/a.jpg"
    ]


def test_the_fallback_behind_a_placeholder_wins_and_behind_an_image_does_not() -> None:
    fallback = "<noscript><img src=/b.jpg></noscript>"
    assert images_in(f"<p><img src={SPACER}>{fallback}</p>") == ["https://news.example/b.jpg"]
    assert images_in(f"<p><img src=/a.jpg>{fallback}</p>") == ["https://news.example/a.jpg"]


def test_a_custom_element_of_an_image_is_an_image() -> None:
    assert images_in("<amp-img src=/a.jpg width=600></amp-img>") == ["https://news.example/a.jpg"]


def test_an_image_within_a_sentence_is_its_word() -> None:
    formula = '<img src=/eq.svg alt="f(x)=y" width=60 height=18>'
    key = "<img src=/gear.png alt=gear width=40 height=40>"
    content = cleaned(f"<p>Let {formula} hold, and press the {key} button.</p><p>{PROSE}</p>")
    assert content.text.startswith("Let f(x)=y hold, and press the gear button.\n")
    assert content.images == ()


def test_a_large_image_within_a_sentence_stays_an_image() -> None:
    assert images_in("<p>The bridge <img src=/a.jpg alt=bridge width=600> is open.</p>") == [
        "https://news.example/a.jpg"
    ]


def test_a_thumbnail_gives_way_to_the_picture_that_it_links_to() -> None:
    assert images_in("<a href=/1-full.jpg><img src=/1-150x150.jpg></a>") == [
        "https://news.example/1-full.jpg"
    ]
    assert images_in("<a href=/story><img src=/1-150x150.jpg></a>") == ["https://news.example/1-150x150.jpg"]

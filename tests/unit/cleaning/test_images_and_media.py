"""Images and players: the address behind every wrapping, and nothing lost without a trace."""

import pytest

from broadsheet.article import Media
from tests.unit.cleaning.entries import PROSE, cleaned


@pytest.mark.parametrize(
    ("image", "url"),
    [
        ("src=/a.jpg", "https://news.example/a.jpg"),
        ("src='https://images.weserv.nl/?url=img.example/a.jpg'", "https://img.example/a.jpg"),
        ("src='https://images.weserv.nl?url=img.example/a.jpg&w=9'", "https://img.example/a.jpg"),
        ("src='//images.weserv.nl/?url=ssl:img.example/a.jpg'", "https://img.example/a.jpg"),
        (
            "src='https://images.weserv.nl/?url=https%3A%2F%2Fimg.example%2Fa.jpg'",
            "https://img.example/a.jpg",
        ),
        ("src='https://i2.wp.com/img.example/a.jpg?w=300'", "https://img.example/a.jpg"),
        ("src=data:image/gif;base64,R0 data-src=/real.jpg", "https://news.example/real.jpg"),
        ("src=/small.jpg srcset='/s.jpg 320w, /l.jpg 1280w'", "https://news.example/l.jpg"),
        ("src=/one.jpg srcset='/one.jpg 1x, /two.jpg 2x'", "https://news.example/two.jpg"),
    ],
)
def test_an_image_has_its_real_address(image: str, url: str) -> None:
    content = cleaned(f"<p>{PROSE}</p><img {image} alt=tower>")
    assert [found.url for found in content.images] == [url]
    assert f'src="{url}"' in content.html


def test_the_address_as_served_is_kept() -> None:
    served = "https://images.weserv.nl/?url=img.example/a.jpg"
    assert cleaned(f"<img src='{served}'>").images[0].raw_url == served


@pytest.mark.parametrize("image", ["src=/1x1.gif", "src=/a.jpg width=1 height=1", "src=", "alt=nothing"])
def test_spacers_and_pixels_are_no_images(image: str) -> None:
    assert cleaned(f"<p>{PROSE}</p><img {image}>").images == ()


def test_the_image_of_an_emoji_is_the_emoji() -> None:
    content = cleaned(
        "<p>Lit <img class='wp-smiley' src='https://s.w.org/images/core/emoji/1.png' alt='💡'>!</p>"
    )
    assert (content.text, content.images) == ("Lit 💡!", ())


def test_the_largest_source_of_a_picture_wins() -> None:
    picture = "<picture><source srcset='/w.webp 1600w'><img src='/s.jpg' srcset='/s.jpg 400w'></picture>"
    assert cleaned(picture).images[0].url == "https://news.example/w.webp"


def test_caption_and_credit_go_with_their_image() -> None:
    image = cleaned("<figure><img src=/a.jpg><figcaption>The tower. ©Jane Doe</figcaption></figure>").images[
        0
    ]
    assert (image.caption, image.credit) == ("The tower. ©Jane Doe", "Jane Doe")


def test_a_label_for_screen_readers_is_no_part_of_a_caption() -> None:
    image = cleaned(
        "<figure><img src=/a.jpg><figcaption>图像来源，REUTERS图像加注文字，灯塔在傍晚点亮</figcaption>"
    ).images[0]
    assert image.caption == "灯塔在傍晚点亮 REUTERS"
    assert image.credit == "REUTERS"


@pytest.mark.parametrize(
    ("html", "media"),
    [
        (
            "<iframe src='//www.youtube.com/embed/abcdefghijk?rel=0'></iframe>",
            Media(kind="video", url="https://www.youtube.com/watch?v=abcdefghijk"),
        ),
        (
            "<video poster='/p.jpg'><source src='/v.mp4'>Your browser cannot play this.</video>",
            Media(kind="video", url="https://news.example/v.mp4", poster="https://news.example/p.jpg"),
        ),
        ("<audio src='/a.mp3'></audio>", Media(kind="audio", url="https://news.example/a.mp3")),
        (
            "<iframe data-src='https://e.infogram.com/x' title='Fog days'></iframe>",
            Media(kind="embed", url="https://e.infogram.com/x", title="Fog days"),
        ),
        (
            "<blockquote class=twitter-tweet><p>Lit!</p><a href='https://x.com/h/status/1'>now</a></blockquote>",
            Media(kind="embed", url="https://x.com/h/status/1"),
        ),
        ("<p>https://youtu.be/abcdefghijk</p>", Media(kind="video", url="https://youtu.be/abcdefghijk")),
    ],
)
def test_a_player_becomes_media_and_a_plain_link(html: str, media: Media) -> None:
    content = cleaned(f"<p>{PROSE}</p>{html}")
    assert content.media == (media,)
    assert f'<a href="{media.url}"' in content.html
    assert media.url not in content.text
    assert "cannot play" not in content.text


def test_the_fallback_of_a_wordpress_embed_is_media_and_no_quotation() -> None:
    embed = (
        "<blockquote class='wp-embedded-content'><p><a href='/old'>An older post</a></p></blockquote>"
        "<iframe class='wp-embedded-content' src='/old/embed'></iframe>"
    )
    content = cleaned(f"<p>{PROSE}</p>{embed}")
    assert content.text == PROSE
    assert content.media == (Media(kind="embed", url="https://news.example/old", title="An older post"),)


def test_the_words_of_a_post_are_kept_as_a_quotation() -> None:
    html = (
        "<blockquote class=twitter-tweet><p>Lit!</p><a href='https://x.com/h/status/1'>now</a></blockquote>"
    )
    assert "Lit!" in cleaned(html).text


@pytest.mark.parametrize(
    "html",
    [
        "<figure><a href=''>lamp</a></figure>",
        "<iframe src='https://lamp.example:99999/'></iframe>",
        "<p>A <a href='https://lamp^.example/'>lamp</a></p>",
        "<p>A lamp</p><img src='https://1.2.3.4.5/lamp.jpg'>",
    ],
)
def test_what_no_browser_could_follow_is_neither_link_nor_image_nor_media(html: str) -> None:
    content = cleaned(html)
    assert (content.links, content.images, content.media) == ((), (), ())
    assert cleaned(content.html).html == content.html

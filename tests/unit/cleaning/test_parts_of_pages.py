"""Parts of a page's article that look like what stands around one, and stay with all their words and pictures."""

from dataclasses import replace

import pytest

from broadsheet.cleaning import clean
from tests.unit.cleaning.entries import entry

PARAGRAPHS = (
    "The orchard on the hill had not been pruned for thirty years when the two sisters bought it.",
    "They began with the oldest trees, whose branches had grown into each other, and worked downhill.",
    "In the autumn, the first baskets of apples went to the school, the second to the press in town.",
)
PROSE = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)


def page(body: str, head: str = "") -> str:
    return (
        f"<html lang='en'><head><title>An orchard comes back</title>{head}</head><body>{body}</body></html>"
    )


@pytest.mark.parametrize(
    "sentence",
    ["It is the best crop since 1998!", "Nobody had lived there since 2003.", "果园自2003年起无人居住。"],
)
def test_a_short_sentence_with_a_year_begins_and_ends_an_article(sentence: str) -> None:
    line = f"<p>{sentence}</p>"
    text = clean(entry(page(f"<main><h1>An orchard comes back</h1>{line}{PROSE}</main>"))).text
    assert text.startswith(sentence)
    text = clean(entry(page(f"<main><h1>An orchard comes back</h1>{PROSE}{line}</main>"))).text
    assert text.endswith(sentence)


@pytest.mark.parametrize(
    "line", ["Updated Oct. 3, 2021.", "Posted on 3 October 2021", "Oct 2021", "By Ann Lee, Oct. 3, 2021."]
)
def test_a_line_that_says_when_or_who_is_none_of_it(line: str) -> None:
    body = f"<main><h1>An orchard comes back</h1><p>{line}</p>{PROSE}</main>"
    assert clean(entry(page(body))).text == "\n".join(PARAGRAPHS)


def test_an_introduction_over_the_first_heading_keeps_its_pictures_and_lists() -> None:
    introduction = (
        f"{PROSE}<p align='center'><img src='https://news.example/orchard.jpg'></p>"
        "<ul><li>How the trees were pruned</li><li>What became of the apples</li></ul>"
    )
    rest = PROSE.replace("the", "their").replace("The", "All the")
    content = clean(
        entry(page(f"<main><div>{introduction}<h2>An orchard comes back</h2>{rest}{rest[::1]}</div></main>"))
    )
    assert [image.url for image in content.images] == ["https://news.example/orchard.jpg"]
    assert "How the trees were pruned" in content.text
    assert PARAGRAPHS[0] in content.text


def test_a_description_that_was_escaped_twice_still_tells_the_article_from_longer_promotion() -> None:
    said = "Ann & Bea were glad to welcome the apple queen to their orchard on the hill last Sunday"
    escaped = said.replace("&", "&amp;amp;")
    links = "".join(f"<li><a href='/{number}'>Listen to show {number}</a></li>" for number in range(12))
    promotion = "".join(
        f"<h4>{name}</h4><p>Our guide to all {name}, with the hours of opening, the prices and the roads.</p>"
        for name in ("the parks", "the museums", "the theatres", "the beaches")
    )
    body = (
        f"<div><h1>An orchard comes back</h1><ul>{links}</ul><p>{said}, with a basket in her arms.</p></div>"
        f"<div>{promotion}</div>"
    )
    text = clean(entry(page(body, f'<meta name="description" content="{escaped}...">'))).text
    assert said in text


def test_a_picture_without_a_scheme_stays_where_the_page_has_no_address() -> None:
    known = entry("<p>The old press in town.</p><img src='//pictures.example/press.jpg'>")
    content = clean(replace(known, raw_url=None, base_url=""))
    assert [image.url for image in content.images] == ["https://pictures.example/press.jpg"]


@pytest.mark.parametrize("line", ["本文来源：港口报 责任编辑：王小明_HB12", "延伸 · 推荐", "我要反馈"])
def test_what_chinese_portals_print_behind_an_article_is_none_of_it(line: str) -> None:
    assert clean(entry(f"{PROSE}<p>{line}</p>")).text == "\n".join(PARAGRAPHS)


def test_a_sentence_that_names_its_source_stays() -> None:
    sentence = "本文来源于两位园丁的日记，责任编辑没有改动一个字。"
    assert clean(entry(f"{PROSE}<p>{sentence}</p>")).text.endswith(sentence)


@pytest.mark.parametrize(
    ("address", "head", "base"),
    [
        (None, "<link rel=canonical href='https://orchard.example/2024/back'>", "https://orchard.example/"),
        (None, "<meta property='og:url' content='https://orchard.example/2024/back'>", "https://orchard.example/"),
        (None, "<base href='https://static.example/a/'><link rel=canonical href='https://orchard.example/'>", "https://static.example/"),
        ("https://orchard.example/2024/back", "<base href='//static.example/a/'>", "https://static.example/"),
        ("https://orchard.example/2024/back", "<base href='/a/'>", "https://orchard.example/"),
        ("https://orchard.example/2024/back", "<base target=_blank><link rel=canonical href='https://other.example/'>", "https://orchard.example/"),
    ],
)  # fmt: skip
def test_what_a_page_says_of_its_address_is_what_its_pictures_are_relative_to(
    address: str | None, head: str, base: str
) -> None:
    picture = "<figure><img src='/img/apple.jpg' alt='An apple'></figure>"
    content = clean(
        entry(page(f"<main><h1>An orchard comes back</h1>{PROSE}{picture}</main>", head), url=address)
    )
    assert [image.url for image in content.images] == [f"{base}img/apple.jpg"]


def test_a_relative_picture_of_a_page_that_nobody_knows_the_address_of_goes() -> None:
    picture = "<figure><img src='/img/apple.jpg' alt='An apple'></figure>"
    content = clean(entry(page(f"<main><h1>An orchard comes back</h1>{PROSE}{picture}</main>"), url=None))
    assert content.images == ()


LEAD = "https://orchard.example/img/first-apples.jpg"
OWN = f"<meta property='og:image' content='{LEAD}?w=1200'>"
FIGURE = "<figure class=hero><img src='/img/first-apples-800x400.jpg'><figcaption>The first apples</figcaption></figure>"
LED = "https://orchard.example/img/first-apples-800x400.jpg"


@pytest.mark.parametrize(
    "body",
    [
        f"<div>{FIGURE}</div><div><h1>An orchard comes back</h1></div><div class=post-content>{PROSE}</div>",
        f"<article>{FIGURE}<h1>An orchard comes back</h1><div>{PROSE}</div></article>",
    ],
)
def test_the_picture_that_leads_an_article_stays_where_it_stands_above_the_text(body: str) -> None:
    content = clean(entry(page(f"<div>{body}</div>", OWN), url="https://orchard.example/2024/back"))
    assert [(image.url, image.caption) for image in content.images] == [(LED, "The first apples")]
    assert content.text == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    ("figure", "head"),
    [
        (FIGURE, ""),
        (f"<a href=/2024/other>{FIGURE}</a>", OWN),
        (f"<aside>{FIGURE}</aside>", OWN),
        (FIGURE.replace("first-apples", "cart"), OWN),
    ],
)
def test_the_picture_of_something_else_beside_the_headline_goes(figure: str, head: str) -> None:
    body = (
        f"<div>{figure}</div><div><h1>An orchard comes back</h1></div><div class=post-content>{PROSE}</div>"
    )
    assert (
        clean(entry(page(f"<div>{body}</div>", head), url="https://orchard.example/2024/back")).images == ()
    )


def test_the_picture_that_leads_an_article_is_not_put_there_twice() -> None:
    body = f"<div>{FIGURE}</div><div><h1>An orchard comes back</h1></div><div class=post-content>{FIGURE}{PROSE}</div>"
    content = clean(entry(page(f"<div>{body}</div>", OWN), url="https://orchard.example/2024/back"))
    assert [image.url for image in content.images] == [LED]

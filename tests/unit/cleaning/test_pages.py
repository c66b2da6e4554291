"""Whole pages are narrowed to their article, and what only a page states is read."""

from datetime import UTC, datetime

import pytest

from broadsheet.cleaning import clean
from broadsheet.cleaning.pages import is_page, read_page
from tests.unit.cleaning.entries import entry

PARAGRAPHS = (
    "The harbour master said on Tuesday that the old lighthouse would open its doors again in spring.",
    "Its lamp, which was lit for the last time in 1974, has been cleaned by volunteers from the town.",
    "Visitors will climb ninety-one steps, and those who cannot will see the light from the quay.",
)
ARTICLE = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
MENU = (
    "<ul>"
    + "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("News", "Sport", "Arts", "Weather"))
    + "</ul>"
)


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html lang='en'><head><title>The lighthouse reopens - Harbour News</title>{head}</head><body>{body}</body></html>"


def text_of_page(body: str, head: str = "") -> str:
    return clean(entry(page(body, head))).text


@pytest.mark.parametrize(
    "markup",
    [
        "<!DOCTYPE html><p>a",
        "<html><p>a",
        "\n<!-- saved -->\n<HTML lang=en>",
        "<?xml version='1.0'?><html xmlns='x'>",
        "<body class=x><p>a",
    ],
)
def test_what_has_a_root_or_a_body_is_a_page(markup: str) -> None:
    assert is_page(markup)


@pytest.mark.parametrize(
    "markup", ["<p>a</p>", "<p>&lt;html&gt;</p>", '<iframe srcdoc="<html><body>a"></iframe>', "<htmlx>"]
)
def test_a_fragment_is_no_page(markup: str) -> None:
    assert not is_page(markup)


def test_menus_footers_and_teasers_go_and_every_paragraph_stays() -> None:
    teasers = "".join(
        f'<div class="card"><h3><a href="/{n}">Another story of the harbour, number {n}</a></h3><p>It is told here.</p></div>'
        for n in range(4)
    )
    body = f"<header>{MENU}</header><div><h1>The lighthouse reopens</h1><div>{ARTICLE}</div>{teasers}</div><footer><p>All about us, and how to reach us by post.</p></footer>"
    assert text_of_page(body) == "\n".join(PARAGRAPHS)


def test_the_warning_says_that_a_page_was_narrowed() -> None:
    assert "whole_page" in clean(entry(page(ARTICLE))).warnings
    assert clean(entry(ARTICLE)).warnings == ()


def test_a_frame_around_a_fragment_is_cleaned_as_the_fragment_is() -> None:
    assert clean(entry(f"<html><body>{ARTICLE}</body></html>")).text == clean(entry(ARTICLE)).text


def test_lists_tables_quotations_and_figures_of_the_article_stay() -> None:
    extra = (
        "<ul><li>Ninety-one steps</li><li>Two lamps</li></ul>"
        "<table><tr><th>Year</th><th>Ships</th></tr><tr><td>1974</td><td>212</td></tr></table>"
        "<blockquote><p>I lit it every evening, and nobody thanked me for it.</p></blockquote>"
        '<figure><img src="/lamp.jpg"><figcaption>The lamp</figcaption></figure>'
    )
    content = clean(
        entry(
            page(f"{MENU}<article><h1>The lighthouse reopens</h1>{PARAGRAPHS[0]}{extra}{ARTICLE}</article>")
        )
    )
    for kept in ("Ninety-one steps", "1974", "I lit it every evening"):
        assert kept in content.text
    assert [image.url for image in content.images] == ["https://news.example/lamp.jpg"]


def test_comments_go_even_where_they_are_longer_than_the_article() -> None:
    comments = "".join(
        f"<div class='comment-body'><p>I went there in {year}, and it was closed, as ever.</p></div>"
        for year in range(1950, 1990)
    )
    text = text_of_page(
        f"<article><h1>The lighthouse reopens</h1>{ARTICLE}</article><section id='comments'>{comments}</section>"
    )
    assert text == "\n".join(PARAGRAPHS)


def test_a_class_that_speaks_of_advertising_takes_no_article() -> None:
    assert text_of_page(f"<div class='ad_body sidebar-layout' id='wrapper'>{ARTICLE}</div>") == "\n".join(
        PARAGRAPHS
    )


def test_an_article_in_sections_is_kept_whole() -> None:
    sections = "".join(f"<section><div class='inner'><p>{text}</p></div></section>" for text in PARAGRAPHS)
    assert text_of_page(f"<nav>{MENU}</nav><main>{sections}</main>") == "\n".join(PARAGRAPHS)


def test_what_a_script_would_show_is_read_where_nothing_else_is_to_be_seen() -> None:
    assert text_of_page(f"<nav>{MENU}</nav><div style='visibility: hidden'>{ARTICLE}</div>") == "\n".join(
        PARAGRAPHS
    )


def test_text_misread_as_western_letters_is_mended() -> None:
    broken = "Das Städtchen freut sich über „Leuchtturm“ und Wärter.".encode().decode("latin-1")
    text = text_of_page(f"<article><p>{broken}</p>{ARTICLE}</article>")
    assert "Das Städtchen freut sich über „Leuchtturm“ und Wärter." in text


LINKED_DATA = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
 {"@type": "WebPage", "datePublished": "2020-01-01"},
 {"@type": "NewsArticle", "headline": "The lighthouse reopens", "datePublished": "2024-05-03T09:00:00+02:00",
  "author": [{"@type": "Person", "name": "Ann Lee"}, {"@id": "#bob"}, {"@type": "Organization", "name": "Harbour News"}]},
 {"@type": "Person", "@id": "#bob", "name": "Bob Stone"}]}</script>"""


def test_linked_data_names_authors_and_the_date() -> None:
    content = clean(entry(page(ARTICLE, LINKED_DATA)))
    assert content.authors == ("Ann Lee", "Bob Stone")
    assert content.published_at == datetime(2024, 5, 3, 7, tzinfo=UTC)
    assert content.published_at_from == "body"


def test_the_header_is_believed_before_the_page() -> None:
    noon = datetime(2023, 1, 1, 12, tzinfo=UTC)
    content = clean(entry(page(ARTICLE, LINKED_DATA), published_at=noon, authors=("Cid Moor",)))
    assert (content.authors, content.published_at, content.published_at_from) == (
        ("Cid Moor",),
        noon,
        "header",
    )


def test_meta_elements_state_facts() -> None:
    head = (
        '<link rel="canonical" href="https://news.example/lighthouse"><meta property="og:site_name" content="Harbour News">'
        '<meta name="author" content="By Ann Lee and Bob Stone"><meta property="article:published_time" content="2024-05-03">'
        '<meta property="og:image" content="https://news.example/lead.jpg">'
    )
    whole = read_page(page(ARTICLE, head))
    assert whole is not None
    facts = whole.facts
    assert (facts.canonical_url, facts.site, facts.language) == (
        "https://news.example/lighthouse",
        "Harbour News",
        "en",
    )
    assert facts.authors == ("Ann Lee", "Bob Stone")
    assert facts.published_at == datetime(2024, 5, 3, tzinfo=UTC)
    assert clean(entry(page(ARTICLE, head))).lead_image is not None


@pytest.mark.parametrize("value", ["Harbour News", "https://facebook.com/harbour", "admin", "undefined", ""])
def test_an_outlet_an_address_or_nobody_is_no_author(value: str) -> None:
    head = f'<meta property="og:site_name" content="Harbour News"><meta name="author" content="{value}">'
    whole = read_page(page(ARTICLE, head))
    assert whole is not None
    assert whole.facts.authors == ()


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published: May 3, 2024", 3),
        ("3 May 2024", 3),
        ("2024年5月3日", 3),
        ("03.05.2024", 3),
        ("2024-05-03 10:15", 3),
        ("05/06/2024", None),  # which is the month?
    ],
)
def test_a_date_printed_beside_the_headline_is_the_publication(line: str, day: int | None) -> None:
    published_at = clean(
        entry(page(f"<h1>The lighthouse reopens</h1><div>{line}</div>{ARTICLE}"))
    ).published_at
    assert published_at == (datetime(2024, 5, day, tzinfo=UTC) if day else None)


def test_a_date_that_is_marked_far_from_the_headline_is_the_publication_if_no_other_is_marked() -> None:
    marked = "<header><ul><li itemprop='datePublished'><i></i>May 3, 2024</li></ul></header>"
    changed = "<p itemprop='dateModified'>May 9, 2024</p>"
    comment = "<div class='comments'><time>May 4, 2024</time></div>"
    content = clean(entry(page(f"{marked}<div>{ARTICLE}</div>{changed}{comment}")))
    assert content.published_at == datetime(2024, 5, 3, tzinfo=UTC)

    others = "<ol><li><time>May 4, 2024</time> Another story</li></ol>"
    assert clean(entry(page(f"{marked}<div>{ARTICLE}</div>{others}"))).published_at is None


def test_a_form_feed_in_a_page_is_a_blank() -> None:
    assert "The lamp is lit." in clean(entry("0\x0c<BODY><FORM>The\x0clamp is lit.")).text


@pytest.mark.parametrize(
    "unwanted",
    ["&#8;", "&#xD800;", "&#xfffe", "&#0&#8;\ufffe", "&#0&#8;1", "\ufffe", "\ud800", "ï¿¾", "&#99999999999;"],
)
def test_what_no_tree_takes_keeps_no_page_from_being_read(unwanted: str) -> None:
    content = clean(
        entry(page(f"{unwanted}{ARTICLE}<header>Harbour</header>", f"<meta name=a content={unwanted}>"))
    )

    assert PARAGRAPHS[0] in content.text


def test_control_characters_of_a_page_are_passed_over() -> None:
    assert "The lamp is lit." in clean(entry("\x08<main><html><body>The lamp\x0b is lit.")).text


def test_a_byline_printed_beside_the_headline_names_the_author_and_goes() -> None:
    content = clean(
        entry(page(f"<h1>The lighthouse reopens</h1><div>By Ann Lee</div><div>May 3, 2024</div>{ARTICLE}"))
    )
    assert content.authors == ("Ann Lee",)
    assert content.text == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 5_000 + ARTICLE,
        "<p " + " ".join(f"a{n}" for n in range(5_000)) + ">",
        "<script>" * 2_000,
        "<!--" * 20_000,
        "<div class='title'><a href='/'>x</a>" * 300 + ARTICLE,
        "",
    ],
    ids=["deep", "attributes", "scripts", "comments", "nested titles", "empty"],
)
def test_a_hostile_page_is_left_to_the_cleaning(body: str) -> None:
    whole = read_page(page(body))
    assert whole is None or isinstance(whole.html, str)

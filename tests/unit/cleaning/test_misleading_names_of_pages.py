"""Names, tables and neighbours that mislead about where a page's article stands, and how much of it."""

from tests.unit.cleaning.entries import cleaned
from tests.unit.cleaning.test_pages import ARTICLE, MENU, PARAGRAPHS, text_of_page

HEADLINE = "<h1>The lighthouse reopens</h1>"
TEXT = "\n".join(PARAGRAPHS)
LONG = " ".join(PARAGRAPHS)
LONGER = tuple(f"{LONG} {text}" for text in PARAGRAPHS)
OTHER = "<p>The ferry to the island was late again on Monday, and nobody on the quay was surprised by it.</p>"


def around(html: str) -> str:
    """Return the text of a page that has this between its first paragraph and the others."""
    rest = "".join(f"<p>{text}</p>" for text in LONGER)
    return text_of_page(f"<main><div><p>{PARAGRAPHS[0]}</p></div>{html}<div>{rest}</div></main>")


def test_names_that_would_take_all_prose_are_not_believed() -> None:
    others = "".join(
        f"<div><a href=/{n}>Another story of the town, number {n}</a>{OTHER}</div>" for n in range(4)
    )
    teasers = f"<div class=latest_teaser>{others}</div>"
    story = f"<div id=blog_detail class=blog_teaser_text>{ARTICLE}</div>"
    assert text_of_page(f"<div>{MENU}</div><div>{teasers}</div><div>{HEADLINE}{story}</div>") == TEXT


def test_each_part_of_an_article_may_be_named_for_the_advertisement_in_it() -> None:
    parts = "".join(
        f"<section class='Part Part--Ads'><h2>Part {n}</h2><p>{LONG} It was the {n}th try.</p></section>"
        for n in range(4)
    )
    text = text_of_page(f"<nav>{MENU}</nav><article>{HEADLINE}{parts}</article>")
    assert [f"Part {n}" in text and f"the {n}th try" in text for n in range(4)] == [True] * 4


def test_an_advertisement_with_a_heading_still_goes() -> None:
    advert = "<div class='box box--ads'><h3>Oil at half price</h3><p>Only this week, at the quay.</p></div>"
    assert cleaned(f"{ARTICLE}{advert}{ARTICLE}").text == f"{TEXT}\n{TEXT}"


def test_the_kind_of_a_page_does_not_make_all_of_it_the_article() -> None:
    side = "".join(f"<div>{n}</div><div>The ferry was late again.</div>" for n in range(4))
    story = f"<div class=text>{ARTICLE}</div>"
    page = f"<html lang=en><head><title>The lighthouse reopens</title></head><body class='single single-post'><div>{HEADLINE}{story}</div><div><h3>Popular</h3>{side}</div></body></html>"
    assert cleaned(page).text == TEXT


def test_the_articles_that_a_reader_scrolls_on_to_are_others() -> None:
    others = "".join(
        f"<article class=item><h2>The ferry, part {n}</h2><div><p>{text.replace('the', 'this')}</p>{OTHER}<p>{text.replace('the', 'that')}</p></div></article>"
        for n, text in enumerate(PARAGRAPHS)
    )
    story = f"<article class=item><h2>The lighthouse reopens</h2><div>{ARTICLE}</div></article>"
    assert text_of_page(f"<nav>{MENU}</nav><main><div>{story}{others}</div></main>") == TEXT


def test_a_headline_in_an_article_of_its_own_leaves_the_text_beside_it() -> None:
    head = f"<article>{HEADLINE}<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></article>"
    teaser = "<article><h2>The ferry</h2><p>It was late on Monday.</p></article>"
    rest = "".join(f"<p>{text.replace('the', 'this')}</p>" for text in PARAGRAPHS * 2)
    text = text_of_page(f"<main>{head}<div>{rest}</div>{teaser}</main>")
    assert PARAGRAPHS[2].replace("the", "this") in text


def test_a_table_above_the_text_stays_though_its_names_are_links() -> None:
    rows = "".join(
        f"<tr><td><a href=/lamps/{n}>Lamp of the Northern Works, model {n}</a></td><td>{n}00 €</td></tr>"
        for n in range(1, 5)
    )
    table = f"<div><h2>The results</h2><table><tr><th>Lamp</th><th>Price</th></tr>{rows}</table></div>"
    text = around(table)
    assert "The results\nLamp\nPrice\nLamp of the Northern Works, model 1\n100 €" in text


def test_a_table_of_linked_headlines_above_the_text_goes() -> None:
    rows = "".join(
        f"<tr><td><a href=/a{n}>Another story of the town, number {n}</a></td><td><a href=/b{n}>And one more story, number {n}</a></td></tr>"
        for n in range(4)
    )
    text = around(f"<table>{rows}</table>")
    assert text == "\n".join((PARAGRAPHS[0], *LONGER))


def test_a_short_list_between_the_first_paragraphs_stays() -> None:
    points = "<div><ul><li>Opens in spring</li><li>Ninety-one steps</li><li>Free of charge</li></ul></div>"
    text = around(points)
    assert "Opens in spring\nNinety-one steps\nFree of charge" in text


def test_a_list_of_facts_between_the_first_paragraphs_goes() -> None:
    facts = "<div><ul><li>By Ann Keeper</li><li>Published on 3 May 2024</li><li>Harbour news</li></ul></div>"
    text = around(facts)
    assert text == "\n".join((PARAGRAPHS[0], *LONGER))


def test_cells_that_stand_in_no_row_are_a_row() -> None:
    table = "<table><thead><th>Lamp</th><th>Price</th></thead><tr><td><p>North</p></td><td><p>10 €</p></td></tr></table>"
    assert cleaned(f"{ARTICLE}{table}").html.endswith(
        "<table><tbody><tr><th>Lamp</th><th>Price</th></tr><tr><td>North</td><td>10 €</td></tr></tbody></table>"
    )

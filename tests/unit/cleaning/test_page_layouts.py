"""What stands around articles in the layouts of pages, told by structure: tickers, counters, labels, introductions."""

from datetime import UTC, datetime

import pytest

from broadsheet.cleaning import clean
from broadsheet.cleaning.pages.boxes import boxes_of
from tests.unit.cleaning.entries import entry
from tests.unit.cleaning.test_pages import ARTICLE, MENU, PARAGRAPHS, page, text_of_page

HEADLINE = "<h1>The lighthouse reopens</h1>"
TEXT = "\n".join(PARAGRAPHS)


def test_text_between_blocks_is_judged_as_a_block() -> None:
    story = f"<div><span>12 May 2024</span> Last updated at 00:33 GMT {HEADLINE}{ARTICLE}Provided by the harbour</div>"
    assert text_of_page(f"<nav>{MENU}</nav>{story}") == TEXT


def test_a_ticker_of_linked_terms_is_a_list_of_other_articles() -> None:
    ticker = "".join(
        f"<dt><b>10:1{n}</b> <a href=/{n}>Another story of the town, number {n}</a></dt>"
        f"<dd>It was told on Wednesday, and it will be told again, said a speaker of the town.</dd>"
        for n in range(9)
    )
    assert text_of_page(f"<div>{HEADLINE}<div>{ARTICLE}</div><dl>{ticker}</dl></div>") == TEXT


def test_terms_and_what_they_mean_stay() -> None:
    terms = "".join(
        f"<dt>Lamp {n}</dt><dd>It burns oil, and it is lit at dusk by the keeper.</dd>" for n in range(4)
    )
    assert "Lamp 3" in text_of_page(f"<main>{HEADLINE}{ARTICLE}<dl>{terms}</dl></main>")


def test_a_counter_of_comments_beside_each_paragraph_goes() -> None:
    counted = ARTICLE.replace("<p>", "<p><a href=#c class='comments_count'>0</a>")
    assert text_of_page(f"<main>{HEADLINE}{counted}</main>") == TEXT


def test_an_introduction_above_a_heading_that_repeats_the_title_stays() -> None:
    body = f"<main><p>{PARAGRAPHS[0]}</p><h2>The lighthouse reopens</h2><p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p></main>"
    assert PARAGRAPHS[0] in text_of_page(body)


def test_a_heading_in_a_box_of_its_own_stays_above_the_first_prose() -> None:
    body = f"<main>{HEADLINE}<section><div><h2>What happened</h2></div>{ARTICLE}</section></main>"
    assert text_of_page(body) == f"What happened\n{TEXT}"


def test_drawers_of_an_accordion_hold_the_article() -> None:
    drawers = "".join(
        f"<li class=accordion_drawer><h3>Part {n}</h3><p>{text.replace('the', 'this')}</p></li>"
        for n, text in enumerate(PARAGRAPHS)
    )
    text = text_of_page(f"<main>{HEADLINE}{ARTICLE}<ul>{drawers}</ul></main>")
    assert f"Part 2\n{PARAGRAPHS[2].replace('the', 'this')}" in text


def test_a_notice_of_rights_outweighs_no_short_article() -> None:
    notice = "<p>凡注明为其他媒体来源的信息，均为转载自其他媒体，转载并不代表本网赞同其观点，也不代表本网对其真实性负责。</p>"
    story = "<div><p>12月15日，仪式现场。当日，评选提名奖揭晓仪式在北京举行。</p></div>"
    body = f"<nav>{MENU}</nav><div>{HEADLINE}{story}{notice}</div>"
    assert text_of_page(body) == "12月15日，仪式现场。当日，评选提名奖揭晓仪式在北京举行。"


@pytest.mark.parametrize("table", ["latin-1", "iso8859-15"])
def test_chinese_misread_by_a_western_table_is_read_by_the_right_one(table: str) -> None:
    said = "船长被游轮公司认定责任，他贴近海岸让同事望家乡，长时间没有离开。"
    misread = said.encode("gb18030").decode(table, "replace")
    declared = "<meta http-equiv=Content-Type content='text/html; charset=gb2312'>"
    found = text_of_page(f"<main>{f'<p>{misread}</p>' * 2}<p>{misread}</p></main>", declared)
    assert said in found


def test_the_moment_of_a_change_is_no_date_of_publication() -> None:
    changed = '<meta property="article:modified_time" content="2024-05-03T10:00:00Z">'
    printed = "<div>Last updated: May 4, 2024</div>"
    content = clean(entry(page(f"{HEADLINE}{printed}{ARTICLE}", changed)))
    assert content.published_at is None
    assert content.published_at_from is None
    published = '<meta property="article:published_time" content="2024-05-01">'
    assert clean(entry(page(ARTICLE, changed + published))).published_at == datetime(2024, 5, 1, tzinfo=UTC)


def test_the_weight_of_what_is_gone_with_its_holder_counts_once() -> None:
    from lxml import html  # noqa: PLC0415

    top = boxes_of(html.fromstring(f"<div><div><p>{PARAGRAPHS[0]}</p></div><p>{PARAGRAPHS[1]}</p></div>"))
    holder, other = top.boxes
    held = holder.boxes[0]
    holder.drop()
    held.drop()
    assert top.all_prose == other.all_prose

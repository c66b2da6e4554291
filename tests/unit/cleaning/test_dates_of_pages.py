"""When a page was published is read in many languages, behind labels, in addresses and in scripts."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from broadsheet.cleaning import clean
from broadsheet.cleaning.pages.dates import day_in, day_in_address
from tests.unit.cleaning.entries import entry

PROSE = "".join(
    f"<p>{text}</p>"
    for text in (
        "The ferry crossed the sound for the last time on a calm evening, with all its crew on deck.",
        "From tomorrow on the new bridge carries the buses, the lorries and everyone who used to wait.",
        "What becomes of the ship is not decided yet; a museum has asked for it, and so has a shipyard.",
    )
)
DAY = datetime(2021, 3, 14, tzinfo=UTC)


def page(body: str, *, language: str = "en", head: str = "") -> str:
    title = "The ferry's last crossing"
    return (
        f"<html lang='{language}'><head><title>{title}</title>{head}</head>"
        f"<body><main><h1>{title}</h1>{body}</main></body></html>"
    )


def published(markup: str, url: str | None = None) -> datetime | None:
    known = entry(markup)
    return clean(replace(known, raw_url=url or known.raw_url)).published_at


@pytest.mark.parametrize(
    "line",
    [
        "14. März 2021",
        "le 14 mars 2021 à 18:27",
        "domingo, 14 de marzo de 2021",
        "14 de março de 2021",
        "14 marzo 2021",
        "14 maart 2021, 9.30 uur",
        "14 marca 2021 r.",
        "14 марта 2021, 13:28",
        "14 березня 2021",
        "14 март 2021",
        "14 Μαρτίου 2021",
        "14 Mart 2021 Pazar",
        "2021. március 14., 11:16",
        "14. března 2021",
        "14 martie 2021",
        "14. maaliskuuta 2021",
        "14 mars 2021",
        "14 مارس 2021",
        "الأحد، 14 آذار/مارس 2021",
        "14 मार्च 2021",
        "14 Maret 2021",
        "2021년 3월 14일",
        "March 14, 2021",
        "14th of March 2021",
        "14-Mar-2021",
    ],
)
def test_a_day_in_words_is_read_in_any_language(line: str) -> None:
    assert day_in(line) == DAY
    assert published(page(f"<div>{line}</div>{PROSE}")) == DAY


def test_the_two_months_that_share_their_second_word_are_told_apart() -> None:
    assert day_in("5 تشرين الأول 2021") == datetime(2021, 10, 5, tzinfo=UTC)
    assert day_in("5 كانون الأول 2021") == datetime(2021, 12, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "line", ["14 ferries in 2021", "In 14 days, 2021 people", "Friday 14 2021", "March 2021", "14 2021"]
)
def test_a_number_and_a_year_without_a_month_between_are_no_day(line: str) -> None:
    assert day_in(line) is None


def test_days_in_numbers_come_first_where_nobody_writes_the_month_first() -> None:
    line = "<div>05/03/2021</div>"
    assert published(page(line + PROSE, language="fr")) == datetime(2021, 3, 5, tzinfo=UTC)
    assert published(page(line + PROSE, language="en")) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/2021/03/14/ferry/",
        "https://news.example/2021/NORTH/03/14/ferry/index.html",
        "https://news.example/culture/2021/mar/14/ferry",
        "https://news.example/t/2021-03-14/doc-ferry.shtml",
        "https://news.example/2021_03_14_516891.shtml",
        "https://news.example/20210314_77.html",
        "https://news.example/t20210314_77.html",
        "https://news.example/n1/2021/0314/c77-1.html",
    ],
)
def test_a_day_in_the_address_is_the_publication(url: str) -> None:
    assert published(page(PROSE), url) == DAY


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/2021/34/45/ferry",
        "https://news.example/2021/03/ferry",
        "https://news.example/12021/03/14/ferry",
        "https://news.example/ferry?day=/2021/03/14/",
        "https://news.example/2021/1714.html",
    ],
)
def test_other_numbers_in_an_address_are_no_day(url: str) -> None:
    assert day_in_address(url) is None


def test_the_address_outweighs_another_day_that_is_printed_near_the_headline() -> None:
    today = "<div>Friday, June 7, 2024</div>"
    assert published(page(today + PROSE), "https://news.example/2021/03/14/ferry/") == DAY


def test_a_time_printed_near_the_headline_refines_the_day_in_the_address() -> None:
    time = "<time datetime='2021-03-14T09:30:00Z'>this morning</time>"
    assert published(page(time + PROSE), "https://news.example/2021/03/14/ferry/") == DAY.replace(
        hour=9, minute=30
    )


@pytest.mark.parametrize(
    "line",
    [
        "发布时间：2021-03-14 08:30 来源：港口报",
        "Data publikacji: 14.03.2021",
        "Published on 14 March 2021",
        "Post time: 14 March 2021",
        "公開日：2021年3月14日",
    ],
)
def test_a_label_names_the_publication_wherever_it_stands(line: str) -> None:
    below = f"{PROSE}<div><div>{line}</div></div>"
    markup = f"<html><head><title>Harbour</title></head><body><nav></nav><div>{below}</div></body></html>"
    moment = published(markup)
    assert moment is not None
    assert moment.date() == DAY.date()


def test_labels_that_name_several_days_say_nothing() -> None:
    lines = "<div>发布时间：2021-03-14</div><div>发布时间：2021-03-15</div>"
    markup = f"<html><head><title>Harbour</title></head><body><nav></nav>{PROSE}{lines}</body></html>"
    assert published(markup) is None


def test_the_title_of_an_abbreviation_near_the_headline_is_its_moment() -> None:
    line = "<cite><abbr title='2021-03-14T01:40:40Z'>1 hr 4 mins ago</abbr></cite>"
    assert published(page(line + PROSE)) == datetime(2021, 3, 14, 1, 40, 40, tzinfo=UTC)


def test_dates_marked_by_rdfa_that_agree_are_the_publication() -> None:
    marked = "<span property='dc:date' content='2021-03-14T00:00:00Z'>03/14/21</span>"
    assert published(page(f"{PROSE}<div>{marked}</div><div>{marked}</div>")) == DAY


def test_a_date_of_publication_in_a_script_counts_where_nothing_else_tells() -> None:
    script = '<script>window.state = {"publishDate":"2021-03-14T00:00:00.000Z","id":7}</script>'
    assert published(page(PROSE + script)) == DAY
    assert published(page(PROSE + script + script.replace("03-14", "03-15"))) is None


def test_a_day_that_the_page_calls_one_of_a_change_is_no_publication_though_its_data_says_so() -> None:
    data = '<script type="application/ld+json">{"@type":"Article","datePublished":"2022-06-01"}</script>'
    lines = "<header><div>Published <b>14 March 2021</b></div><div>Updated <b>1 June 2022</b></div></header>"
    assert published(page(lines + PROSE, head=data)) == DAY
    assert published(page(lines.replace("Updated", "Reviewed") + PROSE, head=data)) == DAY.replace(
        year=2022, month=6, day=1
    )


def test_a_class_that_says_so_dates_a_page_wherever_it_stands() -> None:
    dated = "<div><span class=field-published-date><span>March 14, 2021 - 12:29pm</span></span></div>"
    lines = "".join(f"<p>The {n}th ferry.</p>" for n in range(40))
    assert published(page(PROSE + lines + dated)) == DAY

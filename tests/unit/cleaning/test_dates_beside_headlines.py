"""Dates that a page prints are told from days that it tells of, from its frame, and from those of changes."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from broadsheet.cleaning import clean
from tests.unit.cleaning.entries import entry
from tests.unit.cleaning.test_dates_of_pages import PROSE, page

DAY = datetime(2021, 3, 14, tzinfo=UTC)
ADDRESS = "https://news.example/ferry"


def published(markup: str, url: str = ADDRESS) -> datetime | None:
    return clean(replace(entry(markup), raw_url=url)).published_at


@pytest.mark.parametrize(
    "element",
    [
        "<span class='timestamp' data-datetime='2021-03-14T00:00:00Z'>2 days ago</span>",
        "<span class='date' data-timestamp='1615680000'>2 days ago</span>",
        "<abbr data-utime='1615680000'>2 days ago</abbr>",
        "<span class='date' title='Sunday, March 14, 2021'>2 days ago</span>",
        "<relative-time datetime='2021-03-14T00:00:00Z'>2 days ago</relative-time>",
        "<span class='date' datetime='2021-03-14'>2 days ago</span>",
    ],
)
def test_an_attribute_states_the_moment_that_is_shown_as_so_long_ago(element: str) -> None:
    assert published(page(f"<div>{element}</div>{PROSE}")) == DAY


def test_a_box_with_data_of_its_own_is_no_date() -> None:
    box = f"<div class='gallery' data-date='20190501'><p>{'Pictures of the harbour. ' * 5}</p></div>"
    assert published(page(PROSE + box)) is None


def test_a_link_with_a_day_in_its_data_is_no_date() -> None:
    link = "<div hidden><a href='/store' data-time='2018-06-29'>In the store</a></div>"
    assert published(page(link + PROSE)) is None


def test_a_day_in_boxes_of_its_own_is_put_together() -> None:
    boxes = "<div class='date'><div>14</div><div>Mar</div><div>2021</div></div>"
    assert published(page(boxes + PROSE)) == DAY


@pytest.mark.parametrize(
    "lines",
    [
        "<div>Updated <time datetime='2022-05-14'>x</time></div><div>Published <time datetime='2021-03-14'>x</time></div>",
        "<time class='updated' datetime='2022-05-14'>x</time><time class='entry-date published' datetime='2021-03-14'>x</time>",
        "<p>Updated 14 May 2022 · Published 14 March 2021</p>",
        "<p>Last updated on May 14, 2022</p><p>First published on March 14, 2021</p>",
        "<div class='date updated'>14 May 2022</div><div>14 March 2021</div>",
    ],
)
def test_the_day_of_a_change_is_told_from_that_of_publication(lines: str) -> None:
    assert published(page(lines + PROSE)) == DAY


@pytest.mark.parametrize(
    "line", ["Last updated: 14 March 2021", "Stand: 14.03.2021, 05:02 Uhr", "Last built 14 March 2021"]
)
def test_a_change_alone_is_no_publication(line: str) -> None:
    assert published(page(f"<p>{line}</p>{PROSE}")) is None


@pytest.mark.parametrize(
    "line",
    [
        "On 14 March 1998 the ship was launched, and she has crossed every day since then.",
        "The ship was launched on 14 March 1998:",
        "This was posted to the community forum of the harbour on 2021-03-14:",
        "Date of the event: 14 March 2021, 8 pm",
        "Deadline: 14 March 2021",
    ],
)
def test_a_line_that_tells_of_a_day_is_no_date_line(line: str) -> None:
    assert published(page(f"<p>{line}</p>{PROSE}")) is None


def test_dates_in_the_frame_of_a_page_are_no_publication() -> None:
    body = f"<main><h1>The ferry</h1>{PROSE}</main>"
    for frame in (
        f"<header><div>Sunday, June 9, 2024</div></header>{body}",
        f"{body}<footer><ul><li><time datetime='2024-06-09'>x</time><li><time datetime='2024-06-08'>y</time></ul></footer>",
    ):
        assert (
            published(f"<html lang='en'><head><title>The ferry</title></head><body>{frame}</body></html>")
            is None
        )


def test_the_foot_of_an_article_is_no_frame() -> None:
    foot = "<article><footer><span class='meta-date'>March 14, 2021</span></footer></article>"
    assert published(page(foot + PROSE)) == DAY


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Submitted by <span>ann</span> on Sun, 03/14/2021 - 18:55", "en"),
        ("Gespeichert von <span>ann</span> am 14. März 2021 - 18:55", "de"),
        ("<strong>Date</strong> 14.03.2021", "en"),
        ("This entry was posted on Sunday, March 14th, 2021 at 10:00 am and is filed under Ships.", "en"),
    ],
)
def test_labels_of_systems_name_the_day_far_from_the_headline(line: str, language: str) -> None:
    far = "".join(
        f"<p>{number}. The crew told a story of the sea, and nobody believed it.</p>" for number in range(40)
    )
    assert published(page(f"{PROSE}{far}<div>{line}</div>", language=language)) == DAY


def test_when_a_cited_work_was_published_is_not_when_the_page_was() -> None:
    far = "".join(
        f"<p>{number}. The crew told a story of the sea, and nobody believed it.</p>" for number in range(40)
    )
    cited = "<li>Lee A. On ferries. Journal of Harbours. Published online May 22, 2019:113.</li>"
    assert published(page(f"{PROSE}{far}<ol>{cited}</ol>")) is None


def test_the_day_between_a_place_and_an_agency_is_the_publication() -> None:
    first = "<p>LONDON, March 14, 2021 (Harbour Wire) - The ferry crossed the sound for the last time on Sunday, and all of its crew stood on deck.</p>"
    assert published(page(first + PROSE)) == DAY
    assert published(page(first.replace("LONDON", "In the town") + PROSE)) is None


def test_a_year_of_two_digits_counts_beside_the_headline() -> None:
    assert published(page(f"<p class='date'>14.3.21</p>{PROSE}", language="de")) == DAY
    assert published(page(f"<h2>17.7.11</h2>{PROSE}"), "https://news.example/2011/07/ferry") == datetime(
        2011, 7, 17, tzinfo=UTC
    )
    assert (
        published(
            page(f"<p>Version 14.3.21 of the timetable is out now for all of us</p>{PROSE}", language="de")
        )
        is None
    )


def test_the_day_in_the_words_of_an_address_counts_where_nothing_else_tells() -> None:
    assert published(page(PROSE), "https://news.example/ferry-2021-03-14") == DAY
    assert published(
        page(f"<p>5 May 2022</p>{PROSE}"), "https://news.example/storm-of-2021-03-14"
    ) == datetime(2022, 5, 5, tzinfo=UTC)
    assert published(page(PROSE), "https://news.example/14/03/2021/ferry") == DAY
    assert published(page(PROSE), "https://news.example/2021/March/14/ferry") == DAY


def test_the_day_that_a_time_shows_behind_a_label_outweighs_that_of_its_attribute() -> None:
    shown = "<time datetime='2021-03-29T10:18:46Z'>Published on 14 March 2021</time>"
    assert published(page(shown + PROSE)) == DAY


def test_of_several_times_the_one_that_stands_right_below_the_headline_counts() -> None:
    teasers = "".join(
        f"<div class='teaser'><time datetime='{day}'>{day}</time> by Ann Lee</div>"
        for day in ("2021-05-02", "2021-03-14")
    )
    assert published(page(f"<ul class='info'><li>14 March 2021</li></ul>{teasers}{PROSE}")) == DAY


def test_a_day_above_the_headline_is_nearer_than_one_far_below() -> None:
    body = f"{PROSE}<h3>Related</h3><p>The museum buys a ship</p><p>May 30, 2021</p>"
    markup = page(body, head="").replace("<main>", "<main><div>14/03/2021 by Ann Lee, Ships</div>")
    assert published(markup) == DAY


@pytest.mark.parametrize("names", ["post_date date updated", "entry-date updated"])
def test_a_theme_that_calls_its_one_date_updated_names_the_publication(names: str) -> None:
    assert published(page(f"<span class='{names}'>März 14, 2021</span>{PROSE}", language="de")) == DAY


@pytest.mark.parametrize(
    "line",
    [
        "Dieser Artikel wurde am 14. März 2021 um 14:48 von Ann Lee geschrieben und unter Schiffe abgelegt.",
        "Von Ann am 14.03.2021, 11:51 | 0 Meinungen | Schiffe",
        "Billet posté le 14 mars 2021 dans Navires",
    ],
)
def test_lines_that_themes_print_below_an_article_name_its_day(line: str) -> None:
    far = "".join(f"<p>{number}. Nobody believed what the crew told of it.</p>" for number in range(40))
    assert published(page(f"{PROSE}{far}<div>{line}</div>", language="de")) == DAY


def test_a_day_in_brackets_before_the_first_words_is_the_publication() -> None:
    first = "<p>(14.03.2021) The ferry crossed the sound for the last time, and all of its crew stood on deck.</p>"
    assert published(page(f"{first}{PROSE}<p>Last updated: 14 March 2021</p>", language="de")) == DAY
    list_of_days = f"{first}{first.replace('14', '17')}"
    assert published(page(PROSE * 12 + list_of_days, language="de")) is None


def test_the_moment_in_the_script_of_a_messenger_is_the_publication() -> None:
    script = "<script>var t = '1615766400', ct_ = 1; var ct = \"1615680000\";</script>"
    assert published(page(f"<em id='publish_time'>yesterday</em>{PROSE}{script}")) == DAY


def test_a_day_without_its_year_takes_that_of_a_change_on_the_same_day() -> None:
    line = "<div><span>发布时间：03-14</span><span>00:00</span></div>"
    head = "<meta itemprop='dateUpdate' content='2021-03-{} 00:00:00'>"
    assert published(page(line + PROSE, head=head.format(14))) == DAY
    assert published(page(line + PROSE, head=head.format(15))) is None

"""Bylines of pages give persons; outlets, labels, roles and templates' placeholders are none."""

import pytest

from broadsheet.cleaning import clean
from tests.unit.cleaning.entries import entry

PROSE = "".join(
    f"<p>{text}</p>"
    for text in (
        "The choir of the fishermen sang in the town hall on Friday, before more people than it has seats.",
        "Its oldest member is ninety; the youngest, who sings bass, has been with the boats since spring.",
    )
)


def authors(
    stated: str = "", *, beside: str = "", title: str = "The choir sings - Harbour News"
) -> list[str]:
    head = f'<title>{title}</title><meta name="author" content="{stated}">'
    body = f"<main><h1>{title.split(' - ', maxsplit=1)[0]}</h1>{beside}{PROSE}</main>"
    return list(clean(entry(f"<html lang='en'><head>{head}</head><body>{body}</body></html>")).authors)


@pytest.mark.parametrize(
    "stated",
    [
        "harbour.example.com",
        "Harbour-News.fr",
        "Choir Media Sp. z o.o.",
        "Choir Verlag GmbH",
        "name, email@mail.example",
        "未知",
        "责任编辑：张申",
        "相关文章",
        "Read more",
        "Submitted on Mon",
        "Super User",
        "灯塔财经",
        "新浪科技",
        "海港日报",
        "暂无简介",
        "news",
        "The News",
    ],
)
def test_a_host_a_company_a_placeholder_or_a_label_is_no_author(stated: str) -> None:
    assert authors(stated) == []


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ("Ann Lee &lt;ann@mail.example&gt;", "Ann Lee"),
        ("Ann Lee ann@mail.example", "Ann Lee"),
        ("ann.lee@mail.example", "Ann Lee"),
        ("Ann Lee Senior Washington Correspondent", "Ann Lee"),
        ("Ann Lee, Executive Editor", "Ann Lee"),
        ("Ann Lee Harbour.com Archive", "Ann Lee"),
        ("王晓明 责任编辑：张申", "王晓明"),
        ("【港口報╱記者王曉明／即時報導】", "王曉明"),
        ("王晓明 文字大小：【大】【中】【小】", "王晓明"),
        ("王晓明返回港口，查看更多", "王晓明"),
        ("J.R.R. Tolkien", "J.R.R. Tolkien"),
        ("A.Lee", "A.Lee"),
    ],
)
def test_what_stands_behind_a_name_is_none_of_it(stated: str, name: str) -> None:
    assert authors(stated) == [name]


@pytest.mark.parametrize("title", ["合唱团演出_港口新闻", "合唱团演出_港口", "合唱团演出-港口新闻网"])
def test_the_outlet_at_the_end_of_a_title_is_no_author(title: str) -> None:
    assert authors("港口", title=title) == []


def test_a_person_whose_name_ends_the_title_of_their_own_site_is_its_author() -> None:
    assert authors("Ann Lee", title="The choir sings - Ann Lee") == ["Ann Lee"]
    assert authors("王晓明", title="合唱团演出_王晓明的博客") == ["王晓明"]


def test_only_who_wrote_is_an_author_behind_a_label_on_a_line_of_its_own() -> None:
    assert authors(beside="<div><div>Directed by</div><div>Ann Lee</div></div>") == []
    assert authors(beside="<div><div>Written by</div><div>Ann Lee</div></div>") == ["Ann Lee"]


def test_a_sentence_about_a_reporter_is_no_byline() -> None:
    assert authors(beside="<div>记者通过电子邮件联系了合唱团，截至发稿时，尚未收到回应。</div>") == []


def test_a_login_in_the_head_yields_to_the_name_that_the_page_prints() -> None:
    assert authors("harbourlamp", beside="<p>by <a rel='author'>Ann Lee</a></p>") == ["Ann Lee"]
    assert authors("Ann Marlow", beside="<p>by <a rel='author'>Ann Lee</a></p>") == ["Ann Marlow"]


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        ("余毅 向雪妮", ["余毅", "向雪妮"]),
        ("王文 灯塔大学海洋研究院执行院长", ["王文"]),
        ("王文 特约记者", ["王文"]),
        ("Ann Lee, Harbourtown", ["Ann Lee"]),
        ("{ &quot;name&quot;: &quot;Ann Lee&quot; }", ["Ann Lee"]),
        ("Madonna", ["Madonna"]),
    ],
)
def test_offices_towns_and_objects_beside_names_are_none(stated: str, names: list[str]) -> None:
    assert authors(stated) == names


def test_the_last_letter_of_a_name_may_be_spaced_by_itself() -> None:
    assert authors(beside="<div class=byline><a rel=author>Ida Ber<span>g</span></a></div>") == ["Ida Berg"]


def test_names_in_elements_of_their_own_stay_apart() -> None:
    assert authors(beside="<div class=byline><span>By</span><span>Ida</span><span>Berg</span></div>") == [
        "Ida Berg"
    ]


def test_the_button_of_an_authors_box_is_no_part_of_the_name() -> None:
    box = "<div class=author>By Ida Berg <div class=bio><a class=close href=#>Close</a></div></div>"
    assert authors(beside=box) == ["Ida Berg"]


def test_what_tells_who_an_author_is_gives_no_names() -> None:
    bio = f"<div class=author>Ida Berg sings {'la ' * 42} and International Songs of the Sea</div>"
    assert authors(beside=bio) == []
    assert authors(beside=f"<p>by Ole Dahl / 3 May 2021 /</p>{bio}") == ["Ole Dahl"]


def test_a_name_with_its_handle_is_a_byline() -> None:
    assert authors(beside="<div>Ida Berg, @idaberg</div>") == ["Ida Berg"]
    assert authors(beside="<div>@harbournews</div>") == []


def test_an_office_is_no_author() -> None:
    assert authors("Chief Leadership & Human Resources Officer") == []


def test_meta_elements_may_state_a_value() -> None:
    page = f'<html><head><meta name="author" value="Ida Berg"></head><body><h1>Song</h1>{PROSE}</body></html>'
    assert clean(entry(page)).authors == ("Ida Berg",)


def test_a_byline_below_a_headline_in_a_bare_header_is_one() -> None:
    byline = "<div>Written by Ida Berg in Songs on 1 June 2019 at 08:34 PM. 9 Comments</div>"
    head = "<head><title>The choir of the harbour sings - News</title></head>"
    body = f"<article><header>The choir of the harbour sings</header>{byline}<div>{PROSE}</div></article>"
    content = clean(entry(f"<html lang=en>{head}<body>{body}</body></html>"))
    assert content.authors == ("Ida Berg",)
    assert content.published_at
    assert f"{content.published_at:%Y-%m-%d}" == "2019-06-01"

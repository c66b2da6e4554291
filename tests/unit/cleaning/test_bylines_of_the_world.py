"""Bylines are read in the words of many languages, in markup of every vocabulary, and far from the headline."""

import json

import pytest

from broadsheet.cleaning import clean
from tests.unit.cleaning.entries import entry
from tests.unit.cleaning.test_dates_of_pages import PROSE, page


def authors(body: str = "", head: str = "", *, behind: str = "") -> list[str]:
    return list(clean(entry(page(body + PROSE + behind, head=head))).authors)


@pytest.mark.parametrize(
    "line",
    [
        "Posted on March 14, 2021 by Ann Lee",
        "March 14, 2021 By Ann Lee Leave a Comment",
        "Updated on March 14, 2021 by Ann Lee",
        "Submitted by Ann Lee on March 14, 2021",
        "A guest post by Ann Lee",
        "By Ann Lee Medically reviewed by Bob Ray",
        "Text: Ann Lee, Fotos: Bob Ray",
        "Autor/in: Ann Lee",
        "Ein Beitrag von Ann Lee",
        "Veröffentlicht am 14. März 2021 von Ann Lee",
        "Gespeichert von Ann Lee am 14. März 2021",
        "Par Ann Lee, le 14 mars 2021",
        "Publié le 14 mars 2021 par Ann Lee",
        "Auteur : Ann Lee",
        "Escrito por Ann Lee",
        "A cura di Ann Lee",
        "Scritto da Ann Lee",
        "Geschreven door Ann Lee",
        "Napisane przez Ann Lee",
        "Av Ann Lee",
        "Skrevet av Ann Lee",
        "Kirjoittaja: Ann Lee",
        "Szerző: Ann Lee",
        "Scris de Ann Lee",
        "Yazar: Ann Lee",
        "Oleh: Ann Lee",
        "Tác giả: Ann Lee",
        "Piše: Ann Lee",
    ],
)
def test_a_byline_is_read_in_its_own_words(line: str) -> None:
    assert authors(f"<p>{line}</p>") == ["Ann Lee"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Текст: Анна Ли", "Анна Ли"),
        ("Συντάκτης: Άννα Λη", "Άννα Λη"),
        ("執筆者：山田太郎", "山田太郎"),
        ("撰文：王晓明", "王晓明"),
        ("بقلم: أحمد علي", "أحمد علي"),
        ("نویسنده: احمد علی", "احمد علی"),
        ("מאת: דוד כהן", "דוד כהן"),
        ("लेखक: राम कुमार", "राम कुमार"),
        ("ผู้เขียน: สมชาย ใจดี", "สมชาย ใจดี"),
        ("By Dr. Ann Lee", "Dr. Ann Lee"),
    ],
)
def test_a_byline_is_read_in_its_own_script(line: str, name: str) -> None:
    assert authors(f"<p>{line}</p>") == [name]


def test_two_persons_are_parted_by_a_sign() -> None:
    assert authors("<p>By Ann Lee & Bob Ray</p>") == ["Ann Lee", "Bob Ray"]


@pytest.mark.parametrize(
    "line",
    [
        "The ferry of 14 March 2021 by the new bridge",
        "Av dette skipet",
        "Text of the captain",
        "From 9 by the sea",
    ],
)
def test_words_of_a_byline_within_a_line_are_none(line: str) -> None:
    assert authors(f"<p>{line}</p>") == []


@pytest.mark.parametrize(
    "name", ["creator", "dc:creator", "dc.author", "article:author:name", "shareaholic:article_author_name"]
)
def test_meta_elements_of_any_vocabulary_name_authors(name: str) -> None:
    assert authors(head=f"<meta name='{name}' content='Ann Lee'>") == ["Ann Lee"]


def test_libraries_put_the_familys_name_first() -> None:
    assert authors(head="<meta name='citation_author' content='Lee, Ann'>") == ["Ann Lee"]
    assert authors(head="<meta name='citation_author' content='Ann Lee'>") == ["Ann Lee"]


def test_a_label_beside_a_meta_elements_value_calls_it_the_author() -> None:
    pair = "<meta name='twitter:label1' content='{}'><meta name='twitter:data1' content='Ann Lee'>"
    assert authors(head=pair.format("Written by")) == ["Ann Lee"]
    assert authors(head=pair.format("Filed under")) == []


def test_the_town_of_a_company_is_no_author() -> None:
    company = "<meta name='author' content='Harbour News GmbH, Munich, Germany'>"
    assert authors(head=company) == []
    assert authors("<p>By Ann Lee</p>", company) == ["Ann Lee"]
    assert authors(head="<meta name='author' content='Ann Lee, Harbour News GmbH, Munich'>") == ["Ann Lee"]


def test_data_states_a_person_by_the_parts_of_the_name_and_where_it_is_no_json() -> None:
    person = {"@type": "Person", "givenName": "Ann", "familyName": "Lee"}
    data = json.dumps({"@type": "Article", "headline": "x", "author": person})
    script = "<script type='application/ld+json'>{}</script>"
    assert authors(head=script.format(data)) == ["Ann Lee"]
    broken = '{"@type":"Article","headline":"a "big" ship","author":{"@type":"Person","name":"Ann Lee"}}'
    assert authors(head=script.format(broken)) == ["Ann Lee"]
    assert authors(head=script.format(broken.replace("Person", "Organization"))) == []


@pytest.mark.parametrize(
    "element",
    [
        "<author>Ann Lee</author>",
        "<div class='author'><span>Ann Lee</span> <a>@annlee</a></div>",
        "<div class='author'>Autor: <a>Ann Lee</a><br><a>Google+</a> <a>mehr</a></div>",
    ],
)
def test_what_markup_calls_an_author_is_one_without_the_links_behind(element: str) -> None:
    assert authors(element) == ["Ann Lee"]


def test_an_author_in_the_foot_of_a_page_wrote_another_article() -> None:
    body = f"<main><h1>The ferry</h1>{PROSE}</main><footer><div><a>Another</a><span class='author'>Bob Ray</span></div></footer>"
    markup = f"<html lang='en'><head><title>The ferry</title></head><body>{body}</body></html>"
    assert list(clean(entry(markup)).authors) == []


FAR = "".join(
    f"<p>{number}. The crew told a story of the sea, and nobody believed it.</p>" for number in range(40)
)


@pytest.mark.parametrize("line", ["<strong>Author</strong> Ann Lee", "Author: Ann Lee", "Written by Ann Lee"])
def test_a_label_names_the_author_far_from_the_headline(line: str) -> None:
    assert authors(behind=f"{FAR}<div>{line}</div>") == ["Ann Lee"]


@pytest.mark.parametrize("lines", ["<p>Author Events</p>", "<p>Author: Ann Lee</p><p>Author: Bob Ray</p>"])
def test_a_label_without_a_person_or_with_several_says_nothing(lines: str) -> None:
    assert authors(behind=FAR + lines) == []


def test_the_name_of_an_account_is_nobodys() -> None:
    assert authors(head="<meta name='author' content='User Admin'>") == []

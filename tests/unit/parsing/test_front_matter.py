"""Parsing posts of static sites: front matter with the facts, then HTML or Markdown."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from broadsheet.article import ParsedEntry
from broadsheet.errors import NoHeaderError
from broadsheet.parsing import parse
from tests.builders import raw_document

POST = """---
layout: post
title: "Harbour news: a list"
date: 2019-05-22T16:05:40+02:00
lastmod: 2019-05-23
author: Ann Keeper
from: https://news.example/1
lang: zh-CN
tags: [ ferries, 'night boats' ]
categories:
  - harbour
  - ferries
---

<article>
 <p>
  Body
 </p>
</article>
"""


def entry(content: str, key: str = "articles/harbour/1.md") -> ParsedEntry:
    (found,) = parse(raw_document(content.encode(), key=key)).entries
    return found


def headed(*lines: str, body: str = "<p>Body</p>") -> ParsedEntry:
    return entry("\n".join(("---", *lines, "---", body)))


def authors_of(*lines: str) -> tuple[str, ...]:
    return headed("title: T", "url: https://news.example/1", *lines).authors


def test_a_post_gives_its_facts_and_its_html() -> None:
    assert entry(POST) == ParsedEntry(
        source="harbour",
        raw_title="Harbour news: a list",
        raw_url="https://news.example/1",
        published_at=datetime(2019, 5, 22, 14, 5, 40, tzinfo=UTC),
        updated_at=datetime(2019, 5, 23, tzinfo=UTC),
        html="<article>\n <p>\n  Body\n </p>\n</article>",
        authors=("Ann Keeper",),
        tags=("ferries", "night boats"),
        language="zh-Hans",
    )


def test_a_post_of_hugo_may_have_its_facts_in_toml() -> None:
    found = entry(
        '+++\ntitle = "Harbour news"\ndate = 2019-05-22T16:05:40Z\nurl = "https://news.example/1"\n'
        'authors = ["Ann Keeper", "Bo Mast"]\n+++\nBody\n'
    )
    assert (found.raw_title, found.authors) == ("Harbour news", ("Ann Keeper", "Bo Mast"))
    assert found.published_at == datetime(2019, 5, 22, 16, 5, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    "name", ["from", "link", "url", "permalink", "canonical_url", "original_url", "URL", "source_url"]
)
def test_the_address_stands_under_any_of_its_usual_names(name: str) -> None:
    assert headed("title: T", f"{name}: https://news.example/1").raw_url == "https://news.example/1"


def test_a_path_is_no_address_where_another_field_has_one() -> None:
    found = headed("title: T", "url: /2019/item/", "link: https://news.example/1")
    assert found.raw_url == "https://news.example/1"


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        (["author: Ann Keeper"], ("Ann Keeper",)),
        (['author: "By Ann Keeper"'], ("Ann Keeper",)),
        (["author: [Ann Keeper, 'Bo Mast']"], ("Ann Keeper", "Bo Mast")),
        (
            ["authors:", "  - Ann Keeper", "  - name: Bo Mast", "    mail: bo@news.example"],
            ("Ann Keeper", "Bo Mast"),
        ),
        (["author:", "  name: Ann Keeper"], ("Ann Keeper",)),
        (["author: ann@news.example (Ann Keeper)"], ("Ann Keeper",)),
        (["author: Ann Keeper <ann@news.example>"], ("Ann Keeper",)),
        (["author: ann@news.example"], ()),
        (["author: Harbour Post", "tags: [ Harbour Post ]"], ()),
        (["author:"], ()),
    ],
)
def test_authors_are_read_however_they_are_written(lines: list[str], authors: tuple[str, ...]) -> None:
    assert authors_of(*lines) == authors


@pytest.mark.parametrize(
    "broken",
    ["title: Tide tables: a primer", 'title: "Tide" tables', "title: @tide", "title: 'Tide", "title: [Tide"],
)
def test_front_matter_that_is_no_yaml_is_read_line_by_line(broken: str) -> None:
    found = headed(broken, "link: https://news.example/1", "tags: [ a, b ]")
    assert found.raw_url == "https://news.example/1"
    assert "ide" in found.raw_title
    assert found.tags == ("a", "b")


@pytest.mark.parametrize(
    ("title", "read"),
    [("2020", "2020"), ("no", "no"), ("2020-13-45", "2020-13-45"), ("~", "~"), ("1e3", "1e3")],
)
def test_a_title_stays_as_it_is_written_whatever_yaml_makes_of_it(title: str, read: str) -> None:
    assert headed(f"title: {title}", "url: https://news.example/1").raw_title == read


def test_a_body_in_markdown_is_rendered_with_its_html_left_as_it_is() -> None:
    body = (
        "The *ferry* is late.\n\n- one\n- two\n\n<p class=note>Note</p>\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    )
    html = headed("title: T", "url: https://news.example/1", body=body).html
    assert "<p>The <em>ferry</em> is late.</p>" in html
    assert "<li>one</li>" in html
    assert "<p class=note>Note</p>" in html
    assert "<td>1</td>" in html


def test_a_body_in_markdown_may_begin_with_a_tag() -> None:
    body = '<img src="/a.jpg">\n\n## The ferry\n\n**Late** again, says [the log](https://log.example/).\n'
    assert "<h2>The ferry</h2>" in headed("title: T", "url: https://news.example/1", body=body).html


def test_a_rule_in_the_body_does_not_end_the_front_matter_a_second_time() -> None:
    html = headed("title: T", "url: https://news.example/1", body="<p>One</p>\n---\n<p>Two</p>").html
    assert html == "<p>One</p>\n---\n<p>Two</p>"


@pytest.mark.parametrize("end", ["---", "---\n", "---   \n\n\n"])
def test_a_post_without_a_body_is_an_entry_all_the_same(end: str) -> None:
    assert entry(f"---\ntitle: T\nurl: https://news.example/1\n{end}").html == ""


@pytest.mark.parametrize(
    ("line", "name"), [("permalink: /a/", "/a/"), ("slug: a", "a"), ("layout: post", "")]
)
def test_a_post_without_an_absolute_address_is_known_by_its_name_on_the_site(line: str, name: str) -> None:
    found = headed("title: T", line)
    assert (found.raw_url, found.entry_id) == (None, name)


@pytest.mark.parametrize(
    "text", ["---\nlayout: post\n---\nBody", "---\ntitle: T\nBody", "---\n---\n", "+++\n"]
)
def test_what_names_neither_title_nor_address_is_no_post(text: str) -> None:
    with pytest.raises(NoHeaderError, match="front matter"):
        entry(text)


ALIASES = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{f'*{before},' * 9}]\n" for before, name in pairwise("abcdefghi")
)
NAMED = "title: T\nurl: https://news.example/1\n"


@pytest.mark.parametrize(
    "hostile",
    [
        ALIASES,
        "tags: &t [*t]\n",
        "tags: " + "[" * 5_000 + "\n",
        "tags: " + "- " * 5_000 + "\n",
        "? " * 5_000 + "\n",
        "a: !!python/object/apply:os.system [id]\n",
        "? [a, b]\n: c\n",
        "a: " + "x" * 2_000_000 + "\n",
    ],
    ids=[
        "aliases of aliases",
        "a list in itself",
        "brackets",
        "dashes",
        "keys",
        "an object",
        "a key that is a list",
        "a long line",
    ],
)
def test_hostile_front_matter_is_read_or_refused_without_long_thought(hostile: str) -> None:
    assert entry(f"---\n{NAMED}{hostile}---\nBody").raw_title == "T"

"""Parsing the crawler's feed files, in all their variants and with all their oddities."""

from datetime import UTC, datetime

import pytest

from broadsheet.article import ParsedEntry
from broadsheet.errors import EmptyFileError, InvalidDocumentError, NoHeaderError, NotTextError, NoUrlError
from broadsheet.parsing import parse
from tests.builders import feed_file, raw_document


def entry(content: str, key: str = "articles/harbour/1.md") -> ParsedEntry:
    (found,) = parse(raw_document(content.encode(), key=key)).entries
    return found


PLAIN = "<!--1694477701000-->\n[Harbour news](https://news.example/1)\n------\n\n<p>Body</p>\n"
FRONT_MATTER = """---
layout: post
title: "Harbour news"
date: 2018-09-24T10:01:27.000Z
author: Ann Keeper
from: https://news.example/1
tags: [ Harbour Post ]
categories: [ Harbour Post ]
---
<!--1537783287000-->
[Harbour news](https://news.example/1)
------

<div>
<p>Body</p>
</div>
"""
DATED = (
    "[Harbour news](https://news.example/1)\n------\n日期：Thu, 02 Jul 2020 18:28:24 +0800\n\n<p>Body</p>\n"
)


def test_a_plain_file_gives_its_header_and_its_html() -> None:
    assert entry(PLAIN) == ParsedEntry(
        source="harbour",
        raw_title="Harbour news",
        raw_url="https://news.example/1",
        published_at=datetime(2023, 9, 12, 0, 15, 1, tzinfo=UTC),
        html="<p>Body</p>",
    )


def test_front_matter_gives_the_author_and_its_extra_div_is_taken_off() -> None:
    assert entry(FRONT_MATTER) == ParsedEntry(
        source="harbour",
        raw_title="Harbour news",
        raw_url="https://news.example/1",
        published_at=datetime(2018, 9, 24, 10, 1, 27, tzinfo=UTC),
        html="<p>Body</p>",
        authors=("Ann Keeper",),
        tags=("Harbour Post",),
    )


def test_front_matter_whose_author_is_the_source_gives_no_author() -> None:
    assert entry(FRONT_MATTER.replace("Ann Keeper", "Harbour Post")).authors == ()


def test_a_dated_file_gives_its_rfc_822_date_in_utc() -> None:
    dated = entry(DATED)
    assert dated.published_at == datetime(2020, 7, 2, 10, 28, 24, tzinfo=UTC)
    assert dated.html == "<p>Body</p>"


@pytest.mark.parametrize(
    ("timestamp", "expected"),
    [
        ("1694477701123", datetime(2023, 9, 12, 0, 15, 1, 123000, tzinfo=UTC)),
        ("0", datetime(1970, 1, 1, tzinfo=UTC)),
        ("-86400000", datetime(1969, 12, 31, tzinfo=UTC)),
        ("1694477701", datetime(2023, 9, 12, 0, 15, 1, tzinfo=UTC)),
        ("999999999", datetime(2001, 9, 9, 1, 46, 39, tzinfo=UTC)),
        ("-999999999", datetime(1938, 4, 24, 22, 13, 21, tzinfo=UTC)),
        ("99999999999", datetime(1973, 3, 3, 9, 46, 39, 999000, tzinfo=UTC)),
        ("NaN", None),
        ("9999999999999999", None),
    ],
)
def test_a_timestamp_is_milliseconds_or_by_its_length_seconds_and_an_impossible_one_is_no_date(
    timestamp: str, expected: datetime | None
) -> None:
    assert entry(PLAIN.replace("1694477701000", timestamp)).published_at == expected


def test_nan_is_not_replaced_by_the_front_matters_date_which_is_the_crawlers_clock() -> None:
    assert entry(FRONT_MATTER.replace("1537783287000", "NaN")).published_at is None


def test_front_matter_without_a_timestamp_line_gives_its_own_date() -> None:
    found = entry(FRONT_MATTER.replace("<!--1537783287000-->\n", ""))
    assert found.published_at == datetime(2018, 9, 24, 10, 1, 27, tzinfo=UTC)


@pytest.mark.parametrize(
    "title",
    ["[[國際] 疫情升溫]", "戴資穎晉4強[影]", "a](b", "Tom &amp; Jerry", "", "（“引号”）", "[]() ](", "🗼 塔"],
)
def test_a_title_is_kept_to_the_letter(title: str) -> None:
    assert entry(PLAIN.replace("Harbour news", title)).raw_title == title


@pytest.mark.parametrize("url", ["https://news.example/a_(b)", "http://news.example//c/新闻?x=[1]"])
def test_an_address_is_kept_to_the_letter(url: str) -> None:
    assert entry(PLAIN.replace("https://news.example/1", url)).raw_url == url


@pytest.mark.parametrize("body", ["", "\n\n\n", "------\n\n"])
def test_an_empty_body_is_an_entry_all_the_same(body: str) -> None:
    header = "<!--1694477701000-->\n[Harbour news](https://news.example/1)\n------"
    assert entry(f"{header}\n{body}").html == body.strip("\n")


def test_windows_line_ends_and_a_byte_order_mark_do_not_matter() -> None:
    assert entry("\ufeff" + PLAIN.replace("\n", "\r\n")) == entry(PLAIN)


@pytest.mark.parametrize(
    ("key", "source"),
    [
        ("articles/法广/1.md", "法广"),
        ("articles/LyLy TV越南生活/1_a|b+c%.md", "LyLy TV越南生活"),
        ("rfi/2023/09/1.md", "rfi"),
        ("articles/1.md", "news.example"),
        ("1.md", "news.example"),
        ("/1.md", "news.example"),
    ],
)
def test_the_source_is_the_folder_or_else_the_host(key: str, source: str) -> None:
    assert entry(PLAIN.replace("//news", "//www.news"), key).source == source


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyFileError),
        (b"Dear reader,\n", NoHeaderError),
        (b"[a](https://news.example/1)\nno rule\n", NoHeaderError),
        (b"\xff\xfe\x00", NotTextError),
        (b"[a](/relative)\n------\n", NoUrlError),
        (b"[a](ftp://news.example/)\n------\n", NoUrlError),
        (b"[a](https://)\n------\n", NoUrlError),
        (b"[a](https://[)\n------\n", NoUrlError),
        (b"[a](https://news\x00.example/)\n------\n", NoUrlError),
        (b"[a](https://news example/)\n------\n", NoUrlError),
        (b"[a](https://./)\n------\n", NoUrlError),
        ("[a](https://\x98news.example/)\n------\n".encode(), NoUrlError),
        ("[a](https://news¨.example/)\n------\n".encode(), NoUrlError),
        (b"[a](https://" + b"a." * 500 + b"example/)\n------\n", NoUrlError),
    ],
)
def test_what_can_never_be_an_article_is_refused_by_name_and_key(
    content: bytes, error: type[InvalidDocumentError]
) -> None:
    with pytest.raises(error, match=r"articles/harbour/1\.md"):
        parse(raw_document(content))


@pytest.mark.parametrize(
    "hostile",
    [
        b"---\n" * 500_000,
        b"[" + b"](" * 1_000_000,
        b"\n" * 2_000_000,
        b"---\na:x" + b" " * 2_000_000 + b"x\n---\n",
        b"---\n" + (b"---\n[" + b"](" * 900 + b"x)" * 4_000 + b"\n") * 200,
        b"[a](https://news.example/)\n" + b"-" * 5_000_000 + b"x",
    ],
    ids=[
        "rules",
        "brackets",
        "empty lines",
        "blanks in front matter",
        "links in front matter",
        "a long rule",
    ],
)
def test_a_hostile_header_is_refused_without_long_thought(hostile: bytes) -> None:
    with pytest.raises((NoHeaderError, EmptyFileError, NoUrlError)):
        parse(raw_document(hostile))


def test_a_file_without_a_folder_whose_host_is_all_www_still_has_a_source() -> None:
    assert entry("[a](https://www./)\n------\n", "1.md").source == "www"


def test_the_builders_feed_file_parses() -> None:
    assert entry(feed_file().decode()).raw_title == "The lighthouse reopens"

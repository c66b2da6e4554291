"""Whole pages as raw documents: where they lie and how they are titled, and the page as it is."""

import pytest

from broadsheet.article import ParsedEntry
from broadsheet.errors import NoHeaderError, NoUrlError
from broadsheet.parsing import parse
from tests.builders import raw_document

URL = "https://news.example/1"


def entry(text: str, key: str = "articles/harbour/1.html") -> ParsedEntry:
    (found,) = parse(raw_document(text.encode(), key=key)).entries
    return found


def page(head: str, body: str = "<p>The text.</p>") -> str:
    return f"<!DOCTYPE html>\n<html><head>{head}</head><body>{body}</body></html>"


def test_a_page_is_one_entry_of_the_whole_page() -> None:
    text = page(f'<title>The ferry &amp; the tide</title><link rel="canonical" href="{URL}">')
    assert entry(text) == ParsedEntry(
        source="harbour", raw_title="The ferry & the tide".replace("&", "&amp;"), raw_url=URL,
        published_at=None, html=text,
    )  # fmt: skip


@pytest.mark.parametrize(
    "head",
    [
        f"<link rel=canonical href={URL}>",
        f"<link href='{URL}' rel='canonical'>",
        f'<meta property="og:url" content="{URL}">',
        '<base href="https://news.example/"><link rel="canonical" href="/1">',
        f'<link rel="canonical" href="/1"><meta property="og:url" content="{URL}">',
        f"<!-- saved from url=(0022){URL} -->",
    ],
)
def test_a_page_says_where_it_lies(head: str) -> None:
    assert entry(page(f"<title>T</title>{head}")).raw_url == URL


def test_the_title_that_is_made_for_sharing_has_no_site_in_it() -> None:
    assert entry(page('<title>T | News</title><meta property="og:title" content="T">')).raw_title == "T"


@pytest.mark.parametrize("end", ["_News", " - News", "｜News", ""])
def test_a_quotation_mark_in_the_title_for_sharing_does_not_cut_it(end: str) -> None:
    head = f'<title>Crew shouts "land"&#33; and wakes the town{end}</title><meta property="og:title" content="Crew shouts "land"! and wakes the town">'
    assert entry(page(head)).raw_title == 'Crew shouts "land"&#33; and wakes the town'
    head = f'<title>Crew shouts{end}</title><meta property="og:title" content="Crew shouts">'
    assert entry(page(head)).raw_title == "Crew shouts"


def test_a_page_with_a_title_alone_has_no_address() -> None:
    found = entry(page("<title>T</title>"))
    assert (found.raw_url, found.raw_title) == (None, "T")


def test_a_page_without_title_and_address_is_refused_as_such() -> None:
    with pytest.raises(NoUrlError, match=r"1\.html"):
        entry(page(""))


@pytest.mark.parametrize("text", ["<p>A fragment.</p>", "Dear reader,", "<svg></svg>"])
def test_what_is_no_page_is_of_no_known_shape(text: str) -> None:
    with pytest.raises(NoHeaderError):
        entry(text)


@pytest.mark.parametrize(
    "hostile", ["<link " * 300_000, "<link rel=" * 100_000, "<title " * 300_000, "<meta a='" * 100_000]
)
def test_a_hostile_head_is_read_without_long_thought(hostile: str) -> None:
    with pytest.raises(NoUrlError):
        entry("<html>" + hostile)

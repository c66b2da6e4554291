"""Parsing feeds in XML: RSS, RDF and Atom, whole and damaged."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from broadsheet.article import ParsedEntry
from broadsheet.errors import NoEntriesError
from tests.unit.parsing.feeds import NAMESPACES, atom, read, rss

ITEM = """<item><title>The ferry &amp;amp; the &lt;b&gt;tide&lt;/b&gt;</title><link>https://news.example/1</link>
<guid isPermaLink="false">n-1</guid><pubDate>Fri, 10 Jan 2020 14:33:00 GMT</pubDate><dc:creator>Ann Keeper</dc:creator>
<category>harbour</category><category>ferries</category><description>Short.</description>
<content:encoded><![CDATA[<p>The <em>whole</em> text.</p>]]></content:encoded></item>"""
AFTERNOON = datetime(2020, 1, 10, 14, 33, tzinfo=UTC)


def entry(content: str) -> ParsedEntry:
    (found,) = read(content).entries
    return found


def of_item(inner: str) -> ParsedEntry:
    return entry(rss(f"<item><title>T</title><link>https://news.example/1</link>{inner}</item>"))


def of_entry(inner: str) -> ParsedEntry:
    return entry(
        atom(f'<entry><id>i</id><title>T</title><link href="https://news.example/1"/>{inner}</entry>')
    )


def test_an_item_of_rss_gives_its_facts_and_its_fuller_body() -> None:
    assert entry(rss(ITEM)) == ParsedEntry(
        source="harbour",
        raw_title="The ferry &amp; the tide",
        raw_url="https://news.example/1",
        entry_id="n-1",
        published_at=AFTERNOON,
        html="<p>The <em>whole</em> text.</p>",
        authors=("Ann Keeper",),
        tags=("harbour", "ferries"),
        language="en",
    )


def test_an_entry_of_atom_gives_its_facts_and_its_xhtml() -> None:
    found = entry(
        atom(
            "<entry><id>tag:news.example,2020:1</id><title type='html'>The &lt;i&gt;ferry&lt;/i&gt;</title>"
            "<link href='/1'/><published>2020-01-10T14:33:00Z</published><updated>2020-01-11T00:00:00Z</updated>"
            "<category term='x1' label='Harbour'/>"
            "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>The <em>text</em>.</p></div></content>"
            "</entry><author><name>Ann Keeper</name></author>",
            head='xml:base="https://news.example/feed" xml:lang="zh-TW"',
        )
    )
    assert (found.raw_title, found.raw_url, found.entry_id) == (
        "The ferry",
        "https://news.example/1",
        "tag:news.example,2020:1",
    )
    assert (found.published_at, found.updated_at) == (AFTERNOON, datetime(2020, 1, 11, tzinfo=UTC))
    assert found.html == "<p>The <em>text</em>.</p>"
    assert (found.authors, found.tags, found.language) == (("Ann Keeper",), ("Harbour",), "zh-Hant")
    assert found.base_url == "https://news.example/feed"


@pytest.mark.parametrize(
    "feed",
    [
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        "<channel/><item><title>T</title><link>https://news.example/1</link></item></rdf:RDF>",
        '<rss version="0.91"><channel><item><title>T</title><link>https://news.example/1</link></item></channel></rss>',
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/x.dtd">'
        "<rss><channel><item><title>T</title><link>https://news.example/1</link></item></channel></rss>",
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>T</title>'
        '<link rel="alternate" type="text/html" href="https://news.example/1"/></entry></feed>',
        '<?xml-stylesheet href="a.xsl"?><!-- a <html> comment -->' + rss(
            "<item><title>T</title><link>https://news.example/1</link></item>"
        ),
        "<br />\n<b>Warning</b>: mysql in <b>/x.php</b> on line 3<br />\n"
        "<rss version='2.0'><channel><item><title>T</title><link>https://news.example/1</link></item></channel></rss>",
    ],
    ids=["RDF", "RSS 0.91", "a DTD", "Atom 0.3", "a stylesheet", "a warning of PHP before it"],
)  # fmt: skip
def test_every_kind_of_feed_is_read_whatever_stands_before_it(feed: str) -> None:
    found = entry(feed)
    assert (found.raw_title, found.raw_url) == ("T", "https://news.example/1")


@pytest.mark.parametrize(
    ("damage", "mended"),
    [
        (lambda text: text.replace("Short.", "Tom & Jerry &nbsp; &hellip;"), "T"),
        (lambda text: text.replace("</item>", ""), "T"),
        (lambda text: text[: text.index("</item>")], "T"),
        (lambda text: text.replace(NAMESPACES, ""), "T"),
        (lambda text: text.replace("Short.", "Short\x0b\x00."), "T"),
        (lambda text: text + "<!-- served in 3 s --> bye", "T"),
    ],
    ids=["ampersands", "no end tag", "cut off", "no namespaces", "control characters", "text after the end"],
)
def test_a_damaged_feed_loses_no_entry(damage: Callable[[str], str], mended: str) -> None:
    found = read(damage(rss(ITEM))).entries
    assert [one.raw_url for one in found] == ["https://news.example/1"]
    assert "whole" in found[0].html


def test_a_feed_that_a_browser_saved_as_a_page_is_a_feed_all_the_same() -> None:
    page = f"<!DOCTYPE html><html><head><title>x</title></head><body>{rss(ITEM)}</body></html>"
    assert entry(page).raw_url == "https://news.example/1"


@pytest.mark.parametrize(
    ("fields", "url", "entry_id"),
    [
        ("<link>https://news.example/1</link><guid>g</guid>", "https://news.example/1", "g"),
        ("<guid>https://news.example/1</guid>", "https://news.example/1", "https://news.example/1"),
        ('<guid isPermaLink="false">https://news.example/1</guid>', None, "https://news.example/1"),
        ("<link>/1?a=1&amp;b=2</link>", "https://news.example/1?a=1&b=2", ""),
        ("<guid isPermaLink='false'>g</guid>", None, "g"),
        ("<link>javascript:alert(1)</link>", None, ""),
        ("", None, ""),
    ],
)
def test_an_item_is_known_by_its_link_its_permalink_or_its_own_id(
    fields: str, url: str | None, entry_id: str
) -> None:
    found = entry(rss(f"<item><title>T</title>{fields}</item>"))
    assert (found.raw_url, found.entry_id) == (url, entry_id)


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("<description>&lt;p&gt;A&lt;/p&gt;</description>", "<p>A</p>"),
        ("<description>A\n\nB</description>", "<p>A</p><p>B</p>"),
        ("<description>Tea &amp;amp; cake</description>", "Tea &amp; cake"),
        ("<description>&lt;p&gt;Longer text&lt;/p&gt;</description><content:encoded>A</content:encoded>", "<p>Longer text</p>"),
    ],
)  # fmt: skip
def test_the_body_of_an_item_is_html_whatever_it_was(written: str, html: str) -> None:
    assert of_item(written).html == html


def test_plain_text_of_atom_is_escaped_and_keeps_its_lines() -> None:
    assert of_entry("<content>a &lt; b\nc\n\nd</content>").html == "<p>a &lt; b<br>c</p><p>d</p>"


def test_nothing_that_a_feed_has_is_taken_away_before_the_cleaning() -> None:
    kept = '<iframe src="https://www.youtube.com/embed/x"></iframe><img data-src="/a.jpg" srcset="/b.jpg 2x">'
    assert of_item(f"<description><![CDATA[{kept}]]></description>").html == kept


def test_enclosures_become_players_and_a_thumbnail_the_picture_of_a_body_without_one() -> None:
    sound = '<enclosure url="https://a.example/1.mp3" type="audio/mpeg"/><description>A</description>'
    assert of_item(sound).html == 'A<audio src="https://a.example/1.mp3"></audio>'
    picture = '<media:thumbnail url="https://a.example/1.jpg"/>'
    assert '<img src="https://a.example/1.jpg"' in of_item(f"{picture}<description>A</description>").html
    illustrated = of_item(f"{picture}<description>&lt;img src=/b.jpg&gt;</description>").html
    assert illustrated == "<img src=/b.jpg>"


def test_a_date_is_read_by_us_before_the_library_which_takes_days_for_months() -> None:
    assert of_item("<pubDate>2020/1/10 14:33:00</pubDate>").published_at == AFTERNOON


def test_an_entry_that_is_only_updated_was_published_then() -> None:
    assert of_entry("<updated>2020-01-10T14:33:00Z</updated>").published_at == AFTERNOON


def test_authors_of_the_feed_hold_where_the_entry_of_a_planet_names_none() -> None:
    found = of_entry("<source><title>Blog</title><author><name>Bo Mast</name></author></source>")
    assert found.authors == ("Bo Mast",)


def test_an_item_without_anything_is_named_and_loses_no_other() -> None:
    found = read(rss(ITEM, "<item/>", ITEM.replace("example/1", "example/2")))
    assert [one.raw_url for one in found.entries] == ["https://news.example/1", "https://news.example/2"]
    assert [(one.number, one.code) for one in found.rejected] == [(2, "empty_entry")]


def test_a_feed_without_an_entry_is_refused_as_such() -> None:
    with pytest.raises(NoEntriesError, match=r"feed\.xml"):
        read(rss())


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"), ("GB2312", "gb18030"), ("big5", "big5"), ("Shift_JIS", "shift_jis"), ("euc-kr", "euc-kr"),
        ("windows-1251", "cp1251"), ("koi8-r", "koi8-r"), ("ISO-8859-1", "latin-1"), ("utf-16", "utf-16"),
        ("iso-2022-jp", "iso-2022-jp"), ("utf-8", "gb18030"), ("gb2312", "utf-8"),
    ],
)  # fmt: skip
def test_a_feed_is_read_in_the_encoding_it_is_in_whatever_it_says(declared: str, encoding: str) -> None:
    title = {
        "gb18030": "这座灯塔在海边站了一百年", "big5": "這座燈塔在海邊站了一百年", "shift_jis": "灯台の光は今日も海を照らしている",
        "iso-2022-jp": "灯台の光は今日も海を照らしている", "euc-kr": "등대는 오늘도 바다를 비추고 있다", "cp1251": "Маяк снова открыт",
        "koi8-r": "Маяк снова открыт", "latin-1": "Le phare rouvre en été",
    }.get(encoding, "灯塔 ünd phare")  # fmt: skip
    text = rss(f"<item><title>{title}</title><link>https://news.example/1</link></item>")
    text = text.replace('version="1.0"?', f'version="1.0" encoding="{declared}"?')
    (found,) = read(text.encode(encoding)).entries
    assert found.raw_title == title

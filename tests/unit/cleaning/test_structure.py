"""The canonical structure: what survives of the publisher's markup, and in which form."""

import pytest

from broadsheet.errors import TooComplexError
from tests.unit.cleaning.entries import PROSE, cleaned


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<div>One<p>two</div>three", "<p>One</p><p>two</p><p>three</p>"),
        ("a<br>b<br><br>c", "<p>a<br>b</p><p>c</p>"),
        ("<b>bold<br>still</b>", "<p><strong>bold</strong><br><strong>still</strong></p>"),
        ("<strong><p>a</p><p>b</p></strong>", "<p><strong>a</strong></p><p><strong>b</strong></p>"),
        ("<p> a <i> b </i> c&nbsp;&nbsp; </p>", "<p>a <em>b</em> c</p>"),
        ("<p>&nbsp;</p><p><br></p><p>a</p>", "<p>a</p>"),
        ("<ul><li><p>a</p></li><li></li></ul>", "<ul><li>a</li></ul>"),
        ("<ul>loose<li>a</ul>", "<ul><li>loose</li><li>a</li></ul>"),
        ("<li>alone</li>", "<p>alone</p>"),
        ("<hr><p>a</p><hr><hr><p>b</p><hr>", "<p>a</p><hr><p>b</p>"),
        ("<blockquote>a</blockquote>", "<blockquote><p>a</p></blockquote>"),
        ("<table><tr><td>a</td></tr></table>", "<p>a</p>"),
        ("<pre>x\n  y<br>z</pre>", "<pre><code>x\n  y\nz</code></pre>"),
        ("<p>H<sub>2</sub>O<sup>1</sup></p>", "<p>H₂O¹</p>"),
        ("<h1>a</h1><h3>b</h3>", "<h1>a</h1><h3>b</h3>"),
        ("<p style='mso-x'><o:p>a</o:p><font>b</font></p>", "<p>ab</p>"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "<dl><dt>a</dt><dd>b</dd></dl>"),
    ],
)
def test_markup_takes_its_one_canonical_form(html: str, expected: str) -> None:
    assert cleaned(html).html == expected


def test_a_table_of_facts_keeps_rows_columns_and_spans() -> None:
    html = cleaned("<table><tr><th colspan=2>a</th></tr><tr><td>b</td><td></td></tr></table>").html
    assert html == (
        '<table><tbody><tr><th colspan="2">a</th></tr><tr><td>b</td><td></td></tr></tbody></table>'
    )


def test_the_text_has_one_line_a_paragraph_and_no_captions() -> None:
    content = cleaned("<p>a</p><figure><img src='/x.jpg'><figcaption>cap</figcaption></figure><ul><li>b</ul>")
    assert content.text == "a\nb"


def test_an_image_within_a_sentence_does_not_part_it() -> None:
    content = cleaned("<p>before <img src='/x.jpg'> after</p>")
    assert content.text == "before after"
    assert content.html.endswith('<figure><img alt="" src="https://news.example/x.jpg"></figure>')


def test_what_is_nested_too_deeply_keeps_its_text() -> None:
    content = cleaned("<div>" * 400 + PROSE + "<i>end</i>")
    assert content.text == PROSE + "end"


def test_an_empty_body_gives_an_article_with_a_warning() -> None:
    content = cleaned(" <p>&nbsp;</p>")
    assert (content.text, content.html, content.markdown) == ("", "", "")
    assert content.warnings == ("empty_body",)


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("<caption>Tides</caption><tr><td>a<td>b<tr><td>c<td>d", "Tides a b c d"),
        ("<thead><th>H1<th>H2</thead><tr><td>a<td>b<tr><td>c<td>d", "H1 H2 a b c d"),
        ("<tr><td>a<td>b</tr>between<tr><td>c<td>d", "a b between c d"),
        (
            "<tr><td><div>A<tr><td>B</td><td>C</td></tr></div></td><td>D</td></tr><tr><td>E<td>F",
            "A B C D E F",
        ),
    ],
)
def test_a_table_loses_no_text_and_doubles_none(table: str, text: str) -> None:
    words = cleaned(f"<table>{table}</table>").text.split()
    assert sorted(words) == sorted(text.split())


def test_what_is_nested_as_no_article_is_rejected() -> None:
    with pytest.raises(TooComplexError, match="deep"):
        cleaned("<div>" * 3_000 + PROSE)


def test_a_link_in_a_link_is_the_outer_ones() -> None:
    html = "<p><a href=https://a.example/>one <em><a href=https://b.example/>two</a></em></a></p>"
    content = cleaned(html)
    assert [link.url for link in content.links] == ["https://a.example/"]
    assert cleaned(content.html).html == content.html

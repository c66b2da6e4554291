"""Marks of direction and separators of lines: no override reaches beyond its line, and a line ends where it ends."""

from dataclasses import replace

import pytest

from broadsheet.cleaning import clean
from tests.unit.cleaning.entries import PROSE, cleaned, entry


def test_titles_and_names_have_no_overrides() -> None:
    made = entry(f"<p>{PROSE}</p>", title="\u202eThe \u202blighthouse\u202c", authors=("\u202eMay Harbour",))
    content = clean(made)
    assert content.title == "The lighthouse"
    assert content.authors == ("May Harbour",)


@pytest.mark.parametrize(
    ("written", "balanced"),
    [
        ("a \u202eb", "\u2068a \u202eb\u202c\u2069"),
        ("a \u202bb\u202c c", "\u2068a \u202bb\u202c c\u2069"),
        ("a\u202c \u2069b", "a b"),
        ("a \u2067b", "a \u2067b\u2069"),
        ("a \u2067b \u202dc\u2069 d", "\u2068a \u2067b \u202dc\u202c\u2069 d\u2069"),
        ("\u2066a\u2069 \u202eb", "\u2068\u2066a\u2069 \u202eb\u202c\u2069"),
        ("a \u2067b\u2069 c", "a \u2067b\u2069 c"),
    ],
)
def test_a_line_closes_what_it_opens_and_is_an_isolate(written: str, balanced: str) -> None:
    content = cleaned(f"<p>{written}</p><p>{PROSE}</p>")
    assert content.text == f"{balanced}\n{PROSE}"
    assert balanced in content.html
    assert balanced in content.markdown
    assert cleaned(content.html).html == content.html


def test_an_override_is_closed_across_formats_and_within_each_line_of_code() -> None:
    content = cleaned(f"<p>a <b>\u202eb</b> c</p><pre>x \u202ey\nz</pre><p>{PROSE}</p>")
    assert content.text == f"\u2068a \u202eb c\u202c\u2069\n\u2068x \u202ey\u202c\u2069\nz\n{PROSE}"


def test_a_caption_closes_what_it_opens() -> None:
    figure = "<figure><img src=/1.jpg alt='a\u202eb'><figcaption>The \u202elamp</figcaption></figure>"
    (image,) = cleaned(f"<p>{PROSE}</p>{figure}").images
    assert image.alt == "ab"
    assert image.caption == "\u2068The \u202elamp\u202c\u2069"


@pytest.mark.parametrize("wrap", ["<p>{}</p>", "<div>{}</div>", "<p><b>{}</b></p>"])
def test_separators_end_lines_and_paragraphs(wrap: str) -> None:
    content = cleaned(wrap.format(f"{PROSE}\u2028Second line.&#8233;Second paragraph."))
    assert content.text == f"{PROSE}\nSecond line.\nSecond paragraph."


def test_separators_end_lines_of_code_and_stand_in_no_title() -> None:
    content = clean(replace(entry("<pre>a\u2028b\u2029c</pre>"), raw_title="The\u2028lamp"))
    assert content.text == "a\nb\nc"
    assert content.title == "The lamp"

"""What HTML says beyond its words is said in every form that an article has: numbers, spans, code, direction."""

import pytest

from fuzz.laws import check_clean
from tests.unit.cleaning.entries import PROSE, cleaned, entry


def test_a_cell_over_several_rows_shifts_none_of_them_in_markdown() -> None:
    rows = (
        "<tr><th>Jahr</th><th>Ort</th><th>Schiffe</th></tr>"
        "<tr><td rowspan=2>1921</td><td>Kiel</td><td>9</td></tr><tr><td>Emden</td><td>4</td></tr>"
        "<tr><td>1922</td><td>Husum</td><td>7</td></tr>"
    )
    kept = cleaned(f"<p>{PROSE}</p><table>{rows}</table>").markdown
    assert "| 1921 | Kiel | 9 |\n|  | Emden | 4 |\n| 1922 | Husum | 7 |" in kept


def test_a_numbered_list_counts_from_where_its_author_began() -> None:
    kept = cleaned(f"<p>{PROSE}</p><ol start='7'><li>Septième</li><li>Huitième</li></ol>")
    assert '<ol start="7">' in kept.html
    assert "7. Septième\n8. Huitième" in kept.markdown


def test_a_reversed_list_counts_down() -> None:
    kept = cleaned(f"<p>{PROSE}</p><ol reversed><li>Drei</li><li>Zwei</li><li>Eins</li></ol>")
    assert 'reversed=""' in kept.html
    assert 'start="3"' in kept.html
    assert "3. Drei\n2. Zwei\n1. Eins" in kept.markdown


@pytest.mark.parametrize("start", ["-3", "x", "99999999999", ""])
def test_a_number_that_no_list_can_begin_with_says_nothing(start: str) -> None:
    kept = cleaned(f"<p>{PROSE}</p><ol start='{start}'><li>Lamp</li><li>Wick</li></ol>")
    assert "<ol><li>" in kept.html
    assert "1. Lamp" in kept.markdown


@pytest.mark.parametrize(
    "code",
    [
        "<pre><code class='hljs language-py'>{}</code></pre>",
        "<pre class='lang-python prettyprint'>{}</pre>",
        "<div class='highlight highlight-source-python'><pre>{}</pre></div>",
        "<pre class='brush: python; gutter: true'>{}</pre>",
    ],
)
def test_code_keeps_the_language_that_a_highlighter_was_told(code: str) -> None:
    kept = cleaned(f"<p>{PROSE}</p>{code.format('import this')}")
    assert '<pre><code class="language-python">import this</code></pre>' in kept.html
    assert "```python\nimport this\n```" in kept.markdown


def test_no_class_but_that_of_a_known_language_is_left_on_code() -> None:
    kept = cleaned(f"<p>{PROSE}</p><pre><code class='language-evil hero'>x</code></pre>")
    assert "<pre><code>x</code></pre>" in kept.html


@pytest.mark.parametrize("name", ["s", "del", "strike"])
def test_struck_text_is_struck_in_markdown(name: str) -> None:
    kept = cleaned(f"<p>{PROSE}</p><p>Der Eintritt kostet <{name}>neun</{name}> acht Mark.</p>")
    assert "kostet ~~neun~~ acht" in kept.markdown


@pytest.mark.parametrize(
    "prose",
    [
        "a<s>b</s>c",
        "<s><strong>b</strong></s> c",
        "x<strong><s>b</s></strong>y",
        "<s>一座桥。</s>两座",
        "<s>a</s><s>b</s>",
        "<s>a</s><strong>b</strong>",
        "<s>a <a href='/x'>~b~</a></s>",
        "~~no~~ <s>~</s>",
        "<s></s>a <s> b </s>",
    ],
)
def test_struck_text_reads_the_same_in_markdown_as_in_html(prose: str) -> None:
    assert check_clean(entry(f"<p>{PROSE}</p><p>{prose}</p>")) == []


def test_a_word_with_ruby_is_found_in_the_text() -> None:
    kept = cleaned(f"<p>{PROSE}</p><p>彼は<ruby>灯台<rp>(</rp><rt>とうだい</rt><rp>)</rp></ruby>を見た。</p>")
    assert "彼は灯台を見た。" in kept.text
    assert "<rt>とうだい</rt>" in kept.html


def test_text_from_the_right_to_the_left_says_so() -> None:
    kept = cleaned(
        "<div dir='rtl'><h2>الميناء</h2><p>فتح الميناء أبوابه.</p><p dir='ltr'>In English.</p></div>"
    )
    assert '<h2 dir="rtl">' in kept.html
    assert '<p dir="rtl">' in kept.html
    assert "<p>In English.</p>" in kept.html


def test_lines_that_a_style_keeps_are_lines() -> None:
    poem = (
        "<div style='color: red; white-space: pre-wrap'>The lamp is lit\nthe ships come home\n\nat last</div>"
    )
    assert cleaned(f"<p>{PROSE}</p>{poem}").text.split("\n")[1:] == [
        "The lamp is lit",
        "the ships come home",
        "at last",
    ]


def test_ends_of_lines_between_the_blocks_of_such_a_style_are_none() -> None:
    page = f"<div style='white-space: pre-line'>\n<p>{PROSE}</p>\n<p>The lamp is lit.</p>\n</div>"
    assert cleaned(page).html == f"<p>{PROSE}</p><p>The lamp is lit.</p>"

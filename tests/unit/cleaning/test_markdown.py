"""The article as Markdown: it reads as the HTML does, whatever stands in it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.cleaning.writers.sanitising import sanitise
from fuzz.cleanliness import faults_of_html, rendered
from fuzz.reading import lines_of
from tests.unit.cleaning.entries import cleaned
from tests.unit.cleaning.markup import markdown_of

# What a reader of Markdown could take for something else, by itself or beside another.
WORDS = (
    "灯", "塔", "a", "1", " ", "\n", ".", ")", "-", "+", "=", "#", "*", "**", "_", "~", "`", "``", "|", ":",
    "!", "&amp;", ";", "&lt;", "&gt;", "[", "]", "(", "\\", "「", "」", "。", '"', "~~~", "---", "===", "1. ",
    "- ", "# ", "&amp;copy;", "copy;", "lt;", "#35;", "&lt;b&gt;", "https://n.example ", "![", "](", "| - |",
)  # fmt: skip
IMAGE = '<img src="https://n.example/a_b.png" alt="x ] ` ! [">'


def within(html: st.SearchStrategy[str], *names: str) -> st.SearchStrategy[str]:
    """Return HTML within any one of these tags."""
    return st.tuples(st.sampled_from(names), html).map(lambda drawn: f"<{drawn[0]}>{drawn[1]}</{drawn[0]}>")


def some(html: st.SearchStrategy[str], most: int = 3) -> st.SearchStrategy[str]:
    """Return one or more of something in a row."""
    return st.lists(html, min_size=1, max_size=most).map("".join)


text = some(st.sampled_from(WORDS), 5)
formatted = st.recursive(
    text | within(text | within(text, "rt", "em"), "code") | st.just(IMAGE),
    lambda html: (
        within(some(html), "strong", "em", "s", "sub", "ruby", "rt")
        | some(html).map(lambda label: f'<a href="https://n.example/(x_*y)?a=1&amp;copy;=2">{label}</a>')
    ),
    max_leaves=6,
)
prose = some(formatted | st.just("<br>"), 4)
blocks = st.recursive(
    within(prose, "p", "h2", "figcaption", "dd") | within(text, "pre") | st.just("<hr>"),
    lambda html: (
        within(some(html), "blockquote", "figure")
        | within(some(within(some(html), "li")), "ul", "ol")
        | within(some(within(some(within(some(html), "td")), "tr")), "table")
    ),
    max_leaves=6,
)


@given(some(blocks))
@example(f"<p><em><strong>灯</strong>()<strong>{IMAGE}</strong></em></p>")
@example("<p>a<em><code>b</code></em><code>c</code></p>")
@example(f"<p><strong>{IMAGE}</strong><code>灯</code></p>")
@example(f"{'<ul><li>' * 30}<p>deep</p><p>deeper</p>{'</li></ul>' * 30}<p>after</p>")
def test_markdown_reads_as_the_html_does(html: str) -> None:
    sanitised = sanitise(html)
    shown = rendered(markdown_of(sanitised))
    assert lines_of(shown) == lines_of(sanitised)
    assert faults_of_html(shown) == []


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("a &lt;script&gt; b", "a &lt;script> b"),
        ("[x](http://y.example)", r"\[x\](http://y.example)"),
        ("`code`", r"\`code\`"),
        ("# no heading", r"\# no heading"),
        ("1. no list", r"1\. no list"),
        ("2 * 3 * 4_5_6", r"2 \* 3 \* 4\_5\_6"),
        ("3.5% of AT&amp;T - a #1", "3.5% of AT&T - a #1"),
        ("&amp;copy;", r"\&copy;"),
        ("one<br>- two", "one  \n\\- two"),
        ("code <code>a`b</code>", "code ``a`b``"),
    ],
)
def test_what_would_be_a_mark_is_escaped_and_nothing_else(text: str, markdown: str) -> None:
    assert markdown_of(f"<p>{text}</p>") == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            '<img src="https://n.example/a.png" alt="&lt;b&gt; [c] `d`">',
            r"![&lt;b&gt; \[c\] \`d\`](https://n.example/a.png)",
        ),
        ('<img src="https://n.example/a.png)[b](c" alt="d">', "![d](https://n.example/a.png%29%5Bb%5D%28c)"),
        ('<a href="https://n.example/a_(b)">c</a>', "[c](https://n.example/a_%28b%29)"),
        ('Look!<a href="https://n.example/">here</a>', r"Look\![here](https://n.example/)"),
    ],
)
def test_an_address_or_a_label_cannot_end_what_it_stands_in(html: str, markdown: str) -> None:
    assert markdown_of(f"<p>{html}</p>") == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("他说<strong>你好</strong>然后", "他说**你好**然后"),
        ("他说<strong>「你好」</strong>然后", "他说「**你好**」然后"),
        ("<strong>记者：</strong>你好", "**记者**：你好"),
        ("<strong>「你好」</strong>", "**「你好」**"),
        ("she said <em>“yes”</em> and left", "she said *“yes”* and left"),
        ("她<strong>《》</strong>他", "她《》他"),
        ("<strong>a</strong><strong>b</strong><em>c</em>", "**ab**c"),
    ],
)
def test_emphasis_has_its_marks_where_they_are_read_as_such(html: str, markdown: str) -> None:
    assert markdown_of(f"<p>{html}</p>") == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<blockquote><p>a</p></blockquote><blockquote><p>b</p></blockquote>", "> a\n\n> b"),
        ("<blockquote><ul><li>a</li></ul><p>b</p></blockquote>", "> - a\n>\n> b"),
        ("<p>a</p><ul><li>b<ul><li>c</li></ul></li><li>d</li></ul><p>e</p>", "a\n\n- b\n  - c\n- d\n\ne"),
        ("<ol><li>a</li><li>b</li></ol><ol><li>c</li></ol>", "1. a\n2. b\n\n1) c"),
        ("<ul><li><p>a</p><blockquote><p>b</p></blockquote></li></ul>", "- a\n\n  > b"),
        ("<ul><li>a<ol><li>b</li></ol></li></ul>", "- a\n\n  1. b"),
        ("<pre><code>a[`0`] &lt; b\n\n```</code></pre>", "````\na[`0`] < b\n\n```\n````"),
        (
            "<figure><img src=https://n.example/a><figcaption>b</figcaption></figure>",
            "![](https://n.example/a)\n\n*b*",
        ),
        ("<h2>a<br>b #</h2>", "## a<br>b \\#"),
    ],
)
def test_blocks_keep_apart(html: str, markdown: str) -> None:
    assert markdown_of(sanitise(html)) == markdown


def test_a_table_is_as_wide_as_its_widest_row() -> None:
    html = "<table><tr><td>a|b<p>c</p></td></tr><tr><td colspan=2>d</td><td>e</td></tr></table>"
    assert markdown_of(sanitise(html)) == "| a\\|b<br>c |  |  |\n| --- | --- | --- |\n| d |  | e |"


def test_what_markdown_has_no_marks_for_leaves_its_text() -> None:
    ruby = "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>"
    html = f"<p><s><s>old</s></s> H<sub>2</sub>O {ruby} <code>{ruby}</code></p>"
    assert markdown_of(html) == "~~old~~ H2O 漢(kan) `漢(kan)`"


def test_an_article_has_its_markdown() -> None:
    assert cleaned("<h2>Oil</h2><p>The <b>lamp</b> is lit.</p>").markdown == "## Oil\n\nThe **lamp** is lit."

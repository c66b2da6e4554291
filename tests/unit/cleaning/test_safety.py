"""Hostile HTML: nothing unsafe comes out, and nothing takes for ever."""

import pytest

from broadsheet.cleaning.rendering import to_markdown
from broadsheet.errors import TooComplexError
from tests.unit.cleaning.entries import PROSE, cleaned


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<p onclick=alert(1)>a</p>",
        "<a href='javascript:alert(1)'>a</a>",
        "<a href=' java\nscript:alert(1)'>a</a>",
        "<img src=x onerror=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<iframe src='javascript:alert(1)'></iframe>",
        "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
        "<img src='data:text/html,alert(1)'>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    ],
)
def test_nothing_that_runs_is_left(html: str) -> None:
    content = cleaned(f"<p>{PROSE}</p>{html}")
    assert "alert" not in content.html or "<" not in content.html.partition("alert")[0][-40:]
    assert "javascript:" not in content.html
    assert "onerror=" not in content.html
    assert "onclick=" not in content.html


def test_links_give_nothing_away() -> None:
    html = cleaned("<p>See <a href='https://a.example/?utm_source=x&id=1' target=_blank>this</a>.</p>").html
    assert html == '<p>See <a href="https://a.example/?id=1" rel="noopener noreferrer nofollow">this</a>.</p>'


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000,
        "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x</p>",
        "x" * 3_000_000,
        "&amp;" * 200_000,
    ],
    ids=["nested", "attributes", "line", "references"],
)
def test_html_beyond_any_article_is_refused_by_name(html: str) -> None:
    with pytest.raises(TooComplexError):
        cleaned(html)


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("a &lt;script&gt; b", r"a \<script> b"),
        ("[x](http://y.example)", r"\[x\](http://y.example)"),
        ("`code`", r"\`code\`"),
        ("# no heading", r"\# no heading"),
        ("1. no list", r"1\. no list"),
        ("2 * 3 * 4_5_6", r"2 \* 3 \* 4\_5\_6"),
        ("3.5% of AT&amp;T", "3.5% of AT&T"),
        ("&amp;copy;", r"\&copy;"),
    ],
)
def test_markdown_reads_as_the_text_was_written(text: str, markdown: str) -> None:
    assert to_markdown(f"<p>{text}</p>") == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            '<img src="https://n.example/a.png" alt="&lt;b&gt; [c] `d`">',
            r"![\<b> \[c\] \`d\`](https://n.example/a.png)",
        ),
        ('<img src="https://n.example/a.png)[b](c" alt="d">', "![d](https://n.example/a.png%29[b]%28c)"),
        ('<a href="https://n.example/a_(b)">c</a>', "[c](https://n.example/a_(b))"),
    ],
)
def test_an_attribute_cannot_end_what_it_stands_in_in_markdown(html: str, markdown: str) -> None:
    assert to_markdown(f"<p>{html}</p>") == markdown


def test_code_is_not_escaped_in_markdown() -> None:
    assert to_markdown("<pre><code>a[`0`] &lt; b</code></pre>") == "```\na[`0`] < b\n```"


def test_the_same_html_a_thousand_times_gives_the_same_bytes() -> None:
    html = f"<p>{PROSE}</p><p>Read more: x</p><figure><img src=/a.jpg></figure><ul><li>a<li>b</ul>"
    first = cleaned(html)
    assert all(cleaned(html) == first for _ in range(1_000))
